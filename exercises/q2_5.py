"""What a separable convolution costs.

Write the function and replace each None by your answer.
"""


def conv_costs(c_in, c_out, k, h_out, w_out):
    """Parameters and multiply-accumulates of two convolutions with k×k kernels, without biases.

    c_in, c_out: numbers of channels; h_out, w_out: size of the output map; all ints
    returns: (params_std, params_sep, macs_std, macs_sep), four ints
    """
    raise NotImplementedError


claims = {"a": None}

ratio = None

why = None
