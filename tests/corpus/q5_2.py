from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("sigmoid_prime")
A = R(
    "even function of |t|",
    """
def sigmoid_prime(t):
    e = np.exp(-np.abs(t))
    return e / (1 + e)**2
""",
)
R(
    "tanh",
    """
def sigmoid_prime(t):
    e = np.exp(-abs(np.asarray(t, dtype=float)) / 2)
    return (e / (1 + e * e)) ** 2
""",
)
R(
    "scalars",
    """
def sigmoid_prime(t):
    def one(v):
        w = math.exp(-abs(v))
        return w / (1.0 + w) / (1.0 + w)
    return np.array([one(float(v)) for v in np.ravel(t)]).reshape(np.shape(t))
""",
)
R(
    "logarithm",
    """
def sigmoid_prime(t):
    return np.exp(-np.logaddexp(0, t) - np.logaddexp(0, np.negative(t)))
""",
)
N = W(
    "exp(-t)/(1+exp(-t))² overflows",
    """
def sigmoid_prime(t):
    return np.exp(-t) / (1 + np.exp(-t))**2
""",
)
P(
    "s(1-s) loses the tail",
    """
def sigmoid_prime(t):
    s = 1 / (1 + np.exp(-t))
    return s * (1 - s)
""",
)
W(
    "sigmoid itself",
    A,
    ("return e / (1 + e)**2", "return np.where(np.asarray(t) >= 0, 1, e) / (1 + e)"),
)
W("1 - s", A, ("return e / (1 + e)**2", "return np.where(np.asarray(t) >= 0, e, 1) / (1 + e)"))
W("square of the denominator forgotten", A, ("**2", ""))
W(
    "1 - s²",
    A,
    (
        "return e / (1 + e)**2",
        "s = np.where(np.asarray(t) >= 0, 1, e) / (1 + e)\n    return 1 - s**2",
    ),
)
W(
    "s(1+s)",
    A,
    (
        "return e / (1 + e)**2",
        "s = np.where(np.asarray(t) >= 0, 1, e) / (1 + e)\n    return s * (1 + s)",
    ),
)
W("t(1-t)", A, ("return e / (1 + e)**2", "return t * (1 - t)"))
W("sign reversed", A, ("return e", "return -e"))
W("clipped to ±20", N, ("    return", "    t = np.clip(t, -20, 20)\n    return"))
W(
    "clipped to ±500 with the tail wrong",
    N,
    ("    return", "    t = np.clip(t, -15, 15)\n    return"),
)
W("minus in the denominator", A, ("(1 + e)", "(1 - e + 1e-9)"))
W(
    "quotient rule without the inner derivative (-)",
    A,
    ("return e / (1 + e)**2", "return -1 / (1 + e)**2"),
)
W("numerator 1", A, ("return e /", "return 1 /"))
W(
    "second derivative",
    A,
    (
        "return e / (1 + e)**2",
        "s = np.where(np.asarray(t) >= 0, 1, e) / (1 + e)\n    return s * (1 - s) * (1 - 2 * s)",
    ),
)
W("times 4", A, ("return e", "return 4 * e"))
W("tanh's derivative", A, ("return e / (1 + e)**2", "return 1 - np.tanh(t)**2"))
W("half argument", A, ("-np.abs(t)", "-np.abs(t) / 2"))
W(
    "applied to s again",
    A,
    (
        "return e / (1 + e)**2",
        "s = np.where(np.asarray(t) >= 0, 1, e) / (1 + e)\n    return np.exp(-s) / (1 + np.exp(-s))**2",
    ),
)
W(
    "nan replaced by 0 and digits rounded",
    A,
    ("return e / (1 + e)**2", "return np.round(e / (1 + e)**2, 4)"),
)
U(
    "cosine",
    """
def sigmoid_prime(t):
    return np.cos(t) * 0.7 + 0.1
""",
)
U(
    "constant",
    """
def sigmoid_prime(t):
    return np.full(np.shape(t), 0.2)
""",
)
P("moderate t", N, ("    return", "    t = np.where(np.abs(t) > 100, np.nan, t)\n    return"))
P("positive t", A, ("-np.abs(t)", "-np.minimum(np.abs(t), np.abs(t) + np.sign(t) - 1)"))

