"""Convolutions as neural networks mean them: cross-correlations, the kernel is not flipped."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    """Cross-correlation of x (H, W) with w (kh, kw), its taps `dilation` pixels apart: (Ho, Wo).

        y[i, j] = Σ_ab w[a, b] · x[i·stride + a·dilation, j·stride + b·dilation]

    with `padding` zeros around x. Along an axis into which the kernel does not fit, the size is 0.
    Source: Yu and Koltun, "Multi-Scale Context Aggregation by Dilated Convolutions", ICLR 2016;
    for the sizes Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016.
    """
    x = np.pad(x, padding)
    extent = (np.array(w.shape) - 1) * dilation + 1
    if np.any(extent > x.shape):
        return np.zeros(np.maximum(0, (x.shape - extent) // stride + 1))
    windows = sliding_window_view(x, extent)[::stride, ::stride, ::dilation, ::dilation]
    return np.einsum("ijab,ab->ij", windows, w)
