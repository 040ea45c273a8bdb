"""Answers and known mistakes of q2_9, the gradient of max pooling."""

import numpy as np

from .max_pooling import max_pool_backward, windows_of, winners


def shared_out(dy, shares, x, k, s):
    """dx where a window's pixels get `shares` (Ho, Wo, k·k) of its gradient."""
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(*dy.shape):
        window = dx[i * s : i * s + k, j * s : j * s + k]
        window += dy[i, j] * shares[i, j].reshape(k, k)
    return dx


def all_of_a_tie(x, dy, k, s):
    """You give every entry of a tie the whole gradient. It goes to one of them, the first in
    row-major order; otherwise more comes out than went in.
    """
    windows = windows_of(x, k, s)
    return shared_out(dy, windows == windows.max(axis=-1, keepdims=True), x, k, s)


def tie_split(x, dy, k, s):
    """You split the gradient among the entries of a tie. That is one way to do it; here the first
    entry in row-major order gets all of it.
    """
    windows = windows_of(x, k, s)
    ties = windows == windows.max(axis=-1, keepdims=True)
    return shared_out(dy, ties / ties.sum(axis=-1, keepdims=True), x, k, s)


def last_of_a_tie(x, dy, k, s):
    """You give a tie to its last entry. It goes to the first one in row-major order: an entry wins
    only if it is larger than all before it.
    """
    last = k * k - 1 - windows_of(x, k, s)[..., ::-1].argmax(axis=-1)
    return shared_out(dy, np.eye(k * k)[last], x, k, s)


def column_by_column(x, dy, k, s):
    """You search a window column by column. Where entries tie, the first one in row-major order
    wins: row by row, from left to right.
    """
    return max_pool_backward(x.T, dy.T, k, s).T


def overwritten(x, dy, k, s):
    """You overwrite where windows overlap. An entry that wins in several windows gets the gradients
    of all of them, added up.
    """
    dx = np.zeros(x.shape)
    dx[winners(x, k, s)] = dy
    return dx


def average_pooling(x, dy, k, s):
    """You spread each gradient evenly over its window, which is what average pooling does. The
    output of max pooling changes with one entry of the window only.
    """
    return shared_out(dy, np.full((*dy.shape, k * k), 1 / k**2), x, k, s)


def whole_window(x, dy, k, s):
    """You give every entry of a window its gradient. Entries that did not win have no influence on
    the output, so nothing flows back to them.
    """
    return shared_out(dy, np.ones((*dy.shape, k * k)), x, k, s)


def times_the_value(x, dy, k, s):
    """You multiply the gradient by the largest value. Max pooling hands that value on unchanged, so
    its slope is 1 whatever the value is.
    """
    return max_pool_backward(x, dy * x[winners(x, k, s)], k, s)


def search_from_zero(x, dy, k, s):
    """You start the search for the largest entry at 0, so a window without positive numbers has no
    winner. Start it at the window's first entry.
    """
    return max_pool_backward(x, dy * (x[winners(x, k, s)] > 0), k, s)


def stride_ignored(x, dy, k, s):
    """You move the window by one pixel whatever the stride says. The window of output (i, j) begins
    `s` times as far down and to the right.
    """
    i, j = winners(x, k, 1)
    rows, columns = dy.shape
    dx = np.zeros(x.shape)
    np.add.at(dx, (i[:rows, :columns], j[:rows, :columns]), dy)
    return dx


def windows_side_by_side(x, dy, k, s):
    """You lay the windows side by side, as if the stride were k. They begin `s` pixels apart, and
    may overlap or leave gaps.
    """
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(*dy.shape):
        window = x[i * k : i * k + k, j * k : j * k + k]
        if window.size == 0:
            continue
        a, b = np.unravel_index(window.argmax(), window.shape)
        dx[i * k + a, j * k + b] += dy[i, j]
    return dx


def window_corner(x, dy, k, s):
    """You put the gradient in the first pixel of its window. It goes to the entry that won: add the
    place within the window to where the window begins.
    """
    dx = np.zeros(x.shape)
    i, j = np.indices(dy.shape)
    np.add.at(dx, (i * s, j * s), dy)
    return dx


def window_origin_forgotten(x, dy, k, s):
    """You count the winner's row and column from the corner of the image. They are counted within
    the window: add where that window begins.
    """
    i, j = winners(x, k, s)
    rows, columns = np.indices(dy.shape) * s
    dx = np.zeros(x.shape)
    np.add.at(dx, (i - rows, j - columns), dy)
    return dx


def last_places_left_out(x, dy, k, s):
    """You stop one place too early, so windows that end just at the border get nothing. The last
    place where a window may begin is the size less k, that place included.
    """
    rows, columns = np.indices(dy.shape) * s
    height, width = x.shape
    return max_pool_backward(x, dy * ((rows < height - k) & (columns < width - k)), k, s)


def winner_mirrored(x, dy, k, s):
    """You swap row and column of the winner within its window. A place counted row by row, divided
    by k, gives the row; the column is what is left over.
    """
    i, j = winners(x, k, s)
    rows, columns = np.indices(dy.shape) * s
    dx = np.zeros(x.shape)
    np.add.at(dx, (rows + j - columns, columns + i - rows), dy)
    return dx


MISTAKES = {
    "max_pool_backward": [
        all_of_a_tie,
        tie_split,
        last_of_a_tie,
        column_by_column,
        overwritten,
        average_pooling,
        whole_window,
        times_the_value,
        search_from_zero,
        stride_ignored,
        windows_side_by_side,
        window_corner,
        winner_mirrored,
        window_origin_forgotten,
        last_places_left_out,
    ],
}
