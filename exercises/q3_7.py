"""A convolution layer.

Write the function.
"""

import numpy as np


def conv2d(x, w, b, stride=1, padding=0):
    """A convolution layer, the kernels not flipped.

    x: array (Cin, H, W)
    w: array (Cout, Cin, kh, kw)
    b: array (Cout,)
    stride, padding: ints, the same for both axes
    returns: array (Cout, Ho, Wo)
    """
    raise NotImplementedError
