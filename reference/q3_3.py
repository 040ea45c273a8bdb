"""Answers and known mistakes of q3_3, leaky ReLU."""

import numpy as np

from .rectifiers import leaky_relu, relu


def larger_of_the_two(z, da, alpha):
    """You take the larger of z and alpha times z. That is the same function only while alpha is at
    most 1; decide by the sign of z.
    """
    return np.maximum(alpha * z, z), da * np.where(z > 0, 1.0, alpha)


def larger_of_the_two_both_ways(z, da, alpha):
    """You take the larger of z and alpha times z, and its slope on the way back. That is the same
    function only while alpha is at most 1; decide both by the sign of z.
    """
    return np.maximum(alpha * z, z), da * np.where(alpha * z >= z, alpha, 1.0)


def never_leaks(z, da, alpha):
    """You wrote the ordinary ReLU: nothing depends on alpha. Where z is negative, a share of it
    goes through, and the same share of the gradient comes back.
    """
    return relu(z, da)


def leaks_forward_only(z, da, alpha):
    """You use alpha on the way forward only. On the way back the silent side has that slope as
    well; this is what keeps a unit from dying.
    """
    return leaky_relu(z, da, alpha)[0], da * (z > 0)


def slope_one_at_zero(z, da, alpha):
    """You take slope 1 where z is exactly 0. The slope agreed on at 0 is that of the negative side
    here.
    """
    return leaky_relu(z, da, alpha)[0], da * np.where(z >= 0, 1.0, alpha)


def slope_alone(z, da, alpha):
    """You return the slope of the function and leave out the gradient that arrives. The chain rule
    multiplies the two.
    """
    return leaky_relu(z, da, alpha)[0], np.where(z > 0, 1.0, alpha)


def slope_alone_where_negative(z, da, alpha):
    """You put the slope itself where z is negative, without the gradient that arrives. The chain
    rule multiplies the two on both sides.
    """
    return leaky_relu(z, da, alpha)[0], np.where(z > 0, da, alpha)


def side_by_upstream(z, da, alpha):
    """You let the sign of the gradient that arrives choose the slope. It was chosen on the way
    forward, by the sign of z.
    """
    return leaky_relu(z, da, alpha)[0], da * np.where(da > 0, 1.0, alpha)


def alpha_fixed(z, da, alpha):
    """You use the customary 0.01 whatever `alpha` says. Take the slope that the caller gives."""
    return leaky_relu(z, da, 0.01)


MISTAKES = {
    "leaky_relu": [
        larger_of_the_two,
        larger_of_the_two_both_ways,
        never_leaks,
        leaks_forward_only,
        slope_one_at_zero,
        slope_alone,
        slope_alone_where_negative,
        side_by_upstream,
        alpha_fixed,
    ],
}
