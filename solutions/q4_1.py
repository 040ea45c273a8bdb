"""A tiny GAN, forward: a solution."""

import numpy as np


def generator_hidden(Z, W0, b0):
    """Map c, row i, column j is unit 4c + 2i + j."""
    h0 = W0.dot(Z) + b0
    h0[h0 < 0] = 0
    return np.stack([h0[:4].reshape(2, 2), h0[4:].reshape(2, 2)])


def full_conv_maps(h, W1):
    """Each tap adds a copy of the map to the result, shifted to where the two meet.

    Tap (a, b) meets pixel (p, q) in row p + kh - 1 - a and column q + kw - 1 - b.
    """
    channels, rows, columns = h.shape
    _, kh, kw = W1.shape
    maps = np.zeros((channels, rows + kh - 1, columns + kw - 1))
    for a in range(kh):
        for b in range(kw):
            i, j = kh - 1 - a, kw - 1 - b
            maps[:, i : i + rows, j : j + columns] += W1[:, a, b, None, None] * h
    return maps


def generator_output(h, W1, b1):
    """One image: the sum of the maps, and the bias once."""
    return b1 + full_conv_maps(h, W1).sum(axis=0)


def discriminator_forward(H2, W2, b2):
    """The sigmoid by way of tanh, which saturates without overflow."""
    M = np.vdot(H2, W2) + b2
    return M, 0.5 + 0.5 * np.tanh(0.5 * M)


M = 11.9786

y_hat = 0.9999937229
