"""Training from a constant: a solution."""

import numpy as np


def train_constant(X, y, H, c, lr, steps):
    """Forward, backward, then all four updates at once, `steps` times."""
    n, d = X.shape
    W1 = np.full((d, H), c, dtype=float)
    b1 = np.full(H, c, dtype=float)
    w2 = np.full(H, c, dtype=float)
    b2 = float(c)

    for _ in range(steps):
        a = np.tanh(X @ W1 + b1)
        error = a @ w2 + b2 - y

        d_out = 2 / n * error
        d_z = d_out[:, None] * w2[None, :] * (1 - a) * (1 + a)

        dW1 = X.T @ d_z
        db1 = np.ones(n) @ d_z
        dw2 = d_out @ a
        db2 = d_out.sum()

        W1 -= lr * dW1
        b1 -= lr * db1
        w2 -= lr * dw2
        b2 -= lr * db2

    return W1, b1, w2, b2


claims = {"a": False}

why = """
If all weights start at the same number, the units of a hidden layer all compute the same output
and get the same gradient. So after each update they stay alike: however many there are, the layer
works like a single unit. Starting values drawn at random make the units differ, which breaks this
symmetry.
"""
