"""How often a pixel is seen: a solution."""

import numpy as np


def visit_counts(h, w, k, s=1, p=0):
    """Slide the window over the padded image and count one for each pixel in it."""
    counts = np.zeros((h + 2 * p, w + 2 * p), dtype=int)
    for top in range(0, h + 2 * p - k + 1, s):
        for left in range(0, w + 2 * p - k + 1, s):
            counts[top : top + k, left : left + k] += 1
    return counts[p : p + h, p : p + w]


claims = {"a": False}
