from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("visit_counts")
A = R(
    "slide",
    """
def visit_counts(h, w, k, s=1, p=0):
    n = np.zeros((h + 2 * p, w + 2 * p), dtype=int)
    for i in range(0, h + 2 * p - k + 1, s):
        for j in range(0, w + 2 * p - k + 1, s):
            n[i:i + k, j:j + k] += 1
    return n[p:p + h, p:p + w]
""",
)
R(
    "outer product of one axis",
    """
def _axis(n, k, s, p):
    starts = np.arange(0, n + 2 * p - k + 1, s)
    pos = np.arange(p, p + n)
    return ((pos[:, None] >= starts) & (pos[:, None] < starts + k)).sum(axis=1)

def visit_counts(h, w, k, s=1, p=0):
    return np.outer(_axis(h, k, s, p), _axis(w, k, s, p))
""",
)
R(
    "closed form",
    """
def visit_counts(h, w, k, s=1, p=0):
    def f(n):
        places = (n + 2 * p - k) // s + 1
        out = []
        for i in range(p, n + p):
            last = min(i // s, places - 1)
            first = max(0, -((k - 1 - i) // s))
            out.append(max(0, last - first + 1))
        return out
    return [[a * b for b in f(w)] for a in f(h)]
""",
)
R(
    "membership test",
    """
def visit_counts(h, w, k, s=1, p=0):
    out = np.zeros((h, w))
    tops = list(range(-p, h + p - k + 1, s))
    lefts = list(range(-p, w + p - k + 1, s))
    for r in range(h):
        for c in range(w):
            out[r, c] = sum(t <= r < t + k for t in tops) * sum(q <= c < q + k for q in lefts)
    return out
""",
)
W("padding ignored", A, ("    n = ", "    p = 0\n    n = "))
W("stride ignored", A, ("    n = ", "    s = 1\n    n = "))
W("range one too short (+1 forgotten)", A, ("- k + 1", "- k"))
W(
    "windows hang over the end",
    A,
    ("h + 2 * p - k + 1", "h + 2 * p"),
    ("w + 2 * p - k + 1", "w + 2 * p"),
)
W("padding on one side only", A, ("h + 2 * p - k", "h + p - k"), ("w + 2 * p - k", "w + p - k"))
W("padding not cut away", A, ("return n[p:p + h, p:p + w]", "return n"))
W("cut from the top left corner", A, ("n[p:p + h, p:p + w]", "n[:h, :w]"))
W("cut with -p", A, ("n[p:p + h, p:p + w]", "n[p:-p, p:-p]"))
W("only the first pixel of each window", A, ("n[i:i + k, j:j + k]", "n[i, j]"))
W("rows and columns swapped", A, ("return n[p:p + h, p:p + w]", "return n[p:p + h, p:p + w].T"))
W("set to 1 instead of counted", A, ("+= 1", "= 1"))
W(
    "fraction of the windows",
    A,
    ("return n[p:p + h, p:p + w]", "return n[p:p + h, p:p + w] / n.max()"),
)
W("k squared everywhere", A, ("return n[p:p + h, p:p + w]", "return np.full((h, w), k * k)"))
W("counts start at 1", A, ("np.zeros", "np.ones"))
W("window one too small", A, ("i + k, j:j + k", "i + k - 1, j:j + k - 1"))
W("window one too large", A, ("i + k, j:j + k", "i + k + 1, j:j + k + 1"))
W(
    "axes added instead of multiplied",
    A,
    (
        "return n[p:p + h, p:p + w]",
        "n = n[p:p + h, p:p + w]\n    return n[:, n.shape[1] // 2][:, None] + n[n.shape[0] // 2]",
    ),
)
W(
    "taps per window position (output shape)",
    """
def visit_counts(h, w, k, s=1, p=0):
    return np.full(((h + 2 * p - k) // s + 1, (w + 2 * p - k) // s + 1), k * k)
""",
)
W("default padding k//2", A, ("p=0", "p=1"))
W("default stride 2", A, ("s=1", "s=2"))
W(
    "last window moved back to fit the end",
    A,
    ("range(0, h + 2 * p - k + 1, s)", "sorted({*range(0, h + 2 * p - k + 1, s), h + 2 * p - k})"),
    ("range(0, w + 2 * p - k + 1, s)", "sorted({*range(0, w + 2 * p - k + 1, s), w + 2 * p - k})"),
)
W("stride as the window's size", A, ("n[i:i + k, j:j + k]", "n[i:i + s, j:j + s]"))
W("booleans returned", A, ("return n[p:p + h, p:p + w]", "return n[p:p + h, p:p + w] > 0"))
W(
    "counts kept between calls",
    A,
    ("def visit", "_n = {}\n\ndef visit"),
    (
        "n = np.zeros((h + 2 * p, w + 2 * p), dtype=int)",
        "n = _n.setdefault((h, w), np.zeros((h + 2 * p + 9, w + 2 * p + 9), dtype=int))",
    ),
)
U(
    "multiplication table",
    """
def visit_counts(h, w, k, s=1, p=0):
    return np.outer(np.arange(h) + 3, np.arange(w) ** 2 + k)
""",
)
U(
    "constant",
    """
def visit_counts(h, w, k, s=1, p=0):
    return np.full((h, w), 37)
""",
)
P("stride 1 only", A, ("+= 1", "+= s"))
P(
    "no padding only",
    A,
    ("n[p:p + h, p:p + w]", "n[2 * p:2 * p + h, 2 * p:2 * p + w]"),
    ("np.zeros((h + 2 * p, w + 2 * p)", "np.zeros((h + 3 * p, w + 3 * p)"),
)
P("square images only", A, ("w + 2 * p - k", "h + 2 * p - k"))
