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


def min_taken_for_avg(x, k, s, mode):
    """You take the mean where the mode asks for the smallest pixel. There are three modes: look
    what yours does with the third.
    """
    return pool2d(x, k, s, "max" if mode == "max" else "avg")


def min_taken_for_max(x, k, s, mode):
    """You take the largest pixel where the mode asks for the smallest. There are three modes: look
    what yours does with the third.
    """
    return pool2d(x, k, s, "avg" if mode == "avg" else "max")


def window_too_small(x, k, s, mode):
    """Your windows are one row and one column too small. A slice ends before its last number."""
    rows, columns = [(side - k) // s + 1 for side in x.shape]
    return np.array(
        [
            [
                SUMMARIES[mode](x[i * s : i * s + k - 1, j * s : j * s + k - 1])
                for j in range(columns)
            ]
            for i in range(rows)
        ]
    )


def size_by_stride_alone(x, k, s, mode):
    """You divide the image's side by the stride to get the size of the output. That lets windows
    hang over the end; how many fit depends on k too.
    """
    tops, lefts = [range(0, side // s * s, s) for side in x.shape]
    return np.array([[SUMMARIES[mode](x[i : i + k, j : j + k]) for j in lefts] for i in tops])


def last_window_lost(x, k, s, mode):
    """You lose the last row and the last column of windows where they just fit. Ask for the largest
    start at which a window still lies within the image.
    """
    tops, lefts = [range(0, side - k, s) for side in x.shape]
    return np.array([[SUMMARIES[mode](x[i : i + k, j : j + k]) for j in lefts] for i in tops])


def median_for_mean(x, k, s, mode):
    """You take the median where the mode asks for the mean. Both lie in the middle, but a single
    bright pixel moves only one of them.
    """
    if mode != "avg":
        return pool2d(x, k, s, mode)
    windows = np.lib.stride_tricks.sliding_window_view(x, (k, k))[::s, ::s]
    return np.median(windows, axis=(2, 3))


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
        min_taken_for_avg,
        min_taken_for_max,
        window_too_small,
        size_by_stride_alone,
        last_window_lost,
        median_for_mean,
    ],
}
