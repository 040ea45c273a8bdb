"""Derivatives by rule, against central differences and SymPy, and the causes of wrong ones."""

import mpmath
import pytest
import sympy

from grader.formula.calculus import derivative
from grader.formula.causes import CAUSES, find
from grader.formula.equality import agree, value
from grader.formula.reading import FUNCTIONS, read

RANGES = {"x": (0.1, 0.9), "y": (1.1, 1.9)}
FORMULAS = [
    "x", "y", "3*x^2 - x/y + 1", "x*y*exp(x*y)", "exp(x^2)/(5*y^2)", "x^y", "y^x", "2^x", "e^(x*y)",
    "(x+y)^(x*y)", "sigmoid(x)^3", "log(1+exp(-x))", "1/(1+x^2)", "-(x-1)^-2",
    *(f"{name}(x*y/2)" for name in FUNCTIONS),
]  # fmt: skip


@pytest.mark.parametrize("source", FORMULAS)
@pytest.mark.parametrize("by", ["x", "y"])
def test_a_derivative_agrees_with_central_differences(source, by):
    tree = read(source, RANGES)
    other = derivative(tree, by)
    point = {"x": mpmath.mpf("0.6"), "y": mpmath.mpf("1.3")}
    with mpmath.workdps(40):
        step = mpmath.mpf(10) ** -12
        up = value(tree, {**point, by: point[by] + step})
        down = value(tree, {**point, by: point[by] - step})
        slope = (up - down) / (2 * step)
        assert abs(value(other, point) - slope) < 1e-15 * (1 + abs(slope))


@pytest.mark.parametrize("source", ["x*y*exp(x*y)", "exp(x^2)/(5*y^2)", "log(1+exp(-x))", "x^y"])
def test_a_derivative_agrees_with_sympy(source):
    x, y = sympy.symbols("x y")
    known = {
        "x*y*exp(x*y)": x * y * sympy.exp(x * y),
        "exp(x^2)/(5*y^2)": sympy.exp(x**2) / (5 * y**2),
        "log(1+exp(-x))": sympy.log(1 + sympy.exp(-x)),
        "x^y": x**y,
    }
    expected = str(sympy.diff(known[source], x)).replace("**", "^")
    assert agree(derivative(read(source, RANGES), "x"), read(expected, RANGES), RANGES)


OF = "x*(y-4) + exp(x^2)/(5*y^2)"
CAUSED = [
    ("-2*x*exp(x^2)/(5*y^2) - (y-4)", OF, "x", "sign"),
    ("x*(y-4) + exp(x^2)/(5*y^2)", OF, "x", "function_itself"),
    ("x - 2*exp(x^2)/(5*y^3)", OF, "x", "other_variable"),
    ("y - 4 + exp(x^2)/(5*y^2)", OF, "x", "inner_derivative"),
    ("exp(x^2*y)", "exp(x^2*y)/1", "x", "function_itself"),
    ("2*exp(sin(x)^2)*sin(x)", "exp(sin(x)^2)", "x", "inner_derivative"),
    ("exp(2*x)", "x*exp(2*x)", "x", "product_term"),
    ("2*x*exp(2*x)", "x*exp(2*x)", "x", "product_term"),
    ("x^3/3 + y", "x^2", "x", "antiderivative"),
    ("x", "x^2", "x", "factor"),
    ("4*x", "x^2", "x", "factor"),
    ("1/5*y", "log(y)/5", "y", "precedence"),
    ("x^2 + 1", "exp(x)*y", "x", None),
]


@pytest.mark.parametrize(("source", "of", "by", "cause"), CAUSED, ids=[row[0] for row in CAUSED])
def test_a_wrong_derivative_has_its_cause(source, of, by, cause):
    whole = read(of, RANGES)
    want = derivative(whole, by)
    found = find(read(source, RANGES), source, want, RANGES, of=whole, by=by)
    assert (found and found[0]) == cause


def test_without_a_function_only_sign_factor_and_precedence_are_known():
    want = read("x/(2*y)", RANGES)
    told = {
        source: find(read(source, RANGES), source, want, RANGES)
        for source in ("-x/(2*y)", "x/y", "x/2*y", "x*y")
    }
    assert [found and found[0] for found in told.values()] == ["sign", "factor", "precedence", None]


def test_every_cause_is_seen_by_a_test():
    assert {cause.__name__ for cause in CAUSES} == {row[3] for row in CAUSED} - {None}
