"""Answers and known mistakes of q2_6, depthwise convolution."""

import numpy as np

from .separable_convolution import depthwise_conv2d, pad_space, windows_of


def row_sums(x, w, stride=1, padding=0):
    """You stop halfway: you add the products along each row of a window and keep these sums apart.
    A window gives one number, the sum of all its products.
    """
    windows = windows_of(pad_space(x, padding), w.shape[1:], stride)
    return np.einsum("cijab,cab->cija", windows, w)


def products_kept(x, w, stride=1, padding=0):
    """You multiply and do not add. A window gives one number, the sum of all its products."""
    windows = windows_of(pad_space(x, padding), w.shape[1:], stride)
    return windows * w[:, None, None]


def one_kernel_for_all(x, w, stride=1, padding=0):
    """You filter every channel with the first kernel. Each channel has a kernel of its own, the one
    with its index.
    """
    return depthwise_conv2d(x, np.broadcast_to(w[:1], w.shape), stride, padding)


def channels_added(x, w, stride=1, padding=0):
    """You add the channels up, as a standard convolution does. Here they stay apart: as many maps
    come out as channels go in.
    """
    return depthwise_conv2d(x, w, stride, padding).sum(axis=0)


def channels_added_axis_kept(x, w, stride=1, padding=0):
    """You add the channels up, as a standard convolution does, and are left with one map. Here they
    stay apart: as many maps come out as channels go in.
    """
    return depthwise_conv2d(x, w, stride, padding).sum(axis=0, keepdims=True)


def kernels_over_all_channels(x, w, stride=1, padding=0):
    """You lay each kernel on all the channels and add them up. A kernel belongs to the channel with
    its index, and sees no other.
    """
    return depthwise_conv2d(np.broadcast_to(x.sum(axis=0), x.shape), w, stride, padding)


def flipped_kernel(x, w, stride=1, padding=0):
    """You use the kernels flipped: that is convolution as mathematicians define it. Lay each kernel
    on its channel as it is written.
    """
    return depthwise_conv2d(x, w[:, ::-1, ::-1], stride, padding)


def transposed_kernel(x, w, stride=1, padding=0):
    """You use the kernels with rows and columns swapped. A kernel's first axis runs down the rows
    of its channel, its second one along the columns.
    """
    return depthwise_conv2d(x, w.swapaxes(1, 2), stride, padding)


def stride_ignored(x, w, stride=1, padding=0):
    """You move the window by one pixel whatever the stride says. Let both axes of the output
    advance by `stride` pixels of the input.
    """
    return depthwise_conv2d(x, w, 1, padding)


def padding_ignored(x, w, stride=1, padding=0):
    """You leave the padding out. Put `padding` rows and columns of zeros on every side of a channel
    before its kernel slides over it.
    """
    return depthwise_conv2d(x, w, stride)


def padding_on_one_side(x, w, stride=1, padding=0):
    """You pad the top and the left only. The zeros belong on all four sides, so both axes grow by
    twice the padding.
    """
    return depthwise_conv2d(np.pad(x, [(0, 0), (padding, 0), (padding, 0)]), w, stride)


def channels_padded(x, w, stride=1, padding=0):
    """You pad the channel axis too, so that channels of zeros come in and each kernel meets the
    wrong channel. Pad the rows and the columns only.
    """
    return depthwise_conv2d(np.pad(x, padding)[: len(x)], w, stride)


MISTAKES = {
    "depthwise_conv2d": [
        row_sums,
        products_kept,
        one_kernel_for_all,
        channels_added,
        flipped_kernel,
        transposed_kernel,
        stride_ignored,
        padding_ignored,
        padding_on_one_side,
        channels_padded,
        channels_added_axis_kept,
        kernels_over_all_channels,
    ],
}
