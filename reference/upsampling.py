"""Upsampling without parameters: nearest neighbours and bilinear interpolation."""

import numpy as np


def upsample(x, f, mode):
    """The image x (H, W) enlarged f times along both axes, (H·f, W·f), by its pixels' centres.

    The centre of output pixel i lies at (i + ½) / f - ½ of the input, held within the outermost
    centres. "nearest" copies the pixel in which it lies, "bilinear" weighs its two neighbours
    along each axis.
    """
    rows, columns = [WEIGHTS[mode](size, f) for size in x.shape]
    return rows @ x @ columns.T


def nearest_weights(size, f):
    """The weight of each input pixel in each output pixel along one axis, (size·f, size)."""
    return np.repeat(np.eye(size), f, axis=0)


def bilinear_weights(size, f):
    """The same for linear interpolation, the edges clamped."""
    return linear_weights(np.clip((np.arange(size * f) + 0.5) / f - 0.5, 0, size - 1), size)


def linear_weights(places, size):
    """Weights (places, size) that fall linearly from 1 at a pixel's centre to 0 at the next."""
    return np.maximum(0, 1 - np.abs(places[:, None] - np.arange(size)))


WEIGHTS = {"nearest": nearest_weights, "bilinear": bilinear_weights}
