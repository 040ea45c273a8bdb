"""A tiny GAN, forward.

Write the four functions and replace each None by your answer.
"""

import numpy as np


def generator_hidden(Z, W0, b0):
    """The generator's hidden layer, laid out as two maps.

    Z (2,), W0 (8, 2), b0 (8,)
    returns: array (2, 2, 2), channel first
    """
    raise NotImplementedError


def full_conv_maps(h, W1):
    """Each map of h under its own kernel, with full padding.

    h: array (C, H, W)
    W1: array (C, kh, kw)
    returns: array (C, H + kh - 1, W + kw - 1)
    """
    raise NotImplementedError


def generator_output(h, W1, b1):
    """The generated image.

    h: array (C, H, W)
    W1: array (C, kh, kw)
    b1: a number
    returns: array (H + kh - 1, W + kw - 1)
    """
    raise NotImplementedError


def discriminator_forward(H2, W2, b2):
    """The discriminator's logit, and its probability that the image is fake.

    H2, W2: arrays (r, c)
    b2: a number
    returns: (M, y_hat), two numbers
    """
    raise NotImplementedError


M = None

y_hat = None
