"""Answers and known mistakes of q5_1, linear layers that collapse into one."""

import numpy as np

from .linear_networks import collapse_affine


def reversed_order(Ws, bs):
    """You multiply the matrices in the order in which they are applied, from left to right. The
    matrix that is applied first meets the vector first, so think about where it stands.
    """
    W, _ = collapse_affine(Ws[::-1], [np.zeros(len(W)) for W in Ws[::-1]])
    _, b = collapse_affine(Ws, bs)
    return W, b


def last_bias_only(Ws, bs):
    """You keep the last bias alone. What an earlier layer adds goes through the layers behind it,
    and arrives at the output as well.
    """
    W, _ = collapse_affine(Ws, bs)
    return W, bs[-1]


def biases_added(Ws, bs):
    """You add the biases as they are. On its way to the output, a bias goes through every layer
    behind its own.
    """
    W, _ = collapse_affine(Ws, bs)
    return W, sum(bs)


def own_matrix_too(Ws, bs):
    """You send a bias through its own layer's matrix too. It is added behind that matrix, so only
    the later ones act on it.
    """
    W, _ = collapse_affine(Ws, bs)
    later = np.eye(len(Ws[-1]))
    b = np.zeros(len(Ws[-1]))
    for W_l, b_l in zip(Ws[::-1], bs[::-1], strict=True):
        later = later @ W_l
        b = b + later @ b_l
    return W, b


def next_matrix_only(Ws, bs):
    """You send a bias through the next layer alone. With two layers this is enough; with more, the
    bias meets every one of the later matrices.
    """
    W, _ = collapse_affine(Ws, bs)
    return W, bs[-1] + sum(W_l @ b_l for W_l, b_l in zip(Ws[1:], bs[:-1], strict=True))


def first_bias_lost(Ws, bs):
    """You lose the first layer's bias: your sum begins with the second layer. Begin it with the
    first one.
    """
    return collapse_affine(Ws, [np.zeros_like(bs[0]), *bs[1:]])


def earlier_matrices(Ws, bs):
    """You multiply each bias by the matrices before its layer. Those have done their work when the
    bias is added; the ones behind it still have to act.
    """
    W, b = np.eye(Ws[0].shape[1]), 0
    for W_l, b_l in zip(Ws, bs, strict=True):
        b = b + W @ b_l
        W = W_l @ W
    return W, b


def transposed_result(Ws, bs):
    """You return the matrix transposed, as for vectors that are rows. Here they are columns, and W
    has a row for each output.
    """
    W, b = collapse_affine(Ws, bs)
    return W.T, b


def last_layer_left_out(Ws, bs):
    """You leave out the last layer where there are several. A range ends before its last number."""
    return collapse_affine(Ws[: max(len(Ws) - 1, 1)], bs[: max(len(bs) - 1, 1)])


def collapsed_matrix_for_all(Ws, bs):
    """You send every bias through the whole product, the first layer's matrix included. A bias goes
    through the matrices behind it only.
    """
    W, _ = collapse_affine(Ws, bs)
    return W, sum(W @ b_l for b_l in bs)


def biases_left_out(Ws, bs):
    """You return a bias of zeros. What the layers add does not vanish: it goes through the matrices
    behind it.
    """
    W, b = collapse_affine(Ws, bs)
    return W, np.zeros_like(b)


def relu_in_between(Ws, bs):
    """You put a ReLU between the layers while you carry the biases on. These layers are linear, and
    only therefore they collapse into one.
    """
    W, _ = collapse_affine(Ws, bs)
    b = bs[0]
    for W_l, b_l in zip(Ws[1:], bs[1:], strict=True):
        b = W_l @ np.maximum(b, 0) + b_l
    return W, b


MISTAKES = {
    "collapse_affine": [
        reversed_order,
        last_bias_only,
        biases_added,
        own_matrix_too,
        next_matrix_only,
        first_bias_lost,
        earlier_matrices,
        transposed_result,
        last_layer_left_out,
        collapsed_matrix_for_all,
        biases_left_out,
        relu_in_between,
    ],
}
