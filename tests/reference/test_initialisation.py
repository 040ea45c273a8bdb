"""Xavier's rule in q1_4, against connections counted one by one and variances solved by SymPy."""

from itertools import product

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

SIDE = st.integers(1, 4)
SHAPES = st.one_of(st.tuples(SIDE, SIDE), st.tuples(SIDE, SIDE, SIDE, SIDE))


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q1_4").xavier, solution("q1_4").xavier


def connections(shape):
    """Pairs (output, input) of a layer on a map so large that its middle has no border."""
    outputs, inputs, *kernel = shape
    kernel = kernel or [1, 1]
    places = range(-max(kernel), max(kernel) + 1)
    for o, i, row, column in product(range(outputs), range(inputs), places, places):
        for a, b in product(range(kernel[0]), range(kernel[1])):
            yield (o, row, column), (i, row + a, column + b)


def counted_fans(shape):
    pairs = list(connections(shape))
    feeding = {source for unit, source in pairs if unit == (0, 0, 0)}
    fed = {unit for unit, source in pairs if source == (0, 0, 0)}
    return len(feeding), len(fed)


def solved(fan_in, fan_out, gain):
    """The variance whose two scalings, forwards and backwards, have the mean gain²; the limit."""
    v, a, w = sympy.symbols("v a w", positive=True)
    gain = sympy.Rational(gain)
    (variance,) = sympy.solve((fan_in * v + fan_out * v) / 2 - gain**2, v)
    spread = sympy.integrate(w**2 / (2 * a), (w, -a, a))
    (limit,) = sympy.solve(spread - variance, a)
    return float(sympy.sqrt(variance)), float(limit)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(shape=SHAPES)
def test_fans_are_the_connections_counted(answers, shape):
    for xavier in answers:
        assert xavier(list(shape))[:2] == counted_fans(shape)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(shape=st.lists(st.integers(1, 500), min_size=2, max_size=4), gain=st.floats(0.1, 5))
def test_solution_agrees(answers, shape, gain):
    shape = shape if len(shape) != 3 else [*shape, 2]
    xavier, of_the_solution = answers
    np.testing.assert_allclose(of_the_solution(shape, gain), xavier(shape, gain), rtol=1e-12)


@pytest.mark.parametrize(
    ("shape", "gain"),
    [
        pytest.param([300, 784], 1.0, id="dense"),
        pytest.param([16, 3, 5, 7], 0.75, id="convolution"),
        pytest.param([12, 40, 1, 1], 1.0, id="1x1 kernel"),
        pytest.param([1, 9], 1.0, id="one unit"),
        pytest.param([1, 1], 2.5, id="one unit, one input"),
        pytest.param([1, 6, 3, 4], 1.0, id="one output channel"),
    ],
)
def test_spread_and_limit_solve_the_equations(answers, shape, gain):
    for xavier in answers:
        fan_in, fan_out, std, limit = xavier(shape, gain)
        assert (fan_in, fan_out) == counted_fans_of(shape)
        np.testing.assert_allclose((std, limit), solved(fan_in, fan_out, gain), rtol=1e-12)


def counted_fans_of(shape):
    """By the axes of an array: all weights of one unit, all weights of one input."""
    weights = np.zeros(shape)
    return weights[0].size, weights[:, 0].size


def test_the_gain_is_one_unless_it_is_given(answers):
    for xavier in answers:
        assert xavier([4, 6]) == xavier([4, 6], 1.0)


def test_weights_drawn_up_to_the_limit_have_the_standard_deviation(answers):
    rng = np.random.default_rng(4)
    for xavier in answers:
        _, _, std, limit = xavier([3, 5], 1.3)
        drawn = rng.uniform(-limit, limit, size=400_000)
        np.testing.assert_allclose(drawn.std(), std, rtol=5e-3)


def scaling(shape, std):
    """By how much a linear layer multiplies the variance of a signal, forwards and backwards."""
    weights = np.random.default_rng(6).normal(scale=std, size=(2000, *shape))
    there = np.einsum("nij->ni", weights**2).mean()
    back = np.einsum("nij->nj", weights**2).mean()
    return there, back


def test_both_variances_are_kept_only_with_equal_fans(answers, solution):
    for xavier in answers:
        np.testing.assert_allclose(scaling((40, 40), xavier([40, 40])[2]), 1, rtol=0.01)
        there, back = scaling((60, 20), xavier([60, 20])[2])
        np.testing.assert_allclose((there, back), (0.5, 1.5), rtol=0.01)
    assert solution("q1_4").claims["c"] is True


def test_saturated_units_lose_the_gradient_all_the_same(answers, solution):
    rng = np.random.default_rng(7)
    for xavier in answers:
        weights = rng.normal(scale=xavier([30, 30])[2], size=(30, 30))
        slopes = 1 - np.tanh(weights @ rng.normal(scale=1e6, size=30)) ** 2
        assert np.abs(weights.T @ (slopes * rng.normal(size=30))).max() < 1e-9
    assert solution("q1_4").claims["a"] is False


def test_relu_loses_half_of_what_the_rule_keeps(answers, solution):
    rng = np.random.default_rng(9)
    for xavier in answers:
        weights = rng.normal(scale=xavier([100, 100])[2], size=(2000, 100))
        sums = weights @ rng.normal(size=100)
        np.testing.assert_allclose(np.mean(np.maximum(sums, 0) ** 2) / np.mean(sums**2), 0.5, 0.1)
    assert solution("q1_4").claims["b"] is False
