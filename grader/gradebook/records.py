"""A report as it is kept, and all that it rests on."""

import hashlib
import json as plain_json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from grader.errors import OutputError
from grader.exporters import json
from grader.model import CaseReport, Report


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a mark rests on: a report stands for as long as none of these changes.

    `settings` is a digest of what course.yaml and the command say for all exercises: limits,
    packages, and whether right answers are shown.
    """

    submission: str | None
    exercise: str
    reference: str
    seed: int
    settings: str
    grader: str
    python: str
    numpy: str
    sandbox: str

    def key(self, exercise: str) -> str:
        """A digest of all of them. Reports of one exercise with the same key say the same."""
        told = [exercise, *(str(getattr(self, field.name)) for field in fields(self))]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def changes(self, former: "Grounds") -> list[str]:
        """What is different from former grounds, in words."""
        found = []
        for field in fields(self):
            old, new = getattr(former, field.name), getattr(self, field.name)
            if old != new:
                found.append(told_change(field.name, old, new))
        return found


def told_change(name: str, old: Any, new: Any) -> str:
    match name:
        case "submission" if new is None:
            return "the submission is gone"
        case "submission" if old is None:
            return "a submission was handed in"
        case "submission" | "reference":
            return f"the {name} changed ({old[:8]} to {new[:8]})"
        case "exercise":
            return f"the item changed ({old[:8]} to {new[:8]})"
        case "settings":
            return "limits, packages or reveal changed"
    return f"{name} {old} became {new}"


@dataclass(frozen=True, slots=True)
class Record:
    """A finished report, ready to be stored; nobody's name is in it, so that it can be shared.

    `body` is the whole report and `brief` the little that tables of a class need; `sealed` are
    (part, case) that only the instructor may see, as JSON.
    """

    exercise: str
    grounds: Grounds
    status: str
    earned: float | None
    pending: float
    points: float
    trouble: str | None
    body: bytes
    brief: str
    sealed: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        return self.grounds.key(self.exercise)


def record(report: Report, settings: str, sealed: Sequence[tuple[str, CaseReport]] = ()) -> Record:
    """A report as it is kept; `settings` is the digest of what holds for the whole course."""
    source = report.provenance
    nobody = replace(report, student="")
    return Record(
        exercise=report.exercise,
        grounds=Grounds(
            submission=source.submission,
            exercise=source.exercise,
            reference=source.reference,
            seed=source.seed,
            settings=settings,
            grader=source.grader,
            python=source.python,
            numpy=source.numpy,
            sandbox=source.sandbox,
        ),
        status=report.status.value,
        earned=report.earned,
        pending=report.pending,
        points=report.points,
        trouble=report.trouble,
        body=zlib.compress(json.dumps(json.plain(nobody)).encode(), 1),
        brief=json.dumps(json.plain(shortened(nobody))),
        sealed=tuple((part, sealed_text(case)) for part, case in sealed),
    )


def shortened(report: Report) -> Report:
    """A report without what fills most of it: prompts, answers, cases, what was printed."""
    parts = tuple(
        replace(part, prompt="", hint=None, answer=None, key=None, cases=())
        for part in report.parts
    )
    return replace(report, prompt="", output="", remarks=(), parts=parts)


def sealed_text(case: CaseReport) -> str:
    shown = {
        name: getattr(value, "text", None)
        for name, value in (("input", case.input), ("expected", case.expected), ("got", case.got))
    }
    ended = {"status": case.status.value, "credit": case.credit, "message": case.message}
    return json.dumps({"case": case.name} | ended | shown)


def restored(student: str, body: bytes | str, where: str) -> Report:
    """A student's report from what is kept. Raises OutputError where it is none."""
    try:
        text = zlib.decompress(body).decode() if isinstance(body, bytes) else body
        data = plain_json.loads(text)
        data["student"] = student
    except (zlib.error, ValueError, TypeError, RecursionError) as error:
        raise OutputError(f"{where}: this is no report") from error
    return json.read(data, where)
