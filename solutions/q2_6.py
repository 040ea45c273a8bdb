"""Depthwise convolution: a solution."""

import numpy as np


def depthwise_conv2d(x, w, stride=1, padding=0):
    """Go through the places of the window; at each one, all channels are done together."""
    channels, height, width = x.shape
    _, kh, kw = w.shape

    padded = np.zeros((channels, height + 2 * padding, width + 2 * padding))
    padded[:, padding : padding + height, padding : padding + width] = x

    ho = (height + 2 * padding - kh) // stride + 1
    wo = (width + 2 * padding - kw) // stride + 1

    y = np.zeros((channels, ho, wo))
    for i in range(ho):
        for j in range(wo):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kh, left : left + kw]
            y[:, i, j] = (window * w).sum(axis=(1, 2))
    return y


claims = {"a": False}

why = """
Each channel has its own kernel, and only one, while a standard convolution has a kernel for every
pair of an input and an output channel. But then the channels stay apart: every map depends on one
channel alone, and what different channels show is never combined. A pointwise convolution usually
follows to mix them.
"""
