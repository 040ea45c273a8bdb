"""Batch normalisation: a solution."""

import numpy as np


def batchnorm_train(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Normalise by the batch, and mix its statistics into the running ones."""
    n = X.shape[0]
    mean = X.sum(axis=0) / n
    centred = X - mean
    squares = (centred**2).sum(axis=0)

    Y = gamma * centred / np.sqrt(squares / n + eps) + beta
    new_mean = running_mean + momentum * (mean - running_mean)
    new_var = running_var + momentum * (squares / (n - 1) - running_var)
    return Y, new_mean, new_var


def batchnorm_eval(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """In use, normalisation is a fixed stretch and shift of each feature."""
    stretch = gamma / np.sqrt(running_var + eps)
    return X * stretch + (beta - running_mean * stretch)


def batchnorm_backward(X, gamma, dY, eps=1e-5):
    """Back through one step of the computation after the other."""
    n = X.shape[0]
    centred = X - X.sum(axis=0) / n
    var = (centred**2).sum(axis=0) / n
    std = np.sqrt(var + eps)
    normal = centred / std

    dnormal = dY * gamma
    dvar = -(dnormal * centred).sum(axis=0) / (2 * std**3)
    dcentred = dnormal / std + dvar * 2 * centred / n
    dX = dcentred - dcentred.sum(axis=0) / n
    return dX, (dY * normal).sum(axis=0), dY.sum(axis=0)


term = "b"

claims = {"a": False}
