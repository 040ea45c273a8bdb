"""Pooling.

Write the function and replace each None by your answer.
"""

import numpy as np


def pool2d(x, k, s, mode):
    """Make one number of each k×k window of an image.

    x: array (H, W)
    k, s: ints, the side of the square window and its stride
    mode: "max", "avg" or "min"
    returns: array (Ho, Wo)
    """
    raise NotImplementedError


claims = {"a": None}
