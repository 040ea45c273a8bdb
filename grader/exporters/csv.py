"""The table of marks: a row for each student, a column for each exercise."""

import csv
import io
import re
from collections.abc import Sequence

from grader.model import Report
from grader.words import points, visible

# A spreadsheet runs a cell that begins so as a formula.
FORMULA = re.compile(r"^\s*[=+\-@\t\r\n]")


def export(reports: Sequence[Report]) -> str:
    """`student`, what each exercise earned, `earned`, `pending`, `points`, sorted by student.

    What was not graded is an empty cell, and so is the sum that it would belong to.
    """
    exercises = list(dict.fromkeys(report.exercise for report in reports))
    rows: dict[str, dict[str, Report]] = {}
    for report in reports:
        rows.setdefault(report.student, {})[report.exercise] = report
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", *exercises, "earned", "pending", "points"])
    for student in sorted(rows):
        writer.writerow([neutral(student), *cells(rows[student], exercises)])
    return text.getvalue()


def cells(row: dict[str, Report], exercises: Sequence[str]) -> list[str]:
    earned = [row[id].earned if id in row else None for id in exercises]
    known = [mark for mark in earned if mark is not None]
    total = points(sum(known)) if len(known) == len(earned) else ""
    pending = points(sum(report.pending for report in row.values()))
    whole = points(sum(report.points for report in row.values()))
    return ["" if mark is None else points(mark) for mark in earned] + [total, pending, whole]


def neutral(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run."""
    cell = visible(cell)
    return f"'{cell}" if FORMULA.match(cell) else cell
