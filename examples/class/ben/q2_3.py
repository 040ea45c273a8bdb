import numpy as np


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    print("kernel", w.shape)
    w = w[::-1, ::-1]
    x = np.pad(x, padding)
    kh, kw = w.shape
    rows = (x.shape[0] - (kh - 1) * dilation - 1) // stride + 1
    cols = (x.shape[1] - (kw - 1) * dilation - 1) // stride + 1
    y = np.zeros((rows, cols))
    for i in range(rows):
        for j in range(cols):
            for a in range(kh):
                for b in range(kw):
                    y[i, j] += x[i * stride + a * dilation, j * stride + b * dilation] * w[a, b]
    return y


extent = 7
claims = {"a": True}
