"""What a student wrote, line by line, in colours; whatever it holds is text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String

from grader.model import Answer
from grader.words import visible

LINE_END = re.compile(r"\r\n|\r|\n")
MOST = 20_000  # characters that a page shows of an answer
MOST_COLOURED = 400  # characters of a line: what is longer is not written by hand
CLASSES = (
    (Comment, "c"), (String.Doc, "c"), (String, "s"), (Keyword, "k"), (Operator.Word, "k"),
    (Number, "m"), (Name.Function, "f"), (Name.Class, "f"), (Name.Builtin, "b"),
    (Name.Decorator, "f"),
)  # fmt: skip
LEXER = PythonLexer(stripnl=False, ensurenl=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One line in colours; `number` is that of the student's file, or None."""

    number: int | None
    markup: Markup


def lines(answer: Answer) -> Iterator[Line]:
    """An answer line by line, numbered as in the student's file if its place is known."""
    text = answer.text.rstrip("\r\n")
    rest = len(text) - MOST
    shown = "\n".join(LINE_END.split(text[:MOST]))
    for offset, markup in enumerate(coloured(shown).split("\n")):
        number = None if answer.line is None else answer.line + offset
        yield Line(number, Markup(markup))
    if rest > 0:
        yield Line(None, Markup(f"… {rest} more characters"))


def coloured(code: str) -> Markup:
    """Python in colours; no element spans two lines."""
    if any(len(line) > MOST_COLOURED for line in code.split("\n")):
        return escape(visible(code))
    pieces = [_piece(kind, text) for kind, text in LEXER.get_tokens(code)]
    return Markup().join(pieces)


def _piece(kind: Any, text: str) -> Markup:
    name = next((short for group, short in CLASSES if kind in group), None)
    if name is None or not text.strip():
        return escape(visible(text))
    tagged = (
        Markup('<span class="{}">{}</span>').format(name, visible(line)) if line else Markup()
        for line in text.split("\n")
    )
    return Markup("\n").join(tagged)


def wide(text: str) -> bool:
    """Whether a box on a narrow screen would have to scroll to show the text."""
    return any(len(line.expandtabs(4)) > 24 for line in LINE_END.split(text))
