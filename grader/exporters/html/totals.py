"""What several reports earned together, and what was missed. Not graded is not zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.model import PartReport, Report, Status
from grader.words import natural


@dataclass(frozen=True, slots=True)
class Total:
    """`earned` is None if all wait or none was graded; `missed` is what graded parts lost."""

    earned: float | None
    pending: float
    missed: float
    points: float
    graded_points: float
    ungraded: tuple[Report, ...]


def total(reports: Sequence[Report]) -> Total:
    """The sums over a student's reports."""
    graded = [report for report in reports if report.earned is not None]
    marks = [mark for mark in map(decided, graded) if mark is not None]
    return Total(
        earned=sum(marks) if marks else None,
        pending=sum(report.pending for report in reports),
        missed=sum(missed(report) for report in graded),
        points=sum(report.points for report in reports),
        graded_points=sum(report.points for report in graded),
        ungraded=tuple(report for report in reports if report.earned is None),
    )


def decided(marked: Report | PartReport) -> float | None:
    """What was earned, or None while all of it waits: a sum over no decided part is no zero."""
    return None if marked.status is Status.NEEDS_REVIEW else marked.earned


def missed(marked: Report | PartReport) -> float:
    """The points that were lost; what waits or was not graded is not."""
    if marked.earned is None:
        return 0.0
    return max(0.0, round(marked.points - marked.earned - marked.pending, 9))


def in_order(reports: Sequence[Report]) -> list[Report]:
    """By student, and by the course's order of exercises, as far as the ids tell it."""
    return sorted(reports, key=lambda report: (report.student, natural(report.exercise)))
