"""What a class earned, kept in a folder: a line for each report, a table, and pages to read."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from grader.errors import GraderError, OutputError, UsageError
from grader.exporters import csv, html, json
from grader.files import remove, require_writable, write
from grader.model import CaseReport, Report

SAFE = re.compile(r"[A-Za-z0-9][\w.-]{0,79}", re.ASCII)
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

Sealed = tuple[str, str, str, CaseReport]


def open_results(folder: Path) -> None:
    """Make a folder for results. Raises OutputError before any work is done."""
    require_writable(folder / "students")
    require_writable(folder)


def save(folder: Path, reports: Sequence[Report], sealed: Sequence[Sealed]) -> None:
    """Write everything: reports, what hidden cases hide from students, table and pages.

    `sealed` are (student, exercise, part, case). Pages of students who are gone are removed.
    Raises OutputError.
    """
    former = former_students(folder)
    write(folder / "reports.jsonl", json.lines(in_order(reports)))
    write(folder / "hidden.jsonl", "".join(sealed_line(*entry) for entry in sealed))
    save_pages(folder, reports)
    for student in former - {report.student for report in reports}:
        remove(folder / "students" / page_names([student])[student])


def former_students(folder: Path) -> set[str]:
    """Whose pages an earlier run wrote here, as far as it can be told."""
    try:
        return {report.student for report in load(folder)}
    except GraderError:
        return set()


def save_pages(folder: Path, reports: Sequence[Report]) -> None:
    """Write the table and the pages."""
    reports = in_order(reports)
    by_student: dict[str, list[Report]] = {}
    for report in reports:
        by_student.setdefault(report.student, []).append(report)
    pages = page_names(list(by_student))
    for student, own in by_student.items():
        write(folder / "students" / pages[student], html.export(own))
    write(folder / "grades.csv", csv.export(reports))
    write(
        folder / "index.html", html.index(reports, {s: f"students/{p}" for s, p in pages.items()})
    )


def load(folder: Path) -> list[Report]:
    """The reports of a results folder. Raises UsageError where there are none, OutputError where
    they cannot be read."""
    path = folder / "reports.jsonl"
    try:
        # Not splitlines(): a text in a report may hold line ends of other kinds.
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError as error:
        raise UsageError(
            f"{folder}: no reports.jsonl in it; grade a class into it first"
        ) from error
    except NotADirectoryError as error:
        raise UsageError(f"{folder}: this is a file; a folder of results belongs here") from error
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
    return [json.read_line(line, f"{path}:{i}") for i, line in enumerate(lines, 1) if line.strip()]


def page_names(students: Sequence[str]) -> dict[str, str]:
    """A file name for each student that every system takes, and no other student has."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for student in sorted(students):
        name = student
        if not SAFE.fullmatch(name) or RESERVED.fullmatch(name) or name.lower() in taken:
            digest = hashlib.sha256(student.encode("utf-8", "replace")).hexdigest()[:8]
            name = f"{re.sub(r'[^A-Za-z0-9]+', '-', student)[:40].strip('-')}-{digest}"
        taken.add(name.lower())
        names[student] = f"{name}.html"
    return names


def in_order(reports: Sequence[Report]) -> list[Report]:
    """By student; a student's exercises stay in the order of the course."""
    return sorted(reports, key=lambda report: report.student)


def sealed_line(student: str, exercise: str, part: str, case: CaseReport) -> str:
    shown = {
        name: getattr(value, "text", None)
        for name, value in (("input", case.input), ("expected", case.expected), ("got", case.got))
    }
    whose = {"student": student, "exercise": exercise, "part": part, "case": case.name}
    ended = {"status": case.status.value, "credit": case.credit, "message": case.message}
    return json.dumps(whose | ended | shown) + "\n"
