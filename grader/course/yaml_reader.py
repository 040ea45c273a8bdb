"""YAML as its version 1.2 reads it, with the place of every value; what is ambiguous is refused."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from grader.course.complaints import Complaint, Trail, at, got

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 24
LARGEST = 2**63 - 1

NULL = {"", "~", "null", "Null", "NULL"}
BOOLEANS = {
    **dict.fromkeys(["true", "True", "TRUE"], True),
    **dict.fromkeys(["false", "False", "FALSE"], False),
}
INTEGER = re.compile(r"[-+]?[0-9]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NOT_FINITE = re.compile(r"([-+]?)\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
# What readers of YAML 1.1 and of YAML 1.2 take for different things.
AMBIGUOUS = re.compile(
    r"""yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF
    | [-+]?0[0-9_]+ | 0o[0-7]+ | [-+]?0b[01_]+            # octal in one, decimal in the other
    | [-+]?[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)? | [-+]?0x[0-9a-fA-F]*_[0-9a-fA-F_]*
    | [-+]0x[0-9a-fA-F]+
    | [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?        # base sixty
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(([Tt]|[ \t]+)[0-9].*)?
    | = | <<""",
    re.VERBOSE,
)
# U+0085, U+2028 and U+2029 end a line in YAML 1.1 only.
UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
SURROGATE = re.compile("[\ud800-\udfff]")

Place = tuple[int, int]


class Broken:
    """What stands in the place of a value that was refused."""


class Unreadable(Exception):
    """The text is no YAML, or too large a one: the only complaint about its file."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(message)
        self.place = place


@dataclass(slots=True)
class Document:
    """A file's value, the place of each key and list item, and what was refused in it.

    `broken` are the trails of refused values; each has a complaint already.
    """

    file: str
    value: Any = None
    places: dict[Trail, Place] = field(default_factory=dict)
    broken: set[Trail] = field(default_factory=set)
    complaints: list[Complaint] = field(default_factory=list)

    def place(self, trail: Trail) -> Place:
        """Line and column of a value; of what does not exist, of what should hold it."""
        while trail and trail not in self.places:
            trail = trail[:-1]
        return self.places.get(trail, (1, 1))

    def complain(self, trail: Trail, what: str) -> None:
        self.complain_at(self.place(trail), trail, what)

    def complain_at(self, place: Place, trail: Trail, what: str) -> None:
        self.complaints.append(Complaint(self.file, *place, at(trail, what)))


def read_yaml(data: bytes, file: str) -> Document:
    """A document, with a complaint for all that was refused; `file` is its name in them."""
    found = Document(file)
    try:
        Reader(iter(LOADER(decoded(data)).get_event, None), found).read()
    except Unreadable as error:
        return unreadable(file, error.place, str(error))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = error.problem or error.context or "it breaks off"
        return unreadable(file, place, f"cannot be read as YAML: {problem}")
    except yaml.YAMLError as error:
        return unreadable(file, (1, 1), f"cannot be read as YAML: {str(error).splitlines()[0]}")
    return found


def unreadable(file: str, place: Place, message: str) -> Document:
    found = Document(file, Broken(), broken={()})
    found.complain_at(place, (), message)
    return found


def decoded(data: bytes) -> str:
    """The text of a file, without a byte order mark. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable((1, 1), f"too large: {len(data)} bytes, at most {MAX_BYTES}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = place_after(data[: error.start].decode("utf-8-sig", "replace"))
        raise Unreadable(place, "not UTF-8; save the file as UTF-8") from error
    unprintable = UNPRINTABLE.search(text)
    if unprintable:
        place = place_after(text[: unprintable.start()])
        code = f"U+{ord(unprintable[0]):04X}"
        raise Unreadable(place, f"the character {code} may not stand here; take it out")
    return text


def place_after(before: str) -> Place:
    lines = re.split("\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


class Reader:
    """Builds a value from the parser's events; a refused value does not end the reading."""

    def __init__(self, events: Iterator[Any], found: Document) -> None:
        self.events = events
        self.found = found

    def read(self) -> None:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise Unreadable((1, 1), "the file is empty")
        if event.version or event.tags:
            raise Unreadable(start(event), "directives are not read; take the line with % out")
        self.found.value = self.value(next(self.events), ())
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.DocumentStartEvent):
            raise Unreadable(start(event), "a second document begins; a file holds one")

    def value(self, event: Any, trail: Trail) -> Any:
        if len(trail) > MAX_DEPTH:
            raise Unreadable(start(event), f"nested more than {MAX_DEPTH} deep")
        self.found.places.setdefault(trail, start(event))
        if isinstance(event, yaml.AliasEvent):
            return self.refuse(event, trail, f"aliases are not read (got *{event.anchor})")
        if event.anchor or event.tag:
            self.refuse_decoration(event, trail)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(trail)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(trail)
        return self.scalar(event, trail)

    def sequence(self, trail: Trail) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*trail, len(items))))
        return items

    def mapping(self, trail: Trail) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, trail)
            if key is None:
                self.skip(next(self.events))
                continue
            self.found.places[(*trail, key)] = start(event)
            entries[key] = self.value(next(self.events), (*trail, key))
            if key == "<<" and not event.style:
                self.refuse(event, (*trail, key), "merge keys are not read; write the keys out")
        return entries

    def key(self, event: Any, trail: Trail) -> str | None:
        """A key as it is written (`3`, `0.50` and `yes` are texts); None with a complaint."""
        if not isinstance(event, yaml.ScalarEvent):
            self.skip(event)
            self.found.complain_at(start(event), trail, "a key must be a word or a number")
            return None
        key: str = event.value
        if (*trail, key) in self.found.places:
            line, _ = self.found.places[(*trail, key)]
            told = f"stands here a second time (first on line {line})"
            self.found.complain_at(start(event), (*trail, key), told)
            return None
        if event.anchor or event.tag:
            self.refuse_decoration(event, (*trail, key))
        return key

    def skip(self, event: Any) -> None:
        """Pass by a value whose first event was taken already."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if not depth:
                return
            event = next(self.events)

    def scalar(self, event: Any, trail: Trail) -> Any:
        text: str = event.value
        if SURROGATE.search(text):
            return self.refuse(event, trail, f"half a character{got(text)}")
        if event.style:
            return text
        if AMBIGUOUS.fullmatch(text):
            way = "true or false" if text.isalpha() else "another way"
            told = f"YAML 1.1 and 1.2 read {text} differently; write it in quotes, or {way}"
            return self.refuse(event, trail, told)
        value = resolved(text)
        if isinstance(value, int) and abs(value) > LARGEST:
            return self.refuse(event, trail, f"must be a number of at most 64 bits{got(text)}")
        if isinstance(value, float) and math.isinf(value) and "n" not in text.lower():
            return self.refuse(event, trail, f"must be a number of at most 64 bits{got(text)}")
        return value

    def refuse_decoration(self, event: Any, trail: Trail) -> None:
        if event.anchor:
            self.refuse(event, trail, f"anchors are not read (got &{event.anchor})")
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(event, trail, f"tags are not read (got {tag})")

    def refuse(self, event: Any, trail: Trail, what: str) -> Broken:
        self.found.broken.add(trail)
        self.found.complain_at(start(event), trail, what)
        return Broken()


def start(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def resolved(text: str) -> Any:
    """A plain scalar by the core schema of YAML 1.2."""
    if text in NULL:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    if INTEGER.fullmatch(text):
        # Python reads no more than 4,300 digits; so many are too large in any case.
        return int(text, 16 if text.startswith("0x") else 10) if len(text) < 1000 else 2**64
    if FLOAT.fullmatch(text):
        return float(text)
    if match := NOT_FINITE.fullmatch(text):
        return float(f"{match[1] or ''}inf") if match[2] else math.nan
    return text
