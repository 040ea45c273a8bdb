"""Depthwise separable convolution.

Write the function and replace each None by your answer.
"""

import numpy as np


def separable_conv2d(x, wd, wp, stride=1, padding=0):
    """The depthwise step with wd, then the pointwise step with wp.

    x: array (C, H, W)
    wd: array (C, kh, kw)
    wp: array (Cout, C)
    stride, padding: ints, the same for rows and columns, of the depthwise step
    returns: array (Cout, Ho, Wo)
    """
    raise NotImplementedError


claims = {"a": None, "b": None}

why = None
