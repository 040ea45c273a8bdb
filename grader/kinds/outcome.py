"""What the kinds share: an answer that is not there, marks, and what is said of an exception."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from grader.model import (
    Absent,
    Answer,
    CaseReport,
    Output,
    Part,
    PartReport,
    Raised,
    Returned,
    Run,
    Shown,
    Status,
    Stopped,
    Value,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A part's verdict: what anybody may read, its right answer, and what hidden cases hide."""

    report: PartReport
    key: Shown | None = None
    sealed: tuple[CaseReport, ...] = ()


def marks(points: float) -> float:
    """Points rounded half up to two decimals, after the noise of binary fractions is gone."""
    return float(Decimal(repr(round(points, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP))


def verdict(part: Part, credit: float, message: str | None = None) -> PartReport:
    """A part that earned a share of its points."""
    status = Status.PASSED if credit == 1 else Status.PARTIAL if credit > 0 else Status.MISSED
    return blank(part, status, message, earned=marks(part.points * credit))


def blank(
    part: Part, status: Status, message: str | None = None, *, earned: float | None = 0.0
) -> PartReport:
    """A part's report with nothing in it but how it ended."""
    return PartReport(
        name=part.name,
        kind=part.kind,
        status=status,
        points=part.points,
        earned=earned,
        prompt=part.question(),
        message=message,
    )


def unanswered(part: Part, output: Output, run: Run) -> PartReport | None:
    """The verdict where a name has no value to judge; None where it has one."""
    match output:
        case Stopped(status, message):
            return blank(part, status, message)
        case Raised():
            return blank(part, status_of(output), sentence(output))
        case Returned(value) if value is not None and not blank_text(value):
            return None
    if run.fault is not None:
        report = blank(part, Status.UNREADABLE, fault(run))
        return replace(report, line=run.fault.line)
    return undefined(part, run) or blank(part, Status.NOT_ATTEMPTED, "not answered yet")


def blank_text(value: Value) -> bool:
    return isinstance(value, str) and not value.strip()


def undefined(part: Part, run: Run) -> PartReport | None:
    """The verdict where the statement that defines a name did not come to its end."""
    for failure in run.failures:
        if part.name in failure.names:
            told = f"line {failure.line}, where {part.name} is defined, did not come to its end"
            report = blank(part, status_of(failure.output), f"{told}: {reason(failure.output)}")
            return replace(report, line=failure.line)
    return None


def fault(run: Run) -> str:
    """Why the file is no Python, and where."""
    assert run.fault is not None
    where = "" if run.fault.line is None else f" on line {run.fault.line}"
    return f"the file could not be read as Python{where}: {run.fault.message}"


def status_of(output: Raised | Stopped) -> Status:
    if isinstance(output, Stopped):
        return output.status
    return Status.MEMORY if output.builtin == "MemoryError" else Status.ERROR


def reason(output: Raised | Stopped) -> str:
    if isinstance(output, Stopped):
        return output.message
    return f"{output.error}: {output.message}" if output.message else output.error


def sentence(output: Raised | Stopped) -> str:
    """What a student reads of a case that gave no value."""
    if isinstance(output, Stopped):
        return output.message
    where = "" if output.line is None else f" on line {output.line}"
    return f"your code stopped{where} with {reason(output)}"


def answered(name: str, run: Run, source: str) -> Answer | None:
    """What the student wrote for a name: the statement that defines it."""
    place = run.definitions.get(name)
    if place is None:
        return None
    lines = source.splitlines()[place.first - 1 : place.last]
    return Answer(text="\n".join(lines), line=place.first)


def nearest_line(outputs: Sequence[Output]) -> int | None:
    """The line of the first exception."""
    return next((o.line for o in outputs if isinstance(o, Raised) and o.line), None)


def is_absent(output: Output) -> bool:
    return isinstance(output, Absent)
