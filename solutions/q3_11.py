"""The checkerboard of transposed convolutions: a solution."""

import numpy as np


def overlap_counts(h, w, k, s):
    """Lay down one stamp of ones for each input pixel."""
    counts = np.zeros(((h - 1) * s + k, (w - 1) * s + k), dtype=int)
    for i in range(h):
        for j in range(w):
            counts[i * s : i * s + k, j * s : j * s + k] += 1
    return counts


claims = {"a": True, "b": True, "c": False}
