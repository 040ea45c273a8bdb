"""The promises that every course keeps: solutions pass, mistakes are told apart, files belong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from grader.checks import Unlike, compare
from grader.course import Course, suggest
from grader.diagnosis import INPUTS
from grader.errors import CourseError
from grader.grading import Graded, Paper, grade, outputs_of, prepare, run
from grader.inputs import Full, Generator, Integers, Literally, Normal, Uniform, Zeros, generators
from grader.kinds.cases import FunctionPart, Posed
from grader.kinds.function import FunctionQuestion
from grader.model import Exercise, PartReport, Property, Raised, Role, Run, Sandbox, Status
from grader.reference import imported
from grader.sharpness import (
    Sharpness,
    brings_out,
    brought_out_by,
    proposal,
    sharpness,
    table,
    told_apart_by,
)
from grader.submission import read_submission
from grader.words import counted, in_course

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
        tables: list[str] = []
        broken = list(broken_promises(course, exercise, sandbox, findings.warnings, tables))
        findings.broken += broken
        findings.summary += [summary(exercise, len(broken)), *tables]
    if not names:
        findings.broken += strays(course)
    return findings


def summary(exercise: Exercise, broken: int) -> str:
    functions = [part for part in exercise.parts if isinstance(part, FunctionPart)]
    cases = sum(len(part.cases) for part in functions)
    told = counted(broken, "broken promise") if broken else "all promises kept"
    parts = counted(len(exercise.parts), "part")
    return f"{exercise.id}: {parts}, {counted(cases, 'case')}: {told}"


def told_of(question: FunctionQuestion, found: Sharpness) -> list[str]:
    """The mutation score of a part, and the table behind it."""
    killed = len(found.mistakes) - len(found.survivors)
    score = f"{killed} of {len(found.mistakes)} mistakes come out, mutation score {found.score:.0%}"
    return [f"  {question.part.name}: {score}", *table(found)]


def broken_promises(
    course: Course,
    exercise: Exercise,
    sandbox: Sandbox,
    warnings: list[str],
    summary: list[str],
) -> Iterator[str]:
    try:
        paper = prepare(course, exercise)
        yield from solution_passes(paper, sandbox)
        yield from solution_keeps_relations(paper, sandbox)
        yield from stub_is_open(paper, sandbox)
        for question in paper.questions:
            where = f"{in_course(exercise.path)}: {question.part.name}"
            yield from (f"{where}: {told}" for told in question.promises())
            if isinstance(question, FunctionQuestion):
                yield from defaults_are_left_out(question)
                found = sharpness(question)
                summary.extend(told_of(question, found))
                yield from mistakes_come_out(question, found)
                yield from mistakes_run(question)
                yield from mistakes_can_be_confirmed(question, found)
                yield from links_hold(question)
                yield from facts_hold(question)
                yield from gradients_agree(question)
                warnings.extend(too_small(question))
                warnings.extend(symmetric(question))
    except CourseError as error:
        yield from error.messages


def graded(paper: Paper, path: Path, sandbox: Sandbox) -> Graded:
    return grade(paper, read_submission("audit", paper.exercise.id, path), sandbox)


def solution_passes(paper: Paper, sandbox: Sandbox) -> Iterator[str]:
    path = paper.exercise.solution
    for part in graded(paper, path, sandbox).report.parts:
        if part.status is Status.NEEDS_REVIEW:
            yield from suggestion_is_full(path, part)
        elif part.status is not Status.PASSED:
            missed = next((c for c in part.cases if c.status is not Status.PASSED), None)
            why = f"{missed.name}: {missed.message}" if missed else part.message
            yield f"{in_course(path)}: {part.name}: the solution is {part.status}: {why}"


def suggestion_is_full(path: Path, part: PartReport) -> Iterator[str]:
    """A model answer is suggested all points, and holds no wrong idea."""
    where = f"{in_course(path)}: {part.name}"
    missing = [idea["name"] for idea in part.suggestion["ideas"] if not idea["found"]]
    if missing:
        yield f"{where}: the model answer lacks the ideas {', '.join(missing)}"
    for diagnosis in part.diagnoses:
        yield f"{where}: the model answer is taken for {diagnosis.mistake}"


def stub_is_open(paper: Paper, sandbox: Sandbox) -> Iterator[str]:
    path = paper.exercise.stub.path
    for part in graded(paper, path, sandbox).report.parts:
        if part.status is not Status.NOT_ATTEMPTED:
            told = f"the stub counts as {part.status}: {part.message}"
            yield f"{in_course(path)}: {part.name}: {told}"


def defaults_are_left_out(question: FunctionQuestion) -> Iterator[str]:
    """One core case of a function with defaults leaves them to the student's own."""
    defaults = {p.name for p in question.parameters if not p.required}
    core = [case for case in question.part.cases if case.role is Role.CORE]
    if defaults and all(defaults & case.inputs.keys() for case in core):
        names = ", ".join(sorted(defaults))
        yield f"{at(question)}: no core case leaves out what has defaults ({names})"


def mistakes_come_out(question: FunctionQuestion, found: Sharpness) -> Iterator[str]:
    """Every mistake differs from the truth, and from every other, on a scored case."""
    where = f"{in_course(question.exercise.reference.path)}: {question.part.name}"
    known = {mistake.id: mistake for mistake, _ in question.reasons.mistakes}
    for name in found.survivors:
        told = f"{where}: {name}: no scored case brings this mistake out"
        yield told + proposed(proposal(question, brought_out_by(question, known[name])))
    for one, other in found.twins:
        told = f"{where}: {one} and {other}: no scored case tells them apart"
        if one not in found.survivors and other not in found.survivors:
            told += proposed(proposal(question, told_apart_by(question, known[one], known[other])))
        yield told


