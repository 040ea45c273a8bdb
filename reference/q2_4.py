"""Answers and known mistakes of q2_4, transposed convolution."""

import numpy as np

from .convolution import dilated_conv2d
from .relations import linear_in_x
from .transposed_convolution import conv_transpose2d, cropped


def flipped_kernel(x, w, stride=1, padding=0):
    """You stamp the kernel flipped. That happens when zeros are put between the pixels and the
    kernel then slides over them as in a convolution; here it is stamped as it is written.
    """
    return conv_transpose2d(x, w[::-1, ::-1], stride, padding)


def transposed_kernel(x, w, stride=1, padding=0):
    """You use the kernel with its axes swapped. What is transposed here is the matrix of the whole
    convolution; the kernel's first axis still runs down the rows.
    """
    return conv_transpose2d(x, w.T, stride, padding)


def stamps_overwrite(x, w, stride=1, padding=0):
    """You let a later stamp replace what an earlier one has left. Where stamps overlap, they are
    added.
    """
    (height, width), (kh, kw) = x.shape, w.shape
    y = np.zeros(((height - 1) * stride + kh, (width - 1) * stride + kw))
    for i, j in np.ndindex(height, width):
        y[i * stride : i * stride + kh, j * stride : j * stride + kw] = x[i, j] * w
    return cropped(y, padding)


def stride_ignored(x, w, stride=1, padding=0):
    """You move the stamp by one pixel whatever the stride says. From one input pixel to the next
    it moves on by `stride` pixels of the output.
    """
    return conv_transpose2d(x, w, 1, padding)


def gap_too_wide(x, w, stride=1, padding=0):
    """You move the stamp one pixel too far: `stride` pixels stay free between two positions. At
    stride 1 neighbouring stamps begin at neighbouring pixels.
    """
    return conv_transpose2d(x, w, stride + 1, padding)


def padding_ignored(x, w, stride=1, padding=0):
    """You leave the padding out. After the stamps are in place, it takes rows and columns away."""
    return conv_transpose2d(x, w, stride)


def padding_adds(x, w, stride=1, padding=0):
    """You put zeros around the input, as an ordinary convolution does. Here the padding belongs to
    the output, and makes it smaller.
    """
    return conv_transpose2d(np.pad(x, padding), w, stride)


def padding_on_one_side(x, w, stride=1, padding=0):
    """You cut the padding off at the top and the left only. Rows and columns go on all four sides,
    so both axes lose twice the padding.
    """
    return conv_transpose2d(x, w, stride)[padding:, padding:]


def ordinary_convolution(x, w, stride=1, padding=0):
    """You run an ordinary convolution, which gathers and makes the image smaller. Go the other
    way: let each input pixel write to all the output pixels that the kernel covers.
    """
    return dilated_conv2d(x, w, 1, stride, padding)


def exact_multiple(x, w, stride=1, padding=0):
    """You make the output `stride` times as large as the input before you cut, and lose the rest of
    the last stamps or add empty rows. Its size follows from where the last stamp ends.
    """
    full = conv_transpose2d(x, w, stride)
    height, width = stride * np.array(x.shape)
    missing = np.maximum(0, [height - full.shape[0], width - full.shape[1]])
    y = np.pad(full, [(0, rest) for rest in missing])
    return cropped(y[:height, :width], padding)


def adjoint(x, w, stride, padding, output):
    """⟨output, z⟩ = ⟨x, conv z⟩ for every image z that the convolution takes to the shape of x."""
    z = np.random.default_rng(0).normal(size=output.shape)
    back = dilated_conv2d(z, w, 1, stride, padding)
    if back.shape == x.shape and not np.isclose((output * z).sum(), (x * back).sum()):
        return (
            "it is not the adjoint of the convolution with the same kernel, stride and padding: "
            "the inner product of your output with an image z is not that of x with the "
            "convolution of z"
        )
    return None


MISTAKES = {
    "conv_transpose2d": [
        flipped_kernel,
        transposed_kernel,
        stamps_overwrite,
        stride_ignored,
        gap_too_wide,
        padding_ignored,
        padding_adds,
        padding_on_one_side,
        ordinary_convolution,
        exact_multiple,
    ],
}
PROPERTIES = {"conv_transpose2d": [adjoint]}
RELATIONS = {"conv_transpose2d": [linear_in_x]}
