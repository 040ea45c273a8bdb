"""What a class earned, kept in a folder: a database of reports, a table, and pages to read."""

from collections.abc import Iterator
from pathlib import Path

from grader.course import suggest
from grader.errors import UsageError
from grader.gradebook.book import Held, versions
from grader.gradebook.database import NAME, reading
from grader.gradebook.records import restored
from grader.model import Report
from grader.words import natural

__all__ = ["history", "load", "require_results", "sealed", "stream"]


def load(folder: Path) -> list[Report]:
    """The current reports of a results folder, by student and by the course's exercises.

    Raises UsageError where there are none, OutputError where they cannot be read.
    """
    return list(stream(folder))


def stream(folder: Path) -> Iterator[Report]:
    """What `load` gives, one after another: a large class needs no more memory than a small."""
    with reading(folder) as db:
        for (student,) in db.execute(
            "SELECT DISTINCT student FROM report WHERE current ORDER BY student"
        ).fetchall():
            rows = db.execute(
                "SELECT exercise, body FROM report WHERE student = ? AND current", [student]
            ).fetchall()
            for exercise, body in sorted(rows, key=lambda row: natural(row[0])):
                yield restored(student, body, f"{folder / NAME}: {student}: {exercise}")


def require_results(folder: Path) -> None:
    """Raises UsageError where there are none, OutputError where they cannot be read."""
    with reading(folder):
        return


def sealed(folder: Path) -> Iterator[tuple[str, str, str, str]]:
    """(student, exercise, part, JSON) of the hidden cases of current reports; nobody else's."""
    with reading(folder) as db:
        yield from db.execute(
            "SELECT student, exercise, part, content FROM sealed "
            "JOIN report USING (student, exercise, version) WHERE current "
            "ORDER BY student, exercise, position"
        ).fetchall()


def history(folder: Path, student: str, exercise: str) -> list[Held]:
    """Every version of a report, the first one first. Raises UsageError where there is none."""
    with reading(folder) as db:
        found = list(versions(db, student, exercise))
        known = db.execute("SELECT DISTINCT student, exercise FROM report").fetchall()
    if found:
        return found
    own = sorted({id for who, id in known if who == student}, key=natural)
    if own:
        raise UsageError(f"{folder}: no report of {student} on {exercise}{suggest(exercise, own)}")
    raise UsageError(f"{folder}: no student {student}{suggest(student, {who for who, _ in known})}")
