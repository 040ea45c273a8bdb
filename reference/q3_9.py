"""Answers and known mistakes of q3_9, pooling."""

import numpy as np

from .pooling import SUMMARIES, pool2d


def remainder_summarised(x, k, s, mode):
    """You let windows hang over the end of the image and summarise what is left in them. Only
    windows that lie within the image count.
    """
    tops, lefts = [range(0, side, s) for side in x.shape]
    return np.array([[SUMMARIES[mode](x[i : i + k, j : j + k]) for j in lefts] for i in tops])


def remainder_filled_with_zeros(x, k, s, mode):
    """You fill the image up with zeros, so that the pixels left over get a window too. A window
    that does not fit into the image is dropped.
    """
    missing = [-(side - k) % s for side in x.shape]
    return pool2d(np.pad(x, [(0, extra) for extra in missing]), k, s, mode)


def windows_side_by_side(x, k, s, mode):
    """You lay the windows side by side, whatever the stride says. They can overlap, or leave gaps:
    each one begins `s` pixels after the one before.
    """
    return pool2d(x, k, k, mode)


def stride_ignored(x, k, s, mode):
    """You move the window by one pixel whatever the stride says. Let both axes of the output
    advance by `s` pixels of the input.
    """
    return pool2d(x, k, 1, mode)


def begins_at_zero(x, k, s, mode):
    """You begin the search at 0, so a 0 comes out where no pixel is larger, or none is smaller.
    Begin with a pixel of the window.
    """
    pooled = pool2d(x, k, s, mode)
    bounded = {"max": np.maximum(pooled, 0), "avg": pooled, "min": np.minimum(pooled, 0)}
    return bounded[mode]


def by_magnitude(x, k, s, mode):
    """You compare the pixels without their signs. -5 is smaller than 2, however far it is from
    0.
    """
    return pool2d(x if mode == "avg" else np.abs(x), k, s, mode)


def sum_for_mean(x, k, s, mode):
    """You add the pixels of a window up for the mean. Divide by how many they are."""
    return pool2d(x, k, s, mode) * (k * k if mode == "avg" else 1)


def mean_by_side(x, k, s, mode):
    """You divide the sum by the window's side for the mean. A window has side times side pixels."""
    return pool2d(x, k, s, mode) * (k if mode == "avg" else 1)


def always_max(x, k, s, mode):
    """You take the largest pixel whatever the mode says. There are three modes: look at `mode`."""
    return pool2d(x, k, s, "max")


MISTAKES = {
    "pool2d": [
        remainder_summarised,
        remainder_filled_with_zeros,
        windows_side_by_side,
        stride_ignored,
        begins_at_zero,
        by_magnitude,
        sum_for_mean,
        mean_by_side,
        always_max,
    ],
}
