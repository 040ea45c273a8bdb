"""Pooling: a solution."""

import numpy as np


def pool2d(x, k, s, mode):
    """Put the k·k pixels of each window behind one another, then summarise that axis."""
    h, w = x.shape
    ho, wo = (h - k) // s + 1, (w - k) // s + 1
    shifted = [
        x[a : a + (ho - 1) * s + 1 : s, b : b + (wo - 1) * s + 1 : s]
        for a in range(k)
        for b in range(k)
    ]
    pixels = np.stack(shifted)
    if mode == "max":
        return pixels.max(axis=0)
    if mode == "min":
        return pixels.min(axis=0)
    return pixels.sum(axis=0) / k**2


claims = {"a": False}
