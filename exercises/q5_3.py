"""Partial derivatives.

Write the four functions, each of which returns the gradient at the point x, and replace each None
by a formula in quotation marks, such as "2*x1".
"""

import numpy as np


def grad_expr1(x):
    """Gradient of z = x1 + 5*x2 - 3*x3^2.

    x: array (3,), holding x1, x2, x3
    returns: array (3,)
    """
    raise NotImplementedError


def grad_expr2(x):
    """Gradient of the second formula, read as a fraction with 5*x4^2 below the bar.

    x: array (4,), holding x1, x2, x3, x4
    returns: array (4,)
    """
    raise NotImplementedError


def grad_expr2_code(x):
    """Gradient of the second formula, read as a program reads it.

    x: array (4,), holding x1, x2, x3, x4
    returns: array (4,)
    """
    raise NotImplementedError


def grad_expr3(x):
    """Gradient of z = 1/x3 + exp((x1 + 5*(x2+3))^2).

    x: array (3,), holding x1, x2, x3
    returns: array (3,)
    """
    raise NotImplementedError


dz1_dx1 = None

dz1_dx2 = None

dz1_dx3 = None

dz2_dx1 = None

dz2_dx2 = None

dz2_dx3 = None

dz2_dx4 = None

dz3_dx1 = None

dz3_dx2 = None

dz3_dx3 = None
