"""Answers and known mistakes of q1_4, Xavier initialisation."""

from math import sqrt

from . import initialisation
from .initialisation import fans


def xavier(shape, gain=1.0):
    """fan_in, fan_out, standard deviation, limit."""
    return initialisation.xavier(shape, gain)


def with_spread(shape, std):
    """The fans of the shape beside some standard deviation, and the limit that belongs to it."""
    return *fans(shape), std, sqrt(3) * std


def fans_swapped(shape, gain=1.0):
    """You swap the two fans. The weights of one unit lie along all axes but the first, and their
    number is how many inputs feed it.
    """
    fan_in, fan_out, std, limit = xavier(shape, gain)
    return fan_out, fan_in, std, limit


def kernel_ignored(shape, gain=1.0):
    """You count channels and forget the kernel. A unit of a convolution is fed by every place of
    its kernel in every input channel.
    """
    return xavier(shape[:2], gain)


def kernel_in_fan_in_only(shape, gain=1.0):
    """You count the kernel's places on the way in only. As the kernel slides, each input also feeds
    several units of an output channel.
    """
    fan_in, fan_out = fans(shape)[0], shape[0]
    std = gain * sqrt(2 / (fan_in + fan_out))
    return fan_in, fan_out, std, sqrt(3) * std


def kernel_side_alone(shape, gain=1.0):
    """You count the places along one side of the kernel. It has rows and columns, so multiply its
    two sides.
    """
    return xavier(shape[:3], gain)


def kernel_sides_added(shape, gain=1.0):
    """You add the two sides of the kernel. Its places fill a rectangle: multiply them."""
    return xavier([*shape[:2], sum(shape[2:])] if shape[2:] else shape, gain)


def he(shape, gain=1.0):
    """You used the rule of He, which is made for ReLU and looks forward only. Xavier's rule takes
    both fans into account.
    """
    fan_in, _ = fans(shape)
    return with_spread(shape, gain * sqrt(2 / fan_in))


def fan_in_only(shape, gain=1.0):
    """Your weights suit the forward pass alone. Xavier's rule takes fan_out into account as well,
    for the gradients on their way back.
    """
    fan_in, _ = fans(shape)
    return with_spread(shape, gain * sqrt(1 / fan_in))


def sum_for_mean(shape, gain=1.0):
    """Your weights are too small by the root of 2. The variance is one over the mean of the two
    fans, not one over their sum.
    """
    return with_spread(shape, gain * sqrt(1 / sum(fans(shape))))


def variance_for_std(shape, gain=1.0):
    """You return the variance where the standard deviation is asked for. A root is still to be
    taken.
    """
    _, _, std, _ = xavier(shape, gain)
    return with_spread(shape, std**2)


def gain_under_the_root(shape, gain=1.0):
    """You multiply the variance by the gain. The gain stretches the weights themselves, and so
    their standard deviation.
    """
    return with_spread(shape, xavier(shape)[2] * sqrt(gain))


def gain_ignored(shape, gain=1.0):
    """You leave the gain out. It multiplies the standard deviation, and with it the limit."""
    return xavier(shape)


def limit_is_std(shape, gain=1.0):
    """You draw the uniform weights from one standard deviation below 0 to one above. They are then
    too small: the spread of a uniform distribution is less than its limit.
    """
    fan_in, fan_out, std, _ = xavier(shape, gain)
    return fan_in, fan_out, std, std


MISTAKES = {
    "xavier": [
        fans_swapped,
        kernel_ignored,
        kernel_in_fan_in_only,
        he,
        fan_in_only,
        sum_for_mean,
        variance_for_std,
        gain_under_the_root,
        gain_ignored,
        limit_is_std,
        kernel_side_alone,
        kernel_sides_added,
    ],
}
