"""The gradients of an autoencoder.

Write the four functions: the gradients of the loss, from the output back to the input.
"""

import numpy as np


def ae_grad_xprime(x, xp):
    """Gradient by the reconstruction xp.

    x, xp: arrays (N,)
    returns: array (N,)
    """
    raise NotImplementedError


def ae_grad_W2(x, W1, b1, W2, b2):
    """Gradients by the decoder's weights and bias.

    x (N,), W1 (N, M), b1 (M,), W2 (M, N), b2 (N,)
    returns: (dW2, db2), arrays (M, N) and (N,)
    """
    raise NotImplementedError


def ae_grad_h(x, W1, b1, W2, b2):
    """Gradient by the hidden values h.

    x (N,), W1 (N, M), b1 (M,), W2 (M, N), b2 (N,)
    returns: array (M,)
    """
    raise NotImplementedError


def ae_grad_W1(x, W1, b1, W2, b2):
    """Gradients by the encoder's weights and bias.

    x (N,), W1 (N, M), b1 (M,), W2 (M, N), b2 (N,)
    returns: (dW1, db1), arrays (N, M) and (M,)
    """
    raise NotImplementedError
