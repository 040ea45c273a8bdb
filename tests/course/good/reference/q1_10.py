"""Answers of q1_10."""

import numpy as np

from .sums import weigh


def ties(rng):
    return np.repeat(rng.normal(size=2), 2)


def unweighted(x, w, shift=0, names=("a", "b")):
    """You left the weights out."""
    return weigh(x, np.eye(len(x)), shift)


MISTAKES = {"weigh": [unweighted]}
