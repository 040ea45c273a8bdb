"""The receptive field of a stack of layers.

Write the function and replace each None by your answer.
"""


def receptive_field(layers):
    """Size of the receptive field along one axis, an int.

    layers: a list of (k, s) or (k, s, d), kernel size, stride, dilation; the input side first.
    """
    raise NotImplementedError


side = None

pixels = None

claims = {"a": None}
