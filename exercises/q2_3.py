"""Dilated convolution.

Write the function and replace each None by your answer.
"""

import numpy as np


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    """Cross-correlation of x with the dilated kernel w.

    x: array (H, W)
    w: array (kh, kw)
    dilation, stride, padding: ints, the same for both axes
    returns: array (Ho, Wo)
    """
    raise NotImplementedError


extent = None

claims = {"a": None}

why = None
