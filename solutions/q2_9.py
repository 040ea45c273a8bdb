"""The gradient of max pooling: a solution."""

import numpy as np


def max_pool_backward(x, dy, k, s):
    """Find the winner of each window (argmax takes the first of equal ones) and add there."""
    dx = np.zeros(x.shape)
    ho, wo = dy.shape
    for i in range(ho):
        for j in range(wo):
            window = x[i * s : i * s + k, j * s : j * s + k]
            row, column = divmod(int(window.argmax()), k)
            dx[i * s + row, j * s + column] += dy[i, j]
    return dx


claims = {"a": False, "b": False}

why = """
Pooling makes the maps smaller, so all later layers need less computation and less memory. Each
later window covers a larger part of the image, so the receptive field grows faster. And a small
shift of a feature often leaves the largest entry in the same window, which makes the network less
sensitive to its precise position; large shifts still move the output.
"""
