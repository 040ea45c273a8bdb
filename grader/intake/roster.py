"""The students of a class, as a table names them, and whom of them a submission is from."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from grader.errors import UsageError
from grader.intake.names import Owner, same_letters

MAX_ROSTER = 16 * 1024 * 1024
COLUMNS = {
    "id": ("id", "student id", "user id", "id number", "identifier", "student"),
    "name": ("name", "full name", "student name", "display name", "sortable name"),
    "first": ("first name", "given name", "firstname"),
    "last": ("last name", "surname", "family name", "lastname"),
    "email": ("email", "e mail", "email address", "mail"),
    "section": ("section", "sections", "group", "groups"),
    "sis_id": ("sis id", "sis user id", "sis", "sisid"),
    "login": ("sis login id", "login id", "login", "username"),
}


@dataclass(frozen=True, slots=True)
class Student:
    """A line of a roster; everything as it is written there, leading zeros too."""

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    sis_id: str = ""
    login: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What else than the id may name this student."""
        local = self.email.partition("@")[0]
        return tuple(name for name in (self.sis_id, self.login, self.email, local) if name)


@dataclass(frozen=True, slots=True)
class Roster:
    """A class, in the order of its table; ids are all different."""

    students: tuple[Student, ...]


def read_roster(path: Path) -> Roster:
    """A table with a header, commas or semicolons between columns. Raises UsageError."""
    try:
        if not path.is_file():
            raise UsageError(f"{path}: no such file" if not path.exists() else f"{path}: no table")
        with open(path, "rb") as file:
            content = file.read(MAX_ROSTER + 1)
        if len(content) > MAX_ROSTER:
            raise UsageError(f"{path}: larger than 16 MiB")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: not UTF-8; save the table as UTF-8") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    return Roster(tuple(students_of(path, text)))


def students_of(path: Path, text: str) -> Iterator[Student]:
    header_line = text.lstrip().partition("\n")[0]
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=header_line.count), strict=True
    )
    seen: dict[str, int] = {}
    columns: dict[str, int] | None = None
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if columns is None:
                columns = columns_of(path, cells)
                continue
            student = student_of(cells, columns)
            if student is None:
                continue
            where = f"{path}:{rows.line_num}"
            if not student.id:
                raise UsageError(f"{where}: no id, SIS id or email in this line")
            if student.id in seen:
                raise UsageError(f"{where}: the id {student.id} is in line {seen[student.id]} too")
            seen[student.id] = rows.line_num
            yield student
    except csv.Error as error:
        raise UsageError(f"{path}:{rows.line_num}: {error}") from error
    if not seen:
        raise UsageError(f"{path}: nobody in it")


def columns_of(path: Path, header: Sequence[str]) -> dict[str, int]:
    spelt = [" ".join(re.findall(r"\w+", cell.replace("_", " ").casefold())) for cell in header]
    columns = {
        column: min((spelt.index(s) for s in spellings if s in spelt), default=-1)
        for column, spellings in COLUMNS.items()
    }
    # In Canvas's own table the column Student is the name, and ID is beside it.
    if "student" in spelt and "id" in spelt:
        columns["id"] = spelt.index("id")
        if columns["name"] < 0:
            columns["name"] = spelt.index("student")
    columns = {column: at for column, at in columns.items() if at >= 0}
    if not columns.keys() & {"id", "sis_id", "email"}:
        raise UsageError(f"{path}:1: no column id, SIS id or email (got {', '.join(header)})")
    return columns


def student_of(cells: Sequence[str], columns: dict[str, int]) -> Student | None:
    """None for the line in which Canvas tells how many points there are."""
    value = {column: cells[at] if at < len(cells) else "" for column, at in columns.items()}
    first, last = value.pop("first", ""), value.pop("last", "")
    value.setdefault("name", f"{first} {last}".strip())
    student = Student(**{"id": "", **value})
    if not student.id and student.name.casefold().startswith("points possible"):
        return None
    return replace(student, id=student.id or student.sis_id or student.email)


