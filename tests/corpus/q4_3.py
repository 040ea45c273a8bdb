from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("ae_grad_xprime")
A = R(
    "formula",
    """
def ae_grad_xprime(x, xp):
    return 2 * (xp - x)
""",
)
R(
    "loop",
    """
def ae_grad_xprime(x, xp):
    return np.array([2.0 * float(b) - 2.0 * float(a) for a, b in zip(x, xp)])
""",
)
R(
    "np.subtract",
    """
def ae_grad_xprime(x, xp):
    r = np.subtract(xp, x)
    return r + r
""",
)
R(
    "list",
    """
def ae_grad_xprime(x, xp):
    return list(-2 * (x - xp))
""",
)
W("sign: 2(x - x')", A, ("(xp - x)", "(x - xp)"))
W("factor 2 forgotten", A, ("2 * ", ""))
W("mean instead of sum", A, ("(xp - x)", "(xp - x) / len(x)"))
W("absolute value", A, ("(xp - x)", "np.abs(xp - x)"))
W("squares (the loss per component)", A, ("2 * (xp - x)", "(xp - x)**2"))
W("the loss itself", A, ("2 * (xp - x)", "np.sum((xp - x)**2)"))
W("sigmoid's slope in it", A, ("(xp - x)", "(xp - x) * xp * (1 - xp)"))
W("summed up", A, ("2 * (xp - x)", "np.sum(2 * (xp - x))"))
W("sum of both", A, ("xp - x", "xp + x"))
W("factor 4", A, ("2 *", "4 *"))
W("sign of the difference", A, ("2 * (xp - x)", "np.sign(xp - x)"))
W(
    "cross-entropy's gradient",
    A,
    ("2 * (xp - x)", "(xp - x) / np.maximum(np.abs(xp * (1 - xp)), 1e-9)"),
)
W("column", A, ("2 * (xp - x)", "(2 * (xp - x))[:, None]"))
W("outer difference (n,1) - (n,)", A, ("(xp - x)", "(xp[:, None] - x)"))
W("x overwritten", A, ("    return 2 * (xp - x)", "    xp -= x\n    xp *= 2\n    return xp"))
W("factor 1/2 kept from a half loss", A, ("2 * ", "0.5 * "))
W("relative error", A, ("(xp - x)", "(xp - x) / (np.abs(x) + 1)"))
U(
    "nonsense",
    """
def ae_grad_xprime(x, xp):
    return np.cos(x) * xp - 0.3
""",
)
U(
    "constant",
    """
def ae_grad_xprime(x, xp):
    return np.full(x.shape, 0.9)
""",
)
P("where x is 0", A, ("(xp - x)", "(xp - 0.5 * x)"))
P("where x' exceeds x", A, ("(xp - x)", "np.maximum(xp - x, 0)"))

