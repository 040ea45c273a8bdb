"""Canvas: the course's own gradebook export, with our marks filled in and all else kept.

Rows and columns are found by what they are called, and by nothing like it: what matches nothing,
or matches twice, is told and left alone.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from grader.errors import UsageError
from grader.exporters.cells import number
from grader.exporters.marks import Marks, Person, Written
from grader.exporters.sheet import Row, Sheet, column_named, simple
from grader.words import counted, points

IDS = ("SIS Login ID", "SIS User ID", "ID")
FIXED = ("Student", *IDS, "Section", "Root Account", "Integration ID")
POSSIBLE = "points possible"
ASSIGNMENT = re.compile(r"\s*\(\d+\)\s*$")


def export_class(marks: Marks) -> Written:
    """The template with our cells filled. Raises UsageError where it is no export of Canvas."""
    sheet = marks.template
    if sheet is None:
        raise UsageError(
            "canvas: --template is missing: the course's own export (in Canvas: Grades, Export)"
        )
    header = sheet.rows[0].texts()
    if column_named(header, "Student") is None:
        raise UsageError(f"{sheet.name}:1: no column Student; Canvas's own export belongs here")
    ahead, possible = before_students(sheet)
    people = [row for row in sheet.rows[ahead:] if any(row.texts())]
    columns, strange_columns, spare = match_columns(marks.exercises(), header, possible)
    rows, strange_students = match_students(marks, people, header)
    told = list(fill(marks, sheet, rows, columns, possible))
    told += [f"column {header[column]!r}: no exercise of ours" for column in spare]
    matched = {id(row) for row in rows.values()}
    told += [
        f"row {row.line}: {row.text(0)!r}: no marks of ours"
        for row in people
        if id(row) not in matched
    ]
    unplaced = (*strange_columns, *strange_students)
    return Written(files={"": sheet.written()}, told=tuple(told), unplaced=unplaced)


def before_students(sheet: Sheet) -> tuple[int, Row | None]:
    """Where the students begin, and the row of points possible; rows of settings precede it."""
    for i, row in enumerate(sheet.rows[1:4], 1):
        if simple(row.text(0)) == POSSIBLE:
            return i + 1, row
    return 1, None


# --- columns ------------------------------------------------------------------------------------


def match_columns(
    exercises: Mapping[str, str], header: list[str], possible: Row | None
) -> tuple[dict[str, int], list[str], list[int]]:
    """The column of each exercise, what is wrong with the others, and columns of nobody."""
    fixed = {simple(name) for name in FIXED}
    open_columns = [
        i
        for i, name in enumerate(header)
        if simple(name) not in fixed
        and not (possible and "read only" in possible.text(i).casefold())
    ]
    owners = {column: owners_of(header[column], exercises) for column in open_columns}
    found: dict[str, int] = {}
    wrong: list[str] = []
    for id, title in exercises.items():
        mine = [column for column, ids in owners.items() if id in ids]
        # A column that is called just so comes before one whose name only begins so.
        exact = [c for c in mine if ASSIGNMENT.sub("", header[c]).strip() in (id, title)]
        mine = exact if len(exact) == 1 else mine
        names = ", ".join(repr(header[column]) for column in mine)
        if not mine:
            wrong.append(f"{id}: no column begins with {id} or {title!r}")
        elif len(mine) > 1:
            wrong.append(f"{id}: {len(mine)} columns begin so: {names}")
        elif len(owners[mine[0]]) > 1:
            wrong.append(f"{id}: column {names} begins like {' and '.join(owners[mine[0]])}")
        else:
            found[id] = mine[0]
    return found, wrong, [column for column in open_columns if not owners[column]]


def owners_of(name: str, exercises: Mapping[str, str]) -> list[str]:
    """The exercises whose id, or failing that whose title, begins the name of a column."""
    by_id = [id for id in exercises if begins(name, id)]
    titled = {id: title for id, title in exercises.items() if begins(name, title)}
    longest = max(map(len, titled.values()), default=0)
    return by_id or [id for id, title in titled.items() if len(title) == longest]


def begins(name: str, words: str) -> bool:
    """Whether a name begins with these words, and not in the middle of one: q2_1 is not q2_10."""
    name, words = " ".join(name.split()), " ".join(words.split())
    return bool(words) and re.match(rf"{re.escape(words)}(?![\w.]\w|\w)", name) is not None


# --- students -----------------------------------------------------------------------------------


def match_students(
    marks: Marks, people: list[Row], header: list[str]
) -> tuple[dict[str, Row], list[str]]:
    """The row of each student, and why the others have none."""
    by_key, by_name = keyed(people, header)
    found: dict[str, list[Row]] = {}
    for student in marks.by_student():
        person = marks.people.get(student, Person(id=student))
        rows = [
            row
            for key in {student, person.sis_id, person.email} - {""}
            for row in by_key.get(key, ())
        ]
        names = {spelt(student), spelt(person.name)} - {""}
        rows = rows or [row for name in names for row in by_name.get(name, ())]
        found[student] = list({id(row): row for row in rows}.values())
    takers: dict[int, list[str]] = {}
    for student, rows in found.items():
        for row in rows:
            takers.setdefault(id(row), []).append(student)
    matched: dict[str, Row] = {}
    wrong: list[str] = []
    for student, rows in found.items():
        if not rows:
            wrong.append(f"{student}: no row in the template")
        elif len(rows) > 1:
            lines = " and ".join(str(row.line) for row in rows)
            wrong.append(f"{student}: matches more than one row: {lines}")
        elif len(takers[id(rows[0])]) > 1:
            others = " and ".join(other for other in takers[id(rows[0])] if other != student)
            wrong.append(f"{student}: {others} matches the same row {rows[0].line}")
        else:
            matched[student] = rows[0]
    return matched, wrong


def keyed(
    people: list[Row], header: list[str]
) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """The rows by what stands in the columns of ids, and by name, in either order."""
    columns = [column for name in IDS if (column := column_named(header, name)) is not None]
    students = column_named(header, "Student")
    by_key: dict[str, list[Row]] = {}
    by_name: dict[str, list[Row]] = {}
    for row in people:
        for key in {row.text(column).strip() for column in columns} - {""}:
            by_key.setdefault(key, []).append(row)
        name = row.text(students or 0)
        last, comma, first = name.partition(",")
        for form in {spelt(name), spelt(f"{first} {last}" if comma else name)} - {""}:
            by_name.setdefault(form, []).append(row)
    return by_key, by_name


def spelt(name: str) -> str:
    """A name, however its letters are written large and its spaces wide."""
    return " ".join(name.split()).casefold()


# --- marks --------------------------------------------------------------------------------------


def fill(
    marks: Marks,
    sheet: Sheet,
    rows: Mapping[str, Row],
    columns: Mapping[str, int],
    possible: Row | None,
) -> Iterator[str]:
    """Write our cells, and tell what a number in a cell cannot say."""
    decimal = (
        "," if possible and any(re.fullmatch(r"\d+,\d+", x) for x in possible.texts()) else "."
    )
    own = marks.by_student()
    for id, column in columns.items():
        reports = [own[student][id] for student in rows if id in own[student]]
        for report in reports:
            text = number(marks.mark(report)).replace(".", decimal)
            sheet.fill(rows[report.student], column, text)
        changed = [r for r in reports if marks.because(r)]
        if changed:
            yield f"{id}: {counted(len(changed), 'mark')} under the course's policies; see csv"
        yield from unlike(id, reports[0].points if reports else None, column, possible)
        waiting = [r for r in reports if r.pending and marks.mark(r) is not None]
        empty = [r for r in reports if marks.mark(r) is None]
        if waiting:
            yield f"{id}: {counted(len(waiting), 'mark')} without points that wait for a person"
        if empty:
            yield f"{id}: {counted(len(empty), 'mark')} not decided yet, left empty"


def unlike(id: str, whole: float | None, column: int, possible: Row | None) -> Iterator[str]:
    text = possible.text(column).strip().replace(",", ".") if possible else ""
    if whole is None or not re.fullmatch(r"\d+(\.\d+)?", text):
        return
    if Decimal(text) != Decimal(str(whole)):
        there = f"{text} in the template; marks are not scaled"
        yield f"{id}: worth {points(whole)} points, and {there}"
