"""What an item and course.yaml may hold, and the JSON Schema that tells it to an editor."""

from datetime import datetime
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    WithJsonSchema,
    model_validator,
)

from grader.course.complaints import Trail
from grader.kinds import KINDS
from grader.model import Frozen, Limits, Line, Part

if TYPE_CHECKING:
    AnyPart = Part
else:
    AnyPart = Annotated[reduce(or_, (model for model, _ in KINDS.values())), Discriminator("kind")]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DEFAULTS = Limits()

Text = Annotated[str, Field(pattern=r"\S")]
# Less would stop honest code, and memory below 256 MiB would stop NumPy.
Seconds = Annotated[float, Field(ge=0.1, allow_inf_nan=False)]


class Source(Frozen):
    """The document and the question in it that an exercise comes from."""

    document: Text
    question: int | Text


class Item(Frozen):
    """An exercise of a course: `exercises/<id>.yaml`."""

    model_config = ConfigDict(defer_build=True)

    title: Annotated[Text, Field(description="What lists and reports call the exercise.")]
    source: Annotated[Source | None, Field(description="Where the question comes from.")] = None
    topics: Annotated[
        tuple[Text, ...], Field(strict=False, description="What statistics group it by.")
    ] = ()
    corrections: Annotated[
        tuple[Line, ...],
        Field(strict=False, description="What the document gets wrong, and what holds instead."),
    ] = ()
    prompt: Annotated[
        str, Field(description="Markdown for all parts together, formulas between dollar signs.")
    ] = ""
    charge_once: Annotated[
        bool,
        Field(
            description="Whether a mistake costs only the first part that makes it. Mistakes of "
            "two parts with the same id are the same."
        ),
    ] = False
    gradients: Annotated[
        dict[str, str],
        Field(
            description="Backward parts and their forward parts. Where a backward pass is wrong, "
            "it is compared with differences of the student's own forward pass."
        ),
    ] = {}
    parts: Annotated[
        tuple[AnyPart, ...],
        Field(strict=False, min_length=1, description="What is asked, each with its own points."),
    ]


class Bounds(Frozen):
    """What a submission may use. Seconds are of processor time, those named `wall` of the clock."""

    call_seconds: Seconds = DEFAULTS.call_seconds
    call_wall: Seconds = DEFAULTS.call_wall
    child_seconds: Seconds = DEFAULTS.child_seconds
    submission_seconds: Seconds = DEFAULTS.submission_seconds
    submission_wall: Seconds = DEFAULTS.submission_wall
    memory_mib: Annotated[int, Field(ge=256)] = DEFAULTS.memory_mib
    threads: Annotated[
        int, Field(ge=1, le=64, description="How many threads a submission may have.")
    ] = DEFAULTS.threads


def moment(value: Any) -> datetime:
    """A date and time with its zone, ISO 8601. Raises ValueError."""
    told = 'must be a date and time with its zone, in quotes: "2026-03-01T23:59+01:00"'
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(told) from None
    if found.utcoffset() is None:
        raise ValueError(told)
    return found


def moment_or_days(value: Any) -> datetime | int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1000:
        return value
    try:
        return moment(value)
    except ValueError as error:
        raise ValueError(f"{error}, or days after the due date, from 1 to 1000") from None


MOMENT = {"type": "string", "format": "date-time"}
DAYS = {"type": "integer", "minimum": 1, "maximum": 1000}
Moment = Annotated[datetime, BeforeValidator(moment), WithJsonSchema(MOMENT)]
Extension = Annotated[
    datetime | int, BeforeValidator(moment_or_days), WithJsonSchema({"anyOf": [MOMENT, DAYS]})
]
Amount = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Late(Frozen):
    """What each started day after the due date and its grace costs: `percent` or `points`."""

    percent: Annotated[
        float | None, Field(gt=0, le=100, description="Percent of the exercise's points, a day.")
    ] = None
    points: Annotated[Amount | None, Field(description="Points, a day.")] = None
    cap: Annotated[
        Amount | None, Field(description="The most that is taken, in the same unit.")
    ] = None
    grace_minutes: Annotated[
        float, Field(ge=0, allow_inf_nan=False, description="How late is not late yet.")
    ] = 0

    @model_validator(mode="after")
    def one_unit(self) -> Self:
        if (self.percent is None) == (self.points is None):
            raise ValueError("must have percent or points, one of them")
        return self


