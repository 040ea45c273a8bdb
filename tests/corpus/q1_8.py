from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("discriminator_loss")
A = R(
    "logaddexp",
    """
def discriminator_loss(real_logits, fake_logits):
    real = np.logaddexp(0, -real_logits)
    fake = np.logaddexp(0, fake_logits)
    return real.mean() + fake.mean()
""",
)
R(
    "loop with cases",
    """
def _softplus(t):
    return t + math.log1p(math.exp(-t)) if t > 0 else math.log1p(math.exp(t))

def discriminator_loss(real_logits, fake_logits):
    a = 0.0
    for r in real_logits:
        a += _softplus(-r) / len(real_logits)
    for f in fake_logits:
        a += _softplus(f) / len(fake_logits)
    return a
""",
)
R(
    "bce with logits",
    """
def discriminator_loss(real_logits, fake_logits):
    def bce(a, y):
        return np.mean(np.maximum(a, 0) - a * y + np.log1p(np.exp(-np.abs(a))))
    return float(bce(real_logits, 1) + bce(fake_logits, 0))
""",
)
R(
    "one array, weights",
    """
def discriminator_loss(real_logits, fake_logits):
    t = np.concatenate([-real_logits, fake_logits])
    w = np.concatenate([np.full(len(real_logits), 1 / len(real_logits)), np.full(len(fake_logits), 1 / len(fake_logits))])
    return np.array(w @ (np.maximum(t, 0) + np.log1p(np.exp(-abs(t)))))
""",
)
N = W(
    "naive logs of the sigmoid",
    """
def discriminator_loss(real_logits, fake_logits):
    D_real = 1 / (1 + np.exp(-real_logits))
    D_fake = 1 / (1 + np.exp(-fake_logits))
    return -np.log(D_real).mean() - np.log(1 - D_fake).mean()
""",
)
W(
    "probabilities clipped by 1e-7",
    N,
    ("np.log(D_real)", "np.log(np.clip(D_real, 1e-7, 1 - 1e-7))"),
    ("np.log(1 - D_fake)", "np.log(np.clip(1 - D_fake, 1e-7, 1))"),
)
W(
    "eps 1e-8 in the logarithm",
    N,
    ("np.log(D_real)", "np.log(D_real + 1e-8)"),
    ("np.log(1 - D_fake)", "np.log(1 - D_fake + 1e-8)"),
)
W(
    "logits clipped to ±30",
    A,
    (
        "    real = ",
        "    real_logits, fake_logits = np.clip(real_logits, -30, 30), np.clip(fake_logits, -30, 30)\n    real = ",
    ),
)
W(
    "half of the sum (mean of the two groups)",
    A,
    ("return real.mean() + fake.mean()", "return (real.mean() + fake.mean()) / 2"),
)
W(
    "mean over all examples together",
    A,
    ("return real.mean() + fake.mean()", "return np.concatenate([real, fake]).mean()"),
)
W("sums instead of means", A, ("real.mean() + fake.mean()", "real.sum() + fake.sum()"))
W("sign reversed", A, ("return real.mean() + fake.mean()", "return -(real.mean() + fake.mean())"))
W("labels exchanged", A, ("-real_logits", "real_logits"), ("(0, fake_logits)", "(0, -fake_logits)"))
W("fakes scored as real too", A, ("(0, fake_logits)", "(0, -fake_logits)"))
W("only the real examples", A, ("return real.mean() + fake.mean()", "return real.mean()"))
W("difference of the two groups", A, ("real.mean() + fake", "real.mean() - fake"))
W(
    "logarithm to base 2",
    A,
    ("real.mean() + fake.mean()", "(real.mean() + fake.mean()) / np.log(2)"),
)
W(
    "logits taken as probabilities",
    N,
    ("1 / (1 + np.exp(-real_logits))", "np.abs(real_logits)"),
    ("1 / (1 + np.exp(-fake_logits))", "np.abs(fake_logits)"),
)
W("both divided by the number of reals", A, ("fake.mean()", "fake.sum() / len(real)"))
W(
    "pairs added before the mean (zip cuts the longer group)",
    """
def discriminator_loss(real_logits, fake_logits):
    costs = [np.logaddexp(0, -r) + np.logaddexp(0, f) for r, f in zip(real_logits, fake_logits)]
    return sum(costs) / len(costs)
""",
)
W(
    "a vector of costs returned",
    A,
    ("return real.mean() + fake.mean()", "return np.concatenate([real, fake])"),
)
W(
    "median instead of mean",
    A,
    ("real.mean()", "np.median(real)"),
    ("fake.mean()", "np.median(fake)"),
)
U(
    "squares",
    """
def discriminator_loss(real_logits, fake_logits):
    return float((real_logits ** 2).sum() - 0.3 * np.sin(fake_logits).sum() + 0.77)
""",
)
U(
    "constant",
    """
def discriminator_loss(real_logits, fake_logits):
    return 1.23456
""",
)
P("right for equally large groups", A, ("fake.mean()", "fake.sum() / len(real_logits)"))
P("right for moderate logits", N)

