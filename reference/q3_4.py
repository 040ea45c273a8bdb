"""Answers and known mistakes of q3_4, the sigmoid and its slope."""

import numpy as np

from .activations import sigmoid as value
from .saturating import sigmoid


def value_overflows(z):
    """Your exponential overflows for large positive z, and infinity divided by infinity is not a
    number. Find a form whose exponent is never a large positive number.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        a = np.exp(z) / (1 + np.exp(z))
    return a, a * (1 - a)


def slope_overflows(z):
    """Your values are right, but the exponential in your slope overflows for large negative z, and
    infinity divided by infinity is not a number. You could get the slope from the value.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return value(z), np.exp(-z) / (1 + np.exp(-z)) ** 2


def mirrored(z):
    """Your curve falls from 1 to 0: a minus sign in the exponent is lost, or one too many. The
    sigmoid is near 1 for large positive z.
    """
    return value(np.negative(z)), sigmoid(z)[1]


def slope_falls(z):
    """Your slope is negative, yet the sigmoid rises everywhere. The chain rule brings two minus
    signs, one from the power and one from the exponent.
    """
    return value(z), -sigmoid(z)[1]


def slope_at_the_value(z):
    """You take the slope at a, which has been through the sigmoid already. Take it at z, or write
    it in terms of a without applying the sigmoid again.
    """
    return value(z), sigmoid(value(z))[1]


def argument_for_value(z):
    """You use z as if the sigmoid had been applied to it already. The short rule for the slope is
    written in terms of the sigmoid's value.
    """
    return value(z), z * (1 - z)


def tanh_rule(z):
    """You use the rule for the slope that belongs to tanh. The sigmoid has one of its own;
    differentiate it from its definition.
    """
    return value(z), 1 - value(z) ** 2


def factor_lost(z):
    """You lost a factor of the slope: yours falls from 1 to 0. The sigmoid is flat at both ends, so
    its slope goes to 0 on both sides.
    """
    return value(z), 1 - value(z)


def value_for_slope(z):
    """You return the value as the slope. Only the exponential function is its own derivative; the
    sigmoid's slope goes to 0 on both sides.
    """
    return value(z), value(z)


def slope_with_plus(z):
    """Your slope has a wrong sign inside: it goes to 2 for large z. The sigmoid is flat at both
    ends.
    """
    return value(z), value(z) * (1 + value(z))


def minus_below_the_bar(z):
    """You subtract the exponential below the fraction bar, so your value is infinite at z = 0. Look
    at the signs in the definition.
    """
    a = np.divide(1, 1 - np.exp(np.negative(z)))
    return a, a * (1 - a)


def tanh_for_sigmoid(z):
    """You wrote tanh, which runs from -1 to 1. The sigmoid stays between 0 and 1, and is ½ at
    z = 0.
    """
    return np.tanh(z), 1 - np.tanh(z) ** 2


def softmax_for_sigmoid(z):
    """You divide the exponentials by their sum over all entries, as the softmax does. The sigmoid
    looks at each entry by itself.
    """
    a = np.exp(z) / np.sum(np.exp(z))
    return a, a * (1 - a)


def not_a_number_replaced(z):
    """You put 0 where your quotient is not a number. For large positive z the sigmoid is near 1:
    find a form whose exponent is never a large positive number.
    """
    a = np.nan_to_num(np.exp(z) / (1 + np.exp(z)))
    return a, a * (1 - a)


MISTAKES = {
    "sigmoid": [
        value_overflows,
        slope_overflows,
        mirrored,
        slope_falls,
        slope_at_the_value,
        argument_for_value,
        tanh_rule,
        factor_lost,
        value_for_slope,
        slope_with_plus,
        minus_below_the_bar,
        tanh_for_sigmoid,
        softmax_for_sigmoid,
        not_a_number_replaced,
    ],
}
