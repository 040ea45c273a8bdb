"""A tiny generator and discriminator, forward and backward.

    h = relu(W0 Z + b0) as two maps of 2×2      H2 = Σ_c full(h_c, W1_c) + b1
    M = Σ W2 ⊙ H2 + b2      ŷ = σ(M)      L = -log ŷ

with Z (2,), W0 (8, 2), b0 (8,), W1 (2, 3, 3), b1 a number, W2 (4, 4), b2 a number; the functions
of one layer take maps, images and kernels of any size.
Source: back-propagation, Goodfellow, Bengio and Courville, "Deep Learning", 2016, algorithm 6.4;
for the convolution Dumoulin and Visin, "A guide to convolution arithmetic for deep learning",
2016, section 2.3, "full" padding.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from .activations import relu, sigmoid


def hidden(Z, W0, b0):
    """relu(W0 Z + b0), (8,), laid out as two maps of 2×2 row by row: (2, 2, 2)."""
    return relu(W0 @ Z + b0).reshape(2, 2, 2)


def correlate(x, w):
    """Σ_ab w[c, a, b] · x[c, i+a, j+b] for x (C, H, W) and w (C, kh, kw): (C, H-kh+1, W-kw+1)."""
    windows = sliding_window_view(x, w.shape[1:], axis=(1, 2))
    return np.einsum("cijab,cab->cij", windows, w)


def padded(x, rows, columns):
    """x (C, H, W) with so many rows of zeros above and below, and columns on both sides."""
    return np.pad(x, [(0, 0), (rows, rows), (columns, columns)])


def full_maps(h, W1):
    """Each h_c (H, W) under its own kernel W1_c (kh, kw), full padding: (C, H+kh-1, W+kw-1)."""
    _, kh, kw = W1.shape
    return correlate(padded(h, kh - 1, kw - 1), W1)


def image(h, W1, b1):
    """H2 = Σ_c full(h_c, W1_c) + b1, (H+kh-1, W+kw-1)."""
    return full_maps(h, W1).sum(axis=0) + b1


def logit(H2, W2, b2):
    """M = Σ_ij W2_ij H2_ij + b2."""
    return (W2 * H2).sum() + b2


def loss(M):
    """-log σ(M) = log(1 + e^-M)."""
    return np.logaddexp(0, -M)


def grad_M(M):
    """∂L/∂M = -1/ŷ · ŷ (1 - ŷ) = -(1 - σ(M)) = -σ(-M)."""
    return -sigmoid(-M)


def grad_W1(h, dH2, k):
    """∂L/∂W1_c[a, b] = Σ_ij ∂L/∂H2[i, j] · h̃_c[i+a, j+b], h̃ being h with k-1 zeros: (C, k, k)."""
    slopes = np.broadcast_to(dH2, (len(h), *dH2.shape))
    return correlate(padded(h, k - 1, k - 1), slopes)


def grad_h(W1, dH2):
    """∂L/∂h_c[p, q] = Σ_ab W1_c[kh-1-a, kw-1-b] · ∂L/∂H2[p+a, q+b], (C, H, W).

    The transpose of the map from h to H2, whose reach is the kernel turned by 180°.
    """
    slopes = np.broadcast_to(dH2, (len(W1), *dH2.shape))
    return correlate(slopes, W1[:, ::-1, ::-1])


def grad_W0(Z, W0, b0, dh0):
    """∂L/∂W0 = δ Zᵀ, (8, 2), and ∂L/∂b0 = δ = ∂L/∂h0 ⊙ [W0 Z + b0 > 0], (8,)."""
    delta = dh0 * (W0 @ Z + b0 > 0)
    return np.outer(delta, Z), delta
