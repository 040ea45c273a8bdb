"""From what a student types, as on a calculator, to a tree; nothing of it is ever evaluated.

Powers bind first and to the right, then a sign, then products and quotients from the left. `2x` and
`x1(x2-4)` are products; where such a product follows `/` or `^` it can be read in two ways, and is
refused with the way out.
"""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from grader.formula.tree import (
    CONSTANTS,
    Call,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Tree,
)

MAX_LENGTH = 1000
MAX_DEPTH = 50
MAX_DIGITS = 30
MAX_EXPONENT = 1000
FUNCTIONS = (
    "exp", "log", "sqrt", "abs", "sigmoid", "sin", "cos", "tan", "asin", "acos", "atan",
    "sinh", "cosh", "tanh", "sech",
)  # fmt: skip
ALIASES = {
    "ln": "log",
    "σ": "sigmoid",
    "sigma": "sigmoid",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
}
SIGNS = {
    "·": "*", "×": "*", "⋅": "*", "∗": "*", "−": "-", "–": "-", "÷": "/", "∕": "/", "**": "^",
    "[": "(", "]": ")",
}  # fmt: skip
SUPERSCRIPTS = {ord(a): b for a, b in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-", strict=True)}
TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[^\W\d⁰¹²³⁴⁵⁶⁷⁸⁹][^\W⁰¹²³⁴⁵⁶⁷⁸⁹]*)"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)"
    r"|(?P<sign>\*\*|[-+*/^()\[\]·×⋅∗−–÷∕]))"
)
WRONG = {
    "=": "a formula has no =; type its right side alone",
    ",": "a comma has no place here; write decimals with a point",
    "'": "a formula has no quotation marks inside",
    '"': "a formula has no quotation marks inside",
    ".": "a point belongs inside a number; write * for a product, and exp(x), not np.exp(x)",
    "!": "there is no factorial here",
    "{": "write ( and ) for brackets",
    "}": "write ( and ) for brackets",
    "\\": "this is no LaTeX; write exp(x), x^2, a/b",
    "$": "this is no LaTeX; write exp(x), x^2, a/b",
    "|": "write abs(x)",
    "√": "write sqrt(x)",
    "%": "write /100",
}


