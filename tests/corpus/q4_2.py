from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("grad_yhat")
A = R(
    "formula",
    """
def grad_yhat(y_hat):
    return -1 / y_hat
""",
)
R(
    "power",
    """
def grad_yhat(y_hat):
    return -np.power(float(y_hat), -1.0)
""",
)
R(
    "reciprocal of the negative",
    """
def grad_yhat(y_hat):
    inverse = np.reciprocal(np.float64(-y_hat))
    return float(inverse)
""",
)
R(
    "chain through the log",
    """
def grad_yhat(y_hat):
    outer, inner = -1.0, 1.0 / y_hat
    return outer * inner
""",
)
W("sign forgotten", A, ("-1 /", "1 /"))
W("derivative of -log(1 - y)", A, ("-1 / y_hat", "1 / (1 - y_hat) if y_hat < 1 else 1e300"))
W("derivative by the logit", A, ("-1 / y_hat", "-(1 - y_hat)"))
W("value of the loss", A, ("-1 / y_hat", "-np.log(y_hat)"))
W("eps in the denominator", A, ("y_hat\n", "(y_hat + 1e-3)\n"))
W("squared denominator", A, ("-1 / y_hat", "-1 / y_hat**2"))
W("logarithm to base 10", A, ("-1 / y_hat", "-1 / (y_hat * np.log(10))"))
W("logarithm to base 2", A, ("-1 / y_hat", "-1 / (y_hat * np.log(2))"))
W("clipped at 1e-3", A, ("y_hat\n", "max(y_hat, 1e-3)\n"))
W("y_hat itself", A, ("-1 / y_hat", "-y_hat"))
W("as if binary cross-entropy with both terms", A, ("-1 / y_hat", "-1 / y_hat + 1"))
W("integer division", A, ("-1 / y_hat", "-1 // y_hat"))
W("in an array of shape (1,)", A, ("-1 / y_hat", "np.array([-1 / y_hat])"))
W("doubled", A, ("-1 /", "-2 /"))
U(
    "sine",
    """
def grad_yhat(y_hat):
    return math.sin(7 * y_hat) + 0.4
""",
)
U(
    "constant",
    """
def grad_yhat(y_hat):
    return -1.77
""",
)
P("right at 1 only", A, ("-1 / y_hat", "-1 / y_hat**3"))

part("grad_H2")
A = R(
    "stable by sign",
    """
def grad_H2(H2, W2, b2):
    M = np.sum(H2 * W2) + b2
    e = np.exp(-abs(M))
    small = e / (1 + e)
    return -(small if M >= 0 else 1 - small) * W2
""",
)
R(
    "np.where and logaddexp",
    """
def grad_H2(H2, W2, b2):
    M = np.vdot(H2, W2) + b2
    return -np.exp(-np.logaddexp(0, M)) * W2
""",
)
R(
    "1/(1+exp(M)) with the exponent held",
    """
def grad_H2(H2, W2, b2):
    M = float((H2 * W2).sum()) + b2
    if M > 700:
        factor = math.exp(-M) if M < 745 else 0.0
    else:
        factor = 1 / (1 + math.exp(M))
    return [[-factor * v for v in row] for row in W2.tolist()]
""",
)
R(
    "tanh",
    """
def grad_H2(H2, W2, b2):
    M = b2
    for a, b in zip(H2.ravel(), W2.ravel()):
        M = M + a * b
    p = np.exp(-np.logaddexp(0.0, M))
    out = np.empty(W2.shape)
    out[...] = W2
    out *= -p
    return out
""",
)
W(
    "-1/y times y(1-y): 0/0 at -800",
    A,
    (
        "    return -(small if M >= 0 else 1 - small) * W2",
        "    y = 1 / (1 + np.exp(-M))\n    return -1 / y * y * (1 - y) * W2",
    ),
)
W("sign reversed", A, ("return -(", "return ("))
W("y_hat instead of 1 - y_hat", A, ("M >= 0", "M < 0"))
W(
    "slope of the sigmoid only: 1/y forgotten",
    A,
    ("-(small if M >= 0 else 1 - small)", "-small * (1 - small)"),
)
W(
    "slope of the sigmoid forgotten: -1/y",
    A,
    (
        "    return -(small if M >= 0 else 1 - small) * W2",
        "    return -np.minimum(1 + np.exp(-max(M, -700)), 1e300) * W2",
    ),
)
W("H2 instead of W2 (the gradient of W2)", A, ("1 - small) * W2", "1 - small) * H2"))
W("bias left out of M", A, (" + b2", ""))
W("W2 forgotten: a single number", A, (") * W2", ")"))
W(
    "W2 forgotten: the same number everywhere",
    A,
    ("1 - small) * W2", "1 - small) * np.ones(W2.shape)"),
)
W("transposed", A, ("1 - small) * W2", "1 - small) * W2.T"))
W(
    "exp(M) overflows to NaN (e/(1+e))",
    A,
    (
        "    return -(small if M >= 0 else 1 - small) * W2",
        "    y = np.exp(M) / (1 + np.exp(M))\n    return -(1 - y) * W2",
    ),
)
W(
    "generator's loss -log(1 - y)",
    A,
    ("return -(small if M >= 0 else 1 - small)", "return (1 - small if M >= 0 else small)"),
)
W("divided by the number of pixels", A, ("1 - small) * W2", "1 - small) * W2 / W2.size"))
W("mean instead of sum in M", A, ("np.sum(H2", "np.mean(H2"))
W(
    "W2 changed in place",
    A,
    (
        "    return -(small if M >= 0 else 1 - small) * W2",
        "    W2 *= -(small if M >= 0 else 1 - small)\n    return W2",
    ),
)
W("b2 added to the gradient", A, ("1 - small) * W2", "1 - small) * W2 + b2"))
W("flattened", A, ("1 - small) * W2", "1 - small) * W2.ravel()"))
U(
    "nonsense",
    """
def grad_H2(H2, W2, b2):
    return np.cos(H2) * b2 + np.sin(W2) - 0.3
""",
)
U(
    "constant",
    """
def grad_H2(H2, W2, b2):
    return np.full(W2.shape, -0.222)
""",
)
P("right at M = 0", A, ("-(small if M >= 0 else 1 - small)", "-0.5"))

