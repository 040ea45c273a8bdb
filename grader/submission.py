"""What a student handed in: one file for an exercise, read once, as bytes that never run here."""

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import GraderError, UsageError

MAX_BYTES = 1024 * 1024
SUFFIXES = (".py", ".ipynb")


@dataclass(frozen=True, slots=True)
class Submission:
    """One student's file for one exercise.

    `source` is None where no file was handed in. `unreadable` is why its text cannot be a Python
    file: the student's. `trouble` is why it could not be read at all: ours, and never a zero.
    """

    student: str
    exercise: str
    source: bytes | None = None
    unreadable: str | None = None
    trouble: str | None = None

    @property
    def digest(self) -> str | None:
        return None if self.source is None else hashlib.sha256(self.source).hexdigest()

    @property
    def text(self) -> str:
        return (self.source or b"").decode("utf-8-sig", "replace")


def read_submission(student: str, exercise: str, path: Path) -> Submission:
    """A student's file. Raises UsageError where there is no file that can be read."""
    if path.suffix == ".ipynb":
        raise UsageError(
            f"{path.name}: notebooks are not read yet; save it as {path.with_suffix('.py').name}"
        )
    source = read_bytes(path)
    return Submission(student, exercise, source, unreadable=why_unreadable(source))


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
class Submissions:
    """A folder with a folder for each student; `strange` is what was left out, and why."""

    folder: Path
    students: tuple[tuple[str, Path], ...]
    handed_in: frozenset[str]
    strange: tuple[str, ...]

    def read(self, student: str, folder: Path, exercise: str) -> Submission:
        """One submission; a file that cannot be read is our trouble, not the student's zero."""
        try:
            if folder.is_symlink():
                raise UsageError(f"{folder.name}: a symbolic link is not followed")
            path = next(
                (p for p in candidates(folder, exercise) if p.exists() or p.is_symlink()), None
            )
            if path is None:
                return Submission(student, exercise)
            if path.is_symlink():
                raise UsageError(f"{path.name}: a symbolic link is not followed")
            return read_submission(student, exercise, path)
        except GraderError as error:
            told = str(error).replace(f"{self.folder}{os.sep}", "")
            return Submission(student, exercise, trouble=told)


def candidates(folder: Path, exercise: str) -> list[Path]:
    """Where an exercise's file may be, the preferred one first."""
    return [folder / f"{exercise}{suffix}" for suffix in SUFFIXES]


def open_submissions(folder: Path, exercises: Sequence[str]) -> Submissions:
    """`folder/<student>/<exercise>.py`; names that begin with a dot are ignored.

    Raises UsageError if there is no such folder or nobody in it.
    """
    if folder.is_file():
        raise UsageError(
            f"{folder}: this is a file; a folder with a folder for each student belongs here"
        )
    try:
        entries = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    except FileNotFoundError as error:
        raise UsageError(f"{folder}: no such folder") from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read: {error.strerror}") from error
    students = [p for p in entries if p.is_dir()]
    if not students:
        raise UsageError(f"{folder}: no folder of a student in it")
    files = [(p, name) for p in students for name in names_in(p)]
    known = {f"{exercise}{suffix}": exercise for exercise in exercises for suffix in SUFFIXES}
    strange = [f"{spelt(p.name)}: not a student's folder" for p in entries if not p.is_dir()]
    strange += [f"{spelt(p.name)}/{spelt(n)}: no exercise" for p, n in files if n not in known]
    return Submissions(
        folder=folder,
        students=tuple((spelt(p.name), p) for p in students),
        handed_in=frozenset(known[name] for _, name in files if name in known),
        strange=tuple(strange),
    )


def names_in(folder: Path) -> list[str]:
    """The names in a student's folder; one that cannot be listed shows when its files are read."""
    if folder.is_symlink():
        return []
    try:
        return sorted(n for n in os.listdir(folder) if not n.startswith((".", "__pycache__")))
    except OSError:
        return []


def spelt(name: str) -> str:
    """A file name as text that any encoder takes; bytes that are no UTF-8 are spelt out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
