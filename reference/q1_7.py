"""Answers and known mistakes of q1_7, the receptive field of a stack of layers."""

from math import prod

from .receptive_field import receptive_field, with_dilation


def own_stride(layers):
    """You let a layer's own stride widen that layer's window. A stride spreads the units of the
    layers that come after it: multiply by the strides of the earlier layers only.
    """
    size, jump = 1, 1
    for kernel, stride, dilation in map(with_dilation, layers):
        jump *= stride
        size += (kernel - 1) * dilation * jump
    return size


def strides_ignored(layers):
    """You add the layers up as if every stride were 1. After a strided layer, neighbouring units
    stand further apart on the input, so each later step reaches further.
    """
    return receptive_field([(kernel, 1, *rest) for kernel, _, *rest in layers])


def previous_stride_only(layers):
    """You use the stride of the one layer before. Strides pile up: the distance between two units,
    measured on the input, depends on all the layers below them.
    """
    size, jump = 1, 1
    for kernel, stride, dilation in map(with_dilation, layers):
        size += (kernel - 1) * dilation * jump
        jump = stride
    return size


def strides_added(layers):
    """You add the strides up. A step in a deeper layer is `stride` steps of the layer below, each
    of which has been stretched already: multiply.
    """
    size, jump = 1, 1
    for kernel, stride, dilation in map(with_dilation, layers):
        size += (kernel - 1) * dilation * jump
        jump += stride
    return size


def strides_less_one_added(layers):
    """You add up what each stride has over 1. A step in a deeper layer is `stride` steps of the
    layer below, each of which has been stretched already: multiply.
    """
    size, jump = 1, 1
    for kernel, stride, dilation in map(with_dilation, layers):
        size += (kernel - 1) * dilation * jump
        jump += stride - 1
    return size


def dilation_ignored(layers):
    """You leave the dilation out. A layer's third entry says how far apart the taps of its kernel
    stand, and so how far the kernel reaches.
    """
    return receptive_field([(kernel, stride) for kernel, stride, *_ in layers])


def gap_behind_the_last_tap(layers):
    """You take a dilated kernel to be `k` times `d` long. The gaps lie between the taps; behind the
    last one there is none.
    """
    size, jump = 1, 1
    for kernel, stride, dilation in map(with_dilation, layers):
        size += (kernel * dilation - 1) * jump
        jump *= stride
    return size


def dilation_as_stride(layers):
    """You let a dilation spread the units of later layers, as a stride does. It spreads the taps of
    its own kernel only.
    """
    size, jump = 1, 1
    for kernel, stride, dilation in map(with_dilation, layers):
        size += (kernel - 1) * dilation * jump
        jump *= stride * dilation
    return size


def output_side_first(layers):
    """You read the list from its other end. Its first entry is the layer that sees the input, and
    its stride counts for all the others.
    """
    return receptive_field(layers[::-1])


def first_layer_twice(layers):
    """You count the first layer twice: you begin with its kernel and then add that layer again.
    Begin with what a unit sees before there is any layer.
    """
    return receptive_field(layers) + receptive_field(layers[:1]) - 1


def whole_kernels(layers):
    """You add whole kernels. A window already holds the pixel from which it grows, so it adds one
    step fewer than it has taps.
    """
    layers = [with_dilation(layer) for layer in layers]
    jumps = [prod(stride for _, stride, _ in layers[:i]) for i in range(len(layers))]
    return 1 + sum(k * d * jump for (k, _, d), jump in zip(layers, jumps, strict=True))


def whole_kernels_alone(layers):
    """You add whole kernels and begin with nothing. Begin with the pixel that a unit sees before
    there is any layer; a window then adds one step fewer than it has taps.
    """
    return whole_kernels(layers) - 1


def kernels_summed(layers):
    """You add up the sizes of the kernels. Their windows overlap, and after a stride each step of a
    later layer covers several pixels.
    """
    return sum(kernel for kernel, *_ in layers)


def kernels_multiplied(layers):
    """You multiply the sizes of the kernels. Each layer adds to the field what its window reaches
    beyond one unit of the layer below.
    """
    return prod(kernel for kernel, *_ in layers)


def pixels_for_side(layers):
    """You return how many pixels lie in the square field. The size along one axis is asked for, so
    do not square it.
    """
    return receptive_field(layers) ** 2


MISTAKES = {
    "receptive_field": [
        own_stride,
        strides_ignored,
        previous_stride_only,
        dilation_ignored,
        output_side_first,
        first_layer_twice,
        whole_kernels,
        whole_kernels_alone,
        pixels_for_side,
        strides_added,
        strides_less_one_added,
        gap_behind_the_last_tap,
        dilation_as_stride,
        kernels_summed,
        kernels_multiplied,
    ],
}
