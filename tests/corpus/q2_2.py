from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("preactivation_stats")
A = R(
    "second moments",
    """
def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    mean = n * mu_w * mu_x
    var = n * ((var_w + mu_w**2) * (var_x + mu_x**2) - mu_w**2 * mu_x**2)
    return mean, var
""",
)
R(
    "loop over the terms",
    """
def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    m, v = 0.0, 0.0
    for _ in range(n):
        m += mu_w * mu_x
        v += var_w * var_x + var_w * mu_x * mu_x + mu_w * mu_w * var_x
    return m, v
""",
)
R(
    "two-point variables enumerated",
    """
def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    ws = mu_w + np.array([-1, 1]) * np.sqrt(var_w)
    xs = mu_x + np.array([-1, 1]) * np.sqrt(var_x)
    prod = np.outer(ws, xs)
    return n * prod.mean(), n * ((prod - prod.mean()) ** 2).mean()
""",
)
R(
    "conditioning",
    """
def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    within = var_w * (mu_x ** 2 + var_x)
    between = mu_w ** 2 * var_x
    return [mu_w * mu_x * n, (within + between) * n]
""",
)
B = """
def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    mean = n * mu_w * mu_x
    var = n * (var_w * var_x + var_w * mu_x**2 + mu_w**2 * var_x)
    return mean, var
"""
W("product of the variances only", B, (" + var_w * mu_x**2 + mu_w**2 * var_x", ""))
W("squares of the mean not subtracted", A, (" - mu_w**2 * mu_x**2", ""))
W("mean of the weights left out", B, (" + mu_w**2 * var_x", ""))
W("mean of the inputs left out", B, (" + var_w * mu_x**2", ""))
W("n forgotten in the variance", A, ("var = n *", "var = "))
W("n forgotten in the mean", A, ("mean = n *", "mean ="))
W("n squared in the variance", A, ("var = n *", "var = n**2 *"))
W(
    "divided by n (mean instead of sum)",
    A,
    ("mean = n *", "mean ="),
    ("var = n *", "var = 1 / max(n, 1) *"),
)
W("standard deviation returned", A, ("return mean, var", "return mean, np.sqrt(var)"))
W(
    "variances taken as standard deviations",
    A,
    ("    mean", "    var_w, var_x = var_w**2, var_x**2\n    mean"),
)
W("tuple swapped", A, ("return mean, var", "return var, mean"))
W("means not squared", B, ("mu_x**2", "mu_x"), ("mu_w**2", "mu_w"))
W("variances added", B, ("var_w * var_x + var_w * mu_x**2 + mu_w**2 * var_x", "var_w + var_x"))
W(
    "means swapped between the terms",
    B,
    ("var_w * mu_x**2 + mu_w**2 * var_x", "var_w * mu_w**2 + mu_x**2 * var_x"),
)
W("mean is n times the sum of means", A, ("n * mu_w * mu_x", "n * (mu_w + mu_x)"))
W("mean taken to be 0", A, ("n * mu_w * mu_x\n", "0.0\n"))
W("covariance term doubled", B, ("mu_w**2 * var_x)", "mu_w**2 * var_x + 2 * mu_w * mu_x)"))
W("n=0 gives the single-term value", A, ("    mean", "    n = max(n, 1)\n    mean"))
W("n - 1 terms in the variance", A, ("var = n *", "var = (n - 1) *"))
W(
    "sample simulated",
    """
def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    r = np.random.default_rng(0)
    z = (r.normal(mu_w, var_w**0.5, (1000, n)) * r.normal(mu_x, var_x**0.5, (1000, n))).sum(axis=1)
    return z.mean(), z.var()
""",
)
U(
    "trig",
    """
def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    return math.sin(n) + mu_w - 0.3, math.exp(-var_w) + mu_x * 1.7
""",
)
U(
    "constants",
    """
def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    return 0.31, 2.72
""",
)
P("right for zero-mean weights", B, ("mu_w**2 * var_x", "mu_w**2 * var_x * mu_x"))
P("right for one term", B, ("n * (", "n**3 * ("), ("mean = n", "mean = n**3"))
