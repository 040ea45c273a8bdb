from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

K = {
    "apply_k1": "[[0, 0, 0], [0, 1, 0], [0, 0, 0]]",
    "apply_k2": "[[0, 0, 0], [0, 0, 1], [0, 0, 0]]",
    "apply_k3": "[[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]",
    "apply_k4": "[[1 / 9] * 3, [1 / 9] * 3, [1 / 9] * 3]",
}


def general(name):
    part(name)
    a = R(
        "a function for any kernel",
        f"""
def _apply(img, k):
    k = np.array(k, dtype=float)
    H, W = img.shape
    p = np.pad(img, 1)
    y = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            y[i, j] = (k * p[i:i + 3, j:j + 3]).sum()
    return y

def {name}(img):
    return _apply(img, {K[name]})
""",
    )
    R(
        "windows and einsum",
        f"""
def {name}(img):
    v = np.lib.stride_tricks.sliding_window_view(np.pad(img, ((1, 1), (1, 1))), (3, 3))
    return np.einsum("ijab,ab->ij", v, np.array({K[name]}, dtype=float))
""",
    )
    R(
        "bounds checked, lists",
        f"""
def {name}(img):
    k = {K[name]}
    H, W = img.shape
    out = []
    for i in range(H):
        row = []
        for j in range(W):
            t = 0.0
            for a in (-1, 0, 1):
                for b in (-1, 0, 1):
                    if 0 <= i + a < H and 0 <= j + b < W:
                        t += k[1 + a][1 + b] * float(img[i + a, j + b])
            row.append(t)
        out.append(row)
    return out
""",
    )
    return a


A = general("apply_k1")
R(
    "copy",
    """
def apply_k1(img):
    return img.copy()
""",
)
C = """
def apply_k1(img):
    return img
"""
W(
    "valid size: border lost",
    A,
    ("return _apply(img,", "return _apply(img,"),
    ("return y", "return y[1:-1, 1:-1]"),
)
W("shifted by one column", A, ("[0, 1, 0]", "[0, 0, 1]"))
W(
    "shifted by one row",
    A,
    ("[[0, 0, 0], [0, 1, 0], [0, 0, 0]]", "[[0, 1, 0], [0, 0, 0], [0, 0, 0]]"),
)
W(
    "full padding 2",
    A,
    ("np.pad(img, 1)", "np.pad(img, 2)"),
    ("H, W = img.shape", "H, W = img.shape[0] + 2, img.shape[1] + 2"),
)
W("kernel normalised to a ninth", A, ("[0, 1, 0]", "[0, 1 / 9, 0]"))
W("sign reversed", A, ("[0, 1, 0]", "[0, -1, 0]"))
W("transposed", C, ("return img", "return img.T"))
W("flipped image", C, ("return img", "return img[::-1, ::-1]"))
W(
    "border set to 0",
    C,
    ("return img", "y = np.zeros(img.shape)\n    y[1:-1, 1:-1] = img[1:-1, 1:-1]\n    return y"),
)
W("padded image returned", C, ("return img", "return np.pad(img, 1)"))
W("values clipped at 0", C, ("return img", "return np.maximum(img, 0)"))
W("plus its neighbours", A, ("[0, 1, 0]", "[1, 1, 1]"))
W("integers", C, ("return img", "return img.astype(int)"))
W("doubled", C, ("return img", "return 2 * img"))
W("blank image", C, ("return img", "return np.zeros(img.shape)"))
W("clears the input", C, ("return img", "y = img.copy()\n    img[:] = 0\n    return y"))
U("sine", C, ("return img", "return np.sin(3 * img) + 0.4"))
U("noise", C, ("return img", "return np.random.default_rng(0).normal(size=img.shape)"))
P("symmetric images", C, ("return img", "return img[:, ::-1] * 1.0"))

