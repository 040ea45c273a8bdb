from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("pool2d")
A = R(
    "loops",
    """
def pool2d(x, k, s, mode):
    H, W = x.shape
    ho = (H - k) // s + 1
    wo = (W - k) // s + 1
    f = {"max": np.max, "avg": np.mean, "min": np.min}[mode]
    y = np.zeros((ho, wo))
    for i in range(ho):
        for j in range(wo):
            y[i, j] = f(x[i * s:i * s + k, j * s:j * s + k])
    return y
""",
)
R(
    "windows",
    """
def pool2d(x, k, s, mode):
    v = np.lib.stride_tricks.sliding_window_view(x, (k, k))[::s, ::s]
    if mode == "avg":
        return v.mean(axis=(-1, -2))
    return v.max(axis=(-1, -2)) if mode == "max" else v.min(axis=(-1, -2))
""",
)
R(
    "list comprehension",
    """
def pool2d(x, k, s, mode):
    pick = {"max": max, "min": min, "avg": lambda t: math.fsum(t) / len(t)}[mode]
    return [[float(pick([x[i + a, j + b] for a in range(k) for b in range(k)]))
             for j in range(0, x.shape[1] - k + 1, s)] for i in range(0, x.shape[0] - k + 1, s)]
""",
)
R(
    "axes one after the other; min by max of the negative",
    """
def _line(x, k, s, f):
    return np.stack([f(x[i:i + k], axis=0) for i in range(0, len(x) - k + 1, s)])

def pool2d(x, k, s, mode):
    if mode == "min":
        return -pool2d(-x, k, s, "max")
    f = np.max if mode == "max" else np.mean
    return _line(_line(x, k, s, f).T, k, s, f).T
""",
)
W(
    "max search starts at 0",
    A,
    ("y[i, j] = f(", "y[i, j] = max(0, f("),
    ("j * s + k])", "j * s + k]))"),
)
W(
    "max found from 0 in a loop",
    """
def pool2d(x, k, s, mode):
    ho, wo = (x.shape[0] - k) // s + 1, (x.shape[1] - k) // s + 1
    y = np.zeros((ho, wo))
    for i in range(ho):
        for j in range(wo):
            best = 0
            total = 0
            for a in range(k):
                for b in range(k):
                    v = x[i * s + a, j * s + b]
                    total += v
                    if mode == "max" and v > best or mode == "min" and v < best:
                        best = v
            y[i, j] = total / k**2 if mode == "avg" else best
    return y
""",
)
W(
    "remainder padded with zeros (ceil)",
    A,
    ("(H - k) // s + 1", "-(-(H - k) // s) + 1"),
    ("(W - k) // s + 1", "-(-(W - k) // s) + 1"),
    ("    y = np.zeros", "    x = np.pad(x, ((0, s), (0, s)))\n    y = np.zeros"),
)
W(
    "remainder pooled over what is there (windows hang over the end)",
    A,
    ("(H - k) // s + 1", "-(-(H - k) // s) + 1"),
    ("(W - k) // s + 1", "-(-(W - k) // s) + 1"),
    (
        "y[i, j] = f(x[i * s:i * s + k, j * s:j * s + k])",
        "win = x[i * s:i * s + k, j * s:j * s + k]\n            y[i, j] = f(win) if win.size else 0",
    ),
)
W(
    "stride ignored, windows side by side",
    A,
    ("    H, W", "    s = min(k, max(1, x.shape[0] - k))\n    H, W"),
)
W("stride 1 always", A, ("    H, W", "    s = 1\n    H, W"))
W("+1 forgotten", A, ("// s + 1", "// s"))
W("sum instead of mean", A, ("np.mean", "np.sum"))
W("divided by k instead of k²", A, ('"avg": np.mean', '"avg": lambda t: np.sum(t) / k'))
W(
    "max and min exchanged",
    A,
    ('"max": np.max', '"max": np.min'),
    ('"min": np.min', '"min": np.max'),
)
W("max in every mode", A, ("[mode]", "['max']"))
W("mean in every mode", A, ("[mode]", "['avg']"))
W("min not handled: mean", A, ('"min": np.min', '"min": np.mean'))
W("largest absolute value", A, ('"max": np.max', '"max": lambda t: np.max(np.abs(t))'))
W("median instead of mean", A, ("np.mean", "np.median"))
W(
    "positions k apart with the size for s",
    A,
    (
        "i * s:i * s + k, j * s:j * s + k",
        "min(i * k, H - k):min(i * k, H - k) + k, min(j * k, W - k):min(j * k, W - k) + k",
    ),
)
W(
    "window one too small",
    A,
    ("i * s + k, j * s:j * s + k", "i * s + max(k - 1, 1), j * s:j * s + max(k - 1, 1)"),
)
W(
    "size H // s",
    A,
    ("(H - k) // s + 1", "H // s"),
    ("(W - k) // s + 1", "W // s"),
    ("f(x[", "f(np.pad(x, ((0, k), (0, k)), mode='edge')["),
)
W("transposed", A, ("return y", "return y.T"))
W(
    "argmax instead of max",
    A,
    ('"max": np.max', '"max": np.argmax'),
    ('"min": np.min', '"min": np.argmin'),
)
W("padded to the same size", A, ("    H, W", "    x = np.pad(x, k // 2)\n    H, W"))
W("average rounded to int", A, ("np.zeros((ho, wo))", "np.zeros((ho, wo), dtype=int)"))
W(
    "row maxima only (axis=0)",
    A,
    (
        "y[i, j] = f(x[i * s:i * s + k, j * s:j * s + k])",
        "y[i, j] = f(x[i * s:i * s + k, j * s:j * s + k], axis=0)[0]",
    ),
)
W(
    "begins at the bottom right",
    A,
    ("    y = np.zeros", "    x = x[::-1, ::-1]\n    y = np.zeros"),
    ("return y", "return y[::-1, ::-1]"),
)
W(
    "mean found by repeated halves (mean of max and min)",
    A,
    ("np.mean", "(lambda t: (t.max() + t.min()) / 2)"),
)
U(
    "nonsense",
    """
def pool2d(x, k, s, mode):
    return np.sin(x) * k + 0.3 * s
""",
)
U(
    "constant",
    """
def pool2d(x, k, s, mode):
    return np.full(((x.shape[0] - k) // s + 1, (x.shape[1] - k) // s + 1), 0.555)
""",
)
P("mode max only", A, ('"avg": np.mean, "min": np.min', '"avg": np.std, "min": np.ptp'))
P(
    "s = k only",
    A,
    ("i * s:i * s + k, j * s:j * s + k", "i * k:i * k + k, j * k:j * k + k"),
    ("    y = np.zeros", "    x = np.pad(x, ((0, 50), (0, 50)), mode='edge')\n    y = np.zeros"),
)
P("positive images only", A, ('"max": np.max', '"max": lambda t: max(t.max(), 0.0)'))