part("unflatten")
A = R(
    "reshape",
    """
def unflatten(g, r, c):
    return g.reshape(r, c)
""",
)
R(
    "lists",
    """
def unflatten(g, r, c):
    return [[float(g[i * c + j]) for j in range(c)] for i in range(r)]
""",
)
R(
    "np.split",
    """
def unflatten(g, r, c):
    return np.vstack(np.split(np.asarray(g), r))
""",
)
R(
    "filled",
    """
def unflatten(g, r, c):
    out = np.zeros((r, c))
    for n, v in enumerate(g):
        out[divmod(n, c)] = v
    return out
""",
)
W("column-major", A, ("g.reshape(r, c)", "g.reshape(r, c, order='F')"))
W("rows and columns swapped in the shape", A, ("(r, c)\n", "(c, r)\n", 1)) if False else W(
    "shape (c, r)", A, ("g.reshape(r, c)", "g.reshape(c, r)")
)
W("right shape, transposed reading", A, ("g.reshape(r, c)", "g.reshape(c, r).T"))
W("transposed afterwards", A, ("g.reshape(r, c)", "g.reshape(r, c).T"))
W(
    "index i·r + j",
    """
def unflatten(g, r, c):
    return np.array([[g[(i * r + j) % len(g)] for j in range(c)] for i in range(r)])
""",
)
W("extra axis in front", A, ("g.reshape(r, c)", "g.reshape(1, r, c)"))
W("returned flat", A, ("g.reshape(r, c)", "g"))
W("rows from bottom to top", A, ("g.reshape(r, c)", "g.reshape(r, c)[::-1]"))
W("columns from right to left", A, ("g.reshape(r, c)", "g.reshape(r, c)[:, ::-1]"))
W("square assumed", A, ("g.reshape(r, c)", "np.resize(g, (r, r))"))
W(
    "snake order",
    """
def unflatten(g, r, c):
    m = g.reshape(r, c).copy()
    m[1::2] = m[1::2, ::-1]
    return m
""",
)
W(
    "reshapes in place",
    """
def unflatten(g, r, c):
    g[:] = g[::-1]
    return g[::-1].reshape(r, c) * 1.0
""",
)
W("shape (r·c, 1)", A, ("g.reshape(r, c)", "g.reshape(-1, 1)"))
W("integers", A, ("g.reshape(r, c)", "g.reshape(r, c).astype(int)"))
U(
    "sorted",
    """
def unflatten(g, r, c):
    return np.sort(g * 1.3 + 0.2).reshape(r, c)
""",
)
U(
    "constant",
    """
def unflatten(g, r, c):
    return np.full((r, c), g.sum())
""",
)
P("single row or column", A, ("g.reshape(r, c)", "g.reshape(c, r).T"))

