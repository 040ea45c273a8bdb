from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("collapse_affine")
A = R(
    "forward",
    """
def collapse_affine(Ws, bs):
    W, b = Ws[0], bs[0]
    for Wl, bl in zip(Ws[1:], bs[1:]):
        W = Wl @ W
        b = Wl @ b + bl
    return W, b
""",
)
R(
    "backward",
    """
def collapse_affine(Ws, bs):
    W = np.eye(Ws[-1].shape[0])
    b = np.zeros(Ws[-1].shape[0])
    for Wl, bl in zip(Ws[::-1], bs[::-1]):
        b = b + W @ bl
        W = W @ Wl
    return W, b
""",
)
R(
    "homogeneous coordinates",
    """
def collapse_affine(Ws, bs):
    T = np.eye(Ws[0].shape[1] + 1)
    for Wl, bl in zip(Ws, bs):
        top = np.hstack([Wl, bl[:, None]])
        bottom = np.zeros((1, Wl.shape[1] + 1)); bottom[0, -1] = 1
        T = np.vstack([top, bottom]) @ T
    return T[:-1, :-1], T[:-1, -1]
""",
)
R(
    "probing with unit vectors",
    """
def collapse_affine(Ws, bs):
    def net(v):
        for Wl, bl in zip(Ws, bs):
            v = Wl.dot(v) + bl
        return v
    n = Ws[0].shape[1]
    b = net(np.zeros(n))
    return np.stack([net(e) - b for e in np.eye(n)], axis=1), b
""",
)
R(
    "recursion",
    """
def collapse_affine(Ws, bs):
    if len(Ws) == 1:
        return Ws[0].copy(), bs[0].copy()
    W, b = collapse_affine(Ws[:-1], bs[:-1])
    return np.matmul(Ws[-1], W), np.add(np.matmul(Ws[-1], b), bs[-1])
""",
)
W("biases just added up", A, ("b = Wl @ b + bl", "b = np.resize(b, bl.shape) + bl"))
W("only the last bias", A, ("b = Wl @ b + bl", "b = bl"))
W("last bias forgotten", A, ("b = Wl @ b + bl", "b = Wl @ b"))
W("bias added before the matrix", A, ("b = Wl @ b + bl", "b = Wl @ (b + np.resize(bl, b.shape))"))
W(
    "bias uses the collapsed W",
    A,
    (
        "        W = Wl @ W\n        b = Wl @ b + bl\n",
        "        W = Wl @ W\n        b = (W @ np.resize(b, W.shape[1])) + bl\n",
    ),
)
W("order of the matrices reversed", A, ("Wl @ W\n", "W @ Wl\n"))
W("transposed W", A, ("return W, b", "return W.T, b"))
W("tuple swapped", A, ("return W, b", "return b, W"))
W(
    "biases scaled by their own layer too",
    A,
    ("    W, b = Ws[0], bs[0]", "    W, b = Ws[0], Ws[0] @ np.resize(bs[0], Ws[0].shape[1])"),
)
W("first bias ignored", A, ("W, b = Ws[0], bs[0]", "W, b = Ws[0], 0 * bs[0]"))
W("relu between the layers", A, ("b = Wl @ b + bl", "b = Wl @ np.maximum(b, 0) + bl"))
W("biases multiplied", A, ("b = Wl @ b + bl", "b = (Wl @ b) * bl"))
W("last layer left out", A, ("Ws[1:], bs[1:]", "Ws[1:-1], bs[1:-1]"))
W(
    "first matrix counted twice",
    A,
    (
        "zip(Ws[1:], bs[1:])",
        "zip(Ws if Ws[0].shape[0] == Ws[0].shape[1] else Ws[1:], bs if Ws[0].shape[0] == Ws[0].shape[1] else bs[1:])",
    ),
)
W("bias as a column", A, ("return W, b", "return W, b[:, None]"))
W("bias averaged over the layers", A, ("return W, b", "return W, b / len(bs)"))
W(
    "first bias changed in place",
    A,
    ("    W, b = Ws[0], bs[0]", "    W, b = Ws[0], bs[0]\n    b += 0.5; b -= 0.25"),
)
W("only W returned", A, ("return W, b", "return W"))
W("bias subtracted", A, ("@ b + bl", "@ b - bl"))
W("elementwise products", A, ("W = Wl @ W", "W = Wl * W if Wl.shape == W.shape else Wl @ W"))
U(
    "nonsense",
    """
def collapse_affine(Ws, bs):
    return np.cos(np.ones((Ws[-1].shape[0], Ws[0].shape[1])) * Ws[0].sum()), np.sin(bs[-1]) - 0.2
""",
)
U(
    "noise",
    """
def collapse_affine(Ws, bs):
    r = np.random.default_rng(12)
    return r.normal(size=(Ws[-1].shape[0], Ws[0].shape[1])), r.normal(size=bs[-1].shape)
""",
)
P(
    "up to two layers",
    A,
    ("        b = Wl @ b + bl\n", "        b = Wl @ b + bl\n        if len(Ws) > 2: b = b + bl\n"),
)
P("zero biases", A, ("Wl @ b + bl", "Wl @ (b * b) + bl"))
