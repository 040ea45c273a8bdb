from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("separable_conv2d")
A = R(
    "two steps in loops",
    """
def separable_conv2d(x, wd, wp, stride=1, padding=0):
    s, p = stride, padding
    C, kh, kw = wd.shape
    xp = np.pad(x, ((0, 0), (p, p), (p, p)))
    ho = (xp.shape[1] - kh) // s + 1
    wo = (xp.shape[2] - kw) // s + 1
    m = np.zeros((C, ho, wo))
    for i in range(ho):
        for j in range(wo):
            m[:, i, j] = (wd * xp[:, i * s:i * s + kh, j * s:j * s + kw]).sum(axis=(1, 2))
    y = np.zeros((wp.shape[0], ho, wo))
    for o in range(wp.shape[0]):
        for c in range(C):
            y[o] += wp[o, c] * m[c]
    return y
""",
)
R(
    "one full kernel",
    """
def separable_conv2d(x, wd, wp, stride=1, padding=0):
    K = wp[:, :, None, None] * wd[None]
    xp = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    win = np.lib.stride_tricks.sliding_window_view(xp, wd.shape[1:], axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("ocab,cijab->oij", K, win)
""",
)
R(
    "pointwise first",
    """
def separable_conv2d(x, wd, wp, stride=1, padding=0):
    C, kh, kw = wd.shape
    xp = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    out = 0
    for a in range(kh):
        for b in range(kw):
            sh = xp[:, a:xp.shape[1] - kh + 1 + a:stride, b:xp.shape[2] - kw + 1 + b:stride]
            out = out + np.tensordot(wp * wd[:, a, b], sh, axes=(1, 0))
    return out
""",
)
R(
    "matrix product of flattened maps",
    """
def _maps(x, wd, s):
    kh, kw = wd.shape[1:]
    rows, cols = range(0, x.shape[1] - kh + 1, s), range(0, x.shape[2] - kw + 1, s)
    return np.array([[[float(np.vdot(k, xc[r:r + kh, q:q + kw])) for q in cols] for r in rows] for xc, k in zip(x, wd)])

def separable_conv2d(x, wd, wp, stride=1, padding=0):
    m = _maps(np.pad(x, ((0, 0), (padding,) * 2, (padding,) * 2)), wd, stride)
    return (wp @ m.reshape(len(m), -1)).reshape(len(wp), *m.shape[1:])
""",
)
W("kernels flipped", A, ("(wd *", "(wd[:, ::-1, ::-1] *"))
W("pointwise step left out", A, ("    return y", "    return m"))
W(
    "pointwise weights transposed",
    A,
    (
        "    y = np.zeros",
        "    wp = wp.T if wp.shape[0] == wp.shape[1] else wp.reshape(wp.shape[::-1]).T\n    y = np.zeros",
    ),
)
W("channels summed without weights", A, ("wp[o, c] * m[c]", "m[c]"))
W("relu between the steps", A, ("    y = np.zeros", "    m = np.maximum(m, 0)\n    y = np.zeros"))
W("relu at the end", A, ("return y", "return np.maximum(y, 0)"))
W("one depthwise kernel for all channels", A, ("(wd *", "(wd[:1] *"))
W("depthwise step sums the channels", A, (".sum(axis=(1, 2))", ".sum()"))
W("stride in both steps", A, ("return y", "return y[:, ::s, ::s]"))
W("stride only in the pointwise step of one axis", A, ("j * s:j * s + kw", "j:j + kw"))
W("stride ignored", A, ("s, p = stride", "s, p = 1"))
W("padding ignored", A, ("s, p = stride, padding", "s, p = stride, 0"))
W("padding in both steps", A, ("    return y", "    return np.pad(y, ((0, 0), (p, p), (p, p)))"))
W(
    "padding over the channels too",
    A,
    ("((0, 0), (p, p), (p, p))", "((p, p), (p, p), (p, p))"),
    ("xp[:, i", "xp[:C, i"),
)
W(
    "padding after the depthwise step",
    A,
    ("np.pad(x, ((0, 0), (p, p), (p, p)))", "x"),
    ("    return y", "    return np.pad(y, ((0, 0), (p, p), (p, p)))"),
)
W("mean over the channels", A, ("return y", "return y / C"))
W("+1 forgotten", A, ("// s + 1", "// s"))
W("outputs with channel last", A, ("return y", "return np.moveaxis(y, 0, -1)"))
W("rows and columns swapped", A, ("return y", "return y.transpose(0, 2, 1)"))
W("depthwise kernels averaged", A, ("sum(axis=(1, 2))", "mean(axis=(1, 2))"))
W("pointwise weights squared", A, ("wp[o, c] *", "wp[o, c] ** 2 *"))
W("last input channel left out", A, ("for c in range(C)", "for c in range(C - 1)"))
W("overwrites instead of adding up", A, ("y[o] += ", "y[o] = "))
W(
    "softmax over the pointwise weights",
    A,
    (
        "    y = np.zeros",
        "    wp = np.exp(wp) / np.exp(wp).sum(axis=1, keepdims=True)\n    y = np.zeros",
    ),
)
W(
    "pointwise from the padded input, depthwise unused",
    A,
    ("wp[o, c] * m[c]", "wp[o, c] * xp[c, :ho * s:s, :wo * s:s]"),
)
U(
    "nonsense",
    """
def separable_conv2d(x, wd, wp, stride=1, padding=0):
    return np.tanh(x).sum() * np.ones((len(wp), 3, 3)) + wd.max()
""",
)
U("two slips", A, ("(wd *", "(np.roll(wd, 1, 2) *"), ("wp[o, c] *", "(wp[o, c] + 0.1) *"))
P("one input channel", A, ("wp[o, c] *", "wp[o, 0] *"))
P("stride 1", A, ("i * s:i * s + kh", "i:i + kh"))
P("symmetric pointwise weights", A, ("wp[o, c] *", "wp[min(c, len(wp) - 1), min(o, C - 1)] *"))
