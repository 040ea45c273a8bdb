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


def moved_left_k1(img):
    """You move the content to the left, which is what the second kernel does. Here the 1 stands in
    the middle.
    """
    return filtered(img, RIGHT_NEIGHBOUR)


def moved_right_k1(img):
    """You move the content to the right. Look at where your window begins: its middle lies on the
    pixel, not its corner.
    """
    return filtered(img, RIGHT_NEIGHBOUR[:, ::-1])


def moved_down_k1(img):
    """You move the content down. Look at where your window begins: its middle lies on the pixel,
    not its corner.
    """
    return filtered(img, RIGHT_NEIGHBOUR.T[::-1])


def moved_up_k1(img):
    """You move the content up. Look at where your window begins: its middle lies on the pixel,
    not its corner.
    """
    return filtered(img, RIGHT_NEIGHBOUR.T)


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


def neighbour_above_k2(img):
    """You move the rows down. The kernel's 1 stands in its middle row, so only columns are
    moved.
    """
    return filtered(img, RIGHT_NEIGHBOUR.T[::-1])


def wrapped_to_the_right_k2(img):
    """You move the content to the right, and what is pushed out comes in again on the other side.
    On which side of the middle is the 1? And outside the image there are zeros.
    """
    return border_wrapped(img, RIGHT_NEIGHBOUR[:, ::-1])


def rolled_as_one_row_k2(img):
    """You roll the image as if it were one long row, so pixels come in from the row below. Name the
    axis; and outside the image there are zeros.
    """
    return np.roll(img, -1)


def mirrored_k2(img):
    """You mirror the image. The kernel reads a pixel's neighbour, so the content is moved."""
    return img[:, ::-1]


def moved_by_two_k2(img):
    """You move the content by two pixels. The 1 stands directly beside the middle."""
    return filtered(filtered(img, RIGHT_NEIGHBOUR), RIGHT_NEIGHBOUR)


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


def corners_left_out_k3(img):
    """You leave out the four neighbours at the corners, but keep the 8 in the middle. This kernel
    subtracts all eight.
    """
    return filtered(img, np.array([[0, -1, 0], [-1, 8, -1], [0, -1, 0]]))


def one_entry_missing_k3(img):
    """Your top row has two entries of -1 and a 0. A space is missing in the document there: the row
    has three entries, all -1.
    """
    return filtered(img, np.array([[-1, -1, 0], [-1, 8, -1], [-1, -1, -1]]))


def two_entries_written_together_k3(img):
    """You read two entries of the top row as one number, -11. A space is missing in the document
    there: the row has three entries, all -1.
    """
    return filtered(img, np.array([[-1, -11, 0], [-1, 8, -1], [-1, -1, -1]]))


def middle_left_out_k3(img):
    """You take the neighbours only. The pixel itself counts too, and most of all."""
    return filtered(img, EDGES - 8 * IDENTITY)


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


def middle_left_out_but_counted_k4(img):
    """You add up the eight neighbours and divide by nine. The pixel itself belongs to the sum
    too.
    """
    return filtered(img, (1 - IDENTITY) / 9)


def bell_k4(img):
    """You give the middle more weight than the corners, as a Gaussian filter does. In this kernel
    all nine entries are equal.
    """
    bell = np.array([1, 2, 1]) / 4
    return filtered(img, np.outer(bell, bell))


def cross_k4(img):
    """You take the mean of the pixel and the four neighbours that share a side with it. This kernel
    also reads the four at its corners.
    """
    return filtered(img, np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]]) / 5)


def median_k4(img):
    """You take the median of the nine pixels. The kernel adds them up with equal weights."""
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(img, 1), (3, 3))
    return np.median(windows, axis=(2, 3))


def row_only_k4(img):
    """You take the mean along the row only. The kernel has three rows."""
    return filtered(img, np.array([[0, 0, 0], [1, 1, 1], [0, 0, 0]]) / 3)


MISTAKES = {
    "apply_k1": [
        smaller_image_k1,
        blank_border_k1,
        larger_image_k1,
        moved_left_k1,
        moved_right_k1,
        moved_down_k1,
        moved_up_k1,
    ],
    "apply_k2": [
        flipped_k2,
        neighbour_below_k2,
        wrapped_k2,
        repeated_k2,
        smaller_image_k2,
        blank_border_k2,
        neighbour_above_k2,
        wrapped_to_the_right_k2,
        rolled_as_one_row_k2,
        mirrored_k2,
        moved_by_two_k2,
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
        corners_left_out_k3,
        one_entry_missing_k3,
        two_entries_written_together_k3,
        middle_left_out_k3,
    ],
    "apply_k4": [
        not_divided_k4,
        real_pixels_only_k4,
        middle_left_out_k4,
        repeated_k4,
        smaller_image_k4,
        blank_border_k4,
        middle_left_out_but_counted_k4,
        bell_k4,
        cross_k4,
        median_k4,
        row_only_k4,
    ],
}
