"""Weights around zero.

Write the function and replace each None by your answer.
"""


def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    """Mean and variance of the sum of n products w x.

    n: int
    mu_w, var_w: mean and variance of each weight
    mu_x, var_x: mean and variance of each input
    returns: (mean, var), two numbers
    """
    raise NotImplementedError


claims = {"a": None, "b": None, "c": None}

why = None
