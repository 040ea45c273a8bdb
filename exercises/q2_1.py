"""Training from a constant.

Write the function and replace each None by your answer.
"""

import numpy as np


def train_constant(X, y, H, c, lr, steps):
    """Parameters after gradient descent from the constant c.

    X: array (n, d)
    y: array (n,)
    H: int, the number of hidden units
    c, lr: floats, the common start and the learning rate
    steps: int
    returns: (W1, b1, w2, b2), arrays (d, H), (H,) and (H,), and a number
    """
    raise NotImplementedError


claims = {"a": None}

why = None