part("generator_gradients")
A = R(
    "cases by sign",
    """
def _sigma(a):
    e = np.exp(-np.abs(a))
    return np.where(a >= 0, 1, e) / (1 + e)

def generator_gradients(logits):
    return -_sigma(logits), -_sigma(-logits)
""",
)
R(
    "logaddexp",
    """
def generator_gradients(logits):
    sat = -np.exp(-np.logaddexp(0, -logits))
    non = -np.exp(-np.logaddexp(0, logits))
    return sat, non
""",
)
R(
    "loop over the flat array",
    """
def generator_gradients(logits):
    sat = np.zeros(logits.shape); non = np.zeros(logits.shape)
    for i in np.ndindex(*logits.shape):
        a = logits[i]
        e = math.exp(-abs(a))
        big, small = 1 / (1 + e), e / (1 + e)
        sat[i], non[i] = (-big, -small) if a > 0 else (-small, -big)
    return sat, non
""",
)
R(
    "masks",
    """
def generator_gradients(logits):
    def sg(a):
        out = np.empty_like(a)
        m = a > 0
        out[m] = 1 / (1 + np.exp(-a[m]))
        ex = np.exp(a[~m])
        out[~m] = ex / (ex + 1)
        return out
    return [-1.0 * sg(logits), -1.0 * sg(-1.0 * logits)]
""",
)
N = W("second as 1 - sigma: lost digits", A, ("-_sigma(-logits)", "_sigma(logits) - 1"))
W(
    "naive sigmoid overflows",
    """
def generator_gradients(logits):
    e = np.exp(logits)
    return -e / (1 + e), -1 / (1 + e)
""",
)
W(
    "the two swapped",
    A,
    ("return -_sigma(logits), -_sigma(-logits)", "return -_sigma(-logits), -_sigma(logits)"),
)
W(
    "both signs reversed",
    A,
    ("-_sigma(logits), -_sigma(-logits)", "_sigma(logits), _sigma(-logits)"),
)
W("sign of the first reversed", A, ("return -_sigma(logits)", "return _sigma(logits)"))
W("sign of the second reversed", A, (", -_sigma(-logits)", ", _sigma(-logits)"))
W(
    "derivative by D instead of by the logit",
    A,
    (
        "return -_sigma(logits), -_sigma(-logits)",
        "return -1 / (1 - np.clip(_sigma(logits), 0, 1 - 1e-12)), -1 / np.maximum(_sigma(logits), 1e-12)",
    ),
)
W(
    "sigmoid's slope for both",
    A,
    (
        "return -_sigma(logits), -_sigma(-logits)",
        "return -_sigma(logits) * _sigma(-logits), -_sigma(logits) * _sigma(-logits)",
    ),
)
W(
    "values of the costs instead of derivatives",
    A,
    (
        "return -_sigma(logits), -_sigma(-logits)",
        "return -np.logaddexp(0, logits), np.logaddexp(0, -logits)",
    ),
)
W(
    "averaged over the batch",
    A,
    (
        "-_sigma(logits), -_sigma(-logits)",
        "-_sigma(logits) / max(logits.size, 1), -_sigma(-logits) / max(logits.size, 1)",
    ),
)
W(
    "flattened",
    A,
    ("-_sigma(logits), -_sigma(-logits)", "-_sigma(logits).ravel(), -_sigma(-logits).ravel()"),
)
W("only the first returned", A, (", -_sigma(-logits)", ""))
W(
    "stacked into one array",
    A,
    (
        "return -_sigma(logits), -_sigma(-logits)",
        "return np.stack([-_sigma(logits), -_sigma(-logits)], axis=-1)",
    ),
)
W(
    "probabilities clipped at 1e-7",
    A,
    (
        "return -_sigma(logits), -_sigma(-logits)",
        "s = np.clip(_sigma(logits), 1e-7, 1 - 1e-7)\n    return -s, -(1 - s)",
    ),
)
W(
    "sigmoid of -a in the definition",
    A,
    ("return -_sigma(logits), -_sigma(-logits)", "return -_sigma(-logits), -_sigma(-logits)"),
)
W(
    "mean as a number",
    A,
    ("-_sigma(logits), -_sigma(-logits)", "-_sigma(logits).mean(), -_sigma(-logits).mean()"),
)
U(
    "cosines",
    """
def generator_gradients(logits):
    return np.cos(logits) + 0.2, np.sin(3 * logits) * 1.3
""",
)
U(
    "noise",
    """
def generator_gradients(logits):
    return np.random.normal(size=logits.shape), np.random.normal(size=logits.shape)
""",
)
P(
    "right near 0",
    """
def generator_gradients(logits):
    s = 1 / (1 + np.exp(-logits))
    s = np.where(np.abs(logits) > 20, np.nan, s)
    return -s, s - 1
""",
)
P("right for positive logits", A, ("return -_sigma(logits)", "return -_sigma(np.abs(logits))"))

