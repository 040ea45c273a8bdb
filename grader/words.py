"""Texts made fit to be read: cut, counted, and without what would act instead of being read."""

import re
from pathlib import PurePath

MAX_TEXT = 2000
# All controls but tab and line feed; marks that change the direction of text; line separators;
# lone surrogates, which no encoder takes.
UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200b\\u200e\\u200f"
    "\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ud800-\\udfff]"
)


def cut(words: str, limit: int = MAX_TEXT) -> str:
    return words if len(words) <= limit else words[: limit - 2] + " …"


def in_course(path: PurePath) -> str:
    """A file of a course by its folder and name, wherever the course lies."""
    return "/".join(path.parts[-2:])


def one_line(text: str) -> str:
    """A text as one paragraph, however its lines were broken."""
    return " ".join(text.split())


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def points(number: float) -> str:
    """Points without useless decimals: 4, 3.5, 2.25."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def visible(words: str) -> str:
    """A text whose control and direction characters are spelt out, so that they do nothing."""
    return UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", words)
