"""Activation functions and their derivatives, without overflow at any finite input.

Source of the formulas: Goodfellow, Bengio and Courville, "Deep Learning", MIT Press, 2016,
sections 3.10, 4.1 and 6.2.2; of the subdifferential: Rockafellar, "Convex Analysis", section 23.
"""

import numpy as np


def relu(z):
    """max(z, 0), elementwise."""
    return np.maximum(z, 0)


def relu_subgradient(x):
    """The ends (lo, hi) of ReLU's subdifferential, each of x's shape: 0, 1, or [0, 1] at 0."""
    return np.where(x > 0, 1.0, 0.0), np.where(x >= 0, 1.0, 0.0)


def sigmoid(z):
    """1 / (1 + e^-z), elementwise."""
    # The exponent is never positive: e^z / (1 + e^z) is the same function where z < 0.
    e = np.exp(-np.abs(z))
    return np.where(np.less(z, 0), e, 1.0) / (1 + e)


def sigmoid_prime(t):
    """e^-t / (1 + e^-t)², elementwise; an even function, so |t| may stand for t."""
    e = np.exp(-np.abs(t))
    return e / (1 + e) ** 2


def softmax(z):
    """e^z_i / Σ_k e^z_k along the last axis."""
    # Softmax does not change when all scores are shifted, so shift the largest one to 0.
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_jacobian(z):
    """∂s_i/∂z_j = s_i (δ_ij - s_j), that is diag(s) - s sᵀ, for z (K,): (K, K)."""
    s = softmax(z)
    return np.diag(s) - np.outer(s, s)