A = general("apply_k2")
C = R(
    "slices",
    """
def apply_k2(img):
    y = np.zeros(img.shape)
    y[:, :-1] = img[:, 1:]
    return y
""",
)
W("moved right (true convolution)", A, ("[0, 0, 1]", "[1, 0, 0]"))
W("moved right by slices", C, ("y[:, :-1] = img[:, 1:]", "y[:, 1:] = img[:, :-1]"))
W("moved up", C, ("y[:, :-1] = img[:, 1:]", "y[:-1] = img[1:]"))
W("moved down", C, ("y[:, :-1] = img[:, 1:]", "y[1:] = img[:-1]"))
W(
    "rolled: wraps round",
    """
def apply_k2(img):
    return np.roll(img, -1, axis=1)
""",
)
W(
    "rolled the other way",
    """
def apply_k2(img):
    return np.roll(img, 1, axis=1)
""",
)
W(
    "rolled without an axis",
    """
def apply_k2(img):
    return np.roll(img, -1)
""",
)
W("last column repeated", C, ("    return y", "    y[:, -1] = img[:, -1]\n    return y"))
W(
    "last column cut off",
    """
def apply_k2(img):
    return img[:, 1:]
""",
)
W("moved by two", C, ("y[:, :-1] = img[:, 1:]", "y[:, :-2] = img[:, 2:]"))
W("valid size", A, ("return y", "return y[1:-1, 1:-1]"))
W("not moved", C, ("y[:, :-1] = img[:, 1:]", "y[:] = img"))
W("pixel and its right neighbour added", C, ("    return y", "    return y + img"))
W("difference to the right neighbour", C, ("    return y", "    return y - img"))
W(
    "moved in place",
    """
def apply_k2(img):
    img[:, :-1] = img[:, 1:].copy()
    img[:, -1] = 0
    return img
""",
)
W("border rows set to 0", C, ("    return y", "    y[0] = 0; y[-1] = 0\n    return y"))
W("moved along the diagonal", C, ("y[:, :-1] = img[:, 1:]", "y[:-1, :-1] = img[1:, 1:]"))
W(
    "mirrored",
    """
def apply_k2(img):
    return img[:, ::-1]
""",
)
W("a ninth of it", C, ("    return y", "    return y / 9"))
U(
    "sine",
    """
def apply_k2(img):
    return np.sin(3 * img) + 0.4
""",
)
U(
    "noise",
    """
def apply_k2(img):
    return np.random.default_rng(0).normal(size=img.shape)
""",
)
P("single column", C, ("y[:, :-1] = img[:, 1:]", "y[:, :-1] = 0.5 * img[:, 1:]"))
P(
    "last column dark",
    """
def apply_k2(img):
    return np.roll(img, -1, axis=1)
""",
)

A = general("apply_k3")
R(
    "nine times less the box",
    """
def apply_k3(img):
    p = np.pad(img, 1)
    H, W = img.shape
    box = sum(p[a:a + H, b:b + W] for a in range(3) for b in range(3))
    return 9 * img - box
""",
)
W(
    "sign reversed",
    A,
    ("[[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]", "[[1, 1, 1], [1, -8, 1], [1, 1, 1]]"),
)
W("9 in the middle (sharpen)", A, ("8,", "9,"))
W(
    "4 neighbours",
    A,
    ("[[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]", "[[0, -1, 0], [-1, 4, -1], [0, -1, 0]]"),
)
W(
    "8 in the middle, 4 neighbours",
    A,
    ("[[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]", "[[0, -1, 0], [-1, 8, -1], [0, -1, 0]]"),
)
W("missing separator: first row -1, -11", A, ("[[-1, -1, -1],", "[[-1, -11, 0],"))
W("first row short: -1 -1 read as -2", A, ("[[-1, -1, -1],", "[[-2, -1, 0],"))
W("first row with one entry missing (0 last)", A, ("[[-1, -1, -1],", "[[-1, -1, 0],"))
W("negative values cut at 0", A, ("return y", "return np.maximum(y, 0)"))
W("absolute values", A, ("return y", "return np.abs(y)"))
W("border copied instead of zeros", A, ("np.pad(img, 1)", "np.pad(img, 1, mode='edge')"))
W("border reflected", A, ("np.pad(img, 1)", "np.pad(img, 1, mode='symmetric')"))
W("border wraps", A, ("np.pad(img, 1)", "np.pad(img, 1, mode='wrap')"))
W("valid size", A, ("return y", "return y[1:-1, 1:-1]"))
W(
    "border of the output set to 0",
    A,
    ("return y", "z = np.zeros_like(y)\n    z[1:-1, 1:-1] = y[1:-1, 1:-1]\n    return z"),
)
W("divided by 9", A, ("return y", "return y / 9"))
W("divided by 8", A, ("return y", "return y / 8"))
W("middle subtracted from the mean", A, ("return y", "return img - (9 * img - y) / 9"))
W("clipped to 0..255 as bytes", A, ("return y", "return np.clip(y, 0, 255).astype(np.uint8)"))
W("7 in the middle", A, ("8,", "7,"))
W("only the sum of the neighbours", A, ("8,", "0,"))
W("image transposed", A, ("return y", "return y.T"))
W(
    "Sobel instead",
    A,
    ("[[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]", "[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]"),
)
W("running result overwrites the input", A, ("    y = np.zeros((H, W))\n", "    y = img\n"))
U(
    "sine",
    """
def apply_k3(img):
    return np.sin(3 * img) + 0.4
""",
)
U(
    "two slips",
    A,
    ("[[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]", "[[-1, -3, -1], [2, 8, -1], [-1, 0.5, -1]]"),
)
P("inside only", A, ("np.pad(img, 1)", "np.pad(img, 1, mode='edge')"))
P("images with no border values", A, ("return y", "y[0] *= 2\n    return y"))

