from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("conv_out_size")
A = R(
    "formula",
    """
def conv_out_size(n, k, s=1, p=0, d=1):
    window = (k - 1) * d + 1
    room = n + 2 * p - window
    if room < 0:
        return 0
    return room // s + 1
""",
)
R(
    "while",
    """
def conv_out_size(n, k, s=1, p=0, d=1):
    count, start = 0, -p
    while start + (k - 1) * d <= n + p - 1:
        count += 1
        start += s
    return count
""",
)
R(
    "math.floor and max",
    """
def conv_out_size(n, k, s=1, p=0, d=1):
    return max(0, math.floor((n + 2 * p - d * (k - 1) - 1) / s + 1)) if n + 2 * p > d * (k - 1) else 0
""",
)
R(
    "recursion",
    """
def conv_out_size(n, k, s=1, p=0, d=1):
    if p:
        return conv_out_size(n + 2 * p, k, s, 0, d)
    return 0 if n < d * (k - 1) + 1 else 1 + conv_out_size(n - s, k, s, 0, d) if n > s else 1
""",
)
R(
    "arange",
    """
def conv_out_size(n, k, s=1, p=0, d=1):
    starts = np.arange(-p, n + p, s)
    return np.count_nonzero(starts + d * (k - 1) < n + p)
""",
)
W("+1 forgotten", A, ("room // s + 1", "room // s"))
W("ceiling instead of floor", A, ("room // s + 1", "math.ceil(room / s) + 1"))
W("true division", A, ("room // s + 1", "room / s + 1"))
W("rounded instead of floored", A, ("room // s + 1", "round(room / s) + 1"))
W("padding on one end only", A, ("2 * p", "p"))
W("padding forgotten", A, ("n + 2 * p", "n"))
W("stride forgotten", A, ("room // s + 1", "room + 1"))
W("dilation forgotten", A, ("(k - 1) * d + 1", "k"))
W("window k·d", A, ("(k - 1) * d + 1", "k * d"))
W("window (k-1)·d, one too short", A, ("(k - 1) * d + 1", "(k - 1) * d"))
W("no check whether the window fits", A, ("    if room < 0:\n        return 0\n", ""))
W(
    "cut off at 0 after the division only",
    A,
    (
        "    if room < 0:\n        return 0\n    return room // s + 1",
        "    return max(int(room / s) + 1, 0)",
    ),
)
W("never below 1", A, ("        return 0", "        return 1"))
W("negative sizes returned", A, ("        return 0", "        return room"))
W("exact fit counted as no fit", A, ("room < 0", "room <= 0"))
W("divided before the window is subtracted", A, ("room // s + 1", "(n + 2 * p) // s - window + 1"))
W("+1 before the division", A, ("room // s + 1", "(room + 1) // s"))
W(
    "ceil((room+1)/s) minus one at rest",
    A,
    ("room // s + 1", "room // s + (1 if room % s == 0 else 2)"),
)
W("default padding 1", A, ("p=0", "p=1"))
W("default stride 2", A, ("s=1", "s=2"))
W("same padding: n / s", A, ("return room // s + 1", "return -(-n // s)"))
W(
    "odd kernels only: half a kernel lost on each side",
    A,
    ("room // s + 1", "(n + 2 * p - 2 * (k * d // 2) - 1) // s + 1"),
)
U(
    "nonsense",
    """
def conv_out_size(n, k, s=1, p=0, d=1):
    return n * k - 3 * s + p ** 2 + 11
""",
)
U(
    "constant",
    """
def conv_out_size(n, k, s=1, p=0, d=1):
    return 123
""",
)
P("stride 1 only", A, ("room // s + 1", "room // s ** 2 + 1"))
P("odd kernels only", A, ("window = (k - 1) * d + 1", "window = 2 * (k // 2) * d + 1"))
P("without dilation", A, ("(k - 1) * d + 1", "k + 2 * (d - 1)"))

