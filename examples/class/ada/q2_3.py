import numpy as np


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    x = np.pad(x, padding)
    kh, kw = w.shape
    eh = (kh - 1) * dilation + 1
    ew = (kw - 1) * dilation + 1
    rows = range(0, x.shape[0] - eh + 1, stride)
    cols = range(0, x.shape[1] - ew + 1, stride)
    return [
        [np.sum(x[i : i + eh : dilation, j : j + ew : dilation] * w) for j in cols] for i in rows
    ]


extent = 5
claims = {"a": False}
