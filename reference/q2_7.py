"""Answers and known mistakes of q2_7, depthwise separable convolution."""

import numpy as np

from .separable_convolution import (
    depthwise_conv2d,
    pad_space,
    pointwise_conv2d,
    separable_conv2d,
    windows_of,
)


def pointwise_left_out(x, wd, wp, stride=1, padding=0):
    """You return the maps of the depthwise step. The pointwise step is missing: it mixes them into
    as many maps as `wp` has rows.
    """
    return depthwise_conv2d(x, wd, stride, padding)


def channels_just_added(x, wd, wp, stride=1, padding=0):
    """You add the channels without weighing them, so all your output maps are alike. Each output
    map has a weight for each channel, in its row of `wp`.
    """
    return separable_conv2d(x, wd, np.ones_like(wp), stride, padding)


def channels_added_first(x, wd, wp, stride=1, padding=0):
    """You add the channels up in the depthwise step already. It keeps them apart; the pointwise
    step adds them, each with its own weight.
    """
    maps = depthwise_conv2d(x, wd, stride, padding)
    return pointwise_conv2d(np.broadcast_to(maps.sum(axis=0), maps.shape), wp)


def last_channel_alone(x, wd, wp, stride=1, padding=0):
    """You let each channel replace what the ones before have brought. An output map is the sum over
    all channels.
    """
    return pointwise_conv2d(depthwise_conv2d(x, wd, stride, padding)[-1:], wp[:, -1:])


def pointwise_transposed(x, wd, wp, stride=1, padding=0):
    """You use `wp` with its axes swapped. Its rows belong to the output maps, its columns to the
    channels that go in.
    """
    return pointwise_conv2d(depthwise_conv2d(x, wd, stride, padding), wp.T)


def pointwise_reshaped(x, wd, wp, stride=1, padding=0):
    """You reshape `wp` and read its numbers in another order. Its rows belong to the output maps as
    they are, its columns to the channels that go in.
    """
    maps = depthwise_conv2d(x, wd, stride, padding)
    return pointwise_conv2d(maps, wp.reshape(wp.shape[::-1]).T)


def products_not_added(x, wd, wp, stride=1, padding=0):
    """You multiply a window by its kernel and do not add the products up. In the depthwise step
    each window of a channel gives one number.
    """
    windows = windows_of(pad_space(x, padding), wd.shape[1:], stride)
    return np.einsum("oc,cijab,cab->oijab", wp, windows, wd)


def relu_between(x, wd, wp, stride=1, padding=0):
    """You cut off the negative numbers between the two steps. Here nothing stands between them; the
    pointwise step gets the sums as they are.
    """
    return pointwise_conv2d(np.maximum(depthwise_conv2d(x, wd, stride, padding), 0), wp)


def stride_twice(x, wd, wp, stride=1, padding=0):
    """You apply the stride in both steps. Only the depthwise step moves by it; the pointwise step
    looks at every place that is left.
    """
    return separable_conv2d(x, wd, wp, stride, padding)[:, ::stride, ::stride]


def padding_twice(x, wd, wp, stride=1, padding=0):
    """You pad in both steps, so a frame of zeros stands around your maps. Only the depthwise step
    pads; a 1×1 kernel needs none.
    """
    return pad_space(separable_conv2d(x, wd, wp, stride, padding), padding)


def one_kernel_for_all(x, wd, wp, stride=1, padding=0):
    """You filter every channel with the first kernel. In the depthwise step each channel has a
    kernel of its own, the one with its index.
    """
    return separable_conv2d(x, np.broadcast_to(wd[:1], wd.shape), wp, stride, padding)


def flipped_kernel(x, wd, wp, stride=1, padding=0):
    """You use the kernels flipped: that is convolution as mathematicians define it. Lay each kernel
    on its channel as it is written.
    """
    return separable_conv2d(x, wd[:, ::-1, ::-1], wp, stride, padding)


def stride_ignored(x, wd, wp, stride=1, padding=0):
    """You move the window by one pixel whatever the stride says. In the depthwise step both axes
    advance by `stride` pixels of the input.
    """
    return separable_conv2d(x, wd, wp, 1, padding)


def padding_ignored(x, wd, wp, stride=1, padding=0):
    """You leave the padding out. Put `padding` rows and columns of zeros on every side of a channel
    before its kernel slides over it.
    """
    return separable_conv2d(x, wd, wp, stride)


def channels_padded(x, wd, wp, stride=1, padding=0):
    """You pad the channel axis too, so that channels of zeros come in and each kernel meets the
    wrong channel. Pad the rows and the columns only.
    """
    return separable_conv2d(np.pad(x, padding)[: len(x)], wd, wp, stride)


MISTAKES = {
    "separable_conv2d": [
        pointwise_left_out,
        channels_just_added,
        pointwise_transposed,
        products_not_added,
        relu_between,
        stride_twice,
        padding_twice,
        one_kernel_for_all,
        flipped_kernel,
        stride_ignored,
        padding_ignored,
        channels_padded,
        channels_added_first,
        last_channel_alone,
        pointwise_reshaped,
    ],
}
