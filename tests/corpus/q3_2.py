from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("relu")
A = R(
    "maximum and mask",
    """
def relu(z, da):
    a = np.maximum(z, 0)
    dz = da * (z > 0)
    return a, dz
""",
)
R(
    "copies and masks",
    """
def relu(z, da):
    a, dz = z.copy(), da.copy()
    off = ~(z > 0)
    a[off] = 0
    dz[off] = 0
    return a, dz
""",
)
R(
    "loop",
    """
def relu(z, da):
    a = np.zeros(z.shape); dz = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        if z[i] > 0:
            a[i], dz[i] = z[i], da[i]
    return a, dz
""",
)
R(
    "algebra",
    """
def relu(z, da):
    return [(z + np.abs(z)) / 2, np.heaviside(z, 0.0) * da]
""",
)
R(
    "clip",
    """
def relu(z, da):
    a = z.clip(min=0)
    return a, np.where(a == 0, 0.0, da)
""",
)
W("slope 1 at 0", A, ("z > 0", "z >= 0"))
W("slope one half at 0", A, ("(z > 0)", "np.heaviside(z, 0.5)"))
W("mask from the gradient", A, ("z > 0", "da > 0"))
W("gradient not masked", A, ("da * (z > 0)", "da"))
W("relu applied to the gradient", A, ("da * (z > 0)", "np.maximum(da, 0)"))
W("upstream gradient left out", A, ("da * (z > 0)", "(z > 0) * 1.0"))
W("mask reversed", A, ("z > 0", "z < 0"))
W("multiplied by the value", A, ("da * (z > 0)", "da * a"))
W("tuple swapped", A, ("return a, dz", "return dz, a"))
W("min instead of max", A, ("np.maximum(z, 0)", "np.minimum(z, 0)"))
W("absolute value", A, ("np.maximum(z, 0)", "np.abs(z)"))
W(
    "leaky with 0.01",
    A,
    ("np.maximum(z, 0)", "np.where(z > 0, z, 0.01 * z)"),
    ("(z > 0)", "np.where(z > 0, 1, 0.01)"),
)
W(
    "z clipped in place",
    A,
    (
        "    a = np.maximum(z, 0)\n    dz = da * (z > 0)",
        "    dz = da * (z > 0)\n    z[z < 0] = 0\n    a = z",
    ),
)
W("da masked in place", A, ("    dz = da * (z > 0)", "    da[z <= 0] = 0\n    dz = da"))
W("mask from the activations after in-place clipping with >=", A, ("(z > 0)", "(a >= 0)"))
W("builtin max of the whole array", A, ("np.maximum(z, 0)", "z * (z.max() > 0) if z.size else z"))
W("relu6", A, ("np.maximum(z, 0)", "np.clip(z, 0, 6)"))
W("only the forward pass", A, ("return a, dz", "return a"))
W("a step at 0 forward (1 for active)", A, ("np.maximum(z, 0)", "(z > 0).astype(float)"))
W("flattened", A, ("return a, dz", "return a.ravel(), dz.ravel()"))
W("averaged over the batch", A, ("da * (z > 0)", "da * (z > 0) / max(len(z), 1)"))
W("integers", A, ("return a, dz", "return a.astype(int), dz.astype(int)"))
W(
    "softplus",
    A,
    ("np.maximum(z, 0)", "np.logaddexp(0, z)"),
    ("(z > 0)", "(0.5 + 0.5 * np.tanh(z / 2))"),
)
U(
    "nonsense",
    """
def relu(z, da):
    return np.cos(z) + 0.2, np.sin(da) * z - 0.1
""",
)
U(
    "noise",
    """
def relu(z, da):
    return np.random.normal(size=z.shape), np.random.normal(size=z.shape)
""",
)
P("positive inputs only", A, ("np.maximum(z, 0)", "np.abs(z)"), ("(z > 0)", "1.0"))
P("vectors only", A, ("(z > 0)", "(z > 0)[:1]"))
