"""The derivatives of q5_2, against autograd, SymPy's closed forms, and finite differences.

`answers` holds the reference and the solution: whatever is promised here, both keep.
"""

import autograd.numpy as anp
import numpy as np
import pytest
import sympy
from autograd import elementwise_grad, jacobian
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 10**6)
many = settings(max_examples=150, deadline=None, derandomize=True)


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q5_2"), solution("q5_2")


def drawn(seed, shape, scale):
    return np.random.default_rng(seed).normal(scale=scale, size=shape)


@many
@given(seed=SEEDS, shape=st.lists(st.integers(1, 4), max_size=3), scale=st.floats(0.1, 4))
def test_sigmoid_prime_is_what_autograd_finds(answers, seed, shape, scale):
    t = np.array(drawn(seed, shape, scale))
    wanted = elementwise_grad(lambda t: 1 / (1 + anp.exp(-t)))(t)
    for answer in answers:
        got = answer.sigmoid_prime(t)
        assert np.shape(got) == tuple(shape)
        np.testing.assert_allclose(got, wanted, rtol=1e-8)


@pytest.mark.parametrize("value", [-1000, -710, -40, -14, -1.75, -1e-9, 0, 2, 13, 37, 745, 1000])
def test_sigmoid_prime_is_the_closed_form_to_the_last_digits(answers, value):
    t = sympy.Symbol("t")
    exact = sympy.diff(1 / (1 + sympy.exp(-t)), t).subs(t, sympy.Rational(value)).evalf(30)
    for answer in answers:
        got = answer.sigmoid_prime(float(value))
        assert np.ndim(got) == 0
        np.testing.assert_allclose(got, float(exact), rtol=1e-12)


def test_sigmoid_prime_is_finite_as_far_as_a_thousand(answers):
    t = np.linspace(-1000, 1000, 4001)
    for answer in answers:
        slopes = answer.sigmoid_prime(t)
        assert np.isfinite(slopes).all()
        assert slopes.max() == answer.sigmoid_prime(0.0) == 0.25


def test_sigmoid_itself_does_not_overflow(reference):
    sigmoid = reference("activations").sigmoid
    t = np.array([-1000, -40, -1, 0, 1, 40, 1000])
    with np.errstate(over="ignore"):
        wanted = 1 / (1 + np.exp(-t))
    np.testing.assert_allclose(sigmoid(t), wanted, rtol=1e-14)


@many
@given(seed=SEEDS, shape=st.lists(st.integers(1, 5), min_size=1, max_size=3))
def test_every_subgradient_stays_below_the_graph_and_no_other_does(answers, seed, shape):
    x = np.random.default_rng(seed).integers(-2, 3, size=shape) / 2.0
    others = np.linspace(-4, 4, 33).reshape(-1, *[1] * len(shape))

    def supports(slope):
        line = np.maximum(x, 0) + slope * (others - x)
        return (line <= np.maximum(others, 0) + 1e-12).all(axis=0)

    for answer in answers:
        lo, hi = answer.relu_subgradient(x)
        assert lo.shape == hi.shape == x.shape
        assert supports(lo).all()
        assert supports(hi).all()
        assert not supports(lo - 1e-3).any()
        assert not supports(hi + 1e-3).any()


def test_the_kink_is_at_zero_alone(answers):
    x = np.array([0.0, -0.0, 1e-300, -1e-300, 2e-9, -3e-10])
    for answer in answers:
        lo, hi = answer.relu_subgradient(x)
        assert lo.tolist() == [0, 0, 1, 0, 1, 0]
        assert hi.tolist() == [1, 1, 1, 0, 1, 0]


@many
@given(seed=SEEDS, size=st.integers(1, 7), scale=st.floats(0.1, 4))
def test_softmax_jacobian_is_what_autograd_finds(answers, seed, size, scale):
    z = drawn(seed, size, scale)
    wanted = jacobian(lambda z: anp.exp(z) / anp.sum(anp.exp(z)))(z)
    for answer in answers:
        np.testing.assert_allclose(answer.softmax_jacobian(z), wanted, rtol=1e-8, atol=1e-15)


@pytest.mark.parametrize(
    "scores",
    [
        pytest.param([-2.5], id="one score"),
        pytest.param([0.25, -1.125], id="two scores"),
        pytest.param([2.5] * 4, id="equal scores"),
        pytest.param([1, 12, 0, -1], id="one dominates"),
        pytest.param([1000, 998.5, -1000, 999], id="near 1000"),
        pytest.param([-1000, -999, -998.5], id="near -1000"),
        pytest.param([1000, -1000], id="far apart"),
    ],
)
def test_softmax_jacobian_is_the_closed_form(answers, scores):
    z = sympy.symbols(f"z:{len(scores)}")
    total = sum(map(sympy.exp, z))
    at = {symbol: sympy.Rational(score) for symbol, score in zip(z, scores, strict=True)}
    exact = sympy.Matrix([sympy.exp(s) / total for s in z]).jacobian(z).subs(at).evalf(30)
    for answer in answers:
        got = answer.softmax_jacobian(np.array(scores, dtype=float))
        assert got.shape == (len(scores), len(scores))
        np.testing.assert_allclose(got, np.array(exact, dtype=float), rtol=1e-9, atol=1e-15)


@many
@given(seed=SEEDS, size=st.integers(2, 6))
def test_softmax_jacobian_has_outputs_in_rows(answers, seed, size):
    z = drawn(seed, size, 1)
    step = 1e-6

    def softmax(z):
        return np.exp(z) / np.exp(z).sum()

    for answer in answers:
        got = answer.softmax_jacobian(z)
        for j in range(size):
            shift = step * (np.arange(size) == j)
            wanted = (softmax(z + shift) - softmax(z - shift)) / (2 * step)
            np.testing.assert_allclose(got[:, j], wanted, atol=1e-8)
