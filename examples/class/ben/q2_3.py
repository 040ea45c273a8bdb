# no numpy needed

def pixel(x, i, j):
    """0 outside of the image"""
    if i < 0 or j < 0 or i >= len(x) or j >= len(x[0]):
        return 0
    return x[i][j]


def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    height = dilation * (len(w) - 1) + 1
    width = dilation * (len(w[0]) - 1) + 1
    result = []
    i = -padding
    while i + height <= len(x) + padding:
        row = []
        j = -padding
        while j + width <= len(x[0]) + padding:
            total = 0
            for a in range(len(w)):
                for b in range(len(w[0])):
                    total += w[a][b] * pixel(x, i + a * dilation, j + b * dilation)
            row.append(total)
            j += stride
        result.append(row)
        i += stride
    return result


# x . x . x
extent = len("x.x.x")

claims = dict(a=False)

why = ("You see a larger area of the image with the same number of weights, because the weights "
       "are spread out and there are holes between them. But the net doesn't look into the holes.")
