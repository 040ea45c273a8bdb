"""Starting all weights alike.

Write the function and replace each None by your answer.
"""

import numpy as np


def two_layer_grads(X, y, W1, b1, w2, b2):
    """Gradients of the mean squared error of tanh(X W1 + b1) w2 + b2.

    X (n, d), y (n,), W1 (d, H), b1 (H,), w2 (H,), b2 a number
    returns: (dW1, db1, dw2, db2), of the shapes of W1, b1, w2, and a number
    """
    raise NotImplementedError


claims = {"a": None, "b": None, "c": None}

why = None
