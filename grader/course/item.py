"""What an item and course.yaml may hold, and the JSON Schema that tells it to an editor."""

from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import ConfigDict, Discriminator, Field

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
