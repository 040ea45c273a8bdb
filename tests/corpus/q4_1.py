from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("generator_hidden")
A = R(
    "reshape",
    """
def generator_hidden(Z, W0, b0):
    return np.maximum(W0 @ Z + b0, 0).reshape(2, 2, 2)
""",
)
R(
    "loop",
    """
def generator_hidden(Z, W0, b0):
    h = np.zeros((2, 2, 2))
    for c in range(2):
        for i in range(2):
            for j in range(2):
                u = 4 * c + 2 * i + j
                t = W0[u, 0] * Z[0] + W0[u, 1] * Z[1] + b0[u]
                h[c, i, j] = t if t > 0 else 0
    return h
""",
)
R(
    "lists",
    """
def generator_hidden(Z, W0, b0):
    v = [max(0.0, float(np.dot(r, Z) + b)) for r, b in zip(W0, b0)]
    return [[v[0:2], v[2:4]], [v[4:6], v[6:8]]]
""",
)
R(
    "einsum and where",
    """
def generator_hidden(Z, W0, b0):
    z = np.einsum("ij,j->i", W0, Z) + b0
    return np.where(z > 0, z, 0.0).reshape((2, 2, -1), order="C")
""",
)
W("relu left out", A, ("np.maximum(W0 @ Z + b0, 0)", "(W0 @ Z + b0)"))
W("bias left out", A, (" + b0", ""))
W("bias added after the relu", A, ("np.maximum(W0 @ Z + b0, 0)", "(np.maximum(W0 @ Z, 0) + b0)"))
W("column-major layout", A, ("(2, 2, 2)", "(2, 2, 2, order='F')"))
W("maps' rows and columns swapped", A, ("(2, 2, 2)", "(2, 2, 2).transpose(0, 2, 1)"))
W("channel last", A, ("(2, 2, 2)", "(2, 2, 2).transpose(1, 2, 0)"))
W("not laid out", A, (".reshape(2, 2, 2)", ""))
W("one 2×4 image", A, ("reshape(2, 2, 2)", "reshape(2, 4)"))
W(
    "sigmoid instead of relu",
    A,
    ("np.maximum(W0 @ Z + b0, 0)", "(1 / (1 + np.exp(-(W0 @ Z + b0))))"),
)
W("tanh instead of relu", A, ("np.maximum(W0 @ Z + b0, 0)", "np.tanh(W0 @ Z + b0)"))
W("absolute value", A, ("np.maximum(W0 @ Z + b0, 0)", "np.abs(W0 @ Z + b0)"))
W(
    "leaky relu 0.01",
    A,
    ("np.maximum(W0 @ Z + b0, 0)", "np.where(W0 @ Z + b0 > 0, W0 @ Z + b0, 0.01 * (W0 @ Z + b0))"),
)
W("minimum instead of maximum", A, ("maximum", "minimum"))
W("bias subtracted", A, ("+ b0", "- b0"))
W("Z reversed", A, ("W0 @ Z", "W0 @ Z[::-1]"))
W("maps in the reversed order", A, ("(2, 2, 2)", "(2, 2, 2)[::-1]"))
W("W0 reshaped instead of transposed", A, ("W0 @ Z", "Z @ W0.reshape(2, 8)"))
W("bias doubled", A, ("+ b0", "+ 2 * b0"))
W(
    "b0 changed in place",
    A,
    ("    return np.maximum(W0 @ Z + b0, 0)", "    b0 += W0 @ Z\n    return np.maximum(b0, 0)"),
)
U(
    "noise",
    """
def generator_hidden(Z, W0, b0):
    return np.random.normal(size=(2, 2, 2))
""",
)
U(
    "mixture",
    """
def generator_hidden(Z, W0, b0):
    return np.cos(W0[:, 0] * b0 + Z[1]).reshape(2, 2, 2) + 0.2
""",
)
P("active units only", A, ("np.maximum(W0 @ Z + b0, 0)", "np.abs(W0 @ Z + b0)"))
P("zero bias only", A, ("+ b0", "+ b0**2"))