part("grad_W1")
A = R(
    "sliding",
    """
def grad_W1(h, dH2, k=3):
    C, H, W = h.shape
    hp = np.pad(h, ((0, 0), (k - 1, k - 1), (k - 1, k - 1)))
    dW1 = np.zeros((C, k, k))
    for c in range(C):
        for a in range(k):
            for b in range(k):
                dW1[c, a, b] = np.sum(dH2 * hp[c, a:a + H + k - 1, b:b + W + k - 1])
    return dW1, dH2.sum()
""",
)
R(
    "valid correlation, rotated",
    """
def grad_W1(h, dH2, k=3):
    C, H, W = h.shape
    out = np.empty((C, k, k))
    for c in range(C):
        for a in range(k):
            for b in range(k):
                out[c, k - 1 - a, k - 1 - b] = np.vdot(h[c], dH2[a:a + H, b:b + W])
    return out, float(dH2.sum())
""",
)
R(
    "einsum",
    """
def grad_W1(h, dH2, k=3):
    v = np.lib.stride_tricks.sliding_window_view(np.pad(h, ((0, 0), (k - 1,) * 2, (k - 1,) * 2)), dH2.shape, axis=(1, 2))
    return np.einsum("cabij,ij->cab", v, dH2), np.einsum("ij->", dH2)
""",
)
R(
    "pixel by pixel",
    """
def grad_W1(h, dH2, k=3):
    dW1 = np.zeros((h.shape[0], k, k)); db1 = 0.0
    for i in range(dH2.shape[0]):
        for j in range(dH2.shape[1]):
            db1 += dH2[i, j]
            for a in range(k):
                for b in range(k):
                    r, q = i + a - k + 1, j + b - k + 1
                    if 0 <= r < h.shape[1] and 0 <= q < h.shape[2]:
                        dW1[:, a, b] += dH2[i, j] * h[:, r, q]
    return dW1, db1
""",
)
W("rotated by 180° (stamp convention)", A, ("return dW1, dH2", "return dW1[:, ::-1, ::-1], dH2"))
W(
    "correlation without padding: rotated",
    """
def grad_W1(h, dH2, k=3):
    v = np.lib.stride_tricks.sliding_window_view(dH2, h.shape[1:])
    return np.einsum("abij,cij->cab", v, h), dH2.sum()
""",
)
W("flipped along the rows only", A, ("return dW1, dH2", "return dW1[:, ::-1], dH2"))
W("transposed kernels", A, ("return dW1, dH2", "return dW1.transpose(0, 2, 1), dH2"))
W("bias gradient averaged", A, ("dH2.sum()", "dH2.mean()"))
W("bias gradient once for each map", A, ("dH2.sum()", "C * dH2.sum()"))
W("bias gradient not summed", A, ("return dW1, dH2.sum()", "return dW1, dH2"))
W("bias gradient 1", A, ("dH2.sum()", "1.0"))
W(
    "bias gradient from the middle of the image",
    A,
    ("return dW1, dH2.sum()", "return dW1, dH2[k - 1:H, k - 1:W].sum()"),
)
W("averaged over the pixels", A, ("np.sum(dH2", "np.mean(dH2"))
W("sign reversed", A, ("return dW1, dH2.sum()", "return -dW1, -dH2.sum()"))
W("summed over the maps", A, ("return dW1,", "return dW1.sum(axis=0),"))
W("first map for all", A, ("hp[c,", "hp[0,"))
W(
    "maps summed before",
    A,
    ("hp[c,", "hp.sum(axis=0)["),
    ("a:a + H + k - 1, b:b + W + k - 1", "a:a + H + k - 1, b:b + W + k - 1"),
)
W("tuple swapped", A, ("return dW1, dH2.sum()", "return dH2.sum(), dW1"))
W(
    "kernel size hard-coded 3",
    A,
    ("    C, H, W", "    k = 3\n    C, H, W"),
    ("dH2 * hp", "np.resize(dH2, (H + 2, W + 2)) * hp"),
)
W("default k = 2", A, ("k=3", "k=2"))
W("maps in the reversed order", A, ("return dW1,", "return dW1[::-1],"))
W(
    "only the bottom right of the image (offset wrong by one)",
    A,
    ("dH2 * hp[c, a:a", "dH2 * np.roll(hp, 1, axis=2)[c, a:a"),
)
W("no bias gradient", A, ("return dW1, dH2.sum()", "return dW1"))
W(
    "the kernels' gradient as if the image were not padded ('valid' part)",
    A,
    ("hp[c, a:a + H + k - 1, b:b + W + k - 1]", "np.pad(h[c], ((0, k - 1), (0, k - 1)))"),
)
U(
    "nonsense",
    """
def grad_W1(h, dH2, k=3):
    return np.sin(np.arange(len(h) * k * k)).reshape(-1, k, k) * h.sum(), float(np.cos(dH2).sum()) + 0.2
""",
)
U(
    "noise",
    """
def grad_W1(h, dH2, k=3):
    r = np.random.default_rng(5)
    return r.normal(size=(len(h), k, k)), r.normal()
""",
)
P("1×1 kernels only", A, ("return dW1, dH2", "return np.roll(dW1, 1, axis=1), dH2"))
P("one map only", A, ("hp[c,", "hp.mean(axis=0)["))

