import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    """All windows of the dilated size at once, then keep every `dilation`-th pixel in each."""
    kh, kw = w.shape
    extent = (dilation * (kh - 1) + 1, dilation * (kw - 1) + 1)
    windows = sliding_window_view(np.pad(x, padding), extent)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", windows[:, :, ::dilation, ::dilation], w)


extent = 2 * (3 - 1) + 1

claims = {"a": False}

why = """
A dilated kernel has gaps between its taps, so it covers a larger receptive field. The number of
weights stays the same: a 3x3 kernel at rate 2 spans 5x5 pixels with 9 weights, and a real 5x5
kernel would need 25. The price is that the pixels in the gaps are not read, so fine details can
be missed (gridding, if every layer has the same rate).
"""
