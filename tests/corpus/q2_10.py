from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("receptive_field_trace")
A = R(
    "recurrence",
    """
def receptive_field_trace(layers):
    size, jump, start = 1, 1, 0
    out = []
    for layer in layers:
        k, s, p = layer[:3]
        d = layer[3] if len(layer) == 4 else 1
        size += (k - 1) * d * jump
        start -= p * jump
        jump *= s
        out.append((size, jump, start))
    return out
""",
)
R(
    "array",
    """
def receptive_field_trace(layers):
    rows, row = [], np.array([1, 1, 0])
    for layer in layers:
        k, s, p, d = (list(layer) + [1])[:4]
        row = np.array([row[0] + d * (k - 1) * row[1], row[1] * s, row[2] - p * row[1]])
        rows.append(tuple(int(v) for v in row))
    return rows
""",
)
R(
    "recursion",
    """
def receptive_field_trace(layers):
    if not layers:
        return []
    before = receptive_field_trace(layers[:-1])
    size, jump, start = before[-1] if before else (1, 1, 0)
    k, s, p, *rest = layers[-1]
    d = rest[0] if rest else 1
    return before + [[size + (k - 1) * d * jump, jump * s, start - p * jump]]
""",
)
R(
    "generator with unpacking",
    """
def _walk(layers):
    r, j, o = 1.0, 1.0, 0.0
    for k, s, p, *d in layers:
        d = (d or [1])[0]
        r, o, j = r + j * d * (k - 1), o - j * p, j * s
        yield (r, j, o)

def receptive_field_trace(layers):
    return list(_walk(layers))
""",
)
W(
    "jump updated before the size is",
    A,
    ("        jump *= s\n", ""),
    ("        size +=", "        jump *= s\n        size +="),
)
W(
    "start uses the new jump",
    A,
    (
        "        start -= p * jump\n        jump *= s\n",
        "        jump *= s\n        start -= p * jump\n",
    ),
)
W("padding not scaled by the jump", A, ("start -= p * jump", "start -= p"))
W("start grows instead of falling", A, ("start -= p", "start += p"))
W("strides added", A, ("jump *= s", "jump += s"))
W("jump is the layer's own stride", A, ("jump *= s", "jump = s"))
W("k instead of k - 1", A, ("(k - 1) * d", "k * d"))
W("dilation ignored", A, ("d = layer[3] if len(layer) == 4 else 1", "d = 1"))
W("window k·d - 1", A, ("(k - 1) * d", "(k * d - 1)"))
W("padding widens the field", A, ("(k - 1) * d * jump", "((k - 1) * d + 2 * p) * jump"))
W("padding ignored", A, ("start -= p * jump", "start -= 0"))
W("input's own row included", A, ("out = []", "out = [(1, 1, 0)]"))
W("only the last row", A, ("return out", "return out[-1:]"))
W("rows in reversed order", A, ("return out", "return out[::-1]"))
W("entries in the order jump, size, start", A, ("(size, jump, start))", "(jump, size, start))"))
W("entries in the order start, size, jump", A, ("(size, jump, start))", "(start, size, jump))"))
W(
    "centre instead of the first pixel",
    A,
    ("start -= p * jump", "start += ((k - 1) * d / 2 - p) * jump"),
)
W(
    "centre counted from 0.5",
    A,
    ("1, 1, 0\n", "1, 1, 0.5\n"),
    ("start -= p * jump", "start += ((k - 1) / 2 - p) * jump"),
)
W("start never negative", A, ("(size, jump, start))", "(size, jump, max(start, 0)))"))
W("layers gone through from the output", A, ("in layers:", "in reversed(layers):"))
W("size starts at 0", A, ("1, 1, 0\n", "0, 1, 0\n"))
W("jump starts at 0", A, ("1, 1, 0\n", "1, 0, 0\n"))
W(
    "list kept between calls (mutable default)",
    A,
    ("(layers)", "(layers, out=[])"),
    ("    out = []\n", ""),
)
W("transposed: three lists", A, ("return out", "return [tuple(r) for r in zip(*out)]"))
W("start multiplied by the stride", A, ("start -= p * jump", "start = start * s - p"))
W("without dilation unpack, d defaults to 0", A, ("== 4 else 1", "== 4 else 0"))
U(
    "sums",
    """
def receptive_field_trace(layers):
    return [(sum(l) ** 2, 7 * l[0] + 3, 13 - l[1]) for l in layers]
""",
)
U(
    "constants",
    """
def receptive_field_trace(layers):
    return [(91, 17, 33)] * len(layers)
""",
)
P("stride 1", A, ("d * jump", "d * jump**2"))
P("no padding", A, ("start -= p * jump", "start -= p * jump * 2"))
P("no dilation", A, ("(k - 1) * d", "(k - 1) * d**2"))
