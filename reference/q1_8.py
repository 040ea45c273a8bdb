"""Answers and known mistakes of q1_8, a GAN's two losses."""

import numpy as np

from . import adversarial_losses
from .activations import sigmoid, sigmoid_prime
from .adversarial_losses import softplus, weighted_log


def discriminator_loss(real_logits, fake_logits):
    """The two groups' mean cross-entropies, added."""
    return adversarial_losses.discriminator_loss(real_logits, fake_logits)


def generator_gradients(logits):
    """The gradients of log(1 - D) and of -log D, by the logits."""
    return adversarial_losses.generator_gradients(logits)


def optimal_discriminator(p_data, p_g):
    """The best D, (K,), and the value V that it reaches."""
    return adversarial_losses.optimal_discriminator(p_data, p_g)


def logarithm_of_zero(real_logits, fake_logits):
    """You compute probabilities first and take their logarithms. A confident discriminator rounds
    them to 0 or 1, and the logarithm is lost; write the loss in the logits themselves.
    """
    with np.errstate(divide="ignore"):
        real, fake = np.log(sigmoid(real_logits)), np.log(1 - sigmoid(fake_logits))
    return -real.mean() - fake.mean()


def clipped_for_the_loss(real_logits, fake_logits):
    """You clip probabilities before you take their logarithms, so a very wrong answer costs far too
    little. Write the loss in the logits themselves, and nothing needs to be clipped.
    """
    real, fake = (np.clip(sigmoid(a), 1e-7, 1 - 1e-7) for a in (real_logits, fake_logits))
    return -np.log(real).mean() - np.log(1 - fake).mean()


def little_added_to_probabilities(real_logits, fake_logits):
    """You add a small number inside the logarithms, so a very wrong answer costs far too little.
    Write the loss in the logits themselves, and nothing needs to be protected.
    """
    real, fake = np.log(sigmoid(real_logits) + 1e-8), np.log(1 - sigmoid(fake_logits) + 1e-8)
    return -real.mean() - fake.mean()


def labels_swapped(real_logits, fake_logits):
    """You swap the labels: your discriminator is rewarded for being fooled. Large logits should be
    cheap for real examples and dear for fakes.
    """
    return discriminator_loss(-real_logits, -fake_logits)


def fakes_called_real(real_logits, fake_logits):
    """You give the fakes the label of the real ones. That is what the generator wishes for; the
    discriminator is to call them fake.
    """
    return discriminator_loss(real_logits, -fake_logits)


def one_mean(real_logits, fake_logits):
    """You take one mean over all examples. Take a mean over each group, so that both weigh the same
    however many they are, and add the two.
    """
    return np.mean(np.concatenate([softplus(-real_logits), softplus(fake_logits)]))


def real_number_for_both(real_logits, fake_logits):
    """You divide both sums by the number of real examples. Take the mean over each group, with its
    own number.
    """
    return (softplus(-real_logits).sum() + softplus(fake_logits).sum()) / real_logits.size


def in_pairs(real_logits, fake_logits):
    """You take the examples in pairs, one real and one fake, and leave out the rest of the larger
    group. Take the mean over each group on its own.
    """
    pairs = zip(real_logits, fake_logits, strict=False)
    return np.mean([softplus(-real) + softplus(fake) for real, fake in pairs])


def halved(real_logits, fake_logits):
    """You take the mean of the two groups' losses. They are added here."""
    return discriminator_loss(real_logits, fake_logits) / 2


def sums(real_logits, fake_logits):
    """You add up the examples of a group. Take the mean over each group."""
    return np.sum(softplus(-real_logits)) + np.sum(softplus(fake_logits))


def value_for_loss(real_logits, fake_logits):
    """You return what the discriminator makes as large as it can. A loss is made small, so its sign
    is the other one.
    """
    return -discriminator_loss(real_logits, fake_logits)


