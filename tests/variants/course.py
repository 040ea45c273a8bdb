"""A course's answers, as a module of a package: what slips are made in."""

import numpy as np


def relu(x):
    return np.maximum(x, 0)


def dense(x, W, b, scale=2.0):
    z = x @ W + b
    return scale * relu(z).sum(axis=0)


def steps(x, n):
    total = 0.0
    for i in range(n):
        total += x[i] ** 2
    return total / n


def endless(n):
    while n > 1:
        n = n - 1
    return n
