"""Tanh and its slope.

Write the function and replace each None by your answer.
"""

import numpy as np


def tanh(z):
    """The values and slopes of tanh, computed from exponentials.

    z: a number, or an array of any shape
    returns: (a, da_dz), each of the shape of z
    """
    raise NotImplementedError


claims = {"a": None}

slope = None
