"""Receptive fields, layer by layer: a solution."""


def first_and_last(layers, unit):
    """The first and the last input pixel of a unit of the last layer, going down from it."""
    first = last = unit
    for layer in reversed(layers):
        k, s, p = layer[:3]
        d = layer[3] if len(layer) == 4 else 1
        first = first * s - p
        last = last * s - p + (k - 1) * d
    return first, last


def receptive_field_trace(layers):
    """Look at the first two units of each layer."""
    rows = []
    for depth in range(1, len(layers) + 1):
        first, last = first_and_last(layers[:depth], 0)
        second, _ = first_and_last(layers[:depth], 1)
        rows.append((last - first + 1, second - first, first))
    return rows


claims = {"a": True}

why = """
A unit reads a small window of the layer below, but every unit in that window sees a window itself,
so each layer adds to the field. Strides and pooling put neighbouring units further apart on the
input, and these steps multiply, so layers behind them widen the field much faster. That is how
deep units can react to whole objects and other large structures, while units of the first layer
only find edges and textures.
"""
