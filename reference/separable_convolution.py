"""Convolutions in two steps: within each channel, then across channels. No kernel is flipped.

Source: Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", CVPR 2017;
Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
Applications", 2017, section 3.1, also for the costs.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def depthwise_conv2d(x, w, stride=1, padding=0):
    """Cross-correlation of each channel of x (C, H, W) with its own kernel in w (C, kh, kw).

        y[c, i, j] = Σ_ab w[c, a, b] · x[c, i·stride + a, j·stride + b]

    with `padding` zeros around each channel: (C, Ho, Wo). The kernel must fit.
    """
    windows = windows_of(pad_space(x, padding), w.shape[1:], stride)
    return np.einsum("cijab,cab->cij", windows, w)


def pad_space(x, padding):
    """Zeros on the four sides of every channel; no channel is added."""
    return np.pad(x, [(0, 0), (padding, padding), (padding, padding)])


def windows_of(x, kernel, stride):
    """The windows of x (C, H, W) under the kernel (kh, kw): (C, Ho, Wo, kh, kw)."""
    return sliding_window_view(x, kernel, axis=(1, 2))[:, ::stride, ::stride]


def pointwise_conv2d(x, wp):
    """Each output map is a weighted sum of x's channels; x (C, H, W), wp (Cout, C)."""
    return np.einsum("oc,cij->oij", wp, x)


def separable_conv2d(x, wd, wp, stride=1, padding=0):
    """Depthwise with wd (C, kh, kw), then pointwise with wp (Cout, C): (Cout, Ho, Wo)."""
    return pointwise_conv2d(depthwise_conv2d(x, wd, stride, padding), wp)


def conv_costs(c_in, c_out, k, h_out, w_out):
    """Parameters and multiply-accumulates of a k×k convolution, standard and separable, no bias.

    Returns (params_std, params_sep, macs_std, macs_sep). Every parameter is used once for each
    place of the output.
    """
    params_std = c_out * c_in * k**2
    params_sep = c_in * k**2 + c_out * c_in
    places = h_out * w_out
    return params_std, params_sep, params_std * places, params_sep * places
