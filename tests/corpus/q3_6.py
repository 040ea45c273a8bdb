from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("batchnorm_train")
A = R(
    "plain",
    """
def batchnorm_train(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    n = len(X)
    mu = X.mean(axis=0)
    var = X.var(axis=0)
    Y = gamma * (X - mu) / np.sqrt(var + eps) + beta
    unbiased = X.var(axis=0, ddof=1)
    new_mean = (1 - momentum) * running_mean + momentum * mu
    new_var = (1 - momentum) * running_var + momentum * unbiased
    return Y, new_mean, new_var
""",
)
R(
    "column by column",
    """
def batchnorm_train(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    n, d = X.shape
    Y = np.zeros((n, d)); nm = []; nv = []
    for j in range(d):
        col = X[:, j]
        m = sum(col) / n
        sq = sum((c - m) ** 2 for c in col)
        for i in range(n):
            Y[i, j] = gamma[j] * (col[i] - m) / math.sqrt(sq / n + eps) + beta[j]
        nm.append(running_mean[j] * (1 - momentum) + m * momentum)
        nv.append(running_var[j] * (1 - momentum) + sq / (n - 1) * momentum)
    return Y, np.array(nm), np.array(nv)
""",
)
R(
    "einsum",
    """
def batchnorm_train(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    n = X.shape[0]
    m = np.einsum("ij->j", X) / n
    Z = X - m[None, :]
    v = np.einsum("ij,ij->j", Z, Z) / n
    W = Z * (gamma * (v + eps) ** -0.5)
    return W + beta, running_mean - momentum * (running_mean - m), running_var + momentum * (v * n / (n - 1) - running_var)
""",
)
R(
    "keepdims, cov",
    """
def batchnorm_train(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    mean = np.average(X, axis=0)
    un = ((X - mean) ** 2).sum(0) / (X.shape[0] - 1)
    std = np.sqrt(un * (X.shape[0] - 1) / X.shape[0] + eps)
    return [np.divide(X - mean, std) * gamma + beta, np.add(momentum * mean, (1 - momentum) * running_mean), np.add(momentum * un, (1 - momentum) * running_var)]
""",
)
W(
    "normalised with the unbiased variance",
    A,
    ("var = X.var(axis=0)", "var = X.var(axis=0, ddof=1)"),
)
W("biased variance kept", A, ("X.var(axis=0, ddof=1)", "X.var(axis=0)"))
W(
    "momentum the other way round",
    A,
    (
        "(1 - momentum) * running_mean + momentum * mu",
        "momentum * running_mean + (1 - momentum) * mu",
    ),
    (
        "(1 - momentum) * running_var + momentum * unbiased",
        "momentum * running_var + (1 - momentum) * unbiased",
    ),
)
W("momentum 0.9 as default", A, ("momentum=0.1", "momentum=0.9"))
W("eps outside the root", A, ("np.sqrt(var + eps)", "(np.sqrt(var) + eps)"))
W("eps forgotten", A, ("np.sqrt(var + eps)", "np.sqrt(var)"))
W("not the root: divided by the variance", A, ("np.sqrt(var + eps)", "(var + eps)"))
W("beta forgotten", A, (" + beta", ""))
W("gamma forgotten", A, ("gamma * (X", "(X"))
W("gamma and beta exchanged", A, ("gamma * (X", "beta * (X"), (" + beta", " + gamma"))
W("mean over all entries", A, ("mu = X.mean(axis=0)", "mu = X.mean() + 0 * running_mean"))
W(
    "normalised with the running statistics",
    A,
    ("(X - mu) / np.sqrt(var + eps)", "(X - running_mean) / np.sqrt(running_var + eps)"),
)
W("mean not subtracted", A, ("(X - mu)", "X"))
W(
    "batch's mean only, running ignored",
    A,
    ("(1 - momentum) * running_mean + momentum * mu", "mu"),
    ("(1 - momentum) * running_var + momentum * unbiased", "unbiased"),
)
W(
    "running statistics returned unchanged",
    A,
    ("return Y, new_mean, new_var", "return Y, running_mean, running_var"),
)
W("batch added without shrinking the old", A, ("(1 - momentum) * running_", "running_"))
W("running standard deviation kept", A, ("momentum * unbiased", "momentum * np.sqrt(unbiased)"))
W(
    "running statistics changed in place",
    A,
    (
        "    new_mean = (1 - momentum) * running_mean + momentum * mu\n    new_var = (1 - momentum) * running_var + momentum * unbiased",
        "    running_mean *= 1 - momentum; running_mean += momentum * mu\n    running_var *= 1 - momentum; running_var += momentum * unbiased\n    new_mean, new_var = running_mean, running_var",
    ),
)
W("eps goes into the running variance", A, ("momentum * unbiased", "momentum * (unbiased + eps)"))
W(
    "mean and variance swapped in the tuple",
    A,
    ("return Y, new_mean, new_var", "return Y, new_var, new_mean"),
)
W("only Y", A, ("return Y, new_mean, new_var", "return Y"))
W("unbiased factor n/(n+1)", A, ("X.var(axis=0, ddof=1)", "X.var(axis=0) * n / (n + 1)"))
W(
    "X normalised in place",
    A,
    (
        "    Y = gamma * (X - mu) / np.sqrt(var + eps) + beta\n    unbiased = X.var(axis=0, ddof=1)\n",
        "    unbiased = X.var(axis=0, ddof=1)\n    X -= mu\n    X /= np.sqrt(var + eps)\n    Y = gamma * X + beta\n",
    ),
)
W("running mean updated with the mean of Y", A, ("momentum * mu", "momentum * Y.mean(axis=0)"))
W(
    "shape (1, d) kept by keepdims",
    A,
    ("mu = X.mean(axis=0)", "mu = X.mean(axis=0, keepdims=True)"),
    ("X.var(axis=0, ddof=1)", "X.var(axis=0, ddof=1, keepdims=True)"),
)
W("default eps 1e-3", A, ("eps=1e-5", "eps=1e-3"))
W("new mean moves half (momentum squared)", A, ("momentum * mu", "momentum**2 * mu"))
U(
    "nonsense",
    """
def batchnorm_train(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    return np.cos(X) + gamma ** 2, running_mean * 3 - 0.2, np.exp(running_var) - beta
""",
)
U(
    "constants",
    """
def batchnorm_train(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    return X * 0 + 0.37, beta * 0 + 1.9, beta * 0 - 0.4
""",
)
P(
    "gamma 1, beta 0 only",
    A,
    ("gamma * (X - mu) / np.sqrt(var + eps) + beta", "(X - mu) / np.sqrt(var + eps)"),
)
P("n = 2 only", A, ("X.var(axis=0, ddof=1)", "2 * X.var(axis=0)"))
P("batches without spread only", A, ("np.sqrt(var + eps)", "np.sqrt(eps)"))

