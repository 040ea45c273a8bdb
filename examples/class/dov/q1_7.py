# R = 1 + sum of (k - 1) * S


def receptive_field(layers):
    R = 1
    S = 1
    for layer in layers:
        k = layer[0]
        S = S * layer[1]
        d = layer[2] if len(layer) > 2 else 1
        R = R + (k - 1) * d * S
    return R


# ((3 - 1) * 1) * 4 + 1
side = 9
pixels = 9

# 7x7 has 49 weights and 3x3 only 9, so no
claims = {"a": False}
