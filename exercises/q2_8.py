"""Capsules.

Write the two functions and replace each None by your answer.
"""

import numpy as np


def squash(s):
    """The vectors along the last axis, each shortened to a length below 1.

    s: array (..., D)
    returns: the same shape
    """
    raise NotImplementedError


def route(u_hat, iters):
    """Routing by agreement.

    u_hat: array (I, J, D), the predictions of I capsules for J others
    iters: int, at least 1
    returns: (v, c), arrays (J, D) and (I, J)
    """
    raise NotImplementedError


claims = {"a": None}

why = None