part("grad_h1")
A = R(
    "stamps read back",
    """
def grad_h1(W1, dH2):
    C, kh, kw = W1.shape
    H, W = dH2.shape[0] - kh + 1, dH2.shape[1] - kw + 1
    dh = np.zeros((C, H, W))
    for c in range(C):
        K = W1[c, ::-1, ::-1]
        for i in range(H):
            for j in range(W):
                dh[c, i, j] = np.sum(K * dH2[i:i + kh, j:j + kw])
    return dh
""",
)
R(
    "windows",
    """
def grad_h1(W1, dH2):
    v = np.lib.stride_tricks.sliding_window_view(dH2, W1.shape[1:])
    return np.einsum("ijab,cab->cij", v, np.flip(W1, (1, 2)))
""",
)
R(
    "scatter",
    """
def grad_h1(W1, dH2):
    C, kh, kw = W1.shape
    big = np.zeros((C, dH2.shape[0] + kh - 1, dH2.shape[1] + kw - 1))
    for i in range(dH2.shape[0]):
        for j in range(dH2.shape[1]):
            big[:, i:i + kh, j:j + kw] += dH2[i, j] * W1
    return big[:, kh - 1:dH2.shape[0], kw - 1:dH2.shape[1]]
""",
)
R(
    "matrix and its transpose",
    """
def grad_h1(W1, dH2):
    C, kh, kw = W1.shape
    R, S = dH2.shape
    H, W = R - kh + 1, S - kw + 1
    out = []
    for c in range(C):
        M = np.zeros((R * S, H * W))
        for i in range(R):
            for j in range(S):
                for a in range(kh):
                    for b in range(kw):
                        p, q = i + a - kh + 1, j + b - kw + 1
                        if 0 <= p < H and 0 <= q < W:
                            M[i * S + j, p * W + q] = W1[c, a, b]
        out.append((M.T @ dH2.reshape(-1)).reshape(H, W))
    return np.array(out)
""",
)
W("kernel not rotated", A, ("W1[c, ::-1, ::-1]", "W1[c]"))
W("kernel flipped along the rows only", A, ("W1[c, ::-1, ::-1]", "W1[c, ::-1]"))
W(
    "kernel transposed and rotated (C where its transpose belongs)",
    A,
    ("W1[c, ::-1, ::-1]", "W1[c, ::-1, ::-1].T.reshape(kh, kw)"),
)
W(
    "full size instead of valid",
    """
def grad_h1(W1, dH2):
    C, kh, kw = W1.shape
    big = np.zeros((C, dH2.shape[0] + kh - 1, dH2.shape[1] + kw - 1))
    for i in range(dH2.shape[0]):
        for j in range(dH2.shape[1]):
            big[:, i:i + kh, j:j + kw] += dH2[i, j] * W1
    return big
""",
)
W(
    "cropped at the wrong side",
    """
def grad_h1(W1, dH2):
    C, kh, kw = W1.shape
    H, W = dH2.shape[0] - kh + 1, dH2.shape[1] - kw + 1
    big = np.zeros((C, dH2.shape[0] + kh - 1, dH2.shape[1] + kw - 1))
    for i in range(dH2.shape[0]):
        for j in range(dH2.shape[1]):
            big[:, i:i + kh, j:j + kw] += dH2[i, j] * W1
    return big[:, :H, :W]
""",
)
W("same kernel for all maps", A, ("W1[c, ::-1", "W1[0, ::-1"))
W("maps added", A, ("return dh", "return dh.sum(axis=0)"))
W("same size as dH2", A, ("return dh", "return np.pad(dh, ((0, 0), (0, kh - 1), (0, kw - 1)))"))
W("averaged over the taps", A, ("np.sum(K", "np.mean(K"))
W("sign reversed", A, ("return dh", "return -dh"))
W("rows and columns swapped", A, ("return dh", "return dh.transpose(0, 2, 1)"))
W("relu mask applied to the gradient", A, ("return dh", "return np.maximum(dh, 0)"))
W("maps in the reversed order", A, ("return dh", "return dh[::-1]"))
W(
    "+1 forgotten in the size",
    A,
    ("dH2.shape[0] - kh + 1, dH2.shape[1] - kw + 1", "dH2.shape[0] - kh, dH2.shape[1] - kw"),
)
W("channel last", A, ("return dh", "return dh.transpose(1, 2, 0)"))
W("flattened", A, ("return dh", "return dh.ravel()"))
W(
    "image flipped instead of the kernel, result not flipped back",
    A,
    ("W1[c, ::-1, ::-1]", "W1[c]"),
    ("    dh = ", "    dH2 = dH2[::-1, ::-1]\n    dh = "),
)
W("kernels hard-coded 3×3 size of h 2×2", A, ("return dh", "return dh[:, :2, :2]"))
U(
    "nonsense",
    """
def grad_h1(W1, dH2):
    return np.sin(np.arange(len(W1) * (dH2.shape[0] - W1.shape[1] + 1) * (dH2.shape[1] - W1.shape[2] + 1))).reshape(len(W1), dH2.shape[0] - W1.shape[1] + 1, -1) + dH2.sum()
""",
)
U(
    "noise",
    """
def grad_h1(W1, dH2):
    return np.random.default_rng(6).normal(size=(len(W1), dH2.shape[0] - W1.shape[1] + 1, dH2.shape[1] - W1.shape[2] + 1))
""",
)
P("1×1 kernels", A, ("W1[c, ::-1, ::-1]", "np.roll(W1[c], 1, 0)"))
P("symmetric kernels", A, ("W1[c, ::-1, ::-1]", "(W1[c] + W1[c, ::-1, ::-1]) / 2"))

