"""A deep linear network.

Write the function and replace each None by your answer.
"""

import numpy as np


def compose_linear(mats):
    """The one matrix that does what all layers do.

    mats: a list of arrays (n_l, n_{l-1}), the layer that is applied first in front
    returns: array (n_L, n_0)
    """
    raise NotImplementedError


claims = {"a": None}

why = None
