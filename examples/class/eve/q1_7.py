def receptive_field(layers):
    size, jump = 1, 1
    for layer in layers:
        d = layer[2] if len(layer) == 3 else 1
        size += d * (layer[0] - 1) * jump
        jump *= layer[1]
    return size


four = [(3, 1), (3, 1), (3, 1), (3, 1)]
side = receptive_field(for_layers)
pixels = side * side

claims = {"a": True}
