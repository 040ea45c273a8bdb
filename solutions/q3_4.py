"""The sigmoid and its slope: a solution."""

import numpy as np


def sigmoid(z):
    """1/(1 + exp(-z)) where z is positive, exp(z)/(1 + exp(z)) where it is not."""
    small = np.exp(-np.abs(z))
    a = np.where(z > 0, 1 / (1 + small), small / (1 + small))
    return a, a * (1 - a)


claims = {"a": True}

slope = "s*(1 - s)"
