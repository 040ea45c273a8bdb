"""A residual block's gradient: a solution."""

import numpy as np


def residual_backward(X, W1, W2, dY):
    """The shortcut's share is dY; the layers' share goes back through W2, the ReLU and W1."""
    H = np.maximum(X @ W1, 0)
    dH = np.einsum("nd,hd->nh", dY, W2)
    dH[H == 0] = 0
    return dY + np.einsum("nh,dh->nd", dH, W1)


claims = {"a": True, "b": False}

why = """
The derivative of a sum is the sum of the derivatives. Along the shortcut, whose derivative is the
identity, the gradient from above reaches X unchanged, however small the weights of the layers are;
what comes back through the layers is added to it. So the gradient can reach early layers even where
the layers' own term has faded. This is no guarantee: the two terms can cancel, as they do for a
block with f(X) = -X.
"""