FWD = """
def _sig(t):
    e = np.exp(-np.abs(t))
    return np.where(t >= 0, 1, e) / (1 + e)

"""
part("ae_grad_W2")
A = R(
    "outer",
    FWD
    + """
def ae_grad_W2(x, W1, b1, W2, b2):
    h = np.maximum(W1.T @ x + b1, 0)
    xp = _sig(W2.T @ h + b2)
    delta = 2 * (xp - x) * xp * (1 - xp)
    return np.outer(h, delta), delta
""",
)
R(
    "loops",
    """
def ae_grad_W2(x, W1, b1, W2, b2):
    N, M = W1.shape
    h = [max(0.0, sum(W1[j, i] * x[j] for j in range(N)) + b1[i]) for i in range(M)]
    dW2 = np.zeros((M, N)); db2 = np.zeros(N)
    for j in range(N):
        z = sum(W2[i, j] * h[i] for i in range(M)) + b2[j]
        s = 0.5 * (1 + math.tanh(z / 2))
        slope = 0.25 * (1 - math.tanh(z / 2) ** 2)
        db2[j] = -2 * (x[j] - s) * slope
        for i in range(M):
            dW2[i, j] = h[i] * db2[j]
    return dW2, db2
""",
)
R(
    "rows and matrix product",
    """
def ae_grad_W2(x, W1, b1, W2, b2):
    X = x.reshape(1, -1)
    Hh = (X @ W1 + b1).clip(0)
    Z = Hh @ W2 + b2
    S = np.exp(-np.logaddexp(0, -Z))
    D = 2 * (S - X) * S * np.exp(-np.logaddexp(0, Z))
    return Hh.T @ D, D[0]
""",
)
R(
    "einsum, list",
    FWD
    + """
def ae_grad_W2(x, W1, b1, W2, b2):
    z1 = np.einsum("nm,n->m", W1, x) + b1
    h = z1 * (z1 > 0)
    xp = _sig(np.einsum("mn,m->n", W2, h) + b2)
    d = (xp - x) * (xp - xp**2)
    return [np.einsum("m,n->mn", h, 2 * d), d + d]
""",
)
W("sign reversed: 2(x - x')", A, ("(xp - x)", "(x - xp)"))
W("factor 2 forgotten", A, ("2 * (xp", "(xp"))
W("divided by N", A, ("2 * (xp - x)", "2 / len(x) * (xp - x)"))
W("sigmoid's slope forgotten", A, (" * xp * (1 - xp)", ""))
W("slope with z instead of x'", A, ("xp * (1 - xp)\n", "(W2.T @ h + b2) * (1 - (W2.T @ h + b2))\n"))
W("slope of tanh", A, ("* xp * (1 - xp)", "* (1 - xp**2)"))
W("only x' in the slope", A, (" * (1 - xp)", ""))
W("dW2 transposed", A, ("np.outer(h, delta)", "np.outer(delta, h)"))
W("x instead of h in dW2", A, ("np.outer(h, delta)", "np.outer(np.resize(x, h.shape), delta)"))
W("pre-activation instead of h", A, ("np.outer(h, delta)", "np.outer(W1.T @ x + b1, delta)"))
W("relu left out", A, ("np.maximum(W1.T @ x + b1, 0)", "(W1.T @ x + b1)"))
W("hidden bias left out", A, ("W1.T @ x + b1", "W1.T @ x"))
W("output bias left out", A, ("W2.T @ h + b2", "W2.T @ h"))
W("db2 summed to a number", A, ("delta), delta", "delta), delta.sum()"))
W("tuple swapped", A, ("return np.outer(h, delta), delta", "return delta, np.outer(h, delta)"))
W("db2 without the slope", A, ("delta), delta", "delta), 2 * (xp - x)"))
W(
    "naive sigmoid overflows to NaN",
    A,
    ("    delta", "    xp = np.exp(W2.T @ h + b2) / (1 + np.exp(W2.T @ h + b2))\n    delta"),
)
W("sigmoid on the hidden layer as well", A, ("np.maximum(W1.T @ x + b1, 0)", "_sig(W1.T @ x + b1)"))
W(
    "matrix product before the elementwise factor (scalar delta)",
    A,
    ("delta = 2 * (xp - x) * xp * (1 - xp)", "delta = 2 * ((xp - x) @ xp) * (1 - xp)"),
)
W("half loss", A, ("2 * (xp - x)", "0.5 * 2 * (xp - x)"))
W("linear output", A, ("_sig(W2.T @ h + b2)", "W2.T @ h + b2"), (" * xp * (1 - xp)", ""))
W("cross-entropy delta x' - x", A, ("2 * (xp - x) * xp * (1 - xp)", "xp - x"))
W(
    "W2 stepped in place",
    A,
    ("    return np.outer", "    W2 -= 0.1 * np.outer(h, delta)\n    return np.outer"),
)
W("db2 forgotten", A, ("return np.outer(h, delta), delta", "return np.outer(h, delta)"))
U(
    "nonsense",
    """
def ae_grad_W2(x, W1, b1, W2, b2):
    return np.cos(W2) - 0.2, np.sin(b2) * x.sum() + 0.4
""",
)
U(
    "noise",
    """
def ae_grad_W2(x, W1, b1, W2, b2):
    r = np.random.default_rng(9)
    return r.normal(size=W2.shape), r.normal(size=b2.shape)
""",
)
P("active units only", A, ("np.maximum(W1.T @ x + b1, 0)", "np.abs(W1.T @ x + b1)"))
P("single hidden unit only", A, ("np.outer(h, delta)", "np.outer(np.full(len(h), h.sum()), delta)"))

