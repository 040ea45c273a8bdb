"""The gradients of an autoencoder: a solution."""

import numpy as np


def sigmoid(z):
    """The logistic function by way of tanh, which saturates without overflow."""
    return 0.5 + 0.5 * np.tanh(0.5 * z)


def forward(x, W1, b1, W2, b2):
    """Hidden values h (M,) and reconstruction x' (N,)."""
    h = np.maximum(x @ W1 + b1, 0)
    return h, sigmoid(h @ W2 + b2)


def ae_grad_xprime(x, xp):
    """L is the sum of (x - x')², so each component brings 2·(x - x')·(-1)."""
    return -2 * (x - xp)


def output_delta(x, xp):
    """Gradient by z2: the slope of the sigmoid is x'·(1 - x'), multiplied entry by entry."""
    return ae_grad_xprime(x, xp) * xp * (1 - xp)


def ae_grad_W2(x, W1, b1, W2, b2):
    """W2[i, j] carries h[i] to output j."""
    h, xp = forward(x, W1, b1, W2, b2)
    delta = output_delta(x, xp)
    return h[:, None] * delta[None, :], delta


def ae_grad_h(x, W1, b1, W2, b2):
    """h[i] reaches every output j through W2[i, j]."""
    _, xp = forward(x, W1, b1, W2, b2)
    return (W2 * output_delta(x, xp)).sum(axis=1)


def ae_grad_W1(x, W1, b1, W2, b2):
    """W1[j, i] carries x[j] to unit i, which passes a gradient on only if it is active."""
    h, _ = forward(x, W1, b1, W2, b2)
    delta = ae_grad_h(x, W1, b1, W2, b2)
    delta[h == 0] = 0
    return x[:, None] * delta[None, :], delta