part("visible_inputs")
A = R(
    "sets from the unit down",
    """
def visible_inputs(layers, n, i):
    sizes = [n]
    for k, s, p in layers:
        room = sizes[-1] + 2 * p - k
        sizes.append(room // s + 1 if room >= 0 else 0)
    if i >= sizes[-1]:
        return 0
    units = {i}
    for (k, s, p), size in zip(layers[::-1], sizes[-2::-1]):
        below = set()
        for u in units:
            for t in range(k):
                q = u * s - p + t
                if 0 <= q < size:
                    below.add(q)
        units = below
    return len(units)
""",
)
R(
    "boolean matrices",
    """
def visible_inputs(layers, n, i):
    M = np.eye(n, dtype=bool)
    for k, s, p in layers:
        m = len(M)
        m2 = max(0, (m + 2 * p - k) // s + 1) if m + 2 * p >= k else 0
        C = np.zeros((m2, m), dtype=bool)
        for u in range(m2):
            lo = u * s - p
            C[u, max(lo, 0):max(lo + k, 0)] = True
        M = (C.astype(int) @ M.astype(int)) > 0
    return int(M[i].sum()) if i < len(M) else 0
""",
)
R(
    "recursion",
    """
def visible_inputs(layers, n, i):
    sizes = [n]
    for k, s, p in layers:
        sizes.append(len(range(-p, sizes[-1] + p - k + 1, s)))

    def see(depth, u):
        if not 0 <= u < sizes[depth]:
            return frozenset()
        if depth == 0:
            return frozenset([u])
        k, s, p = layers[depth - 1]
        out = frozenset()
        for q in range(u * s - p, u * s - p + k):
            out |= see(depth - 1, q)
        return out
    return len(see(len(layers), i))
""",
)
R(
    "bit masks",
    """
def visible_inputs(layers, n, i):
    row = [1 << j for j in range(n)]
    for k, s, p in layers:
        row = [0] * p + row + [0] * p
        new = []
        for a in range(0, len(row) - k + 1, s):
            v = 0
            for b in row[a:a + k]:
                v |= b
            new.append(v)
        row = new
    return bin(row[i]).count("1") if i < len(row) else 0
""",
)
I = W(
    "an interval clipped at the input only, gaps counted",
    """
def visible_inputs(layers, n, i):
    sizes = [n]
    for k, s, p in layers:
        room = sizes[-1] + 2 * p - k
        sizes.append(room // s + 1 if room >= 0 else 0)
    if i >= sizes[-1]:
        return 0
    lo = hi = i
    for k, s, p in reversed(layers):
        lo, hi = lo * s - p, hi * s - p + k - 1
    return max(0, min(hi, n - 1) - max(lo, 0) + 1)
""",
)
W(
    "an interval clipped at every layer, gaps counted",
    """
def visible_inputs(layers, n, i):
    sizes = [n]
    for k, s, p in layers:
        room = sizes[-1] + 2 * p - k
        sizes.append(room // s + 1 if room >= 0 else 0)
    if i >= sizes[-1]:
        return 0
    lo = hi = i
    for (k, s, p), size in zip(layers[::-1], sizes[-2::-1]):
        lo, hi = max(lo * s - p, 0), min(hi * s - p + k - 1, size - 1)
        if lo > hi:
            return 0
    return hi - lo + 1
""",
)
W(
    "nominal receptive field",
    """
def visible_inputs(layers, n, i):
    r = j = 1
    for k, s, p in layers:
        r += (k - 1) * j
        j *= s
    return r
""",
)
W(
    "nominal field cut at n",
    """
def visible_inputs(layers, n, i):
    r = j = 1
    for k, s, p in layers:
        r += (k - 1) * j
        j *= s
    return min(r, n)
""",
)
W(
    "padding between the layers passes through",
    A,
    ("if 0 <= q < size:", "if True:"),
    ("    return len(units)", "    return len([u for u in units if 0 <= u < n])"),
)
W("padding counted as inputs", A, ("if 0 <= q < size:", "if True:"))
W(
    "paths counted, not different inputs",
    A,
    ("units = {i}", "units = [i]"),
    ("below = set()", "below = []"),
    ("below.add(q)", "below.append(q)"),
)
W(
    "a unit that does not exist is not looked for",
    A,
    ("    if i >= sizes[-1]:\n        return 0\n", ""),
)
W(
    "layers in the reversed order",
    A,
    ("    sizes = [n]", "    layers = layers[::-1]\n    sizes = [n]"),
)
W("padding ignored", A, ("2 * p", "0"), ("u * s - p + t", "u * s + t"))
W("stride ignored", A, ("room // s + 1", "room + 1"), ("u * s - p", "u - p"))
W("units counted from 1", A, ("units = {i}", "units = {i - 1}"))
W("window one too short", A, ("range(k)", "range(k - 1)"))
W("window centred on the unit", A, ("u * s - p + t", "u * s - k // 2 + t"))
W(
    "no layer gives n",
    A,
    ("    sizes = [n]", "    if not layers:\n        return n\n    sizes = [n]"),
)
W(
    "no layer gives 0",
    A,
    ("    sizes = [n]", "    if not layers:\n        return 0\n    sizes = [n]"),
)
W("padding on the left only", A, ("2 * p", "p"))
W("i = last unit excluded", A, ("i >= sizes[-1]", "i >= sizes[-1] - 1"))
W("the set of positions returned", A, ("return len(units)", "return sorted(units)"))
W("only the upper border is checked", A, ("if 0 <= q < size:", "if q < size:"))
W("only the lower border is checked", A, ("if 0 <= q < size:", "if 0 <= q:"))
W("the input's border checked in all layers", A, ("0 <= q < size", "0 <= q < n"))
W(
    "pops the caller's layers",
    A,
    (
        "    units = {i}",
        "    lay = list(layers)\n    while len(layers) > 1: layers.pop()\n    layers = lay\n    units = {i}",
    ),
)
U(
    "sum",
    """
def visible_inputs(layers, n, i):
    return sum(map(sum, layers)) * 7 + n + 3 * i
""",
)
U(
    "constant",
    """
def visible_inputs(layers, n, i):
    return 31
""",
)
P("without padding and gaps", I, ("max(0, min(hi, n - 1) - max(lo, 0) + 1)", "hi - lo + 1"))
P("single layer only", A, ("zip(layers[::-1], sizes[-2::-1])", "zip(layers[:1], sizes[:1])"))
