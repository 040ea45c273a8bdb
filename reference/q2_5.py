"""Answers and known mistakes of q2_5, what a separable convolution costs."""

from .separable_convolution import conv_costs


def costs(params_std, params_sep, h_out, w_out):
    """The four answers for two numbers of parameters."""
    places = h_out * w_out
    return params_std, params_sep, params_std * places, params_sep * places


def standard(c_in, c_out, k):
    return c_out * c_in * k**2


def separable(c_in, c_out, k):
    return c_in * k**2 + c_out * c_in


def one_depthwise_kernel(c_in, c_out, k, h_out, w_out):
    """You count a single kernel for the depthwise step. Every input channel has one of its own."""
    return costs(standard(c_in, c_out, k), k**2 + c_out * c_in, h_out, w_out)


def depthwise_kernel_per_output(c_in, c_out, k, h_out, w_out):
    """You count a depthwise kernel for each channel that comes out of the block. The depthwise step
    has one for each channel that goes in; only the pointwise step changes their number.
    """
    return costs(standard(c_in, c_out, k), c_out * k**2 + c_out * c_in, h_out, w_out)


def pointwise_left_out(c_in, c_out, k, h_out, w_out):
    """You leave out the second step. After the depthwise step, 1×1 kernels mix the channels, and
    they have weights as well.
    """
    return costs(standard(c_in, c_out, k), c_in * k**2, h_out, w_out)


def depthwise_left_out(c_in, c_out, k, h_out, w_out):
    """You leave out the first step. Before the channels are mixed, each of them is filtered by a
    k×k kernel.
    """
    return costs(standard(c_in, c_out, k), c_out * c_in, h_out, w_out)


def steps_multiplied(c_in, c_out, k, h_out, w_out):
    """You multiply the two steps. They are done one after the other, so what they cost adds up."""
    return costs(standard(c_in, c_out, k), c_in * k**2 * c_out * c_in, h_out, w_out)


def split_in_space(c_in, c_out, k, h_out, w_out):
    """You split the k×k kernel into a column and a row. That is another kind of separable
    convolution; this one separates the pixels from the channels.
    """
    return costs(standard(c_in, c_out, k), 2 * k * c_in * c_out, h_out, w_out)


def flat_filters(c_in, c_out, k, h_out, w_out):
    """You give each filter of the standard convolution one k×k slice. A filter reaches through all
    the input channels, with a slice for each of them.
    """
    return costs(c_out * k**2, separable(c_in, c_out, k), h_out, w_out)


def side_not_squared(c_in, c_out, k, h_out, w_out):
    """You count k weights in a kernel. It has k rows and k columns."""
    return costs(c_out * c_in * k, c_in * k + c_out * c_in, h_out, w_out)


def biases_counted(c_in, c_out, k, h_out, w_out):
    """You count biases. These convolutions have none, in either step."""
    biased = standard(c_in, c_out, k) + c_out, separable(c_in, c_out, k) + c_in + c_out
    return *biased, *conv_costs(c_in, c_out, k, h_out, w_out)[2:]


def additions_apart(c_in, c_out, k, h_out, w_out):
    """You count a multiplication and its addition as two. A multiply-accumulate is both at once, so
    each use of a weight counts once.
    """
    params_std, params_sep, macs_std, macs_sep = conv_costs(c_in, c_out, k, h_out, w_out)
    return params_std, params_sep, 2 * macs_std, 2 * macs_sep


def one_place_only(c_in, c_out, k, h_out, w_out):
    """You count the multiply-accumulates of a single output place. The same weights are used again
    at every place of the output map.
    """
    params_std, params_sep, _, _ = conv_costs(c_in, c_out, k, h_out, w_out)
    return params_std, params_sep, params_std, params_sep


def pointwise_at_one_place(c_in, c_out, k, h_out, w_out):
    """You count the pointwise step's multiply-accumulates at a single output place. It is done at
    every place of the output map, as the depthwise step is.
    """
    params_std, params_sep, macs_std, _ = conv_costs(c_in, c_out, k, h_out, w_out)
    return params_std, params_sep, macs_std, c_in * k**2 * h_out * w_out + c_out * c_in


def one_weight_per_place(c_in, c_out, k, h_out, w_out):
    """You give every output place weights of its own. A convolution shares them: the map's size
    has no part in the number of parameters.
    """
    _, _, macs_std, macs_sep = conv_costs(c_in, c_out, k, h_out, w_out)
    return macs_std, macs_sep, macs_std, macs_sep


MISTAKES = {
    "conv_costs": [
        one_depthwise_kernel,
        depthwise_kernel_per_output,
        pointwise_left_out,
        depthwise_left_out,
        steps_multiplied,
        split_in_space,
        flat_filters,
        side_not_squared,
        biases_counted,
        additions_apart,
        one_place_only,
        one_weight_per_place,
        pointwise_at_one_place,
    ],
}
