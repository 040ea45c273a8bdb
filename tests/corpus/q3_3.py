from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("leaky_relu")
A = R(
    "where",
    """
def leaky_relu(z, da, alpha):
    slope = np.where(z > 0, 1.0, alpha)
    a = slope * z
    dz = slope * da
    return a, dz
""",
)
R(
    "parts",
    """
def leaky_relu(z, da, alpha):
    on = (z > 0).astype(float)
    return np.maximum(z, 0) + alpha * np.minimum(z, 0), da * on + alpha * da * (1 - on)
""",
)
R(
    "loop",
    """
def leaky_relu(z, da, alpha):
    a = np.empty_like(z); dz = np.empty_like(da)
    for i in np.ndindex(z.shape):
        f = 1 if z[i] > 0 else alpha
        a[i] = f * z[i]
        dz[i] = f * da[i]
    return a, dz
""",
)
R(
    "select, list",
    """
def leaky_relu(z, da, alpha):
    return [np.select([z > 0], [z], alpha * z), np.select([z > 0], [da], alpha * da)]
""",
)
W("max(alpha z, z)", A, ("slope * z", "np.maximum(alpha * z, z)"))
W(
    "max(alpha z, z), slope after it",
    A,
    ("slope * z", "np.maximum(alpha * z, z)"),
    ("slope * da", "np.where(a == z, 1.0, alpha) * da"),
)
W("slope 1 at 0", A, ("z > 0", "z >= 0"))
W("slope 0 for negative numbers", A, ("slope * da", "(z > 0) * da"))
W("plain relu", A, ("1.0, alpha", "1.0, 0.0"))
W("alpha hard-coded 0.01", A, ("1.0, alpha", "1.0, 0.01"))
W("mask from the gradient", A, ("slope * da", "np.where(da > 0, 1.0, alpha) * da"))
W("upstream gradient left out", A, ("slope * da", "slope"))
W("branches exchanged", A, ("1.0, alpha", "alpha, 1.0"))
W("sign of the leak reversed", A, ("1.0, alpha", "1.0, -alpha"))
W("leak added instead of multiplied", A, ("slope * z", "np.where(z > 0, z, z + alpha)"))
W("constant -alpha for negative numbers", A, ("slope * z", "np.where(z > 0, z, -alpha)"))
W("divided by alpha", A, ("1.0, alpha", "1.0, 1 / max(alpha, 1e-9)"))
W("tuple swapped", A, ("return a, dz", "return dz, a"))
W("gradient multiplied by a", A, ("slope * da", "a * da"))
W("ELU", A, ("slope * z", "np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))"))
W("1 - alpha as the leak", A, ("1.0, alpha", "1.0, 1 - alpha"))
W("alpha capped at 1", A, ("    slope", "    alpha = min(alpha, 1)\n    slope"))
W("alpha squared backwards", A, ("slope * da", "slope**2 * da"))
W("z changed in place", A, ("a = slope * z", "z *= slope; a = z"))
W("slope 0 at exactly 0", A, ("slope * da", "np.where(z == 0, 0, slope) * da"))
W("only forward", A, ("return a, dz", "return a"))
W("slope summed over the batch", A, ("slope * da", "(slope * da).sum(axis=0)"))
U(
    "nonsense",
    """
def leaky_relu(z, da, alpha):
    return np.cos(z) * 1.3, np.sin(z * da) + alpha
""",
)
U(
    "constant",
    """
def leaky_relu(z, da, alpha):
    return z * 0 + 0.77, da * 0 - 0.4
""",
)
P(
    "alpha up to 1",
    A,
    (
        "np.where(z > 0, 1.0, alpha)\n    a = slope * z",
        "np.where(z > 0, 1.0, alpha)\n    a = np.maximum(z, alpha * z)",
    ),
    ("slope * da", "np.where(alpha * z >= z, alpha, 1) * da"),
)
P("positive numbers", A, ("1.0, alpha", "1.0, alpha + 0.3"))
