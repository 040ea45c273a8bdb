"""The rank of a stack of linear layers: a solution."""

import numpy as np


def rank(matrix):
    """Count the singular values that stand out from rounding errors."""
    s = np.linalg.svd(matrix, compute_uv=False)
    return int((s > 1e-9 * max(s[0], 1)).sum())


def rank_of_product(mats):
    """Send the unit vectors through all layers at once: the columns are those of the product."""
    product = np.eye(mats[0].shape[1])
    for matrix in mats:
        product = matrix @ product
    return rank(product), min(rank(matrix) for matrix in mats)


rank_compared = "b"
