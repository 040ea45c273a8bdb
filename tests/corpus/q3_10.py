from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("upsample")
A = R(
    "weights",
    """
def _axis(n, f):
    u = (np.arange(n * f) + 0.5) / f - 0.5
    u = np.clip(u, 0, n - 1)
    lo = np.floor(u).astype(int)
    hi = np.minimum(lo + 1, n - 1)
    return lo, hi, u - lo

def upsample(x, f, mode):
    if mode == "nearest":
        return np.kron(x, np.ones((f, f)))
    r0, r1, t = _axis(x.shape[0], f)
    c0, c1, q = _axis(x.shape[1], f)
    t, q = t[:, None], q[None, :]
    top = x[r0][:, c0] * (1 - q) + x[r0][:, c1] * q
    low = x[r1][:, c0] * (1 - q) + x[r1][:, c1] * q
    return top * (1 - t) + low * t
""",
)
R(
    "matrices",
    """
def _matrix(n, f, mode):
    M = np.zeros((n * f, n))
    for i in range(n * f):
        if mode == "nearest":
            M[i, i // f] = 1
        else:
            u = min(max((i + 0.5) / f - 0.5, 0), n - 1)
            a = min(int(u), max(n - 2, 0))
            M[i, a] += a + 1 - u
            if n > 1:
                M[i, a + 1] += u - a
    return M

def upsample(x, f, mode):
    return _matrix(x.shape[0], f, mode) @ x @ _matrix(x.shape[1], f, mode).T
""",
)
R(
    "pixel by pixel, lists",
    """
def upsample(x, f, mode):
    H, W = x.shape
    out = []
    for i in range(H * f):
        row = []
        for j in range(W * f):
            if mode == "nearest":
                row.append(float(x[i // f, j // f]))
                continue
            u = max(0.0, min((2 * i + 1) / (2 * f) - 0.5, H - 1.0))
            v = max(0.0, min((2 * j + 1) / (2 * f) - 0.5, W - 1.0))
            t = 0.0
            for a in range(H):
                for b in range(W):
                    t += max(0.0, 1 - abs(u - a)) * max(0.0, 1 - abs(v - b)) * float(x[a, b])
            row.append(t)
        out.append(row)
    return out
""",
)
R(
    "edge padding",
    """
def upsample(x, f, mode):
    if mode == "nearest":
        return x[np.arange(len(x) * f) // f][:, np.arange(x.shape[1] * f) // f]

    def along(z):
        p = np.concatenate([z[:1], z, z[-1:]])
        u = (np.arange(len(z) * f) + 0.5) / f + 0.5
        a = np.floor(u).astype(int)
        t = (u - a)[:, None]
        return (1 - t) * p[a] + t * p[a + 1]
    return along(along(x).T).T
""",
)
W(
    "corners aligned",
    A,
    (
        "u = (np.arange(n * f) + 0.5) / f - 0.5",
        "u = np.arange(n * f) * (n - 1) / max(n * f - 1, 1)",
    ),
)
W(
    "half-pixel shift forgotten (i/f)",
    A,
    ("(np.arange(n * f) + 0.5) / f - 0.5", "np.arange(n * f) / f"),
)
W("only +0.5, no -0.5", A, ("+ 0.5) / f - 0.5", "+ 0.5) / f"))
W("only -0.5", A, ("(np.arange(n * f) + 0.5) / f", "np.arange(n * f) / f"))
W(
    "not clamped: extrapolated at the edges",
    A,
    (
        "    u = np.clip(u, 0, n - 1)\n    lo = np.floor(u).astype(int)",
        "    lo = np.clip(np.floor(u).astype(int), 0, max(n - 2, 0))",
    ),
)
W(
    "zeros beyond the edges",
    A,
    ("    u = np.clip(u, 0, n - 1)\n", ""),
    (
        "    return top * (1 - t) + low * t",
        "    y = top * (1 - t) + low * t\n    y[0] *= 0.5; y[-1] *= 0.5; y[:, 0] *= 0.5; y[:, -1] *= 0.5\n    return y",
    ),
    ("lo = np.floor(u).astype(int)", "lo = np.clip(np.floor(u).astype(int), 0, n - 1)"),
)
W("shares exchanged", A, ("return top * (1 - t) + low * t", "return top * t + low * (1 - t)"))
W(
    "nearest repeats the whole image (tile)",
    A,
    ("np.kron(x, np.ones((f, f)))", "np.tile(x, (f, f))"),
)
W("nearest along the rows only", A, ("np.kron(x, np.ones((f, f)))", "np.kron(x, np.ones((1, f)))"))
W(
    "nearest with zeros between (unpooling)",
    A,
    ("np.ones((f, f))", "np.eye(f)[:1].T @ np.eye(f)[:1]"),
)
W("bilinear along one axis only", A, ("return top * (1 - t) + low * t", "return top"))
W("modes exchanged", A, ('mode == "nearest"', 'mode == "bilinear"'))
W("nearest in both modes", A, ('if mode == "nearest"', "if True"))
W("bilinear in both modes", A, ('if mode == "nearest"', "if False"))
W(
    "transposed",
    A,
    ("return top * (1 - t) + low * t", "return (top * (1 - t) + low * t).T"),
    ("np.kron(x, np.ones((f, f)))", "np.kron(x, np.ones((f, f))).T"),
)
W(
    "one row and column lost at the end",
    A,
    ("return top * (1 - t) + low * t", "return (top * (1 - t) + low * t)[:-1, :-1]"),
)
W("factor taken as f²", A, ("    if mode", "    f = f * f\n    if mode"))
W("fractions truncated to integers", A, ("u - lo\n", "(u - lo).astype(int)\n"))
W(
    "values divided by f² (mass kept)",
    A,
    ("np.kron(x, np.ones((f, f)))", "np.kron(x, np.ones((f, f))) / f**2"),
    ("return top * (1 - t) + low * t", "return (top * (1 - t) + low * t) / f**2"),
)
W("smoothstep instead of linear shares", A, ("u - lo\n", "(u - lo)**2 * (3 - 2 * (u - lo))\n"))
W(
    "wraps round at the edges",
    A,
    ("    u = np.clip(u, 0, n - 1)\n", ""),
    ("lo = np.floor(u).astype(int)", "fl = np.floor(u).astype(int); lo = fl % n"),
    ("np.minimum(lo + 1, n - 1)", "(lo + 1) % n"),
    ("u - lo\n", "u - fl\n"),
)
W(
    "the rows' centres used for the columns",
    A,
    ("t, q = t[:, None], q[None, :]", "t = t[:, None]; q = np.resize(t, (1, len(q)))"),
)
W(
    "rounded to whole pixels",
    A,
    ("return top * (1 - t) + low * t", "return np.round(top * (1 - t) + low * t)"),
)
W("downsamples", A, ("    if mode", "    if f > 1:\n        return x[::f, ::f]\n    if mode"))
U(
    "nonsense",
    """
def upsample(x, f, mode):
    return np.add.outer(np.sin(np.arange(x.shape[0] * f)), np.cos(np.arange(x.shape[1] * f))) * x.mean()
""",
)
U(
    "constant",
    """
def upsample(x, f, mode):
    return np.full((x.shape[0] * f, x.shape[1] * f), 0.44)
""",
)
P(
    "nearest only",
    A,
    ("return top * (1 - t) + low * t", "return np.sqrt(np.abs(top)) * (1 - t) + low * t * t"),
)
P("square images only", A, ("_axis(x.shape[1], f)", "_axis(min(x.shape), f)"))
P("factor 2 only", A, ("(np.arange(n * f) + 0.5) / f - 0.5", "np.arange(n * f) / f - 0.25"))
