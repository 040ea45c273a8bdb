"""Formulas as MathML: elements that we know, whatever the TeX; what is unknown is told."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from grader.mathml import TexError, mathml, troubles
from grader.symbols import COMMANDS

ROOT = Path(__file__).parents[1]
ELEMENTS = {
    *{"math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mtable"},
    *{"msup", "msub", "msubsup", "mover", "munder", "munderover", "mtr", "mtd"},
}
ATTRIBUTES = {
    *{"display", "displaystyle", "stretchy", "movablelimits", "mathvariant", "accent", "width"},
    *{"minsize", "maxsize", "linethickness", "rspace", "class"},
}


def inner(tex):
    return re.fullmatch(r"<math[^>]*>(.*)</math>", mathml(tex))[1]


def is_mathml(markup):
    """Well-formed, with elements and attributes of the list alone, each with its children."""
    counts = {"mfrac": 2, "mroot": 2, "msup": 2, "msub": 2, "msubsup": 3, "munderover": 3}
    for element in ElementTree.fromstring(markup).iter():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        assert len(element) == counts.get(element.tag, len(element))


@pytest.mark.parametrize(
    ("tex", "markup"),
    [
        ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        ("x^12", "<mrow><msup><mi>x</mi><mn>1</mn></msup><mn>2</mn></mrow>"),
        ("f''", "<msup><mi>f</mi><mo>′′</mo></msup>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\hat u", '<mover accent="true"><mi>u</mi><mo stretchy="false">^</mo></mover>'),
        (r"\mathrm{std}", "<mi>std</mi>"),
        (r"\mathrm{d}x", '<mrow><mi mathvariant="normal">d</mi><mi>x</mi></mrow>'),
        (r"\mathbb R", "<mi>ℝ</mi>"),
        (r"\mathbf{W}", "<mi>𝐖</mi>"),
        (r"\text{if } a", "<mrow><mtext>if\xa0</mtext><mi>a</mi></mrow>"),
        (r"\sum_k a", "<mrow><munder><mo>∑</mo><mi>k</mi></munder><mi>a</mi></mrow>"),
        ("1.5 - x", "<mrow><mn>1.5</mn><mo>−</mo><mi>x</mi></mrow>"),
    ],
)
def test_a_formula_becomes_mathml(tex, markup):
    assert inner(tex) == markup


def test_a_formula_on_its_own_line_is_a_block():
    assert mathml("x", display=True) == '<math display="block"><mi>x</mi></math>'


@pytest.mark.parametrize(
    ("tex", "at", "told"),
    [
        (r"a + \fraq{1}{2}", 4, r"no TeX command \fraq is known; did you mean \frac?"),
        (r"\href{javascript:x}{y}", 0, r"no TeX command \href is known"),
        ("{x", 2, "a brace is not closed before the end"),
        ("x}", 1, "} closes nothing"),
        (r"\left( x", 8, r"\left has no \right"),
        (r"x \right)", 2, r"\right closes nothing"),
        (r"\left x y \right)", 6, "no bracket: x"),
        ("x_a_b", 3, "a second index; put braces around what has the first"),
        ("x^a^b", 3, "a second power; put braces around what has the first"),
        ("x^", 2, "something is missing here"),
        (r"\frac{1}", 8, "something is missing here"),
        (r"\begin{tikz}\end{tikz}", 12, "no environment tikz is known"),
        (r"\begin{cases} x", 15, r"\begin{cases} has no \end{cases}"),
        (r"\text x", 6, "braces are missing here"),
        (r"\sqrt[3", 7, "a bracket is not closed"),
        ("a & b", 2, "& stands between the cells of a table only"),
        (r"\limits", 7, r"\limits belongs behind a sum or the like"),
        ("{" * 50 + "}" * 50, 40, "nested more than 40 deep"),
        ("x" * 5000, 0, "a formula of 5000 characters, at most 4000"),
    ],
)
def test_what_is_not_understood_is_told_with_its_place(tex, at, told):
    with pytest.raises(TexError) as raised:
        mathml(tex)
    assert (raised.value.at, str(raised.value)) == (at, told)


HOSTILE = [
    r"\text{</mtext></math><script>alert(1)</script>}",
    "<annotation-xml encoding='text/html'><img src=x onerror=alert(1)>",
    r"\mathrm{<img src=x>}",
    r"\operatorname{a\" onload=\"b}",
    "x\x00\u202e&lt;",
]


@pytest.mark.parametrize("tex", HOSTILE)
def test_hostile_tex_makes_no_element_of_its_own(tex):
    try:
        markup = mathml(tex)
    except TexError:
        return
    is_mathml(markup.replace("\x00", ""))


@given(st.lists(st.sampled_from([f"\\{c} " for c in sorted(COMMANDS)] + list("{}^_&'xy12()<>\\"))))
def test_any_tex_is_known_elements_or_refused(pieces):
    try:
        is_mathml(mathml("".join(pieces)))
    except TexError:
        return


def strings(value):
    match value:
        case str():
            yield value
        case dict():
            for below in value.values():
                yield from strings(below)
        case list():
            for below in value:
                yield from strings(below)


@pytest.mark.parametrize("path", sorted(ROOT.glob("exercises/*.yaml")), ids=lambda path: path.stem)
def test_every_formula_of_the_course_is_understood(path):
    for text in strings(yaml.safe_load(path.read_text(encoding="utf-8"))):
        assert troubles(text) == []


def test_code_holds_no_formulas():
    found = troubles(r"`$\nothing$` and $\alpha$ and $\xyz$")
    assert found == [(31, r"no TeX command \xyz is known")]
