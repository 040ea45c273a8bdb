"""How far a unit in a stack of layers sees."""


def receptive_field(layers):
    """Size of a unit's receptive field along one axis, from its first to its last input pixel.

    `layers` holds (kernel, stride) or (kernel, stride, dilation), the layer at the input first:

        1 + Σ_l (k_l - 1) · d_l · Π_{i<l} s_i

    Source: Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks",
    Distill, 2019, equation 2, with k replaced by the extent (k - 1)·d + 1 of a dilated kernel.
    """
    size, jump = 1, 1
    for kernel, stride, dilation in map(with_dilation, layers):
        size += (kernel - 1) * dilation * jump
        jump *= stride
    return size


def with_dilation(layer):
    """The layer as (kernel, stride, dilation); the dilation is 1 unless it is given."""
    kernel, stride, *dilation = layer
    return kernel, stride, *(dilation or [1])
