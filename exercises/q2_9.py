"""The gradient of max pooling.

Write the function and replace each None by your answer.
"""

import numpy as np


def max_pool_backward(x, dy, k, s):
    """The gradient of the loss by the input of max pooling.

    x: array (H, W), what was pooled
    dy: array (Ho, Wo), the gradient by the output
    k, s: ints, side of the windows and stride
    returns: array (H, W)
    """
    raise NotImplementedError


claims = {"a": None, "b": None}

why = None
