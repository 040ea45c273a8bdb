"""How often windows cover each pixel: of a convolution's input, of a transposed one's output."""

import numpy as np


def covered(size, starts, k):
    """How many windows [start, start + k) hold each of `size` places along one axis, (size,)."""
    first = np.reshape(starts, (-1, 1))
    place = np.arange(size)
    return ((first <= place) & (place < first + k)).sum(axis=0)


def window_starts(size, k, s, p):
    """Where the windows of a convolution begin along one axis; -p is the first of the padding."""
    return np.arange(-p, size + p - k + 1, s)


def visit_counts(h, w, k, s=1, p=0):
    """How many k×k windows, s apart, on an image with p pixels of padding hold each real one.

    A square window is a pair of windows along the axes, so the counts are a product: (h, w).
    """
    rows, columns = [covered(size, window_starts(size, k, s, p), k) for size in (h, w)]
    return np.outer(rows, columns)


def overlap_counts(h, w, k, s):
    """How many k×k stamps of a transposed convolution, s apart, reach each output pixel.

    The shape is ((h - 1)·s + k, (w - 1)·s + k).
    Source: Odena, Dumoulin and Olah, "Deconvolution and Checkerboard Artifacts", Distill, 2016.
    """
    rows, columns = [covered((size - 1) * s + k, np.arange(size) * s, k) for size in (h, w)]
    return np.outer(rows, columns)
