"""Transposed convolutions: each input pixel stamps the kernel on the output, and stamps add."""

import numpy as np


def conv_transpose2d(x, w, stride=1, padding=0):
    """The adjoint of the cross-correlation with w (kh, kw), applied to x (H, W).

        y[i·stride + a, j·stride + b] += x[i, j] · w[a, b]

    with `padding` rows and columns cut off on each side, to
    ((H - 1)·stride - 2·padding + kh, (W - 1)·stride - 2·padding + kw).
    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016,
    chapter 4, relationship 14 for the sizes.
    """
    rows, columns = (
        stride * np.arange(size)[:, None] + np.arange(taps)
        for size, taps in zip(x.shape, w.shape, strict=True)
    )
    y = np.zeros((rows[-1, -1] + 1, columns[-1, -1] + 1))
    stamps = x[:, :, None, None] * w
    np.add.at(y, (rows[:, None, :, None], columns[None, :, None, :]), stamps)
    return cropped(y, padding)


def cropped(y, padding):
    """y without its outer `padding` rows and columns."""
    height, width = y.shape
    return y[padding : height - padding, padding : width - padding]
