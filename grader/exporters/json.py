"""Reports for programs: JSON of schema 1, one object or a list, or a line for each."""

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from grader.errors import OutputError
from grader.exporters.marks import Marks, Written
from grader.model import CaseReport, Report
from grader.words import UNSEEN

SCHEMA = 1
DIALECT = "https://json-schema.org/draft/2020-12/schema"
HIDDEN = ("input", "expected", "got")


def export(reports: Sequence[Report]) -> str:
    """One object for one report, a list otherwise."""
    data = [plain(report) for report in reports]
    return dumps(data[0] if len(data) == 1 else data, indent=2) + "\n"


def export_list(reports: Sequence[Report]) -> str:
    return dumps([plain(report) for report in reports], indent=2) + "\n"


def lines(reports: Sequence[Report]) -> str:
    """A line for each report."""
    return "".join(dumps(plain(report)) + "\n" for report in reports)


def export_class(marks: Marks) -> Written:
    """A line for each report, sorted by student."""
    return Written(files={"": lines(sorted(marks.reports, key=lambda report: report.student))})


def plain(report: Report) -> dict[str, Any]:
    return {"schema": SCHEMA, **unfolded(report)}


def unfolded(value: Any) -> Any:
    """A value without our types; a hidden case carries no input, expected or got."""
    if is_dataclass(value):
        names = [field.name for field in fields(value)]
        if isinstance(value, CaseReport) and value.hidden:
            names = [name for name in names if name not in HIDDEN]
        return {name: unfolded(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [unfolded(item) for item in value]
    return value


def dumps(data: Any, indent: int | None = None) -> str:
    text = json.dumps(data, indent=indent, ensure_ascii=False, allow_nan=False)
    # Half a character of a pair, which no encoder takes.
    text = text.encode("utf-8", "replace").decode("utf-8")
    # The same texts, spelt so that a terminal or a reader of lines takes them for nothing else.
    return UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def read_line(line: str, where: str) -> Report:
    """A report from its line; keys that are not known are ignored.

    Raises OutputError where it is none, or of another schema.
    """
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise OutputError(f"{where}: this is no report") from error
    return read(data, where)


def read(data: Any, where: str) -> Report:
    """A report from what its JSON says. Raises OutputError as `read_line` does."""
    try:
        schema = data["schema"]
        if schema != SCHEMA:
            raise OutputError(f"{where}: schema {schema} is not known; this is schema {SCHEMA}")
        return reader().validate_python(data)
    except (ValueError, KeyError, TypeError, RecursionError, ValidationError) as error:
        raise OutputError(f"{where}: this is no report") from error


def schema() -> dict[str, Any]:
    """The JSON Schema of a report: what every key is, and which are always there."""
    found = TypeAdapter(Report).json_schema(mode="serialization")
    found["properties"] = {"schema": {"const": SCHEMA}, **found["properties"]}
    definitions = found["$defs"]
    for model in (found, *definitions.values()):
        if "properties" in model:
            model["required"] = sorted(model["properties"])
    case = definitions["CaseReport"]
    case["required"] = sorted(set(case["required"]) - set(HIDDEN))
    return {"$schema": DIALECT, **found}


@cache
def reader() -> TypeAdapter[Report]:
    return TypeAdapter(Report)
