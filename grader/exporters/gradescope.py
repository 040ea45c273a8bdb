"""Gradescope: a results.json for each student, in the format that an autograder there writes.

Nothing in it is more than the student may see: of a hidden case it has the name and how it ended.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.exporters.json import dumps
from grader.exporters.marks import Marks, Written
from grader.exporters.terminal import WORDS, sentence
from grader.model import CaseReport, PartReport, Report, Role, Status
from grader.tex import without_tex
from grader.words import cut, points, visible

LONGEST = 8000


def export_class(marks: Marks) -> Written:
    files = {
        student: dumps(results(marks, list(own.values())), indent=2) + "\n"
        for student, own in marks.by_student().items()
    }
    return Written(files=files)


def results(marks: Marks, reports: Sequence[Report]) -> dict[str, Any]:
    """A test for each part. What is not decided has no score, and no score is ever 0 instead."""
    tests = [
        test(report, part, f"{i}.{j}")
        for i, report in enumerate(reports, 1)
        for j, part in enumerate(report.parts, 1)
    ]
    found: dict[str, Any] = {
        "output": "\n".join(line for report in reports for line in summary(marks, report)),
        "output_format": "text",
        "visibility": "visible",
        "tests": tests,
        "extra_data": {report.exercise: versions(report) for report in reports},
    }
    earned = [report.earned for report in reports]
    known = [mark for mark in earned if mark is not None]
    if len(known) == len(earned) and not all(r.status is Status.NEEDS_REVIEW for r in reports):
        found = {"score": round(sum(known), 6), **found}
    return found


def summary(marks: Marks, report: Report) -> Iterator[str]:
    title = f"{report.exercise} · {visible(report.title)}"
    if report.earned is None:
        reason = visible(report.trouble or "the reason is not known")
        yield f"{title}: not graded: {reason}. This is no mark of 0; your instructor is told."
        return
    waiting = f"; {points(report.pending)} more wait for a person" if report.pending else ""
    yield f"{title}: {points(report.earned)} of {points(report.points)}{waiting}"
    for remark in report.remarks:
        yield f"  {visible(sentence(remark.text))}"
    for reason in marks.because(report):
        yield f"  For the course's gradebook: {visible(reason)}"


def test(report: Report, part: PartReport, number: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": f"{report.exercise} · {part.name}",
        "number": number,
        "max_score": part.points,
        "output": cut("\n".join(lines(report, part)), LONGEST),
        "output_format": "text",
        "visibility": "visible",
        "tags": list(report.topics),
    }
    if part.earned is None:
        return found
    status = "passed" if part.status is Status.PASSED else "failed"
    return {"score": part.earned, "status": status, **found}


def lines(report: Report, part: PartReport) -> Iterator[str]:
    """What a student reads of a part."""
    if part.status is Status.UNGRADED:
        yield f"Not graded: {visible(report.trouble or 'the reason is not known')}"
        return
    yield sentence(WORDS[part.status][2])
    if part.pending:
        yield f"{points(part.pending)} points wait for a person to decide."
    for diagnosis in part.diagnoses:
        yield f"Why: {visible(without_tex(diagnosis.message))}"
    if part.message and part.message != WORDS[part.status][2]:
        yield visible(sentence(part.message))
    for case in part.cases:
        yield of_case(case)


def of_case(case: CaseReport) -> str:
    symbol, _, words = WORDS[case.status]
    name = f"{symbol} {visible(case.name)}"
    if case.hidden:
        return f"{name} (hidden): {words}"
    role = "" if case.role is Role.CORE else f" ({case.role.value})"
    return f"{name}{role}: {visible(case.message) if case.message else words}"


def versions(report: Report) -> Mapping[str, Any]:
    """What a mark depends on, for the instructor: Gradescope shows it to nobody else."""
    return {"status": report.status.value, "submission": report.provenance.submission}
