"""An autoencoder with one hidden layer, and the gradients of its squared error.

    h = relu(W1ᵀx + b1)      x' = σ(W2ᵀh + b2)      L = Σ (x - x')²

with x (N,), W1 (N, M), b1 (M,), W2 (M, N), b2 (N,).
Source: back-propagation, Goodfellow, Bengio and Courville, "Deep Learning", 2016, algorithm 6.4.
"""

import numpy as np

from .activations import relu, sigmoid, sigmoid_prime


def forward(x, W1, b1, W2, b2):
    """The values on the way, z1 (M,), h (M,), z2 (N,), x' (N,)."""
    z1 = W1.T @ x + b1
    h = relu(z1)
    z2 = W2.T @ h + b2
    return z1, h, z2, sigmoid(z2)


def grad_xprime(x, xp):
    """∂L/∂x' = 2 (x' - x), (N,)."""
    return 2 * (xp - x)


def grad_z2(x, W1, b1, W2, b2):
    """∂L/∂z2 = ∂L/∂x' ⊙ σ'(z2), (N,)."""
    _, _, z2, xp = forward(x, W1, b1, W2, b2)
    return grad_xprime(x, xp) * sigmoid_prime(z2)


def grad_W2(x, W1, b1, W2, b2):
    """∂L/∂W2 = h (∂L/∂z2)ᵀ, (M, N), and ∂L/∂b2 = ∂L/∂z2, (N,)."""
    _, h, _, _ = forward(x, W1, b1, W2, b2)
    dz2 = grad_z2(x, W1, b1, W2, b2)
    return np.outer(h, dz2), dz2


def grad_h(x, W1, b1, W2, b2):
    """∂L/∂h = W2 ∂L/∂z2, (M,)."""
    return W2 @ grad_z2(x, W1, b1, W2, b2)


def grad_W1(x, W1, b1, W2, b2):
    """∂L/∂W1 = x (∂L/∂z1)ᵀ, (N, M), and ∂L/∂b1 = ∂L/∂z1 = ∂L/∂h ⊙ [z1 > 0], (M,)."""
    z1, _, _, _ = forward(x, W1, b1, W2, b2)
    dz1 = grad_h(x, W1, b1, W2, b2) * (z1 > 0)
    return np.outer(x, dz1), dz1
