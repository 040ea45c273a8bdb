"""Partial derivatives: a solution."""

import numpy as np


def grad_expr1(x):
    """Each variable stands in one term only."""
    return np.array([1.0, 5.0, -3 * 2 * x[2]])


def grad_expr2(x):
    """exp(x3²) · x4^-2 / 5: both factors by the chain rule."""
    x1, x2, x3, x4 = x
    dz_dx3 = 2 * x3 * np.exp(x3 * x3) / (5 * x4 * x4)
    dz_dx4 = np.exp(x3 * x3) / 5 * (-2) / x4**3
    return np.array([x2 - 4, x1, dz_dx3, dz_dx4])


def grad_expr2_code(x):
    """exp(x3²) · x4² / 5: both factors by the chain rule."""
    x1, x2, x3, x4 = x
    grown = np.exp(x3 * x3)
    return np.array([x2 - 4, x1, 0.4 * x3 * grown * x4 * x4, 0.4 * grown * x4])


def grad_expr3(x):
    """Go back through exp, the square, and the linear function, one at a time."""
    u = x[0] + 5 * (x[1] + 3)
    square = u**2
    dz_dsquare = np.exp(square)
    dz_du = dz_dsquare * 2 * u
    return np.array([dz_du, dz_du * 5, -(x[2] ** -2)])


dz1_dx1 = "1"

dz1_dx2 = "5"

dz1_dx3 = "-3 * 2 * x3"

dz2_dx1 = "x2 - 4"

dz2_dx2 = "x1"

dz2_dx3 = "x3 * exp(x3^2) / (2.5 * x4^2)"

dz2_dx4 = "-0.4 * exp(x3^2) / x4^3"

dz3_dx1 = "exp((x1 + 5*(x2 + 3))^2) * 2 * (x1 + 5*(x2 + 3))"

dz3_dx2 = "5 * exp((x1 + 5*(x2 + 3))^2) * 2 * (x1 + 5*x2 + 15)"

dz3_dx3 = "-x3^(-2)"
