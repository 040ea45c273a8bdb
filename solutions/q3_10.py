"""Upsampling: a solution."""

import numpy as np


def upsample(x, f, mode):
    """Copy each pixel into a block, or interpolate first down the columns, then along the rows."""
    if mode == "nearest":
        return np.repeat(np.repeat(x, f, axis=0), f, axis=1)
    taller = np.array([stretched(column, f) for column in x.T]).T
    return np.array([stretched(row, f) for row in taller])


def stretched(line, f):
    """One line of pixels; np.interp holds the last value beyond both ends."""
    n = len(line)
    centres = np.arange(n) + 0.5
    return np.interp((np.arange(n * f) + 0.5) / f, centres, line)