part("full_conv_maps")
F = R(
    "windows",
    """
def full_conv_maps(h, W1):
    C, kh, kw = W1.shape
    hp = np.pad(h, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    out = np.zeros((C, h.shape[1] + kh - 1, h.shape[2] + kw - 1))
    for c in range(C):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                out[c, i, j] = (W1[c] * hp[c, i:i + kh, j:j + kw]).sum()
    return out
""",
)
R(
    "stamps of the rotated kernel",
    """
def full_conv_maps(h, W1):
    C, kh, kw = W1.shape
    out = np.zeros((C, h.shape[1] + kh - 1, h.shape[2] + kw - 1))
    for c in range(C):
        k = np.rot90(W1[c], 2)
        for i in range(h.shape[1]):
            for j in range(h.shape[2]):
                out[c, i:i + kh, j:j + kw] += h[c, i, j] * k
    return out
""",
)
R(
    "einsum of strided windows",
    """
def full_conv_maps(h, W1):
    kh, kw = W1.shape[1:]
    hp = np.pad(h, ((0, 0), (kh - 1,) * 2, (kw - 1,) * 2))
    v = np.lib.stride_tricks.sliding_window_view(hp, (kh, kw), axis=(1, 2))
    return np.einsum("cijab,cab->cij", v, W1)
""",
)
R(
    "bounds checked, lists",
    """
def full_conv_maps(h, W1):
    C, H, W = h.shape
    _, kh, kw = W1.shape
    maps = []
    for c in range(C):
        m = []
        for i in range(H + kh - 1):
            row = []
            for j in range(W + kw - 1):
                t = 0.0
                for a in range(kh):
                    for b in range(kw):
                        r, q = i + a - kh + 1, j + b - kw + 1
                        if 0 <= r < H and 0 <= q < W:
                            t += float(W1[c, a, b] * h[c, r, q])
                row.append(t)
            m.append(row)
        maps.append(m)
    return maps
""",
)
R(
    "Fourier",
    """
def full_conv_maps(h, W1):
    n = h.shape[1] + W1.shape[1] - 1, h.shape[2] + W1.shape[2] - 1
    f = np.fft.rfft2(h, n) * np.fft.rfft2(W1[:, ::-1, ::-1], n)
    return np.fft.irfft2(f, n)
""",
)
W("kernel flipped (true convolution)", F, ("W1[c] *", "W1[c, ::-1, ::-1] *"))
W(
    "stamps of the unflipped kernel",
    """
def full_conv_maps(h, W1):
    C, kh, kw = W1.shape
    out = np.zeros((C, h.shape[1] + kh - 1, h.shape[2] + kw - 1))
    for i in range(h.shape[1]):
        for j in range(h.shape[2]):
            out[:, i:i + kh, j:j + kw] += h[:, i, j, None, None] * W1
    return out
""",
)
W("kernel transposed", F, ("(W1[c] *", "(W1[c].T.reshape(kh, kw) *"))
W("maps added", F, ("return out", "return out.sum(axis=0)"))
W("one kernel for all maps", F, ("W1[c] *", "W1[0] *"))
W("kernels exchanged among the maps", F, ("W1[c] *", "W1[C - 1 - c] *"))
W(
    "valid part only",
    F,
    (
        "return out",
        "return out[:, kh - 1:h.shape[1], kw - 1:h.shape[2]] if h.shape[1] >= kh and h.shape[2] >= kw else out[:, :1, :1]",
    ),
)
W(
    "same size only",
    F,
    (
        "return out",
        "return out[:, (kh - 1) // 2:(kh - 1) // 2 + h.shape[1], (kw - 1) // 2:(kw - 1) // 2 + h.shape[2]]",
    ),
)
W(
    "padding 2 whatever the kernel",
    F,
    ("(kh - 1, kh - 1), (kw - 1, kw - 1)", "(2, 2), (2, 2)"),
    (
        "h.shape[1] + kh - 1, h.shape[2] + kw - 1",
        "max(h.shape[1] + 5 - kh, 1), max(h.shape[2] + 5 - kw, 1)",
    ),
    ("    for c", "    hp = np.pad(hp, ((0, 0), (0, 9), (0, 9)))\n    for c"),
)
W(
    "zeros on top and left only, twice as many",
    F,
    ("(kh - 1, kh - 1), (kw - 1, kw - 1)", "(2 * kh - 2, 0), (2 * kw - 2, 0)"),
)
W("padding kh (one too many)", F, ("(kh - 1, kh - 1), (kw - 1, kw - 1)", "(kh, kh), (kw, kw)"))
W("padding wraps round", F, ("(kw - 1, kw - 1)))", "(kw - 1, kw - 1)), mode='wrap')"))
W(
    "padding rows and columns exchanged",
    F,
    ("(kh - 1, kh - 1), (kw - 1, kw - 1)", "(kw - 1, kw - 1), (kh - 1, kh - 1)"),
    (
        "h.shape[1] + kh - 1, h.shape[2] + kw - 1",
        "h.shape[1] + 2 * kw - 1 - kh, h.shape[2] + 2 * kh - 1 - kw",
    ),
    (
        "    for c",
        "    hp = np.pad(hp, ((0, 0), (0, 9), (0, 9)))\n    out = out if out.size else np.zeros((C, 1, 1))\n    for c",
    ),
)
W("mean instead of sum", F, (").sum()", ").mean()"))
W("relu on the maps", F, ("return out", "return np.maximum(out, 0)"))
W("output shifted by one", F, ("return out", "return np.roll(out, 1, axis=2)"))
W("output rotated by 180°", F, ("return out", "return out[:, ::-1, ::-1]"))
W("stride 2", F, ("return out", "return out[:, ::2, ::2]"))
U(
    "nonsense",
    """
def full_conv_maps(h, W1):
    n = h.shape[1] + W1.shape[1] - 1, h.shape[2] + W1.shape[2] - 1
    return np.ones((len(h), 1, 1)) * np.add.outer(np.sin(np.arange(n[0])), np.cos(np.arange(n[1]))) * h.sum()
""",
)
U("two slips", F, ("W1[c] *", "W1[c, ::-1] *"), ("return out", "return out * 1.1 + 0.07"))
P("symmetric kernels", F, ("W1[c] *", "(W1[c] + W1[c, ::-1, ::-1]) / 2 *"))
P("one map", F, ("W1[c] *", "W1.mean(axis=0) *"))