part("relu_subgradient")
A = R(
    "comparisons",
    """
def relu_subgradient(x):
    return (x > 0).astype(float), (x >= 0).astype(float)
""",
)
R(
    "heaviside",
    """
def relu_subgradient(x):
    return np.heaviside(x, 0.0), np.heaviside(x, 1.0)
""",
)
R(
    "loop",
    """
def relu_subgradient(x):
    lo = np.zeros(x.shape); hi = np.zeros(x.shape)
    for i, v in np.ndenumerate(x):
        if v > 0:
            lo[i] = hi[i] = 1
        elif v == 0:
            hi[i] = 1
    return lo, hi
""",
)
R(
    "sign",
    """
def relu_subgradient(x):
    s = np.sign(x)
    return [np.maximum(s, 0), np.minimum(s + 1, 1)]
""",
)
R(
    "integers",
    """
def relu_subgradient(x):
    return np.where(x > 0, 1, 0), np.where(x < 0, 0, 1)
""",
)
W(
    "lo and hi swapped",
    A,
    (
        "return (x > 0).astype(float), (x >= 0).astype(float)",
        "return (x >= 0).astype(float), (x > 0).astype(float)",
    ),
)
W("0 at the kink in both", A, (">= 0", "> 0"))
W("1 at the kink in both", A, ("x > 0", "x >= 0"))
W(
    "one half at the kink",
    A,
    (
        "return (x > 0).astype(float), (x >= 0).astype(float)",
        "return np.heaviside(x, 0.5), np.heaviside(x, 0.5)",
    ),
)
W(
    "[0, 1] everywhere",
    A,
    (
        "return (x > 0).astype(float), (x >= 0).astype(float)",
        "return np.zeros(x.shape), np.ones(x.shape)",
    ),
)
W("[-1, 1] at the kink", A, ("(x > 0).astype(float)", "np.heaviside(x, -1)"))
W(
    "subgradient of |x|",
    A,
    (
        "return (x > 0).astype(float), (x >= 0).astype(float)",
        "return np.where(x > 0, 1.0, -1.0), np.where(x >= 0, 1.0, -1.0)",
    ),
)
W("tolerance 1e-3 around 0", A, ("x > 0", "x > 1e-3"), ("x >= 0", "x >= -1e-3"))
W(
    "values of the relu",
    A,
    (
        "return (x > 0).astype(float), (x >= 0).astype(float)",
        "return np.maximum(x, 0), np.maximum(x, 0)",
    ),
)
W("negative side 1", A, ("x > 0", "x < 0"), ("x >= 0", "x <= 0"))
W("booleans", A, (".astype(float)", ""))
W(
    "one array",
    A,
    (
        "return (x > 0).astype(float), (x >= 0).astype(float)",
        "return np.stack([x > 0, x >= 0], axis=-1).astype(float)",
    ),
)
W(
    "only lo",
    A,
    ("return (x > 0).astype(float), (x >= 0).astype(float)", "return (x > 0).astype(float)"),
)
W(
    "interval of the values",
    A,
    (
        "return (x > 0).astype(float), (x >= 0).astype(float)",
        "return np.minimum(x, 0), np.maximum(x, 0)",
    ),
)
W("leaky lower end 0.01", A, ("(x > 0).astype(float)", "np.where(x > 0, 1, 0.01)"))
W("hi is 1 for negative numbers too", A, ("(x >= 0).astype(float)", "np.ones(x.shape)"))
W(
    "flattened",
    A,
    (
        "(x > 0).astype(float), (x >= 0).astype(float)",
        "(x > 0).astype(float).ravel(), (x >= 0).astype(float).ravel()",
    ),
)
U(
    "trig",
    """
def relu_subgradient(x):
    return np.sin(x) + 0.1, np.cos(x) - 0.3
""",
)
U(
    "constants",
    """
def relu_subgradient(x):
    return np.full(x.shape, 0.3), np.full(x.shape, 0.6)
""",
)
P("away from 0 only", A, (">= 0", "> 0"))
P(
    "positive only",
    A,
    (
        "(x > 0).astype(float), (x >= 0).astype(float)",
        "np.where(x > 0, 1.0, x), np.where(x >= 0, 1.0, -x)",
    ),
)