part("grad_h0")
A = R(
    "reshape",
    """
def grad_h0(dh):
    return dh.reshape(-1)
""",
)
R(
    "loop",
    """
def grad_h0(dh):
    out = []
    for m in dh:
        for row in m:
            out.extend(float(v) for v in row)
    return out
""",
)
R(
    "ravel copy",
    """
def grad_h0(dh):
    return np.array(dh).ravel(order="C").copy()
""",
)
R(
    "index arithmetic",
    """
def grad_h0(dh):
    g = np.zeros(4 * dh.shape[0])
    for (c, i, j), v in np.ndenumerate(dh):
        g[4 * c + 2 * i + j] = v
    return g
""",
)
W("column-major", A, ("dh.reshape(-1)", "dh.ravel(order='F')"))
W("each map column by column", A, ("dh.reshape(-1)", "dh.transpose(0, 2, 1).reshape(-1)"))
W("channel last", A, ("dh.reshape(-1)", "dh.transpose(1, 2, 0).reshape(-1)"))
W("shape (C, 4)", A, ("dh.reshape(-1)", "dh.reshape(len(dh), 4)"))
W("shape (4C, 1)", A, ("dh.reshape(-1)", "dh.reshape(-1, 1)"))
W("shape (1, 4C)", A, ("dh.reshape(-1)", "dh.reshape(1, -1)"))
W("reversed", A, ("dh.reshape(-1)", "dh.reshape(-1)[::-1]"))
W("maps in the reversed order", A, ("dh.reshape(-1)", "dh[::-1].reshape(-1)"))
W("summed over the maps", A, ("dh.reshape(-1)", "dh.sum(axis=0).reshape(-1)"))
W("relu applied to the gradient", A, ("dh.reshape(-1)", "np.maximum(dh, 0).reshape(-1)"))
W("first eight numbers only", A, ("dh.reshape(-1)", "dh.reshape(-1)[:8]"))
W("returned unchanged", A, ("dh.reshape(-1)", "dh"))
W("sorted", A, ("dh.reshape(-1)", "np.sort(dh.reshape(-1))"))
W("integers", A, ("dh.reshape(-1)", "dh.reshape(-1).astype(int)"))
U(
    "sine",
    """
def grad_h0(dh):
    return np.sin(3 * dh.reshape(-1)) + 0.4
""",
)
U(
    "constant",
    """
def grad_h0(dh):
    return np.full(dh.size, 0.66)
""",
)
P("one map only", A, ("dh.reshape(-1)", "dh.transpose(1, 2, 0).reshape(-1)"))

