import numpy as np


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    i = 0
    while i < x.shape[0]:
        j = 0
        while j < x.shape[1]:
            j = j + stride - 1
        i = i + stride
    return np.zeros((1, 1))


extent = "5"
claims = {"a": False}
