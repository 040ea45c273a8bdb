"""Capsules: a solution."""

import numpy as np


def squash(s):
    """The direction is s/|s|; one |s| of the square cancels against it."""
    length = np.sqrt((s * s).sum(axis=-1))
    factor = length / (1 + length * length)
    return s * factor[..., None]


def softmax_rows(b):
    """Shift each row's largest entry to 0 before the exponential."""
    e = np.exp(b - b.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def route(u_hat, iters):
    """Couplings, sums, outputs, and a new b after all iterations but the last."""
    senders, receivers, _ = u_hat.shape
    b = np.zeros((senders, receivers))
    for iteration in range(iters):
        c = softmax_rows(b)
        s = (c[:, :, None] * u_hat).sum(axis=0)
        v = squash(s)
        if iteration < iters - 1:
            b = b + (u_hat * v).sum(axis=2)
    return v, c


claims = {"a": False}

why = """
A single number can only say how strongly something was found. Of a capsule's vector,
the length stands for the probability that the object is there, and it stays when the object moves.
The direction encodes the pose and changes along with the object, it is equivariant. If several
parts agree on the pose of the whole, that is strong evidence for the object, since chance would
hardly make them agree. Max pooling discards where the parts were, so it cannot tell whether they
fit together.
"""
