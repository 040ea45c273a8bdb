from book import book

WRONG, RIGHT, UNRELATED, PARTIAL, part, W, R, U, P = book()

part("rank_of_product")
A = R(
    "matrix_rank",
    """
def rank_of_product(mats):
    P = mats[0]
    for M in mats[1:]:
        P = M @ P
    return int(np.linalg.matrix_rank(P)), int(min(np.linalg.matrix_rank(M) for M in mats))
""",
)
B = R(
    "elimination over fractions",
    """
from fractions import Fraction

def _rank(M):
    rows = [[Fraction(int(v)) for v in row] for row in M]
    rank = 0
    for col in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][col]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for r in range(rank + 1, len(rows)):
            q = rows[r][col] / rows[rank][col]
            rows[r] = [a - q * b for a, b in zip(rows[r], rows[rank])]
        rank += 1
    return rank

def rank_of_product(mats):
    P = np.array(mats[0])
    for M in mats[1:]:
        P = np.array(M) @ P
    return _rank(P), min(_rank(M) for M in mats)
""",
)
R(
    "multi_dot from the left",
    """
def rank_of_product(mats):
    P = mats[-1]
    for i in range(len(mats) - 2, -1, -1):
        P = np.dot(P, mats[i])
    ranks = sorted(np.linalg.matrix_rank(m) for m in mats)
    return np.linalg.matrix_rank(P), ranks[0]
""",
)
R(
    "transposed, functools",
    """
from functools import reduce

def rank_of_product(mats):
    P = reduce(lambda left, m: left @ m.T, mats[1:], mats[0].T)
    r = lambda m: int((np.linalg.svd(m, compute_uv=False) > 1e-8).sum())
    return [r(P), min(map(r, mats))]
""",
)
W(
    "entries of the tuple swapped",
    A,
    (
        "return int(np.linalg.matrix_rank(P)), int(min(np.linalg.matrix_rank(M) for M in mats))",
        "return int(min(np.linalg.matrix_rank(M) for M in mats)), int(np.linalg.matrix_rank(P))",
    ),
)
W("largest rank instead of smallest", A, ("int(min(", "int(max("))
W(
    "smallest width instead of smallest rank",
    A,
    ("np.linalg.matrix_rank(M) for", "min(M.shape) for"),
)
W(
    "rank of the product taken to be the smallest rank",
    A,
    ("int(np.linalg.matrix_rank(P)),", "int(min(np.linalg.matrix_rank(M) for M in mats)),"),
)
W("product in the reversed order", A, ("P = M @ P", "P = P @ M"))
W("elementwise product", A, ("P = M @ P", "P = M * P"))
W(
    "ranks added up",
    A,
    (
        "int(min(np.linalg.matrix_rank(M) for M in mats))",
        "int(sum(np.linalg.matrix_rank(M) for M in mats))",
    ),
)
W("last matrix left out of the product", A, ("mats[1:]", "mats[1:-1]"))
W("first matrix left out of the minimum", A, ("for M in mats))", "for M in mats[1:] or mats))"))
W(
    "only the ranks of the first and the last layer",
    A,
    ("for M in mats))", "for M in (mats[0], mats[-1])))"),
)
W(
    "tolerance so loose that small singular values vanish",
    A,
    ("matrix_rank(P)", "matrix_rank(P, tol=2.0)"),
)
W(
    "number of non-zero rows instead of rank",
    A,
    ("np.linalg.matrix_rank(P)", "np.count_nonzero(np.abs(P).sum(axis=1))"),
)
W("returns the product matrix instead of its rank", A, ("int(np.linalg.matrix_rank(P)),", "P,"))
W(
    "rank found from the determinant of the square part",
    A,
    (
        "int(np.linalg.matrix_rank(P)),",
        "(min(P.shape) if P.shape[0] == P.shape[1] and abs(np.linalg.det(P)) > 1e-9 else min(P.shape) - 1),",
    ),
)
W(
    "only the product's rank returned",
    A,
    (
        "return int(np.linalg.matrix_rank(P)), int(min(np.linalg.matrix_rank(M) for M in mats))",
        "return int(np.linalg.matrix_rank(P))",
    ),
)
U(
    "traces",
    """
def rank_of_product(mats):
    return int(abs(sum(np.trace(m) for m in mats))) + 7, int(mats[0].sum()) % 5
""",
)
U(
    "constant",
    """
def rank_of_product(mats):
    return 17, -3
""",
)
P(
    "right for full-rank matrices",
    A,
    ("np.linalg.matrix_rank(P)", "min(M.shape[0] for M in mats)"),
    ("np.linalg.matrix_rank(M)", "min(M.shape)"),
)
P("right for two matrices only", A, ("mats[1:]", "mats[1:2]"))
