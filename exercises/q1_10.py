"""Sizes, receptive field and padding.

Write the two functions and replace each None by your answer.
"""


def conv_out_size(n, k, s=1, p=0, d=1):
    """Size of a layer's output along one axis, an int.

    n: size of the input
    k, s, p, d: kernel size, stride, padding on each side, dilation
    """
    raise NotImplementedError


width_same = None

width_strided = None

width_padded = None

field = None


def visible_inputs(layers, n, i):
    """How many real input positions are connected to unit i of the last layer, an int.

    layers: a list of (k, s, p), kernel size, stride, padding on each side; the input side first
    n: size of the input
    i: the unit's place in the last layer, counted from 0
    """
    raise NotImplementedError


claims = {"a": None, "b": None}