part("grad_W0")
A = R(
    "outer",
    """
def grad_W0(Z, W0, b0, dh0):
    mask = (W0 @ Z + b0) > 0
    db0 = dh0 * mask
    return np.outer(db0, Z), db0
""",
)
R(
    "loop",
    """
def grad_W0(Z, W0, b0, dh0):
    dW0 = np.zeros_like(W0); db0 = np.zeros_like(b0)
    for u in range(len(b0)):
        if sum(W0[u] * Z) + b0[u] > 0:
            db0[u] = dh0[u]
            dW0[u] = dh0[u] * Z
    return dW0, db0
""",
)
R(
    "copy and index",
    """
def grad_W0(Z, W0, b0, dh0):
    d = dh0.copy()
    d[W0.dot(Z) + b0 <= 0] = 0
    return d.reshape(-1, 1) @ Z.reshape(1, -1), d
""",
)
R(
    "bias as third weight",
    """
def grad_W0(Z, W0, b0, dh0):
    z = np.append(Z, 1.0)
    G = np.einsum("u,j->uj", np.where(np.column_stack([W0, b0]) @ z > 0, dh0, 0), z)
    return G[:, :2], G[:, 2]
""",
)
W("relu mask forgotten", A, ("dh0 * mask", "dh0"))
W("mask >= 0", A, ("> 0", ">= 0"))
W("mask without the bias", A, ("W0 @ Z + b0", "W0 @ Z"))
W("mask from the gradient", A, ("(W0 @ Z + b0) > 0", "dh0 > 0"))
W("mask only on dW0", A, ("return np.outer(db0, Z), db0", "return np.outer(db0, Z), dh0"))
W("mask only on db0", A, ("np.outer(db0, Z)", "np.outer(dh0, Z)"))
W("dW0 transposed", A, ("np.outer(db0, Z)", "np.outer(Z, db0)"))
W("db0 summed", A, ("return np.outer(db0, Z), db0", "return np.outer(db0, Z), db0.sum()"))
W("tuple swapped", A, ("return np.outer(db0, Z), db0", "return db0, np.outer(db0, Z)"))
W("the relu's value in place of its slope", A, ("(W0 @ Z + b0) > 0", "np.maximum(W0 @ Z + b0, 0)"))
W("Z forgotten", A, ("np.outer(db0, Z)", "np.outer(db0, np.ones(2))"))
W("W0 in place of Z", A, ("np.outer(db0, Z)", "db0[:, None] * W0"))
W("mask reversed", A, ("> 0", "< 0"))
W("sign reversed", A, ("return np.outer(db0, Z), db0", "return -np.outer(db0, Z), -db0"))
W("dh0 changed in place", A, ("db0 = dh0 * mask", "dh0 *= mask\n    db0 = dh0"))
W("Z reversed", A, ("np.outer(db0, Z)", "np.outer(db0, Z[::-1])"))
W("mask from dh0's own forward: Z > 0", A, ("(W0 @ Z + b0) > 0", "np.full(8, Z.sum() > 0)"))
W(
    "outer product with the norm of Z",
    A,
    ("np.outer(db0, Z)", "np.outer(db0, Z / np.linalg.norm(Z))"),
)
W("leaky 0.01", A, ("mask\n    return", "np.where(mask, 1, 0.01)\n    return"))
U(
    "noise",
    """
def grad_W0(Z, W0, b0, dh0):
    r = np.random.default_rng(7)
    return r.normal(size=(8, 2)), r.normal(size=8)
""",
)
U(
    "nonsense",
    """
def grad_W0(Z, W0, b0, dh0):
    return np.cos(W0) + 0.1 * Z, np.sin(b0) * dh0 ** 2 - 0.2
""",
)
P("active units only", A, ("dh0 * mask", "dh0"))