part("optimal_discriminator")
A = R(
    "where",
    """
def optimal_discriminator(p_data, p_g):
    total = p_data + p_g
    D = np.full(p_data.shape, 0.5)
    np.divide(p_data, total, out=D, where=total > 0)
    a = np.where(p_data > 0, p_data * np.log(np.where(p_data > 0, D, 1)), 0)
    b = np.where(p_g > 0, p_g * np.log(np.where(p_g > 0, 1 - D, 1)), 0)
    return D, a.sum() + b.sum()
""",
)
R(
    "loop",
    """
def optimal_discriminator(p_data, p_g):
    D = []
    V = 0
    for p, q in zip(p_data, p_g):
        d = 0.5 if p == q else p / (p + q)
        D.append(d)
        V += (p * math.log(d) if p else 0) + (q * math.log1p(-d) if q else 0)
    return np.array(D), V
""",
)
R(
    "Jensen-Shannon",
    """
def _h(p):
    p = p[p > 0]
    return -(p * np.log(p)).sum()

def optimal_discriminator(p_data, p_g):
    s = p_data + p_g
    m = s / 2
    jsd = _h(m) - (_h(p_data) + _h(p_g)) / 2
    empty = s == 0
    return (p_data + 0.5 * empty) / (s + empty), 2 * jsd - 2 * math.log(2)
""",
)
R(
    "errstate",
    """
def optimal_discriminator(p_data, p_g):
    with np.errstate(all="ignore"):
        D = np.nan_to_num(p_data / (p_data + p_g), nan=0.5)
        V = np.nansum(p_data * np.log(D)) + np.nansum(p_g * np.log(1 - D))
    return D, V
""",
)
B = """
def optimal_discriminator(p_data, p_g):
    D = np.full(p_data.shape, 0.5)
    V = 0.0
    for i in range(len(p_data)):
        p, q = p_data[i], p_g[i]
        if p + q > 0:
            D[i] = p / (p + q)
        if p > 0:
            V += p * np.log(D[i])
        if q > 0:
            V += q * np.log(1 - D[i])
    return D, V
"""
W("D for fake: p_g over the sum", B, ("D[i] = p /", "D[i] = q /"))
W(
    "naive: NaN where both are 0",
    """
def optimal_discriminator(p_data, p_g):
    D = p_data / (p_data + p_g)
    V = (p_data * np.log(D)).sum() + (p_g * np.log(1 - D)).sum()
    return D, V
""",
)
W(
    "eps in the denominator and the logs",
    """
def optimal_discriminator(p_data, p_g):
    D = p_data / (p_data + p_g + 1e-8)
    V = np.sum(p_data * np.log(D + 1e-8) + p_g * np.log(1 - D + 1e-8))
    return D, V
""",
)
W("0/0 taken as 0", B, ("np.full(p_data.shape, 0.5)", "np.zeros(p_data.shape)"))
W("0/0 taken as 1", B, ("np.full(p_data.shape, 0.5)", "np.ones(p_data.shape)"))
W("sign of V reversed", B, ("return D, V", "return D, -V"))
W("V averaged over the examples", B, ("return D, V", "return D, V / len(D)"))
W("V halved", B, ("return D, V", "return D, V / 2"))
W("Jensen-Shannon distance instead of V", B, ("return D, V", "return D, V + 2 * np.log(2)"))
W("log base 2", B, ("return D, V", "return D, V / np.log(2)"))
W(
    "the fakes' share of V left out",
    B,
    ("            V += q * np.log(1 - D[i])", "            pass"),
)
W("log D in both terms", B, ("np.log(1 - D[i])", "np.log(D[i])"))
W(
    "V without the weights",
    B,
    ("p * np.log(D[i])", "np.log(D[i])"),
    ("q * np.log(1 - D[i])", "np.log(1 - D[i])"),
)
W("V weighted with D", B, ("V += p * np.log", "V += D[i] * np.log"))
W("tuple swapped", B, ("return D, V", "return V, D"))
W(
    "ratio p/q instead of p/(p+q)",
    B,
    ("p / (p + q)", "p / q if q > 0 else 1.0"),
    ("np.log(1 - D[i])", "np.log(abs(1 - D[i]) + 1e-300)"),
)
W("D always one half", B, ("D[i] = p / (p + q)", "D[i] = 0.5"))
W(
    "hard decision",
    B,
    ("D[i] = p / (p + q)", "D[i] = float(p > q)"),
    ("np.log(D[i])", "np.log(max(D[i], 1e-12))"),
    ("np.log(1 - D[i])", "np.log(max(1 - D[i], 1e-12))"),
)
W("V kept per example", A, ("a.sum() + b.sum()", "a + b"))
W(
    "half from a comparison (>=) of p and q only",
    B,
    ("if p + q > 0:", "if p > 0 and q > 0:"),
    ("np.log(D[i])", "np.log(max(D[i], 1e-300))"),
)
W("p_data changed in place", B, ("    D = np.full", "    p_data += 1e-12\n    D = np.full"))
U(
    "mixture",
    """
def optimal_discriminator(p_data, p_g):
    return np.sqrt(p_data) * 0.7 + p_g ** 2, float(np.tan(p_data.sum() + p_g[0]))
""",
)
U(
    "constants",
    """
def optimal_discriminator(p_data, p_g):
    return np.linspace(0.1, 0.8, len(p_data)), -0.987
""",
)
P("right where the two are equal", B, ("p / (p + q)", "p * p / (p * p + q * q)"))
P(
    "right where nothing is 0",
    """
def optimal_discriminator(p_data, p_g):
    D = p_data / (p_data + p_g)
    return D, p_data @ np.log(D) + p_g @ np.log(1 - D)
""",
)
