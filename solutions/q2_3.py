"""Dilated convolution: a solution."""

import numpy as np


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    """Add one shifted and strided copy of the image for each tap of the kernel."""
    h, width = x.shape
    kh, kw = w.shape
    padded = np.zeros((h + 2 * padding, width + 2 * padding))
    padded[padding : padding + h, padding : padding + width] = x

    ho = (h + 2 * padding - dilation * (kh - 1) - 1) // stride + 1
    wo = (width + 2 * padding - dilation * (kw - 1) - 1) // stride + 1

    y = np.zeros((ho, wo))
    for a in range(kh):
        for b in range(kw):
            shifted = padded[a * dilation :, b * dilation :]
            y += w[a, b] * shifted[::stride, ::stride][:ho, :wo]
    return y


extent = 5

claims = {"a": False}

why = """
The taps stand further apart, with gaps between them. So the receptive field grows, a 3x3 kernel
at rate 2 reaches over 5x5 pixels, and the number of weights stays the same: nine, where a dense
5x5 kernel has twenty-five. What is lost are the pixels in the gaps: they are not read, so fine
details can be missed.
"""
