"""The gradients of q5_3, against SymPy's derivatives of the formulas as typed, and autograd.

`answers` holds the reference and the solution: whatever is promised here, both keep.
"""

import autograd.numpy as anp
import numpy as np
import pytest
import sympy
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

SEED = st.integers(0, 10**6)
many = settings(max_examples=200, deadline=None, derandomize=True)

TYPED = {
    "grad_expr1": "x1 + 5*x2 - 3*x3**2",
    "grad_expr2": "x1*(x2-4) + exp(x3**2) / (5*x4**2)",
    "grad_expr2_code": "x1*(x2-4) + exp(x3**2) / 5*x4**2",
    "grad_expr3": "1/x3 + exp( (x1+5*(x2+3))**2 )",
}
TRACED = {
    "grad_expr1": lambda x: x[0] + 5 * x[1] - 3 * x[2] ** 2,
    "grad_expr2": lambda x: x[0] * (x[1] - 4) + anp.exp(x[2] ** 2) / (5 * x[3] ** 2),
    "grad_expr2_code": lambda x: x[0] * (x[1] - 4) + anp.exp(x[2] ** 2) / 5 * x[3] ** 2,
    "grad_expr3": lambda x: 1 / x[2] + anp.exp((x[0] + 5 * (x[1] + 3)) ** 2),
}
SIZES = {"grad_expr1": 3, "grad_expr2": 4, "grad_expr2_code": 4, "grad_expr3": 3}
each = pytest.mark.parametrize("name", TYPED)


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q5_3"), solution("q5_3")


def drawn(name, seed):
    """A random point; that of the third formula lies near u = 0, that of a fraction off 0."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(0.3, 1.7, SIZES[name]) * rng.choice([-1, 1], SIZES[name])
    return x / [4, 1, 1] - [0, 3 + 0.9 * x[1], 0] if name == "grad_expr3" else x


def close(got, wanted):
    assert np.shape(got) == np.shape(wanted)
    np.testing.assert_allclose(got, wanted, rtol=1e-10, atol=1e-13)


@each
@many
@given(seed=SEED)
def test_gradients_are_what_autograd_finds(answers, name, seed):
    x = drawn(name, seed)
    wanted = grad(TRACED[name])(x)
    for answer in answers:
        close(getattr(answer, name)(x), wanted)


@each
def test_gradients_are_the_derivatives_of_the_formula_as_typed(answers, name):
    symbols = sympy.symbols(f"x1:{SIZES[name] + 1}")
    formula = sympy.sympify(TYPED[name])
    exact = sympy.lambdify(symbols, [sympy.diff(formula, x) for x in symbols])
    for seed in range(200):
        x = drawn(name, seed)
        for answer in answers:
            close(getattr(answer, name)(x), exact(*x))


@pytest.mark.parametrize(
    ("name", "x", "wanted"),
    [
        pytest.param("grad_expr1", [2.5, -1.5, 0], [1, 5, 0], id="first, x3 = 0"),
        pytest.param("grad_expr1", [0.5, 3, -2], [1, 5, 12], id="first, x3 < 0"),
        pytest.param("grad_expr2", [3, 6, 0, 2], [2, 3, 0, -0.05], id="fraction, x3 = 0"),
        pytest.param("grad_expr2", [3, 6, 0, -2], [2, 3, 0, 0.05], id="fraction, x4 < 0"),
        pytest.param("grad_expr2", [3, 6, 0, 1], [2, 3, 0, -0.4], id="fraction, x4 = 1"),
        pytest.param("grad_expr2_code", [3, 6, 0, 2], [2, 3, 0, 0.8], id="program, x3 = 0"),
        pytest.param("grad_expr2_code", [3, 6, 0, -2], [2, 3, 0, -0.8], id="program, x4 < 0"),
        pytest.param("grad_expr2_code", [3, 6, 0, 1], [2, 3, 0, 0.4], id="program, x4 = 1"),
        pytest.param("grad_expr3", [1.25, -3.25, 0.5], [0, 0, -4], id="third, u = 0"),
        pytest.param("grad_expr3", [1, -3, -2], [2 * np.e, 10 * np.e, -0.25], id="third, x3 < 0"),
    ],
)
def test_edges(answers, name, x, wanted):
    for answer in answers:
        close(getattr(answer, name)(np.array(x, dtype=float)), np.array(wanted, dtype=float))


def test_points_made_for_the_third_formula_keep_it_small(reference):
    for seed in range(200):
        x1, x2, x3 = reference("q5_3").near_the_valley(np.random.default_rng(seed))
        assert abs(x1 + 5 * (x2 + 3)) <= 1.5
        assert x3 >= 0.4
