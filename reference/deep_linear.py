"""Stacks of linear layers without biases: the one layer they amount to, and its rank.

A layer is its matrix, (outputs, inputs); a stack lists them in the order of application.
Source: Strang, "Introduction to Linear Algebra", 5th edition, section 3.5 for ranks and
section 8.1 for products as compositions.
"""

from functools import reduce

import numpy as np


def compose(mats):
    """W_L ··· W_2 W_1 for layers W_1, ..., W_L, the first applied first: (n_L, n_0)."""
    return reduce(lambda stack, layer: layer @ stack, mats)


def rank(matrix):
    """How many singular values are not 0, to rounding: exact for small whole numbers."""
    return int(np.linalg.matrix_rank(matrix))


def ranks(mats):
    """The rank of the product, and the smallest rank of a layer; the former is never larger."""
    return rank(compose(mats)), min(map(rank, mats))
