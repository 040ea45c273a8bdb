"""Answers and known mistakes of q3_5, tanh and its slope."""

import numpy as np

from .activations import sigmoid
from .saturating import tanh


def quotient(above, below):
    """A value from a quotient that may be infinite over infinite, with the slope by the rule."""
    with np.errstate(invalid="ignore", over="ignore"):
        a = np.divide(above, below)
        return a, 1 - a**2


def exponentials(z):
    """e^z, without a warning where it overflows."""
    with np.errstate(over="ignore"):
        return np.exp(z)


def overflows_on_both_sides(z):
    """Your quotient is right, but for large z of either sign one of its exponentials overflows, and
    infinity divided by infinity is not a number. See to it that no exponent is a large positive
    number.
    """
    up, down = exponentials(z), exponentials(np.negative(z))
    return quotient(up - down, up + down)


def overflows_above(z):
    """Your quotient is right, but its exponential overflows for large positive z, and infinity
    divided by infinity is not a number. Use it for negative z only, and another form for the rest.
    """
    e = exponentials(2 * z)
    return quotient(e - 1, e + 1)


def overflows_below(z):
    """Your quotient is right, but its exponential overflows for large negative z, and infinity
    divided by infinity is not a number. Use it for positive z only, and another form for the rest.
    """
    e = exponentials(-2 * z)
    return quotient(1 - e, 1 + e)


def sign_forgotten(z):
    """You work with |z|, which is a good way to avoid the overflow, but tanh of a negative number
    is negative: give the value its sign back.
    """
    a, slope = tanh(z)
    return np.abs(a), slope


def not_stretched(z):
    """You stretch a sigmoid to the interval from -1 to 1, but yours rises at half the pace. Its
    argument has to be stretched as well.
    """
    a = 2 * sigmoid(z) - 1
    return a, 1 - a**2


def sigmoid_rule(z):
    """You use the rule for the slope that belongs to the sigmoid. Tanh has one of its own, with
    slope 1 at 0.
    """
    a, _ = tanh(z)
    return a, a * (1 - a)


def square_lost(z):
    """Your slope lacks a square: for negative z it is larger than 1. The slope of tanh is the same
    at z and at -z.
    """
    a, _ = tanh(z)
    return a, 1 - a


def plus_for_minus(z):
    """Your slope grows with z: that is the rule of the tangent. Tanh flattens out on both sides, so
    one of your signs is wrong.
    """
    a, _ = tanh(z)
    return a, 1 + a**2


def argument_for_value(z):
    """You use z as if tanh had been applied to it already. The rule for the slope is written in
    terms of the value.
    """
    return tanh(z)[0], 1 - np.square(z)


def slope_at_the_value(z):
    """You take the slope at a, which has been through tanh already. Take it at z, or write it in
    terms of a without applying tanh again.
    """
    a, _ = tanh(z)
    return a, tanh(a)[1]


def shift_forgotten(z):
    """You stretch the argument of a sigmoid, but its values still run from 0 to 1. Those of tanh
    run from -1 to 1, so they have to be stretched and moved too.
    """
    a = sigmoid(2 * z)
    return a, 1 - a**2


def halved_difference(z):
    """You divide the difference of the exponentials by 2: that is the hyperbolic sine, which grows
    without limit. Below the fraction bar of tanh stands another expression.
    """
    return quotient(exponentials(z) - exponentials(np.negative(z)), 2)


def upside_down(z):
    """Your fraction stands upside down: that is the hyperbolic cotangent, which is infinite at 0.
    Look again at which of the two sums stands above the bar.
    """
    up, down = exponentials(z), exponentials(np.negative(z))
    with np.errstate(divide="ignore"):
        return quotient(up + down, up - down)


def not_a_number_replaced(z):
    """You put 0 where your quotient is not a number. For large z of either sign tanh is far from 0:
    see to it that no exponent is a large positive number.
    """
    a = np.nan_to_num(overflows_on_both_sides(z)[0])
    return a, 1 - a**2


MISTAKES = {
    "tanh": [
        overflows_on_both_sides,
        overflows_above,
        overflows_below,
        sign_forgotten,
        not_stretched,
        sigmoid_rule,
        square_lost,
        plus_for_minus,
        argument_for_value,
        slope_at_the_value,
        shift_forgotten,
        halved_difference,
        upside_down,
        not_a_number_replaced,
    ],
}
