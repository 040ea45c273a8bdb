"""Max pooling, backward."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool_backward(x, dy, k, s):
    """The gradient by x (H, W), given dy (Ho, Wo), of max pooling with k×k windows, s apart.

    The largest entry of each window gets the gradient of that window, the first one in row-major
    order if several are equal. An entry that wins in several windows adds their gradients up.
    Source: the subgradient of a maximum; Boureau, Ponce and LeCun, "A Theoretical Analysis of
    Feature Pooling in Visual Recognition", ICML 2010, for the operation itself.
    """
    dx = np.zeros(x.shape)
    np.add.at(dx, winners(x, k, s), dy)
    return dx


def winners(x, k, s):
    """Rows and columns in x of the first largest entry of each window, both (Ho, Wo)."""
    a, b = np.divmod(windows_of(x, k, s).argmax(axis=-1), k)
    i, j = np.indices(a.shape)
    return i * s + a, j * s + b


def windows_of(x, k, s):
    """The k×k windows that lie within x, s apart, each one as a row: (Ho, Wo, k·k)."""
    windows = sliding_window_view(x, (k, k))[::s, ::s]
    return windows.reshape(*windows.shape[:2], k * k)
