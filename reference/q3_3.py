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


def larger_of_the_two_and_slope_one_at_zero(z, da, alpha):
    """You take the larger of z and alpha times z, and its slope on the way back. That is the same
    function only while alpha is at most 1; and where z is 0 the two are equal, so the slope there
    falls to the wrong side.
    """
    return np.maximum(alpha * z, z), da * np.where(alpha * z > z, alpha, 1.0)


def sides_exchanged(z, da, alpha):
    """You exchanged the two sides: positive numbers leak and negative ones pass. Look again at
    which branch of the definition holds alpha.
    """
    slope = np.where(z > 0, alpha, 1.0)
    return z * slope, da * slope


def leak_added(z, da, alpha):
    """You add alpha to negative numbers. The leak is a share: what comes through is so many times
    z.
    """
    return np.where(z > 0, z, z + alpha), leaky_relu(z, da, alpha)[1]


def value_for_slope(z, da, alpha):
    """You multiply the gradient by the value of the function, where its slope belongs. How large z
    is does not matter on the way back, only its side.
    """
    a, _ = leaky_relu(z, da, alpha)
    return a, da * a


def exponential_for_leak(z, da, alpha):
    """You wrote the exponential linear unit, ELU, which bends towards -alpha. The leaky side here
    is a straight line.
    """
    bent = alpha * np.exp(np.minimum(z, 0))
    return np.where(z > 0, z, bent - alpha), da * np.where(z > 0, 1.0, bent)


def alpha_twice_on_the_way_back(z, da, alpha):
    """You multiply by alpha twice on the way back. A unit has let its share through once on the way
    forward, so its slope holds alpha once.
    """
    a, dz = leaky_relu(z, da, alpha)
    return a, leaky_relu(z, dz, alpha)[1]


def slope_zero_at_zero(z, da, alpha):
    """You let nothing come back where z is exactly 0. The slope agreed on at 0 is that of the
    negative side here.
    """
    a, dz = leaky_relu(z, da, alpha)
    return a, dz * (z != 0)


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
        larger_of_the_two_and_slope_one_at_zero,
        sides_exchanged,
        leak_added,
        value_for_slope,
        exponential_for_leak,
        alpha_twice_on_the_way_back,
        slope_zero_at_zero,
    ],
}
