"""The page of a class: every student's marks, every exercise's mean, and the mistakes made."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.exporters.html.rendering import render
from grader.exporters.html.totals import Total, decided, in_order, total
from grader.model import Report


def index(reports: Sequence[Report], pages: Mapping[str, str]) -> str:
    """The class page; `pages` leads from a student to the quoted, relative address of a page."""
    ordered = in_order(reports)
    exercises = list(dict.fromkeys(report.exercise for report in ordered))
    return render(
        "class.html",
        rows=[_row(ordered, student, exercises, pages) for student in _students(ordered)],
        exercises=[_summary([r for r in ordered if r.exercise == name]) for name in exercises],
        troubles=[report for report in ordered if report.earned is None],
    )


def _students(reports: Sequence[Report]) -> list[str]:
    return sorted({report.student for report in reports})


@dataclass(frozen=True, slots=True)
class Row:
    """A student's line on the class page; None stands where no report exists."""

    student: str
    page: str | None
    cells: tuple[Report | None, ...]
    total: Total


def _row(
    reports: Sequence[Report], student: str, exercises: Sequence[str], pages: Mapping[str, str]
) -> Row:
    own = {report.exercise: report for report in reports if report.student == student}
    cells = tuple(own.get(exercise) for exercise in exercises)
    return Row(student, pages.get(student), cells, total(list(own.values())))


@dataclass(frozen=True, slots=True)
class Cause:
    """A mistake, how many reports show it, and the share of graded reports that is."""

    part: str
    mistake: str
    message: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Summary:
    """One exercise over the class: `marks` are those that were decided, in full or in part."""

    exercise: str
    title: str
    points: float
    graded: int
    marks: tuple[float, ...]
    waiting: int
    ungraded: int
    causes: tuple[Cause, ...]

    @property
    def mean(self) -> float:
        """The mean of the marks; there must be one."""
        return math.fsum(self.marks) / len(self.marks)


def _summary(reports: Sequence[Report]) -> Summary:
    graded = [report for report in reports if report.earned is not None]
    return Summary(
        exercise=reports[0].exercise,
        title=reports[0].title,
        points=reports[0].points,
        graded=len(graded),
        marks=tuple(mark for mark in map(decided, graded) if mark is not None),
        waiting=sum(report.pending > 0 for report in reports),
        ungraded=len(reports) - len(graded),
        causes=_causes(graded),
    )


def _causes(reports: Sequence[Report]) -> tuple[Cause, ...]:
    """The mistakes by frequency, each counted once in a report however often it shows."""
    messages: dict[tuple[str, str], str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for report in reports:
        found = {
            (part.name, diagnosis.mistake): diagnosis.message
            for part in report.parts
            for diagnosis in part.diagnoses
        }
        counts.update(found.keys())
        messages = found | messages
    return tuple(
        Cause(part, mistake, messages[part, mistake], count, count / len(reports))
        for (part, mistake), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
