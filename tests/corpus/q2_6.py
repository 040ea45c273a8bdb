from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("depthwise_conv2d")
A = R(
    "loops",
    """
def depthwise_conv2d(x, w, stride=1, padding=0):
    s, p = stride, padding
    C, kh, kw = w.shape
    xp = np.pad(x, ((0, 0), (p, p), (p, p)))
    ho = (xp.shape[1] - kh) // s + 1
    wo = (xp.shape[2] - kw) // s + 1
    y = np.zeros((C, ho, wo))
    for c in range(C):
        for i in range(ho):
            for j in range(wo):
                y[c, i, j] = np.sum(w[c] * xp[c, i * s:i * s + kh, j * s:j * s + kw])
    return y
""",
)
R(
    "windows and einsum",
    """
def depthwise_conv2d(x, w, stride=1, padding=0):
    xp = np.pad(x, [(0, 0), (padding, padding), (padding, padding)])
    win = np.lib.stride_tricks.sliding_window_view(xp, w.shape[1:], axis=(1, 2))
    return np.einsum("cijab,cab->cij", win[:, ::stride, ::stride], w)
""",
)
R(
    "one channel at a time, shifted copies",
    """
def _one(img, ker, s):
    H, W = img.shape
    kh, kw = ker.shape
    out = 0
    for a in range(kh):
        for b in range(kw):
            out = out + ker[a, b] * img[a:H - kh + a + 1, b:W - kw + b + 1]
    return out[::s, ::s]

def depthwise_conv2d(x, w, stride=1, padding=0):
    return np.stack([_one(np.pad(xc, padding), wc, stride) for xc, wc in zip(x, w)])
""",
)
R(
    "as_strided",
    """
def depthwise_conv2d(x, w, stride=1, padding=0):
    C, H, W = x.shape
    big = np.zeros((C, H + 2 * padding, W + 2 * padding))
    big[:, padding:padding + H, padding:padding + W] = x
    kh, kw = w.shape[1:]
    ho, wo = (big.shape[1] - kh) // stride + 1, (big.shape[2] - kw) // stride + 1
    a, b, c = big.strides
    v = np.lib.stride_tricks.as_strided(big, (C, ho, wo, kh, kw), (a, b * stride, c * stride, b, c))
    return (v * w[:, None, None]).sum((-1, -2))
""",
)
R(
    "block matrix",
    """
def depthwise_conv2d(x, w, stride=1, padding=0):
    C, kh, kw = w.shape
    xp = np.pad(x, ((0, 0),) + ((padding, padding),) * 2)
    rows = range(0, xp.shape[1] - kh + 1, stride)
    cols = range(0, xp.shape[2] - kw + 1, stride)
    out = []
    for c in range(C):
        patches = np.array([xp[c, r:r + kh, q:q + kw].ravel() for r in rows for q in cols])
        out.append((patches @ w[c].ravel()).reshape(len(rows), len(cols)))
    return np.array(out)
""",
)
W("kernels flipped", A, ("w[c] *", "w[c, ::-1, ::-1] *"))
W("kernels flipped left to right only", A, ("w[c] *", "w[c, :, ::-1] *"))
W("one kernel for all channels", A, ("w[c] *", "w[0] *"))
W("channels summed", A, ("return y", "return y.sum(axis=0)"))
W("channels summed, axis kept", A, ("return y", "return y.sum(axis=0, keepdims=True)"))
W("every output sums all input channels", A, ("xp[c, i * s", "xp[:, i * s"))
W("kernels in the reversed order of channels", A, ("w[c] *", "w[C - 1 - c] *"))
W(
    "row sums where one number belongs",
    A,
    ("np.zeros((C, ho, wo))", "np.zeros((C, ho, wo, kh))"),
    (
        "np.sum(w[c] * xp[c, i * s:i * s + kh, j * s:j * s + kw])",
        "np.sum(w[c] * xp[c, i * s:i * s + kh, j * s:j * s + kw], axis=1)",
    ),
)
W(
    "only the first row of the window",
    A,
    (
        "np.sum(w[c] * xp[c, i * s:i * s + kh, j * s:j * s + kw])",
        "np.sum(w[c] * xp[c, i * s:i * s + kh, j * s:j * s + kw], axis=1)[0]",
    ),
)
W("mean instead of sum", A, ("np.sum(", "np.mean("))
W("stride ignored", A, ("s, p = stride", "s, p = 1"))
W("padding ignored", A, ("s, p = stride, padding", "s, p = stride, 0"))
W("channels padded too", A, ("np.pad(x, ((0, 0), (p, p), (p, p)))", "np.pad(x, p)"))
W("padding on one side", A, ("((0, 0), (p, p), (p, p))", "((0, 0), (p, 0), (p, 0))"))
W("+1 forgotten", A, ("// s + 1", "// s"))
W(
    "last window hangs over the end (ceil)",
    A,
    ("(xp.shape[1] - kh) // s + 1", "-(-(xp.shape[1] - kh) // s) + 1"),
    ("(xp.shape[2] - kw) // s + 1", "-(-(xp.shape[2] - kw) // s) + 1"),
    ("    y = ", "    xp = np.pad(xp, ((0, 0), (0, s + kh), (0, s + kw)))\n    y = "),
)
W(
    "stride used for rows only",
    A,
    ("j * s:j * s + kw", "j:j + kw"),
    ("(xp.shape[2] - kw) // s + 1", "xp.shape[2] - kw + 1"),
)
W(
    "stride cuts the places but the window does not move",
    A,
    ("i * s:i * s + kh, j * s:j * s + kw", "i:i + kh, j:j + kw"),
)
W("channels last", A, ("return y", "return y.transpose(1, 2, 0)"))
W("rows and columns swapped", A, ("return y", "return y.transpose(0, 2, 1)"))
W(
    "same padding always",
    A,
    ("s, p = stride, padding", "s, p = stride, kh // 2"),
    ("    C, kh, kw = w.shape\n", ""),
    ("    s, p", "    C, kh, kw = w.shape\n    s, p"),
)
W("divided by the number of channels", A, ("return y", "return y / C"))
W("max over the window (depthwise pooling)", A, ("np.sum(", "np.max("))
W("kernels normalised in place", A, ("    C, kh", "    w /= w.sum()\n    C, kh"))
U(
    "nonsense",
    """
def depthwise_conv2d(x, w, stride=1, padding=0):
    return x * w.mean() + np.sin(x)
""",
)
U("two slips", A, ("w[c] *", "w[c].T.reshape(kh, kw) *"), ("return y", "return y * 0.9 - 0.03"))
P("stride 1 only", A, ("i * s:i * s + kh", "i:i + kh"))
P("single channel only", A, ("w[c] *", "w.mean(axis=0) *"))
P(
    "no padding only",
    A,
    ("np.pad(x, ((0, 0), (p, p), (p, p)))", "np.pad(x, ((0, 0), (p, p), (p, p)), mode='reflect')"),
)
