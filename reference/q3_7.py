"""Answers and known mistakes of q3_7, a convolution layer."""

import numpy as np

from .image_convolution import conv2d
from .relations import affine_in_x, moves_with_the_image


def flipped_kernel(x, w, b, stride=1, padding=0):
    """You use the kernels flipped: that is convolution as mathematicians define it. Lay each kernel
    on the image as it is written.
    """
    return conv2d(x, w[:, :, ::-1, ::-1], b, stride, padding)


def transposed_kernel(x, w, b, stride=1, padding=0):
    """You use the kernels with their last two axes swapped. The first of these runs down the rows
    of the image, the second one along its columns.
    """
    return conv2d(x, w.swapaxes(2, 3), b, stride, padding)


def bias_left_out(x, w, b, stride=1, padding=0):
    """You leave the bias out. Each output channel has one number that is added to every pixel of
    it.
    """
    return conv2d(x, w, 0 * b, stride, padding)


def bias_for_each_channel(x, w, b, stride=1, padding=0):
    """You add the bias once for every input channel. Add it once, after the sum over the
    channels.
    """
    return conv2d(x, w, len(x) * b, stride, padding)


def channels_averaged(x, w, b, stride=1, padding=0):
    """You average over the input channels. Their contributions add up; if a mean is wanted, the
    weights can learn it.
    """
    return conv2d(x, w / len(x), b, stride, padding)


def first_channel_only(x, w, b, stride=1, padding=0):
    """You read one input channel only. Each output pixel looks through its window at all of them,
    with a slice of the kernel for each.
    """
    return conv2d(x[:1], w[:, :1], b, stride, padding)


def stride_ignored(x, w, b, stride=1, padding=0):
    """You move the window by one pixel whatever the stride says. Let both axes of the output
    advance by `stride` pixels of the input.
    """
    return conv2d(x, w, b, 1, padding)


def stride_along_columns_only(x, w, b, stride=1, padding=0):
    """You skip columns, but not rows. The stride holds for both axes of the image."""
    return conv2d(x, w, b, 1, padding)[:, :, ::stride]


def window_over_the_border(x, w, b, stride=1, padding=0):
    """Your last windows hang over the border. Where the stride does not divide what is left, the
    remaining pixels are not visited: round the size down.
    """
    x = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    missing = [-(side - k) % stride for side, k in zip(x.shape[1:], w.shape[2:], strict=True)]
    return conv2d(np.pad(x, [(0, 0), (0, missing[0]), (0, missing[1])]), w, b, stride)


def padding_ignored(x, w, b, stride=1, padding=0):
    """You leave the padding out. Put `padding` rows and columns of zeros on every side of each
    channel before the kernel slides over it.
    """
    return conv2d(x, w, b, stride)


def padding_on_one_side(x, w, b, stride=1, padding=0):
    """You pad the top and the left only. The zeros belong on all four sides, so both axes grow by
    twice the padding.
    """
    return conv2d(np.pad(x, [(0, 0), (padding, 0), (padding, 0)]), w, b, stride)


def padding_of_channels(x, w, b, stride=1, padding=0):
    """You pad the axis of the channels as well, so the image has more channels than the kernel. Pad
    the last two axes only.
    """
    x = np.pad(x, padding)
    if len(x) != w.shape[1]:
        raise ValueError("the image and the kernels differ in their number of channels")
    return conv2d(x, w, b, stride)


def bias_for_each_channel_and_tap(x, w, b, stride=1, padding=0):
    """You add the bias at every tap of the kernel. Add it once, after the sum over taps and
    channels.
    """
    return conv2d(x, w, w[0].size * b, stride, padding)


def last_channel_left_out(x, w, b, stride=1, padding=0):
    """You leave out the last input channel. Look where your loop over the channels ends."""
    return conv2d(x[:-1], w[:, :-1], b, stride, padding)


def bias_for_each_tap(x, w, b, stride=1, padding=0):
    """You add the bias at every tap of the kernel. Add it once, after the sum over taps and
    channels.
    """
    return conv2d(x, w, w[0, 0].size * b, stride, padding)


MISTAKES = {
    "conv2d": [
        flipped_kernel,
        transposed_kernel,
        bias_left_out,
        bias_for_each_channel,
        channels_averaged,
        first_channel_only,
        stride_ignored,
        stride_along_columns_only,
        window_over_the_border,
        padding_ignored,
        padding_on_one_side,
        padding_of_channels,
        bias_for_each_channel_and_tap,
        last_channel_left_out,
        bias_for_each_tap,
    ],
}
RELATIONS = {"conv2d": [affine_in_x, moves_with_the_image]}
