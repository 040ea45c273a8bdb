from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("overlap_counts")
A = R(
    "stamps",
    """
def overlap_counts(h, w, k, s):
    n = np.zeros(((h - 1) * s + k, (w - 1) * s + k), dtype=int)
    for i in range(h):
        for j in range(w):
            n[i * s:i * s + k, j * s:j * s + k] += 1
    return n
""",
)
R(
    "outer product",
    """
def overlap_counts(h, w, k, s):
    def line(m):
        up = np.zeros((m - 1) * s + 1, dtype=int)
        up[::s] = 1
        return np.convolve(up, np.ones(k, dtype=int))
    return np.outer(line(h), line(w))
""",
)
R(
    "counting solutions",
    """
def overlap_counts(h, w, k, s):
    def reach(o, m):
        return sum(1 for i in range(m) if 0 <= o - i * s < k)
    return [[reach(r, h) * reach(c, w) for c in range((w - 1) * s + k)] for r in range((h - 1) * s + k)]
""",
)
R(
    "one strided add per tap",
    """
def overlap_counts(h, w, k, s):
    n = np.zeros(((h - 1) * s + k, (w - 1) * s + k))
    for a in range(k):
        for b in range(k):
            n[a:a + (h - 1) * s + 1:s, b:b + (w - 1) * s + 1:s] += 1
    return n
""",
)
W("stride ignored", A, ("    n = ", "    s = 1\n    n = "))
W("overlaps not added", A, ("+= 1", "= 1"))
W("size h·s", A, ("    return n", "    return n[:h * s, :w * s]"))
W("size without + k (cut)", A, ("    return n", "    return n[:(h - 1) * s + 1, :(w - 1) * s + 1]"))
W("size h·s + k", A, ("(h - 1) * s + k, (w - 1) * s + k", "h * s + k, w * s + k"))
W("stamp of side s", A, ("i * s + k, j * s:j * s + k", "i * s + s, j * s:j * s + s"))
W("stamp one too small", A, ("i * s + k, j * s:j * s + k", "i * s + k - 1, j * s:j * s + k - 1"))
W("h and w swapped", A, ("return n", "return n.T"))
W(
    "transposed loops (h for columns)",
    A,
    ("range(h)", "range(w)"),
    ("range(w):\n            n", "range(h):\n            n"),
)
W(
    "gather counts of a convolution (valid windows)",
    """
def overlap_counts(h, w, k, s):
    n = np.zeros((h, w), dtype=int)
    for i in range(0, h - k + 1, s):
        for j in range(0, w - k + 1, s):
            n[i:i + k, j:j + k] += 1
    return n
""",
)
W(
    "interior only: k/s squared everywhere",
    A,
    ("    return n", "    n[:] = (k // s)**2\n    return n"),
)
W("last pixel's stamps missing", A, ("range(h)", "range(h - 1)"), ("range(w)", "range(w - 1)"))
W(
    "axes added",
    """
def overlap_counts(h, w, k, s):
    r = np.zeros((h - 1) * s + k, dtype=int)
    c = np.zeros((w - 1) * s + k, dtype=int)
    for i in range(h):
        r[i * s:i * s + k] += 1
    for j in range(w):
        c[j * s:j * s + k] += 1
    return r[:, None] + c
""",
)
W("normalised by the maximum", A, ("return n", "return n / n.max()"))
W("stride one too large", A, ("    n = ", "    s = s + 1\n    n = "))
W("counts start at 1", A, ("np.zeros", "np.ones"))
W("k and s exchanged", A, ("    n = ", "    k, s = s, k\n    n = "))
W("holes filled with 1", A, ("return n", "return np.maximum(n, 1)"))
W(
    "dilated stamps (gaps s in the stamp)",
    A,
    (
        "n[i * s:i * s + k, j * s:j * s + k] += 1",
        "n[i:i + (k - 1) * s + 1:s, j:j + (k - 1) * s + 1:s] += 1",
    ),
    (
        "(h - 1) * s + k, (w - 1) * s + k",
        "max((h - 1) * s + k, h + (k - 1) * s), max((w - 1) * s + k, w + (k - 1) * s)",
    ),
)
W("weights of the taps instead of counts", A, ("+= 1", "+= np.arange(1, k * k + 1).reshape(k, k)"))
W("booleans", A, ("return n", "return n > 0"))
W(
    "padding cut off as in 'same'",
    A,
    ("    return n", "    q = (k - 1) // 2\n    return n[q:n.shape[0] - q, q:n.shape[1] - q]"),
)
W("float parity map instead of counts", A, ("return n", "return n % 2"))
U(
    "table",
    """
def overlap_counts(h, w, k, s):
    return np.add.outer(np.arange((h - 1) * s + k) ** 2, np.arange((w - 1) * s + k) * 3) + 5
""",
)
U(
    "constant",
    """
def overlap_counts(h, w, k, s):
    return np.full(((h - 1) * s + k, (w - 1) * s + k), 23)
""",
)
P("stride ≥ kernel only", A, ("+= 1", "= 1"))
P("square inputs only", A, ("range(w)", "range(min(h, w))"))
P("stride 1 only", A, ("+= 1", "+= s"))