class Rounding(Frozen):
    """To which multiple marks are rounded, halves up."""

    to: Annotated[Amount, Field(description="The step: 1, 0.5, 0.01.")]
    of: Annotated[
        Literal["exercise", "total"], Field(description="Each exercise's mark, or the total.")
    ] = "total"


class Policies(Frozen):
    """What becomes of marks after the grading. The reports themselves never change."""

    model_config = ConfigDict(defer_build=True)

    due: Annotated[
        dict[str, Moment], Field(description="When each exercise is due, with a time zone.")
    ] = {}
    extensions: Annotated[
        dict[str, dict[str, Extension]],
        Field(description="For each student: exercises with another due date, or days more."),
    ] = {}
    late: Annotated[Late | None, Field(description="What lateness costs.")] = None
    attempts: Annotated[
        Literal["best", "last"], Field(description="Which of several attempts counts.")
    ] = "last"
    weights: Annotated[
        dict[str, Annotated[float, Field(ge=0, allow_inf_nan=False)]],
        Field(description="How many times an exercise counts in the total; 1 unless given."),
    ] = {}
    drop_lowest: Annotated[
        int, Field(ge=0, description="How many exercises with the lowest share are dropped.")
    ] = 0
    rounding: Rounding | None = None


class Settings(Frozen):
    """What holds for a whole course: `exercises/course.yaml`."""

    model_config = ConfigDict(defer_build=True)

    title: Annotated[Text, Field(description="What the gradebook calls the course.")]
    seed: Annotated[int, Field(description="What all inputs are drawn from.")] = 0
    assigned: Annotated[
        tuple[str, ...],
        Field(strict=False, description="The exercises that every student is to hand in."),
    ] = ()
    allow: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")], ...],
        Field(strict=False, description="The packages that submissions may import."),
    ] = ("numpy",)
    reveal: Annotated[bool, Field(description="Whether reports show keys and answers.")] = False
    limits: Bounds = Bounds()
    policies: Annotated[
        Policies | None, Field(description="Due dates, lateness, weights, rounding.")
    ] = None


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of an item; that of course.yaml is its definition `Settings`."""
    # Loaded when a key is wrong or the schema is asked for, not for every check.
    from pydantic.json_schema import models_json_schema

    _, found = models_json_schema([(Item, "validation"), (Settings, "validation")])
    definitions = dict(found["$defs"])
    return {"$schema": DIALECT, **definitions.pop("Item"), "$defs": definitions}


# --- the keys of a mapping, for suggestions -----------------------------------------------------


def keys_at(model: str, trail: Trail, value: Any) -> list[str]:
    """The keys that the mapping at this place of an item, or of course.yaml, may have besides."""
    nodes = [schema() if model == "Item" else schema()["$defs"][model]]
    for step in trail:
        nodes = [child for node in fitting(nodes, value) for child in children(node, step)]
        value = value[step]
    keys = dict.fromkeys(key for node in fitting(nodes, value) for key in properties(node))
    return [key for key in keys if key not in value]


def children(node: dict[str, Any], step: str | int) -> list[dict[str, Any]]:
    """The schemas of what is below, one for each form that it may take."""
    below = node.get("items") if isinstance(step, int) else properties(node).get(step)
    return forms(below or node.get("additionalProperties"))


def forms(node: Any) -> list[dict[str, Any]]:
    if not isinstance(node, dict):
        return []
    if "$ref" in node:
        return forms(schema()["$defs"][node["$ref"].rpartition("/")[2]])
    choices = node.get("oneOf", node.get("anyOf"))
    return [node] if choices is None else [form for choice in choices for form in forms(choice)]


def fitting(nodes: list[dict[str, Any]], value: Any) -> list[dict[str, Any]]:
    """The forms whose fixed values and required keys a mapping has; failing that, all."""
    if not isinstance(value, dict):
        return nodes
    alike = [node for node in nodes if all(value.get(k) == x for k, x in fixed(node))]
    whole = [node for node in alike if value.keys() >= set(node.get("required", ()))]
    return whole or alike or nodes


def fixed(node: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(key, x["const"]) for key, x in properties(node).items() if "const" in x]


def properties(node: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = node.get("properties", {})
    return found