FULL = F
part("generator_output")
A = R(
    "sum of the maps",
    FULL
    + """
def generator_output(h, W1, b1):
    return full_conv_maps(h, W1).sum(axis=0) + b1
""",
)
R(
    "one stack of stamps",
    """
def generator_output(h, W1, b1):
    C, kh, kw = W1.shape
    out = np.full((h.shape[1] + kh - 1, h.shape[2] + kw - 1), float(b1))
    for i in range(h.shape[1]):
        for j in range(h.shape[2]):
            out[i:i + kh, j:j + kw] += np.tensordot(h[:, i, j], W1[:, ::-1, ::-1], axes=1)
    return out
""",
)
R(
    "channels in the einsum",
    """
def generator_output(h, W1, b1):
    kh, kw = W1.shape[1:]
    hp = np.pad(h, ((0, 0), (kh - 1,) * 2, (kw - 1,) * 2))
    return b1 + np.einsum("cijab,cab->ij", np.lib.stride_tricks.sliding_window_view(hp, (kh, kw), axis=(1, 2)), W1)
""",
)
R(
    "loop over maps",
    FULL
    + """
def generator_output(h, W1, b1):
    total = 0
    for c in range(len(h)):
        total = total + full_conv_maps(h[c:c + 1], W1[c:c + 1])[0]
    return (total + b1).tolist()
""",
)
W("bias left out", A, (" + b1", ""))
W(
    "bias once for each map",
    A,
    ("full_conv_maps(h, W1).sum(axis=0) + b1", "(full_conv_maps(h, W1) + b1).sum(axis=0)"),
)
W("bias subtracted", A, ("+ b1", "- b1"))
W("maps not added", A, (".sum(axis=0)", ""))
W("mean of the maps", A, (".sum(axis=0)", ".mean(axis=0)"))
W("largest of the maps", A, (".sum(axis=0)", ".max(axis=0)"))
W("product of the maps", A, (".sum(axis=0)", ".prod(axis=0)"))
W("only the first map", A, (".sum(axis=0)", "[0]"))
W("summed over the wrong axis", A, (".sum(axis=0)", ".sum(axis=1)"))
W("summed over everything", A, (".sum(axis=0)", ".sum()"))
W("flipped kernel", A, ("W1[c] *", "W1[c, ::-1, ::-1] *"))
W(
    "relu at the end",
    A,
    (
        "return full_conv_maps(h, W1).sum(axis=0) + b1",
        "return np.maximum(full_conv_maps(h, W1).sum(axis=0) + b1, 0)",
    ),
)
W(
    "sigmoid at the end",
    A,
    (
        "return full_conv_maps(h, W1).sum(axis=0) + b1",
        "return 1 / (1 + np.exp(-full_conv_maps(h, W1).sum(axis=0) - b1))",
    ),
)
W("axis kept", A, (".sum(axis=0)", ".sum(axis=0, keepdims=True)"))
W("bias multiplied", A, ("+ b1", "* b1"))
W(
    "maps subtracted from each other",
    A,
    (
        "full_conv_maps(h, W1).sum(axis=0)",
        "2 * full_conv_maps(h, W1)[0] - full_conv_maps(h, W1).sum(axis=0)",
    ),
)
W(
    "transposed image",
    A,
    (
        "return full_conv_maps(h, W1).sum(axis=0) + b1",
        "return (full_conv_maps(h, W1).sum(axis=0) + b1).T",
    ),
)
W(
    "bias on the middle only (before the padding)",
    A,
    ("full_conv_maps(h, W1).sum(axis=0) + b1", "full_conv_maps(h + b1, W1).sum(axis=0)"),
)
U(
    "nonsense",
    """
def generator_output(h, W1, b1):
    n = h.shape[1] + W1.shape[1] - 1, h.shape[2] + W1.shape[2] - 1
    return np.add.outer(np.sin(np.arange(n[0])), np.cos(np.arange(n[1]))) * (b1 + h.sum())
""",
)
U("two slips", A, ("+ b1", "+ b1 * b1 - 0.2"), (".sum(axis=0)", ".std(axis=0)"))
P("bias 0 only", A, ("+ b1", "+ b1**2"))
P("one map only", A, (".sum(axis=0)", ".prod(axis=0)"))

