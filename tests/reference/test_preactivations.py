"""The statistics of q2_2, against the exact sum over all outcomes of small distributions."""

from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

RATIONALS = st.fractions(-3, 3, max_denominator=6)
# A distribution is a list of values with weights, from which its probabilities follow.
DISTRIBUTIONS = st.lists(st.tuples(RATIONALS, st.integers(1, 4)), min_size=1, max_size=3)


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q2_2"), solution("q2_2")


def moments(distribution):
    """Mean and variance of [(value, weight)], exactly."""
    total = sum(weight for _, weight in distribution)
    mean = sum(value * weight for value, weight in distribution) / Fraction(total)
    return mean, sum((value - mean) ** 2 * weight for value, weight in distribution) / total


def products(w, x):
    return [(a * b, p * q) for (a, p), (b, q) in product(w, x)]


def sums(terms, n):
    """The distribution of the sum of n independent terms, outcome by outcome."""
    outcomes = product(terms, repeat=n)
    return [(sum(v for v, _ in o), prod(p for _, p in o)) for o in outcomes]


def check(answers, n, w, x):
    wanted = [float(moment) for moment in moments(sums(products(w, x), n))]
    given_moments = [float(m) for m in (*moments(w), *moments(x))]
    for answer in answers:
        got = answer.preactivation_stats(n, *given_moments)
        np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-12)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(n=st.integers(0, 2), w=DISTRIBUTIONS, x=DISTRIBUTIONS)
def test_mean_and_variance_are_those_of_all_outcomes(answers, n, w, x):
    check(answers, n, w, x)


COIN = [(Fraction(-1), 1), (Fraction(1), 1)]
LOPSIDED = [(Fraction(1, 2), 3), (Fraction(2), 1)]
FIXED = [(Fraction(3, 2), 1)]


@pytest.mark.parametrize(
    ("n", "w", "x"),
    [
        pytest.param(0, LOPSIDED, LOPSIDED, id="no term"),
        pytest.param(1, LOPSIDED, COIN, id="one term"),
        pytest.param(5, LOPSIDED, COIN, id="five terms"),
        pytest.param(4, COIN, LOPSIDED, id="weights of mean zero"),
        pytest.param(4, FIXED, LOPSIDED, id="weights without spread"),
        pytest.param(4, LOPSIDED, FIXED, id="inputs without spread"),
        pytest.param(3, FIXED, FIXED, id="no spread at all"),
    ],
)
def test_edges(answers, n, w, x):
    check(answers, n, w, x)


def test_a_wide_layer_in_a_simulation(answers):
    rng = np.random.default_rng(11)
    w = rng.normal(-0.15, 0.2, size=(20000, 100))
    x = rng.uniform(0.2, 1.4, size=(20000, 100))
    z = (w * x).sum(axis=1)
    for answer in answers:
        mean, var = answer.preactivation_stats(100, -0.15, 0.04, 0.8, 0.12)
        assert abs(z.mean() - mean) < 0.1
        assert abs(z.var() / var - 1) < 0.05


def test_a_mean_other_than_zero_drives_tanh_units_into_saturation(reference, solution):
    stats = reference("q2_2").preactivation_stats
    for n in (10, 100, 1000):
        mean, var = stats(n, 0.5, 1 / n, 0.5, 0.25)
        assert np.tanh(mean) > 0.98
        assert mean > 2 * np.sqrt(var)
        assert stats(n, 0.0, 1 / n, 0.5, 0.25) == (0, 0.5)
    assert solution("q2_2").claims["b"] is False


def test_zero_mean_does_not_break_the_symmetry_but_a_draw_does(solution):
    x = np.random.default_rng(3).normal(size=5)
    alike = np.zeros((5, 3))
    drawn = np.random.default_rng(4).normal(5, 1, size=(5, 3))
    assert alike.mean() == 0
    assert np.ptp(x @ alike) == 0
    assert np.ptp(x @ drawn) > 0
    assert solution("q2_2").claims["a"] is False


def active(x, mats):
    """Which units of a stack of ReLU layers are active."""
    found = []
    for W in mats:
        x = np.maximum(x @ W, 0)
        found.append(x > 0)
    return np.concatenate(found)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), factor=st.floats(0.01, 100))
def test_scaling_all_weights_keeps_the_active_units(solution, seed, factor):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=4)
    mats = [rng.normal(size=shape) for shape in ((4, 6), (6, 5), (5, 3))]
    np.testing.assert_array_equal(active(x, mats), active(x, [factor * W for W in mats]))
    assert solution("q2_2").claims["c"] is False
