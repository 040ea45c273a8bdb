"""Equality of formulas: identities that are written differently, and near misses."""

import pytest

from grader.formula.equality import By, agree, judge, ratio, value_or_none
from grader.formula.proof import prove
from grader.formula.reading import read

RANGES = {"x": (-3, 3), "y": (-2, 2), "a": (0.1, 4), "b": (0.1, 4), "n": (1, 9), "s": (0.01, 0.99)}


def never(got, want):
    raise AssertionError("nobody is to be asked")


def tree(source):
    return read(source, RANGES)


IDENTITIES = [
    ("sigmoid(x)*(1-sigmoid(x))", "exp(-x)/(1+exp(-x))^2"),
    ("sigmoid(x)", "1/(1+exp(-x))"),
    ("sigmoid(x)", "exp(x)/(1+exp(x))"),
    ("1-sigmoid(x)", "sigmoid(-x)"),
    ("tanh(x)", "2*sigmoid(2*x)-1"),
    ("tanh(x)", "(exp(x)-exp(-x))/(exp(x)+exp(-x))"),
    ("1-tanh(x)^2", "1/cosh(x)^2"),
    ("1-tanh(x)^2", "4/(exp(x)+exp(-x))^2"),
    ("sigmoid(x)*(1-sigmoid(x))", "1/(2+exp(x)+exp(-x))"),
    ("sigmoid(x)*(1-sigmoid(x))", "(1-tanh(x/2)^2)/4"),
    ("log(sigmoid(x))", "-log(1+exp(-x))"),
    ("log(1+exp(x))", "x + log(1+exp(-x))"),
    ("log(1-sigmoid(x))", "-x - log(1+exp(-x))"),
    ("-1/(1+exp(x))", "sigmoid(x)-1"),
    ("exp(a)/(exp(a)+exp(b))", "1/(1+exp(b-a))"),
    ("log(a/b)", "log(a)-log(b)"),
    ("log(a*b)", "ln(b)+ln(a)"),
    ("sqrt(a^2)", "a"),
    ("sqrt(x^2)", "abs(x)"),
    ("(a^2-b^2)/(a-b)", "a+b"),
    ("(x+y)^3", "x^3+3*x^2*y+3*x*y^2+y^3"),
    ("1/a+1/n^2", "(n^2+a)/(a*n^2)"),
    ("2*(x+5*(y+3))*exp((x+5*(y+3))^2/1000)", "exp((x+5y+15)^2/1000)*(2x+10y+30)"),
    ("a^b", "exp(b*log(a))"),
    ("sin(2*x)", "2*sin(x)*cos(x)"),
    ("cos(x)^2", "(1+cos(2*x))/2"),
    ("x/sqrt(1+x^2)", "x*(1+x^2)^(-1/2)"),
    ("s*(1-s)", "s-s^2"),
    ("(1-s)/s", "1/s-1"),
    ("x*sigmoid(x)+sigmoid(x)*(1-x*sigmoid(x))", "sigmoid(x)*(1+x*(1-sigmoid(x)))"),
    ("(x-1)/(a*sqrt(b))", "b^(-0.5)*(x-1)/a"),
    ("exp(x)^2", "e^(2x)"),
]


@pytest.mark.parametrize(("one", "other"), IDENTITIES)
def test_identities_are_equal_however_they_are_written(one, other):
    assert judge(tree(one), tree(other), RANGES, never).equal is True
    assert judge(tree(other), tree(one), RANGES, never).equal is True


NEAR_MISSES = [
    ("sigmoid(x)*(1-sigmoid(x))", "sigmoid(x)*(1+sigmoid(x))"),
    ("-x*exp(x)", "x*exp(x)"),
    ("x^2/2", "x^2"),
    ("(x-1)/sqrt(a+1e-5)", "(x-1)/(sqrt(a)+1e-5)"),
    ("x+1e-9*x", "x"),
    ("exp(x)", "1+x+x^2/2+x^3/6"),
    ("sqrt(x^2)", "x"),
    ("log(x^2)", "2*log(x)"),
    ("1-tanh(x)^2", "1-tanh(x^2)"),
    ("a/b*n", "a/(b*n)"),
    ("-x^2", "(-x)^2"),
    ("tanh(x)", "sin(x)"),
    ("n", "n+1e-10"),
]


@pytest.mark.parametrize(("one", "other"), NEAR_MISSES)
def test_near_misses_are_wrong_with_a_counter_example(one, other):
    found = judge(tree(one), tree(other), RANGES, never)
    assert (found.equal, found.by) == (False, By.POINTS)
    assert found.got != found.want


def test_what_is_written_alike_is_equal_by_structure():
    for other in ("y+x", "x + y", "(y) + x"):
        assert judge(tree("x+y"), tree(other), RANGES, never).by is By.STRUCTURE
    assert judge(tree("2*x/4"), tree("x*0.5"), RANGES, never).by is By.STRUCTURE


def test_points_decide_wherever_enough_are_finite():
    assert judge(tree("log(x)-log(y)"), tree("log(x/y)"), RANGES, lambda *_: None).equal is False
    found = judge(tree("log(a*b)"), tree("log(a)+log(b)"), RANGES, never)
    assert (found.equal, found.by) == (True, By.POINTS)


ASKED = [(True, By.PROOF), (None, None)]


@pytest.mark.parametrize(("answer", "by"), ASKED)
def test_a_proof_is_asked_only_where_points_are_too_few(answer, by):
    ranges = {"x": (-9, -8)}
    asked = []
    found = judge(
        read("log(x)+1", ranges), read("1+log(x)+x-x", ranges), ranges,
        lambda *both: asked.append(both) or answer,
    )  # fmt: skip
    assert (found.equal, found.by) == (answer, by)
    assert len(asked) == 1


def test_what_would_run_away_has_no_value_and_takes_no_time():
    for source in ("exp(exp(exp(x*9)))", "9^(x*90000)", "sin(exp(9*x+90))", "tan(9^99)"):
        assert value_or_none(tree(source), {"x": 3.0}) is None


def test_a_ratio_is_found_where_it_is_the_same_everywhere():
    assert ratio(tree("2*x*exp(y)"), tree("x*exp(y)"), RANGES) == pytest.approx(2)
    assert ratio(tree("x^2"), tree("x"), RANGES) is None


def test_agreement_needs_points():
    assert not agree(
        read("log(x)", {"x": (-2, -1)}), read("log(x)", {"x": (-2, -1)}), {"x": (-2, -1)}
    )


def test_sympy_is_asked_in_a_process_of_its_own():
    assert prove(tree("sin(x)^2+cos(x)^2"), tree("1")) is True
    assert prove(tree("x"), tree("y")) is None
