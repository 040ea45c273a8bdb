"""The linear activations of q3_1, against SymPy and functions that are nested one by one."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q3_1"), solution("q3_1")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10**6),
    shape=st.lists(st.integers(1, 4), max_size=3),
    c=st.floats(-2, 2),
    n=st.integers(0, 8),
)
def test_chain_is_the_nested_function(answers, seed, shape, c, n):
    x = np.random.default_rng(seed).normal(size=shape)
    wanted = list(x.ravel())
    for _ in range(n):
        wanted = [c * value for value in wanted]
    for answer in answers:
        got = answer.linear_chain(c, n, x)
        assert np.shape(got) == tuple(shape)
        np.testing.assert_allclose(np.ravel(got), wanted, rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize(
    ("c", "n", "x", "y"),
    [
        pytest.param(2.5, 0, 3.0, 3.0, id="no layer"),
        pytest.param(0, 0, 3.0, 3.0, id="no layer, factor 0"),
        pytest.param(0, 3, 3.0, 0.0, id="factor 0"),
        pytest.param(-0.5, 1, 3.0, -1.5, id="one layer"),
        pytest.param(0.5, 60, 4.0, 2.0**-58, id="vanishing"),
        pytest.param(-2, 3, 1.5, -12.0, id="negative factor"),
    ],
)
def test_edges(answers, c, n, x, y):
    for answer in answers:
        assert answer.linear_chain(c, n, x) == y


def test_three_layers_are_one_linear_layer(reference):
    c, x = sympy.symbols("c x")
    y = reference("q3_1").linear_chain(c, 3, x)
    assert sympy.simplify(y - c * (c * (c * x))) == 0
    assert sympy.diff(y, x, 2) == 0


def test_relu_has_two_slopes_at_its_kink():
    x = sympy.Symbol("x", real=True)
    slopes = {sympy.limit(sympy.Max(0, x) / x, x, 0, side) for side in "+-"}
    assert slopes == {0, 1}
