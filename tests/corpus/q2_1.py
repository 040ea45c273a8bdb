from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("train_constant")
A = R(
    "plain",
    """
def train_constant(X, y, H, c, lr, steps):
    n, d = X.shape
    W1 = np.full((d, H), float(c))
    b1 = np.full(H, float(c))
    w2 = np.full(H, float(c))
    b2 = float(c)
    for _ in range(steps):
        h = np.tanh(X @ W1 + b1)
        e = 2 * (h @ w2 + b2 - y) / n
        dw2 = h.T @ e
        db2 = e.sum()
        dz = np.outer(e, w2) * (1 - h**2)
        dW1 = X.T @ dz
        db1 = dz.sum(axis=0)
        W1 = W1 - lr * dW1
        b1 = b1 - lr * db1
        w2 = w2 - lr * dw2
        b2 = b2 - lr * db2
    return W1, b1, w2, b2
""",
)
R(
    "one unit, then copied",
    """
def train_constant(X, y, H, c, lr, steps):
    d = X.shape[1]
    w, b, v, o = np.full(d, float(c)), float(c), float(c), float(c)
    for _ in range(steps):
        h = np.tanh(X @ w + b)
        e = 2 * (H * v * h + o - y) / len(y)
        g = e * v * (1 - h * h)
        w, b, v, o = w - lr * (g @ X), b - lr * g.sum(), v - lr * (e * h).sum(), o - lr * e.sum()
    return np.repeat(w[:, None], H, axis=1), np.full(H, b), np.full(H, v), o
""",
)
R(
    "recursion on steps",
    """
def _step(X, y, params, lr):
    W1, b1, w2, b2 = params
    h = np.tanh(np.dot(X, W1) + b1)
    r = (np.dot(h, w2) + b2 - y) * 2.0 / y.size
    delta = r[:, None] * w2 / np.cosh(np.dot(X, W1) + b1) ** 2
    grads = np.dot(X.T, delta), delta.sum(0), (r[:, None] * h).sum(0), r.sum()
    return tuple(p - lr * g for p, g in zip(params, grads))

def train_constant(X, y, H, c, lr, steps):
    params = (c * np.ones((X.shape[1], H)), c * np.ones(H), c * np.ones(H), 1.0 * c)
    while steps > 0:
        params = _step(X, y, params, lr)
        steps -= 1
    return params
""",
)
R(
    "class with per-example sums",
    """
class Net:
    def __init__(self, d, H, c):
        self.W1 = np.full((d, H), c, dtype=np.float64)
        self.b1, self.w2 = np.full(H, c, dtype=np.float64), np.full(H, c, dtype=np.float64)
        self.b2 = c * 1.0

    def step(self, X, y, lr):
        gW, gb, gw, g0 = 0, 0, 0, 0
        for x, t in zip(X, y):
            h = np.tanh(x @ self.W1 + self.b1)
            e = 2 / len(y) * (h @ self.w2 + self.b2 - t)
            s = e * self.w2 * (1 - h * h)
            gW, gb, gw, g0 = gW + np.outer(x, s), gb + s, gw + e * h, g0 + e
        self.W1 -= lr * gW; self.b1 -= lr * gb; self.w2 -= lr * gw; self.b2 -= lr * g0

def train_constant(X, y, H, c, lr, steps):
    net = Net(X.shape[1], H, c)
    for _ in range(steps):
        net.step(X, y, lr)
    return net.W1, net.b1, net.w2, net.b2
""",
)
W(
    "output weights updated before they are used",
    A,
    ("        db2 = e.sum()\n", "        db2 = e.sum()\n        w2 = w2 - lr * dw2\n"),
    ("        b1 = b1 - lr * db1\n        w2 = w2 - lr * dw2\n", "        b1 = b1 - lr * db1\n"),
)
W("uphill: gradient added", A, ("- lr *", "+ lr *"))
W("factor 2 forgotten", A, ("2 * (h", "(h"))
W("sum instead of mean", A, ("- y) / n", "- y)"))
W(
    "biases start at 0",
    A,
    ("b1 = np.full(H, float(c))", "b1 = np.zeros(H)"),
    ("b2 = float(c)", "b2 = 0.0"),
)
W("output bias starts at 0", A, ("b2 = float(c)", "b2 = 0.0"))
W("slope of tanh forgotten", A, (" * (1 - h**2)", ""))
W("slope 1 - h", A, ("1 - h**2", "1 - h"))
W("sigmoid slope", A, ("(1 - h**2)", "h * (1 - h)"))
W(
    "sigmoid hidden units",
    A,
    ("np.tanh(X @ W1 + b1)", "1 / (1 + np.exp(-(X @ W1 + b1)))"),
    ("(1 - h**2)", "h * (1 - h)"),
)
W("one step too many", A, ("range(steps)", "range(steps + 1)"))
W("one step too few", A, ("range(steps)", "range(1, steps)"))
W("output bias never updated", A, ("        b2 = b2 - lr * db2\n", ""))
W("hidden bias never updated", A, ("        b1 = b1 - lr * db1\n", ""))
W("learning rate ignored", A, ("lr * ", ""))
W("learning rate divided by n again", A, ("lr * ", "lr / n * "))
W(
    "one example at a time (stochastic)",
    A,
    ("    for _ in range(steps):\n", "    for t in range(steps):\n"),
    ("X @ W1", "X[t % n:t % n + 1] @ W1"),
    ("- y) / n", "- y[t % n:t % n + 1])"),
    ("X.T @", "X[t % n:t % n + 1].T @"),
)
W(
    "returns the gradients of the last step",
    A,
    (
        "return W1, b1, w2, b2",
        "return (dW1, db1, dw2, db2) if steps else (0 * W1, 0 * b1, 0 * w2, 0 * b2)",
    ),
)
W("returns in the order of the way back", A, ("return W1, b1, w2, b2", "return w2, b2, W1, b1"))
W(
    "returns after the first step",
    A,
    ("        b2 = b2 - lr * db2\n", "        b2 = b2 - lr * db2\n        return W1, b1, w2, b2\n"),
)
W(
    "random start",
    A,
    (
        "W1 = np.full((d, H), float(c))",
        "W1 = float(c) + 0.01 * np.random.default_rng(0).normal(size=(d, H))",
    ),
)
W(
    "momentum 0.9",
    A,
    ("    for _", "    V = 0\n    for _"),
    ("W1 = W1 - lr * dW1", "V = 0.9 * V + dW1\n        W1 = W1 - lr * V"),
)
W("W1 transposed", A, ("return W1,", "return W1.T,"))
W("gradient of the hidden bias averaged", A, ("dz.sum(axis=0)", "dz.mean(axis=0)"))
W("b2 forgotten in the forward pass", A, ("h @ w2 + b2", "h @ w2"))
W(
    "parameters kept between calls",
    A,
    ("def train", "_p = []\n\ndef train"),
    ("    for _ in", "    if _p and _p[0].shape == W1.shape: W1 = _p[0]\n    for _ in"),
    ("    return W1", "    _p[:] = [W1]\n    return W1"),
)
W(
    "inputs scaled in place",
    A,
    ("    n, d = X.shape", "    n, d = X.shape\n    X -= X.mean(axis=0)"),
)
U(
    "nonsense",
    """
def train_constant(X, y, H, c, lr, steps):
    d = X.shape[1]
    return np.outer(np.arange(d) + 1.3, np.ones(H)), np.ones(H) * 0.77, np.arange(H) * 0.4 - 1, y.max() * 2.2
""",
)
U(
    "random walk",
    """
def train_constant(X, y, H, c, lr, steps):
    r = np.random.default_rng(3)
    return c + r.normal(size=(X.shape[1], H)), c + r.normal(size=H), c + r.normal(size=H), c + r.normal()
""",
)
P(
    "right for one step only",
    A,
    ("        W1 = W1 -", "        lr = lr * (1 if _ == 0 else 0.5)\n        W1 = W1 -"),
)
P("right for one example", A, ("- y) / n", "- y)"))
P("right for one unit", A, ("np.outer(e, w2)", "np.outer(e, np.full(H, w2.sum()))"))
