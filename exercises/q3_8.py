"""How often a pixel is seen.

Write the function and replace each None by your answer.
"""

import numpy as np


def visit_counts(h, w, k, s=1, p=0):
    """How many windows of a convolution see each real pixel of an image.

    h, w: ints, the height and width of the image
    k, s, p: ints, the side of the square window, its stride, the padding
    returns: array (h, w) of ints
    """
    raise NotImplementedError


claims = {"a": None}
