"""Are two formulas equal? At seeded points, to thirty digits: a finite difference says no.

Points decide wherever enough of them are finite; only otherwise a proof is asked for.
"""

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

import mpmath
from mpmath import mp, mpf

from grader.formula.tree import (
    Call,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Tree,
    canonical,
)

DIGITS = 30
POINTS = 24
ENOUGH = 12
RELATIVE = mpf(10) ** -12
ABSOLUTE = mpf(10) ** -20
# Beyond this a power or an exponential takes for ever, and no range of an exercise needs it.
LARGEST = 100_000

Ranges = Mapping[str, tuple[float, float]]
Point = Mapping[str, mpf]
Prover = Callable[[Tree, Tree], bool | None]


class Undefined(Exception):
    """A formula has no finite real value at a point."""


class By(Enum):
    """What a judgement of two formulas rests on."""

    STRUCTURE = "structure"
    POINTS = "points"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`equal` is None where nothing could decide; `at` is a point where the two differ, or None.

    `got` and `want` are their values there; None for one that has no finite value.
    """

    equal: bool | None
    by: By | None
    at: Mapping[str, float] | None = None
    got: float | None = None
    want: float | None = None


def judge(got: Tree, want: Tree, ranges: Ranges, prove: Prover) -> Judgement:
    """Compare two formulas on the ranges of their symbols.

    `prove(got, want)` is asked only where fewer than twelve of the points are finite for both.
    """
    if canonical(got) == canonical(want):
        return Judgement(equal=True, by=By.STRUCTURE)
    finite = 0
    for point in points(ranges):
        one, other = value_or_none(got, point), value_or_none(want, point)
        if one is None and other is None:
            continue
        if one is None or other is None or not close(one, other):
            at = plain(point)
            return Judgement(equal=False, by=By.POINTS, at=at, got=number(one), want=number(other))
        finite += 1
    if finite >= ENOUGH:
        return Judgement(equal=True, by=By.POINTS)
    proved = prove(got, want)
    return Judgement(equal=proved, by=None if proved is None else By.PROOF)


def agree(got: Tree, want: Tree, ranges: Ranges) -> bool:
    """Whether two formulas agree at every point, and have a value at twelve at least."""
    finite = 0
    for point in points(ranges):
        one, other = value_or_none(got, point), value_or_none(want, point)
        if (one is None) != (other is None):
            return False
        if one is not None and other is not None:
            if not close(one, other):
                return False
            finite += 1
    return finite >= ENOUGH


def ratio(got: Tree, want: Tree, ranges: Ranges) -> float | None:
    """got / want where that is the same finite number at every point, else None."""
    found: mpf | None = None
    finite = 0
    for point in points(ranges):
        one, other = value_or_none(got, point), value_or_none(want, point)
        if one is None or other is None or not other or not one:
            return None
        quotient = one / other
        if found is not None and not close(quotient, found):
            return None
        found, finite = quotient, finite + 1
    return None if found is None or finite < ENOUGH else float(found)


def points(ranges: Ranges) -> Iterator[Point]:
    """The same points for the same symbols and ranges, whoever asks."""
    told = repr(sorted((name, float(a), float(b)) for name, (a, b) in ranges.items()))
    rng = random.Random(hashlib.sha256(told.encode()).digest())
    names = sorted(ranges)
    with mp.workdps(DIGITS):
        for _ in range(POINTS):
            # Three digits: a counter-example that one can try by hand.
            yield {name: mpf(f"{rng.uniform(*ranges[name]):.3g}") for name in names}


def value_or_none(tree: Tree, point: Point) -> mpf | None:
    try:
        with mp.workdps(DIGITS):
            return finite(value(tree, point))
    except (Undefined, ArithmeticError, ValueError, OverflowError):
        return None


def value(tree: Tree, point: Point) -> mpf:
    """The value of a formula. Raises Undefined, or what mpmath raises, where it has none."""
    match tree:
        case Number(number):
            return mpf(number.numerator) / number.denominator
        case Symbol("pi") if "pi" not in point:
            return +mp.pi
        case Symbol("e") if "e" not in point:
            return +mp.e
        case Symbol(name):
            return point[name]
        case Negative(inner):
            return -value(inner, point)
        case Sum(terms):
            return mpmath.fsum(value(term, point) for term in terms)
        case Product(factors):
            return mpmath.fprod(value(factor, point) for factor in factors)
        case Quotient(over, under):
            return value(over, point) / value(under, point)
        case Power(base, exponent):
            return power(value(base, point), value(exponent, point))
        case Call(name, argument):
            return CALLS[name](finite(value(argument, point)))
    raise AssertionError(tree)


def power(base: mpf, exponent: mpf) -> mpf:
    base, exponent = finite(base), finite(exponent)
    if base and abs(exponent) * (abs(mpmath.log(abs(base))) + 1) > LARGEST:
        raise Undefined
    if not base and exponent < 0:
        raise Undefined
    return finite(mpmath.power(base, exponent))


def finite(number: mpf) -> mpf:
    if isinstance(number, mpmath.mpc) or not mpmath.isfinite(number):
        raise Undefined
    return number


def small(function: Callable[[mpf], mpf]) -> Callable[[mpf], mpf]:
    """A function that is asked for moderate arguments only."""

    def guarded(x: mpf) -> mpf:
        if abs(x) > LARGEST:
            raise Undefined
        return finite(function(x))

    return guarded


def sigmoid(x: mpf) -> mpf:
    return 1 / (1 + mpmath.exp(-x))


CALLS: dict[str, Callable[[mpf], mpf]] = {
    "exp": small(mpmath.exp),
    "log": lambda x: finite(mpmath.log(x)),
    "sqrt": lambda x: finite(mpmath.sqrt(x)),
    "abs": abs,
    "sigmoid": small(sigmoid),
    **{
        name: small(getattr(mpmath, name))
        for name in (
            "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "sech",
        )
    },
}  # fmt: skip


def close(one: mpf, other: mpf) -> bool:
    return bool(abs(one - other) <= RELATIVE * max(abs(one), abs(other)) + ABSOLUTE)


def plain(point: Point) -> dict[str, float]:
    return {name: float(x) for name, x in point.items()}


def number(found: mpf | None) -> float | None:
    return None if found is None else float(found)
