"""Small image filters, applied by cross-correlation with zeros around the image.

Source: Gonzalez and Woods, "Digital Image Processing", chapter 3: the mean filter and the Laplacian
with diagonal neighbours (here with the sign that makes its centre positive).
"""

import numpy as np

from .convolution import dilated_conv2d

IDENTITY = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
RIGHT_NEIGHBOUR = np.array([[0, 0, 0], [0, 0, 1], [0, 0, 0]])
EDGES = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
MEAN = np.ones((3, 3)) / 9


def filtered(img, kernel):
    """The cross-correlation of img (H, W) with a 3×3 kernel, zero outside the image: (H, W)."""
    return dilated_conv2d(img, kernel, padding=1)