class Unreadable(Exception):
    """A formula that cannot be read: why, and at which column, counted from 0."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message, self.column = message, column


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    column: int


END = "end"


def read(source: str, symbols: Collection[str], *, divide_all: bool = False) -> Tree:
    """The tree of a formula in these symbols. Raises Unreadable.

    With `divide_all`, a quotient takes all that is multiplied after it, which is what people mean
    who write a/b*c for a/(b*c).
    """
    if len(source) > MAX_LENGTH:
        raise Unreadable(f"a formula has at most {MAX_LENGTH} characters", 0)
    tokens = list(scan(source))
    if len(tokens) == 1:
        raise Unreadable("the formula is empty", 0)
    reader = Reader(tokens, {folded(name): name for name in symbols}, divide_all=divide_all)
    tree = reader.sum(0)
    reader.expect_end()
    return tree


def scan(source: str) -> Iterator[Token]:
    at = 0
    while at < len(source):
        if source[at:].isspace():
            break
        found = TOKEN.match(source, at)
        if found is None:
            column = at + len(source[at:]) - len(source[at:].lstrip())
            raise Unreadable(why_no_token(source[column]), column)
        kind = str(found.lastgroup)
        yield Token(kind, SIGNS.get(found[kind], found[kind]), found.start(kind))
        at = found.end()
    yield Token(END, "", len(source))


def why_no_token(character: str) -> str:
    if character in WRONG:
        return WRONG[character]
    if character.isprintable():
        return f"{character} has no meaning in a formula"
    return f"there is a character that cannot be seen (U+{ord(character):04X}); type it anew"


def folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name)


class Reader:
    """Descends from sums to atoms; `depth` counts open brackets, signs and powers."""

    def __init__(self, tokens: list[Token], symbols: dict[str, str], *, divide_all: bool) -> None:
        self.tokens, self.symbols, self.divide_all = tokens, symbols, divide_all
        self.at = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def is_sign(self, *signs: str) -> bool:
        return self.next.kind == "sign" and self.next.text in signs

    def begins_atom(self) -> bool:
        return self.next.kind in ("number", "name") or self.is_sign("(")

    def deeper(self, depth: int) -> int:
        if depth >= MAX_DEPTH:
            raise Unreadable("brackets or signs are nested too deep", self.next.column)
        return depth + 1

    def expect_end(self) -> None:
        if self.is_sign(")"):
            raise Unreadable("this bracket was never opened", self.next.column)
        if self.next.kind != END:
            raise Unreadable("there is something left over here", self.next.column)

    def sum(self, depth: int) -> Tree:
        terms = [self.product(depth)]
        while self.is_sign("+", "-"):
            minus = self.take().text == "-"
            term = self.product(depth)
            terms.append(Negative(term) if minus else term)
        return terms[0] if len(terms) == 1 else Sum(tuple(terms))

    def product(self, depth: int) -> Tree:
        found = self.signed(depth)
        while True:
            if self.is_sign("*"):
                self.take()
                found = times(found, self.signed(depth))
            elif self.is_sign("/"):
                found = Quotient(found, self.divisor(depth))
            elif self.begins_atom():
                found = times(found, self.signed(depth))
            else:
                return found

    def divisor(self, depth: int) -> Tree:
        self.take()
        under = self.signed(depth)
        if self.begins_atom():
            raise Unreadable(
                "this can be read in two ways; write 1/(2*x) or (1/2)*x", self.next.column
            )
        if self.divide_all and self.is_sign("*"):
            self.take()
            return times(under, self.product(self.deeper(depth)))
        return under

    def signed(self, depth: int) -> Tree:
        if self.is_sign("-", "+"):
            minus = self.take().text == "-"
            inner = self.signed(self.deeper(depth))
            return Negative(inner) if minus else inner
        return self.power(depth)

    def power(self, depth: int) -> Tree:
        base = self.atom(depth)
        if self.next.kind == "raised":
            token = self.take()
            base = Power(base, exponent_of(token))
            if self.next.kind == "raised" or self.is_sign("^"):
                raise Unreadable("write a power of a power with brackets", self.next.column)
            return base
        if not self.is_sign("^"):
            return base
        column = self.take().column
        exponent = self.signed_exponent(self.deeper(depth))
        refuse_large(exponent, column)
        if self.begins_atom():
            raise Unreadable(
                "this can be read in two ways; write x^(2*y) or (x^2)*y", self.next.column
            )
        return Power(base, exponent)

    def signed_exponent(self, depth: int) -> Tree:
        if self.is_sign("-", "+"):
            minus = self.take().text == "-"
            inner = self.signed_exponent(self.deeper(depth))
            return Negative(inner) if minus else inner
        return self.power(depth)

    def atom(self, depth: int) -> Tree:
        token = self.take()
        if token.kind == "number":
            self.refuse_power_of_ten(token)
            if self.next.kind == "number":
                raise Unreadable("two numbers follow each other; write * between", self.next.column)
            return number(token)
        if token.kind == "name":
            return self.named(token, depth)
        if token.kind == "sign" and token.text == "(":
            return self.bracket(token, depth)
        if token.kind == END:
            raise Unreadable("the formula ends here; something is missing", token.column)
        if token.text == ")":
            raise Unreadable("something is missing before this bracket", token.column)
        raise Unreadable(f"something is missing before this {token.text}", token.column)

    def refuse_power_of_ten(self, token: Token) -> None:
        if "e" in token.text.lower() and self.begins_atom():
            raise Unreadable("this can be read in two ways; write 1e-3*x", self.next.column)

    def bracket(self, opening: Token, depth: int) -> Tree:
        inner = self.sum(self.deeper(depth))
        if not self.is_sign(")"):
            if self.next.kind == END:
                raise Unreadable("this bracket is never closed", opening.column)
            raise Unreadable("there is something left over here", self.next.column)
        self.take()
        return inner

    def named(self, token: Token, depth: int) -> Tree:
        name = folded(token.text)
        if name in self.symbols:
            return Symbol(self.symbols[name])
        name = ALIASES.get(name, {"π": "pi"}.get(name, name))
        if name in CONSTANTS:
            return Symbol(name)
        if name in FUNCTIONS:
            if self.is_sign("^") or self.next.kind == "raised":
                raise Unreadable(f"write {token.text}(...)^2 for a power of it", token.column)
            if not self.is_sign("("):
                raise Unreadable(
                    f"write {token.text} with brackets: {token.text}(...)", token.column
                )
            return Call(name, self.bracket(self.take(), depth))
        raise Unreadable(self.unknown(token), token.column)

    def unknown(self, token: Token) -> str:
        if token.text in ("i", "j", "I", "J"):
            return f"formulas are of real numbers; there is no {token.text}"
        called = self.is_sign("(") and len(token.text) > 1
        known = [*FUNCTIONS, *ALIASES] if called else [*self.symbols.values(), *CONSTANTS]
        told = f"there is no {'function' if called else 'symbol'} {shown(token.text)}"
        alike = [name for name in known if name.casefold() == token.text.casefold()]
        nearest = alike or difflib.get_close_matches(token.text[:40], known, n=1, cutoff=0.6)
        listed = ", ".join(FUNCTIONS if called else self.symbols.values())
        return f"{told}; did you mean {nearest[0]}?" if nearest else f"{told}; there are {listed}"


def shown(name: str) -> str:
    return name if len(name) <= 30 else f"{name[:30]}…"


def number(token: Token) -> Number:
    digits = re.sub(r"\D", "", token.text)
    if len(digits) > MAX_DIGITS:
        raise Unreadable(f"a number has at most {MAX_DIGITS} digits", token.column)
    mantissa, _, power = token.text.lower().partition("e")
    if power and abs(int(power)) > MAX_DIGITS:
        raise Unreadable("this number is too large or too small", token.column)
    return Number(Fraction(mantissa) * Fraction(10) ** int(power or 0))


def exponent_of(token: Token) -> Number:
    digits = token.text.translate(SUPERSCRIPTS)
    if not re.fullmatch(r"-?\d{1,3}", digits):
        raise Unreadable("this exponent cannot be read; write ^ and a number", token.column)
    return Number(Fraction(int(digits)))


def times(one: Tree, other: Tree) -> Tree:
    factors = one.factors if isinstance(one, Product) else (one,)
    return Product((*factors, other))


def refuse_large(exponent: Tree, column: int) -> None:
    """A tower of powers is refused before anything of it is computed."""
    match exponent:
        case Negative(inner):
            refuse_large(inner, column)
        case Number(value) if abs(value) > MAX_EXPONENT:
            raise Unreadable("this exponent is too large", column)
        case Power(Number(value), _) if abs(value) > 1:
            raise Unreadable("a power in an exponent is too large; work it out", column)


def pointed(source: str, error: Unreadable) -> str:
    """A message with the formula under it, and a caret under the place."""
    start = max(0, error.column - 40)
    line = source[start : start + 70].replace("\n", " ").replace("\t", " ")
    return f"{error.message}\n  {line}\n  {' ' * (error.column - start)}^"
