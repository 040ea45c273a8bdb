"""The sigmoid and its slope.

Write the function and replace each None by your answer.
"""

import numpy as np


def sigmoid(z):
    """The sigmoid's values and slopes.

    z: a number, or an array of any shape
    returns: (a, da_dz), each of the shape of z
    """
    raise NotImplementedError


claims = {"a": None}

slope = None
