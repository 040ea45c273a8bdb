"""Depthwise convolution.

Write the function and replace each None by your answer.
"""

import numpy as np


def depthwise_conv2d(x, w, stride=1, padding=0):
    """Cross-correlation of each channel of x with its own kernel.

    x: array (C, H, W)
    w: array (C, kh, kw)
    stride, padding: ints, the same for rows and columns
    returns: array (C, Ho, Wo)
    """
    raise NotImplementedError


claims = {"a": None}

why = None
