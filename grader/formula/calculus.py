"""Derivatives of formulas by rule, and the slips that people make with those rules."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from grader.formula.tree import (
    MINUS_ONE,
    ONE,
    ZERO,
    Call,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Tree,
    symbols,
)

TWO = Number(Fraction(2))


@dataclass(slots=True)
class Slip:
    """What is left out of a derivative: the inner derivative at one place, or a term of a product.

    Places are counted in the order in which they are met; `met` says how many there were.
    """

    inner: int | None = None
    term: int | None = None
    inner_met: int = field(default=0)
    term_met: int = field(default=0)

    def leaves_out_inner(self) -> bool:
        self.inner_met += 1
        return self.inner == self.inner_met - 1

    def leaves_out_term(self) -> bool:
        self.term_met += 1
        return self.term == self.term_met - 1


def derivative(tree: Tree, by: str, slip: Slip | None = None) -> Tree:
    """The derivative by a symbol; with a slip, what comes out when it is made."""
    slip = slip or Slip()
    if by not in symbols(tree):
        return ZERO
    match tree:
        case Symbol():
            return ONE
        case Negative(inner):
            return Negative(derivative(inner, by, slip))
        case Sum(terms):
            return Sum(tuple(derivative(term, by, slip) for term in terms if by in symbols(term)))
        case Product(factors):
            return product_rule(factors, by, slip)
        case Quotient(over, under):
            return product_rule((over, Power(under, MINUS_ONE)), by, slip)
        case Power(base, exponent):
            return power_rule(base, exponent, by, slip)
        case Call(name, argument):
            return chain_rule(outer(name, argument), argument, by, slip)
    raise AssertionError(tree)


def product_rule(factors: tuple[Tree, ...], by: str, slip: Slip) -> Tree:
    moving = [i for i, factor in enumerate(factors) if by in symbols(factor)]
    terms = []
    for i in moving:
        changed = derivative(factors[i], by, slip)
        term = Product((*factors[:i], changed, *factors[i + 1 :]))
        if len(moving) == 1 or not slip.leaves_out_term():
            terms.append(term)
    return Sum(tuple(terms)) if terms else ZERO


def power_rule(base: Tree, exponent: Tree, by: str, slip: Slip) -> Tree:
    if by not in symbols(exponent):
        lower = Power(base, Sum((exponent, MINUS_ONE)))
        return chain_rule(Product((exponent, lower)), base, by, slip)
    if by not in symbols(base):
        whole = Power(base, exponent)
        grown = whole if base == Symbol("e") else Product((whole, Call("log", base)))
        return chain_rule(grown, exponent, by, slip)
    return derivative(Call("exp", Product((exponent, Call("log", base)))), by, slip)


def chain_rule(outside: Tree, inner: Tree, by: str, slip: Slip) -> Tree:
    if inner == Symbol(by):
        return outside
    inside = derivative(inner, by, slip)
    return outside if slip.leaves_out_inner() else Product((outside, inside))


def outer(name: str, x: Tree) -> Tree:
    """The derivative of a function at x, by x."""
    square = Power(x, TWO)
    call = Call(name, x)
    rules: dict[str, Tree] = {
        "exp": call,
        "log": Quotient(ONE, x),
        "sqrt": Quotient(ONE, Product((TWO, call))),
        "abs": Quotient(x, call),
        "sigmoid": Product((call, Sum((ONE, Negative(call))))),
        "sin": Call("cos", x),
        "cos": Negative(Call("sin", x)),
        "tan": Sum((ONE, Power(call, TWO))),
        "asin": Quotient(ONE, Call("sqrt", Sum((ONE, Negative(square))))),
        "acos": Negative(Quotient(ONE, Call("sqrt", Sum((ONE, Negative(square)))))),
        "atan": Quotient(ONE, Sum((ONE, square))),
        "sinh": Call("cosh", x),
        "cosh": Call("sinh", x),
        "sech": Negative(Product((call, Call("tanh", x)))),
        "tanh": Sum((ONE, Negative(Power(call, TWO)))),
    }
    return rules[name]


def without_an_inner(tree: Tree, by: str) -> Iterator[Tree]:
    """The derivative with the inner derivative left out, at each place of the chain rule."""
    count = Slip()
    derivative(tree, by, count)
    for place in range(count.inner_met):
        yield derivative(tree, by, Slip(inner=place))


def without_a_term(tree: Tree, by: str) -> Iterator[Tree]:
    """The derivative with one term of a product rule left out, at each place."""
    count = Slip()
    derivative(tree, by, count)
    for place in range(count.term_met):
        yield derivative(tree, by, Slip(term=place))
