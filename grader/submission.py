"""What a student handed in: one file for an exercise, read once, as bytes that never run here."""

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.errors import GraderError, UsageError

MAX_BYTES = 1024 * 1024
SUFFIXES = (".py", ".ipynb")


@dataclass(frozen=True, slots=True)
class Submission:
    """One student's file for one exercise.

    `source` is None where no file was handed in. `unreadable` is why its text cannot be a Python
    file: the student's. `trouble` is why it could not be read at all: ours, and never a zero.
    `late` is what the learning platform says; `handed_in` is by the clock of whoever packed the
    zip, which names no zone, and None where nothing tells it.
    """

    student: str
    exercise: str
    source: bytes | None = None
    unreadable: str | None = None
    trouble: str | None = None
    late: bool = False
    handed_in: datetime | None = None

    @property
    def digest(self) -> str | None:
        return None if self.source is None else hashlib.sha256(self.source).hexdigest()

    @property
    def text(self) -> str:
        return (self.source or b"").decode("utf-8-sig", "replace")


def read_submission(student: str, exercise: str, path: Path) -> Submission:
    """A student's file. Raises UsageError where there is no file that can be read."""
    if path.suffix == ".ipynb":
        raise UsageError(no_notebook(path.name))
    source = read_bytes(path)
    return Submission(student, exercise, source, unreadable=why_unreadable(source))


def no_notebook(name: str) -> str:
    return f"{name}: notebooks are not read yet; save it as {name.rpartition('.')[0]}.py"


def candidates(folder: Path, exercise: str) -> list[Path]:
    """Where an exercise's file may be, the preferred one first."""
    return [folder / f"{exercise}{suffix}" for suffix in SUFFIXES]


def read_bytes(path: Path) -> bytes:
    """The first bytes of a regular file, one more than may be read; nothing else is opened."""
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise UsageError(f"{path}: this is a folder; a Python file belongs here")
        if not stat.S_ISREG(mode):
            raise UsageError(f"{path}: this is no regular file")
        with open(path, "rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UsageError(f"{path}: no such file") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: cannot be read: {reason}") from error


def why_unreadable(source: bytes) -> str | None:
    """Why bytes are no Python file, or None."""
    if not source.strip():
        return "the file is empty"
    if len(source) > MAX_BYTES:
        return "the file is larger than 1 MiB"
    if b"\0" in source:
        return "the file is binary, not Python source"
    try:
        source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        return (
            f"the file is not UTF-8: line {line} has a byte that no character has; save it as UTF-8"
        )
    return None


# --- a class ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class File:
    """A file that is not read yet; `trouble` is why it is not to be. `read` raises UsageError."""

    read: Callable[[], bytes]
    trouble: str | None = None
    late: bool = False
    handed_in: datetime | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """What one student handed in, by exercise; `trouble` is why nothing of it can be read."""

    files: Mapping[str, File]
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Submissions:
    """What a class handed in, each file to be read when its turn comes.

    `folder` is where it lies, a zip too. `handed_in` are the exercises that somebody has a file
    for; `strange` is what was left out or looks odd, a line each.
    """

    folder: Path
    students: tuple[tuple[str, Handed], ...]
    handed_in: frozenset[str]
    strange: tuple[str, ...]

    def read(self, student: str, handed: Handed, exercise: str) -> Submission:
        """One submission; a file that cannot be read is our trouble, not the student's zero."""
        if handed.trouble:
            return Submission(student, exercise, trouble=handed.trouble)
        file = handed.files.get(exercise)
        if file is None:
            return Submission(student, exercise)
        source, unreadable, trouble = None, None, file.trouble
        if trouble is None:
            try:
                source = file.read()
                unreadable = why_unreadable(source)
            except GraderError as error:
                trouble = str(error)
        return Submission(student, exercise, source, unreadable, trouble, file.late, file.handed_in)