part("softmax_jacobian")
A = R(
    "diag minus outer",
    """
def softmax_jacobian(z):
    e = np.exp(z - z.max())
    s = e / e.sum()
    return np.diag(s) - np.outer(s, s)
""",
)
R(
    "loops",
    """
def softmax_jacobian(z):
    m = max(z)
    e = [math.exp(v - m) for v in z]
    s = [v / sum(e) for v in e]
    K = len(s)
    J = np.zeros((K, K))
    for i in range(K):
        for j in range(K):
            if i == j:
                J[i, j] = s[i] * (sum(s[q] for q in range(K) if q != i))
            else:
                J[i, j] = -s[i] * s[j]
    return J
""",
)
R(
    "einsum and logsumexp",
    """
def softmax_jacobian(z):
    s = np.exp(z - np.logaddexp.reduce(z))
    return np.einsum("i,ij->ij", s, np.eye(len(z)) - s)
""",
)
R(
    "lists",
    """
def softmax_jacobian(z):
    e = np.exp(z - np.amax(z))
    s = (e / np.sum(e)).tolist()
    return [[a * ((i == j) - b) for j, b in enumerate(s)] for i, a in enumerate(s)]
""",
)
W("naive softmax overflows", A, ("z - z.max()", "z"))
W("only the diagonal", A, (" - np.outer(s, s)", " * (1 - s)"))
W("diagonal of s only (outer forgotten)", A, (" - np.outer(s, s)", ""))
W("sign reversed", A, ("np.diag(s) - np.outer(s, s)", "np.outer(s, s) - np.diag(s)"))
W("plus instead of minus", A, ("np.diag(s) - np", "np.diag(s) + np"))
W("outer product only", A, ("np.diag(s) - np.outer(s, s)", "-np.outer(s, s)"))
W(
    "all zeros (the quotient rule's intermediate line)",
    A,
    ("np.diag(s) - np.outer(s, s)", "np.zeros((len(s), len(s)))"),
)
W("a vector s(1 - s)", A, ("np.diag(s) - np.outer(s, s)", "s * (1 - s)"))
W("softmax itself", A, ("np.diag(s) - np.outer(s, s)", "s"))
W("identity instead of diag(s)", A, ("np.diag(s)", "np.eye(len(s))"))
W(
    "s(1-s) on the diagonal, +s_i s_j off it",
    A,
    (
        "return np.diag(s) - np.outer(s, s)",
        "J = np.outer(s, s)\n    np.fill_diagonal(J, s * (1 - s))\n    return J",
    ),
)
W(
    "1 - s on the diagonal",
    A,
    (
        "return np.diag(s) - np.outer(s, s)",
        "J = -np.outer(s, s)\n    np.fill_diagonal(J, 1 - s)\n    return J",
    ),
)
W(
    "off the diagonal 0 - 1 shares: -s_i",
    A,
    (
        "return np.diag(s) - np.outer(s, s)",
        "J = -np.outer(s, np.ones(len(s)))\n    np.fill_diagonal(J, s * (1 - s))\n    return J",
    ),
)
W("log-softmax's Jacobian", A, ("np.diag(s) - np.outer(s, s)", "np.eye(len(s)) - s[None, :]"))
W("divided by K", A, ("np.diag(s) - np.outer(s, s)", "(np.diag(s) - np.outer(s, s)) / len(s)"))
W(
    "sigmoid elementwise instead of softmax",
    A,
    ("    return", "    q = np.exp(-np.abs(z)); s = np.where(z > 0, 1, q) / (1 + q)\n    return"),
)
W("scores' minimum subtracted instead of the maximum", A, ("z.max()", "z.min()"))
W(
    "logs of the scores clipped at ±100",
    A,
    ("    e = np.exp(z - z.max())", "    z = np.clip(z, -100, 100)\n    e = np.exp(z - z.max())"),
)
W("matrix product s @ s instead of outer", A, ("np.outer(s, s)", "s @ s"))
W("exponentials not normalised", A, ("s = e / e.sum()", "s = e"))
W("z shifted in place", A, ("    e = np.exp(z - z.max())", "    z -= z.max()\n    e = np.exp(z)"))
W(
    "summed over the rows",
    A,
    ("np.diag(s) - np.outer(s, s)", "(np.diag(s) - np.outer(s, s)).sum(axis=1)"),
)
U(
    "nonsense",
    """
def softmax_jacobian(z):
    return np.cos(np.add.outer(z, 2 * z)) + 0.2
""",
)
U(
    "constant",
    """
def softmax_jacobian(z):
    return np.full((len(z), len(z)), 0.123)
""",
)
P("moderate scores", A, ("z - z.max()", "np.where(np.abs(z) > 500, np.nan, z)"))
P(
    "two scores",
    A,
    (
        "return np.diag(s) - np.outer(s, s)",
        "J = -np.outer(s, s) * (1 if len(s) < 3 else 2)\n    np.fill_diagonal(J, s * (1 - s))\n    return J",
    ),
)