part("batchnorm_eval")
A = R(
    "plain",
    """
def batchnorm_eval(X, gamma, beta, running_mean, running_var, eps=1e-5):
    xhat = (X - running_mean) / np.sqrt(running_var + eps)
    return gamma * xhat + beta
""",
)
R(
    "loop",
    """
def batchnorm_eval(X, gamma, beta, running_mean, running_var, eps=1e-5):
    Y = np.empty(X.shape)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            Y[i, j] = (X[i, j] - running_mean[j]) * gamma[j] / (running_var[j] + eps) ** 0.5 + beta[j]
    return Y
""",
)
R(
    "diagonal matrix",
    """
def batchnorm_eval(X, gamma, beta, running_mean, running_var, eps=1e-5):
    D = np.diag(gamma * (running_var + eps) ** -0.5)
    return (X - running_mean) @ D + beta
""",
)
R(
    "where with rsqrt",
    """
def batchnorm_eval(X, gamma, beta, running_mean, running_var, eps=1e-5):
    inv = np.reciprocal(np.sqrt(np.add(running_var, eps)))
    Y = X.copy()
    Y -= running_mean
    Y *= inv * gamma
    Y += beta
    return Y
""",
)
W(
    "batch statistics used",
    A,
    ("X - running_mean", "X - X.mean(axis=0)"),
    ("running_var + eps", "X.var(axis=0) + eps"),
)
W("only the batch's mean used", A, ("X - running_mean", "X - X.mean(axis=0)"))
W("eps forgotten", A, ("running_var + eps", "running_var"))
W("eps outside the root", A, ("np.sqrt(running_var + eps)", "(np.sqrt(running_var) + eps)"))
W("divided by the variance", A, ("np.sqrt(running_var + eps)", "(running_var + eps)"))
W(
    "running_var taken as the standard deviation",
    A,
    ("np.sqrt(running_var + eps)", "np.sqrt(running_var**2 + eps)"),
)
W("beta forgotten", A, (" + beta", ""))
W("gamma forgotten", A, ("gamma * xhat", "xhat"))
W("gamma and beta exchanged", A, ("gamma * xhat + beta", "beta * xhat + gamma"))
W("mean not subtracted", A, ("X - running_mean", "X"))
W("mean added", A, ("X - running_mean", "X + running_mean"))
W("default eps 1e-3", A, ("eps=1e-5", "eps=1e-3"))
W("multiplied by the spread", A, (") / np", ") * np"))
W(
    "mean scaled only after gamma (X/std - mean)",
    A,
    (
        "(X - running_mean) / np.sqrt(running_var + eps)",
        "X / np.sqrt(running_var + eps) - running_mean",
    ),
)
W("beta inside the bracket", A, ("gamma * xhat + beta", "gamma * (xhat + beta)"))
W(
    "result flattened for a single row",
    A,
    ("return gamma * xhat + beta", "return (gamma * xhat + beta).squeeze()"),
)
W("X changed in place", A, ("    xhat = (X - running_mean)", "    X -= running_mean\n    xhat = X"))
W("float16", A, ("gamma * xhat + beta", "(gamma * xhat + beta).astype(np.float16)"))
U(
    "nonsense",
    """
def batchnorm_eval(X, gamma, beta, running_mean, running_var, eps=1e-5):
    return np.sin(X) + running_mean * gamma
""",
)
U(
    "constant",
    """
def batchnorm_eval(X, gamma, beta, running_mean, running_var, eps=1e-5):
    return X * 0 + 2.22
""",
)
P("kept mean 0 only", A, ("X - running_mean", "X + 0.5 * running_mean"))
P("kept variance 1 only", A, ("np.sqrt(running_var + eps)", "np.sqrt(1 + eps)"))

