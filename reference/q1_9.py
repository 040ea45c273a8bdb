"""Answers and known mistakes of q1_9, counting parameters.

The same slip can be made in both functions; the ending of a mistake's name says in which one:
`conv` for the convolution, `dense` for the fully connected layer.
"""

from math import prod

from . import parameter_counts


def conv_params(c_in, c_out, kh, kw, bias=True):
    """Weights and biases of a convolution."""
    return parameter_counts.conv_params(c_in, c_out, kh, kw, bias)


def dense_params(in_shape, out_shape, bias=True):
    """Weights and biases of a fully connected layer."""
    return parameter_counts.dense_params(in_shape, out_shape, bias)


def no_bias_conv(c_in, c_out, kh, kw, bias=True):
    """You never count biases. Unless the layer is said to have none, each filter adds one."""
    return conv_params(c_in, c_out, kh, kw, bias=False)


def bias_always_conv(c_in, c_out, kh, kw, bias=True):
    """You count biases even where the layer has none. Count them only if `bias` is true."""
    return conv_params(c_in, c_out, kh, kw)


def one_bias_conv(c_in, c_out, kh, kw, bias=True):
    """You give the whole layer a single bias. Every filter has a bias of its own."""
    return c_out * c_in * kh * kw + bias


def bias_per_slice_conv(c_in, c_out, kh, kw, bias=True):
    """You give a filter a bias for every channel that it reads. It adds up over all its channels
    first, and then one bias is added.
    """
    return c_out * c_in * (kh * kw + bias)


def bias_per_input_conv(c_in, c_out, kh, kw, bias=True):
    """You count one bias for each input channel. Biases belong to the filters, and there is a
    filter for each output channel.
    """
    return c_in * (c_out * kh * kw + bias)


def bias_per_tap_conv(c_in, c_out, kh, kw, bias=True):
    """You give a filter a bias for every place of its kernel. It adds up over all places first, and
    then one bias is added.
    """
    return c_out * kh * kw * (c_in + bias)


def flat_filters_conv(c_in, c_out, kh, kw, bias=True):
    """Your filters read one channel only. A filter reaches through all the input channels, with
    weights of its own for each.
    """
    return c_out * (kh * kw + bias)


def single_filter_conv(c_in, c_out, kh, kw, bias=True):
    """You count one filter. There is one for every output channel."""
    return c_in * kh * kw + bias


def single_filter_all_biases_conv(c_in, c_out, kh, kw, bias=True):
    """You count the weights of one filter. There is one for every output channel, with weights of
    its own.
    """
    return c_in * kh * kw + c_out * bias


def channels_added_conv(c_in, c_out, kh, kw, bias=True):
    """You add the numbers of channels. Each output channel has a slice for each input channel:
    count the pairs.
    """
    return (c_in + c_out) * kh * kw + c_out * bias


def separable_conv(c_in, c_out, kh, kw, bias=True):
    """You count a depthwise separable convolution. In an ordinary one each filter has a whole
    kernel for every input channel.
    """
    return c_in * kh * kw + c_out * (c_in + bias)


def square_kernel_conv(c_in, c_out, kh, kw, bias=True):
    """You take the kernel to be square. Its two sides can differ: multiply rows by columns."""
    return conv_params(c_in, c_out, kh, kh, bias)


def square_kernel_of_columns_conv(c_in, c_out, kh, kw, bias=True):
    """You take the kernel to be square. Its two sides can differ: multiply rows by columns."""
    return conv_params(c_in, c_out, kw, kw, bias)


def sides_added_conv(c_in, c_out, kh, kw, bias=True):
    """You add the two sides of the kernel. Its taps fill a rectangle: multiply them."""
    return c_out * (c_in * (kh + kw) + bias)


def no_bias_dense(in_shape, out_shape, bias=True):
    """You never count biases. Unless the layer is said to have none, each of its units adds one."""
    return dense_params(in_shape, out_shape, bias=False)


def bias_always_dense(in_shape, out_shape, bias=True):
    """You count biases even where the layer has none. Count them only if `bias` is true."""
    return dense_params(in_shape, out_shape)


def one_bias_dense(in_shape, out_shape, bias=True):
    """You give the whole layer a single bias. Every unit of the output has a bias of its own."""
    return prod(in_shape) * prod(out_shape) + bias


def bias_per_input_dense(in_shape, out_shape, bias=True):
    """You count one bias for each input. Biases belong to the units that add up, and those are on
    the output's side.
    """
    return prod(in_shape) * (prod(out_shape) + bias)


def bias_per_channel_dense(in_shape, out_shape, bias=True):
    """You count one bias for each output channel. Nothing is shared here: every unit of the output
    has a bias of its own.
    """
    return prod(in_shape) * prod(out_shape) + out_shape[-1] * bias


def biases_on_both_sides_dense(in_shape, out_shape, bias=True):
    """You give biases to the inputs as well. They belong to the units that add up, and those are on
    the output's side.
    """
    return dense_params(in_shape, out_shape, bias) + prod(in_shape) * bias


def sides_added_dense(in_shape, out_shape, bias=True):
    """You add the numbers of a shape. Its units fill a block: multiply them."""
    return sum(out_shape) * (sum(in_shape) + bias)


def layers_added_dense(in_shape, out_shape, bias=True):
    """You add up the units of both sides. A weight belongs to a pair, an input and a unit: count
    the pairs.
    """
    return prod(in_shape) + prod(out_shape) * (1 + bias)


def last_axis_dense(in_shape, out_shape, bias=True):
    """You connect the last axes only, and share these weights over all the other places. Here every
    unit has a weight of its own for every input.
    """
    return dense_params(in_shape[-1:], out_shape[-1:], bias)


def first_axis_dense(in_shape, out_shape, bias=True):
    """You count the first axes only. A shape can have several: all the numbers of the input are
    connected to all the units of the output.
    """
    return dense_params(in_shape[:1], out_shape[:1], bias)


def shared_over_places_dense(in_shape, out_shape, bias=True):
    """You let the places of an output channel share their weights. Sharing is what convolutions do;
    here every unit has weights of its own.
    """
    return dense_params(in_shape, out_shape[-1:], bias)


MISTAKES = {
    "conv_params": [
        no_bias_conv,
        bias_always_conv,
        one_bias_conv,
        bias_per_slice_conv,
        flat_filters_conv,
        single_filter_conv,
        square_kernel_conv,
        bias_per_input_conv,
        bias_per_tap_conv,
        single_filter_all_biases_conv,
        channels_added_conv,
        separable_conv,
        square_kernel_of_columns_conv,
        sides_added_conv,
    ],
    "dense_params": [
        no_bias_dense,
        bias_always_dense,
        one_bias_dense,
        bias_per_input_dense,
        sides_added_dense,
        layers_added_dense,
        last_axis_dense,
        shared_over_places_dense,
        bias_per_channel_dense,
        biases_on_both_sides_dense,
        first_axis_dense,
    ],
}
