"""The receptive field of a stack of layers: a solution."""


def receptive_field(layers):
    """Go from the last layer back to the input: n units in a row see how many of the layer below?

    They see (n - 1)·s units between their first windows and their last, and one window more.
    """
    n = 1
    for layer in reversed(layers):
        k, s = layer[0], layer[1]
        d = layer[2] if len(layer) == 3 else 1
        window = d * (k - 1) + 1
        n = (n - 1) * s + window
    return n


side = 9

pixels = 81

claims = {"a": True}
