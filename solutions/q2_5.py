"""What a separable convolution costs: a solution."""


def conv_costs(c_in, c_out, k, h_out, w_out):
    """Count the weights; each of them does one multiply-accumulate per output place."""
    depthwise = c_in * k * k
    pointwise = c_in * c_out

    params_std = depthwise * c_out
    params_sep = depthwise + pointwise
    return params_std, params_sep, params_std * h_out * w_out, params_sep * h_out * w_out


claims = {"a": False}

ratio = "1/c_out + 1/k^2"

why = """
A standard convolution has a k by k slice for every pair of an input and an output channel. The
separable one filters each input channel with its own kernel and then mixes the channels with one
weight per pair: the costs of the two steps add up instead of multiplying. In return it is less
expressive: all output maps share the same filtered channels, so not every convolution can be
written like this.
"""
