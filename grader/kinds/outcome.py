"""What the kinds share: an answer that is not there, marks, and what is said of an exception."""

import io
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from grader.model import (
    Answer,
    CaseReport,
    Failure,
    Fault,
    Output,
    Part,
    PartReport,
    Raised,
    Remark,
    Returned,
    Run,
    Shown,
    Status,
    Stopped,
    Value,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A part's verdict: what anybody may read, its right answer, and what hidden cases hide.

    `scored` are the outputs that counted; none says that all did. `keeps` is the share of its
    points that is left where another part has paid for the mistake of this one.
    """

    report: PartReport
    key: Shown | None = None
    sealed: tuple[CaseReport, ...] = ()
    scored: tuple[Output, ...] = ()
    keeps: float = 1.0


def marks(points: float) -> float:
    """Points rounded half up to two decimals, after the noise of binary fractions is gone."""
    return float(Decimal(repr(round(points, 9))).quantize(Decimal("0.01"), ROUND_HALF_UP))


def verdict(part: Part, credit: float, message: str | None = None, **more: Any) -> PartReport:
    """A part that earned a share of its points."""
    status = Status.PASSED if credit == 1 else Status.PARTIAL if credit > 0 else Status.MISSED
    return blank(part, status, message, earned=marks(part.points * credit), **more)


def blank(
    part: Part,
    status: Status,
    message: str | None = None,
    *,
    earned: float | None = 0.0,
    **more: Any,
) -> PartReport:
    """A part's report with nothing in it but how it ended, and what else is given."""
    return PartReport(
        name=part.name,
        kind=part.kind,
        status=status,
        points=part.points,
        earned=earned,
        prompt=part.question(),
        message=message,
        **more,
    )


def unanswered(part: Part, output: Output, run: Run) -> PartReport | None:
    """The verdict where a name has no value to judge; None where it has one."""
    match output:
        case Stopped(status, message):
            # Only a case can be skipped; a part that was never asked stopped with the file.
            ended = Status.ERROR if status is Status.SKIPPED else status
            return blank(part, ended, message)
        case Raised():
            return blank(part, status_of(output), sentence(output))
        case Returned(value) if value is not None and not blank_text(value):
            return None
    return unreadable(part, run) or undefined(part, run) or open_still(part)


def open_still(part: Part) -> PartReport:
    return blank(part, Status.NOT_ATTEMPTED, "not answered yet")


def blank_text(value: Value) -> bool:
    return isinstance(value, str) and not value.strip()


def undefined(part: Part, run: Run) -> PartReport | None:
    """The verdict where the statement that defines a name did not come to its end."""
    for failure in run.failures:
        if part.name in failure.names:
            return blank(
                part, status_of(failure.output), failed(failure, part.name), line=failure.line
            )
    return None


def unreadable(part: Part, run: Run) -> PartReport | None:
    """The verdict where nothing of a file could be read."""
    if run.fault is None:
        return None
    where = "" if run.fault.line is None else f" on line {run.fault.line}"
    told = f"the file could not be read as Python{where}: {run.fault.message}"
    return blank(part, Status.UNREADABLE, told, line=run.fault.line)


def failed(failure: Failure, name: str | None = None) -> str:
    """What happened to a statement: that a name is missing because of it, or just where it is."""
    where = f"line {failure.line}" + (f", where {name} is defined," if name else "")
    if isinstance(failure.output, Fault):
        at = failure.output.line
        inside = "" if at in (None, failure.line) else f" (line {at})"
        return f"{where} could not be read as Python: {failure.output.message}{inside}"
    if isinstance(failure.output, Stopped):
        return f"{where} did not come to its end: {failure.output.message}"
    return f"{where} stopped with {reason(failure.output)}"


def remarks(run: Run) -> tuple[Remark, ...]:
    """What is to be said of the file as a whole."""
    return tuple(Remark(text=failed(failure), line=failure.line) for failure in run.failures[:10])


def status_of(output: Raised | Stopped | Fault) -> Status:
    if isinstance(output, Fault):
        return Status.UNREADABLE
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
    """What the student wrote for a name: the statement that defines it, last if there are more."""
    place = run.definitions.get(name)
    if place is None:
        return None
    # Lines as Python counts them: a form feed ends none.
    lines = io.StringIO(source, newline=None).read().split("\n")[place.first - 1 : place.last]
    return Answer(text="\n".join(lines), line=place.first)
