import numpy as np


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    # put the zeros into the kernel, then it is an ordinary convolution
    kh, kw = w.shape
    big = np.zeros(((kh - 1) * dilation + 1, (kw - 1) * dilation + 1))
    big[::dilation, ::dilation] = w
    x = np.pad(x, padding)
    bh, bw = big.shape
    return np.array([
        [(x[i:i + bh, j:j + bw] * big).sum() for j in range(0, x.shape[1] - bw + 1, stride)]
        for i in range(0, x.shape[0] - bh + 1, stride)
    ])


extent = 5
claims = {"a": False}
why = """
- taps are further apart
- bigger field of view, but no extra parameters
- you lose small details
"""
