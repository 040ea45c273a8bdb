def receptive_field(layers):
    """Size of the receptive field along one axis, an int.

    layers: a list of (k, s) or (k, s, d), kernel size, stride, dilation; the input side first.
    """
    if not layers:
        return 1
    # what all the layers before see, and what the last one adds
    *before, last = layers
    d = last[2] if len(last) == 3 else 1
    jump = 1
    for layer in before:
        jump = jump * layer[1]
    return receptive_field(before) + (last[0] - 1) * d * jump


side = 9

pixels = 9 * 9

claims = {"a": True}
