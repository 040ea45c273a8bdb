"""Answers and known mistakes of q3_2, ReLU."""

import numpy as np

from .rectifiers import relu


def open_at_zero(z, da):
    """You let the gradient pass where z is exactly 0. The slope of the ReLU at 0 is agreed to be 0
    here.
    """
    return relu(z, da)[0], da * (z >= 0)


def half_open_at_zero(z, da):
    """You let half of the gradient pass where z is exactly 0. The middle of the two slopes is a
    choice that some make; the one agreed on here is 0.
    """
    return relu(z, da)[0], da * np.heaviside(z, 0.5)


def mask_by_upstream(z, da):
    """You ask for the sign of the gradient that arrives. Whether a unit passes it on was decided on
    the way forward, by the unit's own z.
    """
    return relu(z, da)[0], da * (da > 0)


def gradient_rectified_too(z, da):
    """You put the gradient itself through the ReLU as well. An active unit passes on negative
    gradients just like positive ones.
    """
    return relu(z, da)[0], np.maximum(da, 0) * (z > 0)


def passed_on_unchanged(z, da):
    """You pass the whole gradient on. Where a unit is silent, a small change of z changes nothing
    behind it, so nothing comes back either.
    """
    return relu(z, da)[0], da


def slope_alone(z, da):
    """You return the slope of the ReLU and leave out the gradient that arrives. The chain rule
    multiplies the two.
    """
    return relu(z, da)[0], (z > 0) * 1.0


def value_for_slope(z, da):
    """You multiply by the value of the ReLU where its slope belongs. An active unit passes the
    gradient on as it is, however large z is.
    """
    return relu(z, da)[0], da * relu(z, da)[0]


def largest_along_an_axis(z, da):
    """Your `np.max(z, 0)` looks for the largest number along axis 0. Comparing each entry with 0 is
    another function of NumPy, with a name that is a little longer.
    """
    return np.max(z, 0), da * (z > 0)


def mask_for_value(z, da):
    """You return 1 for an active unit on the way forward. That is its slope; the value that an
    active unit hands on is another one.
    """
    return (z > 0) * 1.0, da * (z > 0)


def averaged_over_the_batch(z, da):
    """You divide the gradient by the number of rows. A mean over the batch belongs to the loss, and
    would be in `da` already.
    """
    return relu(z, da)[0], da * (z > 0) / max(len(z), 1)


def kink_smoothed(z, da):
    """You wrote the softplus, a smooth cousin of the ReLU. It is positive everywhere and passes
    some gradient everywhere; the ReLU has two straight pieces.
    """
    return np.log(1 + np.exp(z)), da / (1 + np.exp(-z))


MISTAKES = {
    "relu": [
        open_at_zero,
        half_open_at_zero,
        mask_by_upstream,
        gradient_rectified_too,
        passed_on_unchanged,
        slope_alone,
        value_for_slope,
        largest_along_an_axis,
        mask_for_value,
        averaged_over_the_batch,
        kink_smoothed,
    ],
}
