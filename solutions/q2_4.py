"""Transposed convolution: a solution."""

import numpy as np


def conv_transpose2d(x, w, stride=1, padding=0):
    """Add the stamp of each pixel in turn, then cut the sides off."""
    height, width = x.shape
    kh, kw = w.shape
    full_height = (height - 1) * stride + kh
    full_width = (width - 1) * stride + kw

    y = np.zeros((full_height, full_width))
    for i in range(height):
        for j in range(width):
            top, left = i * stride, j * stride
            y[top : top + kh, left : left + kw] += x[i, j] * w
    return y[padding : full_height - padding, padding : full_width - padding]


side = 5

claims = {"a": False, "b": True}

why = """
Each input pixel puts a copy of the kernel, multiplied by the pixel's value, on the output, and
where the copies overlap they are added. The stride says how far apart the copies stand on the
output, so a larger stride gives a larger map. It multiplies by the transposed matrix of a
convolution, as the backward pass of a convolution does. It is not the inverse: the shape comes
back, the values do not.
"""
