"""Why a formula is wrong: each cause is tried at every point, and told only if it holds at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from grader.formula.calculus import derivative, without_a_term, without_an_inner
from grader.formula.equality import Ranges, agree, ratio
from grader.formula.reading import Unreadable, read
from grader.formula.tree import CONSTANTS, Negative, Tree, symbols

FACTORS = {
    Fraction(2): "twice",
    Fraction(1, 2): "half",
    Fraction(3): "three times",
    Fraction(1, 3): "a third of",
    Fraction(4): "four times",
    Fraction(1, 4): "a quarter of",
    Fraction(5): "five times",
    Fraction(1, 5): "a fifth of",
    Fraction(6): "six times",
    Fraction(1, 6): "a sixth of",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong formula beside the right one; `of` and `by` where that is a derivative."""

    tree: Tree
    source: str
    want: Tree
    ranges: Ranges
    of: Tree | None = None
    by: str | None = None

    def is_like(self, other: Tree) -> bool:
        return agree(self.tree, other, self.ranges)


def find(
    tree: Tree,
    source: str,
    want: Tree,
    ranges: Ranges,
    of: Tree | None = None,
    by: str | None = None,
) -> tuple[str, str] | None:
    """The id and the sentence of the first cause that holds, or None."""
    wrong = Wrong(tree, source, want, ranges, of, by)
    return next((told for cause in CAUSES for told in cause(wrong)), None)


Found = Iterator[tuple[str, str]]


def sign(wrong: Wrong) -> Found:
    if wrong.is_like(Negative(wrong.want)):
        yield "sign", "The sign is the opposite one."


def function_itself(wrong: Wrong) -> Found:
    if wrong.of is not None and wrong.is_like(wrong.of):
        yield "function_itself", "That is the function itself, not its derivative."


def other_variable(wrong: Wrong) -> Found:
    if wrong.of is None:
        return
    for name in sorted(symbols(wrong.of) & wrong.ranges.keys()):
        if name != wrong.by and wrong.is_like(derivative(wrong.of, name)):
            yield "other_variable", f"That is the derivative by {name}, not by {wrong.by}."


def inner_derivative(wrong: Wrong) -> Found:
    if wrong.of is not None and wrong.by is not None:
        for slip in without_an_inner(wrong.of, wrong.by):
            if wrong.is_like(slip):
                yield "inner_derivative", "The chain rule lacks a factor: an inner derivative."


def product_term(wrong: Wrong) -> Found:
    if wrong.of is not None and wrong.by is not None:
        for slip in without_a_term(wrong.of, wrong.by):
            if wrong.is_like(slip):
                yield "product_term", "The product rule has a term for each factor; one is lost."


def antiderivative(wrong: Wrong) -> Found:
    if wrong.of is None or wrong.by is None or wrong.by not in symbols(wrong.tree):
        return
    if agree(derivative(wrong.tree, wrong.by), wrong.of, wrong.ranges):
        yield "antiderivative", "You integrated: the derivative of yours is the function."


def precedence(wrong: Wrong) -> Found:
    """a/b*c is (a/b)*c; many write it for a/(b*c)."""
    try:
        meant = read(wrong.source, wrong.ranges, divide_all=True)
    except Unreadable:
        return
    if meant != wrong.tree and agree(meant, wrong.want, wrong.ranges):
        yield "precedence", "a/b*c is read as (a/b)*c. For a product under the bar write a/(b*c)."


def factor(wrong: Wrong) -> Found:
    if not symbols(wrong.want) - CONSTANTS:
        return
    found = ratio(wrong.tree, wrong.want, wrong.ranges)
    for number, words in FACTORS.items():
        if found is not None and abs(found - number) < 1e-9:
            yield "factor", f"Yours is {words} the right formula: a constant factor is off."


# From the most specific to the most general.
CAUSES: tuple[Callable[[Wrong], Found], ...] = (
    sign,
    function_itself,
    other_variable,
    inner_derivative,
    product_term,
    antiderivative,
    precedence,
    factor,
)
