"""Formulas in TeX, as authors write them between dollar signs, as MathML that browsers draw.

What is written here are elements of MathML Core alone, with text escaped: whatever the TeX holds,
nothing else can come out.
"""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from grader.symbols import (
    ACCENTS,
    ALPHABETS,
    BRACES,
    COMMANDS,
    FENCES,
    FRACTIONS,
    FUNCTIONS,
    LARGE,
    LETTERS,
    LIMITS,
    MATRICES,
    NAMES,
    OPERATORS,
    SIZES,
    SPACES,
    TEXTS,
    UPRIGHT,
    WIDE,
    mo,
    other_letter,
    scripts,
    sides_of,
    sign,
    space,
)
from grader.tex import FORMULA

MAX_DEPTH = 40
LONGEST = 4000

TOKEN = re.compile(r"\\(?P<command>[A-Za-z]+|.)\s*|(?P<number>\d+(?:\.\d+)?)|(?P<sign>\S)", re.S)


class TexError(ValueError):
    """TeX that is not understood; the text says what, and `at` is its place in the formula."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@lru_cache(maxsize=4096)
def mathml(tex: str, *, display: bool = False) -> str:
    """A formula as a `math` element. Raises TexError."""
    if len(tex) > LONGEST:
        raise TexError(f"a formula of {len(tex)} characters, at most {LONGEST}", 0)
    reader = Reader(tex)
    inner = reader.row(())
    if reader.at < len(reader.tokens):
        raise TexError(f"{reader.here()} closes nothing", reader.place())
    return f'<math display="block">{inner}</math>' if display else f"<math>{inner}</math>"


def troubles(markdown: str) -> list[tuple[int, str]]:
    """What is wrong with the formulas of a text, and at which of its characters."""
    found = []
    for match in FORMULA.finditer(markdown):
        group = "display" if match["display"] else "inline"
        if match[group] is None:
            continue
        try:
            mathml(match[group], display=group == "display")
        except TexError as error:
            found.append((match.start(group) + error.at, str(error)))
    return found


@dataclass(frozen=True, slots=True)
class Atom:
    """An element, and how what follows treats it."""

    markup: str
    limits: bool = False
    function: bool = False


class Reader:
    """Reads a formula from left to right; each method takes what it reads."""

    def __init__(self, tex: str) -> None:
        self.tokens = list(TOKEN.finditer(tex))
        self.length = len(tex)
        self.at = 0
        self.depth = 0
        self.tex = tex

    # --- tokens ---------------------------------------------------------------------------------

    def here(self) -> str:
        """The next token as it is written, or "" at the end."""
        return self.tokens[self.at][0].strip() if self.at < len(self.tokens) else ""

    def place(self) -> int:
        return self.tokens[self.at].start() if self.at < len(self.tokens) else self.length

    def command(self) -> str | None:
        return self.tokens[self.at]["command"] if self.at < len(self.tokens) else None

    def take(self, wanted: str) -> bool:
        """Pass by a token if it is the next."""
        found = self.here() == wanted
        self.at += found
        return found

    def fail(self, message: str) -> TexError:
        return TexError(message, self.place())

    # --- rows and atoms -------------------------------------------------------------------------

    def row(self, ends: tuple[str, ...]) -> str:
        """One element for all that stands before an end, or before what closes something."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail(f"nested more than {MAX_DEPTH} deep")
        pieces = []
        while self.at < len(self.tokens) and self.here() not in (*ends, "}", r"\right", r"\end"):
            if ends and self.here() in ("&", r"\\"):
                break
            pieces.append(self.scripted())
        self.depth -= 1
        return pieces[0] if len(pieces) == 1 else f"<mrow>{''.join(pieces)}</mrow>"

    def scripted(self) -> str:
        """An atom with what stands below and above it."""
        base = Atom("<mrow></mrow>") if self.here() in ("^", "_") else self.atom()
        below, above = "", ""
        limits = base.limits
        while True:
            if self.take(r"\limits") or self.take(r"\nolimits"):
                limits = self.tokens[self.at - 1]["command"] == "limits"
            elif self.here() in ("^", "'", r"\prime"):
                above = self.above(above)
            elif self.here() == "_":
                if below:
                    raise self.fail("a second index; put braces around what has the first")
                self.at += 1
                below = self.argument()
            else:
                break
        markup = scripts(base.markup, below, above, limits=limits)
        return markup + (space(0.167) if base.function and self.operand_follows() else "")

    def above(self, before: str) -> str:
        if before:
            raise self.fail("a second power; put braces around what has the first")
        primes = 0
        while self.take("'") or self.take(r"\prime"):
            primes += 1
        power = self.argument() if self.take("^") else ""
        if not primes:
            return power
        return f"<mrow><mo>{'′' * primes}</mo>{power}</mrow>" if power else mo("′" * primes)

    def operand_follows(self) -> bool:
        """Whether a name such as log stands before an operand without brackets."""
        command, here = self.command(), self.here()
        if command is not None:
            return command in LETTERS | UPRIGHT | ACCENTS or command in FUNCTIONS | NAMES
        return here.isalnum()

    def argument(self) -> str:
        """A group in braces, or one token, as one element."""
        if self.take("{"):
            return self.group()
        if not self.here() or self.here() in ("}", "&", "^", "_", r"\\"):
            raise self.fail("something is missing here")
        if self.tokens[self.at]["number"]:  # x^12 is x with 1 above, and a 2
            return self.figure()
        return self.atom().markup

    def figure(self) -> str:
        token = self.tokens[self.at]
        if len(token[0]) == 1:
            self.at += 1
        else:
            self.tokens[self.at : self.at + 1] = [
                match
                for i in range(token.start(), token.end())
                if (match := TOKEN.match(self.tex, i, i + 1))
            ]
            self.at += 1
        return f"<mn>{token[0][0]}</mn>"

    def group(self) -> str:
        """What stands up to a closing brace; the opening one was taken."""
        inner = self.row(())
        if not self.take("}"):
            raise self.fail(f"a brace is not closed before {self.here() or 'the end'}")
        return inner

    def atom(self) -> Atom:
        token = self.tokens[self.at]
        if token["command"] is not None:
            return self.commanded(token["command"])
        if self.take("{"):
            return Atom(self.group())
        if token["sign"] == "&":
            raise self.fail("& stands between the cells of a table only")
        self.at += 1
        if token["number"]:
            return Atom(f"<mn>{token['number']}</mn>")
        return Atom(sign(token["sign"]))

    # --- commands -------------------------------------------------------------------------------

    def commanded(self, name: str) -> Atom:
        if name not in COMMANDS:
            nearest = difflib.get_close_matches(name, sorted(COMMANDS), n=1, cutoff=0.7)
            hint = f"; did you mean \\{nearest[0]}?" if nearest else ""
            raise self.fail(f"no TeX command \\{name} is known{hint}")
        self.at += 1
        for table, write in SIMPLE:
            if name in table:
                return write(table[name])
        if name in FUNCTIONS:
            return Atom(f"<mi>{name}</mi>", function=True)
        if name in LIMITS:
            return Atom(f'<mo movablelimits="true" rspace="0.167em">{name}</mo>', limits=True)
        if name in TEXTS:
            return Atom(f"<mtext>{escape(self.raw()).replace(' ', chr(0xA0))}</mtext>")
        if name in NAMES:
            return self.named()
        if name in ALPHABETS:
            return Atom(self.alphabet(name))
        return getattr(self, PARTS.get(name, f"_{name}"))(name)  # type: ignore[no-any-return]

    def _fraction(self, name: str) -> Atom:
        return Atom(f"<mfrac{FRACTIONS[name]}>{self.argument()}{self.argument()}</mfrac>")

    def _binom(self, name: str) -> Atom:
        rows = f'<mfrac linethickness="0">{self.argument()}{self.argument()}</mfrac>'
        return Atom(f"<mrow>{mo('(')}{rows}{mo(')')}</mrow>")

    def _sqrt(self, name: str) -> Atom:
        if not self.take("["):
            return Atom(f"<msqrt>{self.argument()}</msqrt>")
        index = self.row(("]",))
        if not self.take("]"):
            raise self.fail("a bracket is not closed")
        return Atom(f"<mroot>{self.argument()}{index}</mroot>")

    def _accent(self, name: str) -> Atom:
        return Atom(f'<mover accent="true">{self.argument()}{mo(ACCENTS[name], "false")}</mover>')

    def _wide(self, name: str) -> Atom:
        return Atom(f"<mover>{self.argument()}{mo(WIDE[name])}</mover>")

    def _brace(self, name: str) -> Atom:
        tag = "mover" if name == "overbrace" else "munder"
        return Atom(f"<{tag}>{self.argument()}{mo(BRACES[name])}</{tag}>", limits=True)

    def _size(self, name: str) -> Atom:
        em = SIZES[name]
        size = f'minsize="{em}em" maxsize="{em}em"'
        return Atom(f'<mo stretchy="true" {size}>{escape(self.delimiter())}</mo>')

    def _left(self, name: str) -> Atom:
        opening = mo(self.delimiter(), "true")
        inner = self.row(())
        if not self.take(r"\right"):
            raise self.fail(r"\left has no \right")
        return Atom(f"<mrow>{opening}{inner}{mo(self.delimiter(), 'true')}</mrow>")

    def _begin(self, name: str) -> Atom:
        environment = self.raw()
        if environment not in MATRICES:
            raise self.fail(f"no environment {environment} is known")
        if environment == "array":
            self.raw()
        rows = self.rows()
        if not self.take(r"\end") or self.raw() != environment:
            raise self.fail(rf"\begin{{{environment}}} has no \end{{{environment}}}")
        opening, closing = MATRICES[environment]
        sides = sides_of(environment)
        lines = ("".join(f"<mtd{sides(i)}>{c}</mtd>" for i, c in enumerate(row)) for row in rows)
        style = ' displaystyle="true"' if environment.startswith(("align", "split")) else ""
        table = f"<mtable{style}>{''.join(f'<mtr>{line}</mtr>' for line in lines)}</mtable>"
        return Atom(f"<mrow>{mo(opening, 'true')}{table}{mo(closing, 'true')}</mrow>")

    def rows(self) -> list[list[str]]:
        """The cells of a table, row by row; an empty last row is none."""
        rows: list[list[str]] = [[]]
        while True:
            rows[-1].append(self.row((r"\end",)))
            if self.take(r"\\"):
                rows.append([])
            elif not self.take("&"):
                break
        return rows if len(rows) == 1 or rows[-1] != ["<mrow></mrow>"] else rows[:-1]

    def _right(self, name: str) -> Atom:
        raise self.fail(rf"\{name} closes nothing")

    def _displaystyle(self, name: str) -> Atom:
        style = "true" if name == "displaystyle" else "false"
        return Atom(f'<mrow displaystyle="{style}">{self.row(())}</mrow>')

    def _limits(self, name: str) -> Atom:
        raise self.fail(rf"\{name} belongs behind a sum or the like")

    def _prime(self, name: str) -> Atom:
        return Atom(mo("′"))

    def named(self) -> Atom:
        """Upright letters: one name where it is one word."""
        start = self.at
        if self.take("{"):
            begin = self.tokens[start].end()
            end = self.tex.find("}", begin)
            word = self.tex[begin:end].replace(r"\,", " ").replace(r"\ ", " ").strip()
            if re.fullmatch(r"[A-Za-z][A-Za-z0-9 -]*", word):
                while not self.take("}"):
                    self.at += 1
                upright = ' mathvariant="normal"' if len(word) == 1 else ""
                return Atom(f"<mi{upright}>{word}</mi>", function=len(word) > 1)
            inner = self.group()
        else:
            inner = self.argument()
        upright = inner.replace("<mi>", '<mi mathvariant="normal">')
        # Letters of one word stand together: fan_in is no product of f, a and n.
        return Atom(RUN.sub(lambda run: f"<mi>{re.sub('<[^>]*>', '', run[0])}</mi>", upright))

    def alphabet(self, name: str) -> str:
        inner = self.argument()
        return re.sub("<(mi|mn)>(.)</", lambda m: f"<{m[1]}>{other_letter(m[2], name)}</", inner)

    def delimiter(self) -> str:
        """What stands behind \\left, \\right or \\big; a dot is nothing."""
        here, command = self.here(), self.command()
        shown = FENCES.get(command) if command is not None else here
        if not shown or (command is None and shown not in "()[]|/.<>"):
            raise self.fail(f"no bracket: {here or 'the end'}")
        self.at += 1
        return {".": "", "<": "⟨", ">": "⟩"}.get(shown, shown)

    def raw(self) -> str:
        """What stands in braces, as it is written."""
        if self.here() != "{":
            raise self.fail("braces are missing here")
        begin = self.tokens[self.at].end()
        end = self.tex.find("}", begin)
        if end < 0:
            raise self.fail("a brace is not closed before the end")
        while self.place() < end:
            self.at += 1
        self.at += 1
        return re.sub(r"\\(.)", r"\1", self.tex[begin:end])


RUN = re.compile(r'(?:<mi mathvariant="normal">\w</mi>){2,}')
SIMPLE: tuple[tuple[dict[str, str] | dict[str, float], Callable[..., Atom]], ...] = (
    (LETTERS, lambda letter: Atom(f"<mi>{letter}</mi>")),
    (UPRIGHT, lambda letter: Atom(f'<mi mathvariant="normal">{escape(letter)}</mi>')),
    (OPERATORS, lambda each: Atom(mo(each))),
    (LARGE, lambda each: Atom(mo(each), limits=True)),
    (FENCES, lambda each: Atom(mo(each, "false"))),
    (SPACES, lambda em: Atom(space(em))),
)
PARTS = {
    **dict.fromkeys(FRACTIONS, "_fraction"), **dict.fromkeys(ACCENTS, "_accent"),
    **dict.fromkeys(WIDE, "_wide"), **dict.fromkeys(BRACES, "_brace"),
    **dict.fromkeys(SIZES, "_size"), "end": "_right", "textstyle": "_displaystyle",
    "nolimits": "_limits",
}  # fmt: skip
