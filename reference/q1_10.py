"""Answers and known mistakes of q1_10: sizes, receptive field and padding."""

from math import ceil

from .layer_sizes import conv_out_size, layer_inputs, visible_inputs


def steps_not_places(n, k, s=1, p=0, d=1):
    """You count the steps from the first window to the last. The first window stands before any
    step is made, so there is one place more.
    """
    return max(0, conv_out_size(n, k, s, p, d) - 1)


def rounded_up(n, k, s=1, p=0, d=1):
    """You round up. A last step that cannot be made in full would carry the window over the border,
    so what is left over is not used.
    """
    return max(0, ceil((n + 2 * p - d * (k - 1) - 1) / s) + 1)


def not_floored(n, k, s=1, p=0, d=1):
    """You do not round. A window cannot stand at a fraction of a place."""
    return max(0, (n + 2 * p - d * (k - 1) - 1) / s + 1)


def floored_below_zero(n, k, s=1, p=0, d=1):
    """You let the formula run on where the window does not fit, and it gives a number below 0. An
    output that has no place is empty.
    """
    return (n + 2 * p - d * (k - 1) - 1) // s + 1


def cut_towards_zero(n, k, s=1, p=0, d=1):
    """You round towards 0, as `int` does, so a window that is a little too large still finds a
    place. Ask first whether it fits at all.
    """
    return max(0, int((n + 2 * p - d * (k - 1) - 1) / s) + 1)


def padding_once(n, k, s=1, p=0, d=1):
    """You count the padding once. It is put on each end of the input."""
    return conv_out_size(n + p, k, s, 0, d)


def padding_ignored(n, k, s=1, p=0, d=1):
    """You leave the padding out. It makes the input longer before the window runs over it."""
    return conv_out_size(n, k, s, 0, d)


def dilation_ignored(n, k, s=1, p=0, d=1):
    """You leave the dilation out. Taps that stand apart make the window longer than k."""
    return conv_out_size(n, k, s, p)


def every_tap_with_a_gap(n, k, s=1, p=0, d=1):
    """You take k·d for the length of the window. Behind the last tap there is no gap."""
    return conv_out_size(n, k * d, s, p)


def one_too_long(n, k, s=1, p=0, d=1):
    """You forget that the first tap itself takes a position, so your window is one too short. Write
    down its length for k = 1.
    """
    return conv_out_size(n + 1, k, s, p, d)


def nominal_field(layers, n, i):
    """You return the size of the receptive field, wherever the unit lies. Near the border a part of
    it lies outside the input.
    """
    field, jump = 1, 1
    for k, s, _ in layers:
        field, jump = field + (k - 1) * jump, jump * s
    return field if exists(layers, n, i) else 0


def clipped_interval(layers, n, i):
    """You cut the receptive field off at the border and count everything that lies in it. Inputs in
    gaps, and those behind another layer's padding, are in that stretch and yet not connected.
    """
    first = last = i
    for k, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + k - 1
    return max(0, min(last, n - 1) - max(first, 0) + 1) if exists(layers, n, i) else 0


def padding_connects(layers, n, i):
    """You count positions of the padding as if they were inputs. They hold zeros, and are connected
    to nothing.
    """
    return len(traced(layers, i)) if exists(layers, n, i) else 0


def only_the_inputs_border(layers, n, i):
    """You leave padding out at the input only. Between two layers it is connected to nothing
    either, so drop what does not exist in every layer.
    """
    real = [q for q in traced(layers, i) if 0 <= q < n]
    return len(real) if exists(layers, n, i) else 0


def ways_counted(layers, n, i):
    """You count the ways to the inputs. Where windows overlap, several of them lead to the same
    input, and it counts once.
    """
    units = [i] if exists(layers, n, i) else []
    for (k, s, p), size in downwards(layers, n):
        units = [q for u in units for q in window([u], k, s, p) if 0 <= q < size]
    return len(units)


def existence_unasked(layers, n, i):
    """You do not ask whether the unit exists. The last layer has only as many units as windows fit;
    a unit beyond them sees nothing.
    """
    units = {i}
    for (k, s, p), size in downwards(layers, n):
        units = {q for q in window(units, k, s, p) if 0 <= q < size}
    return len(units)


def padding_left_out(layers, n, i):
    """You leave the padding out altogether. It is connected to nothing, and yet it shifts the
    windows: the first one begins before the first real position.
    """
    return visible_inputs([(k, s, 0) for k, s, _ in layers], n, i)


def stride_left_out(layers, n, i):
    """You move the windows by one position whatever the stride says. Window number u begins u times
    the stride further than the first one.
    """
    return visible_inputs([(k, 1, p) for k, _, p in layers], n, i)


def output_side_first(layers, n, i):
    """You read the list from its other end. Its first entry is the layer that sees the input."""
    return visible_inputs(layers[::-1], n, i)


def exists(layers, n, i):
    """Whether the last layer has a unit i."""
    return i < layer_inputs(layers, n)[-1]


def downwards(layers, n):
    """The layers from the last to the first, each with the size of its input."""
    return zip(layers[::-1], layer_inputs(layers, n)[-2::-1], strict=True)


def window(units, k, s, p):
    """What the units read of the layer below, padding included."""
    return {u * s - p + tap for u in units for tap in range(k)}


def traced(layers, i):
    """Every position to which unit i leads back, inside and outside the layers."""
    units = {i}
    for k, s, p in reversed(layers):
        units = window(units, k, s, p)
    return units


MISTAKES = {
    "conv_out_size": [
        steps_not_places,
        rounded_up,
        not_floored,
        floored_below_zero,
        cut_towards_zero,
        padding_once,
        padding_ignored,
        dilation_ignored,
        every_tap_with_a_gap,
        one_too_long,
    ],
    "visible_inputs": [
        nominal_field,
        clipped_interval,
        padding_connects,
        only_the_inputs_border,
        ways_counted,
        existence_unasked,
        padding_left_out,
        stride_left_out,
        output_side_first,
    ],
}
