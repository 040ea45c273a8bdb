"""Answers and known mistakes of q3_11, the checkerboard of transposed convolutions."""

import numpy as np

from .coverage import covered, overlap_counts


def stride_ignored(h, w, k, s):
    """You put the stamps one pixel apart whatever the stride says. Neighbouring input pixels stamp
    `s` pixels apart.
    """
    return overlap_counts(h, w, k, 1)


def stride_between_taps(h, w, k, s):
    """You spread the taps of the kernel apart, as in a dilated convolution. The stride moves whole
    stamps, `s` pixels from one to the next; a stamp itself has no gaps.
    """
    rows, columns = [covered((k - 1) * s + side, np.arange(k) * s, side) for side in (h, w)]
    return np.outer(rows, columns)


def touched_or_not(h, w, k, s):
    """You mark the pixels that are reached at all. Count how many stamps reach each of them."""
    return (overlap_counts(h, w, k, s) > 0).astype(int)


def one_axis_added_to_the_other(h, w, k, s):
    """You add the counts along the two axes. Every row of stamps meets every column of stamps, so
    the counts multiply.
    """
    rows, columns = [covered((side - 1) * s + k, np.arange(side) * s, k) for side in (h, w)]
    return np.add.outer(rows, columns)


def size_times_stride(h, w, k, s):
    """You make the output exactly `s` times as large as the input. The last stamp is laid down
    whole and nothing comes after it, so the size depends on the kernel too.
    """
    rows, columns = [covered(side * s, np.arange(side) * s, k) for side in (h, w)]
    return np.outer(rows, columns)


def as_inside_everywhere(h, w, k, s):
    """You carry the pattern of the inside on to the edges. The outermost stamps have no neighbour
    on one side, so fewer of them overlap there.
    """
    rows, columns = [covered((side - 1) * s + k, np.arange(-k, side + k) * s, k) for side in (h, w)]
    return np.outer(rows, columns)


def sides_swapped(h, w, k, s):
    """You return the counts with their axes swapped. The first axis belongs to the h rows."""
    return overlap_counts(h, w, k, s).T


def stamp_too_small(h, w, k, s):
    """Your stamps are one row and one column too small. A range ends before its last number, so ask
    which pixel a stamp reaches last.
    """
    rows, columns = [covered((side - 1) * s + k, np.arange(side) * s, k - 1) for side in (h, w)]
    return np.outer(rows, columns)


def last_stamp_missing(h, w, k, s):
    """You leave out the last row and the last column of stamps. Every pixel of the input lays one
    down.
    """
    rows, columns = [covered((side - 1) * s + k, np.arange(side - 1) * s, k) for side in (h, w)]
    return np.outer(rows, columns)


def one_corner_of_each_stamp(h, w, k, s):
    """You count a stamp at its first pixel only. It covers k rows and k columns, and is one more
    contribution to each pixel in them.
    """
    rows, columns = [covered((side - 1) * s + k, np.arange(side) * s, 1) for side in (h, w)]
    return np.outer(rows, columns)


def ratio_everywhere(h, w, k, s):
    """You give every pixel the same count, from how often the stride goes into the kernel. Count at
    each place: it changes from pixel to pixel, and towards the edges.
    """
    return np.full(overlap_counts(h, w, k, s).shape, (k // s) ** 2)


MISTAKES = {
    "overlap_counts": [
        stride_ignored,
        stride_between_taps,
        touched_or_not,
        one_axis_added_to_the_other,
        size_times_stride,
        as_inside_everywhere,
        sides_swapped,
        stamp_too_small,
        last_stamp_missing,
        one_corner_of_each_stamp,
        ratio_everywhere,
    ],
}
