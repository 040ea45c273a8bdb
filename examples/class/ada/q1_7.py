def receptive_field(layers):
    size, jump = 1, 1
    for k, s, *rest in layers:
        d = rest[0] if rest else 1
        size += (k - 1) * d * jump
        jump *= s
    return size


side = 9
pixels = 81
claims = {"a": True}
