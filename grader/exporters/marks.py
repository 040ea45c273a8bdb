"""What an export of a class is made of: marks, people, a table to fill; and what it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from grader.model import Adjusted, AdjustedTotal, Report, Status

if TYPE_CHECKING:
    from grader.exporters.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A student as other programs know them; what is not known is empty."""

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    sis_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a class earned. `adjusted` and `totals` are empty where the course has no policies."""

    reports: Sequence[Report]
    adjusted: Mapping[tuple[str, str], Adjusted] = field(default_factory=dict)
    totals: Mapping[str, AdjustedTotal] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    template: "Sheet | None" = None

    def exercises(self) -> dict[str, str]:
        """The titles of the exercises, in the order of the course."""
        return {report.exercise: report.title for report in self.reports}

    def by_student(self) -> dict[str, dict[str, Report]]:
        rows: dict[str, dict[str, Report]] = {}
        for report in self.reports:
            rows.setdefault(report.student, {})[report.exercise] = report
        return dict(sorted(rows.items()))

    def mark(self, report: Report) -> Decimal | float | None:
        """What a gradebook elsewhere is told: None while nothing of it is decided."""
        if report.status is Status.NEEDS_REVIEW or report.earned is None:
            return None
        found = self.adjusted.get((report.student, report.exercise))
        return report.earned if found is None else found.adjusted

    def because(self, report: Report) -> tuple[str, ...]:
        found = self.adjusted.get((report.student, report.exercise))
        return () if found is None else found.because


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The texts of an export, by student where each has a file of their own, else by "".

    `told` is what a person should know, `unplaced` what of ours has no place in it.
    """

    files: Mapping[str, str]
    told: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
