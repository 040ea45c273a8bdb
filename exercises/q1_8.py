"""A GAN's two losses.

Write the functions and replace each None by your answer.
"""

import numpy as np

early = None


def discriminator_loss(real_logits, fake_logits):
    """Mean cross-entropy of the real examples, plus that of the fakes.

    real_logits: array (n,)
    fake_logits: array (m,)
    returns: a number
    """
    raise NotImplementedError


cost = None


def generator_gradients(logits):
    """Derivatives of the generator's two costs by the logits of its fakes.

    logits: an array of any shape
    returns: (saturating, non_saturating), two arrays of that shape
    """
    raise NotImplementedError


claims = {"a": None}

optimum = None


def optimal_discriminator(p_data, p_g):
    """The best discriminator of two distributions, and the value that it reaches.

    p_data, p_g: arrays (K,), each of which adds up to 1
    returns: (D, V), an array (K,) and a number
    """
    raise NotImplementedError


why = None
