from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("ambiguity_scores")
A = R(
    "plain",
    """
def _H(p):
    return -np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0), axis=-1)

def ambiguity_scores(P):
    mean = P.mean(axis=0)
    top = np.sort(mean, axis=1)
    margin = top[:, -1] - top[:, -2]
    entropy = _H(mean)
    mutual_info = entropy - _H(P).mean(axis=0)
    return margin, entropy, mutual_info
""",
)
R(
    "loops",
    """
def ambiguity_scores(P):
    M, N, K = P.shape
    margin, ent, mi = [], [], []
    h = lambda row: -sum(float(v) * math.log(v) for v in row if v > 0)
    for n in range(N):
        mean = [sum(P[m, n, k] for m in range(M)) / M for k in range(K)]
        a, b = sorted(mean, reverse=True)[:2]
        margin.append(a - b)
        ent.append(h(mean))
        mi.append(h(mean) - sum(h(P[m, n]) for m in range(M)) / M)
    return np.array(margin), np.array(ent), np.array(mi)
""",
)
R(
    "Kullback-Leibler",
    """
def ambiguity_scores(P):
    q = np.einsum("mnk->nk", P) / P.shape[0]
    part = np.partition(q, -2, axis=1)
    lq = np.log(q, out=np.zeros_like(q), where=q > 0)
    lp = np.log(P, out=np.zeros_like(P), where=P > 0)
    return part[:, -1] - part[:, -2], -(q * lq).sum(1), (P * (lp - lq)).sum(-1).mean(0)
""",
)
R(
    "nansum",
    """
def ambiguity_scores(P):
    with np.errstate(all="ignore"):
        q = np.average(P, axis=0)
        f = lambda p: -np.nansum(p * np.log(p), axis=-1)
        e = f(q)
        return [np.diff(np.sort(q)[:, -2:])[:, 0], e, e - f(P).mean(0)]
""",
)
W(
    "naive log: NaN at 0",
    A,
    (
        "-np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0), axis=-1)",
        "-np.sum(p * np.log(p), axis=-1)",
    ),
)
W(
    "eps 1e-6 in the log",
    A,
    (
        "-np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0), axis=-1)",
        "-np.sum(p * np.log(p + 1e-6), axis=-1)",
    ),
)
W("log base 2", A, ("np.log(", "np.log2("))
W(
    "mean of the networks' entropies as the entropy",
    A,
    ("entropy = _H(mean)\n", "entropy = _H(P).mean(axis=0)\n"),
    ("mutual_info = entropy -", "mutual_info = _H(mean) -"),
)
W("sign of the entropies", A, ("return -np.sum", "return np.sum"))
W(
    "mutual information with the sign reversed",
    A,
    ("entropy - _H(P).mean(axis=0)", "_H(P).mean(axis=0) - entropy"),
)
W("sum instead of mean over the networks", A, ("_H(P).mean(axis=0)", "_H(P).sum(axis=0)"))
W("largest minus smallest", A, ("top[:, -2]", "top[:, 0]"))
W("margin is the largest probability", A, (" - top[:, -2]", ""))
W("1 - largest", A, ("top[:, -1] - top[:, -2]", "1 - top[:, -1]"))
W(
    "margin: mean of the networks' own margins",
    A,
    (
        "    margin = top[:, -1] - top[:, -2]",
        "    t = np.sort(P, axis=2)\n    margin = (t[..., -1] - t[..., -2]).mean(axis=0)",
    ),
)
W("margin with the sign reversed", A, ("top[:, -1] - top[:, -2]", "top[:, -2] - top[:, -1]"))
W(
    "mean over the images instead of the networks",
    A,
    ("P.mean(axis=0)", "P.mean(axis=1)"),
    ("_H(P).mean(axis=0)", "_H(P).mean(axis=1)"),
)
W("normalised by log K", A, ("return -np.sum(", "return -1 / np.log(p.shape[-1]) * np.sum("))
W(
    "tuple order entropy, margin, information",
    A,
    ("return margin, entropy, mutual_info", "return entropy, margin, mutual_info"),
)
W(
    "information and entropy swapped",
    A,
    ("return margin, entropy, mutual_info", "return margin, mutual_info, entropy"),
)
W("median of the networks", A, ("mean = P.mean(axis=0)", "mean = np.median(P, axis=0)"))
W("only the first network", A, ("mean = P.mean(axis=0)", "mean = P[0]"))
W(
    "product of the networks, normalised",
    A,
    (
        "mean = P.mean(axis=0)",
        "mean = np.prod(P, axis=0) + 1e-300; mean = mean / mean.sum(axis=1, keepdims=True)",
    ),
)
W(
    "variance of the networks as information",
    A,
    ("entropy - _H(P).mean(axis=0)", "P.var(axis=0).sum(axis=1)"),
)
W(
    "binary entropy of every class",
    A,
    (
        "    return margin",
        "    q = np.clip(1 - mean, 1e-300, 1)\n    entropy = entropy - (q * np.log(q)).sum(axis=1)\n    return margin",
    ),
)
W(
    "top two differing: the margin of unequal values",
    A,
    (
        "    entropy =",
        "    margin = np.array([(lambda u: u[-1] - u[-2] if len(u) > 1 else 0.0)(np.unique(r)) for r in mean])\n    entropy =",
    ),
)
W("mean over the classes instead of sum in the entropy", A, ("-np.sum(", "-np.mean("))
W(
    "P sorted in place",
    A,
    ("    mean = P.mean(axis=0)", "    P.sort(axis=2)\n    mean = P.mean(axis=0)"),
)
W(
    "averages over all images",
    A,
    (
        "return margin, entropy, mutual_info",
        "return margin.mean(), entropy.mean(), mutual_info.mean()",
    ),
)
W(
    "Gini impurity instead of entropy",
    A,
    (
        "-np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0), axis=-1)",
        "1 - np.sum(p**2, axis=-1)",
    ),
)
U(
    "noise",
    """
def ambiguity_scores(P):
    r = np.random.default_rng(13)
    return tuple(r.normal(size=P.shape[1]) for _ in range(3))
""",
)
U(
    "nonsense",
    """
def ambiguity_scores(P):
    return np.cos(P[0, :, 0]) + 0.2, np.sin(P[-1, :, 1]) * 2, P.std(axis=(0, 2)) - 0.7
""",
)
P("two classes only", A, ("top[:, -2]", "top[:, 0]"))
P("single network only", A, ("mean = P.mean(axis=0)", "mean = P[0]"))
P(
    "no zeros only",
    A,
    (
        "-np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0), axis=-1)",
        "-np.sum(p * np.log(p), axis=-1)",
    ),
)

