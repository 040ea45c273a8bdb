"""How large random weights should be before training."""

from math import prod, sqrt


def fans(shape):
    """How many inputs feed a unit, and how many units an input feeds, one kernel's places counted.

    `shape` is that of the weights, (out, in) or (out, in, kh, kw).
    """
    units, inputs, *kernel = shape
    return inputs * prod(kernel), units * prod(kernel)


def xavier(shape, gain=1.0):
    """fan_in, fan_out, the standard deviation, and the limit of the uniform distribution.

        std = gain · sqrt(2 / (fan_in + fan_out))      limit = sqrt(3) · std

    Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    networks", AISTATS 2010, equations 12 and 16.
    """
    fan_in, fan_out = fans(shape)
    std = gain * sqrt(2 / (fan_in + fan_out))
    return fan_in, fan_out, std, sqrt(3) * std
