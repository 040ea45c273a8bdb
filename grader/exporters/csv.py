"""The table of marks: a row for each student, a column for each exercise."""

from collections.abc import Mapping, Sequence

from grader.exporters.cells import number, row
from grader.exporters.marks import Marks, Written
from grader.model import AdjustedTotal, Report
from grader.words import points


def export(reports: Sequence[Report], totals: Mapping[str, AdjustedTotal] | None = None) -> str:
    """`student`, what each exercise earned, `earned`, `pending`, `points`, sorted by student.

    What was not graded is an empty cell, and so is the sum that it would belong to. Where the
    course has policies, `adjusted`, `adjusted_points` and `adjustments` follow.
    """
    marks = Marks(reports=reports)
    exercises = list(marks.exercises())
    more = ["adjusted", "adjusted_points", "adjustments"] if totals else []
    lines = [row(["student", *exercises, "earned", "pending", "points", *more])]
    for student, own in marks.by_student().items():
        added = total_cells(totals.get(student)) if totals else []
        lines.append(row([student, *cells(own, exercises), *added]))
    return "".join(lines)


def export_class(marks: Marks) -> Written:
    return Written(files={"": export(marks.reports, marks.totals)})


def cells(own: dict[str, Report], exercises: Sequence[str]) -> list[str]:
    earned = [own[id].earned if id in own else None for id in exercises]
    known = [mark for mark in earned if mark is not None]
    total = points(sum(known)) if len(known) == len(earned) else ""
    pending = points(sum(report.pending for report in own.values()))
    whole = points(sum(report.points for report in own.values()))
    return ["" if mark is None else points(mark) for mark in earned] + [total, pending, whole]


def total_cells(total: AdjustedTotal | None) -> list[str]:
    if total is None:
        return ["", "", ""]
    return [number(total.adjusted), number(total.points), "; ".join(total.because)]
