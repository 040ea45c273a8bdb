"""Batch normalisation of a batch of rows: for training, for use, and backwards.

Source: Ioffe and Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing
Internal Covariate Shift", ICML 2015, algorithms 1 and 2 and section 3.
"""

import numpy as np


def standardised(X, mean, var, eps):
    """(X - mean) / √(var + eps) for X (n, d) and statistics (d,)."""
    return (X - mean) / np.sqrt(var + eps)


def moving(old, new, momentum):
    """A moving average of which `momentum` is the share of the newest."""
    return (1 - momentum) * old + momentum * new


def batchnorm_train(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """The normalised batch Y (n, d) and the new running mean and variance (d,), for n ≥ 2.

    The biased variance (over n) normalises, the unbiased one (over n - 1) is kept.
    """
    mean = X.mean(axis=0)
    Y = gamma * standardised(X, mean, X.var(axis=0), eps) + beta
    new_mean = moving(running_mean, mean, momentum)
    new_var = moving(running_var, X.var(axis=0, ddof=1), momentum)
    return Y, new_mean, new_var


def batchnorm_eval(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """Y (n, d), by the statistics that training has kept; n may be 0."""
    return gamma * standardised(X, running_mean, running_var, eps) + beta


def batchnorm_backward(X, gamma, dY, eps=1e-5):
    """Gradients dX (n, d), dgamma (d,), dbeta (d,) through the statistics of the batch.

    dX = γ / √(var + eps) · (dY - mean(dY) - x̂ · mean(dY · x̂))
    """
    var = X.var(axis=0)
    normal = standardised(X, X.mean(axis=0), var, eps)
    along = (dY * normal).mean(axis=0)
    dX = gamma / np.sqrt(var + eps) * (dY - dY.mean(axis=0) - normal * along)
    return dX, (dY * normal).sum(axis=0), dY.sum(axis=0)
