k1, k2, k3, k4 = "a", "b", "e", "g"


def around(img, i, j):
    """the pixel and its neighbours that exist"""
    values = []
    for r in (i - 1, i, i + 1):
        for c in (j - 1, j, j + 1):
            if 0 <= r < len(img) and 0 <= c < len(img[0]):
                values.append(img[r][c])
    return values


def apply_k1(img):
    return [list(row) for row in img]


def apply_k2(img):
    return [list(row[1:]) + [0] for row in img]


def apply_k3(img):
    result = []
    for i in range(len(img)):
        result.append([])
        for j in range(len(img[0])):
            # 9 and not 8, because the pixel itself is in the sum too
            result[i].append(9 * img[i][j] - sum(around(img, i, j)))
    return result


def apply_k4(img):
    return [[sum(around(img, i, j)) / 9 for j in range(len(img[0]))] for i in range(len(img))]
