"""A tiny GAN, backward: a solution."""

import numpy as np


def grad_yhat(y_hat):
    """The derivative of -log."""
    return -(y_hat**-1)


def slope_at(M):
    """dL/dM = -(1 - ŷ) = -1/(1 + e^M), by way of tanh, which saturates without overflow."""
    return 0.5 * np.tanh(0.5 * M) - 0.5


def grad_H2(H2, W2, b2):
    """M depends on pixel (i, j) through the weight W2[i, j]."""
    M = np.vdot(W2, H2) + b2
    return slope_at(M) * W2


def unflatten(g, r, c):
    """Row i holds c numbers, from i·c onwards."""
    return np.stack([g[i * c : (i + 1) * c] for i in range(r)])


def taps(shape, kh, kw):
    """For each tap the rows and columns of the image that it has reached from maps of this shape.

    Tap (a, b) meets pixel (p, q) in row p + kh - 1 - a and column q + kw - 1 - b.
    """
    rows, columns = shape
    for a in range(kh):
        for b in range(kw):
            i, j = kh - 1 - a, kw - 1 - b
            yield (a, b), (slice(i, i + rows), slice(j, j + columns))


def grad_W1(h, dH2, k=3):
    """Each tap multiplied the pixels of its own map; the bias entered every pixel of the image."""
    dW1 = np.zeros((h.shape[0], k, k))
    for (a, b), place in taps(h.shape[1:], k, k):
        dW1[:, a, b] = (h * dH2[place]).sum(axis=(1, 2))
    return dW1, dH2.sum()


def grad_h1(W1, dH2):
    """Each pixel gets back, through every tap, what it gave."""
    channels, kh, kw = W1.shape
    shape = dH2.shape[0] - kh + 1, dH2.shape[1] - kw + 1
    dh = np.zeros((channels, *shape))
    for (a, b), place in taps(shape, kh, kw):
        dh += W1[:, a, b, None, None] * dH2[place]
    return dh


def grad_h0(dh):
    """Undo the layout."""
    return np.concatenate([row for channel in dh for row in channel])


def grad_W0(Z, W0, b0, dh0):
    """Only active units pass a gradient on."""
    db0 = np.where(W0.dot(Z) + b0 > 0, dh0, 0.0)
    return db0[:, None] * Z[None, :], db0


def gan_backward(Z, W0, b0, W1, b1, W2, b2):
    """Forward once, then each gradient from the one behind it."""
    h = np.maximum(W0.dot(Z) + b0, 0).reshape(2, 2, 2)
    H2 = np.full(W2.shape, float(b1))
    for (a, b), place in taps((2, 2), 3, 3):
        H2[place] += (W1[:, a, b, None, None] * h).sum(axis=0)
    M = np.vdot(W2, H2) + b2
    # log(1 + e^-M), with the larger of the two terms taken out of the logarithm.
    loss = max(-M, 0.0) + np.log1p(np.exp(-abs(M)))
    db2 = slope_at(M)
    dH2 = db2 * W2
    dW1, db1 = grad_W1(h, dH2)
    dh1 = grad_h1(W1, dH2)
    dh0 = grad_h0(dh1)
    dW0, db0 = grad_W0(Z, W0, b0, dh0)
    return loss, db2 * H2, db2, dH2, dW1, db1, dh1, dh0, dW0, db0


d_yhat = "-1 / y"

d_M = "1 / (1 + exp(-M)) - 1"
