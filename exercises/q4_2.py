"""A tiny GAN, backward.

Write the eight functions: the gradients of the loss, from the end back to the beginning. Replace
each None by a formula in quotation marks, such as "2*y".
"""

import numpy as np


def grad_yhat(y_hat):
    """Derivative of the loss by the probability y_hat.

    y_hat: a number
    returns: a number
    """
    raise NotImplementedError


def grad_H2(H2, W2, b2):
    """Gradient by the image.

    H2, W2: arrays (r, c)
    b2: a number
    returns: array (r, c)
    """
    raise NotImplementedError


def unflatten(g, r, c):
    """The vector g laid out as r rows of c numbers.

    g: array (r * c,)
    r, c: ints
    returns: array (r, c)
    """
    raise NotImplementedError


def grad_W1(h, dH2, k=3):
    """Gradients by the kernels and by the bias behind them.

    h: array (C, H, W)
    dH2: array (H + k - 1, W + k - 1)
    k: int, the side of a kernel
    returns: (dW1, db1), an array (C, k, k) and a number
    """
    raise NotImplementedError


def grad_h1(W1, dH2):
    """Gradient by the maps h.

    W1: array (C, kh, kw)
    dH2: array (H + kh - 1, W + kw - 1)
    returns: array (C, H, W)
    """
    raise NotImplementedError


def grad_h0(dh):
    """The gradient by the maps, laid out flat.

    dh: array (C, 2, 2)
    returns: array (4 * C,)
    """
    raise NotImplementedError


def grad_W0(Z, W0, b0, dh0):
    """Gradients by the generator's first weights and bias.

    Z (2,), W0 (8, 2), b0 (8,), dh0 (8,)
    returns: (dW0, db0), arrays (8, 2) and (8,)
    """
    raise NotImplementedError


def gan_backward(Z, W0, b0, W1, b1, W2, b2):
    """The loss and all its gradients.

    Z (2,), W0 (8, 2), b0 (8,), W1 (2, 3, 3), b1 a number, W2 (4, 4), b2 a number
    returns: (loss, dW2, db2, dH2, dW1, db1, dh1, dh0, dW0, db0)
    """
    raise NotImplementedError


d_yhat = None

d_M = None
