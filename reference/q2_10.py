"""Answers and known mistakes of q2_10, receptive fields layer by layer."""

from .field_trace import climb, grown, receptive_field_trace, with_dilation


def own_stride(layers):
    """You let a layer's own stride widen that layer's window. Its window still counts the units of
    the layer below: use the jump from before the layer.
    """

    def step(field, k, s, p, d):
        new = grown(field, k, s, p, d)
        return new._replace(size=field.size + (k - 1) * d * new.jump)

    return climb(step, layers)


def jump_too_early(layers):
    """You update the jump before you use it. The window of a layer, its padding included, still
    counts the units of the layer below: take the jump from before the layer.
    """

    def step(field, k, s, p, d):
        jump = field.jump * s
        return grown(field._replace(jump=jump), k, 1, p, d)

    return climb(step, layers)


def padding_in_own_jumps(layers):
    """You count the padding in steps of the layer's own units. It is laid around the layer below,
    whose units may stand closer together.
    """

    def step(field, k, s, p, d):
        new = grown(field, k, s, p, d)
        return new._replace(start=field.start - p * new.jump)

    return climb(step, layers)


def padding_in_pixels(layers):
    """You count the padding in pixels of the input. A padded unit is as wide as the steps of the
    layer below, measured on the input.
    """

    def step(field, k, s, p, d):
        return grown(field, k, s, p, d)._replace(start=field.start - p)

    return climb(step, layers)


def padding_ignored(layers):
    """You leave the padding out, or do not let the start go below 0. Padding moves the first
    window to the left, beyond the border of the image, so the start becomes negative.
    """
    return [(size, jump, 0) for size, jump, _ in receptive_field_trace(layers)]


def padding_to_the_right(layers):
    """Your starts have the wrong sign. Padding stands before the first pixel, and that pixel has
    the number 0: to the left of it the numbers are negative.
    """
    return [(size, jump, -start) for size, jump, start in receptive_field_trace(layers)]


def padding_widens(layers):
    """You let padding widen the field. It adds places for the window to stand; how far the window
    reaches does not depend on it.
    """

    def step(field, k, s, p, d):
        new = grown(field, k, s, p, d)
        return new._replace(size=new.size + 2 * p * field.jump)

    return climb(step, layers)


def centre_for_start(layers):
    """You return the centre of the first unit's field. The start is the field's first pixel, which
    may lie outside the image.
    """
    trace = receptive_field_trace(layers)
    return [(size, jump, start + (size - 1) / 2) for size, jump, start in trace]


def dilation_ignored(layers):
    """You leave the dilation out. A layer's fourth entry says how far apart the taps of its kernel
    stand, and so how far the kernel reaches.
    """
    return receptive_field_trace([layer[:3] for layer in layers])


def gap_behind_the_last_tap(layers):
    """You take a dilated kernel to be `k` times `d` long. The gaps lie between the taps; behind the
    last one there is none.
    """

    def step(field, k, s, p, d):
        return grown(field, k * d, s, p, 1)

    return climb(step, layers)


def previous_stride_only(layers):
    """You use a single layer's stride as the jump. Strides pile up: measured on the input, the
    distance between two units is the product of all the strides so far.
    """

    def step(field, k, s, p, d):
        return grown(field, k, s, p, d)._replace(jump=s)

    return climb(step, layers)


def strides_added(layers):
    """You add the strides up. One step of a unit is `s` steps of the layer below, each of which is
    a jump of that layer: multiply.
    """

    def step(field, k, s, p, d):
        return grown(field, k, s, p, d)._replace(jump=field.jump + s - 1)

    return climb(step, layers)


def whole_kernels(layers):
    """You add whole kernels. A window already holds the pixel from which it grows, so it adds one
    step fewer than it has taps.
    """

    def step(field, k, s, p, d):
        return grown(field, k + 1, s, p, d)

    return climb(step, layers)


def with_the_input(layers):
    """You put a row for the input in front. There is one row for each layer, and none without a
    layer.
    """
    return [(1, 1, 0), *receptive_field_trace(layers)]


def jump_first(layers):
    """You return the three numbers in another order. First comes the size, then the jump, then the
    start.
    """
    return [(jump, size, start) for size, jump, start in receptive_field_trace(layers)]


def start_first(layers):
    """You put the start first. First comes the size, then the jump, then the start."""
    return [(start, size, jump) for size, jump, start in receptive_field_trace(layers)]


def output_side_first(layers):
    """You read the list from its other end. Its first entry is the layer that sees the input."""
    return receptive_field_trace(layers[::-1])


def one_layer_each(layers):
    """You treat every layer as if it saw the input itself. Each row builds on the row before it."""
    return [receptive_field_trace([with_dilation(layer)])[0] for layer in layers]


MISTAKES = {
    "receptive_field_trace": [
        own_stride,
        padding_in_own_jumps,
        padding_in_pixels,
        padding_ignored,
        padding_to_the_right,
        padding_widens,
        centre_for_start,
        dilation_ignored,
        previous_stride_only,
        strides_added,
        whole_kernels,
        with_the_input,
        output_side_first,
        one_layer_each,
        jump_too_early,
        gap_behind_the_last_tap,
        jump_first,
        start_first,
    ],
}
