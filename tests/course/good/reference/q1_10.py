"""Answers of q1_10."""

import numpy as np


def ties(rng):
    return np.repeat(rng.normal(size=2), 2)


def unweighted(x, w, shift=0, names=("a", "b")):
    """You left the weights out."""
    return x.sum(), x.mean()


MISTAKES = {"weigh": [unweighted]}
