from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("linear_chain")
A = R(
    "loop",
    """
def linear_chain(c, n, x):
    y = x
    for _ in range(n):
        y = c * y
    return y
""",
)
R(
    "power",
    """
def linear_chain(c, n, x):
    return c**n * x
""",
)
R(
    "recursion",
    """
def linear_chain(c, n, x):
    return x if n == 0 else linear_chain(c, n - 1, c * x)
""",
)
R(
    "np.prod",
    """
def linear_chain(c, n, x):
    return np.multiply(np.prod([c] * n), np.asarray(x, dtype=float))
""",
)
W("one layer too many", A, ("range(n)", "range(n + 1)"))
W("one layer too few", A, ("range(n)", "range(n - 1)"))
W(
    "n times c instead of the power",
    """
def linear_chain(c, n, x):
    return c * n * x
""",
)
W(
    "x raised to the power too",
    """
def linear_chain(c, n, x):
    return (c * x) ** n
""",
)
W(
    "n to the power c",
    """
def linear_chain(c, n, x):
    return n ** abs(c) * x
""",
)
W("c added in each layer", A, ("c * y", "c + y"))
W(
    "only one layer applied",
    """
def linear_chain(c, n, x):
    return c * x
""",
)
W(
    "no layer gives 0",
    """
def linear_chain(c, n, x):
    if n == 0:
        return 0 * x
    return c**n * x
""",
)
W(
    "no layer gives c x",
    """
def linear_chain(c, n, x):
    return c**max(n, 1) * x
""",
)
W(
    "sum of all layers",
    A,
    ("    y = x\n", "    y = x\n    t = x\n"),
    ("y = c * y", "y = c * y; t = t + y"),
    ("return y", "return t"),
)
W(
    "power of the absolute value: sign lost",
    """
def linear_chain(c, n, x):
    return abs(c)**n * x
""",
)
W("divides instead of multiplying", A, ("c * y", "y / c if c else y"))
W(
    "x is multiplied in place",
    """
def linear_chain(c, n, x):
    for _ in range(n):
        x *= c
    return x
""",
)
W("relu in between", A, ("c * y", "np.maximum(c * y, 0)"))
W(
    "returns the factor without x",
    """
def linear_chain(c, n, x):
    return c**n
""",
)
W("rounded", A, ("return y", "return np.round(y)"))
W(
    "list of all layers' outputs",
    """
def linear_chain(c, n, x):
    out = [x]
    for _ in range(n):
        out.append(c * out[-1])
    return out
""",
)
W(
    "matrix product instead of elementwise",
    A,
    ("c * y", "c * y @ y.T if np.ndim(y) == 2 else c * y"),
)
U(
    "sine",
    """
def linear_chain(c, n, x):
    return np.sin(c * n + x) + 0.3
""",
)
U(
    "constant",
    """
def linear_chain(c, n, x):
    return np.zeros_like(x, dtype=float) + 5.5
""",
)
P("positive factors", A, ("c * y", "abs(c) * y"))
P("n up to 1", A, ("range(n)", "range(min(n, 1))"))
