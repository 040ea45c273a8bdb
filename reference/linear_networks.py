"""Networks without non-linear functions: matrices and biases in a row."""

import numpy as np


def collapse_affine(Ws, bs):
    """The single layer (W, b) that does what the layers x -> W_l x + b_l do one after another.

        W = W_L ... W_1        b = Σ_l W_L ... W_(l+1) b_l

    `Ws` holds (n_l, n_(l-1)) and `bs` (n_l,), first applied first; W (n_L, n_0) and b (n_L,).
    Source: affine maps are closed under composition; in homogeneous coordinates this is the
    product of the matrices [[W_l, b_l], [0, 1]]. Goodfellow, Bengio and Courville, "Deep Learning",
    2016, section 6.3.3, for what it means for networks.
    """
    later = np.eye(len(bs[-1]))
    b = np.zeros(len(bs[-1]))
    for W_l, b_l in zip(Ws[::-1], bs[::-1], strict=True):
        b = b + later @ b_l
        later = later @ W_l
    return later, b
