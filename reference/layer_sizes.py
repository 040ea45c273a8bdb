"""How many units a layer has along one axis, and which input positions one of them sees."""

import numpy as np


def conv_out_size(n, k, s=1, p=0, d=1):
    """Places of a window of k taps, d apart, on n positions and p zeros at each end, s by s.

        floor((n + 2p - d(k - 1) - 1) / s) + 1, or 0 where the window does not fit

    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016,
    relationships 6 and 15.
    """
    spare = n + 2 * p - (d * (k - 1) + 1)
    return spare // s + 1 if spare >= 0 else 0


def layer_inputs(layers, n):
    """The size of each layer's input, and at the end the size of the last layer's output."""
    sizes = [n]
    for k, s, p in layers:
        sizes.append(conv_out_size(sizes[-1], k, s, p))
    return sizes


def visible_inputs(layers, n, i):
    """Distinct real input positions, of n, that are connected to unit i of the last layer.

    `layers` holds (kernel, stride, padding), the layer at the input first. Unit u of a layer reads
    u·s - p, …, u·s - p + k - 1 of the layer below; of these only what exists goes further down.
    """
    *below, last = layer_inputs(layers, n)
    units = np.arange(last)[i : i + 1]
    for (k, s, p), size in zip(layers[::-1], below[::-1], strict=True):
        taps = np.unique(units[:, None] * s - p + np.arange(k))
        units = taps[(taps >= 0) & (taps < size)]
    return units.size
