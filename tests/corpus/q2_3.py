from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("dilated_conv2d")
A = R(
    "loops over the places",
    """
def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    d, s, p = dilation, stride, padding
    kh, kw = w.shape
    xp = np.pad(x, p)
    ho = (xp.shape[0] - (kh - 1) * d - 1) // s + 1
    wo = (xp.shape[1] - (kw - 1) * d - 1) // s + 1
    y = np.zeros((ho, wo))
    for i in range(ho):
        for j in range(wo):
            for a in range(kh):
                for b in range(kw):
                    y[i, j] += w[a, b] * xp[i * s + a * d, j * s + b * d]
    return y
""",
)
R(
    "holes put into the kernel",
    """
def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    kh, kw = w.shape
    big = np.zeros(((kh - 1) * dilation + 1, (kw - 1) * dilation + 1))
    big[::dilation, ::dilation] = w
    xp = np.zeros((x.shape[0] + 2 * padding, x.shape[1] + 2 * padding))
    xp[padding:padding + x.shape[0], padding:padding + x.shape[1]] = x
    win = np.lib.stride_tricks.sliding_window_view(xp, big.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", win, big)
""",
)
R(
    "index arrays",
    """
def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    xp = np.pad(x, ((padding, padding), (padding, padding)), mode="constant")
    eh, ew = dilation * (w.shape[0] - 1), dilation * (w.shape[1] - 1)
    r = np.arange(0, xp.shape[0] - eh, stride)
    c = np.arange(0, xp.shape[1] - ew, stride)
    ii = r[:, None] + dilation * np.arange(w.shape[0])
    jj = c[:, None] + dilation * np.arange(w.shape[1])
    return np.tensordot(xp[ii[:, None, :, None], jj[None, :, None, :]], w, axes=((2, 3), (0, 1)))
""",
)
R(
    "lists, no padding array",
    """
def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    H, W = x.shape
    kh, kw = w.shape

    def at(i, j):
        return x[i, j] if 0 <= i < H and 0 <= j < W else 0.0
    return [[float(sum(w[a, b] * at(i + a * dilation, j + b * dilation) for a in range(kh) for b in range(kw)))
             for j in range(-padding, W + padding - dilation * (kw - 1), stride)]
            for i in range(-padding, H + padding - dilation * (kh - 1), stride)]
""",
)
W("kernel flipped (true convolution)", A, ("w[a, b] *", "w[kh - 1 - a, kw - 1 - b] *"))
W("kernel flipped along the rows only", A, ("w[a, b] *", "w[kh - 1 - a, b] *"))
W("dilation ignored", A, ("d, s, p = dilation", "d, s, p = 1"))
W(
    "size computed without dilation, windows hang over the end",
    A,
    ("(kh - 1) * d - 1", "kh"),
    ("(kw - 1) * d - 1", "kw"),
    ("np.pad(x, p)", "np.pad(x, p)\n    big = np.pad(xp, ((0, 99), (0, 99)))"),
    ("* xp[", "* big["),
)
W("padding ignored", A, ("np.pad(x, p)", "x"))
W("padding on top and left only", A, ("np.pad(x, p)", "np.pad(x, ((p, 0), (p, 0)))"))
W("padding twice", A, ("np.pad(x, p)", "np.pad(x, 2 * p)"))
W("padding repeats the border", A, ("np.pad(x, p)", "np.pad(x, p, mode='edge')"))
W("+1 forgotten in the output size", A, ("// s + 1", "// s"))
W("extent k·d", A, ("(kh - 1) * d - 1", "kh * d"), ("(kw - 1) * d - 1", "kw * d"))
W(
    "dilation used as the stride",
    A,
    ("i * s +", "i * d +"),
    ("j * s +", "j * d +"),
    ("// s + 1", "// d + 1"),
)
W("dilation and stride exchanged", A, ("d, s, p = dilation, stride", "d, s, p = stride, dilation"))
W(
    "dilation applied to the places, not to the taps",
    A,
    (
        "i * s + a * d, j * s + b * d",
        "(i * s + a) * d % xp.shape[0], (j * s + b) * d % xp.shape[1]",
    ),
)
W("image transposed", A, ("return y", "return y.T"))
W("kernel transposed", A, ("    kh, kw = w.shape", "    w = w.T\n    kh, kw = w.shape"))
W("rows dilated, columns not", A, ("b * d", "b"), ("(kw - 1) * d - 1", "kw"))
W("sum replaced by mean", A, ("return y", "return y / w.size"))
W("default padding 1", A, ("padding=0", "padding=1"))
W("default dilation 2", A, ("dilation=1", "dilation=2"))
W(
    "dilation d means d zeros between the taps",
    A,
    ("d, s, p = dilation", "d, s, p = dilation + 1"),
    (
        "np.pad(x, p)",
        "np.pad(x, p)\n    if (kh - 1) * d >= xp.shape[0] or (kw - 1) * d >= xp.shape[1]: d = dilation",
    ),
)
W("results cast to int", A, ("return y", "return y.astype(int)"))
W(
    "full convolution size",
    """
def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    kh, kw = w.shape
    eh, ew = (kh - 1) * dilation, (kw - 1) * dilation
    xp = np.pad(x, ((eh + padding, eh + padding), (ew + padding, ew + padding)))
    y = sum(w[a, b] * xp[a * dilation:xp.shape[0] - eh + a * dilation, b * dilation:xp.shape[1] - ew + b * dilation] for a in range(kh) for b in range(kw))
    return y[::stride, ::stride]
""",
)
W(
    "'same' size",
    """
def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    kh, kw = w.shape
    eh, ew = (kh - 1) * dilation, (kw - 1) * dilation
    xp = np.pad(x, ((eh // 2, eh - eh // 2), (ew // 2, ew - ew // 2)))
    y = sum(w[a, b] * xp[a * dilation:xp.shape[0] - eh + a * dilation, b * dilation:xp.shape[1] - ew + b * dilation] for a in range(kh) for b in range(kw))
    return y[::stride, ::stride]
""",
)
W(
    "kernel changed in place",
    A,
    ("    kh, kw", "    w /= 1.0; w += 0.0; w[0, 0] = w[0, 0] * 2\n    kh, kw"),
)
W(
    "last row and column of places left out",
    A,
    ("range(ho)", "range(ho - 1)"),
    ("range(wo)", "range(wo - 1)"),
)
W("square kernel assumed", A, ("range(kw)", "range(min(kh, kw))"))
U(
    "nonsense",
    """
def dilated_conv2d(x, w, dilation=1, stride=1, padding=0):
    return np.cos(x) * w.sum() + x ** 2
""",
)
U(
    "max of products",
    A,
    (
        "y[i, j] += w[a, b] * xp[i * s + a * d, j * s + b * d]",
        "y[i, j] = max(y[i, j], math.sin(w[a, b]) * xp[i * s + a * d, j * s + b * d] + 0.2)",
    ),
)
U("two slips", A, ("w[a, b] *", "w[a, kw - 1 - b] *"), ("return y", "return 0.5 * y + 0.1"))
P("rate 1 only", A, ("a * d", "a"), ("b * d", "b"))
P("stride 1 only", A, ("i * s", "i"), ("j * s", "j"))
P("square kernels only", A, ("* xp[", "* (1 if kh == kw else 0.5) * xp["))
W("stride ignored", A, ("d, s, p = dilation, stride, padding", "d, s, p = dilation, 1, padding"))
