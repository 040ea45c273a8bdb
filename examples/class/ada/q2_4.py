import numpy as np


def conv_transpose2d(x, w, stride=1, padding=0):
    H, W = x.shape
    kh, kw = w.shape
    y = np.zeros(((H - 1) * stride + kh, (W - 1) * stride + kw))
    # one tap of the kernel at a time: it lands on a grid with `stride` pixels between the points
    for a in range(kh):
        for b in range(kw):
            y[a : a + H * stride : stride, b : b + W * stride : stride][:H, :W] += w[a, b] * x
    if padding:
        y = y[padding:-padding, padding:-padding]
    return y


side = (3 - 1) * 1 + 3

claims = {"a": False, "b": True}

why = """
Every input pixel stamps a copy of the kernel, multiplied by its value, onto the output; where
stamps overlap, they are added. The stride is the distance between two stamps on the output, so a
larger stride makes the output larger, the opposite of what it does in a convolution.
If the convolution is the matrix C, this is the transposed matrix C^T, which is also what the
backward pass of a convolution computes. It is not the inverse: we get the shape of the input
back, but not its values.
"""
