"""Linear layers collapse into one: a solution."""

import numpy as np


def collapse_affine(Ws, bs):
    """Put one layer after another on top of the layer collapsed so far.

    W_l (W x + b) + b_l = (W_l W) x + (W_l b + b_l)
    """
    W, b = Ws[0], bs[0]
    for W_l, b_l in zip(Ws[1:], bs[1:], strict=True):
        W, b = np.dot(W_l, W), np.dot(W_l, b) + b_l
    return W, b


why = """
One layer is one layer, so the claim holds for L = 1. Two layers give W2 (W1 x + b1) + b2 = (W2
W1) x + (W2 b1 + b2): again an affine map, with the product of the matrices as its matrix and a
bias of its own. Now assume that the first L - 1 layers equal one layer with W and b. The next
layer on top of it is a case of two layers, so it gives (W_L W) x + (W_L b + b_L), which is a
single layer once more. By induction the claim holds for every L.
"""
