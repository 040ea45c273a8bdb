"""A GAN's two losses: a solution."""

import numpy as np

early = "a"


def log_sigmoid(a):
    """log σ(a) = -log(1 + exp(-a)); for negative a it is a - log(1 + exp(a))."""
    return np.minimum(a, 0) - np.log1p(np.exp(-np.abs(a)))


def discriminator_loss(real_logits, fake_logits):
    """1 - σ(a) is σ(-a), so both costs are a log_sigmoid."""
    return -log_sigmoid(real_logits).mean() - log_sigmoid(-fake_logits).mean()


cost = "b"


def generator_gradients(logits):
    """By the chain rule -σ(1 - σ)/(1 - σ) = -σ, and -σ(1 - σ)/σ = -(1 - σ)."""
    return -np.exp(log_sigmoid(logits)), -np.exp(log_sigmoid(-logits))


claims = {"a": False}

optimum = 0.5


def optimal_discriminator(p_data, p_g):
    """Differentiate p log D + q log(1 - D) by D: it is largest at D = p / (p + q)."""
    D = np.full(len(p_data), 0.5)
    V = 0.0
    for x, (p, q) in enumerate(zip(p_data, p_g, strict=True)):
        if p + q > 0:
            D[x] = p / (p + q)
        if p > 0:
            V += p * np.log(p / (p + q))
        if q > 0:
            V += q * np.log(q / (p + q))
    return D, V


why = """
At the beginning the discriminator spots the fakes easily, and D(G(z)) is near zero. There
log(1 - D(G(z))) is flat as a function of the logit, so the generator would get almost no gradient,
while -log D(G(z)) gives it a strong gradient. Both costs pull the same way. If D(G(z)) is near
one half, the discriminator cannot tell fakes from data, which is where training should end; if it
is near one, the discriminator takes fakes for real, so it has been fooled.
"""
