"""The rank of a stack of linear layers.

Write the function and replace each None by your answer.
"""

import numpy as np


def rank_of_product(mats):
    """The rank of the product of all matrices, and the smallest of their own ranks.

    mats: a list of arrays (n_out, n_in), in the order of application
    returns: (rank, smallest), two ints
    """
    raise NotImplementedError


rank_compared = None
