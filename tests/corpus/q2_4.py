from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("conv_transpose2d")
A = R(
    "stamps",
    """
def conv_transpose2d(x, w, stride=1, padding=0):
    H, W = x.shape
    kh, kw = w.shape
    s, p = stride, padding
    y = np.zeros(((H - 1) * s + kh, (W - 1) * s + kw))
    for i in range(H):
        for j in range(W):
            y[i * s:i * s + kh, j * s:j * s + kw] += x[i, j] * w
    return y[p:y.shape[0] - p, p:y.shape[1] - p]
""",
)
B = R(
    "holes and a full convolution",
    """
def conv_transpose2d(x, w, stride=1, padding=0):
    H, W = x.shape
    kh, kw = w.shape
    up = np.zeros(((H - 1) * stride + 1, (W - 1) * stride + 1))
    up[::stride, ::stride] = x
    up = np.pad(up, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
    win = np.lib.stride_tricks.sliding_window_view(up, (kh, kw))
    y = np.einsum("ijab,ab->ij", win, w[::-1, ::-1])
    return y[padding:len(y) - padding, padding:y.shape[1] - padding]
""",
)
R(
    "one strided add per tap",
    """
def conv_transpose2d(x, w, stride=1, padding=0):
    (H, W), (kh, kw), s = x.shape, w.shape, stride
    y = np.zeros((H * s - s + kh, W * s - s + kw))
    for a in range(kh):
        for b in range(kw):
            y[a:a + (H - 1) * s + 1:s, b:b + (W - 1) * s + 1:s] += w[a, b] * x
    if padding:
        y = y[padding:-padding, padding:-padding]
    return y
""",
)
R(
    "gather, lists",
    """
def conv_transpose2d(x, w, stride=1, padding=0):
    H, W = x.shape
    kh, kw = w.shape
    rows = (H - 1) * stride - 2 * padding + kh
    cols = (W - 1) * stride - 2 * padding + kw
    out = []
    for r in range(padding, padding + rows):
        line = []
        for c in range(padding, padding + cols):
            t = 0.0
            for i in range(H):
                for j in range(W):
                    a, b = r - i * stride, c - j * stride
                    if 0 <= a < kh and 0 <= b < kw:
                        t += float(x[i, j] * w[a, b])
            line.append(t)
        out.append(line)
    return out
""",
)
R(
    "adjoint matrix",
    """
def conv_transpose2d(x, w, stride=1, padding=0):
    rows = (x.shape[0] - 1) * stride - 2 * padding + w.shape[0]
    cols = (x.shape[1] - 1) * stride - 2 * padding + w.shape[1]
    M = np.zeros((x.size, rows * cols))
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            for a in range(w.shape[0]):
                for b in range(w.shape[1]):
                    r, c = i * stride + a - padding, j * stride + b - padding
                    if 0 <= r < rows and 0 <= c < cols:
                        M[i * x.shape[1] + j, r * cols + c] = w[a, b]
    return (M.T @ x.ravel()).reshape(rows, cols)
""",
)
W("kernel flipped", A, ("x[i, j] * w", "x[i, j] * w[::-1, ::-1]"))
W("unflipped kernel in the gather form", B, ("w[::-1, ::-1]", "w"))
W("stamps overwrite instead of adding", A, ("+= x[i, j]", "= x[i, j]"))
W("stride ignored", A, ("s, p = stride", "s, p = 1"))
W("padding ignored", A, ("s, p = stride, padding", "s, p = stride, 0"))
W(
    "padding enlarges the output",
    A,
    ("return y[p:y.shape[0] - p, p:y.shape[1] - p]", "return np.pad(y, p)"),
)
W(
    "padding cut from the bottom and right only",
    A,
    ("y[p:y.shape[0] - p, p:y.shape[1] - p]", "y[:y.shape[0] - 2 * p, :y.shape[1] - 2 * p]"),
)
W(
    "padding cut from the top and left only",
    A,
    ("y[p:y.shape[0] - p, p:y.shape[1] - p]", "y[2 * p:, 2 * p:]"),
)
W("padding cut once in all", A, ("y[p:y.shape[0] - p, p:y.shape[1] - p]", "y[p:, p:]"))
W("cut with -p: empty at padding 0", A, ("y[p:y.shape[0] - p, p:y.shape[1] - p]", "y[p:-p, p:-p]"))
W("size H·s + k - 1", A, ("(H - 1) * s + kh, (W - 1) * s + kw", "H * s + kh - 1, W * s + kw - 1"))
W(
    "size H·s",
    A,
    (
        "return y[p:y.shape[0] - p, p:y.shape[1] - p]",
        "out = np.zeros((H * s, W * s))\n    z = y[p:y.shape[0] - p, p:y.shape[1] - p][:H * s, :W * s]\n    out[:z.shape[0], :z.shape[1]] = z\n    return out",
    ),
)
W(
    "ordinary convolution with zeros around",
    """
def conv_transpose2d(x, w, stride=1, padding=0):
    kh, kw = w.shape
    xp = np.pad(x, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
    win = np.lib.stride_tricks.sliding_window_view(xp, (kh, kw))[::stride, ::stride]
    return np.einsum("ijab,ab->ij", win, w)
""",
)
W(
    "overlaps averaged",
    A,
    ("    for i", "    c = np.zeros(y.shape)\n    for i"),
    ("+= x[i, j] * w", "+= x[i, j] * w; c[i * s:i * s + kh, j * s:j * s + kw] += 1"),
    ("    return y[", "    y = y / np.maximum(c, 1)\n    return y["),
)
W("axes of the kernel swapped", A, ("    kh, kw = w.shape", "    w = w.T\n    kh, kw = w.shape"))
W("transposed output", A, ("p:y.shape[1] - p]", "p:y.shape[1] - p].T"))
W("stride one too many", A, ("s, p = stride", "s, p = stride + 1"))
W("default stride 2", A, ("stride=1", "stride=2"))
W("x zeroed in place after stamping", A, ("x[i, j] * w", "x[i, j] * w; x[i, j] = 0"))
W(
    "int output array",
    A,
    ("(W - 1) * s + kw))", "(W - 1) * s + kw), dtype=int)"),
    ("+= x[i, j] * w", "+= (x[i, j] * w).astype(int)"),
)
W(
    "last row and column of pixels left out",
    A,
    ("range(H)", "range(H - 1)"),
    ("range(W)", "range(W - 1)"),
)
W(
    "stamp centred on the pixel",
    A,
    (
        "    return y[p:y.shape[0] - p, p:y.shape[1] - p]",
        "    y = np.roll(y, (-(kh // 2), -(kw // 2)), (0, 1))\n    return y[p:y.shape[0] - p, p:y.shape[1] - p]",
    ),
)
W(
    "padding multiplied by the stride",
    A,
    ("s, p = stride, padding", "s, p = stride, padding * stride"),
    ("    return y[", "    if 2 * p >= min(y.shape): p = padding\n    return y["),
)
U(
    "nonsense",
    """
def conv_transpose2d(x, w, stride=1, padding=0):
    h = (x.shape[0] - 1) * stride - 2 * padding + w.shape[0]
    v = (x.shape[1] - 1) * stride - 2 * padding + w.shape[1]
    return np.add.outer(np.sin(np.arange(h)), np.cos(np.arange(v) * 2)) * x.sum()
""",
)
U("two slips", A, ("x[i, j] * w", "(x[i, j] + 0.3) * np.roll(w, 1, 0) - 0.05"))
P("stride 1 only", A, ("y[i * s:i * s + kh", "y[i:i + kh"), ("j * s:j * s + kw", "j:j + kw"))
P("without overlaps", A, ("+= x[i, j] * w", "= x[i, j] * w"))
P("square images only", A, ("range(W)", "range(min(H, W))"))
