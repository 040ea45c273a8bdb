"""How many numbers a layer learns.

Source: Goodfellow, Bengio and Courville, "Deep Learning", 2016, section 9.2, on sparse and shared
connections.
"""

from math import prod


def conv_params(c_in, c_out, kh, kw, bias=True):
    """c_out filters of c_in·kh·kw weights, each with one bias if there are biases."""
    return c_out * (c_in * kh * kw + bias)


def dense_params(in_shape, out_shape, bias=True):
    """A weight for every pair of an input and a unit, and one bias for each unit."""
    return prod(out_shape) * (prod(in_shape) + bias)
