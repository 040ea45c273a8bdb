"""Receptive fields, layer by layer.

Write the function and replace each None by your answer.
"""


def receptive_field_trace(layers):
    """The (size, jump, start) of each layer's units, along one axis.

    layers: a list of (k, s, p) or (k, s, p, d), kernel size, stride, padding, dilation; the input
    side first
    returns: a list of tuples (size, jump, start), three ints for each layer
    """
    raise NotImplementedError


claims = {"a": None}

why = None
