"""What an export of a class is made of: marks, people, a table to fill; and what it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from grader.errors import UsageError
from grader.exporters.sheet import Sheet, column_named, read_sheet
from grader.model import Adjusted, AdjustedTotal, Report, Status


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
    template: Sheet | None = None

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


def read_roster(text: str, name: str) -> dict[str, Person]:
    """Who is who, by id. Raises UsageError where a table has no ids, or one of them twice."""
    sheet = read_sheet(text, name)
    header = sheet.rows[0].texts()
    columns = {
        "id": column_named(header, "id", "student", "login", "sis login id", "username"),
        "name": column_named(header, "name", "full name", "student name"),
        "email": column_named(header, "email", "email address", "e-mail"),
        "section": column_named(header, "section"),
        "sis_id": column_named(header, "sis id", "sis user id", "id number"),
    }
    if columns["id"] is None:
        raise UsageError(f"{name}:1: no column id; a roster begins with: id,name,email")
    people: dict[str, Person] = {}
    for row in sheet.rows[1:]:
        texts = {
            key: row.text(column).strip() for key, column in columns.items() if column is not None
        }
        if not any(row.texts()):
            continue
        person = Person(**texts)
        if person.id in people:
            raise UsageError(f"{name}:{row.line}: the id {person.id} stands here a second time")
        people[person.id] = person
    return people
