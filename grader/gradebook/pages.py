"""The table and the pages, written from the gradebook student by student."""

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from grader.exporters import csv, html
from grader.files import remove, require_writable, write
from grader.gradebook.book import Gradebook
from grader.gradebook.database import NAME
from grader.gradebook.records import restored
from grader.model import Report
from grader.policy import totals_in
from grader.words import natural

SAFE = re.compile(r"[A-Za-z0-9][\w.-]{0,79}", re.ASCII)
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
TABLES = ("grades.csv", "index.html")
PORTION = 50


def open_results(folder: Path) -> None:
    """Make a folder for results. Raises OutputError before any work is done."""
    require_writable(folder / "students")
    require_writable(folder)


def write_pages(
    book: Gradebook,
    *,
    everything: bool = False,
    tables: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> int:
    """Write what is not as the gradebook is: pages of students, the table, the class page.

    Pages of students who are gone are removed. `tables` are written anew if nothing else is.
    `told` hears how many pages of how many are written. Returns how many files were written.
    Raises OutputError.
    """
    folder = book.folder
    rows = book.db.execute("SELECT student, file, stale FROM page").fetchall()
    known = {student: (file, stale) for student, file, stale in rows}
    students = [s for (s,) in book.db.execute("SELECT DISTINCT student FROM report").fetchall()]
    names = page_names(students)
    there = set(os.listdir(folder / "students"))
    due = [
        student
        for student in sorted(names)
        if everything
        or known.get(student, (None, 2)) not in ((names[student], 0), (names[student], 1))
        or names[student] not in there
    ]
    remove_pages(folder, {file for file, _ in known.values() if file} - set(names.values()))
    for done in range(0, len(due), PORTION):
        if told:
            told(done, len(due))
        write_portion(book, due[done : done + PORTION], names)
    missing = [name for name in TABLES if not (folder / name).is_file()]
    stale = any(stale for _, stale in known.values())
    if not (due or everything or tables or missing or stale):
        return 0
    write_tables(book, names)
    with book.transaction():
        book.db.execute("UPDATE page SET stale = 0")
    return len(due) + len(TABLES)


def write_portion(book: Gradebook, students: Sequence[str], names: dict[str, str]) -> None:
    for student in students:
        write(book.folder / "students" / names[student], html.export(reports_of(book, student)))
    with book.transaction():
        book.db.executemany(
            "INSERT OR REPLACE INTO page VALUES (?, ?, 1)",
            [(student, names[student]) for student in students],
        )


def write_tables(book: Gradebook, names: dict[str, str]) -> None:
    reports = [report for student in sorted(names) for report in briefs_of(book, student)]
    write(book.folder / "grades.csv", csv.export(reports, totals_in(book.folder, reports)))
    pages = {student: f"students/{page}" for student, page in names.items()}
    write(book.folder / "index.html", html.index(reports, pages))


def reports_of(book: Gradebook, student: str) -> list[Report]:
    return read(book, student, "body")


def briefs_of(book: Gradebook, student: str) -> list[Report]:
    """A student's reports without prompts, answers and cases: what tables of a class need."""
    return read(book, student, "brief")


def read(book: Gradebook, student: str, column: str) -> list[Report]:
    rows: list[sqlite3.Row] = book.db.execute(
        f"SELECT exercise, {column} FROM report WHERE student = ? AND current", [student]
    ).fetchall()
    where = f"{book.folder / NAME}: {student}"
    return [
        restored(student, text, f"{where}: {exercise}")
        for exercise, text in sorted(rows, key=lambda row: natural(row[0]))
    ]


def remove_pages(folder: Path, files: Iterable[str]) -> None:
    for file in files:
        remove(folder / "students" / file)


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
