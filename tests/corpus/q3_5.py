from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("tanh")
A = R(
    "exp(-2|z|) and sign",
    """
def tanh(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-2 * np.abs(z))
    a = np.sign(z) * (1 - e) / (1 + e)
    return a, 4 * e / (1 + e)**2
""",
)
R(
    "expm1",
    """
def tanh(z):
    t = np.expm1(-2 * np.abs(z))
    m = -t / (t + 2)
    a = np.where(np.asarray(z) < 0, -m, m)
    return a, 1 - a * a
""",
)
R(
    "by way of a stable sigmoid",
    """
def _sig(t):
    e = np.exp(-np.abs(t))
    return np.where(t < 0, e, 1.0) / (1 + e)

def tanh(z):
    z = np.asarray(z)
    p, q = _sig(2 * z), _sig(-2 * z)
    return p - q, 4 * p * q
""",
)
R(
    "scalars",
    """
def _t(v):
    w = math.expm1(2 * min(abs(v), 300))
    r = w / (w + 2)
    return r if v >= 0 else -r

def tanh(z):
    a = np.array([_t(float(v)) for v in np.ravel(z)]).reshape(np.shape(z))
    return a, (1 - a) * (1 + a)
""",
)
N = """
def tanh(z):
    a = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return a, 1 - a**2
"""
W("naive: inf/inf", N)
W(
    "exp(2z) form overflows on one side",
    """
def tanh(z):
    e = np.exp(2 * z)
    a = (e - 1) / (e + 1)
    return a, 1 - a**2
""",
)
W("slope 1 - a", A, ("4 * e / (1 + e)**2", "1 - a"))
W("slope a(1 - a)", A, ("4 * e / (1 + e)**2", "a * (1 - a)"))
W("slope 1 + a²", A, ("4 * e / (1 + e)**2", "1 + a**2"))
W("slope 1 - z²", A, ("4 * e / (1 + e)**2", "1 - z**2"))
W(
    "slope of a: 1 - tanh²(a)",
    A,
    ("4 * e / (1 + e)**2", "1 - ((np.exp(a) - np.exp(-a)) / (np.exp(a) + np.exp(-a)))**2"),
)
W("factor 2 forgotten in the exponent", A, ("-2 * np", "-1 * np"))
W(
    "2σ(z) - 1 instead of 2σ(2z) - 1",
    A,
    (
        "e = np.exp(-2 * np.abs(z))\n    a = np.sign(z) * (1 - e) / (1 + e)",
        "e = np.exp(-np.abs(z))\n    a = np.sign(z) * (1 - e) / (1 + e)",
    ),
    ("4 * e / (1 + e)**2", "1 - a**2"),
)
W("σ(2z): shift forgotten", A, ("return a", "a = (a + 1) / 2\n    return a"))
W("sign lost", A, ("np.sign(z) * ", ""))
W("sign reversed", A, ("np.sign(z) * ", "-np.sign(z) * "))
W("slope a quarter of it", A, ("4 * e", "e"))
W("clipped to ±10 (slopes stop at 8e-9)", N, ("    a =", "    z = np.clip(z, -10, 10)\n    a ="))
W("clipped at ±5", N, ("    a =", "    z = np.clip(z, -5, 5)\n    a ="))
W("tuple swapped", A, ("return a, 4 * e / (1 + e)**2", "return 4 * e / (1 + e)**2, a"))
W("values only", A, (", 4 * e / (1 + e)**2", ""))
W("sinh", A, ("return a", "a = np.sign(z) * (1 - e) / 2\n    return a"))
W("coth", A, ("(1 - e) / (1 + e)", "(1 + e) / np.maximum(1 - e, 1e-12)"))
W("atan", A, ("return a, 4 * e / (1 + e)**2", "return np.arctan(z), 1 / (1 + z**2)"))
W(
    "large inputs replaced by 0 (nan_to_num)",
    N,
    ("return a, 1 - a**2", "a = np.nan_to_num(a)\n    return a, 1 - a**2"),
)
W("slope 2(1 - a²)", A, ("4 * e", "8 * e"))
U(
    "nonsense",
    """
def tanh(z):
    z = np.asarray(z)
    return np.cos(z) * 2 + 0.1, z - 0.3
""",
)
U(
    "constant",
    """
def tanh(z):
    return np.full(np.shape(z), 0.61), np.full(np.shape(z), 0.33)
""",
)
P("moderate z", N, ("    a =", "    z = np.where(np.abs(z) > 50, np.nan, z)\n    a ="))
P("positive z", A, ("np.sign(z) *", "1.0 *"))