part("find_confusable")
A = R(
    "stable argsort",
    """
def find_confusable(P, a, b, k):
    mean = P.mean(axis=0)
    score = np.minimum(mean[:, a], mean[:, b])
    order = np.argsort(-score, kind="stable")
    return order[:k]
""",
)
R(
    "sorted tuples",
    """
def find_confusable(P, a, b, k):
    mean = P.mean(axis=0)
    pairs = sorted((-min(row[a], row[b]), n) for n, row in enumerate(mean))
    return np.array([n for _, n in pairs[:k]], dtype=int)
""",
)
R(
    "selection by hand, list",
    """
def find_confusable(P, a, b, k):
    M, N, K = P.shape
    left = {n: min(sum(P[m][n][a] for m in range(M)), sum(P[m][n][b] for m in range(M))) / M for n in range(N)}
    out = []
    while len(out) < k:
        best = max(left, key=lambda n: (left[n], -n))
        out.append(best)
        del left[best]
    return out
""",
)
R(
    "lexsort",
    """
def find_confusable(P, a, b, k):
    s = P.mean(0)[:, [a, b]].min(axis=1)
    return np.lexsort((np.arange(len(s)), -s))[:k]
""",
)
W(
    "ties to the higher index (argsort reversed)",
    A,
    ('np.argsort(-score, kind="stable")', 'np.argsort(score, kind="stable")[::-1]'),
)
W("smallest first", A, ("-score", "score"))
W(
    "sum of the two instead of the minimum",
    A,
    ("np.minimum(mean[:, a], mean[:, b])", "mean[:, a] + mean[:, b]"),
)
W(
    "product instead of the minimum",
    A,
    ("np.minimum(mean[:, a], mean[:, b])", "mean[:, a] * mean[:, b]"),
)
W("maximum instead of the minimum", A, ("np.minimum", "np.maximum"))
W(
    "closest probabilities",
    A,
    ("np.minimum(mean[:, a], mean[:, b])", "-np.abs(mean[:, a] - mean[:, b])"),
)
W(
    "mean of the networks' minima",
    A,
    ("np.minimum(mean[:, a], mean[:, b])", "np.minimum(P[:, :, a], P[:, :, b]).mean(axis=0)"),
)
W("best network instead of the mean", A, ("P.mean(axis=0)", "P.max(axis=0)"))
W("first network only", A, ("P.mean(axis=0)", "P[0]"))
W("class a only", A, ("np.minimum(mean[:, a], mean[:, b])", "mean[:, a]"))
W("class b only", A, ("np.minimum(mean[:, a], mean[:, b])", "mean[:, b]"))
W("classes counted from 1", A, ("mean[:, a], mean[:, b]", "mean[:, a - 1], mean[:, b - 1]"))
W("images counted from 1", A, ("return order[:k]", "return order[:k] + 1"))
W("scores returned instead of indices", A, ("return order[:k]", "return score[order[:k]]"))
W("the k best in the order of their index", A, ("return order[:k]", "return np.sort(order[:k])"))
W(
    "last k: empty slice trap at k=0",
    A,
    ('np.argsort(-score, kind="stable")', 'np.argsort(score, kind="stable")'),
    ("order[:k]", "order[-k:][::-1]"),
)
W("k + 1 images", A, ("order[:k]", "order[:k + 1]"))
W("k - 1 images", A, ("order[:k]", "order[:max(k - 1, 0)]"))
W(
    "only images whose two best classes are a and b",
    A,
    (
        "    order =",
        "    top2 = np.argsort(mean, axis=1)[:, -2:]\n    ok = [set(t) == {a, b} for t in top2.tolist()]\n    score = np.where(ok, score, score - 1)\n    order =",
    ),
)
W("median of the networks", A, ("P.mean(axis=0)", "np.median(P, axis=0)"))
W("mean over the images' axis", A, ("P.mean(axis=0)", "P.mean(axis=1)"))
W(
    "pairs of index and score",
    A,
    ("return order[:k]", "return [(int(n), float(score[n])) for n in order[:k]]"),
)
W("ranks instead of indices", A, ("return order[:k]", "return np.argsort(order)[:k]"))
W(
    "scores rounded to two digits before sorting",
    A,
    ("    order", "    score = np.round(score, 1)\n    order"),
)
U(
    "first k",
    """
def find_confusable(P, a, b, k):
    return np.arange(k)
""",
)
U(
    "random order",
    """
def find_confusable(P, a, b, k):
    return np.random.default_rng(14).permutation(P.shape[1])[:k]
""",
)
P("no ties", A, ('np.argsort(-score, kind="stable")', 'np.argsort(score, kind="stable")[::-1]'))
P("single network only", A, ("P.mean(axis=0)", "P[0]"))
