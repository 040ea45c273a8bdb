"""From a folder or a zip to the submissions of a class, with one list of what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.intake.names import Named, Owner, Placed, named, odd, placed, same_letters
from grader.intake.pile import Found, pile_of
from grader.intake.roster import Roster, match
from grader.submission import File, Handed, Submissions, no_notebook

__all__ = ["open_submissions"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A file of somebody's, and all that its name says."""

    found: Found
    placed: Placed
    named: Named

    @property
    def rank(self) -> tuple[bool, bool, int, int]:
        """The highest counts: Python before notebooks, then the last attempt. In a folder of one's
        own the plain name stands first."""
        plain = self.named.exact and not self.placed.owner.system
        return self.named.suffix == ".py", plain, self.named.attempt, self.placed.order

    @property
    def file(self) -> File:
        trouble = self.found.trouble
        if self.named.suffix == ".ipynb":
            trouble = trouble or no_notebook(self.placed.own)
        elif self.found.is_folder:
            trouble = trouble or f"{self.found.place}: this is a folder; a Python file belongs here"
        # What packs a zip for Canvas or Moodle stamps it with the time of packing.
        time = None if self.placed.owner.system else self.found.time
        return File(self.found.read, trouble, self.placed.late, time)


def open_submissions(
    path: Path, exercises: Sequence[str], *, only: Sequence[str] = (), roster: Roster | None = None
) -> Submissions:
    """A folder `<student>/<exercise>.py`, a zip of one, or what Canvas and Moodle export.

    Where `only` is a single exercise, a student's only Python file is for it, whatever its name.
    Raises UsageError if nobody handed in anything, or a zip is none.
    """
    pile = pile_of(path)
    strange = [*pile.refused, *odd_names(pile.found)]
    own: dict[Owner, list[tuple[Found, Placed]]] = {}
    for found in pile.found:
        place = placed(found.path, is_folder=found.is_folder)
        if place is None:
            strange.append(at(found.place, found.trouble or "not a student's folder"))
        else:
            own.setdefault(place.owner, []).append((found, place))
    if not own:
        why = f" ({strange[0]})" if strange else ""
        raise UsageError(f"{path}: no folder of a student in it{why}")
    handed = {}
    for owner, files in own.items():
        handed[owner], told = handed_by(files, exercises, only)
        strange += told
    matched = match(list(own), roster)
    students = {matched.students[owner]: of for owner, of in handed.items()}
    students |= dict.fromkeys(matched.missing, Handed({}))
    told = [*matched.told, *(f"{id}: in the roster, handed in nothing" for id in matched.missing)]
    return Submissions(
        folder=path,
        students=tuple(sorted(students.items(), key=lambda item: item[0])),
        handed_in=frozenset(id for of in handed.values() for id in of.files),
        strange=(*told, *alike(students), *strange),
    )


def handed_by(
    files: Sequence[tuple[Found, Placed]], exercises: Sequence[str], only: Sequence[str]
) -> tuple[Handed, list[str]]:
    """What counts of one student's files, and a line for each that does not."""
    whole = next((found.trouble for found, place in files if not place.own and found.trouble), None)
    if whole:
        return Handed({}, whole), [whole]
    inside = [(found, place) for found, place in files if place.own]
    if not inside:
        return Handed({}), [f"{files[0][0].place}: an empty folder"]
    answers: dict[str, list[Answer]] = {}
    loose: list[Answer] = []
    told = [f"{found.place}: {found.note}" for found, _ in inside if found.note]
    for found, place in inside:
        name = named(place.own, exercises)
        if name is None or (found.is_folder and name.exercise is None):
            told += [f"{found.place}: {why_no_answer(found, place)}"]
        else:
            same = loose if name.exercise is None else answers.setdefault(name.exercise, [])
            same.append(Answer(found, place, name))
    chosen: dict[str, File] = {}
    if len(only) == 1 and only[0] not in answers:
        python = [answer for answer in loose if answer.named.suffix == ".py"]
        if len({answer.named.base for answer in python}) > 1:
            trouble = f"several Python files, and none is named {only[0]}.py"
            chosen[only[0]] = File(python[0].found.read, trouble)
        elif python:
            answers[only[0]] = python
            loose = [answer for answer in loose if answer not in python]
    told += [f"{answer.found.place}: no exercise" for answer in loose]
    for exercise, own in answers.items():
        best = max(reversed(own), key=lambda answer: answer.rank)
        chosen[exercise] = best.file
        told += [f"{a.found.place}: {why_not(a, best)}" for a in own if a is not best]
        if best.file.trouble:
            told.append(at(best.found.place, best.file.trouble))
    return Handed(chosen), told


def at(place: str, trouble: str) -> str:
    """A trouble with its place in front, once."""
    return f"{place}: {trouble.partition(': ')[2] or trouble}"


def why_not(answer: Answer, best: Answer) -> str:
    if answer.named.suffix == ".ipynb":
        return "notebooks are not read yet"
    if answer.found.path == best.found.path:
        return "twice in the zip; the last counts"
    return f"another attempt; {best.found.path[-1]} counts"


def why_no_answer(found: Found, place: Placed) -> str:
    if found.trouble:
        return found.trouble.partition(": ")[2]
    if found.is_folder:
        return "a folder; not looked into"
    if "/" in place.own:
        return "lies in a further folder"
    return "a zip; not opened" if place.own.lower().endswith(".zip") else "no exercise"


def odd_names(found: Sequence[Found]) -> list[str]:
    """A line for each name that is taken as it is, though it looks made to trouble."""
    seen = dict.fromkeys(one.path[: i + 1] for one in found for i in range(len(one.path)))
    return [f"{'/'.join(path)}: {why}" for path in seen if (why := odd(path[-1]))]


def alike(students: Sequence[str] | dict[str, Handed]) -> list[str]:
    """A line for students that differ by letter case alone: one of two file systems mixes them."""
    groups: dict[str, list[str]] = {}
    for student in sorted(students):
        groups.setdefault(same_letters(student), []).append(student)
    return [
        f"{', '.join(group)}: differ by letter case alone; kept apart"
        for group in groups.values()
        if len(group) > 1
    ]
