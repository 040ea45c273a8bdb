def receptive_field(layers):
    size = 1
    jump = 1
    i = 0
    while i < len(layers):
        if len(layers[i]) == 3:
            k, s, d = layers[i]
            size += (k - 1) * d * jump
            jump *= s
            continue
        k, s = layers[i]
        size += (k - 1) * jump
        jump *= s
        i += 1
    return size


side = 9
pixels = 81
claims = {"a": True}
