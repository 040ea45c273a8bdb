"""Derivatives of activation functions.

Write the three functions, and replace each None by a formula in quotation marks, such as "2*t".
"""

import numpy as np


def sigmoid_prime(t):
    """Derivative of the sigmoid.

    t: a number, or an array of any shape
    returns: the same shape
    """
    raise NotImplementedError


def relu_subgradient(x):
    """The ends of the interval of ReLU's subgradients.

    x: an array of any shape
    returns: (lo, hi), two arrays of that shape
    """
    raise NotImplementedError


def softmax_jacobian(z):
    """The derivatives of softmax, row i and column j holding that of s_i by z_j.

    z: array (K,)
    returns: array (K, K)
    """
    raise NotImplementedError


dsigma = None

ds_i_dz_i = None

ds_i_dz_j = None
