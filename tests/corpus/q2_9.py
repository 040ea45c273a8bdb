from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("max_pool_backward")
A = R(
    "argmax",
    """
def max_pool_backward(x, dy, k, s):
    dx = np.zeros(x.shape)
    for i in range(dy.shape[0]):
        for j in range(dy.shape[1]):
            win = x[i * s:i * s + k, j * s:j * s + k]
            a, b = np.unravel_index(np.argmax(win), win.shape)
            dx[i * s + a, j * s + b] += dy[i, j]
    return dx
""",
)
R(
    "search by hand",
    """
def max_pool_backward(x, dy, k, s):
    H, W = x.shape
    dx = [[0.0] * W for _ in range(H)]
    for i, row in enumerate(dy):
        for j, g in enumerate(row):
            bi, bj = i * s, j * s
            for a in range(k):
                for b in range(k):
                    if x[i * s + a, j * s + b] > x[bi, bj]:
                        bi, bj = i * s + a, j * s + b
            dx[bi][bj] += float(g)
    return np.array(dx)
""",
)
R(
    "windows and add.at",
    """
def max_pool_backward(x, dy, k, s):
    win = np.lib.stride_tricks.sliding_window_view(x, (k, k))[::s, ::s]
    ho, wo = win.shape[:2]
    idx = win.reshape(ho, wo, k * k).argmax(-1)
    r = idx // k + s * np.arange(ho)[:, None]
    c = idx % k + s * np.arange(wo)
    dx = np.zeros_like(x, dtype=float)
    np.add.at(dx, (r, c), dy)
    return dx
""",
)
R(
    "bincount of flat positions",
    """
def max_pool_backward(x, dy, k, s):
    H, W = x.shape
    where = []
    for i in range(len(dy)):
        for j in range(len(dy[0])):
            cells = [(-x[r, c], r, c) for r in range(i * s, i * s + k) for c in range(j * s, j * s + k)]
            _, r, c = min(cells)
            where.append(r * W + c)
    return np.bincount(where, weights=dy.ravel(), minlength=H * W).reshape(H, W)
""",
)
L = """
def max_pool_backward(x, dy, k, s):
    dx = np.zeros(x.shape)
    for i in range(dy.shape[0]):
        for j in range(dy.shape[1]):
            win = x[i * s:i * s + k, j * s:j * s + k]
            dx[i * s:i * s + k, j * s:j * s + k] += dy[i, j] * (win == win.max())
    return dx
"""
W("all ties get the whole gradient", L)
W(
    "ties share the gradient",
    L,
    ("(win == win.max())", "(win == win.max()) / (win == win.max()).sum()"),
)
W("last of the ties wins", A, ("np.argmax(win)", "win.size - 1 - np.argmax(win[::-1, ::-1])"))
W(
    "column-major order among ties",
    A,
    (
        "a, b = np.unravel_index(np.argmax(win), win.shape)",
        "b, a = np.unravel_index(np.argmax(win.T), win.T.shape)",
    ),
)
W("overlaps overwrite", A, ("+= dy", "= dy"))
W("average pooling's gradient", L, ("(win == win.max())", "np.ones((k, k)) / k**2"))
W("gradient to the whole window", L, ("(win == win.max())", "np.ones((k, k))"))
W("to the smallest entry", A, ("np.argmax", "np.argmin"))
W("to the largest absolute value", A, ("np.argmax(win)", "np.argmax(np.abs(win))"))
W(
    "search started at 0: nothing for negative windows",
    """
def max_pool_backward(x, dy, k, s):
    dx = np.zeros(x.shape)
    for i in range(dy.shape[0]):
        for j in range(dy.shape[1]):
            best, where = 0, None
            for a in range(k):
                for b in range(k):
                    if x[i * s + a, j * s + b] > best:
                        best, where = x[i * s + a, j * s + b], (i * s + a, j * s + b)
            if where:
                dx[where] += dy[i, j]
    return dx
""",
)
W(
    "stride taken as k",
    A,
    ("i * s", "i * k"),
    ("j * s", "j * k"),
    (
        "    dx = np.zeros(x.shape)",
        "    dx = np.zeros(x.shape)\n    x = np.pad(x, k * max(dy.shape), constant_values=-1e9)[k * max(dy.shape):, k * max(dy.shape):]\n    dx = np.zeros(x.shape)",
    ),
    ("return dx", "return dx[:len(x) - k * max(dy.shape), :x.shape[1] - k * max(dy.shape)]"),
)
W("stride ignored", A, ("i * s", "i"), ("j * s", "j"))
W("position in the window forgotten (offset missing)", A, ("dx[i * s + a, j * s + b]", "dx[a, b]"))
W("gradient to the window's corner", A, ("dx[i * s + a, j * s + b]", "dx[i * s, j * s]"))
W(
    "row and column of the winner swapped",
    A,
    ("dx[i * s + a, j * s + b]", "dx[i * s + b, j * s + a]"),
)
W("gradient multiplied by the value", A, ("+= dy[i, j]", "+= dy[i, j] * win.max()"))
W("1 instead of the gradient", A, ("+= dy[i, j]", "+= 1"))
W("sign reversed", A, ("+= dy[i, j]", "-= dy[i, j]"))
W("result of the shape of dy", A, ("return dx", "return dx[:dy.shape[0], :dy.shape[1]]"))
W("transposed", A, ("return dx", "return dx.T"))
W("last row of windows left out", A, ("range(dy.shape[0])", "range(dy.shape[0] - 1)"))
W(
    "compares with the maximum of the whole image",
    A,
    ("            dx[i * s + a", "            if win.max() == x.max(): dx[i * s + a"),
)
W(
    "clears winners in x in place",
    A,
    ("            dx[", "            x[i * s + a, j * s + b] = -np.inf\n            dx["),
)
W("window one too small", A, ("s + k", "s + max(k - 1, 1)"))
W(
    "integers: dx of x's integer type",
    A,
    ("np.zeros(x.shape)", "np.zeros(x.shape, dtype=int)"),
    ("+= dy[i, j]", "+= int(dy[i, j])"),
)
W(
    "first comparison with >= (last tie wins)",
    """
def max_pool_backward(x, dy, k, s):
    dx = np.zeros(x.shape)
    for i in range(dy.shape[0]):
        for j in range(dy.shape[1]):
            best, where = -np.inf, None
            for a in range(k):
                for b in range(k):
                    if x[i * s + a, j * s + b] >= best:
                        best, where = x[i * s + a, j * s + b], (i * s + a, j * s + b)
            dx[where] += dy[i, j]
    return dx
""",
)
U(
    "noise",
    """
def max_pool_backward(x, dy, k, s):
    return np.random.normal(size=x.shape)
""",
)
U(
    "sine",
    """
def max_pool_backward(x, dy, k, s):
    return np.sin(x) * dy.sum() + 0.1
""",
)
P("no overlaps", A, ("+= dy", "= dy"))
P("positive images only", A, ("np.argmax(win)", "np.argmax(win**2)"))
