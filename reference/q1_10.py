"""Answers and known mistakes of q1_10: sizes, receptive field and padding."""

from math import ceil

from .layer_sizes import conv_out_size, layer_inputs, visible_inputs
from .receptive_field import receptive_field


def steps_not_places(n, k, s=1, p=0, d=1):
    """You count the steps from the first window to the last. The first window stands before any
    step is made, so there is one place more.
    """
    return max(0, conv_out_size(n, k, s, p, d) - 1)


def rounded_up(n, k, s=1, p=0, d=1):
    """You round up. A last step that cannot be made in full would carry the window over the border,
    so what is left over is not used.
    """
    return max(0, ceil(spare(n, k, p, d) / s) + 1)


def fitting_rounded_up(n, k, s=1, p=0, d=1):
    """You round up. A last step that cannot be made in full would carry the window over the border,
    so what is left over is not used.
    """
    return ceil(spare(n, k, p, d) / s) + 1 if spare(n, k, p, d) >= 0 else 0


def rounded_to_nearest(n, k, s=1, p=0, d=1):
    """You round to the nearest whole number. A last step that cannot be made in full would carry
    the window over the border, however little is missing.
    """
    return round(spare(n, k, p, d) / s) + 1 if spare(n, k, p, d) >= 0 else 0


def not_floored(n, k, s=1, p=0, d=1):
    """You do not round. A window cannot stand at a fraction of a place."""
    return max(0, spare(n, k, p, d) / s + 1)


def fitting_not_floored(n, k, s=1, p=0, d=1):
    """You do not round. A window cannot stand at a fraction of a place."""
    return spare(n, k, p, d) / s + 1 if spare(n, k, p, d) >= 0 else 0


