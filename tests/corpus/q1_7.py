from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("receptive_field")
A = R(
    "forward with the jump",
    """
def receptive_field(layers):
    r, j = 1, 1
    for layer in layers:
        k, s = layer[0], layer[1]
        d = layer[2] if len(layer) > 2 else 1
        r += (k - 1) * d * j
        j *= s
    return r
""",
)
R(
    "recursion",
    """
def receptive_field(layers):
    if not layers:
        return 1
    (k, s, *rest), tail = layers[0], layers[1:]
    d = rest[0] if rest else 1
    return (receptive_field(tail) - 1) * s + (k - 1) * d + 1
""",
)
R(
    "first and last index",
    """
def receptive_field(layers):
    lo = hi = 0
    for layer in layers[::-1]:
        k, s, d = (tuple(layer) + (1,))[:3]
        lo, hi = lo * s, hi * s + (k - 1) * d
    return hi - lo + 1
""",
)
R(
    "cumulative product",
    """
def receptive_field(layers):
    full = [(l[0], l[1], l[2] if len(l) == 3 else 1) for l in layers]
    jumps = np.concatenate([[1], np.cumprod([l[1] for l in full])]).astype(int)
    return int(1 + sum((k - 1) * d * j for (k, s, d), j in zip(full, jumps)))
""",
)
W(
    "multiplied with the layer's own stride",
    A,
    (
        "        r += (k - 1) * d * j\n        j *= s\n",
        "        j *= s\n        r += (k - 1) * d * j\n",
    ),
)
W("strides ignored", A, ("        j *= s\n", ""))
W("dilation ignored", A, ("(k - 1) * d * j", "(k - 1) * j"))
W("k instead of k-1", A, ("(k - 1) * d", "k * d"))
W("sum starts at 0", A, ("r, j = 1, 1", "r, j = 0, 1"))
W("layers in the reversed order", A, ("for layer in layers:", "for layer in reversed(layers):"))
W("area instead of side", A, ("return r", "return r * r"))
W("kernels multiplied", A, ("r += (k - 1) * d * j", "r *= k"))
W(
    "kernel sizes added up",
    A,
    ("r += (k - 1) * d * j", "r += k * d * j"),
    ("r, j = 1, 1", "r, j = 0, 1"),
)
W("strides added instead of multiplied", A, ("j *= s", "j += s"))
W("strides added, minus one each", A, ("j *= s", "j += s - 1"))
W("window k·d instead of (k-1)·d+1", A, ("(k - 1) * d * j", "(k * d - 1) * j"))
W("dilation enters the jump", A, ("j *= s", "j *= s * d"))
W("last layer left out", A, ("in layers:", "in layers[:-1]:"))
W("first layer left out", A, ("in layers:", "in layers[1:]:"))
W("only the previous layer's stride", A, ("j *= s", "j = s"))
W("no layer gives 0", A, ("r, j = 1, 1", "if not layers:\n        return 0\n    r, j = 1, 1"))
W("one too many", A, ("return r", "return r + 1"))
W(
    "state kept between calls",
    A,
    ("def receptive", "r = 1\n\ndef receptive"),
    ("    r, j = 1, 1", "    global r\n    j = 1"),
)
W(
    "first answer cached",
    A,
    ("def receptive", "_memo = {}\n\ndef receptive"),
    ("    return r", "    return _memo.setdefault('r', r)"),
)
W("a float where stride divides", A, ("return r", "return r / 1 + 0.5"))
W("returns the jump too", A, ("return r", "return r, j"))
U(
    "sum of everything squared",
    """
def receptive_field(layers):
    return sum(sum(l) ** 2 for l in layers) + 13
""",
)
U(
    "constant",
    """
def receptive_field(layers):
    return 42
""",
)
P("right for stride 1", A, ("d * j", "d * j ** 2"))
P("right for 3×3 kernels", A, ("(k - 1)", "2"))
P("right without dilation", A, ("* d *", "* d * d *"))