part("gan_backward")
A = R(
    "all in one",
    """
def _full(h, W1):
    C, kh, kw = W1.shape
    hp = np.pad(h, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    out = np.zeros((C, h.shape[1] + kh - 1, h.shape[2] + kw - 1))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            out[:, i, j] = (W1 * hp[:, i:i + kh, j:j + kw]).sum(axis=(1, 2))
    return out

def gan_backward(Z, W0, b0, W1, b1, W2, b2):
    z0 = W0 @ Z + b0
    h = np.maximum(z0, 0).reshape(2, 2, 2)
    H2 = _full(h, W1).sum(axis=0) + b1
    M = np.sum(W2 * H2) + b2
    loss = np.logaddexp(0, -M)
    db2 = -np.exp(-np.logaddexp(0, M))
    dW2 = db2 * H2
    dH2 = db2 * W2
    hp = np.pad(h, ((0, 0), (2, 2), (2, 2)))
    dW1 = np.zeros((2, 3, 3))
    for a in range(3):
        for b in range(3):
            dW1[:, a, b] = (dH2 * hp[:, a:a + 4, b:b + 4]).sum(axis=(1, 2))
    db1 = dH2.sum()
    dh1 = np.zeros((2, 2, 2))
    for i in range(2):
        for j in range(2):
            dh1[:, i, j] = (W1[:, ::-1, ::-1] * dH2[i:i + 3, j:j + 3]).sum(axis=(1, 2))
    dh0 = dh1.reshape(8)
    db0 = dh0 * (z0 > 0)
    dW0 = np.outer(db0, Z)
    return loss, dW2, db2, dH2, dW1, db1, dh1, dh0, dW0, db0
""",
)
R(
    "one linear map",
    """
def gan_backward(Z, W0, b0, W1, b1, W2, b2):
    T = np.zeros((2, 3, 3, 2, 2, 4, 4))
    for c in range(2):
        for a in range(3):
            for b in range(3):
                for p in range(2):
                    for q in range(2):
                        T[c, a, b, p, q, p + 2 - a, q + 2 - b] = 1
    pre = W0.dot(Z) + b0
    on = pre > 0
    h = np.where(on, pre, 0).reshape(2, 2, 2)
    H2 = np.einsum("cab,cpq,cabpqij->ij", W1, h, T) + b1
    M = float((W2 * H2).sum() + b2)
    if M >= 0:
        loss, g = math.log1p(math.exp(-M)), -math.exp(-M) / (1 + math.exp(-M))
    else:
        loss, g = -M + math.log1p(math.exp(M)), -1 / (1 + math.exp(M))
    dH2 = g * W2
    dW1 = np.einsum("ij,cpq,cabpqij->cab", dH2, h, T)
    dh1 = np.einsum("ij,cab,cabpqij->cpq", dH2, W1, T)
    dh0 = dh1.ravel()
    db0 = np.where(on, dh0, 0)
    return loss, g * H2, g, dH2, dW1, dH2.sum(), dh1, dh0, db0[:, None] * Z, db0
""",
)
R(
    "a list, loops",
    """
def gan_backward(Z, W0, b0, W1, b1, W2, b2):
    pre = [W0[u, 0] * Z[0] + W0[u, 1] * Z[1] + b0[u] for u in range(8)]
    h0 = [max(t, 0.0) for t in pre]
    H2 = np.zeros((4, 4)) + b1
    links = []
    for c in range(2):
        for a in range(3):
            for b in range(3):
                for p in range(2):
                    for q in range(2):
                        links.append((c, a, b, 4 * c + 2 * p + q, p + 2 - a, q + 2 - b))
    for c, a, b, u, i, j in links:
        H2[i, j] += W1[c, a, b] * h0[u]
    M = (H2 * W2).sum() + b2
    g = 0.5 * np.tanh(M / 2) - 0.5 if M < 30 else -np.exp(-M) / (1 + np.exp(-M))
    loss = max(-M, 0) + np.log1p(np.exp(-abs(M)))
    dH2 = g * W2
    dW1, dh0 = np.zeros((2, 3, 3)), np.zeros(8)
    for c, a, b, u, i, j in links:
        dW1[c, a, b] += dH2[i, j] * h0[u]
        dh0[u] += dH2[i, j] * W1[c, a, b]
    db0 = np.array([d if t > 0 else 0.0 for d, t in zip(dh0, pre)])
    return [loss, g * H2, g, dH2, dW1, sum(sum(dH2)), dh0.reshape(2, 2, 2), dh0, np.outer(db0, Z), db0]
""",
)
R(
    "class",
    """
class Gan:
    def __init__(self, W0, b0, W1, b1, W2, b2):
        self.p = W0, b0, W1, b1, W2, b2

    def forward(self, Z):
        W0, b0, W1, b1, W2, b2 = self.p
        self.a = W0 @ Z + b0
        self.h = (self.a * (self.a > 0)).reshape(2, 2, 2)
        self.win = np.lib.stride_tricks.sliding_window_view(np.pad(self.h, ((0, 0), (2, 2), (2, 2))), (3, 3), axis=(1, 2))
        self.H2 = np.einsum("cijab,cab->ij", self.win, W1) + b1
        return np.tensordot(W2, self.H2) + b2

def gan_backward(Z, W0, b0, W1, b1, W2, b2):
    net = Gan(W0, b0, W1, b1, W2, b2)
    M = net.forward(Z)
    d = -1 / (1 + np.exp(M)) if M < 700 else -np.exp(-M)
    dI = d * W2
    dk = np.einsum("cijab,ij->cab", net.win, dI)
    dm = np.einsum("pqab,cab->cpq", np.lib.stride_tricks.sliding_window_view(dI, (3, 3)), W1[:, ::-1, ::-1])
    dz = dm.ravel() * (net.a > 0)
    return np.logaddexp(0, -M), d * net.H2, d, dI, dk, dI.sum(), dm, dm.ravel(), np.outer(dz, Z), dz
""",
)
W("sign of dL/dM reversed, all follows", A, ("db2 = -np.exp", "db2 = np.exp"))
W(
    "y_hat instead of 1 - y_hat",
    A,
    ("-np.exp(-np.logaddexp(0, M))", "-np.exp(-np.logaddexp(0, -M))"),
)
W(
    "-1/y without the sigmoid's slope",
    A,
    ("-np.exp(-np.logaddexp(0, M))", "-np.exp(min(np.logaddexp(0, -M), 700))"),
)
W(
    "naive: 0/0 or log 0 at M = -800",
    A,
    ("np.logaddexp(0, -M)\n", "-np.log(1 / (1 + np.exp(-M)))\n"),
    (
        "-np.exp(-np.logaddexp(0, M))",
        "-1 / (1 / (1 + np.exp(-M))) * (1 / (1 + np.exp(-M))) * (1 - 1 / (1 + np.exp(-M)))",
    ),
)
W("loss with the wrong sign", A, ("loss = np", "loss = -np"))
W("loss -log(1 - y)", A, ("np.logaddexp(0, -M)\n", "np.logaddexp(0, M)\n"))
W("dW1 rotated by 180°", A, ("    db1 = ", "    dW1 = dW1[:, ::-1, ::-1]\n    db1 = "))
W("dh1 with the kernel not rotated", A, ("W1[:, ::-1, ::-1]", "W1"))
W("flipped kernel in the forward pass", A, ("(W1 * hp", "(W1[:, ::-1, ::-1] * hp"))
W(
    "flipped kernel in the forward pass, gradients consistent with it",
    A,
    ("(W1 * hp", "(W1[:, ::-1, ::-1] * hp"),
    ("(W1[:, ::-1, ::-1] * dH2", "(W1 * dH2"),
    ("    db1 = ", "    dW1 = dW1[:, ::-1, ::-1]\n    db1 = "),
)
W("b0 left out", A, ("W0 @ Z + b0", "W0 @ Z"))
W("b1 left out", A, (".sum(axis=0) + b1", ".sum(axis=0)"))
W("b2 left out", A, ("H2) + b2", "H2)"))
W("relu mask left out", A, ("dh0 * (z0 > 0)", "dh0"))
W("mask >= 0", A, ("z0 > 0", "z0 >= 0"))
W(
    "mask already in dh1 and dh0",
    A,
    ("    dh0 = dh1.reshape(8)", "    dh1 = dh1 * (h > 0)\n    dh0 = dh1.reshape(8)"),
)
W("mask already in dh0", A, ("    db0 = dh0 * (z0 > 0)", "    dh0 = dh0 * (z0 > 0)\n    db0 = dh0"))
W("mask from dh0", A, ("z0 > 0", "dh0 > 0"))
W("dW2 with W2 instead of H2", A, ("dW2 = db2 * H2", "dW2 = db2 * W2"))
W("dH2 with H2 instead of W2", A, ("dH2 = db2 * W2", "dH2 = db2 * H2"))
W("db1 averaged", A, ("db1 = dH2.sum()", "db1 = dH2.mean()"))
W("db1 for both maps", A, ("db1 = dH2.sum()", "db1 = 2 * dH2.sum()"))
W("db2 taken as 1", A, ("return loss, dW2, db2", "return loss, dW2, 1.0"))
W("dW0 transposed", A, ("np.outer(db0, Z)", "np.outer(Z, db0)"))
W("dh0 column by column", A, ("dh1.reshape(8)", "dh1.transpose(0, 2, 1).reshape(8)"))
W("dW0 and db0 swapped", A, ("dW0, db0\n", "db0, dW0\n"))
W("dh1 and dh0 swapped", A, ("dh1, dh0, dW0", "dh0, dh1, dW0"))
W(
    "loss returned last",
    A,
    (
        "return loss, dW2, db2, dH2, dW1, db1, dh1, dh0, dW0, db0",
        "return dW2, db2, dH2, dW1, db1, dh1, dh0, dW0, db0, loss",
    ),
)
W("loss left out", A, ("return loss, dW2", "return dW2"))
W("dW1 from the padded map of the first channel", A, ("(dH2 * hp[:, a", "(dH2 * hp[:1, a"))
W("maps averaged in the forward pass", A, (".sum(axis=0) + b1", ".mean(axis=0) + b1"))
W("relu left out of the forward pass", A, ("np.maximum(z0, 0)", "z0"))
W("W2 updated before dH2", A, ("    dH2 = db2 * W2", "    W2 = W2 - 0.1 * dW2\n    dH2 = db2 * W2"))
W("everything averaged over 16 pixels", A, ("db2 = -np", "db2 = -1 / 16 * np"))
W("dH2 transposed", A, ("dH2 = db2 * W2", "dH2 = db2 * W2.T"))
W(
    "generator's gradients: descent direction for all",
    A,
    (
        "return loss, dW2, db2, dH2, dW1, db1, dh1, dh0, dW0, db0",
        "return loss, -dW2, -db2, -dH2, -dW1, -db1, -dh1, -dh0, -dW0, -db0",
    ),
)
U(
    "noise",
    """
def gan_backward(Z, W0, b0, W1, b1, W2, b2):
    r = np.random.default_rng(8)
    n = lambda *s: r.normal(size=s)
    return float(n()), n(4, 4), float(n()), n(4, 4), n(2, 3, 3), float(n()), n(2, 2, 2), n(8), n(8, 2), n(8)
""",
)
U(
    "nonsense of all kinds",
    A,
    ("(W1 * hp", "(np.sin(W1) * hp"),
    ("dW2 = db2 * H2", "dW2 = np.cos(H2)"),
    ("z0 > 0", "z0 > 0.2"),
    ("dH2 = db2 * W2", "dH2 = db2 * W2 ** 2 + 0.1"),
    ("loss = np.logaddexp(0, -M)", "loss = np.logaddexp(0.3, -M)"),
)
P("all units active only", A, ("dh0 * (z0 > 0)", "dh0"))
P(
    "moderate M only",
    A,
    ("loss = np.logaddexp(0, -M)", "loss = np.logaddexp(0, -M) if abs(M) < 100 else np.nan"),
    ("    dW2 =", "    db2 = db2 if abs(M) < 100 else np.nan\n    dW2 ="),
)
