"""Answers and known mistakes of q3_8, how often padding and stride let pixels be seen."""

import numpy as np

from .coverage import covered, visit_counts, window_starts


def padding_ignored(h, w, k, s=1, p=0):
    """You leave the padding out. With padding, the first window begins outside the image, and
    windows that hang over its edge count too.
    """
    return visit_counts(h, w, k, s)


def padding_counted(h, w, k, s=1, p=0):
    """You return the counts for the pixels of the padding as well. Count for the whole padded
    image, then cut the padding off: only the real pixels are asked for.
    """
    return visit_counts(h + 2 * p, w + 2 * p, k, s)


def padding_on_one_side(h, w, k, s=1, p=0):
    """You pad the top and the left only. The padding belongs on all four sides, so windows hang
    over the bottom and the right edge as well.
    """
    rows, columns = [covered(side, np.arange(-p, side - k + 1, s), k) for side in (h, w)]
    return np.outer(rows, columns)


def stride_ignored(h, w, k, s=1, p=0):
    """You move the window by one pixel whatever the stride says. With a larger stride there are
    fewer windows, and each pixel is seen less often.
    """
    return visit_counts(h, w, k, 1, p)


def window_over_the_border(h, w, k, s=1, p=0):
    """You let a last window hang over the end of the padded image. Only windows that lie within it
    count; the pixels after the last of them may never be seen.
    """
    rows, columns = [covered(side, np.arange(-p, side + p - k + s, s), k) for side in (h, w)]
    return np.outer(rows, columns)


def one_axis_added_to_the_other(h, w, k, s=1, p=0):
    """You add the counts along the two axes. Every choice of rows goes with every choice of
    columns, so the counts multiply.
    """
    rows, columns = [covered(side, window_starts(side, k, s, p), k) for side in (h, w)]
    return np.add.outer(rows, columns)


def seen_or_not(h, w, k, s=1, p=0):
    """You mark the pixels that are seen at all. Count how many windows see each of them."""
    return (visit_counts(h, w, k, s, p) > 0).astype(int)


def pixels_of_each_window(h, w, k, s=1, p=0):
    """You count how many real pixels each window sees. Turn it around: the question is, for each
    pixel, how many windows see it.
    """
    tops, lefts = window_starts(h, k, s, p), window_starts(w, k, s, p)
    rows = np.minimum(tops + k, h) - np.maximum(tops, 0)
    columns = np.minimum(lefts + k, w) - np.maximum(lefts, 0)
    return np.outer(rows, columns)


def sides_swapped(h, w, k, s=1, p=0):
    """You return the counts with their axes swapped. The first axis has the h rows of the image."""
    return visit_counts(h, w, k, s, p).T


def first_pixels_only(h, w, k, s=1, p=0):
    """You count a window at its first pixel only. It covers k rows and k columns, and is one more
    visit for each pixel in them.
    """
    rows, columns = [covered(side, window_starts(side, k, s, p), 1) for side in (h, w)]
    return np.outer(rows, columns)


def window_too_small(h, w, k, s=1, p=0):
    """Your windows are one row and one column too small. A range ends before its last number, so
    ask which pixel a window covers last.
    """
    rows, columns = [covered(side, window_starts(side, k, s, p), k - 1) for side in (h, w)]
    return np.outer(rows, columns)


def last_window_lost(h, w, k, s=1, p=0):
    """You lose the last row and the last column of windows where they just fit. Ask for the largest
    start at which a window still lies within the padded image.
    """
    rows, columns = [covered(side, window_starts(side, k + 1, s, p), k) for side in (h, w)]
    return np.outer(rows, columns)


def share_of_windows(h, w, k, s=1, p=0):
    """You divide by the number of windows. Their number at each pixel is asked for, not a share."""
    tops, lefts = window_starts(h, k, s, p), window_starts(w, k, s, p)
    return visit_counts(h, w, k, s, p) / (len(tops) * len(lefts))


def last_window_moved_back(h, w, k, s=1, p=0):
    """You add a last window that is moved back to fit. Windows stand s pixels apart and nowhere
    else; the pixels after the last of them may never be seen.
    """
    starts = [np.append(window_starts(side, k, s, p), side + p - k) for side in (h, w)]
    rows, columns = [
        covered(side, np.unique(at), k) for side, at in zip((h, w), starts, strict=True)
    ]
    return np.outer(rows, columns)


def as_inside_everywhere(h, w, k, s=1, p=0):
    """You give every pixel k·k visits. A pixel at the border lies in fewer windows, and with a
    larger stride one inside does too.
    """
    return np.full((h, w), k * k)


MISTAKES = {
    "visit_counts": [
        padding_ignored,
        padding_counted,
        padding_on_one_side,
        stride_ignored,
        window_over_the_border,
        one_axis_added_to_the_other,
        seen_or_not,
        pixels_of_each_window,
        sides_swapped,
        first_pixels_only,
        window_too_small,
        last_window_lost,
        share_of_windows,
        last_window_moved_back,
        as_inside_everywhere,
    ],
}