part("batchnorm_backward")
A = R(
    "short formula",
    """
def batchnorm_backward(X, gamma, dY, eps=1e-5):
    n = X.shape[0]
    mu = X.mean(axis=0)
    var = X.var(axis=0)
    inv = 1 / np.sqrt(var + eps)
    xhat = (X - mu) * inv
    dgamma = (dY * xhat).sum(axis=0)
    dbeta = dY.sum(axis=0)
    g = dY * gamma
    dX = inv * (g - g.mean(axis=0) - xhat * (g * xhat).mean(axis=0))
    return dX, dgamma, dbeta
""",
)
B = R(
    "step by step",
    """
def batchnorm_backward(X, gamma, dY, eps=1e-5):
    n, d = X.shape
    mu = X.sum(axis=0) / n
    xc = X - mu
    var = (xc**2).sum(axis=0) / n
    std = np.sqrt(var + eps)
    xhat = xc / std
    dbeta = dY.sum(axis=0)
    dgamma = (dY * xhat).sum(axis=0)
    dxhat = dY * gamma
    dvar = (dxhat * xc * -0.5 * (var + eps)**-1.5).sum(axis=0)
    dmu = (-dxhat / std).sum(axis=0) + dvar * (-2 * xc).sum(axis=0) / n
    dX = dxhat / std + dvar * 2 * xc / n + dmu / n
    return dX, dgamma, dbeta
""",
)
R(
    "Jacobian of a column",
    """
def batchnorm_backward(X, gamma, dY, eps=1e-5):
    n, d = X.shape
    dX = np.zeros((n, d)); dgamma = np.zeros(d); dbeta = np.zeros(d)
    for j in range(d):
        c = X[:, j] - X[:, j].mean()
        s = math.sqrt((c @ c) / n + eps)
        J = (np.eye(n) - 1 / n) / s - np.outer(c, c) / (n * s**3)
        dX[:, j] = gamma[j] * (J.T @ dY[:, j])
        dgamma[j] = dY[:, j] @ c / s
        dbeta[j] = dY[:, j].sum()
    return dX, dgamma, dbeta
""",
)
R(
    "one bracket",
    """
def batchnorm_backward(X, gamma, dY, eps=1e-5):
    n = len(X)
    xc = X - X.mean(0)
    s2 = (xc * xc).mean(0) + eps
    db = np.einsum("ij->j", dY)
    dg = np.einsum("ij,ij->j", dY, xc) / np.sqrt(s2)
    dx = gamma / (n * np.sqrt(s2)) * (n * dY - db - xc * dg / np.sqrt(s2))
    return [dx, dg, db]
""",
)
W("variance's share left out", A, (" - xhat * (g * xhat).mean(axis=0)", ""))
W("mean's share left out", A, (" - g.mean(axis=0)", ""))
W("statistics taken as constants", A, (" - g.mean(axis=0) - xhat * (g * xhat).mean(axis=0)", ""))
W("gamma forgotten in dX", A, ("g = dY * gamma", "g = dY"))
W("gamma left in dgamma's upstream", A, ("dgamma = (dY * xhat)", "dgamma = (dY * gamma * xhat)"))
W("dgamma with X instead of the normalised", A, ("(dY * xhat).sum", "(dY * X).sum"))
W("dgamma with the centred, not normalised", A, ("(dY * xhat).sum", "(dY * (X - mu)).sum"))
W("dgamma and dbeta averaged", A, ("(dY * xhat).sum", "(dY * xhat).mean"), ("dY.sum", "dY.mean"))
W("dgamma and dbeta swapped", A, ("return dX, dgamma, dbeta", "return dX, dbeta, dgamma"))
W(
    "entries not summed over the batch",
    A,
    ("(dY * xhat).sum(axis=0)", "dY * xhat"),
    ("dY.sum(axis=0)", "dY"),
)
W("eps forgotten", A, ("np.sqrt(var + eps)", "np.sqrt(var)"))
W("eps outside the root", A, ("np.sqrt(var + eps)", "(np.sqrt(var) + eps)"))
W("unbiased variance", A, ("X.var(axis=0)", "X.var(axis=0, ddof=1)"))
W(
    "sums instead of means (1/n forgotten)",
    A,
    (
        "g.mean(axis=0) - xhat * (g * xhat).mean(axis=0)",
        "g.sum(axis=0) - xhat * (g * xhat).sum(axis=0)",
    ),
)
W("sign of the variance's share", A, ("- xhat * (g", "+ xhat * (g"))
W("sign of dvar lost", B, ("* -0.5 *", "* 0.5 *"))
W("factor 2 of the square forgotten", B, ("dvar * 2 * xc", "dvar * xc"))
W("factor one half of the root forgotten", B, ("* -0.5 *", "* -1 *"))
W("dvar with power -0.5", B, ("**-1.5", "**-0.5"))
W("divided by the variance", A, ("inv * (g", "inv**2 * (g"))
W("dX divided by n as well", A, ("return dX,", "return dX / n,"))
W("variance's share not divided by n", B, ("dvar * 2 * xc / n", "dvar * 2 * xc"))
W("mean's share not divided by n", B, ("dmu / n", "dmu"))
W(
    "means over all entries",
    A,
    ("g.mean(axis=0)", "g.mean()"),
    ("(g * xhat).mean(axis=0)", "(g * xhat).mean()"),
)
W("order of the tuple", A, ("return dX, dgamma, dbeta", "return dgamma, dbeta, dX"))
W("dY changed in place", A, ("g = dY * gamma", "dY *= gamma\n    g = dY"))
W("1/std forgotten", A, ("dX = inv * (g", "dX = (g"))
W(
    "inference-mode gradient",
    A,
    ("inv * (g - g.mean(axis=0) - xhat * (g * xhat).mean(axis=0))", "g * inv"),
)
W("default eps 1e-3", A, ("eps=1e-5", "eps=1e-3"))
U(
    "nonsense",
    """
def batchnorm_backward(X, gamma, dY, eps=1e-5):
    return np.cos(X) * dY ** 2, gamma * 3.3 - 0.1, np.exp(gamma) + 0.6
""",
)
U(
    "noise",
    """
def batchnorm_backward(X, gamma, dY, eps=1e-5):
    r = np.random.default_rng(4)
    return r.normal(size=X.shape), r.normal(size=gamma.shape), r.normal(size=gamma.shape)
""",
)
P("gamma 1 only", A, ("g = dY * gamma", "g = dY * gamma**2"))
P("upstream gradients with mean 0", A, ("g - g.mean(axis=0)", "g + 2 * g.mean(axis=0)"))
part("batchnorm_train")
W(
    "statistics along the wrong axis",
    RIGHT[0][2],
    ("mu = X.mean(axis=0)", "mu = X.mean(axis=1)[:, None]"),
    ("    var = X.var(axis=0)\n", "    var = X.var(axis=1)[:, None]\n"),
    ("momentum * mu", "momentum * X.mean(axis=0)"),
)
W("statistics along the wrong axis everywhere, square only", RIGHT[0][2], ("axis=0", "axis=1"))
