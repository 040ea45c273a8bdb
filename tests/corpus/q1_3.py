from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("compose_linear")
A = R(
    "from the input",
    """
def compose_linear(mats):
    P = mats[0]
    for M in mats[1:]:
        P = M @ P
    return P
""",
)
R(
    "multi_dot",
    """
def compose_linear(mats):
    if len(mats) == 1:
        return mats[0].copy()
    return np.linalg.multi_dot(mats[::-1])
""",
)
R(
    "unit vectors through the layers",
    """
def compose_linear(mats):
    cols = []
    for e in np.eye(mats[0].shape[1]):
        for M in mats:
            e = M.dot(e)
        cols.append(e)
    return np.array(cols).T
""",
)
R(
    "recursion",
    """
def compose_linear(mats):
    if len(mats) == 1:
        return mats[0]
    return compose_linear(mats[1:]) @ mats[0]
""",
)
R(
    "lists of lists",
    """
def compose_linear(mats):
    P = [list(map(float, r)) for r in mats[0]]
    for M in mats[1:]:
        P = [[sum(a * P[k][j] for k, a in enumerate(row)) for j in range(len(P[0]))] for row in M]
    return P
""",
)
W("multiplied in the reversed order", A, ("M @ P", "P @ M"))
W("transposed result (row convention)", A, ("return P", "return P.T"))
W("each layer's matrix transposed", A, ("P = mats[0]", "P = mats[0].T"), ("M @ P", "M.T @ P"))
W("elementwise products", A, ("M @ P", "M * P"))
W("first layer left out", A, ("P = mats[0]", "P = np.eye(mats[0].shape[0])"))
W("last layer left out", A, ("mats[1:]", "mats[1:-1]"))
W("layers added instead of multiplied", A, ("P = M @ P", "P = P + M"))
W("relu between the layers", A, ("M @ P", "M @ np.maximum(P, 0)"))
W(
    "changes the first matrix in place",
    A,
    ("P = mats[0]", "P = mats[0]\n    P *= 1.0\n    P += 1e-1"),
)
W("result rounded to integers", A, ("return P", "return P.astype(int)"))
W("result scaled by the number of layers", A, ("return P", "return P / len(mats)"))
W(
    "returns all the partial products",
    A,
    ("P = mats[0]", "P = mats[0]; out = [P]"),
    ("P = M @ P", "P = M @ P; out.append(P)"),
    ("return P", "return out"),
)
W("first matrix used twice", A, ("mats[1:]", "mats"))
W(
    "pops matrices off the caller's list",
    """
def compose_linear(mats):
    P = mats.pop(0)
    while mats:
        P = mats.pop(0) @ P
    P[0] = -P[0]
    return P
""",
)
W("forgot return", A, ("    return P\n", ""))
W("float32 with few digits", A, ("return P", "return P.astype(np.float16)"))
U(
    "noise",
    """
def compose_linear(mats):
    return np.random.normal(size=(mats[-1].shape[0], mats[0].shape[1]))
""",
)
U(
    "exponential mix",
    """
def compose_linear(mats):
    P = mats[0]
    for M in mats[1:]:
        P = np.tanh(M) @ np.cos(P) + 0.37
    return P * 1.7 - 0.2
""",
)
P("right for up to two layers", A, ("mats[1:]", "mats[1:2]"))
P("right for one layer", A, ("M @ P", "M @ M.T @ M @ P"))
