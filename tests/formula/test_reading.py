"""Reading formulas: what they mean, what is refused and why, and that nothing is ever run."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.formula.reading import MAX_LENGTH, Unreadable, pointed, read
from grader.formula.tree import mathml, text

NAMES = ["x", "y", "x1", "x2", "x3", "x4", "s_i", "alpha"]

READ = [
    ("-2*exp(x3^2)/(5*x4^3)", "−2·exp(x3²) / (5·x4³)"),
    ("2x", "2·x"),
    ("2 x y", "2·x·y"),
    ("x1(x2-4)", "x1·(x2 − 4)"),
    ("2(x+1)(y)", "2·(x + 1)·y"),
    ("-x^2", "−x²"),
    ("(-x)^2", "(−x)²"),
    ("x^-y", "x^(−y)"),
    ("x^y^2", "x^(y²)"),
    ("x**2", "x²"),
    ("x³y", "x³·y"),
    ("x − y · 3", "x − y·3"),
    ("x/y/2", "(x / y) / 2"),
    ("x/y*2", "(x / y)·2"),
    ("x/(y*2)", "x / (y·2)"),
    ("x-(y-1)", "x − (y − 1)"),
    ("x*-y", "x·(−y)"),
    ("(x/y)^2", "(x / y)²"),
    ("σ(x)(1-σ(x))", "sigmoid(x)·(1 − sigmoid(x))"),
    ("ln(x) + π + e^x", "log(x) + π + e^x"),
    ("[x + 1]", "x + 1"),
    ("0.5x + .25 + 1e-3", "0.5·x + 0.25 + 0.001"),
    ("s_i(1 - s_i)", "s_i·(1 − s_i)"),
    ("+x", "x"),
    (" x\n + 1 ", "x + 1"),
]


@pytest.mark.parametrize(("source", "understood"), READ, ids=[row[0] for row in READ])
def test_a_formula_is_read_and_shown_as_it_was_understood(source, understood):
    tree = read(source, NAMES)
    assert text(tree) == understood
    assert read(text(tree).replace("·", "*"), NAMES) == tree or "e^" in source


REFUSED = [
    ("", "empty", 0),
    ("  ", "empty", 0),
    ("1/2x", "write 1/(2*x) or (1/2)*x", 3),
    ("x/y(2)", "write 1/(2*x) or (1/2)*x", 3),
    ("x^2y", "write x^(2*y) or (x^2)*y", 3),
    ("1e-3x", "write 1e-3*x", 4),
    ("x = 3", "no =", 2),
    ("x.y", "a point belongs inside a number", 1),
    ("x,5", "write decimals with a point", 1),
    ("x!", "no factorial", 1),
    ("|x|", "write abs(x)", 0),
    ("√x", "write sqrt(x)", 0),
    ("{x}", "write ( and )", 0),
    ("\\frac{1}{x}", "no LaTeX", 0),
    ("'x'", "no quotation marks", 0),
    ('__import__("os")', "no quotation marks", 11),
    ("x @ y", "@ has no meaning", 2),
    ("x\0", "cannot be seen (U+0000)", 1),
    ("x\u202e+1", "cannot be seen (U+202E)", 1),
    ("3j", "formulas are of real numbers", 1),
    ("X1", "there is no symbol X1; did you mean x1?", 0),
    ("alhpa", "did you mean alpha?", 0),
    ("qqq", "there is no symbol qqq; there are x, y, x1", 0),
    ("factorial(10**7)", "there is no function factorial", 0),
    ("zeta(10^8)", "there is no function zeta", 0),
    ("sin x", "write sin with brackets", 0),
    ("tanh^2(x)", "write tanh(...)^2 for a power of it", 0),
    ("tanh²(x)", "write tanh(...)^2", 0),
    ("c_x", "there is no symbol c_x; there are x", 0),
    ("(x", "never closed", 0),
    ("(x y", "never closed", 0),
    ("x)", "never opened", 1),
    ("()", "missing before this bracket", 1),
    ("x+", "the formula ends here", 2),
    ("*x", "missing before this *", 0),
    ("x**", "the formula ends here", 3),
    ("9**9**9**9", "too large", 4),
    ("9^(9^9)", "too large", 1),
    ("x^5000", "too large", 1),
    ("1e400", "too large or too small", 0),
    ("1" * 31, "at most 30 digits", 0),
    ("x²³ⁿ", "there is no symbol ⁿ", 3),
    ("x²^2", "with brackets", 2),
    ("x" * 10_000, "at most 1000 characters", 0),
    ("(" * 400 + "x" + ")" * 400, "nested too deep", 51),
    ("-" * 400 + "x", "nested too deep", 51),
    ("x^" * 300 + "x", "nested too deep", None),
]


@pytest.mark.parametrize(
    ("source", "told", "column"), REFUSED, ids=[repr(row[0][:20]) for row in REFUSED]
)
def test_what_cannot_be_read_is_refused_with_its_column(source, told, column):
    begin = time.process_time()
    with pytest.raises(Unreadable) as refused:
        read(source, NAMES)
    assert told in refused.value.message
    assert column is None or refused.value.column == column
    assert time.process_time() - begin < 0.5


def test_a_caret_points_at_the_column():
    with pytest.raises(Unreadable) as refused:
        read("x + 1/2y", NAMES)
    assert pointed("x + 1/2y", refused.value).splitlines()[1:] == ["  x + 1/2y", "         ^"]


def test_a_caret_points_into_a_long_formula():
    source = "x + " * 40 + "? + x"
    with pytest.raises(Unreadable) as refused:
        read(source, NAMES)
    _, line, caret = pointed(source, refused.value).splitlines()
    assert line[caret.index("^")] == "?"
    assert len(line) < 80


def test_a_quotient_can_be_read_as_people_mean_it():
    assert text(read("x/y*2", NAMES, divide_all=True)) == "x / (y·2)"


@given(st.text("x1+-*/^(). ²πσeyexp\0=", max_size=MAX_LENGTH // 10))
def test_any_text_is_a_formula_or_refused_at_a_column(source):
    try:
        tree = read(source, NAMES)
    except Unreadable as error:
        column = error.column
    else:
        assert mathml(tree).startswith("<math ")
        assert text(tree)
        column = 0
    assert 0 <= column <= len(source)
