"""A residual block's gradient.

Write the function and replace each None by your answer.
"""

import numpy as np


def residual_backward(X, W1, W2, dY):
    """Gradient by the input of Y = X + relu(X W1) W2.

    X (n, d), W1 (d, h), W2 (h, d), dY (n, d), the gradient by Y
    returns: array (n, d)
    """
    raise NotImplementedError


claims = {"a": None, "b": None}

why = None
