"""What lies in a folder or a zip, listed and not read yet."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from grader.errors import UsageError
from grader.intake.archive import Entry, entries_of, overlapping
from grader.intake.names import CANVAS, MOODLE, refused
from grader.submission import SUFFIXES, read_bytes
from grader.words import cut


@dataclass(frozen=True, slots=True)
class Found:
    """A file or a folder; `path` are its names, outermost first, `note` what is odd about it."""

    path: tuple[str, ...]
    read: Callable[[], bytes]
    is_folder: bool = False
    trouble: str | None = None
    note: str | None = None
    time: datetime | None = None

    @property
    def place(self) -> str:
        return "/".join(self.path)


@dataclass(frozen=True, slots=True)
class Pile:
    """All that was found, and a line for each thing that is not to be looked at."""

    found: tuple[Found, ...]
    refused: tuple[str, ...] = ()


def pile_of(path: Path) -> Pile:
    """What a folder or a zip holds. Raises UsageError."""
    return zip_pile(path) if path.is_file() else Pile(tuple(folder_pile(path)))


# --- a folder -----------------------------------------------------------------------------------


def folder_pile(folder: Path) -> Iterator[Found]:
    """A folder with a folder for each student, two levels deep; links are not followed."""
    try:
        names = names_in(folder)
    except FileNotFoundError as error:
        raise UsageError(f"{folder}: no such folder") from error
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read: {error.strerror}") from error
    for name in names:
        path = folder / name
        top = Found((spelt(name),), partial(read_inside, folder, path), path.is_dir())
        if path.is_symlink():
            yield replace(top, trouble=f"{top.place}: a symbolic link is not followed")
        elif top.is_folder:
            yield from student_pile(folder, path, top)
        else:
            yield top


def student_pile(folder: Path, path: Path, top: Found) -> Iterator[Found]:
    try:
        names = names_in(path)
    except OSError as error:
        yield replace(top, trouble=f"{top.place}: cannot be read: {error.strerror}")
        return
    yield top
    for name in names:
        own = path / name
        link = f"{spelt(name)}: a symbolic link is not followed" if own.is_symlink() else None
        read = partial(read_inside, folder, own)
        yield Found((*top.path, spelt(name)), read, own.is_dir(), trouble=link)


def read_inside(folder: Path, path: Path) -> bytes:
    """A file as it is now: what was no link when it was listed may be one by now."""
    for link in (path.parent, path):
        if link != folder and link.is_symlink():
            raise UsageError(f"{spelt(link.name)}: a symbolic link is not followed")
    try:
        return read_bytes(path)
    except UsageError as error:
        raise UsageError(str(error).replace(f"{folder}{os.sep}", "")) from error


def names_in(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if not is_ignored(name))


def is_ignored(name: str) -> bool:
    return name.startswith(".") or name in ("__pycache__", "__MACOSX")


def spelt(name: str) -> str:
    """A file name as text that any encoder takes; bytes that are no UTF-8 are spelt out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


# --- a zip --------------------------------------------------------------------------------------


def zip_pile(path: Path) -> Pile:
    """What a zip holds, without what macOS adds and without its one top folder, if it has one."""
    entries = entries_of(path)
    shared = overlapping(entries)
    found, lines = [], []
    for entry in entries:
        names = tuple(name for name in entry.name.split("/") if name not in ("", "."))
        if why := refused(entry.name):
            lines.append(f"{cut(entry.name, 80)}: {why}")
        elif names and not any(is_ignored(name) for name in names):
            found.append(found_in(entry, names, is_shared=entry.offset in shared))
    return Pile(without_top(found), tuple(lines))


def found_in(entry: Entry, names: tuple[str, ...], *, is_shared: bool) -> Found:
    place, told = "/".join(names), entry.trouble
    if is_shared and not entry.is_folder:
        told = "its bytes are those of another file too"
    bomb = f"expands from {entry.packed:,} to {entry.size:,} bytes; no more than 1 MiB is read"
    return Found(
        path=names,
        read=entry.read,
        is_folder=entry.is_folder,
        trouble=f"{place}: {told}" if told else None,
        note=bomb if entry.is_bomb else None,
        time=entry.time,
    )


def without_top(found: list[Found]) -> tuple[Found, ...]:
    """A single folder around everything is no student, unless answers lie in it directly."""
    tops = {one.path[0] for one in found if not is_loose(one)}
    if len(tops) != 1 or any(map(MOODLE.fullmatch, tops)):
        return tuple(found)
    files = [one.path[1] for one in found if len(one.path) == 2 and not one.is_folder]
    exported = [name for name in files if CANVAS.fullmatch(name) or MOODLE.fullmatch(name)]
    answers = [name for name in files if name.lower().endswith(SUFFIXES)]
    deeper = any(len(one.path) > 2 or (len(one.path) == 2 and one.is_folder) for one in found)
    if not (exported or deeper) or set(answers) - set(exported):
        return tuple(found)
    inside = (replace(one, path=one.path[1:]) for one in found if len(one.path) > 1)
    return (*inside, *(one for one in found if is_loose(one)))


def is_loose(found: Found) -> bool:
    """Whether this is a file beside the students' folders, and nobody's."""
    name, *rest = found.path
    return not (rest or found.is_folder or CANVAS.fullmatch(name) or MOODLE.fullmatch(name))
