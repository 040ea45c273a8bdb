"""Another program's table, read so that what is not changed can be written back byte for byte."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError

MARK = "\ufeff"
LARGEST = 64 * 1024 * 1024


@dataclass(slots=True)
class Row:
    """Cells as they are written, quotes and all, and what ends the line."""

    line: int
    raw: list[str]
    end: str

    def text(self, column: int) -> str:
        """What a cell says; a short row ends in empty cells."""
        return unquoted(self.raw[column]) if column < len(self.raw) else ""

    def texts(self) -> list[str]:
        return [unquoted(raw) for raw in self.raw]


@dataclass(slots=True)
class Sheet:
    """The rows of a table, its delimiter, and the byte order mark that it begins with, or not."""

    name: str
    mark: str
    delimiter: str
    rows: list[Row]

    def fill(self, row: Row, column: int, number: str) -> None:
        """Write a number into a cell, in quotes where it had some or needs them."""
        row.raw += [""] * (column + 1 - len(row.raw))
        quoted = row.raw[column].startswith('"') or self.delimiter in number
        row.raw[column] = f'"{number}"' if quoted else number

    def written(self) -> str:
        return self.mark + "".join(self.delimiter.join(row.raw) + row.end for row in self.rows)


def read_file(path: Path, what: str) -> str:
    """The text of a table, its byte order mark kept. Raises UsageError."""
    try:
        if path.is_dir():
            raise UsageError(f"{path}: this is a folder; {what} belongs here")
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path}: larger than 64 MiB; {what} belongs here")
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file") from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8; save {what} as CSV in UTF-8") from error


def read_sheet(text: str, name: str) -> Sheet:
    """The table in a text. Raises UsageError where there is none."""
    mark = MARK if text.startswith(MARK) else ""
    body = text.removeprefix(MARK)
    if not body.strip() or "\0" in body:
        raise UsageError(f"{name}: no table in it")
    delimiter = delimiter_of(body)
    return Sheet(name, mark, delimiter, rows_of(body, delimiter, name))


def delimiter_of(body: str) -> str:
    """What stands most often in the first line, outside quotes."""
    first = re.match(r'(?:"[^"]*"|[^"\r\n])*', body)
    assert first is not None
    return max(",;\t", key=re.sub(r'"[^"]*"', "", first[0]).count)


def rows_of(body: str, delimiter: str, name: str) -> list[Row]:
    plain = f"[^{delimiter}\r\n]*"
    field = re.compile(rf'("[^"]*(?:""[^"]*)*"{plain}|{plain})({delimiter}|\r\n|\n|\r|\Z)')
    rows: list[Row] = []
    raw: list[str] = []
    line, place = 1, 0
    while place < len(body) or raw:
        found = field.match(body, place)
        if found is None or (found[1].startswith('"') and not re.match(r'"[^"]*"', found[1])):
            raise UsageError(f"{name}:{line}: a quote is opened here and never closed")
        raw.append(found[1])
        place = found.end()
        if found[2] != delimiter:
            rows.append(Row(line, raw, found[2]))
            line += sum(cell.count("\n") for cell in raw) + 1
            raw = []
    return rows


def unquoted(raw: str) -> str:
    if not raw.startswith('"'):
        return raw
    found = re.match(r'"((?:[^"]|"")*)"(.*)', raw, re.DOTALL)
    assert found is not None
    return found[1].replace('""', '"') + found[2]


def column_named(header: Sequence[str], *names: str) -> int | None:
    """The first column that has one of these names, in whatever case and with whatever spaces."""
    wanted = [simple(name) for name in names]
    return next((i for i, cell in enumerate(header) if simple(cell) in wanted), None)


def simple(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()
