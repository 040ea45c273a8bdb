"""Depthwise separable convolution: a solution."""

import numpy as np


def depthwise(x, w, stride, padding):
    """Each channel with its own kernel: (C, Ho, Wo)."""
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    _, kh, kw = w.shape
    ho = (padded.shape[1] - kh) // stride + 1
    wo = (padded.shape[2] - kw) // stride + 1

    y = np.zeros((len(x), ho, wo))
    for a in range(kh):
        for b in range(kw):
            shifted = padded[:, a : a + stride * ho : stride, b : b + stride * wo : stride]
            y += w[:, a, b][:, None, None] * shifted
    return y


def separable_conv2d(x, wd, wp, stride=1, padding=0):
    """The pointwise step is a matrix product at every place of the maps."""
    maps = depthwise(x, wd, stride, padding)
    return np.tensordot(wp, maps, axes=1)


claims = {"a": True, "b": False}

why = """
The depthwise step filters neighbouring pixels, in each channel on its own; what different channels
show never meets there. The pointwise step combines the channels at every pixel by weighted sums and
decides how many maps come out. Done one after the other, the two need far fewer weights than a
standard convolution, which has a whole kernel for every pair of channels.
"""
