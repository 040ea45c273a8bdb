def receptive_field(layers):
    size = 1
    jump = 1
    for layer in layers:
        k, s = layer[0], layer[1]
        d = layer[2] if len(layer) > 2 else 1
        jump = jump * s
        size = size + (k - 1) * d * jump
    return size


side = 9
pixels = 9
claims = {"a": True}
