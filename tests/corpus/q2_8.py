from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("squash")
A = R(
    "divide where",
    """
def squash(s):
    n = np.sqrt((s**2).sum(axis=-1, keepdims=True))
    return n / (1 + n**2) * s
""",
)
R(
    "norm, unit vectors",
    """
def squash(s):
    length = np.linalg.norm(s, axis=-1, keepdims=True)
    unit = np.divide(s, length, out=np.zeros(s.shape), where=length > 0)
    return length**2 / (1 + length**2) * unit
""",
)
R(
    "loop over vectors",
    """
def squash(s):
    flat = s.reshape(-1, s.shape[-1])
    out = []
    for v in flat:
        n = math.sqrt(sum(float(t) * float(t) for t in v))
        out.append([float(t) * n / (1 + n * n) for t in v])
    return np.array(out).reshape(s.shape)
""",
)
R(
    "hypot and apply_along_axis",
    """
def _one(v):
    n = np.hypot.reduce(v)
    return v / (n + 1 / n) if n > 0 else v * 0

def squash(s):
    return np.apply_along_axis(_one, -1, s)
""",
)
B = """
def squash(s):
    sq = np.sum(s**2, axis=-1, keepdims=True)
    n = np.sqrt(sq)
    return sq / (1 + sq) * s / np.where(n == 0, 1, n)
"""
W("0/0 for the zero vector", B, ("np.where(n == 0, 1, n)", "n"))
W("eps 1e-8 beside the length", B, ("np.where(n == 0, 1, n)", "(n + 1e-8)"))
W("eps inside the root", B, ("n = np.sqrt(sq)", "n = np.sqrt(sq + 1e-9)"))
W("length not squared in the factor", B, ("sq / (1 + sq)", "n / (1 + n)"))
W("not divided by the length", B, (" / np.where(n == 0, 1, n)", ""))
W("normalised only", B, ("sq / (1 + sq) * s", "s"))
W("length over all axes", B, ("axis=-1, keepdims=True", ""))
W("first axis instead of last", B, ("axis=-1", "axis=0"))
W(
    "only the length returned",
    B,
    ("return sq / (1 + sq) * s / np.where(n == 0, 1, n)", "return (sq / (1 + sq))[..., 0]"),
)
W("1 + length instead of 1 + length squared", B, ("1 + sq", "1 + n"))
W("denominator without 1", B, ("(1 + sq)", "np.where(sq == 0, 1, sq)"))
W(
    "squares of the entries (elementwise)",
    B,
    ("sq / (1 + sq) * s / np.where(n == 0, 1, n)", "s**2 / (1 + s**2) * np.sign(s)"),
)
W(
    "sum of absolute values as the length",
    B,
    ("n = np.sqrt(sq)", "n = np.abs(s).sum(axis=-1, keepdims=True); sq = n**2"),
)
W("mean instead of sum of squares", B, ("np.sum(", "np.mean("))
W("divided by the length twice", B, ("np.where(n == 0, 1, n)", "np.where(n == 0, 1, sq)"))
W("factor one half", B, ("return sq", "return 0.5 * sq"))
W("sign lost", B, ("* s /", "* np.abs(s) /"))
W(
    "tanh of the vector",
    B,
    ("return sq / (1 + sq) * s / np.where(n == 0, 1, n)", "return np.tanh(s)"),
)
W(
    "float32",
    B,
    (
        "return sq / (1 + sq) * s / np.where(n == 0, 1, n)",
        "return (sq / (1 + sq) * s / np.where(n == 0, 1, n)).astype(np.float16)",
    ),
)
U(
    "nonsense",
    """
def squash(s):
    return np.cos(s * 3) - 0.2 * s ** 3
""",
)
U(
    "constant",
    """
def squash(s):
    return np.full(s.shape, 0.345)
""",
)
P("one vector only", B, ("axis=-1, keepdims=True", "keepdims=True"))
P("unit vectors only", B, ("sq / (1 + sq)", "sq**2 / (1 + sq)"))

