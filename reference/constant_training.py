"""A small network with one hidden layer, trained by gradient descent from a single constant."""

from itertools import islice

import numpy as np


def train_constant(X, y, H, c, lr, steps):
    """The parameters after `steps` steps of gradient descent from c everywhere.

    X (n, d), y (n,); returns W1 (d, H), b1 (H,), w2 (H,) and b2, a number.
    """
    path = descent(X, y, constant(X.shape[1], H, c), lr)
    return next(islice(path, steps, None))


def constant(d, H, c):
    """The parameters of the network with d inputs and H hidden units, each of them c."""
    return np.full((d, H), float(c)), np.full(H, float(c)), np.full(H, float(c)), float(c)


def descent(X, y, parameters, lr):
    """The parameters before the first step, after it, after the second one, and so on.

    Source: Goodfellow, Bengio and Courville, "Deep Learning", MIT Press, 2016, section 4.3.
    """
    while True:
        yield parameters
        gradient = mse_gradients(X, y, *parameters)
        parameters = tuple(p - lr * g for p, g in zip(parameters, gradient, strict=True))


def mse_gradients(X, y, W1, b1, w2, b2):
    """The gradients of mean((tanh(X W1 + b1) w2 + b2 - y)²) by W1, b1, w2, b2.

    Source: the chain rule, with tanh' = 1 - tanh²; Goodfellow, Bengio and Courville, section 6.5.
    """
    A = np.tanh(X @ W1 + b1)
    d_output = 2 * (A @ w2 + b2 - y) / y.size
    d_hidden = np.outer(d_output, w2) * (1 - A**2)
    return X.T @ d_hidden, d_hidden.sum(axis=0), A.T @ d_output, float(d_output.sum())
