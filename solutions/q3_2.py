"""ReLU, forward and back: a solution."""

import numpy as np


def relu(z, da):
    """Where z is positive, values and gradients go through; elsewhere nothing does."""
    active = z > 0
    return np.where(active, z, 0.0), np.where(active, da, 0.0)
