"""The long table: a row for each student, exercise and part."""

from collections.abc import Iterator, Sequence

from grader.exporters.cells import number, row
from grader.exporters.marks import Marks, Written
from grader.model import Report

HEADER = (
    "student",
    "exercise",
    "part",
    "points",
    "earned",
    "pending",
    "status",
    "diagnoses",
)


def export(reports: Sequence[Report]) -> str:
    """What each part earned before policies; `diagnoses` are ids with spaces between them."""
    return row(HEADER) + "".join(row(cells) for cells in rows(reports))


def export_class(marks: Marks) -> Written:
    return Written(files={"": export(marks.reports)})


def rows(reports: Sequence[Report]) -> Iterator[list[str]]:
    for report in sorted(reports, key=lambda report: report.student):
        for part in report.parts:
            marks = [number(part.points), number(part.earned), number(part.pending)]
            diagnoses = " ".join(diagnosis.mistake for diagnosis in part.diagnoses)
            yield [
                report.student,
                report.exercise,
                part.name,
                *marks,
                part.status.value,
                diagnoses,
            ]
