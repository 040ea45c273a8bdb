import numpy as np


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    x = np.pad(x, padding)
    h = x.shape[0] - dilation * (w.shape[0] - 1)
    b = x.shape[1] - dilation * (w.shape[1] - 1)
    y = 0
    for (r, c), weight in np.ndenumerate(w):
        y = y + weight * x[r * dilation:r * dilation + h, c * dilation:c * dilation + b]
    return y[::stride, ::stride]   # throw the others away


extent = 5
claims = {"a": False}
why = """Because a larger kernel has more parameters to learn. If the taps are spaced 2 pixels
apart, 3x3 weights reach as far as 5x5. It can miss thin lines."""
