# I go backwards from the unit to the image (like in the lecture, n = k + s(n - 1))

def receptive_field(layers):
    n = 1
    i = len(layers) - 1
    while i >= 0:
        layer = layers[i]
        k = layer[0]
        s = layer[1]
        if len(layer) == 3:
            k = layer[2] * (k - 1) + 1   # kernel with holes
        n = k + s * (n - 1)
        i = i - 1
    return n

side = 1
for layer in range(4):
    side = side + 2

pixels = 0
for row in range(side):
    for column in range(side):
        pixels = pixels + 1

claims = {}
claims["a"] = receptive_field([(3, 1), (3, 1), (3, 1)]) == receptive_field([(7, 1)])
