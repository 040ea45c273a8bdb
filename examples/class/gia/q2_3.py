"""Dilated convolution.

Write the function and replace each None by your answer.
"""

import numpy as np


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    """Cross-correlation of x with the dilated kernel w."""
    x = np.pad(x, padding)
    rows = range(0, x.shape[0] - dilation * (w.shape[0] - 1), stride)
    cols = range(0, x.shape[1] - dilation * (w.shape[1] - 1), stride)
    y = np.zeros((len(rows), len(cols)))
    for m, i in enumerate(rows):
        for n, j in enumerate(cols):
            for (a, b), weight in np.ndenumerate(w):
                y[m, n] += weight * x[i + a * dilation, j + b * dilation]
    return y


extent = 5

claims = {"a": False}

why = None
