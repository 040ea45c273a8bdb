"""Xavier initialisation: a solution."""

import numpy as np


def xavier(shape, gain=1.0):
    """The variance is gain² over the mean of the fans; that of a uniform weight is limit² / 3."""
    places = 1
    for side in shape[2:]:
        places *= side
    fan_in = shape[1] * places
    fan_out = shape[0] * places
    variance = gain**2 / ((fan_in + fan_out) / 2)
    return fan_in, fan_out, np.sqrt(variance), np.sqrt(3 * variance)


claims = {"a": False, "b": False, "c": True}

why = """
Xavier initialisation tries to keep the variance of the activations equal from layer to layer on
the way forward, and the variance of the gradients on the way back. Forward one would need a
variance of one over the fan-in, backward one over the fan-out, so the rule takes the mean of the
two as a compromise. It is derived for units that are nearly linear around 0, such as tanh. It is a
good start and no guarantee: once units saturate, gradients can vanish all the same.
"""
