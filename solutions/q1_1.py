"""Starting all weights alike: a solution."""

import numpy as np


def two_layer_grads(X, y, W1, b1, w2, b2):
    """Back-propagate one example after the other and take the mean."""
    n = len(y)
    dW1, db1, dw2, db2 = np.zeros(W1.shape), np.zeros(b1.shape), np.zeros(w2.shape), 0.0
    for x, target in zip(X, y, strict=True):
        h = np.tanh(x @ W1 + b1)
        error = 2 * (h @ w2 + b2 - target) / n
        # The derivative of tanh is 1 - tanh².
        delta = error * w2 * (1 - h * h)
        dW1 += np.outer(x, delta)
        db1 += delta
        dw2 += error * h
        db2 += error
    return dW1, db1, dw2, db2


claims = {"a": False, "b": True, "c": True}

why = """
All hidden units of a layer compute the same value. On the way back they get the same gradient, so
every step changes them in the same way, and they stay alike however long one trains: the layer acts
as one unit. Random numbers at the start break this symmetry, so that the units can learn different
things.
"""
