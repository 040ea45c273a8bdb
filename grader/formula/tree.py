"""A formula as a tree, and the tree as people write it: as text, and as MathML."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
SUM, QUOTIENT, PRODUCT, SIGN, POWER, ATOM = range(6)


@dataclass(frozen=True, slots=True)
class Number:
    value: Fraction


@dataclass(frozen=True, slots=True)
class Symbol:
    """A declared symbol, or one of the constants `pi` and `e`."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    inner: "Tree"


@dataclass(frozen=True, slots=True)
class Sum:
    terms: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Product:
    factors: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    over: "Tree"
    under: "Tree"


@dataclass(frozen=True, slots=True)
class Power:
    base: "Tree"
    exponent: "Tree"


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    argument: "Tree"


CONSTANTS = frozenset(("pi", "e"))
Tree = Number | Symbol | Negative | Sum | Product | Quotient | Power | Call
ZERO, ONE, MINUS_ONE = (Number(Fraction(n)) for n in (0, 1, -1))


def children(tree: Tree) -> tuple[Tree, ...]:
    match tree:
        case Negative(inner) | Call(_, inner):
            return (inner,)
        case Sum(parts) | Product(parts):
            return parts
        case Quotient(one, other) | Power(one, other):
            return (one, other)
    return ()


def symbols(tree: Tree) -> set[str]:
    """The names in a formula, constants among them."""
    if isinstance(tree, Symbol):
        return {tree.name}
    return set().union(*(symbols(child) for child in children(tree)))


def canonical(tree: Tree) -> Tree:
    """The same formula with signs and quotients as factors, and its parts in one order.

    Two formulas of the same canonical form are equal; the converse is not promised.
    """
    match tree:
        case Negative(inner):
            return canonical(Product((MINUS_ONE, inner)))
        case Quotient(over, under):
            return canonical(Product((over, Power(under, MINUS_ONE))))
        case Sum(terms):
            return Sum(tuple(sorted(flat(Sum, terms), key=repr)))
        case Product(factors):
            return product_of(list(flat(Product, factors)))
        case Power(base, exponent):
            return Power(canonical(base), canonical(exponent))
        case Call(name, argument):
            return Call(name, canonical(argument))
    return tree


def flat(kind: type[Sum] | type[Product], parts: tuple[Tree, ...]) -> Iterator[Tree]:
    for part in map(canonical, parts):
        if isinstance(part, kind):
            yield from children(part)
        else:
            yield part


def product_of(factors: list[Tree]) -> Tree:
    """A product whose numbers are multiplied out and stand first."""
    number = Fraction(1)
    others: list[Tree] = []
    for factor in factors:
        match factor:
            case Number(value):
                number *= value
            case Power(Number(value), Number(Fraction(numerator=-1, denominator=1))) if value:
                number /= value
            case _:
                others.append(factor)
    others.sort(key=repr)
    if number != 1 or not others:
        others.insert(0, Number(number))
    return others[0] if len(others) == 1 else Product(tuple(others))


# --- as text ------------------------------------------------------------------------------------


def text(tree: Tree) -> str:
    """A formula as it is understood: −2·exp(x3²) / (5·x4³)."""
    return written(tree)[0]


def written(tree: Tree) -> tuple[str, int]:
    """A formula's text, and how tightly its outermost sign binds."""
    match tree:
        case Number(value) if value.denominator == 1:
            return str(value).replace("-", "−"), ATOM if value >= 0 else SIGN
        case Number(value):
            return decimal(value)
        case Symbol(name):
            return {"pi": "π"}.get(name, name), ATOM
        case Negative(inner):
            return f"−{within(inner, PRODUCT)}", SIGN
        case Sum(terms):
            return "".join(signed(term, first=i == 0) for i, term in enumerate(terms)), SUM
        case Product(factors):
            return "·".join(
                within(f, POWER if i else PRODUCT) for i, f in enumerate(factors)
            ), PRODUCT
        case Quotient(over, under):
            return f"{within(over, PRODUCT)} / {within(under, POWER)}", QUOTIENT
        case Power(base, Number(value)) if value.denominator == 1 and 0 < value < 100:
            return within(base, ATOM) + str(value).translate(SUPERSCRIPTS), POWER
        case Power(base, exponent):
            return f"{within(base, ATOM)}^{within(exponent, ATOM)}", POWER
        case Call(name, argument):
            return f"{name}({text(argument)})", ATOM
    raise AssertionError(tree)


