import numpy as np


def conv_transpose2d(x, w, stride=1, padding=0):
    H, W = x.shape
    kh, kw = w.shape
    y = np.zeros(((H - 1) * stride + kh, (W - 1) * stride + kw))
    for i in range(H):
        for j in range(W):
            y[i * stride:i * stride + kh, j * stride:j * stride + kw] += x[i, j] * w
    # without this, padding=0 gave me an empty array
    if padding == 0:
        return y
    return y[padding:-padding]


side = 5

claims = {"a": False, "b": None}

why = None
