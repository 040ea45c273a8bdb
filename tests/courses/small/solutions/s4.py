import numpy as np


def dense(x, w, b=0.0):
    z = x @ w + b
    return z * (z > 0)


def dense_backward(x, w, b, g):
    dz = np.where(x @ w + b > 0, g, 0)
    return dz @ w.T, x.T @ dz, dz.sum()


def square(x):
    return x * x


def square_backward(x, g):
    return g * (x + x)


def bend(z, da):
    return z * (z > 0), np.where(z > 0, da, 0)
