"""Capsules and the routing between them.

Source: Sabour, Frosst and Hinton, "Dynamic Routing Between Capsules", NIPS 2017, equations 1 to 3
and procedure 1.
"""

import numpy as np

from .activations import softmax


def squash(s):
    """|s|² / (1 + |s|²) · s / |s| along the last axis; the zero vector stays where it is."""
    # |s|² / |s| is |s|, so nothing is divided by the length.
    length = np.linalg.norm(s, axis=-1, keepdims=True)
    return length / (1 + length**2) * s


def outputs(u_hat, c):
    """v_j = squash(Σ_i c_ij û_ij), for û (I, J, D) and couplings c (I, J): (J, D)."""
    return squash(np.einsum("ij,ijd->jd", c, u_hat))


def agreement(u_hat, v):
    """Σ_d û_ijd v_jd: how well the prediction of i for j fits the output of j, (I, J)."""
    return np.einsum("ijd,jd->ij", u_hat, v)


def route(u_hat, iters):
    """Routing by agreement; û (I, J, D). Returns the outputs v (J, D) and their couplings (I, J).

    The couplings are those that the last outputs were made with.
    """
    b = np.zeros(u_hat.shape[:2])
    c = softmax(b)
    for _ in range(iters - 1):
        b = b + agreement(u_hat, outputs(u_hat, c))
        c = softmax(b)
    return outputs(u_hat, c), c
