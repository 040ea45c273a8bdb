import numpy as np


def conv_transpose2d(x, w, stride=1, padding=0):
    # zeros between the pixels, zeros around, then slide the flipped kernel over it
    kh, kw = w.shape
    big = np.zeros(((x.shape[0] - 1) * stride + 1, (x.shape[1] - 1) * stride + 1))
    big[::stride, ::stride] = x
    big = np.pad(big, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
    w = w[::-1, ::-1]
    rows = big.shape[0] - kh + 1
    cols = big.shape[1] - kw + 1
    y = np.empty((rows, cols))
    for i in range(rows):
        for j in range(cols):
            y[i, j] = np.vdot(big[i:i + kh, j:j + kw], w)
    return y[padding:rows - padding, padding:cols - padding]


side = 5
claims = {"a": False, "b": True}
why = """Zeros are put between the pixels of the input and then a normal convolution runs over it.
The stride is how many zeros (minus one), so the output gets bigger. It is the gradient of a
convolution and not the inverse."""
