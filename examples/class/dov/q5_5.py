import numpy as np

k1 = "a"


def apply_k1(img):
    return img.copy()


k2 = "c"


def apply_k2(img):
    # the 1 is on the right, so the image goes to the right
    y = np.zeros(img.shape)
    y[:, 1:] = img[:, :-1]
    return y


def slide(img, k):
    p = np.pad(img, 1)
    y = np.zeros(img.shape)
    for i in range(img.shape[0]):
        for j in range(img.shape[1]):
            y[i, j] = np.sum(p[i:i + 3, j:j + 3] * k)
    return y


k3 = "f"


def apply_k3(img):
    # first row is [-1-1 -1], one number short, so I put a 0
    return slide(img, [[-1-1, -1, 0], [-1, 8, -1], [-1, -1, -1]])


k4 = "h"


def apply_k4(img):
    return slide(img, np.ones((3, 3)))
