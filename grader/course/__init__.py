"""A course folder becomes exercises; every mistake of its author is told here, with its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from grader.course.complaints import Complaint, Trail, printable, reason, refuse, suggest
from grader.course.item import Policies, Settings, schema
from grader.course.loading import load, read_item, validated
from grader.errors import CourseError, UsageError
from grader.model import Exercise, Limits
from grader.words import natural

__all__ = ["Course", "open_course", "schema", "suggest"]

SETTINGS = "exercises/course.yaml"


@dataclass(frozen=True, slots=True)
class Course:
    """A folder with `exercises/`, `reference/` and `solutions/`, whose exercises are not yet read.

    Where course.yaml is wrong defaults stand here, and loading any exercise raises what is wrong.
    """

    root: Path
    ids: tuple[str, ...]
    title: str
    seed: int = 0
    assigned: tuple[str, ...] = ()
    allow: tuple[str, ...] = ("numpy",)
    reveal: bool = False
    limits: Limits = field(default_factory=Limits)
    policies: Policies | None = None
    complaints: tuple[Complaint, ...] = field(default=(), repr=False)

    def exercise(self, id: str) -> Exercise:
        """One exercise; no other is read.

        Raises UsageError if there is none, CourseError with all its mistakes and the course's own.
        """
        return self.exercises([id])[0]

    def exercises(self, ids: Iterable[str] | None = None) -> tuple[Exercise, ...]:
        """All exercises, or these, in order. Raises UsageError, or one CourseError for them all."""
        wanted = self.ids if ids is None else tuple(ids)
        refuse_unknown(wanted, self.ids)
        loaded = [load(self.root, id) for id in wanted]
        refuse([*self.complaints, *(each for _, complaints in loaded for each in complaints)])
        return tuple(exercise for exercise, _ in loaded if exercise is not None)


def refuse_unknown(ids: Iterable[str], known: tuple[str, ...]) -> None:
    unknown = [f"no exercise {printable(id)}{suggest(id, known)}" for id in ids if id not in known]
    if unknown:
        raise UsageError(*unknown)


def open_course(root: Path | None = None) -> Course:
    """A course by its folder, or the one that comes with the grader.

    Raises UsageError if there is no such folder, CourseError if it holds no course.
    """
    root = bundled() if root is None else root
    if not root.is_dir():
        raise UsageError(f"{root}: {'not a folder' if root.exists() else 'no such folder'}")
    if not (root / "exercises").is_dir():
        raise CourseError(f"{root}: no course: it has no folder exercises with its items")
    if not (root / SETTINGS).is_file():
        raise CourseError(f"{root}: no course: {SETTINGS} is missing; one line will do: title: ...")
    try:
        return settled(root)
    except OSError as error:
        raise CourseError(f"{root}: cannot be read: {reason(error)}") from error


def bundled() -> Path:
    """The course inside an installed grader, or that of the checkout around it."""
    package = Path(__file__).parents[1]
    return package / "bundled" if (package / "bundled").is_dir() else package.parent


def settled(root: Path) -> Course:
    """A course with what its course.yaml says."""
    files = [path.name for path in (root / "exercises").iterdir() if path.name[0] != "."]
    stems = {name.removesuffix(".yaml") for name in files if name.endswith(".yaml")} - {"course"}
    ids = tuple(sorted(stems, key=natural))
    _, document = read_item(root, SETTINGS)
    settings = validated(Settings, document)
    for i, id in enumerate(settings.assigned if settings else ()):
        if id not in ids:
            document.complain(("assigned", i), f"no exercise {id}{suggest(id, ids)}")
    if settings is not None and settings.policies is not None:
        for trail, what in in_policies(settings.policies, ids):
            document.complain(("policies", *trail), what)
    complaints = (*document.complaints, *misnamed(files))
    if settings is None:
        return Course(root, ids, root.resolve().name, complaints=complaints)
    complaints += tuple(shadowing(ids, settings.allow))
    values = {name: getattr(settings, name) for name in Settings.model_fields}
    values["limits"] = Limits(**settings.limits.model_dump())
    return Course(root, ids, **values, complaints=complaints)


def in_policies(policies: Policies, ids: tuple[str, ...]) -> Iterator[tuple[Trail, str]]:
    """What is said of exercises that are not there, and extensions of nothing."""
    named: list[Trail] = [("due", id) for id in policies.due]
    named += [("weights", id) for id in policies.weights]
    extended = policies.extensions.items()
    named += [("extensions", student, id) for student, own in extended for id in own]
    for trail in named:
        id = str(trail[-1])
        if id not in ids:
            yield trail, f"no exercise {id}{suggest(id, ids)}"
    for student, own in extended:
        for id, until in own.items():
            due = policies.due.get(id)
            if id in ids and due is None:
                yield (
                    ("extensions", student, id),
                    f"{id} has no due date; there is nothing to extend",
                )
            elif due is not None and not isinstance(until, int) and until < due:
                yield ("extensions", student, id), f"lies before the due date of {id}"


def shadowing(ids: Iterable[str], allow: Iterable[str]) -> Iterator[Complaint]:
    for id in set(ids) & set(allow):
        told = f"{id} is the name of a package that submissions import; choose another"
        yield Complaint(f"exercises/{id}.yaml", 1, 1, told)


def misnamed(files: Iterable[str]) -> Iterator[Complaint]:
    for name in files:
        if name.endswith(".yml"):
            told = f"an item's name ends in .yaml; call it {name.removesuffix('.yml')}.yaml"
            yield Complaint(f"exercises/{name}", 1, 1, told)
