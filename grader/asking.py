"""What a command line asks for: which exercises, which of their parts, from which files."""

import os
from collections.abc import Sequence
from pathlib import Path

from grader.course import Course, suggest
from grader.errors import CourseError, UsageError
from grader.grading import Paper, prepare
from grader.submission import candidates


def asked_for(
    course: Course, names: Sequence[str], file: Path | None
) -> list[tuple[str, Path, tuple[str, ...]]]:
    """(exercise, file, parts) of each exercise that a check is about; no parts means all."""
    wanted: dict[str, list[str]] = {}
    for name in names or ((file.stem,) if file is not None else ()):
        refuse_file_name(name)
        id, _, part = name.partition(".")
        known = [p.name for p in course.exercise(id).parts]
        parts = chosen_parts(id, [part], known) if part else known
        wanted.setdefault(id, []).extend(parts)
    if file is not None and len(wanted) != 1:
        raise UsageError("--file needs exactly one exercise")
    files = {id: file or default_file(candidates(Path(), id)) for id in wanted or course.ids}
    found = {id: path for id, path in files.items() if path is not None}
    for id in wanted:
        if id not in found:
            raise UsageError(f"{id}.py: no such file; grader start {id} writes one to fill in")
    if not found:
        raise UsageError(
            "no file of an exercise here; grader list names them, grader start writes them"
        )
    return [(id, path, tuple(wanted.get(id, ()))) for id, path in found.items()]


def refuse_file_name(name: str) -> None:
    stem, dot, rest = name.rpartition(".")
    if dot and rest in ("py", "ipynb", ""):
        raise UsageError(f"{name}: name the exercise without .{rest}: {stem or 'q1_7'}")


def default_file(paths: Sequence[Path]) -> Path | None:
    return next((path for path in paths if os.path.lexists(path)), None)


def chosen_parts(id: str, parts: list[str], known: list[str]) -> list[str]:
    for part in parts:
        if part not in known:
            raise UsageError(f"{id} has no part {part}{suggest(part, known)}")
    return parts


def prepare_all(
    course: Course, wanted: Sequence[tuple[str, Sequence[str]]], seed: int | None
) -> list[Paper]:
    """Every paper, (exercise, parts), or all that is wrong with the course at once."""
    papers: list[Paper] = []
    broken: list[str] = []
    for exercise, (_, parts) in zip(
        course.exercises([id for id, _ in wanted]), wanted, strict=True
    ):
        try:
            papers.append(prepare(course, exercise, seed, parts))
        except CourseError as error:
            broken += error.messages
    if broken:
        raise CourseError(*broken)
    return papers


def refuse_results_among(submissions: Path, results: Path) -> None:
    """Results inside the submissions would be a student the next time."""
    ours, theirs = results.resolve(), submissions.resolve()
    pages = ours / "students"
    if theirs in (ours, *ours.parents) or pages in (theirs, *theirs.parents):
        raise UsageError(f"{results}: lies among the submissions; choose a folder outside them")
