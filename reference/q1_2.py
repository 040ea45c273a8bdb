"""Answers, inputs and known mistakes of q1_2, the rank of a stack of linear layers.

The inputs hold whole numbers and have their ranks by construction, whatever is drawn.
"""

import numpy as np

from .deep_linear import compose, rank, ranks


def rank_of_product(mats):
    """The rank of the product, and the smallest rank of a layer."""
    return ranks(mats)


def independent_rows(rng, rows, columns):
    """A matrix of whole numbers and of rank `rows`: a unit matrix and more columns, shuffled."""
    matrix = np.hstack([np.eye(rows), rng.integers(-2, 3, size=(rows, columns - rows))])
    return matrix[:, rng.permutation(columns)]


def change_of_basis(rng, size):
    """A matrix of whole numbers whose inverse has whole numbers too, and that inverse."""
    lower, upper = rng.integers(-1, 2, size=(2, size, size))
    matrix = (np.tril(lower, -1) + np.eye(size)) @ (np.triu(upper, 1) + np.eye(size))
    # Adding 0 turns -0 into 0, which reads better where inputs are shown.
    return matrix, np.rint(np.linalg.inv(matrix)) + 0.0


def falling(rng, sizes, first, second):
    """Two layers of the ranks `first` and `second`; that of their product is only their overlap.

    Of the units between them the first layer drives only the first ones, and the second layer
    reads only the last ones, in a basis that hides it: (first + second - width) are common.
    """
    n_in, width, n_out = sizes
    driven, read = np.zeros((width, n_in)), np.zeros((n_out, width))
    driven[:first] = independent_rows(rng, first, n_in)
    read[:, width - second :] = independent_rows(rng, second, n_out).T
    basis, inverse = change_of_basis(rng, width)
    return [basis @ driven, read @ inverse]


def falling_pair(rng):
    """Ranks 3 and 4, product 2."""
    return falling(rng, (6, 5, 4), first=3, second=4)


def falling_chain(rng):
    """Ranks 4, 4 and 4, product 2."""
    return [independent_rows(rng, 4, 7), *falling(rng, (4, 6, 5), first=4, second=4)]


def hidden_chain(rng):
    """Ranks 3, 2 and 4, product 1."""
    return [*falling(rng, (5, 4, 4), first=3, second=2), independent_rows(rng, 4, 6).T]


def bottleneck(rng):
    """Full ranks 2, 2 and 4, product 2."""
    first, second = independent_rows(rng, 2, 5), independent_rows(rng, 2, 4).T
    return [first, second, independent_rows(rng, 4, 6).T]


def narrow_middle(rng):
    """Ranks 3, 2 and 4, product 2: what the middle layer lets through, the last one keeps apart."""
    middle = independent_rows(rng, 2, 4).T @ independent_rows(rng, 2, 3)
    return [independent_rows(rng, 3, 5), middle, independent_rows(rng, 4, 6).T]


def one_matrix(rng):
    """Rank 2, three rows and four columns."""
    return [independent_rows(rng, 2, 3).T @ independent_rows(rng, 2, 4)]


def always_equal(mats):
    """You take the product to have the rank of its lowest-rank layer. That is only the most it can
    have: multiply the matrices and look.
    """
    _, smallest = ranks(mats)
    return smallest, smallest


def shapes_only(mats):
    """You read the ranks off the shapes. The shorter side of a matrix is only the most that its
    rank can be: rows or columns that depend on others do not count.
    """
    shortest = min(min(matrix.shape) for matrix in mats)
    return shortest, shortest


def width_for_rank(mats):
    """You return the smallest width where the smallest rank is asked for. A layer's rank can be
    less than both of its widths.
    """
    return rank(compose(mats)), min(min(matrix.shape) for matrix in mats)


def rows_that_are_not_zero(mats):
    """You count the rows that are not all zero. Those that are combinations of other rows must not
    count either: eliminate first, or use singular values.
    """
    counts = [int(matrix.any(axis=1).sum()) for matrix in (compose(mats), *mats)]
    return counts[0], min(counts[1:])


def rows_of_the_product(mats):
    """You count the rows of the product that are not all zero. Those that are combinations of other
    rows must not count either: eliminate first, or use singular values.
    """
    return int(compose(mats).any(axis=1).sum()), min(map(rank, mats))


def reversed_order(mats):
    """You multiply in the wrong order. What is applied first stands next to the input, on the right
    of a product.
    """
    return rank(compose(mats[::-1])), min(map(rank, mats))


def outermost_layers(mats):
    """You compare with the first and the last layer alone. Any layer of the stack can be the one of
    lowest rank.
    """
    return rank(compose(mats)), min(rank(mats[0]), rank(mats[-1]))


def last_layer_missing(mats):
    """You multiply all layers but the last one. The product is made of every matrix in the list."""
    return rank(compose(mats[:-1] or mats)), min(map(rank, mats))


def first_layer_not_compared(mats):
    """You leave the first layer out when you look for the smallest rank. It is taken over every
    matrix in the list.
    """
    return rank(compose(mats)), min(map(rank, mats[1:] or mats))


def entries_swapped(mats):
    """You return the two ranks in the wrong order. That of the product comes first."""
    return ranks(mats)[::-1]


MISTAKES = {
    "rank_of_product": [
        always_equal,
        shapes_only,
        rows_that_are_not_zero,
        reversed_order,
        outermost_layers,
        entries_swapped,
        width_for_rank,
        rows_of_the_product,
        last_layer_missing,
        first_layer_not_compared,
    ],
}
