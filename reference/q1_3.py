"""Answers and known mistakes of q1_3, a deep linear network."""

from functools import reduce

import numpy as np

from .deep_linear import compose


def compose_linear(mats):
    """The one matrix (n_L, n_0) that does what all layers do."""
    return compose(mats)


def reversed_order(mats):
    """You multiply in the order of the list. The matrix that is applied first stands next to the
    input, and that is the right end of the product.
    """
    return compose(mats[::-1])


def transposed(mats):
    """You return the matrix with its axes swapped, as if inputs were rows. It is applied to a
    column: its rows belong to the outputs of the last layer.
    """
    return compose(mats).T


def summed(mats):
    """You add the matrices. Layers that follow one another are applied one to the result of the
    other; adding is what layers side by side do.
    """
    return sum(mats[1:], start=mats[0])


def entry_by_entry(mats):
    """You multiply entry by entry. Applying one layer to the result of another is the matrix
    product.
    """
    return reduce(lambda one, other: one * other, mats)


def last_layer_missing(mats):
    """You stop before the last layer. Every matrix of the list takes part, the last one too."""
    return compose(mats[:-1] or mats)


def first_layer_missing(mats):
    """You leave the first layer out. It is the one that sees the input, and its width is the width
    of your result.
    """
    return compose([np.eye(len(mats[0])), *mats[1:]])


def first_layer_twice(mats):
    """You apply the first layer twice: you begin with it and then go through the whole list. Begin
    with it and go on with the second one.
    """
    return compose([mats[0], *mats])


def relu_between(mats):
    """You cut off the negative numbers between the layers. These layers are linear: nothing stands
    between them.
    """
    return reduce(lambda stack, layer: layer @ np.maximum(stack, 0), mats)


MISTAKES = {
    "compose_linear": [
        reversed_order,
        transposed,
        summed,
        entry_by_entry,
        last_layer_missing,
        first_layer_missing,
        first_layer_twice,
        relu_between,
    ],
}