def proposed(inputs: str | None) -> str:
    if inputs is None:
        return "; no mixture of this part's inputs does, so it needs another kind of input"
    return f"; this would: {inputs}"


def fact_can_be_asked(question: FunctionQuestion, fact: Property) -> Iterator[str]:
    """A fact names what there is, and does not fail on right answers."""
    where = f"{in_course(question.exercise.reference.path)}: {question.part.name}: {fact.id}"
    posed = question.posed[0]
    known = question.reasons.named(posed, posed.want)
    for name in fact.parameters:
        if name not in known:
            yield f"{where}: there is no input or entry {name}{suggest(name, known)}"
            return
    values = [known[name] for name in fact.parameters]
    outcome = question.exercise.reference.attempt(fact.function, values)
    if isinstance(outcome, Raised):
        yield f"{where}: it fails on a right answer: {outcome.builtin}: {outcome.message}"


def mistakes_run(question: FunctionQuestion) -> Iterator[str]:
    """A mistake that raises on every case is no mistake of a student's, but the author's."""
    where = f"{in_course(question.exercise.reference.path)}: {question.part.name}"
    for mistake, outcomes in question.reasons.mistakes:
        raised = [outcome for outcome in outcomes if isinstance(outcome, Raised)]
        if raised and len(raised) == len(outcomes):
            told = f"{raised[0].builtin}: {raised[0].message}"
            yield f"{where}: {mistake.id}: raises on every case: {told}"


def mistakes_can_be_confirmed(question: FunctionQuestion, found: Sharpness) -> Iterator[str]:
    """A mistake is named only where it differs on two inputs, so there must be as many."""
    where = f"{in_course(question.exercise.reference.path)}: {question.part.name}"
    tried = question.reasons.tried
    for mistake, outcomes in question.reasons.mistakes:
        pairs = zip(tried, outcomes, strict=True)
        shown = sum(brings_out(question, posed, outcome) for posed, outcome in pairs)
        if mistake.id not in found.survivors and shown < INPUTS:
            told = "this mistake can be confirmed on one input only; add a case that shows it"
            yield f"{where}: {mistake.id}: {told}"


def links_hold(question: FunctionQuestion) -> Iterator[str]:
    """From right entries every link gives the right one."""
    chain = question.reasons.chain
    for entry in chain.links if chain is not None else ():
        told = next(
            (t for posed in question.posed if (t := link_fails(question, entry, posed))), None
        )
        if told is not None:
            yield f"{at(question)}: follows.{entry}: {told}"


def link_fails(question: FunctionQuestion, entry: str, posed: Posed) -> str | None:
    """Why a link does not give the right entry of a case."""
    chain = question.reasons.chain
    assert chain is not None
    entries = dict(zip(chain.names, posed.want, strict=True))
    want = entries[entry]
    try:
        got = chain.derived(entry, {**question.reasons.inputs(posed), **entries}, want)
    except Unlike as error:
        return f"{posed.case.name}: {question.part.follows[entry]} gives {error}"
    message = compare(got, want, posed.tolerance).message
    return message and f"{posed.case.name}: {question.part.follows[entry]}: {message}"


def facts_hold(question: FunctionQuestion) -> Iterator[str]:
    """What the reference says of all right outputs is true of its own."""
    for fact in question.reasons.properties:
        yield from fact_can_be_asked(question, fact)
        for posed in question.posed:
            sentence = question.reasons.violated(fact, posed, posed.want)
            if sentence is not None:
                where = f"{in_course(question.exercise.reference.path)}: {question.part.name}"
                told = f"the right answer violates it: {posed.case.name}: {sentence}"
                yield f"{where}: {fact.id}: {told}"

    for told in question.relations.promises():
        yield f"{in_course(question.exercise.reference.path)}: {question.part.name}: {told}"


def gradients_agree(question: FunctionQuestion) -> Iterator[str]:
    """The reference's backward pass is the gradient of its forward pass."""
    for entry in question.gradients.silent():
        where = f"{in_course(question.exercise.path)}: gradients: {question.part.name}"
        forward = question.exercise.gradients[question.part.name]
        yield f"{where}: {entry}: the reference's is not the gradient of its {forward}"


def solution_keeps_relations(paper: Paper, sandbox: Sandbox) -> Iterator[str]:
    """What holds between calls of the reference holds of the solution, a gradient's too."""
    functions = [each for each in paper.questions if isinstance(each, FunctionQuestion)]
    if not any(each.gradients.calls or each.relations.calls for each in functions):
        return
    path = paper.exercise.solution
    outcome = run(paper, read_submission("audit", paper.exercise.id, path), sandbox)
    if not isinstance(outcome, Run):
        return
    for question, outputs in zip(paper.questions, outputs_of(paper, outcome), strict=True):
        if isinstance(question, FunctionQuestion):
            _, passes, related = question.reasons.split(outputs[len(question.asks) :])
            found = question.gradients.explain(passes)
            for each in (*found, *question.relations.violations(outputs, related)):
                yield f"{in_course(path)}: {question.part.name}: {each.mistake}: {each.message}"


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
    return f"{in_course(question.exercise.path)}: {question.part.name}"


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
    return [f"{in_course(path)}: belongs to no exercise of the course" for path in strays]
