"""Pydantic's errors in an author's words, each at its place in the file."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from grader.course.complaints import Trail, got, listed, shortened, suggest
from grader.course.item import keys_at
from grader.course.yaml_reader import Document
from grader.inputs import GENERATORS, form
from grader.kinds import KINDS

TYPES = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "none_required": "null",
}
SENTENCES = {
    "greater_than": "must be greater than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "finite_number": "must be finite",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "must {pattern}",
    "too_short": "must have at least {min_length} entries",
    "too_long": "must have at most {max_length} entries",
    "enum": "must be {expected}",
    "literal_error": "must be {expected}",
}
PATTERNS = {
    r"\S": "not be empty",
    r"^[a-z]$": "be a letter from a to z",
    r"^[A-Za-z][A-Za-z0-9_]*$": "be a name: a letter, then letters, digits and _",
    r"^[A-Za-z_][A-Za-z0-9_]*$": "be a name of letters, digits and _",
}

# The place to show, the trail to tell, the sentence.
Told = tuple[Trail, Trail, str]

# Whether these hold can only be said once every value below is known.
COUNTS = {"too_short", "too_long"}
WHOLE = {"value_error", *COUNTS}


def complain(error: ValidationError, document: Document) -> None:
    """Add to a document what a model has against it, but for what the reader refused already."""
    groups: dict[Trail, list[ErrorDetails]] = defaultdict(list)
    for details in error.errors(include_url=False):
        groups[trail_of(details, document.value)].append(details)
    for trail, group in groups.items():
        deeper = any(len(other) > len(trail) and below(other, trail) for other in groups)
        exact = [details for details in group if details["type"] not in TYPES]
        for details in exact:
            # What is wrong below is left out when entries are counted.
            if not (deeper and details["type"] in COUNTS):
                complain_of(error.title, details, trail, document)
        if not exact and not deeper and not known(trail, document, whole=False):
            document.complain(trail, mistyped(group))


def complain_of(model: str, details: ErrorDetails, trail: Trail, document: Document) -> None:
    for here, where, what in worded(model, details, trail, document.value):
        if not known(here, document, whole=details["type"] in WHOLE):
            document.complain_at(document.place(here), where, what)


def known(trail: Trail, document: Document, *, whole: bool) -> bool:
    """Whether a complaint of the reader covers this place; a `whole` may fail by its insides."""
    return any(
        below(trail, broken) or (whole and below(broken, trail)) for broken in document.broken
    )


def below(trail: Trail, other: Trail) -> bool:
    return trail[: len(other)] == other


# --- where: a location of pydantic names the members of unions too ------------------------------


def trail_of(details: ErrorDetails, value: Any) -> Trail:
    """The keys and numbers of a location, without the names of union members among them."""
    trail: Trail = ()
    passed = False
    for step in details["loc"][:-1] if details["type"] == "missing" else details["loc"]:
        if not passed and step == member(trail, value):
            passed = True
        elif holds(value, step):
            trail, value, passed = (*trail, step), value[step], False
    return trail


def member(trail: Trail, value: Any) -> Any:
    """The name that a location gives to a value which is one of several forms."""
    if len(trail) == 2 and trail[0] == "parts":
        return value.get("kind") if isinstance(value, dict) else None
    names = [step for step in trail if isinstance(step, str)]
    return form(value) if names[-2:-1] == ["inputs"] else None


def holds(value: Any, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)


def named(head: str, value: Any) -> Trail | None:
    """The trail that the beginning of a sentence spells: `mistakes.0.50`."""
    for key, inner in items(value):
        if head == str(key):
            return (key,)
        spelt = f"{key}."
        rest = named(head.removeprefix(spelt), inner) if head.startswith(spelt) else None
        if rest is not None:
            return (key, *rest)
    return None


def items(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


# --- what ---------------------------------------------------------------------------------------


def worded(model: str, details: ErrorDetails, trail: Trail, root: Any) -> Iterator[Told]:
    kind, context, value = details["type"], details.get("ctx", {}), details["input"]
    match kind:
        case "missing":
            yield trail, trail, f"{details['loc'][-1]} is missing"
        case "extra_forbidden":
            keys = keys_at(model, trail[:-1], root)
            yield trail, trail[:-1], unknown_key(str(trail[-1]), keys)
        case "union_tag_invalid" | "union_tag_not_found":
            yield no_such_form(trail, value)
        case "value_error":
            for line in str(context["error"]).split("\n"):
                yield from_validator(line, trail, value)
        case _:
            yield trail, trail, sentence(kind, context, details["msg"]) + shown(value)


def unknown_key(key: str, keys: Iterable[str]) -> str:
    return f"unknown key {shortened(key)}{suggest(key, keys)}"


def no_such_form(trail: Trail, value: Any) -> Told:
    """A part without a kind that we know, or an input without a word that we know."""
    if "inputs" in trail:
        word = max(value, key=lambda key: bool(suggest(key, GENERATORS)), default=None)
        told = choose("input", "in an empty mapping" if word is None else word, GENERATORS)
        return (*trail, word or ""), trail, told
    kind = value.get("kind")
    if "kind" not in value:
        return trail, trail, "kind is missing"
    here = (*trail, "kind")
    return here, here, choose("kind", kind if isinstance(kind, str) else repr(kind), KINDS)


def choose(what: str, name: str, names: Iterable[str]) -> str:
    nearest = suggest(name, names) or f"; there are {listed(names)}"
    return f"no {what} {shortened(name)}{nearest}"


def from_validator(message: str, trail: Trail, value: Any) -> Told:
    """A line of a validator of ours; `mistakes.3: ...` tells where below the value."""
    head, colon, rest = message.partition(": ")
    inner = named(head, value) if colon else None
    if inner is not None:
        return (*trail, *inner), (*trail, *inner), rest
    return trail, trail, message if "(got " in message else message + shown(value)


def sentence(kind: str, context: dict[str, Any], message: str) -> str:
    if kind == "too_short" and context["min_length"] == 1:
        return "must not be empty"
    if kind not in SENTENCES:
        return message[:1].lower() + message[1:].replace("nput should be", "must be")
    pattern = PATTERNS.get(context.get("pattern", ""), f"match {context.get('pattern')}")
    expected = re.sub(r"'(\w+)'", r"\1", str(context.get("expected")))
    return SENTENCES[kind].format(**{**context, "pattern": pattern, "expected": expected})


def mistyped(group: list[ErrorDetails]) -> str:
    """One sentence for a value that is of none of the types of a union."""
    wanted = list(dict.fromkeys(TYPES[details["type"]] for details in group))
    if "a number" in wanted and "a whole number" in wanted:
        wanted.remove("a whole number")
    return f"must be {listed(wanted, 'or')}{got(group[0]['input'])}"


def shown(value: Any) -> str:
    return "" if isinstance(value, (dict, list)) else got(value)
