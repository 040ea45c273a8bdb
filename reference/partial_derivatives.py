"""The gradients of three formulas, by the chain rule.

Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 6.5.2.
"""

import numpy as np


def grad_polynomial(x):
    """Of x1 + 5 x2 - 3 x3², for x (3,): (3,)."""
    return np.array([1, 5, -6 * x[2]])


def grad_quotient(x):
    """Of x1 (x2 - 4) + e^{x3²} / (5 x4²), for x (4,): (4,)."""
    x1, x2, x3, x4 = x
    term = np.exp(x3**2) / (5 * x4**2)
    return np.array([x2 - 4, x1, 2 * x3 * term, -2 * term / x4])


def grad_product(x):
    """Of x1 (x2 - 4) + (e^{x3²} / 5) x4², for x (4,): (4,)."""
    x1, x2, x3, x4 = x
    bell = np.exp(x3**2) / 5
    return np.array([x2 - 4, x1, 2 * x3 * bell * x4**2, 2 * bell * x4])


def grad_nested(x):
    """Of 1/x3 + e^{u²} with u = x1 + 5 (x2 + 3), for x (3,): (3,)."""
    x1, x2, x3 = x
    u = x1 + 5 * (x2 + 3)
    slope = 2 * u * np.exp(u**2)
    return np.array([slope, 5 * slope, -1 / x3**2])
