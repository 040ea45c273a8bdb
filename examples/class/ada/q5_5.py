import numpy as np

K1 = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
K2 = np.array([[0, 0, 0], [0, 0, 1], [0, 0, 0]])
K3 = np.array([[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]])
K4 = np.ones((3, 3)) / 9


def correlate(img, k):
    H, W = img.shape
    p = np.pad(img, 1)
    return sum(k[a, b] * p[a : a + H, b : b + W] for a in range(3) for b in range(3))


k1 = "a"
k2 = "b"  # y[i, j] = x[i, j+1], so everything moves left
k3 = "e"  # the entries add up to 0
k4 = "g"


def apply_k1(img):
    return correlate(img, K1)


def apply_k2(img):
    return correlate(img, K2)


def apply_k3(img):
    return correlate(img, K3)


def apply_k4(img):
    return correlate(img, K4)
