"""The promises that every course keeps: solutions pass, mistakes are told apart, files belong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import numpy as np

from grader.course import Course
from grader.diagnosis import Outcome, alike, same
from grader.errors import CourseError
from grader.grading import Graded, Paper, grade, prepare
from grader.inputs import Full, Generator, Integers, Literally, Normal, Uniform, Zeros, generators
from grader.kinds.function import FunctionPart, FunctionQuestion, Posed
from grader.model import Exercise, Returned, Role, Sandbox, Status
from grader.reference import imported
from grader.submission import read_submission

TINY = 1e-9


@dataclass(slots=True)
class Findings:
    """What an audit found: a line for each exercise, warnings, broken promises."""

    summary: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def audit(course: Course, names: Sequence[str], sandbox: Sandbox) -> Findings:
    """Try every promise of the named exercises, or of the whole course. Raises CourseError."""
    findings = Findings()
    exercises = course.exercises(names or None)
    for exercise in exercises:
        broken = list(broken_promises(course, exercise, sandbox, findings.warnings))
        findings.broken += broken
        findings.summary.append(summary(exercise, len(broken)))
    if not names:
        findings.broken += strays(course)
    return findings


def summary(exercise: Exercise, broken: int) -> str:
    functions = [part for part in exercise.parts if isinstance(part, FunctionPart)]
    cases = sum(len(part.cases) for part in functions)
    told = f"{broken} broken promises" if broken else "all promises kept"
    return f"{exercise.id}: {len(exercise.parts)} parts, {cases} cases: {told}"


def broken_promises(
    course: Course, exercise: Exercise, sandbox: Sandbox, warnings: list[str]
) -> Iterator[str]:
    try:
        paper = prepare(course, exercise)
        yield from solution_passes(paper, sandbox)
        yield from stub_is_open(paper, sandbox)
        for question in paper.questions:
            if isinstance(question, FunctionQuestion):
                yield from defaults_are_left_out(question)
                yield from mistakes_come_out(question)
                warnings.extend(too_small(question))
                warnings.extend(symmetric(question))
    except CourseError as error:
        yield from error.messages


def graded(paper: Paper, path: Path, sandbox: Sandbox) -> Graded:
    return grade(paper, read_submission("audit", paper.exercise.id, path), sandbox)


def solution_passes(paper: Paper, sandbox: Sandbox) -> Iterator[str]:
    path = paper.exercise.solution
    for part in graded(paper, path, sandbox).report.parts:
        if part.status is not Status.PASSED:
            missed = next((c for c in part.cases if c.status is not Status.PASSED), None)
            why = f"{missed.name}: {missed.message}" if missed else part.message
            yield f"{path}: {part.name}: the solution is {part.status}: {why}"


def stub_is_open(paper: Paper, sandbox: Sandbox) -> Iterator[str]:
    path = paper.exercise.stub.path
    for part in graded(paper, path, sandbox).report.parts:
        if part.status is not Status.NOT_ATTEMPTED:
            yield f"{path}: {part.name}: the stub counts as {part.status}: {part.message}"


def defaults_are_left_out(question: FunctionQuestion) -> Iterator[str]:
    """One core case of a function with defaults leaves them to the student's own."""
    defaults = {p.name for p in question.parameters if not p.required}
    core = [case for case in question.part.cases if case.role is Role.CORE]
    if defaults and all(defaults & case.inputs.keys() for case in core):
        names = ", ".join(sorted(defaults))
        yield f"{at(question)}: no core case leaves out what has defaults ({names})"


def mistakes_come_out(question: FunctionQuestion) -> Iterator[str]:
    """Every mistake differs from the truth, and from every other, on a scored case."""
    scored = [i for i, posed in enumerate(question.posed) if posed.scored]
    path = question.exercise.reference.path  # type: ignore[attr-defined]
    where = f"{path}: {question.part.name}"
    for mistake, outcomes in question.mistakes:
        if not any(brings_out(question, question.posed[i], outcomes[i]) for i in scored):
            yield f"{where}: {mistake.id}: no scored case brings this mistake out"
    for (one, ones), (other, others) in combinations(question.mistakes, 2):
        if all(equal(question, question.posed[i], ones[i], others[i]) for i in scored):
            yield f"{where}: {one.id} and {other.id}: no scored case tells them apart"


def brings_out(question: FunctionQuestion, posed: Posed, outcome: Outcome) -> bool:
    if not isinstance(outcome, Returned):
        return True
    return not alike(outcome.value, posed.want, posed.tolerance, question.part.returns)


def equal(question: FunctionQuestion, posed: Posed, one: Outcome, other: Outcome) -> bool:
    return same(one, other, posed.tolerance, question.part.returns)


def too_small(question: FunctionQuestion) -> Iterator[str]:
    """Right answers below 1e-9 vanish in the absolute tolerance unless the case sets it."""
    for posed in question.posed:
        entries = posed.want if isinstance(posed.want, tuple) else (posed.want,)
        for entry in entries:
            if not isinstance(entry, (float, np.ndarray)) or posed.tolerance.absolute is not None:
                continue
            sizes = np.abs(np.asarray(entry, dtype=float))
            largest = sizes.max(where=np.isfinite(sizes), initial=0.0)
            if 0 < largest < TINY:
                yield (
                    f"{at(question)}: {posed.case.name}: right answers are below 1e-9; set "
                    "absolute: 0 or take larger numbers"
                )


def symmetric(question: FunctionQuestion) -> Iterator[str]:
    """Arrays of core cases whose axes are equal, or of length one, in every case: a mixed-up axis
    cannot show there."""
    core = [case for case in question.part.cases if case.role is Role.CORE]
    for parameter in question.parameters:
        name = parameter.name
        shapes = [shape for c in core for shape in shapes_of(c.inputs.get(name))]
        if not shapes or name in question.part.square:
            continue
        if all(len(set(shape)) < len(shape) or 1 in shape for shape in shapes):
            yield (
                f"{at(question)}: {name}: in every core case it has equal axes or one of length 1; "
                f"let one differ, or say square: [{name}]"
            )


def shapes_of(value: object) -> list[tuple[int, ...]]:
    """The shapes of the arrays that an input draws."""
    return [shape for g in generators(value) if (shape := shape_of(g))]


def shape_of(generator: Generator) -> tuple[int, ...]:
    match generator:
        case Normal(normal=shape) | Uniform(uniform=shape) | Integers(integers=shape):
            return shape
        case Zeros(zeros=shape) | Full(full=shape):
            return shape
        case Literally(array=array):
            return np.shape(array)
    return ()


def at(question: FunctionQuestion) -> str:
    return f"{question.exercise.path}: {question.part.name}"


def strays(course: Course) -> list[str]:
    """Files of a course that belong to no exercise."""
    folders = {name: course.root / name for name in ("exercises", "solutions", "reference")}
    used = {file for id in course.ids for file in imported(folders["reference"] / f"{id}.py")}
    strays = [
        path
        for name in ("exercises", "solutions")
        for path in sorted(folders[name].glob("*.py"))
        if path.stem not in course.ids
    ]
    strays += [path for path in sorted(folders["reference"].glob("*.py")) if path not in used]
    return [f"{path}: belongs to no exercise of the course" for path in strays]
