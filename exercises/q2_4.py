"""Transposed convolution.

Write the function and replace each None by your answer.
"""

import numpy as np


def conv_transpose2d(x, w, stride=1, padding=0):
    """Transposed convolution of x with the kernel w.

    x: array (H, W)
    w: array (kh, kw)
    stride, padding: ints, the same for both axes
    returns: array ((H - 1)*stride - 2*padding + kh, (W - 1)*stride - 2*padding + kw)
    """
    raise NotImplementedError


side = None

claims = {"a": None, "b": None}

why = None