def one_added_too_early(n, k, s=1, p=0, d=1):
    """You add the first window before you divide by the stride. The steps are counted first; the
    place before any step comes on top of them.
    """
    return max(0, (spare(n, k, p, d) + 1) // s)


def divided_too_early(n, k, s=1, p=0, d=1):
    """You divide the input's length by the stride and take the window off afterwards. The stride
    divides the way that is left when the first window stands.
    """
    fits = spare(n, k, p, d) >= 0
    return (n + 2 * p) // s - d * (k - 1) if fits else 0


def floored_below_zero(n, k, s=1, p=0, d=1):
    """You let the formula run on where the window does not fit, and it gives a number below 0. An
    output that has no place is empty.
    """
    return spare(n, k, p, d) // s + 1


def cut_towards_zero(n, k, s=1, p=0, d=1):
    """You round towards 0, as `int` does, so a window that is a little too large still finds a
    place. Ask first whether it fits at all.
    """
    return max(0, int(spare(n, k, p, d) / s) + 1)


def never_empty(n, k, s=1, p=0, d=1):
    """You return at least 1. Where not even the first window fits, the output is empty."""
    return max(1, conv_out_size(n, k, s, p, d))


def exact_fit_refused(n, k, s=1, p=0, d=1):
    """You find no place for a window that is just as long as the padded input. It fits, once."""
    return conv_out_size(n, k, s, p, d) if spare(n, k, p, d) != 0 else 0


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


def half_kernel_at_each_end(n, k, s=1, p=0, d=1):
    """You take half a kernel off at each end. That is right for odd kernels only; a kernel with an
    even size has no tap in its middle.
    """
    return max(0, (n + 2 * p - 2 * (k // 2) * d - 1) // s + 1)


def size_kept(n, k, s=1, p=0, d=1):
    """You divide the input's size by the stride, as if the padding were chosen to make up for the
    window. Here the padding is given, and the window takes its share.
    """
    return ceil(n / s) if spare(n, k, p, d) >= 0 else 0


def nominal_field(layers, n, i):
    """You return the size of the receptive field, wherever the unit lies. Near the border a part of
    it lies outside the input.
    """
    return receptive_field([(k, s) for k, s, _ in layers]) if exists(layers, n, i) else 0


def nominal_field_of_any(layers, n, i):
    """You return the size of the receptive field, whichever unit is asked for. Near the border a
    part of it lies outside the input, and a unit that does not exist sees nothing.
    """
    return receptive_field([(k, s) for k, s, _ in layers])


def nominal_field_cut(layers, n, i):
    """You return the size of the receptive field, but no more than the input. Follow unit i itself:
    near the border a part of its field lies outside, wherever the input ends.
    """
    return min(n, nominal_field(layers, n, i))


def nominal_field_of_any_cut(layers, n, i):
    """You return the size of the receptive field, but no more than the input. Follow unit i itself:
    near the border a part of its field lies outside, and a unit that does not exist sees nothing.
    """
    return min(n, nominal_field_of_any(layers, n, i))


def clipped_interval(layers, n, i):
    """You cut the receptive field off at the border and count everything that lies in it. Inputs in
    gaps, and those behind another layer's padding, are in that stretch and yet not connected.
    """
    first = last = i
    for k, s, p in reversed(layers):
        first, last = first * s - p, last * s - p + k - 1
    return max(0, min(last, n - 1) - max(first, 0) + 1) if exists(layers, n, i) else 0


def clipped_at_each_layer(layers, n, i):
    """You follow the first and the last position and count everything between them. Inputs in the
    gaps between windows lie there too, and yet are not connected.
    """
    first = last = i
    for (k, s, p), size in downwards(layers, n):
        first, last = max(0, first * s - p), min(size - 1, last * s - p + k - 1)
        if first > last:
            return 0
    return last - first + 1 if exists(layers, n, i) else 0


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


def inputs_width_everywhere(layers, n, i):
    """You let every layer end where the input ends. Each layer has a size of its own, and what lies
    beyond it is padding.
    """
    return followed(layers, n, i, lambda q, _: 0 <= q < n) if exists(layers, n, i) else 0


def upper_border_unchecked(layers, n, i):
    """You drop what lies before position 0 and keep what lies behind the last one. A layer ends on
    both sides.
    """
    return followed(layers, n, i, lambda q, _: q >= 0) if exists(layers, n, i) else 0


def lower_border_unchecked(layers, n, i):
    """You drop what lies behind the last position and keep what lies before position 0. A layer
    ends on both sides.
    """
    return followed(layers, n, i, lambda q, size: q < size) if exists(layers, n, i) else 0


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
    return followed(layers, n, i)


def last_unit_refused(layers, n, i):
    """You take the last unit for one that does not exist. Units are counted from 0: of m units the
    last one is number m - 1.
    """
    return visible_inputs(layers, n, i) if exists(layers, n, i + 1) else 0


def counted_from_one(layers, n, i):
    """You count the units from 1. The first one is number 0, and its window begins where the padded
    input begins.
    """
    return followed(layers, n, i - 1) if exists(layers, n, i) else 0


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


def padding_at_one_end(layers, n, i):
    """You put the padding at the beginning only, so your layers have too few units. It is put on
    each end.
    """
    sizes = [n]
    for k, s, p in layers:
        sizes.append(conv_out_size(sizes[-1] + p, k, s))
    units = {i} if i < sizes[-1] else set()
    for (k, s, p), size in zip(layers[::-1], sizes[-2::-1], strict=True):
        units = {q for q in window(units, k, s, p) if 0 <= q < size}
    return len(units)


def window_too_short(layers, n, i):
    """Your windows are one tap too short. A window of k taps that begins at position a ends at
    a + k - 1, and that one belongs to it.
    """
    units = {i} if exists(layers, n, i) else set()
    for (k, s, p), size in downwards(layers, n):
        units = {q for q in window(units, k - 1, s, p) if 0 <= q < size}
    return len(units)


def window_centred(layers, n, i):
    """You put the middle of the window on position i times the stride. The first window begins
    where the padded input begins, so the padding says where its middle lies.
    """
    units = {i} if exists(layers, n, i) else set()
    for (k, s, _), size in downwards(layers, n):
        units = {q for q in window(units, k, s, k // 2) if 0 <= q < size}
    return len(units)


def output_side_first(layers, n, i):
    """You read the list from its other end. Its first entry is the layer that sees the input."""
    return visible_inputs(layers[::-1], n, i)


def exists(layers, n, i):
    """Whether the last layer has a unit i."""
    return i < layer_inputs(layers, n)[-1]


def followed(layers, n, i, kept=lambda q, size: 0 <= q < size):
    """How many positions unit i leads back to, if these are `kept` of a layer of some size."""
    units = {i}
    for (k, s, p), size in downwards(layers, n):
        units = {q for q in window(units, k, s, p) if kept(q, size)}
    return len(units)


def spare(n, k, p, d):
    """Positions of the padded input that one window leaves free; negative where it does not fit."""
    return n + 2 * p - d * (k - 1) - 1


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
        fitting_rounded_up,
        rounded_to_nearest,
        fitting_not_floored,
        one_added_too_early,
        divided_too_early,
        never_empty,
        exact_fit_refused,
        half_kernel_at_each_end,
        size_kept,
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
        nominal_field_of_any,
        nominal_field_cut,
        nominal_field_of_any_cut,
        clipped_at_each_layer,
        inputs_width_everywhere,
        upper_border_unchecked,
        lower_border_unchecked,
        last_unit_refused,
        counted_from_one,
        padding_at_one_end,
        window_too_short,
        window_centred,
    ],
}
