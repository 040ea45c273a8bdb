"""A network with one hidden tanh layer and one output, and the gradients of its squared error.

    h = tanh(X W1 + b1)      f = h w2 + b2      L = 1/n Σ_i (f_i - y_i)²

with X (n, d), y (n,), W1 (d, H), b1 (H,), w2 (H,), and b2 a number.
Source: back-propagation, Goodfellow, Bengio and Courville, "Deep Learning", 2016, algorithm 6.4.
"""

import numpy as np


def forward(X, W1, b1, w2, b2):
    """The hidden values h (n, H) and the outputs f (n,)."""
    h = np.tanh(X @ W1 + b1)
    return h, h @ w2 + b2


def grad_f(f, y):
    """∂L/∂f = 2 (f - y) / n, (n,)."""
    return 2 * (f - y) / y.size


def grad_parameters(X, h, df, dz):
    """∂L/∂W1, ∂L/∂b1, ∂L/∂w2, ∂L/∂b2 from df = ∂L/∂f, (n,), and dz = ∂L/∂(X W1 + b1), (n, H)."""
    return X.T @ dz, dz.sum(axis=0), h.T @ df, df.sum()


def gradients(X, y, W1, b1, w2, b2):
    """∂L/∂W1 (d, H), ∂L/∂b1 (H,), ∂L/∂w2 (H,) and ∂L/∂b2, a number; tanh' = 1 - tanh²."""
    h, f = forward(X, W1, b1, w2, b2)
    df = grad_f(f, y)
    dz = np.outer(df, w2) * (1 - h**2)
    return grad_parameters(X, h, df, dz)
