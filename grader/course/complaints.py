"""What is wrong with a course, told where it stands: `file:line:column: where: what (got ...)`."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from grader.errors import CourseError
from grader.words import natural

# The keys and numbers that lead to a value: ("parts", 0, "points").
Trail = tuple[str | int, ...]

LONGEST = 60
WORDS = {True: "true", False: "false", None: "null"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One mistake of an author; `file` is relative to the course's root."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return printable(f"{self.file}:{self.line}:{self.column}: {self.message}")


def in_order(complaints: Iterable[Complaint]) -> list[Complaint]:
    """Each once, by file, line and column."""
    return sorted(set(complaints), key=lambda c: (natural(c.file), c.line, c.column, c.message))


def refuse(complaints: Iterable[Complaint]) -> None:
    """Raise one CourseError with all complaints, if there are any."""
    messages = [str(complaint) for complaint in in_order(complaints)]
    if messages:
        raise CourseError(*messages)


def suggest(name: str, names: Iterable[str]) -> str:
    """The end of a sentence about a name that does not exist: `; did you mean q2_3?`, or ""."""
    name = name[:LONGEST]
    nearest = difflib.get_close_matches(name, list(names), n=3, cutoff=0.6)
    best = [other for other in nearest if likeness(name, other) > likeness(name, nearest[0]) - 0.1]
    return f"; did you mean {' or '.join(sorted(best, key=natural))}?" if best else ""


def likeness(name: str, other: str) -> float:
    return difflib.SequenceMatcher(None, other, name).ratio()


def where(trail: Trail) -> str:
    """A trail as people write it: `parts.0.points`."""
    return ".".join(shortened(str(step)) for step in trail)


def at(trail: Trail, what: str) -> str:
    """A sentence that says where first; about the file as a whole it says only what."""
    return f"{where(trail)}: {what}" if trail else what


def got(value: Any) -> str:
    """The end of a sentence that shows what was read instead."""
    plain = value is None or isinstance(value, bool)
    return f" (got {WORDS[value] if plain else shortened(repr(value))})"


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def printable(text: str) -> str:
    """A text in one line, with nothing in it that a terminal would obey."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def reason(error: OSError) -> str:
    """Why the system did not do it, without a path."""
    return (error.strerror or type(error).__name__).lower()


def listed(names: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *head, tail = names
    return f"{', '.join(head)} {last} {tail}" if head else tail
