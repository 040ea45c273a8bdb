import numpy as np


def conv_transpose2d(x, w, stride=1, padding=0):
    # insert zeros between the input values and apply the filter to the expanded grid
    H, W = x.shape
    kh, kw = w.shape
    grid = np.zeros(((H - 1) * stride + 1, (W - 1) * stride + 1))
    grid[::stride, ::stride] = x
    grid = np.pad(grid, [(kh - 1, kh - 1), (kw - 1, kw - 1)])
    out = np.zeros((grid.shape[0] - kh + 1, grid.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(grid[i:i + kh, j:j + kw] * w)
    return out[padding:out.shape[0] - padding, padding:out.shape[1] - padding]


# 3x3 filter -> b11 ... b33
side = 3

claims = {"a": True, "b": False}

why = """Transposed convolution (deconvolution) is the reverse of a standard convolution, it maps
from output to input. Each output value is a weighted sum of the input values under the filter.
It should not be confused with fractionally strided convolution, which is a different operation.
"""
