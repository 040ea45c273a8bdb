"""Leaky ReLU, forward and back.

Write the function.
"""

import numpy as np


def leaky_relu(z, da, alpha):
    """The leaky ReLU's values, and the gradient that it passes back.

    z: array of any shape
    da: the gradient of the loss by the values a, same shape
    alpha: a number, 0 or more; the slope where z is not positive
    returns: (a, dz), two arrays of that shape
    """
    raise NotImplementedError