part("ae_grad_h")
A = R(
    "matrix",
    FWD
    + """
def ae_grad_h(x, W1, b1, W2, b2):
    h = np.maximum(W1.T @ x + b1, 0)
    xp = _sig(W2.T @ h + b2)
    delta = 2 * (xp - x) * xp * (1 - xp)
    return W2 @ delta
""",
)
R(
    "loop",
    FWD
    + """
def ae_grad_h(x, W1, b1, W2, b2):
    h = (x @ W1 + b1).clip(min=0)
    xp = _sig(h @ W2 + b2)
    g = []
    for i in range(len(h)):
        g.append(sum(2 * (xp[j] - x[j]) * xp[j] * (1 - xp[j]) * W2[i, j] for j in range(len(x))))
    return np.array(g)
""",
)
R(
    "einsum",
    """
def ae_grad_h(x, W1, b1, W2, b2):
    a = np.einsum("nm,n->m", W1, x) + b1
    z = np.einsum("mn,m->n", W2, np.where(a > 0, a, 0)) + b2
    t = np.tanh(z / 2)
    return np.einsum("mn,n->m", W2, (0.5 + 0.5 * t - x) * 0.5 * (1 - t * t))
""",
)
R(
    "Jacobian",
    FWD
    + """
def ae_grad_h(x, W1, b1, W2, b2):
    h = np.maximum(0, np.dot(x, W1) + b1)
    s = _sig(np.dot(h, W2) + b2)
    J = np.diag(s * (1 - s)) @ W2.T
    return (-2 * (x - s)) @ J
""",
)
W("sign reversed", A, ("(xp - x)", "(x - xp)"))
W("factor 2 forgotten", A, ("2 * (xp", "(xp"))
W("sigmoid's slope forgotten", A, (" * xp * (1 - xp)", ""))
W("divided by N", A, ("2 * (xp - x)", "2 / len(x) * (xp - x)"))
W("relu mask applied already", A, ("return W2 @ delta", "return (W2 @ delta) * (h > 0)"))
W("multiplied with h", A, ("return W2 @ delta", "return (W2 @ delta) * h"))
W("W1 instead of W2", A, ("return W2 @ delta", "return W1.T @ delta"))
W("hidden bias left out", A, ("W1.T @ x + b1", "W1.T @ x"))
W("output bias left out", A, ("W2.T @ h + b2", "W2.T @ h"))
W("relu left out of the forward pass", A, ("np.maximum(W1.T @ x + b1, 0)", "(W1.T @ x + b1)"))
W(
    "slope after the matrix instead of before",
    A,
    (
        "delta = 2 * (xp - x) * xp * (1 - xp)\n    return W2 @ delta",
        "delta = 2 * (xp - x)\n    return (W2 @ delta) * (W2 @ (xp * (1 - xp)))",
    ),
)
W("not summed: (M, N)", A, ("W2 @ delta", "W2 * delta"))
W("summed over the wrong axis", A, ("W2 @ delta", "(W2 * delta).sum(axis=0)"))
W("mean over the outputs", A, ("W2 @ delta", "(W2 * delta).mean(axis=1)"))
W("weights left out", A, ("W2 @ delta", "np.full(len(h), delta.sum())"))
W("tanh slope", A, ("* xp * (1 - xp)", "* (1 - xp**2)"))
W(
    "naive sigmoid overflows",
    A,
    ("    delta", "    xp = np.exp(W2.T @ h + b2) / (1 + np.exp(W2.T @ h + b2))\n    delta"),
)
W("column", A, ("W2 @ delta", "(W2 @ delta)[:, None]"))
W("delta of the outputs returned", A, ("W2 @ delta", "delta"))
W(
    "gradient through both uses of x (x treated as variable)",
    A,
    ("return W2 @ delta", "return W2 @ delta - 2 * W1.T @ (xp - x)"),
)
W("biases added to the gradient", A, ("W2 @ delta", "W2 @ delta + b1"))
U(
    "nonsense",
    """
def ae_grad_h(x, W1, b1, W2, b2):
    return np.cos(b1) * W2.sum() - 0.4
""",
)
U(
    "noise",
    """
def ae_grad_h(x, W1, b1, W2, b2):
    return np.random.default_rng(10).normal(size=b1.shape)
""",
)
P("active units only", A, ("return W2 @ delta", "return (W2 @ delta) * (h > 0)"))
P("single output only", A, ("W2 @ delta", "(W2 * delta).prod(axis=1)"))

