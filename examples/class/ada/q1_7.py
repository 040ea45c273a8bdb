def receptive_field(layers):
    # jump: how far apart two neighbouring units of the current layer are, in input pixels
    size, jump = 1, 1
    for k, s, *rest in layers:
        d = rest[0] if rest else 1
        size += (k - 1) * d * jump
        jump *= s
    return size


side = receptive_field([(3, 1)] * 4)

pixels = side**2

claims = {"a": True}
