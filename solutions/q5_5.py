"""What four small filters do: a solution."""

import numpy as np


def neighbourhood_sum(img):
    """The sum of each pixel and its eight neighbours: along the rows, then along the columns."""
    padded = np.pad(img, 1)
    rows = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    return rows[:-2] + rows[1:-1] + rows[2:]


k1 = "a"


def apply_k1(img):
    """The 1 in the middle reads the pixel itself."""
    return img.copy()


k2 = "b"


def apply_k2(img):
    """Each pixel takes the value of its right neighbour; the last column has none."""
    y = np.zeros(img.shape)
    y[:, :-1] = img[:, 1:]
    return y


k3 = "e"


def apply_k3(img):
    """8 times the pixel less its neighbours is 9 times the pixel less the whole neighbourhood."""
    return 9 * img - neighbourhood_sum(img)


k4 = "g"


def apply_k4(img):
    """A ninth of the neighbourhood's sum."""
    return neighbourhood_sum(img) / 9
