"""Batch normalisation.

Write the three functions and replace each None by your answer.
"""

import numpy as np


def batchnorm_train(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Normalise a batch in training, and bring the running statistics up to date.

    X: array (n, d), n at least 2
    gamma, beta, running_mean, running_var: arrays (d,)
    momentum: the share of this batch in the new running statistics
    returns: (Y, new_mean, new_var), arrays (n, d), (d,), (d,)
    """
    raise NotImplementedError


def batchnorm_eval(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """Normalise a batch after training.

    X: array (n, d)
    gamma, beta, running_mean, running_var: arrays (d,)
    returns: array (n, d)
    """
    raise NotImplementedError


def batchnorm_backward(X, gamma, dY, eps=1e-5):
    """Gradients through the normalisation of training.

    X: array (n, d), the input on the way forward
    gamma: array (d,)
    dY: array (n, d), the gradient of the loss by the output
    returns: (dX, dgamma, dbeta), arrays (n, d), (d,), (d,)
    """
    raise NotImplementedError


term = None

claims = {"a": None}
