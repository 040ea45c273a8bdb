"""The formulas in an item's texts: each must be TeX that a page can show."""

from collections.abc import Iterator
from typing import Any

from grader.course.complaints import Trail
from grader.course.yaml_reader import Document, Place
from grader.mathml import troubles


def check(item: Document, data: bytes) -> None:
    """Complain of what no page can show, on the line where it stands."""
    lines = data.decode("utf-8", "replace").split("\n")
    for trail, text in texts(item.value, ()):
        for at, what in troubles(text):
            place = found(lines, item.place(trail), text[at:].split("\n")[0])
            item.complain_at(place, trail, what)


def texts(value: Any, trail: Trail) -> Iterator[tuple[Trail, str]]:
    """Every text that may hold a formula, with where it stands."""
    match value:
        case str() if "$" in value:
            yield trail, value
        case dict():
            for key, below in value.items():
                yield from texts(below, (*trail, key))
        case list():
            for i, below in enumerate(value):
                yield from texts(below, (*trail, i))


def found(lines: list[str], place: Place, words: str) -> Place:
    """Where words stand first from a place on; the place itself where a line was folded."""
    for number, line in enumerate(lines[place[0] - 1 :], place[0]):
        column = line.find(words)
        if words and column >= 0:
            return number, column + 1
    return place
