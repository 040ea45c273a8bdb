"""The scores of q5_4, against sums in plain Python; entropies against SymPy and closed forms."""

from functools import cmp_to_key
from math import log

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 10**6)
many = settings(max_examples=150, deadline=None, derandomize=True)


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q5_4"), solution("q5_4")


def networks(seed, shape, alpha):
    """Random probabilities; about one in six of them is 0."""
    rng = np.random.default_rng(seed)
    P = rng.dirichlet(np.full(shape[-1], alpha), size=shape[:-1])
    P[..., 1:] *= rng.uniform(size=(*shape[:-1], shape[-1] - 1)) > 1 / 6
    # Where all is gone, the first class is certain.
    P[..., 0] += P.sum(axis=-1) == 0
    return P / P.sum(axis=-1, keepdims=True)


def entropy(p):
    return sum(-q * log(q) for q in p if q > 0)


def mean_of(P, n):
    """The mean over the networks of what they say about image n, a list over the classes."""
    return [sum(network[n][k] for network in P) / len(P) for k in range(P.shape[2])]


def information(P, n):
    """The mean over the networks of the divergence of each from their mean."""
    mean = mean_of(P, n)
    divergences = [
        sum(p * log(p / q) for p, q in zip(network[n], mean, strict=True) if p > 0) for network in P
    ]
    return sum(divergences) / len(P)


def scores(P):
    """Margin, entropy and mutual information of each image, one image after another."""
    rows = []
    for n in range(P.shape[1]):
        ranked = sorted(mean_of(P, n), reverse=True)
        rows.append([ranked[0] - ranked[1], entropy(ranked), information(P, n)])
    return np.array(rows).T


SHAPES = st.tuples(st.integers(1, 5), st.integers(1, 6), st.integers(2, 6))


@many
@given(seed=SEEDS, shape=SHAPES, alpha=st.floats(0.3, 3))
def test_scores_are_the_sums(answers, seed, shape, alpha):
    P = networks(seed, shape, alpha)
    for answer in answers:
        got = answer.ambiguity_scores(P)
        assert [score.shape for score in got] == [(shape[1],)] * 3
        np.testing.assert_allclose(np.array(got), scores(P), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("P", "wanted"),
    [
        pytest.param([[[0, 1, 0]]] * 3, (1, 0, 0), id="certain, agreeing"),
        pytest.param([[[1, 0, 0]], [[0, 1, 0]]], (0, log(2), log(2)), id="certain, disagreeing"),
        pytest.param([[[0.25] * 4]] * 3, (0, log(4), 0), id="uniform"),
        pytest.param([[[0.75, 0.25]]], (0.5, log(4) - 0.75 * log(3), 0), id="one network"),
    ],
)
def test_edges_of_scores(answers, P, wanted):
    for answer in answers:
        got = answer.ambiguity_scores(np.array(P, dtype=float))
        np.testing.assert_allclose(np.ravel(got), wanted, atol=1e-15)


def test_entropies_are_exact_to_the_last_digits(answers):
    shares = [sympy.Rational(n, 16) for n in (1, 2, 5, 8)]
    exact = -sum(p * sympy.log(p) for p in shares)
    P = np.array([[[float(p) for p in shares]]])
    for answer in answers:
        np.testing.assert_allclose(
            answer.ambiguity_scores(P)[1], float(exact.evalf(30)), rtol=1e-14
        )


def ranking(P, a, b):
    """Images by pairwise comparison: the higher score, or else the lower number, goes first."""
    score = [min(mean_of(P, n)[a], mean_of(P, n)[b]) for n in range(P.shape[1])]

    def compare(one, other):
        return one - other if score[one] == score[other] else score[other] - score[one]

    return sorted(reversed(range(len(score))), key=cmp_to_key(compare))


@many
@given(seed=SEEDS, data=st.data())
def test_images_come_in_the_order_of_their_scores(answers, seed, data):
    shape = data.draw(st.tuples(st.sampled_from([1, 2, 4]), st.integers(1, 9), st.integers(2, 4)))
    # Eighths, whose means over 1, 2 or 4 networks are exact, tie often.
    P = np.random.default_rng(seed).multinomial(8, [1 / shape[2]] * shape[2], size=shape[:2]) / 8
    a, b = data.draw(st.permutations(range(shape[2])))[:2]
    k = data.draw(st.integers(0, shape[1]))
    for answer in answers:
        found = answer.find_confusable(P, a, b, k)
        assert found.shape == (k,)
        assert found.dtype.kind == "i"
        assert found.tolist() == ranking(P, a, b)[:k]


@many
@given(seed=SEEDS, shape=SHAPES)
def test_all_images_in_order_without_ties(answers, seed, shape):
    P = np.random.default_rng(seed).dirichlet(np.ones(shape[2]), size=shape[:2])
    for answer in answers:
        assert answer.find_confusable(P, 0, 1, shape[1]).tolist() == ranking(P, 0, 1)


def test_hand_made_inputs_are_what_their_names_say(reference):
    inputs = reference("q5_4")
    for seed in range(50):
        rng = np.random.default_rng(seed)
        zeros, disagreeing, tied = (
            make(rng) for make in (inputs.some_zeros, inputs.disagreeing, inputs.tied)
        )
        for P in (zeros, disagreeing, tied):
            np.testing.assert_allclose(P.sum(axis=-1), 1)
        assert np.count_nonzero(zeros == 0) == 7
        assert set(ranking(disagreeing, 0, 2)[:3]) == {0, 2, 4}
        for a, b in ((1, 2), (0, 1)):
            scores = np.minimum(*tied.mean(axis=0)[:, [a, b]].T)
            assert len(set(scores)) < len(scores)


def test_the_hidden_tie_stands_at_the_last_place(reference):
    tied = reference("q5_4").tied(None)
    scores = np.minimum(*tied.mean(axis=0)[:, [0, 1]].T)
    order = ranking(tied, 0, 1)
    assert scores[order[3]] == scores[order[4]]
