"""The checkerboard of transposed convolutions.

Write the function and replace each None by your answer.
"""

import numpy as np


def overlap_counts(h, w, k, s):
    """How many stamps of a transposed convolution reach each pixel of its output.

    h, w: ints, the height and width of the input
    k, s: ints, the side of the square kernel, and the stride
    returns: array ((h - 1)·s + k, (w - 1)·s + k) of ints
    """
    raise NotImplementedError


claims = {"a": None, "b": None, "c": None}
