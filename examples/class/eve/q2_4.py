import numpy as np


def conv_transpose2d(x, w, stride=1, padding=0):
    h, b = x.shape
    kh, kw = w.shape
    y = np.zeros(((h - 1) * stride + kh, (b - 1) * stride + kw)
    for i in range(h):
        for j in range(b):
            y[i * stride:i * stride + kh, j * stride:j * stride + kw] += x[i, j] * w
    return y[padding:y.shape[0] - padding, padding:y.shape[1] - padding]


side = 5

claims = {"a": False, "b": True}

why = """
- each input pixel times the kernel is put on the output, overlapping parts are summed
- stride = how far the copies are apart on the output
- transposed matrix of the convolution, doesn't recover the original values
"""
