"""Who is who: a roster, read from a table that an instructor has."""

from grader.errors import UsageError
from grader.exporters.marks import Person
from grader.exporters.sheet import column_named, read_sheet


def read_roster(text: str, name: str) -> dict[str, Person]:
    """Who is who, by id. Raises UsageError where a table has no ids, or one of them twice."""
    sheet = read_sheet(text, name)
    header = sheet.rows[0].texts()
    columns = {
        "id": column_named(header, "id", "student", "login", "sis login id", "username"),
        "name": column_named(header, "name", "full name", "student name"),
        "email": column_named(header, "email", "email address", "e-mail"),
        "section": column_named(header, "section"),
        "sis_id": column_named(header, "sis id", "sis user id", "id number"),
    }
    if columns["id"] is None:
        raise UsageError(f"{name}:1: no column id; a roster begins with: id,name,email")
    people: dict[str, Person] = {}
    for row in sheet.rows[1:]:
        texts = {
            key: row.text(column).strip() for key, column in columns.items() if column is not None
        }
        if not any(row.texts()):
            continue
        person = Person(**texts)
        if person.id in people:
            raise UsageError(f"{name}:{row.line}: the id {person.id} stands here a second time")
        people[person.id] = person
    return people