def decimal(value: Fraction) -> tuple[str, int]:
    """A number with a decimal point where it has one, else as a fraction in brackets."""
    digits = f"{float(value):.15g}"
    exact = "e" not in digits and Fraction(digits) == value
    return (digits if exact else f"({value})").replace("-", "−"), ATOM if value >= 0 else SIGN


def signed(term: Tree, *, first: bool) -> str:
    if isinstance(term, Negative):
        return f"{'−' if first else ' − '}{within(term.inner, QUOTIENT)}"
    return within(term, QUOTIENT) if first else f" + {within(term, QUOTIENT)}"


def within(tree: Tree, least: int) -> str:
    """A part of a formula, in brackets where it binds less than what is around it."""
    words, binds = written(tree)
    return words if binds >= least else f"({words})"


# --- as MathML ----------------------------------------------------------------------------------


def mathml(tree: Tree) -> str:
    """A formula as a MathML element, made of our own tree: nothing typed passes through."""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML">{row(tree)}</math>'


def row(tree: Tree) -> str:
    return f"<mrow>{drawn(tree)}</mrow>"


def drawn(tree: Tree) -> str:
    match tree:
        case Number():
            return f"<mn>{written(tree)[0]}</mn>"
        case Symbol(name):
            return identifier(name)
        case Negative(inner):
            return f"<mo>−</mo>{bracketed(inner, PRODUCT)}"
        case Sum(terms):
            return "".join(drawn_term(term, first=i == 0) for i, term in enumerate(terms))
        case Product(factors):
            return "<mo>·</mo>".join(
                bracketed(f, POWER if i else PRODUCT) for i, f in enumerate(factors)
            )
        case Quotient(over, under):
            return f"<mfrac>{row(over)}{row(under)}</mfrac>"
        case Power(base, exponent):
            return f"<msup><mrow>{bracketed(base, ATOM)}</mrow>{row(exponent)}</msup>"
        case Call("sqrt", argument):
            return f"<msqrt>{row(argument)}</msqrt>"
        case Call("abs", argument):
            return f"<mo>|</mo>{row(argument)}<mo>|</mo>"
        case Call(name, argument):
            word = {"sigmoid": "σ"}.get(name, name)
            return f"<mi>{word}</mi><mo>(</mo>{row(argument)}<mo>)</mo>"
    raise AssertionError(tree)


def drawn_term(term: Tree, *, first: bool) -> str:
    if isinstance(term, Negative):
        return f"<mo>−</mo>{bracketed(term.inner, PRODUCT)}"
    return ("" if first else "<mo>+</mo>") + bracketed(term, PRODUCT)


def bracketed(tree: Tree, least: int) -> str:
    if written(tree)[1] >= least or (isinstance(tree, Quotient) and least < ATOM):
        return drawn(tree)
    return f"<mo>(</mo>{drawn(tree)}<mo>)</mo>"


def identifier(name: str) -> str:
    """A symbol, with what follows its letters as an index: x1, s_i."""
    stem, _, index = name.partition("_")
    letters = stem.rstrip("0123456789")
    index = index or stem[len(letters) :]
    word = {"pi": "π"}.get(letters, letters)
    return (
        f"<msub><mi>{word}</mi><mi>{index}</mi></msub>" if index and letters else f"<mi>{word}</mi>"
    )
