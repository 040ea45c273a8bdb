from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("sigmoid")
A = R(
    "tanh",
    """
def sigmoid(z):
    a = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return a, 0.25 * (1 - np.tanh(np.asarray(z) / 2) ** 2)
""",
)
R(
    "logaddexp",
    """
def sigmoid(z):
    z = np.asarray(z, dtype=float)
    s = np.exp(-np.logaddexp(0, -z))
    t = np.exp(-np.logaddexp(0, z))
    return s, s * t
""",
)
R(
    "masks",
    """
def sigmoid(z):
    z = np.array(z, dtype=float)
    a = np.zeros(z.shape)
    p = z >= 0
    a[p] = 1 / (1 + np.exp(-z[p]))
    e = np.exp(z[~p])
    a[~p] = e / (1 + e)
    return a, a - a**2
""",
)
R(
    "scalar function, vectorised",
    """
def _one(t):
    if t < 0:
        e = math.exp(t)
        return e / (1 + e), e / (1 + e) ** 2
    e = math.exp(-t)
    return 1 / (1 + e), e / (1 + e) ** 2

def sigmoid(z):
    z = np.asarray(z)
    pairs = np.array([_one(float(t)) for t in z.ravel()]).reshape(-1, 2)
    return pairs[:, 0].reshape(z.shape), pairs[:, 1].reshape(z.shape)
""",
)
N = """
def sigmoid(z):
    a = 1 / (1 + np.exp(-z))
    return a, a * (1 - a)
"""
S = """
def sigmoid(z):
    e = np.exp(-np.abs(z))
    a = np.where(np.asarray(z) >= 0, 1, e) / (1 + e)
    return a, e / (1 + e)**2
"""
W(
    "exp(z)/(1+exp(z)) overflows to NaN",
    """
def sigmoid(z):
    a = np.exp(z) / (1 + np.exp(z))
    return a, a * (1 - a)
""",
)
W("slope exp(-z)/(1+exp(-z))² overflows", N, ("a * (1 - a)", "np.exp(-z) / (1 + np.exp(-z))**2"))
W("slope a (without 1 - a)", S, ("e / (1 + e)**2", "a"))
W("slope 1 - a", S, ("e / (1 + e)**2", "1 - a"))
W("slope 1 - a² (tanh's)", S, ("e / (1 + e)**2", "1 - a**2"))
W("slope a(1 + a)", S, ("e / (1 + e)**2", "a * (1 + a)"))
W(
    "slope of the slope: sigmoid of a",
    N,
    ("a * (1 - a)", "(1 / (1 + np.exp(-a))) * (1 - 1 / (1 + np.exp(-a)))"),
)
W("z(1 - z)", S, ("e / (1 + e)**2", "z * (1 - z)"))
W("sign of the exponent reversed", S, (">= 0", "<= 0"))
W("sign of the slope reversed", S, ("e / (1 + e)**2", "-e / (1 + e)**2"))
W(
    "minus in the denominator",
    """
def sigmoid(z):
    a = 1 / (1 - np.exp(-np.abs(z) - 1e-3))
    return a, a * (1 - a)
""",
)
W("clipped to ±20", N, ("    a =", "    z = np.clip(z, -20, 20)\n    a ="))
W("eps added to a", N, ("return a", "a = np.clip(a, 1e-6, 1 - 1e-6)\n    return a"))
W("slope only", S, ("return a, e", "return e"))
W("tuple swapped", S, ("return a, e / (1 + e)**2", "return e / (1 + e)**2, a"))
W("slope scaled by 4 to a maximum of 1", S, ("e / (1 + e)**2", "4 * e / (1 + e)**2"))
W(
    "tanh instead of the sigmoid",
    S,
    ("return a, e / (1 + e)**2", "return np.tanh(z), 1 - np.tanh(z)**2"),
)
W(
    "half argument forgotten in the tanh form",
    S,
    ("return a, e / (1 + e)**2", "return 0.5 + 0.5 * np.tanh(z), 0.25 * (1 - np.tanh(z)**2)"),
)
W(
    "stable form on the sign of the first entry only",
    """
def sigmoid(z):
    if np.size(z) and np.ravel(z)[0] >= 0:
        a = 1 / (1 + np.exp(-z))
    else:
        a = np.exp(z) / (1 + np.exp(z))
    return a, a * (1 - a)
""",
)
W(
    "hard sigmoid",
    S,
    (
        "return a, e / (1 + e)**2",
        "return np.clip(0.25 * np.asarray(z) + 0.5, 0, 1), np.where(np.abs(z) < 2, 0.25, 0)",
    ),
)
W("slope 1/4 everywhere", S, ("e / (1 + e)**2", "np.full(np.shape(z), 0.25)"))
W(
    "exp of the batch normalised (softmax)",
    """
def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(z - z.max()) if z.size else z
    a = e / e.sum()
    return a, a * (1 - a)
""",
)
W("a rounded", S, ("return a,", "return np.round(a),"))
U(
    "nonsense",
    """
def sigmoid(z):
    z = np.asarray(z)
    return np.cos(z), np.sin(z) - 0.3
""",
)
U(
    "constant",
    """
def sigmoid(z):
    return np.full(np.shape(z), 0.41), np.full(np.shape(z), 0.13)
""",
)
P("moderate z only", N, ("    a =", "    z = np.where(np.abs(z) > 30, np.nan, z)\n    a ="))
P("positive z only", S, ("np.where(np.asarray(z) >= 0, 1, e)", "1"))
