"""Texts made fit to be read: cut, counted, and without what would act instead of being read."""

import re
from pathlib import PurePath

MAX_TEXT = 2000
# Controls but tab and line feed; marks that are not seen or turn the direction of text; line
# separators; lone surrogates, which no encoder takes.
UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e"
    "\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\ud800-\\udfff\\U000e0000-\\U000e007f]"
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
    """A text in which what cannot be seen, or acts, is named instead: ␛, ⟨U+202E⟩."""
    return UNSEEN.sub(named, words)


def named(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def natural(name: str) -> list[tuple[int, str]]:
    """A key to sort names by, so that q1_10 comes after q1_9."""
    pieces = re.split(r"(\d+)", name)
    return [(int(x), "") if i % 2 and len(x) < 20 else (0, x) for i, x in enumerate(pieces)]
