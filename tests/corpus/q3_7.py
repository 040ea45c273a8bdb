from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("conv2d")
A = R(
    "six loops",
    """
def conv2d(x, w, b, stride=1, padding=0):
    s, p = stride, padding
    co, ci, kh, kw = w.shape
    xp = np.pad(x, ((0, 0), (p, p), (p, p)))
    ho = (xp.shape[1] - kh) // s + 1
    wo = (xp.shape[2] - kw) // s + 1
    y = np.zeros((co, ho, wo))
    for o in range(co):
        for i in range(ho):
            for j in range(wo):
                t = b[o]
                for c in range(ci):
                    for q in range(kh):
                        for r in range(kw):
                            t += w[o, c, q, r] * xp[c, i * s + q, j * s + r]
                y[o, i, j] = t
    return y
""",
)
R(
    "im2col",
    """
def conv2d(x, w, b, stride=1, padding=0):
    xp = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    co, ci, kh, kw = w.shape
    rows = np.arange(0, xp.shape[1] - kh + 1, stride)
    cols = np.arange(0, xp.shape[2] - kw + 1, stride)
    patches = np.stack([xp[:, r:r + kh, c:c + kw].reshape(-1) for r in rows for c in cols], axis=1)
    return (w.reshape(co, -1) @ patches + b[:, None]).reshape(co, len(rows), len(cols))
""",
)
R(
    "einsum of windows",
    """
def conv2d(x, w, b, stride=1, padding=0):
    xp = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    v = np.lib.stride_tricks.sliding_window_view(xp, w.shape[2:], axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("ocqr,cijqr->oij", w, v, optimize=True) + b.reshape(-1, 1, 1)
""",
)
R(
    "shifted copies, no np.pad",
    """
def conv2d(x, w, b, stride=1, padding=0):
    ci, H, W = x.shape
    co, _, kh, kw = w.shape
    big = np.zeros((ci, H + 2 * padding, W + 2 * padding))
    big[:, padding:H + padding, padding:W + padding] = x
    h, v = big.shape[1] - kh + 1, big.shape[2] - kw + 1
    y = np.zeros((co, h, v)) + b[:, None, None]
    for q in range(kh):
        for r in range(kw):
            y += np.tensordot(w[:, :, q, r], big[:, q:q + h, r:r + v], axes=1)
    return y[:, ::stride, ::stride]
""",
)
R(
    "per output channel, lists",
    """
def _plane(img, ker, s):
    out = []
    for i in range(0, len(img) - len(ker) + 1, s):
        out.append([sum(float(ker[a][b] * img[i + a][j + b]) for a in range(len(ker)) for b in range(len(ker[0]))) for j in range(0, len(img[0]) - len(ker[0]) + 1, s)])
    return np.array(out)

def conv2d(x, w, b, stride=1, padding=0):
    xp = [np.pad(ch, padding) for ch in x]
    return np.array([bo + sum(_plane(ch, k, stride) for ch, k in zip(xp, ks)) for bo, ks in zip(b, w)])
""",
)
W("kernel flipped", A, ("w[o, c, q, r]", "w[o, c, kh - 1 - q, kw - 1 - r]"))
W(
    "kernel transposed (axes of the taps swapped)",
    A,
    ("xp[c, i * s + q, j * s + r]", "xp[c, i * s + (q * kw + r) % kh, j * s + (q * kw + r) // kh]"),
)
W("bias left out", A, ("t = b[o]", "t = 0"))
W(
    "bias added for every input channel",
    A,
    (
        "                for c in range(ci):\n",
        "                t = 0\n                for c in range(ci):\n                    t += b[o]\n",
    ),
)
W("bias added at every tap", A, ("t += w[o, c, q, r] * xp", "t += b[o] + w[o, c, q, r] * xp"))
W("bias subtracted", A, ("t = b[o]", "t = -b[o]"))
W("first bias for all channels", A, ("t = b[o]", "t = b[0]"))
W("bias broadcast along the columns", A, ("t = b[o]", "t = b[j % co]"))
W("only the first input channel", A, ("range(ci)", "range(1)"))
W("last input channel left out", A, ("range(ci)", "range(ci - 1)"))
W("mean over the input channels", A, ("y[o, i, j] = t", "y[o, i, j] = (t - b[o]) / ci + b[o]"))
W("stride ignored", A, ("s, p = stride", "s, p = 1"))
W("padding ignored", A, ("s, p = stride, padding", "s, p = stride, 0"))
W("padding on one side", A, ("((0, 0), (p, p), (p, p))", "((0, 0), (p, 0), (p, 0))"))
W("padding with ones", A, ("(p, p)))", "(p, p)), constant_values=1)"))
W("padding reflects", A, ("(p, p)))", "(p, p)), mode='edge')"))
W("+1 forgotten", A, ("// s + 1", "// s"))
W(
    "ceil: last window hangs over the end",
    A,
    ("(xp.shape[1] - kh) // s + 1", "-(-(xp.shape[1] - kh) // s) + 1"),
    ("(xp.shape[2] - kw) // s + 1", "-(-(xp.shape[2] - kw) // s) + 1"),
    ("    y = ", "    xp = np.pad(xp, ((0, 0), (0, s), (0, s)))\n    y = "),
)
W(
    "stride for rows only",
    A,
    ("j * s + r", "j + r"),
    ("(xp.shape[2] - kw) // s + 1", "xp.shape[2] - kw + 1"),
)
W("strided size but unstrided positions", A, ("i * s + q, j * s + r", "i + q, j + r"))
W("rows and columns of the output swapped", A, ("return y", "return y.transpose(0, 2, 1)"))
W("channel last", A, ("return y", "return y.transpose(1, 2, 0)"))
W("output channels in the reversed order", A, ("return y", "return y[::-1]"))
W("relu applied", A, ("return y", "return np.maximum(y, 0)"))
W("weights indexed input channel first", A, ("w[o, c, q, r]", "w[c % co, o % ci, q, r]"))
W(
    "bias first then a full same padding",
    A,
    ("s, p = stride, padding", "s, p = stride, w.shape[2] // 2"),
)
W("x padded in place (border set to 0)", A, ("    xp =", "    x[:, 0] = 0\n    xp ="))
W("int result", A, ("np.zeros((co, ho, wo))", "np.zeros((co, ho, wo), dtype=int)"))
W("last position left out", A, ("range(ho)", "range(ho - 1)"))
W("depthwise: one input channel per output", A, ("for c in range(ci)", "for c in [o % ci]"))
U(
    "nonsense",
    """
def conv2d(x, w, b, stride=1, padding=0):
    return np.cos(x).sum() * w + b.mean()
""",
)
U("two slips", A, ("w[o, c, q, r]", "w[o, c, q, kw - 1 - r]"), ("t = b[o]", "t = 0.5"))
P("one input channel", A, ("w[o, c, q, r]", "w[o, 0, q, r]"))
P("bias 0", A, ("t = b[o]", "t = b[o] ** 2"))
P("stride 1", A, ("i * s + q", "i + q"))