A = general("apply_k4")
R(
    "cumulative sums",
    """
def apply_k4(img):
    H, W = img.shape
    c = np.zeros((H + 3, W + 3))
    c[1:, 1:] = np.pad(img, 1).cumsum(0).cumsum(1)
    return (c[3:, 3:] - c[:-3, 3:] - c[3:, :-3] + c[:-3, :-3]) / 9
""",
)
W(
    "divided by the pixels that exist (border)",
    A,
    (
        "return y",
        "n = np.pad(np.ones((H, W)), 1)\n    c = sum(n[a:a + H, b:b + W] for a in range(3) for b in range(3))\n    return y * 9 / c",
    ),
)
W("sum without dividing", A, ("1 / 9", "1"))
W("divided by 8", A, ("1 / 9", "1 / 8"))
W("divided by 3", A, ("1 / 9", "1 / 3"))
W(
    "middle left out, divided by 8",
    A,
    ("[[1 / 9] * 3, [1 / 9] * 3, [1 / 9] * 3]", "[[1 / 8] * 3, [1 / 8, 0, 1 / 8], [1 / 8] * 3]"),
)
W(
    "middle left out, divided by 9",
    A,
    ("[[1 / 9] * 3, [1 / 9] * 3, [1 / 9] * 3]", "[[1 / 9] * 3, [1 / 9, 0, 1 / 9], [1 / 9] * 3]"),
)
W("integer division: zeros", A, ("1 / 9", "1 // 9"))
W("border copied", A, ("np.pad(img, 1)", "np.pad(img, 1, mode='edge')"))
W("border reflected", A, ("np.pad(img, 1)", "np.pad(img, 1, mode='symmetric')"))
W("border wraps", A, ("np.pad(img, 1)", "np.pad(img, 1, mode='wrap')"))
W("valid size", A, ("return y", "return y[1:-1, 1:-1]"))
W(
    "border pixels kept as they were",
    A,
    ("return y", "z = img.astype(float).copy()\n    z[1:-1, 1:-1] = y[1:-1, 1:-1]\n    return z"),
)
W(
    "border set to 0",
    A,
    ("return y", "z = np.zeros_like(y)\n    z[1:-1, 1:-1] = y[1:-1, 1:-1]\n    return z"),
)
W(
    "median instead of mean",
    A,
    ("(k * p[i:i + 3, j:j + 3]).sum()", "np.median(p[i:i + 3, j:j + 3])"),
)
W(
    "Gaussian weights",
    A,
    (
        "[[1 / 9] * 3, [1 / 9] * 3, [1 / 9] * 3]",
        "[[1 / 16, 1 / 8, 1 / 16], [1 / 8, 1 / 4, 1 / 8], [1 / 16, 1 / 8, 1 / 16]]",
    ),
)
W(
    "5-pixel cross",
    A,
    ("[[1 / 9] * 3, [1 / 9] * 3, [1 / 9] * 3]", "[[0, 1 / 5, 0], [1 / 5] * 3, [0, 1 / 5, 0]]"),
)
W("2×2 mean", A, ("(k * p[i:i + 3, j:j + 3]).sum()", "p[i:i + 2, j:j + 2].mean()"))
W("rows only", A, ("[[1 / 9] * 3, [1 / 9] * 3, [1 / 9] * 3]", "[[0] * 3, [1 / 3] * 3, [0] * 3]"))
W("rounded", A, ("return y", "return np.round(y)"))
W("floor division by 9", A, ("1 / 9", "1"), ("return y", "return y // 9"))
W("window shifted", A, ("return y", "return np.roll(y, 1, axis=0)"))
W(
    "running result overwrites the input",
    A,
    (
        "    p = np.pad(img, 1)\n    y = np.zeros((H, W))\n",
        "    p = np.pad(img, 1)\n    y = p[1:-1, 1:-1]\n",
    ),
)
W(
    "window clipped by slicing: mean of what is there",
    """
def apply_k4(img):
    H, W = img.shape
    return np.array([[img[max(i - 1, 0):i + 2, max(j - 1, 0):j + 2].mean() for j in range(W)] for i in range(H)])
""",
)
U(
    "sine",
    """
def apply_k4(img):
    return np.sin(3 * img) + 0.4
""",
)
U(
    "two slips",
    A,
    ("[[1 / 9] * 3, [1 / 9] * 3, [1 / 9] * 3]", "[[0.2, 0, 0.1], [0.3] * 3, [0, 0.15, 0.4]]"),
)
P("inside only", A, ("np.pad(img, 1)", "np.pad(img, 1, mode='edge')"))
