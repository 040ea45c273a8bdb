"""Linear activations.

Write the function and replace each None by your answer.
"""

import numpy as np


def linear_chain(c, n, x):
    """The activation h(x) = c·x, applied n times.

    c: a number
    n: an int, 0 or more
    x: a number, or an array of any shape
    returns: the shape of x
    """
    raise NotImplementedError


claims = {"a": None, "b": None}

y = None
