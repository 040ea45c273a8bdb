"""Answers and known mistakes of q5_5, four small filters.

The same slip can be made with several kernels; the ending of a mistake's name says with which.
"""

import numpy as np

from .convolution import dilated_conv2d
from .filters import EDGES, IDENTITY, MEAN, RIGHT_NEIGHBOUR, filtered


def apply_k1(img):
    """The image itself, (H, W)."""
    return filtered(img, IDENTITY)


def apply_k2(img):
    """Each pixel's right neighbour, (H, W)."""
    return filtered(img, RIGHT_NEIGHBOUR)


def apply_k3(img):
    """Eight times each pixel, less its eight neighbours, (H, W)."""
    return filtered(img, EDGES)


def apply_k4(img):
    """The mean of each pixel and its eight neighbours, (H, W)."""
    return filtered(img, MEAN)


def border_at_zero(img, kernel):
    """The filter, run over the pixels that have all their neighbours; the others stay 0."""
    y = np.zeros(img.shape)
    y[1:-1, 1:-1] = dilated_conv2d(img, kernel)
    return y


def border_repeated(img, kernel):
    """The filter with the image's outermost pixels repeated around it."""
    return dilated_conv2d(np.pad(img, 1, mode="edge"), kernel)


def border_wrapped(img, kernel):
    """The filter with the image's opposite side around it."""
    return dilated_conv2d(np.pad(img, 1, mode="wrap"), kernel)


def smaller_image_k1(img):
    """You put no zeros around the image, so its border is lost. The output has its shape."""
    return dilated_conv2d(img, IDENTITY)


def blank_border_k1(img):
    """You leave out the pixels at the border, and they stay 0. The window stands there too, with
    zeros where it hangs over.
    """
    return border_at_zero(img, IDENTITY)


def larger_image_k1(img):
    """You return the image with its frame of zeros. The frame is read, not given back."""
    return np.pad(img, 1)


def flipped_k2(img):
    """You read the pixel to the left, as with a flipped kernel. Lay the kernel on the image as it
    is written: on which side of the middle is its 1?
    """
    return filtered(img, RIGHT_NEIGHBOUR[:, ::-1])


def neighbour_below_k2(img):
    """You move the rows. The kernel's 1 stands in its middle row, so only columns are moved."""
    return filtered(img, RIGHT_NEIGHBOUR.T)


def wrapped_k2(img):
    """You let the column that is pushed out come in again on the other side, as `np.roll` does.
    Outside the image there are zeros.
    """
    return border_wrapped(img, RIGHT_NEIGHBOUR)


def repeated_k2(img):
    """You repeat the column at the border. Outside the image there are zeros."""
    return border_repeated(img, RIGHT_NEIGHBOUR)


def smaller_image_k2(img):
    """You put no zeros around the image, so the output is smaller. It has the image's shape."""
    return dilated_conv2d(img, RIGHT_NEIGHBOUR)


def blank_border_k2(img):
    """You leave out the pixels at the border, and all of them stay 0. The window stands there too,
    with zeros where it hangs over.
    """
    return border_at_zero(img, RIGHT_NEIGHBOUR)


def two_entries_joined_k3(img):
    """You read the first two entries of the top row as one sum, -1 - 1, and the row as -2, -1 and
    nothing more. A space is missing there: the row has three entries, all -1.
    """
    return filtered(img, np.array([[-2, -1, 0], [-1, 8, -1], [-1, -1, -1]]))


def four_neighbours_k3(img):
    """You compare a pixel with the four neighbours that share a side with it. This kernel also
    reads the four at its corners.
    """
    return filtered(img, np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]]))


def sharpened_k3(img):
    """You add the edges to the image, as for sharpening. That takes a 9 in the middle; here a
    uniform area gives 0, away from the border.
    """
    return filtered(img, EDGES + IDENTITY)


def opposite_sign_k3(img):
    """You take the neighbours less the pixel. In this kernel the middle is positive and the
    neighbours are negative.
    """
    return -filtered(img, EDGES)


def nothing_below_zero_k3(img):
    """You cut the values off at 0. On the dark side of an edge they are negative, and stay so."""
    return np.maximum(filtered(img, EDGES), 0)


def repeated_k3(img):
    """You repeat the outermost pixels around the image, so its border is no edge. Outside the image
    there are zeros.
    """
    return border_repeated(img, EDGES)


def smaller_image_k3(img):
    """You put no zeros around the image, so the output is smaller. It has the image's shape."""
    return dilated_conv2d(img, EDGES)


def blank_border_k3(img):
    """You leave out the pixels at the border, and they stay 0. The window stands there too, with
    zeros where it hangs over.
    """
    return border_at_zero(img, EDGES)


def not_divided_k4(img):
    """You add the nine pixels up and do not divide. The kernel has a factor in front."""
    return filtered(img, np.ones((3, 3)))


def real_pixels_only_k4(img):
    """You divide by the number of pixels that lie in the image. The kernel does not know about the
    border: its entries are the same everywhere.
    """
    return filtered(img, MEAN) / filtered(np.ones(img.shape), MEAN)


def middle_left_out_k4(img):
    """You take the mean of the eight neighbours. The pixel itself belongs to it too."""
    return filtered(img, (1 - IDENTITY) / 8)


def repeated_k4(img):
    """You repeat the outermost pixels around the image. Outside the image there are zeros, and they
    make the border darker.
    """
    return border_repeated(img, MEAN)


def smaller_image_k4(img):
    """You put no zeros around the image, so the output is smaller. It has the image's shape."""
    return dilated_conv2d(img, MEAN)


def blank_border_k4(img):
    """You leave out the pixels at the border, and they stay 0. The window stands there too, with
    zeros where it hangs over.
    """
    return border_at_zero(img, MEAN)


MISTAKES = {
    "apply_k1": [smaller_image_k1, blank_border_k1, larger_image_k1],
    "apply_k2": [
        flipped_k2,
        neighbour_below_k2,
        wrapped_k2,
        repeated_k2,
        smaller_image_k2,
        blank_border_k2,
    ],
    "apply_k3": [
        two_entries_joined_k3,
        four_neighbours_k3,
        sharpened_k3,
        opposite_sign_k3,
        nothing_below_zero_k3,
        repeated_k3,
        smaller_image_k3,
        blank_border_k3,
    ],
    "apply_k4": [
        not_divided_k4,
        real_pixels_only_k4,
        middle_left_out_k4,
        repeated_k4,
        smaller_image_k4,
        blank_border_k4,
    ],
}
