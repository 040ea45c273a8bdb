"""Tanh and its slope: a solution."""

import numpy as np


def tanh(z):
    """One fraction for z ≥ 0, another for z < 0; the exponents are held at 0 where not used."""
    above = np.exp(-2 * np.maximum(z, 0))
    below = np.exp(2 * np.minimum(z, 0))
    a = np.where(z < 0, (below - 1) / (below + 1), (1 - above) / (1 + above))
    return a, (1 - a) * (1 + a)


claims = {"a": False}

slope = "1 - tanh(z)^2"