part("route")
A = R(
    "plain",
    """
def squash(s):
    n = np.sqrt((s**2).sum(axis=-1, keepdims=True))
    return n / (1 + n**2) * s

def route(u_hat, iters):
    I, J, D = u_hat.shape
    b = np.zeros((I, J))
    for t in range(iters):
        e = np.exp(b - b.max(axis=1, keepdims=True))
        c = e / e.sum(axis=1, keepdims=True)
        s = np.einsum("ij,ijd->jd", c, u_hat)
        v = squash(s)
        if t < iters - 1:
            b = b + np.einsum("ijd,jd->ij", u_hat, v)
    return v, c
""",
)
R(
    "loops",
    """
def route(u_hat, iters):
    I, J, D = u_hat.shape
    b = [[0.0] * J for _ in range(I)]
    while True:
        c = []
        for row in b:
            m = max(row)
            ex = [math.exp(t - m) for t in row]
            c.append([t / sum(ex) for t in ex])
        v = []
        for j in range(J):
            s = [sum(c[i][j] * u_hat[i, j, d] for i in range(I)) for d in range(D)]
            n2 = sum(t * t for t in s)
            v.append([t * math.sqrt(n2) / (1 + n2) for t in s])
        iters -= 1
        if iters == 0:
            return np.array(v), np.array(c)
        for i in range(I):
            for j in range(J):
                b[i][j] += sum(u_hat[i, j, d] * v[j][d] for d in range(D))
""",
)
R(
    "recursion on the logits",
    """
def _softmax(b):
    return np.exp(b - np.logaddexp.reduce(b, axis=1)[:, None])

def _go(u, b, left):
    c = _softmax(b)
    s = (u * c[..., None]).sum(0)
    q = np.square(s).sum(-1)
    v = s * (np.sqrt(q) / (1 + q))[:, None]
    return (v, c) if left == 1 else _go(u, b + (u @ v[..., None])[..., 0] if False else b + (u * v[None]).sum(-1), left - 1)

def route(u_hat, iters):
    return _go(u_hat, np.zeros(u_hat.shape[:2]), iters)
""",
)
R(
    "last iteration apart",
    """
def route(u_hat, iters):
    def forward(b):
        e = np.exp(b)
        c = e / e.sum(1)[:, None]
        s = sum(ci[:, None] * ui for ci, ui in zip(c, u_hat))
        q = (s * s).sum(1, keepdims=True)
        r = np.sqrt(q)
        return np.where(r > 0, q / (1 + q) * s / np.where(r > 0, r, 1), 0), c
    b = np.zeros(u_hat.shape[:2])
    for _ in range(iters - 1):
        v, _c = forward(b)
        b += np.array([[u_hat[i, j] @ v[j] for j in range(len(v))] for i in range(len(b))])
    return forward(b)
""",
)
W("softmax over the capsules below", A, ("axis=1", "axis=0"))
W(
    "softmax over everything",
    A,
    ("b.max(axis=1, keepdims=True)", "b.max()"),
    ("e.sum(axis=1, keepdims=True)", "e.sum()"),
)
W("logits overwritten instead of added", A, ("b = b + np.einsum", "b = np.einsum"))
W("logits updated with s instead of v", A, ("u_hat, v)\n", "u_hat, s)\n"))
W(
    "couplings computed anew after the last iteration",
    A,
    (
        '        if t < iters - 1:\n            b = b + np.einsum("ijd,jd->ij", u_hat, v)\n    return v, c',
        '        b = b + np.einsum("ijd,jd->ij", u_hat, v)\n    e = np.exp(b - b.max(axis=1, keepdims=True))\n    return v, e / e.sum(axis=1, keepdims=True)',
    ),
)
W("one iteration too many", A, ("range(iters)", "range(iters + 1)"), ("t < iters - 1", "t < iters"))
W("no squashing", A, ("v = squash(s)", "v = s"))
W("squash over the wrong axis", A, ("axis=-1", "axis=0"))
W("squash without the direction's length", A, ("n / (1 + n**2) * s", "n**2 / (1 + n**2) * s"))
W("tuple swapped", A, ("return v, c", "return c, v"))
W("logits returned instead of couplings", A, ("return v, c", "return v, b"))
W("couplings not normalised", A, ("c = e / e.sum(axis=1, keepdims=True)", "c = np.exp(b)"))
W(
    "logits start at 1/J only in the first weights (couplings b)",
    A,
    ("c = e / e.sum(axis=1, keepdims=True)", "c = b + 1 / J"),
)
W(
    "couplings stay uniform",
    A,
    ('        if t < iters - 1:\n            b = b + np.einsum("ijd,jd->ij", u_hat, v)\n', ""),
)
W("agreement subtracted", A, ("b = b + ", "b = b - "))
W(
    "mean instead of sum over the capsules below",
    A,
    ("        v = squash(s)", "        s = s / I\n        v = squash(s)"),
)
W("couplings transposed", A, ("return v, c", "return v, c.T"))
W("agreement averaged over the dimensions", A, ("u_hat, v)\n", "u_hat, v) / D\n"))
W(
    "agreement as cosine",
    A,
    (
        "u_hat, v)\n",
        "u_hat, v) / (np.linalg.norm(u_hat, axis=2) * np.linalg.norm(v, axis=1) + 1e-12)\n",
    ),
)
W(
    "v of the iteration before",
    A,
    ("v = squash(s)", "old = v if t else squash(s); v = squash(s)"),
    ("return v, c", "return old, c"),
)
W(
    "state b kept between calls",
    A,
    ("def route", "_b = {}\n\ndef route"),
    ("b = np.zeros((I, J))", "b = _b.get((I, J), np.zeros((I, J)))"),
    ("    return v, c", "    _b[(I, J)] = b\n    return v, c"),
)
W(
    "u_hat scaled in place by the couplings",
    A,
    (
        's = np.einsum("ij,ijd->jd", c, u_hat)',
        "u_hat *= c[:, :, None]\n        s = u_hat.sum(axis=0)",
    ),
)
W("logits start at 1", A, ("np.zeros((I, J))", "np.ones((I, J)) * np.arange(J)"))
U(
    "noise",
    """
def route(u_hat, iters):
    r = np.random.default_rng(2)
    return r.normal(size=u_hat.shape[1:]), r.uniform(size=u_hat.shape[:2])
""",
)
U(
    "mixture",
    """
def route(u_hat, iters):
    return np.sin(u_hat.sum(0)) * 1.2, np.abs(np.cos(u_hat[:, :, 0])) + 0.1
""",
)
P(
    "one iteration",
    A,
    ("t < iters - 1:", "t < iters - 1:\n            v = 0.5 * v"),
    ("return v, c", "return v, c"),
)
P(
    "two iterations",
    A,
    ("b = b + np", "b = (t == 0) * b + np"),
    ("t < iters - 1", "t < iters - 1 and t == 0"),
)