def logits_for_probabilities(real_logits, fake_logits):
    """You take the logits for probabilities. They can be any numbers; the sigmoid turns them into
    probabilities.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return -np.log(real_logits).mean() - np.log(1 - fake_logits).mean()


def signs_lost(logits):
    """Your signs are wrong: a step against these gradients makes the fakes look less real. Both
    losses fall when a logit grows.
    """
    saturating, other = generator_gradients(logits)
    return -saturating, -other


def second_rises(logits):
    """Your second gradient has the wrong sign. It is the negative logarithm that the generator
    makes small.
    """
    saturating, other = generator_gradients(logits)
    return saturating, -other


def losses_swapped(logits):
    """You return the two gradients in the wrong order. The one that fades where the discriminator
    is sure of the fakes comes first.
    """
    return generator_gradients(logits)[::-1]


def by_probability(logits):
    """You differentiate by the probability D. D is itself a function of the logit, so the slope of
    the sigmoid is a factor as well.
    """
    with np.errstate(divide="ignore"):
        return -1 / (1 - sigmoid(logits)), -1 / sigmoid(logits)


def sigmoid_slope_alone(logits):
    """You differentiate the sigmoid and forget the logarithm around it. Its derivative, one over
    what stands inside, is a factor too.
    """
    return -sigmoid_prime(logits), -sigmoid_prime(logits)


def losses_themselves(logits):
    """You return the losses. Their derivatives by the logits are asked for."""
    return -softplus(logits), softplus(-logits)


def averaged(logits):
    """You divide by the number of logits. Each entry is the derivative for one logit on its own,
    without a mean over the batch.
    """
    saturating, other = generator_gradients(logits)
    return saturating / max(1, logits.size), other / max(1, logits.size)


def digits_cancel(logits):
    """Your formula is right, but 1 minus a number close to 1 leaves only rounding errors. What is
    left of 1 is a sigmoid as well: compute that one directly.
    """
    return -sigmoid(logits), -(1 - sigmoid(logits))


def clipped_for_gradients(logits):
    """You clip the probabilities, so derivatives that are close to 0 lose their digits. Nothing is
    divided here, and nothing needs to be clipped.
    """
    D = np.clip(sigmoid(logits), 1e-7, 1 - 1e-7)
    return -D, -(1 - D)


def sigmoid_overflows(logits):
    """Your sigmoid overflows for large logits, and infinity divided by infinity is not a number.
    Use a form whose exponent is never a large positive number.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return -np.exp(logits) / (1 + np.exp(logits)), -1 / (1 + np.exp(logits))


def formula_alone(p_data, p_g):
    """You divide 0 by 0, or multiply 0 by the logarithm of 0, and get what is not a number. Treat
    these places on their own, as the question says.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        D = p_data / (p_data + p_g)
        return D, np.sum(p_data * np.log(D) + p_g * np.log(1 - D))


def zero_where_nothing_is(p_data, p_g):
    """You call a place fake where neither real nor generated examples fall. Nothing speaks for
    either side there; the question says which value to take.
    """
    D, V = optimal_discriminator(p_data, p_g)
    return np.where(p_data + p_g > 0, D, 0), V


def value_of(p_data, p_g, D):
    """V for any discriminator."""
    return np.sum(weighted_log(p_data, D) + weighted_log(p_g, 1 - D))


def roles_swapped(p_data, p_g):
    """You return the probability of a fake. D is the probability that an example is real, so it is
    large where the data are likely.
    """
    D, _ = optimal_discriminator(p_g, p_data)
    with np.errstate(divide="ignore"):
        return D, value_of(p_data, p_g, D)


def odds(p_data, p_g):
    """You divide the two probabilities by each other. These are the odds, which can exceed 1; the
    discriminator gives the share that real examples have in both.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        D = p_data / p_g
        return D, value_of(p_data, p_g, D)


def half_everywhere(p_data, p_g):
    """You answer ½ everywhere. That is best only where both distributions are equal; here they can
    differ from place to place.
    """
    D = np.full(p_data.shape, 0.5)
    return D, value_of(p_data, p_g, D)


def real_term_alone(p_data, p_g):
    """You leave the generated examples out of V. It has a second sum, over them."""
    D, _ = optimal_discriminator(p_data, p_g)
    return D, np.sum(weighted_log(p_data, D))


def value_averaged(p_data, p_g):
    """You divide V by the number of places. The probabilities are the weights already, so only add
    up.
    """
    D, V = optimal_discriminator(p_data, p_g)
    return D, V / p_data.size


def rest_for_fakes(p_data, p_g):
    """You weigh the second logarithm by what `p_data` leaves of 1, as for a single example. How
    often a fake is of some kind is a probability of its own, `p_g`.
    """
    D, _ = optimal_discriminator(p_data, p_g)
    with np.errstate(divide="ignore"):
        return D, np.sum(weighted_log(p_data, D) + weighted_log(1 - p_data, 1 - D))


def weighted_by_decisions(p_data, p_g):
    """You weigh the logarithms in V by the discriminator's own answers. The weights are the
    probabilities with which real examples and fakes occur.
    """
    D, _ = optimal_discriminator(p_data, p_g)
    return D, np.sum(weighted_log(D, D) + weighted_log(1 - D, 1 - D))


def loss_for_value(p_data, p_g):
    """Your V has the wrong sign. It is a sum of logarithms of probabilities, so it is never
    positive.
    """
    D, V = optimal_discriminator(p_data, p_g)
    return D, -V


MISTAKES = {
    "discriminator_loss": [
        logarithm_of_zero,
        labels_swapped,
        fakes_called_real,
        one_mean,
        halved,
        sums,
        value_for_loss,
        logits_for_probabilities,
        clipped_for_the_loss,
        little_added_to_probabilities,
        real_number_for_both,
        in_pairs,
    ],
    "generator_gradients": [
        signs_lost,
        second_rises,
        losses_swapped,
        by_probability,
        sigmoid_slope_alone,
        losses_themselves,
        averaged,
        digits_cancel,
        sigmoid_overflows,
        clipped_for_gradients,
    ],
    "optimal_discriminator": [
        formula_alone,
        zero_where_nothing_is,
        roles_swapped,
        odds,
        half_everywhere,
        real_term_alone,
        value_averaged,
        loss_for_value,
        rest_for_fakes,
        weighted_by_decisions,
    ],
}
