import numpy as np


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    w = np.flip(w)  # convolution flips the kernel
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


# the size of the kernel is not increased
extent = 3

claims = {"a": True}

why = """The dilation rate puts zeros between the weights, a 3x3 kernel becomes 5x5:
w11 0 w12 0 w13 and so on. The zeros are learned during training as well. So you get a larger
receptive field, it is the same as a larger kernel.
"""
