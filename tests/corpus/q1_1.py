from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("two_layer_grads")
A = R(
    "vectorised",
    """
def two_layer_grads(X, y, W1, b1, w2, b2):
    n = X.shape[0]
    h = np.tanh(X @ W1 + b1)
    f = h @ w2 + b2
    e = 2 * (f - y) / n
    dw2 = h.T @ e
    db2 = e.sum()
    dz = np.outer(e, w2) * (1 - h**2)
    dW1 = X.T @ dz
    db1 = dz.sum(axis=0)
    return dW1, db1, dw2, db2
""",
)
B = R(
    "einsum, columns",
    """
def two_layer_grads(X, y, W1, b1, w2, b2):
    a = np.einsum("nd,dh->nh", X, W1) + b1[None]
    h = np.sinh(a) / np.cosh(a)
    r = (h * w2).sum(1, keepdims=True) + b2 - y.reshape(-1, 1)
    g = 2.0 * r / len(X)
    s = g * w2 / np.cosh(a) ** 2
    return np.einsum("nd,nh->dh", X, s), np.einsum("nh->h", s), (g * h).sum(0), float(g.sum())
""",
)
R(
    "python loops",
    """
def two_layer_grads(X, y, W1, b1, w2, b2):
    n, d = X.shape
    H = len(b1)
    dW1 = np.zeros((d, H)); db1 = [0.0] * H; dw2 = [0.0] * H; db2 = 0.0
    for i in range(n):
        hs = []
        for k in range(H):
            z = b1[k]
            for j in range(d):
                z += X[i, j] * W1[j, k]
            hs.append(math.tanh(z))
        f = b2 + sum(hs[k] * w2[k] for k in range(H))
        e = 2 * (f - y[i]) / n
        db2 += e
        for k in range(H):
            dw2[k] += e * hs[k]
            q = e * w2[k] * (1 - hs[k] ** 2)
            db1[k] += q
            for j in range(d):
                dW1[j, k] += q * X[i, j]
    return dW1, np.array(db1), np.array(dw2), db2
""",
)
R(
    "bias folded into the weights",
    """
def two_layer_grads(X, y, W1, b1, w2, b2):
    Xa = np.hstack([X, np.ones((len(X), 1))])
    Wa = np.vstack([W1, b1])
    h = np.tanh(Xa @ Wa)
    ha = np.hstack([h, np.ones((len(X), 1))])
    e = (ha @ np.append(w2, b2) - y) * (2 / len(y))
    ga = ha.T @ e
    G = Xa.T @ ((e[:, None] * w2) * (1 - h) * (1 + h))
    return G[:-1], G[-1], ga[:-1], ga[-1]
""",
)
W("sign of the error reversed", A, ("(f - y)", "(y - f)"))
W("factor 2 forgotten", A, ("2 * (f - y)", "(f - y)"))
W("sum over examples instead of mean (1/n forgotten)", A, (" / n\n", "\n"))
W(
    "divided by n twice",
    A,
    ("db2 = e.sum()", "db2 = e.mean()"),
    ("db1 = dz.sum(axis=0)", "db1 = dz.mean(axis=0)"),
    ("X.T @ dz", "X.T @ dz / n"),
    ("h.T @ e", "h.T @ e / n"),
)
W("slope of tanh forgotten", A, (" * (1 - h**2)", ""))
W("slope of tanh written as 1 - h", A, ("(1 - h**2)", "(1 - h)"))
W("sigmoid slope h(1-h) used for tanh", A, ("(1 - h**2)", "h * (1 - h)"))
W("slope taken at tanh of tanh", A, ("(1 - h**2)", "(1 - np.tanh(h)**2)"))
W("db1 not summed over the batch", A, ("dz.sum(axis=0)", "dz"))
W("db1 averaged although 1/n is in already", A, ("dz.sum(axis=0)", "dz.mean(axis=0)"))
W("db1 summed over the wrong axis", A, ("dz.sum(axis=0)", "dz.sum(axis=1)"))
W("dW1 transposed", A, ("X.T @ dz", "dz.T @ X"))
W("output weights left out of the way back", A, ("np.outer(e, w2)", "e[:, None]"))
W(
    "tuple in the order of the way back",
    A,
    ("return dW1, db1, dw2, db2", "return dw2, db2, dW1, db1"),
)
W(
    "biases and weights swapped in the tuple",
    A,
    ("return dW1, db1, dw2, db2", "return dW1, dw2, db1, db2"),
)
W("hidden bias left out of the forward pass", A, ("X @ W1 + b1", "X @ W1"))
W("output bias left out of the forward pass", A, ("h @ w2 + b2", "h @ w2"))
W(
    "dw2 from the pre-activation instead of h",
    A,
    ("np.tanh(X @ W1 + b1)", "np.tanh(X @ W1 + b1); z = X @ W1 + b1"),
    ("h.T @ e", "z.T @ e"),
)
W(
    "half mean squared error",
    A,
    ("2 * (f - y) / n", "(f - y) / n"),
    ("def", "# L = 1/(2n) sum\ndef"),
)
W(
    "(n,1) minus (n,) broadcast",
    A,
    ("f = h @ w2 + b2\n", "f = (h @ w2 + b2)[:, None]\n"),
    ("e = 2 * (f - y) / n", "e = (2 * (f - y) / n).sum(axis=1)"),
)
W(
    "a gradient step on W1 in place before the rest",
    A,
    ("    return", "    W1 -= 0.1 * dW1\n    return"),
)
W(
    "w2 updated before it is used",
    A,
    ("    db2 = e.sum()", "    w2 = w2 - 0.1 * dw2\n    db2 = e.sum()"),
)
W(
    "negative gradients returned (descent direction)",
    A,
    ("return dW1, db1, dw2, db2", "return -dW1, -db1, -dw2, -db2"),
)
W(
    "relu hidden layer instead of tanh",
    A,
    ("np.tanh(X @ W1 + b1)", "np.maximum(X @ W1 + b1, 0)"),
    ("(1 - h**2)", "(h > 0)"),
)
W("forgot return", A, ("    return dW1, db1, dw2, db2\n", ""))
W("prints instead of returning", A, ("return dW1, db1, dw2, db2", "print(dW1, db1, dw2, db2)"))
U(
    "random gradients",
    """
def two_layer_grads(X, y, W1, b1, w2, b2):
    r = np.random.default_rng(1)
    return r.normal(size=W1.shape), r.normal(size=b1.shape), r.normal(size=w2.shape), r.normal()
""",
)
U(
    "linear regression formula everywhere",
    """
def two_layer_grads(X, y, W1, b1, w2, b2):
    r = y - X.sum(axis=1)
    return X.T @ np.outer(r, np.exp(w2)), b1 * r.sum() ** 2, w2 * np.cos(r).sum() + 0.3, r.std() - 0.71
""",
)
U(
    "two unrelated slips at once",
    B,
    ("/ np.cosh(a) ** 2", "/ np.cosh(a)"),
    ("- y.reshape", "- 0.6 * y.reshape"),
)
P("right for one example only", A, ("e = 2 * (f - y) / n", "e = 2 * (f - y)"))
P("right for one hidden unit only", A, ("np.outer(e, w2)", "np.outer(e, np.full(len(w2), w2[0]))"))
