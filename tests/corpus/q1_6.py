from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("residual_backward")
A = R(
    "mask",
    """
def residual_backward(X, W1, W2, dY):
    Z = X @ W1
    dH = dY @ W2.T
    dZ = dH * (Z > 0)
    return dY + dZ @ W1.T
""",
)
R(
    "row by row",
    """
def residual_backward(X, W1, W2, dY):
    out = np.array(dY, dtype=float)
    for i in range(len(X)):
        active = X[i] @ W1 > 0
        J = W1[:, active] @ W2[active]
        out[i] += J @ dY[i]
    return out
""",
)
R(
    "einsum of the whole Jacobian",
    """
def residual_backward(X, W1, W2, dY):
    m = np.where(np.einsum("nd,dh->nh", X, W1) > 0, 1.0, 0.0)
    d = X.shape[1]
    J = np.eye(d)[None] + np.einsum("dh,nh,he->nde", W1, m, W2)
    return np.einsum("nde,ne->nd", J, dY)
""",
)
R(
    "heaviside, a helper",
    """
class _Block:
    def __init__(self, W1, W2):
        self.W1, self.W2 = W1, W2

    def back(self, X, g):
        return (g.dot(self.W2.T) * np.heaviside(X.dot(self.W1), 0.0)).dot(self.W1.T)

def residual_backward(X, W1, W2, dY):
    return np.add(dY, _Block(W1, W2).back(X, dY))
""",
)
W("shortcut's term forgotten", A, ("return dY + dZ", "return dZ"))
W("only the shortcut (passes unaffected)", A, ("return dY + dZ @ W1.T", "return dY"))
W("shortcut counted as 1 instead of dY", A, ("return dY +", "return 1 +"))
W("shortcut counted twice", A, ("return dY +", "return 2 * dY +"))
W("relu mask missing", A, (" * (Z > 0)", ""))
W("relu mask >= 0", A, ("(Z > 0)", "(Z >= 0)"))
W("mask from the gradient instead of the input", A, ("dH * (Z > 0)", "dH * (dH > 0)"))
W("mask from X itself after W1 (sign of output)", A, ("(Z > 0)", "(Z < 0)"))
W("relu value instead of relu slope", A, ("(Z > 0)", "np.maximum(Z, 0)"))
W("block subtracted", A, ("dY + dZ", "dY - dZ"))
W("block multiplied with the shortcut", A, ("dY + dZ @ W1.T", "dY * (dZ @ W1.T)"))
W("X in place of dY on the shortcut", A, ("return dY +", "return X +"))
W("averaged over the batch", A, ("return dY + dZ @ W1.T", "return dY + dZ @ W1.T / max(len(X), 1)"))
W("summed over the batch", A, ("return dY + dZ @ W1.T", "return (dY + dZ @ W1.T).sum(axis=0)"))
W("adds into dY in place", A, ("return dY + dZ @ W1.T", "dY += dZ @ W1.T\n    return dY"))
W("clips X in place", A, ("Z = X @ W1", "Z = X @ W1\n    np.maximum(X, 0, out=X)"))
W("returns the forward output", A, ("return dY + dZ @ W1.T", "return X + np.maximum(Z, 0) @ W2"))
W("mask of the first row for all rows", A, ("(Z > 0)", "(Z[:1] > 0)"))
W("leaky slope 0.01 for dead units", A, ("(Z > 0)", "np.where(Z > 0, 1, 0.01)"))
W("the gradient of W1 returned", A, ("return dY + dZ @ W1.T", "return X.T @ dZ"))
W("W2 and W1 exchanged on the way back", A, ("dY @ W2.T", "dY @ W1"), ("dZ @ W1.T", "dZ @ W2"))
W(
    "outer relu derivative applied to the sum",
    A,
    ("return dY + dZ @ W1.T", "return (dY + dZ @ W1.T) * (X > 0)"),
)
U(
    "nonsense",
    """
def residual_backward(X, W1, W2, dY):
    return np.sin(X) * dY ** 2 + 0.3 * X
""",
)
U("two slips", A, ("(Z > 0)", "(Z > 0.3)"), ("return dY +", "return 0.7 * X +"))
P(
    "right when all units are active",
    A,
    ("(Z > 0)", "(Z > -1e9)"),
    ("Z = X @ W1", "Z = abs(X @ W1)"),
)
P("right for one example", A, ("(Z > 0)", "(Z.mean(axis=0, keepdims=True) > 0)"))