part("discriminator_forward")
A = R(
    "stable by sign",
    """
def discriminator_forward(H2, W2, b2):
    M = np.sum(H2 * W2) + b2
    e = np.exp(-abs(M))
    y_hat = 1 / (1 + e) if M >= 0 else e / (1 + e)
    return M, y_hat
""",
)
R(
    "ravel dot, tanh",
    """
def discriminator_forward(H2, W2, b2):
    M = H2.ravel() @ W2.ravel() + b2
    return M, (1 + np.tanh(M / 2)) / 2
""",
)
R(
    "loops, math",
    """
def discriminator_forward(H2, W2, b2):
    M = b2
    for r in range(len(H2)):
        for c in range(len(H2[0])):
            M += H2[r][c] * W2[r][c]
    M = float(M)
    return M, (math.exp(M) / (1 + math.exp(M)) if M < 0 else 1 / (1 + math.exp(-M)))
""",
)
R(
    "trace, logaddexp",
    """
def discriminator_forward(H2, W2, b2):
    M = np.trace(H2.T @ W2) + b2
    return [M, np.exp(-np.logaddexp(0, -M))]
""",
)
W(
    "exp(M)/(1+exp(M)) overflows",
    A,
    (
        "    e = np.exp(-abs(M))\n    y_hat = 1 / (1 + e) if M >= 0 else e / (1 + e)",
        "    y_hat = np.exp(M) / (1 + np.exp(M))",
    ),
)
W(
    "math.exp raises OverflowError",
    A,
    (
        "    e = np.exp(-abs(M))\n    y_hat = 1 / (1 + e) if M >= 0 else e / (1 + e)",
        "    y_hat = 1 / (1 + math.exp(-M))",
    ),
)
W("bias left out", A, (" + b2", ""))
W("sign of the exponent reversed: P(y=1)", A, ("return M, y_hat", "return M, 1 - y_hat"))
W("matrix product summed", A, ("np.sum(H2 * W2)", "np.sum(H2 @ W2.T)"))
W(
    "trace of the matrix product with W2 untransposed",
    A,
    ("np.sum(H2 * W2)", "sum(H2.ravel() * W2.T.ravel())"),
)
W("mean instead of sum", A, ("np.sum(", "np.mean("))
W("bias for every pixel", A, ("np.sum(H2 * W2) + b2", "np.sum(H2 * W2 + b2)"))
W("tuple swapped", A, ("return M, y_hat", "return y_hat, M"))
W(
    "bias after the sigmoid",
    A,
    ("np.sum(H2 * W2) + b2", "np.sum(H2 * W2)"),
    ("return M, y_hat", "return M + b2, y_hat"),
)
W("M clipped", A, ("    e =", "    M = np.clip(M, -30, 30)\n    e ="))
W("tanh as the output", A, ("return M, y_hat", "return M, np.tanh(M)"))
W("relu before the sigmoid", A, ("return M, y_hat", "return M, max(y_hat, 0.5)"))
W(
    "row sums, not one number",
    A,
    ("M = np.sum(H2 * W2) + b2", "M = np.sum(H2 * W2, axis=1) + b2"),
    ("if M >= 0 else e / (1 + e)", "+ 0 * M"),
)
W("only y_hat", A, ("return M, y_hat", "return y_hat"))
W("sigmoid of -M in both branches", A, ("M >= 0", "M <= 0"))
W("bias subtracted", A, ("+ b2", "- b2"))
W("shape (1,)", A, ("return M, y_hat", "return np.array([M]), np.array([y_hat])"))
W("y_hat rounded to a class", A, ("return M, y_hat", "return M, float(y_hat > 0.5)"))
W("y_hat clipped by 1e-3", A, ("return M, y_hat", "return M, min(max(y_hat, 1e-3), 1 - 1e-3)"))
U(
    "nonsense",
    """
def discriminator_forward(H2, W2, b2):
    return float(np.sin(H2).sum() * 2), float(np.cos(W2.sum()) ** 2)
""",
)
U(
    "constant",
    """
def discriminator_forward(H2, W2, b2):
    return 3.3, 0.71
""",
)
P(
    "moderate M only",
    A,
    (
        "    e = np.exp(-abs(M))\n    y_hat = 1 / (1 + e) if M >= 0 else e / (1 + e)",
        "    y_hat = 1 / (1 + np.exp(-M)) if abs(M) < 100 else float('nan')",
    ),
)
P("bias 0 only", A, ("+ b2", "+ 2 * b2"))
