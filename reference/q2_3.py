"""Answers and known mistakes of q2_3, dilated convolution."""

import numpy as np

from .convolution import dilated_conv2d
from .relations import linear_in_x, moves_with_the_image


def no_dilation(x, w, dilation=1, stride=1, padding=0):
    """You slide the kernel as it is, without its gaps. Let each step from tap to tap go `dilation`
    pixels along the input.
    """
    return dilated_conv2d(x, w, 1, stride, padding)


def rows_alone(x, w, dilation=1, stride=1, padding=0):
    """You spread the taps along one axis only. The rate holds for both: rows and columns of taps
    stand `dilation` pixels apart.
    """
    spread = np.zeros(((w.shape[0] - 1) * dilation + 1, w.shape[1]))
    spread[::dilation] = w
    return dilated_conv2d(x, spread, 1, stride, padding)


def dilation_as_stride(x, w, dilation=1, stride=1, padding=0):
    """You move the window further where its taps should stand further apart. The stride says how
    far the window moves; the dilation says which pixels inside it are read.
    """
    return dilated_conv2d(x, w, 1, stride * dilation, padding)


def gap_too_wide(x, w, dilation=1, stride=1, padding=0):
    """Your gaps are one pixel too wide: you skip `dilation` pixels between two taps. The rate is
    the distance from one tap to the next, so at rate 1 nothing is skipped.
    """
    return dilated_conv2d(x, w, dilation + 1, stride, padding)


def size_without_gaps(x, w, dilation=1, stride=1, padding=0):
    """You compute the output's size from the kernel without its gaps, so your last windows hang
    over the border. Use the extent that the kernel has with its gaps.
    """
    gaps = (np.array(w.shape) - 1) * (dilation - 1)
    x = np.pad(np.pad(x, padding), [(0, gap) for gap in gaps])
    return dilated_conv2d(x, w, dilation, stride)


def full_size(x, w, dilation=1, stride=1, padding=0):
    """You let the kernel hang over the border all round. Count only the places where it lies within
    the padded image, gaps included.
    """
    reach = (np.array(w.shape) - 1) * dilation
    x = np.pad(np.pad(x, padding), [(side, side) for side in reach])
    return dilated_conv2d(x, w, dilation, stride)


def size_kept(x, w, dilation=1, stride=1, padding=0):
    """You pad as much as keeps the image's size, whatever `padding` says. Put just `padding` zeros
    on each side; the output may be smaller.
    """
    reach = (np.array(w.shape) - 1) * dilation
    x = np.pad(x, [(side // 2, side - side // 2) for side in reach])
    return dilated_conv2d(x, w, dilation, stride)


def square_kernel(x, w, dilation=1, stride=1, padding=0):
    """You take as many columns of taps as the kernel has rows. It need not be square: let rows and
    columns run to their own ends.
    """
    columns = np.arange(w.shape[1])
    return dilated_conv2d(x, w * (columns < len(w)), dilation, stride, padding)


def flipped_kernel(x, w, dilation=1, stride=1, padding=0):
    """You use the kernel flipped: that is convolution as mathematicians define it. Lay the kernel
    on the input as it is written.
    """
    return dilated_conv2d(x, w[::-1, ::-1], dilation, stride, padding)


def transposed_kernel(x, w, dilation=1, stride=1, padding=0):
    """You use the kernel with its axes swapped. Its first axis runs down the rows of x, its second
    one along the columns.
    """
    return dilated_conv2d(x, w.T, dilation, stride, padding)


def stride_ignored(x, w, dilation=1, stride=1, padding=0):
    """You move the window by one pixel whatever the stride says. Let both axes of the output
    advance by `stride` pixels of the input.
    """
    return dilated_conv2d(x, w, dilation, 1, padding)


def padding_ignored(x, w, dilation=1, stride=1, padding=0):
    """You leave the padding out. Put `padding` rows and columns of zeros on every side of x before
    the kernel slides over it.
    """
    return dilated_conv2d(x, w, dilation, stride)


def padding_on_one_side(x, w, dilation=1, stride=1, padding=0):
    """You pad the top and the left only. The zeros belong on all four sides, so both axes grow by
    twice the padding.
    """
    return dilated_conv2d(np.pad(x, [(padding, 0), (padding, 0)]), w, dilation, stride)


MISTAKES = {
    "dilated_conv2d": [
        no_dilation,
        dilation_as_stride,
        gap_too_wide,
        size_without_gaps,
        flipped_kernel,
        transposed_kernel,
        stride_ignored,
        padding_ignored,
        padding_on_one_side,
        rows_alone,
        full_size,
        size_kept,
        square_kernel,
    ],
}
RELATIONS = {"dilated_conv2d": [linear_in_x, moves_with_the_image]}
