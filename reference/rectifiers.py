"""Rectifiers on the way forward and back: values, and gradients through them."""

import numpy as np


def relu(z, da):
    """Values max(z, 0), and the gradient by z where `da` is the one by the values; any shape.

    The slope at 0 is 0.
    Source: Glorot, Bordes and Bengio, "Deep Sparse Rectifier Neural Networks", AISTATS 2011.
    """
    return np.maximum(z, 0), da * (z > 0)


def leaky_relu(z, da, alpha):
    """Values z where z > 0 and alpha·z elsewhere, and the gradient by z; any shape, any alpha ≥ 0.

    The slope at 0 is alpha.
    Source: Maas, Hannun and Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic
    Models", 2013.
    """
    slope = np.where(z > 0, 1.0, alpha)
    return z * slope, da * slope
