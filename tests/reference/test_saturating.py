"""Sigmoid and tanh of q3_4 and q3_5, against NumPy's tanh, autograd and SymPy's 30 digits."""

import autograd.numpy as anp
import numpy as np
import pytest
import sympy
from autograd import elementwise_grad
from hypothesis import given, settings
from hypothesis import strategies as st

many = settings(max_examples=150, deadline=None, derandomize=True)
DRAWN = {
    "seed": st.integers(0, 10**6),
    "shape": st.lists(st.integers(0, 4), max_size=3),
    "scale": st.floats(0.01, 6),
}
PLACES = [-1000, -745, -710, -40, -3, -1e-6, -1e-300, 0, 1e-12, 1e-3, 0.5, 19, 37, 709, 1000]


@pytest.fixture(scope="session")
def sigmoids(reference, solution):
    return reference("q3_4").sigmoid, solution("q3_4").sigmoid


@pytest.fixture(scope="session")
def tanhs(reference, solution):
    return reference("q3_5").tanh, solution("q3_5").tanh


def agree(function, oracle, z):
    """Values and slopes of z, against a function that autograd can differentiate."""
    a, slope = function(z)
    assert np.shape(a) == np.shape(slope) == np.shape(z)
    np.testing.assert_allclose(a, oracle(z), rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(slope, elementwise_grad(oracle)(z), rtol=1e-9, atol=1e-12)


@many
@given(**DRAWN)
def test_sigmoid_is_what_autograd_finds(sigmoids, seed, shape, scale):
    z = np.array(np.random.default_rng(seed).normal(scale=scale, size=shape))
    for sigmoid in sigmoids:
        agree(sigmoid, lambda z: 0.5 * (1 + anp.tanh(z / 2)), z)


@many
@given(**DRAWN)
def test_tanh_is_what_autograd_finds(tanhs, seed, shape, scale):
    z = np.array(np.random.default_rng(seed).normal(scale=scale, size=shape))
    for tanh in tanhs:
        agree(tanh, anp.tanh, z)


@pytest.mark.parametrize("place", PLACES)
def test_values_and_slopes_are_the_closed_forms(sigmoids, tanhs, place):
    z = sympy.Symbol("z")
    for functions, formula in [(sigmoids, 1 / (1 + sympy.exp(-z))), (tanhs, sympy.tanh(z))]:
        slope = 1 / (2 + sympy.exp(z) + sympy.exp(-z))
        if functions is tanhs:
            slope = 4 * slope.subs(z, 2 * z)
        exact = [float(f.subs(z, sympy.Rational(place)).evalf(30)) for f in (formula, slope)]
        for function in functions:
            np.testing.assert_allclose(function(float(place)), exact, rtol=1e-12, atol=1e-15)


def test_the_slopes_written_here_are_the_derivatives():
    z = sympy.Symbol("z", real=True)
    for f, rate in [(1 / (1 + sympy.exp(-z)), 1), (sympy.tanh(z).rewrite(sympy.exp), 2)]:
        slope = rate**2 / (2 + sympy.exp(rate * z) + sympy.exp(-rate * z))
        assert sympy.simplify(sympy.diff(f, z) - slope) == 0


def test_both_are_finite_and_ordered_as_far_as_a_thousand(sigmoids, tanhs):
    z = np.linspace(-1000, 1000, 4001)
    for function, low in [*((f, 0) for f in sigmoids), *((f, -1) for f in tanhs)]:
        a, slope = function(z)
        assert np.isfinite(a).all()
        assert np.isfinite(slope).all()
        assert (np.diff(a) >= 0).all()
        assert (slope >= 0).all()
        assert a[0] == low
        assert a[-1] == 1


def test_small_numbers_keep_their_digits(reference):
    z = np.array([1e-12, -1e-9, 1e-6, -1e-300, 0])
    a, slope = reference("q3_5").tanh(z)
    np.testing.assert_allclose(a, z, rtol=1e-11)
    np.testing.assert_allclose(slope, 1, rtol=1e-11)


def test_the_sigmoids_slope_is_at_most_a_quarter(sigmoids):
    z = np.random.default_rng(0).normal(scale=3, size=5000)
    for sigmoid in sigmoids:
        assert (sigmoid(z)[1] <= 0.25).all()
        assert sigmoid(0.0) == (0.5, 0.25)


def test_tanh_saturates(tanhs):
    for tanh in tanhs:
        assert tanh(20.0)[1] < 1e-15


def test_the_rules_in_terms_of_the_values():
    z, s = sympy.symbols("z s")
    sigma = 1 / (1 + sympy.exp(-z))
    assert sympy.simplify(sympy.diff(sigma, z) - (s * (1 - s)).subs(s, sigma)) == 0
    assert sympy.simplify(sympy.diff(sympy.tanh(z), z) - (1 - sympy.tanh(z) ** 2)) == 0
