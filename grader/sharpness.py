"""How sharp the cases of a function part are: which mistake each of them brings out."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from grader.diagnosis import Outcome, alike, same
from grader.errors import CourseError
from grader.inputs import Generator, draw_all
from grader.kinds.cases import Posed, positional
from grader.kinds.function import FunctionQuestion
from grader.model import Mistake, Returned

TRIES = 300
SEEDS = 20


@dataclass(frozen=True, slots=True)
class Sharpness:
    """Scored cases × mistakes of one part; `out[case][mistake]` says whether it is brought out.

    `twins` are pairs of mistakes that no scored case tells apart.
    """

    cases: tuple[str, ...]
    mistakes: tuple[str, ...]
    out: tuple[tuple[bool, ...], ...]
    twins: tuple[tuple[str, str], ...]

    @property
    def survivors(self) -> tuple[str, ...]:
        killed = [any(row[i] for row in self.out) for i in range(len(self.mistakes))]
        return tuple(name for name, dead in zip(self.mistakes, killed, strict=True) if not dead)

    @property
    def score(self) -> float:
        """The mutation score: the share of mistakes that some scored case brings out."""
        if not self.mistakes:
            return 1.0
        return 1 - len(self.survivors) / len(self.mistakes)


def sharpness(question: FunctionQuestion) -> Sharpness:
    """Run every mistake on every scored case. Raises CourseError where the reference fails."""
    posed = question.posed
    scored = [i for i, each in enumerate(posed) if each.scored]
    out = tuple(
        tuple(
            brings_out(question, posed[i], outcomes[i]) for _, outcomes in question.reasons.mistakes
        )
        for i in scored
    )
    return Sharpness(
        cases=tuple(posed[i].case.name for i in scored),
        mistakes=tuple(mistake.id for mistake, _ in question.reasons.mistakes),
        out=out,
        twins=tuple(
            (one.id, other.id)
            for (one, ones), (other, others) in combinations(question.reasons.mistakes, 2)
            if all(same(ones[i], others[i], posed[i], question.part.returns) for i in scored)
        ),
    )


def brings_out(question: FunctionQuestion, posed: Posed, outcome: Outcome) -> bool:
    if not isinstance(outcome, Returned):
        return True
    return not alike(outcome.value, posed.want, posed.tolerance, question.part.returns)


def table(found: Sharpness) -> Iterator[str]:
    """Cases × mistakes, a letter for each mistake; a case that brings out nothing is told."""
    if not found.mistakes:
        return
    letters = [letter(i) for i in range(len(found.mistakes))]
    width = max(map(len, found.cases))
    yield f"    {'':<{width}}  {' '.join(letters)}"
    for name, row in zip(found.cases, found.out, strict=True):
        cells = zip(row, letters, strict=True)
        marks = " ".join(f"{'●' if hit else '·':<{len(short)}}" for hit, short in cells)
        idle = "" if any(row) else "  not needed: brings out nothing"
        yield f"    {name:<{width}}  {marks}{idle}"
    for name, short in zip(found.mistakes, letters, strict=True):
        yield f"    {short} = {name}"


def letter(number: int) -> str:
    """a to z, then aa, ab, ..."""
    before, last = divmod(number, 26)
    return (letter(before - 1) if before else "") + chr(ord("a") + last)


# --- an input that would help -------------------------------------------------------------------


def proposal(question: FunctionQuestion, differs: Callable[[Posed], bool]) -> str | None:
    """An input, of the part's own generators in a new mixture, on which something shows.

    Told as the `inputs` of a case, with in how many of 20 seeds it shows there; None if no mixture
    was found.
    """
    rng = np.random.default_rng(0)
    choices = {
        name: [case.inputs[name] for case in question.part.cases if name in case.inputs]
        for name in dict.fromkeys(name for case in question.part.cases for name in case.inputs)
    }
    for number in range(TRIES):
        mixed = {name: found[rng.integers(len(found))] for name, found in choices.items()}
        if shows(question, mixed, number, differs):
            often = sum(shows(question, mixed, seed, differs) for seed in range(SEEDS))
            return f"inputs: {flow(mixed)} (shows in {often} of {SEEDS} seeds)"
    return None


def shows(
    question: FunctionQuestion,
    inputs: dict[str, Any],
    seed: int,
    differs: Callable[[Posed], bool],
) -> bool:
    reference = question.exercise.reference
    try:
        drawn = draw_all(inputs, seed, ("proposal",), reference.make)
        arguments = positional(question.parameters, drawn)
        want = reference.call(reference.answer(question.part.name), arguments)
    except CourseError:
        return False
    case = question.part.cases[0]
    return differs(Posed(case, arguments, want, question.part.tolerance(case)))


def brought_out_by(question: FunctionQuestion, mistake: Mistake) -> Callable[[Posed], bool]:
    def differs(posed: Posed) -> bool:
        outcome = question.exercise.reference.attempt(mistake.function, posed.arguments)
        return brings_out(question, posed, outcome)

    return differs


def told_apart_by(
    question: FunctionQuestion, one: Mistake, other: Mistake
) -> Callable[[Posed], bool]:
    def differs(posed: Posed) -> bool:
        attempt = question.exercise.reference.attempt
        first, second = (attempt(mistake.function, posed.arguments) for mistake in (one, other))
        return not same(first, second, posed, question.part.returns)

    return differs


def flow(value: Any) -> str:
    """An input as YAML on one line."""
    if isinstance(value, Generator):
        value = value.model_dump(exclude_defaults=True)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return json.dumps(value)