part("ae_grad_W1")
A = R(
    "outer",
    FWD
    + """
def ae_grad_W1(x, W1, b1, W2, b2):
    z1 = W1.T @ x + b1
    h = np.maximum(z1, 0)
    xp = _sig(W2.T @ h + b2)
    delta = 2 * (xp - x) * xp * (1 - xp)
    dh = W2 @ delta
    dz1 = dh * (z1 > 0)
    return np.outer(x, dz1), dz1
""",
)
R(
    "loops",
    FWD
    + """
def ae_grad_W1(x, W1, b1, W2, b2):
    N, M = W1.shape
    z1 = [float(W1[:, i] @ x + b1[i]) for i in range(M)]
    h = np.array([z if z > 0 else 0 for z in z1])
    xp = _sig(h @ W2 + b2)
    dW1 = np.zeros((N, M)); db1 = np.zeros(M)
    for i in range(M):
        if z1[i] > 0:
            for k in range(N):
                db1[i] += -2 * (x[k] - xp[k]) * xp[k] * (1 - xp[k]) * W2[i, k]
            for j in range(N):
                dW1[j, i] = x[j] * db1[i]
    return dW1, db1
""",
)
R(
    "rows",
    """
def ae_grad_W1(x, W1, b1, W2, b2):
    X = x[None]
    Z = X @ W1 + b1
    H = Z * np.heaviside(Z, 0)
    V = H @ W2 + b2
    S = 0.5 + 0.5 * np.tanh(0.5 * V)
    G = ((S - X) * 0.5 * (1 - np.tanh(0.5 * V) ** 2)) @ W2.T * np.heaviside(Z, 0)
    return X.T @ G, G.sum(axis=0)
""",
)
R(
    "diagonal matrices",
    FWD
    + """
def ae_grad_W1(x, W1, b1, W2, b2):
    a = x @ W1 + b1
    R = np.diag((a > 0).astype(float))
    s = _sig(W2.T @ R @ a + b2)
    d = R @ W2 @ np.diag(s * (1 - s)) @ (2 * (s - x))
    return np.einsum("n,m->nm", x, d), d
""",
)
W("sign reversed", A, ("(xp - x)", "(x - xp)"))
W("factor 2 forgotten", A, ("2 * (xp", "(xp"))
W("divided by N", A, ("2 * (xp - x)", "2 / len(x) * (xp - x)"))
W("sigmoid's slope forgotten", A, (" * xp * (1 - xp)", ""))
W("relu mask forgotten", A, ("dh * (z1 > 0)", "dh"))
W("mask >= 0", A, ("z1 > 0", "z1 >= 0"))
W("mask from the gradient", A, ("z1 > 0", "dh > 0"))
W("value of the relu instead of its slope", A, ("(z1 > 0)", "h"))
W("mask without the bias", A, ("(z1 > 0)", "(W1.T @ x > 0)"))
W("dW1 transposed", A, ("np.outer(x, dz1)", "np.outer(dz1, x)"))
W("hidden bias left out", A, ("W1.T @ x + b1", "W1.T @ x"))
W("output bias left out", A, ("W2.T @ h + b2", "W2.T @ h"))
W("relu left out of the forward pass, mask kept", A, ("np.maximum(z1, 0)", "z1"))
W("x' instead of x in dW1", A, ("np.outer(x, dz1)", "np.outer(xp, dz1)"))
W("h instead of x in dW1", A, ("np.outer(x, dz1)", "np.outer(np.resize(h, x.shape), dz1)"))
W("mask only in dW1", A, ("np.outer(x, dz1), dz1", "np.outer(x, dz1), dh"))
W("mask only in db1", A, ("np.outer(x, dz1), dz1", "np.outer(x, dh), dz1"))
W("tuple swapped", A, ("return np.outer(x, dz1), dz1", "return dz1, np.outer(x, dz1)"))
W("W2 left out of the way back", A, ("W2 @ delta", "np.full(len(h), delta.sum())"))
W(
    "naive sigmoid overflows",
    A,
    ("    delta", "    xp = np.exp(W2.T @ h + b2) / (1 + np.exp(W2.T @ h + b2))\n    delta"),
)
W(
    "the target's dependence on x in it too",
    A,
    ("np.outer(x, dz1), dz1", "np.outer(x, dz1) - 2 * (xp - x)[:, None], dz1"),
)
W("mask reversed", A, ("z1 > 0", "z1 < 0"))
W("sigmoid's slope on the hidden layer as well", A, ("(z1 > 0)", "(z1 > 0) * h * (1 - h)"))
W("db1 summed", A, ("np.outer(x, dz1), dz1", "np.outer(x, dz1), dz1.sum()"))
W(
    "weights tied: dW2 transposed added",
    A,
    ("np.outer(x, dz1), dz1", "np.outer(x, dz1) + np.outer(delta, h), dz1"),
)
W(
    "W1 stepped in place",
    A,
    ("    return np.outer", "    W1 -= 0.1 * np.outer(x, dz1)\n    return np.outer"),
)
U(
    "nonsense",
    """
def ae_grad_W1(x, W1, b1, W2, b2):
    return np.cos(W1) - 0.2, np.sin(b1) + 0.4 * x.sum()
""",
)
U(
    "noise",
    """
def ae_grad_W1(x, W1, b1, W2, b2):
    r = np.random.default_rng(11)
    return r.normal(size=W1.shape), r.normal(size=b1.shape)
""",
)
P("active units only", A, ("dh * (z1 > 0)", "dh"))
P("single input only", A, ("np.outer(x, dz1)", "np.outer(np.full(len(x), x.sum()), dz1)"))