# --- whose a submission is ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Matched:
    """What each owner is called in the gradebook, who handed in nothing, and what is to be told."""

    students: dict[Owner, str]
    missing: tuple[str, ...]
    told: tuple[str, ...]


class Register:
    """A roster's students by everything that may name them."""

    def __init__(self, roster: Roster) -> None:
        self.by_id: dict[str, set[str]] = {}
        self.by_name: dict[str, set[str]] = {}
        self.by_letters: dict[str, set[str]] = {}
        self.by_full_name: dict[str, set[str]] = {}
        for student in roster.students:
            put(self.by_id, [student.id], student.id)
            put(self.by_name, student.names, student.id)
            put(self.by_letters, map(same_letters, (student.id, *student.names)), student.id)
            put(self.by_full_name, turned(student.name), student.id)

    def fitting(self, owner: Owner) -> set[str]:
        """The ids of the students that an owner may be: one, none, or more than can be told."""
        full_name = self.by_full_name.get(letters(owner.name), set())
        if owner.system == "canvas":
            own = self.by_id.get(owner.id, set())
            return own if own and (not full_name or own <= full_name) else own | full_name
        if owner.system == "moodle":
            # A participant's number is of one assignment: it is nobody's id.
            own = self.by_letters.get(f"participant {owner.id}", set())
            return own or full_name
        return (
            self.by_id.get(owner.id)
            or self.by_name.get(owner.id)
            or self.by_letters.get(same_letters(owner.id), set())
        )


def put(table: dict[str, set[str]], keys: Iterable[str], id: str) -> None:
    for key in keys:
        if key:
            table.setdefault(key, set()).add(id)


def words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name).casefold())


def letters(name: str) -> str:
    return "".join(words(name))


def turned(name: str) -> Iterator[str]:
    """A name's letters in every order that "Ann Maria Doe" and "Doe, Ann Maria" may have."""
    parts = words(name)
    return ("".join(parts[at:] + parts[:at]) for at in range(len(parts)))


def match(owners: Sequence[Owner], roster: Roster | None) -> Matched:
    """Whom of a roster each owner is. What fits several, or what several fit, is never guessed."""
    if roster is None:
        return Matched(called({owner: owner.id for owner in owners}, set()), (), ())
    register = Register(roster)
    fits = {owner: register.fitting(owner) for owner in owners}
    sure = {owner: next(iter(ids)) for owner, ids in fits.items() if len(ids) == 1}
    claims = Counter(sure.values())
    # A folder that is named exactly by an id is that student's, whoever else might be.
    exact = {owner for owner, id in sure.items() if not owner.system and owner.id == id}
    students = {o: id for o, id in sure.items() if o in exact or claims[id] == 1}
    strangers = {owner: owner.label for owner in owners if owner not in students}
    found, ids = set(students.values()), [student.id for student in roster.students]
    return Matched(
        students | called(strangers, set(ids)),
        missing=tuple(id for id in ids if id not in found),
        told=tuple(f"{owner.label}: {why_unmatched(fits[owner])}" for owner in strangers),
    )


def called(wanted: dict[Owner, str], taken: set[str]) -> dict[Owner, str]:
    """A name for each owner that nobody else has, the wanted one if it can be."""
    names: dict[Owner, str] = {}
    for owner in sorted(wanted, key=lambda owner: (bool(owner.system), owner.label)):
        tries = chain([wanted[owner], owner.label], (f"{owner.label} ({n})" for n in count(2)))
        names[owner] = next(name for name in tries if name not in taken)
        taken.add(names[owner])
    return names


def why_unmatched(fitting: set[str]) -> str:
    if not fitting:
        return "not in the roster; graded under this name"
    ids = sorted(fitting)
    few = ", ".join(ids[:3]) + (", …" if len(ids) > 3 else "")
    if len(ids) == 1:
        return f"may be {few} of the roster, as somebody else may; graded under this name"
    return f"may be {few} of the roster; graded under this name"
