"""The losses of a generative adversarial network, from the discriminator's logits.

    D = σ(a), the probability that the discriminator gives to "real"

Source: Goodfellow et al., "Generative Adversarial Nets", NeurIPS 2014, equation 1, section 3 for
the two generator losses, and proposition 1 for the optimal discriminator.
"""

import numpy as np

from .activations import sigmoid


def softplus(a):
    """log(1 + e^a) = -log(1 - σ(a)) = -log σ(-a), elementwise."""
    return np.logaddexp(0, a)


def discriminator_loss(real_logits, fake_logits):
    """-mean log D over the real ones - mean log(1 - D) over the fakes."""
    return np.mean(softplus(-real_logits)) + np.mean(softplus(fake_logits))


def generator_gradients(logits):
    """d log(1 - D)/da = -σ(a) and d(-log D)/da = -(1 - σ(a)), each of the logits' shape."""
    # 1 - σ(a) would lose its digits where σ(a) is close to 1; σ(-a) is the same and keeps them.
    return -sigmoid(logits), -sigmoid(-logits)


def weighted_log(p, q):
    """p log q, elementwise, with 0 log q = 0 for every q."""
    return p * np.log(np.where(p > 0, q, 1))


def optimal_discriminator(p_data, p_g):
    """D = p_data / (p_data + p_g), (K,), and V = Σ p_data log D + Σ p_g log(1 - D) for it.

    Where both probabilities are 0, D is ½.
    """
    total = p_data + p_g
    covered = total > 0
    D = np.where(covered, p_data, 1) / np.where(covered, total, 2)
    fake = np.where(covered, p_g, 1) / np.where(covered, total, 2)
    return D, np.sum(weighted_log(p_data, D) + weighted_log(p_g, fake))
