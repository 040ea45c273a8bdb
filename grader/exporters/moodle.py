"""Moodle: a table for Grades, Import, CSV: who it is, and a grade and feedback per exercise."""

import html
from collections.abc import Iterable, Iterator, Mapping

from grader.exporters.cells import number, row
from grader.exporters.marks import Marks, Person, Written
from grader.exporters.terminal import WORDS
from grader.model import PartReport, Report
from grader.tex import without_tex
from grader.words import cut, one_line, points

LONGEST = 2000


def export_class(marks: Marks) -> Written:
    """Rows by ID number and, where a roster or the student's own name gives it, email address."""
    exercises = marks.exercises()
    header = ["ID number", "Email address"]
    for id, title in exercises.items():
        header += [f"{id} {title}", f"{id} {title} (feedback)"]
    lines = [row(header)]
    unplaced = []
    for student, own in marks.by_student().items():
        person = marks.people.get(student)
        if marks.people and person is None:
            unplaced.append(f"{student}: not in the roster, written with ID number {student}")
        lines.append(row([*identity(student, person), *cells(marks, own, exercises)]))
    return Written(files={"": "".join(lines)}, unplaced=tuple(unplaced))


def identity(student: str, person: Person | None) -> tuple[str, str]:
    if person is None:
        return ("", student) if "@" in student else (student, "")
    return person.sis_id or student, person.email


def cells(marks: Marks, own: Mapping[str, Report], exercises: Iterable[str]) -> Iterator[str]:
    for id in exercises:
        report = own.get(id)
        yield number(marks.mark(report)) if report else ""
        yield feedback(report, marks.because(report)) if report else ""


def feedback(report: Report, because: tuple[str, ...]) -> str:
    """A few sentences, as Moodle shows them: what looks like HTML in them is none."""
    if report.earned is None:
        said = [f"Not graded: {report.trouble or 'the reason is not known'}."]
    else:
        said = [of_part(part) for part in report.parts]
        said += [f"{capital(reason)}." for reason in because]
        if report.pending:
            said.append(f"{points(report.pending)} more points wait for a person to decide.")
    return html.escape(cut(one_line(" ".join(said)), LONGEST), quote=False)


def of_part(part: PartReport) -> str:
    earned = "–" if part.earned is None else points(part.earned)
    why = " ".join(without_tex(diagnosis.message) for diagnosis in part.diagnoses)
    said = f"{part.name}: {WORDS[part.status][2]}, {earned} of {points(part.points)}."
    return f"{said} {why}" if why else said


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
