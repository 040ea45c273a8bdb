"""What a report shows as text, read back as numbers: arrays, and values by name.

A report holds arrays of results as numbers, but inputs and named results as a text of our own
making, `x =\\n[[1, 2]]\\nrate = 2`. A text that was cut, or that is not numbers, stays a text.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.model import ArrayData, Shown

ENTRY = re.compile(r"^([A-Za-z_]\w*) =(?: |\n)", re.MULTILINE)
NUMBERS = re.compile(r"[\s\d\[\](),.e+-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One named value; `name` is "" where a case has a single one without a name."""

    name: str
    text: str
    value: Any = None

    @property
    def array(self) -> ArrayData | None:
        """The value where it is an array of one or two axes that is not empty."""
        return self.value if isinstance(self.value, ArrayData) else None

    @property
    def rows(self) -> list[list[Any]] | None:
        """The rows of an array; a vector is one row."""
        if self.array is None:
            return None
        return [self.array.data] if len(self.array.shape) == 1 else list(self.array.data)


def entries(shown: Shown | None) -> list[Entry]:
    """Every value that a text holds, in order; one without a name where it names none."""
    if shown is None:
        return []
    if shown.value is not None:
        return [Entry("", shown.text, _small(shown.value))]
    pieces = ENTRY.split(shown.text)
    if pieces[0]:
        return [Entry("", shown.text)]
    named = zip(pieces[1::2], pieces[2::2], strict=True)
    return [Entry(name, text.rstrip("\n"), _read(text.strip())) for name, text in named]


def by_name(shown: Shown | None) -> Mapping[str, Any]:
    """The values of a text by name: arrays, numbers, and lists of tuples, as far as they are."""
    return {entry.name: entry.value for entry in entries(shown) if entry.value is not None}


def _small(value: ArrayData) -> ArrayData | None:
    """An array that fits a table of numbers: what a student returns may hold other things."""
    match value:
        case ArrayData(shape=(_,), data=[*row]) if row and _flat(row):
            return value
        case ArrayData(shape=(_, _), data=[[_, *_], *_] as rows) if all(map(_flat, rows)):
            return value
    return None


def _read(text: str) -> Any:
    """Numbers, rows of numbers as an array, or a list of tuples; None for anything else."""
    if not NUMBERS.fullmatch(text):
        return None
    try:
        value = ast.literal_eval(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    match value:
        case [list(first), *_] if first and all(
            _flat(row) and len(row) == len(first) for row in value
        ):
            return ArrayData(shape=(len(value), len(first)), dtype="", data=value)
        case [*row] if isinstance(value, list) and row and _flat(row):
            return ArrayData(shape=(len(row),), dtype="", data=value)
    return value


def _flat(row: Any) -> bool:
    return isinstance(row, list) and all(map(_is_number, row))


def _is_number(number: Any) -> bool:
    """A number that can be compared with others; those that are not finite are words."""
    match number:
        case int():
            return abs(number) < 2**64
        case float():
            return True
    return number in ("NaN", "Infinity", "-Infinity")
