import numpy as np


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    x = np.pad(x, padding)
    kh, kw = w.shape
    eh = (kh - 1) * dilation + 1
    ew = (kw - 1) * dilation + 1
    out = []
    for i in range(0, x.shape[0] - eh + 1, stride):
        for j in range(0, x.shape[1] - ew + 1, stride):
            patch = x[i:i + eh:dilation, j:j + ew:dilation]
            out.append(np.sum(patch * w))
    return out


extent = 25

claims = {"a": False}

why = "The kernel sees more of the image."
