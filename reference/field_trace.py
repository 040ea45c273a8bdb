"""How receptive fields grow from layer to layer, along one axis."""

from typing import NamedTuple


class Field(NamedTuple):
    """A layer's units, seen from the input: the pixels that one of them spans (`size`), the pixels
    from one unit to the next (`jump`), and the first pixel of the first unit (`start`).
    """

    size: int
    jump: int
    start: int


# A pixel of the input sees itself.
PIXEL = Field(size=1, jump=1, start=0)


def receptive_field_trace(layers):
    """The (size, jump, start) of each of the layers (k, s, p) or (k, s, p, d), the input's first.

    Source: Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks",
    Distill, 2019, with k - 1 replaced by (k - 1)·d for a dilated kernel.
    """
    return climb(grown, layers)


def grown(field, k, s, p, d):
    """The field one layer higher."""
    return Field(
        size=field.size + (k - 1) * d * field.jump,
        jump=field.jump * s,
        start=field.start - p * field.jump,
    )


def climb(step, layers):
    """The fields after each layer as tuples; `step` finds one from the field below and a layer."""
    field, found = PIXEL, []
    for layer in layers:
        field = step(field, *with_dilation(layer))
        found.append(tuple(field))
    return found


def with_dilation(layer):
    """The layer as (k, s, p, d); the dilation is 1 unless it is given."""
    k, s, p, *d = layer
    return k, s, p, *(d or [1])
