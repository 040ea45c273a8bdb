"""The calls of a function part: what an item says of them, and each made ready for one seed."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from grader.checks import Tolerance
from grader.diagnosis import Outcome
from grader.errors import CourseError
from grader.inputs import Input, draw_all, is_random, number
from grader.kinds.number import Absolute, Relative
from grader.model import (
    Call,
    Exercise,
    Foreign,
    Frozen,
    Parameter,
    Part,
    Returned,
    Role,
    Value,
)
from grader.sandboxes.child import pack, unpack
from grader.words import in_course

# Unscored calls that confirm a diagnosis: enough for two inputs, few enough to cost nothing.
PROBES = 4


class Case(Frozen):
    """One call: named inputs, and what it is for. A hidden case shows its name only."""

    name: Annotated[str, Field(min_length=1, description="A sentence that students read.")]
    role: Annotated[
        Role,
        Field(
            strict=False,
            description="core cases earn, edge cases cost, examples are shown and earn nothing",
        ),
    ] = Role.CORE
    hidden: Annotated[bool, Field(description="A student sees the name only.")] = False
    inputs: Annotated[dict[str, Input], Field(description="Values by the stub's parameters.")]
    relative: Relative = None
    absolute: Absolute = None


class FunctionPart(Part):
    """`returns` names the entries of a tuple; `square` the inputs whose axes must be equal."""

    kind: Literal["function"]
    returns: Annotated[
        tuple[str, ...], Field(strict=False, description="Names of the entries of a tuple.")
    ] = ()
    square: Annotated[
        tuple[str, ...], Field(strict=False, description="Inputs whose axes must be equal.")
    ] = ()
    relative: Relative = None
    absolute: Absolute = None
    follows: Annotated[
        dict[str, str],
        Field(
            description="How an entry follows from others: by a function of the reference file "
            "whose parameters are inputs or entries. One that follows from a wrong one keeps its "
            "credit."
        ),
    ] = {}
    cases: Annotated[
        tuple[Case, ...],
        Field(strict=False, min_length=1, description="The calls, at least two of them core."),
    ]

    def tolerance(self, case: Case) -> Tolerance:
        """What a case sets, else what the part sets."""
        return Tolerance(
            self.relative if case.relative is None else case.relative,
            self.absolute if case.absolute is None else case.absolute,
        )


@dataclass(frozen=True, slots=True)
class Posed:
    """A case made ready: its arguments by position, and the right answer."""

    case: Case
    arguments: tuple[Value, ...]
    want: Value
    tolerance: Tolerance

    @property
    def scored(self) -> bool:
        return self.case.role is not Role.EXAMPLE


@dataclass(frozen=True, slots=True)
class Probe:
    """An unscored call like that of a case, with other numbers, or once more with the same.

    The right answer is computed when it is needed.
    """

    case: Case
    arguments: tuple[Value, ...]
    repeats: bool = False


def pose_all(part: FunctionPart, exercise: Exercise, seed: int) -> tuple[Posed, ...]:
    """Every case with its right answer. Raises CourseError where the course's own code fails."""
    return tuple(pose(part, case, exercise, seed) for case in part.cases)


def pose(part: FunctionPart, case: Case, exercise: Exercise, seed: int) -> Posed:
    return solve(part, case, exercise, drawn(part, case, exercise, seed))


def solve(
    part: FunctionPart, case: Case, exercise: Exercise, arguments: tuple[Value, ...]
) -> Posed:
    """A call with its right answer. Raises CourseError where the reference has none."""
    reference = exercise.reference
    want = as_sent(reference.call(reference.answer(part.name), copy.deepcopy(arguments)))
    if isinstance(want, Foreign):
        raise CourseError(
            f"{in_course(reference.path)}: {part.name}: {case.name}: the right answer is "
            f"{want.description}, which no student could return"
        )
    require_entries(part, exercise, want)
    return Posed(case, arguments, want, part.tolerance(case))


def require_entries(part: FunctionPart, exercise: Exercise, want: Value) -> None:
    where = f"{in_course(exercise.path)}: {part.name}: the reference"
    names = part.returns
    if not names and isinstance(want, tuple):
        raise CourseError(f"{where} returns a tuple; name its entries in returns")
    if names and (not isinstance(want, tuple) or len(want) != len(names)):
        wanted = f"{len(names)} entries ({', '.join(names)})"
        raise CourseError(f"{where} must return a tuple of {wanted}")


def probes_of(part: FunctionPart, exercise: Exercise, seed: int) -> tuple[Probe, ...]:
    """Visible cases with other numbers, core ones first; then the first call once more."""
    visible = [case for case in part.cases if not case.hidden]
    scored = [case for case in visible if case.role is not Role.EXAMPLE]
    fresh = [case for case in scored if any(map(is_random, case.inputs.values()))]
    fresh.sort(key=lambda case: case.role is not Role.CORE)
    found = [Probe(case, drawn(part, case, exercise, seed, "probe")) for case in fresh[:PROBES]]
    again = [Probe(case, drawn(part, case, exercise, seed), repeats=True) for case in visible[:1]]
    return (*found, *again)


def drawn(
    part: FunctionPart, case: Case, exercise: Exercise, seed: int, *further: str
) -> tuple[Value, ...]:
    """A case's arguments by position. `further` words draw other numbers."""
    where = (exercise.id, part.name, case.name, *further)
    inputs = draw_all(case.inputs, seed, where, exercise.reference.make)
    return positional(exercise.stub.signatures[part.name], inputs)


def call_of(part: FunctionPart, asked: Posed | Probe, exercise: Exercise, seed: int) -> Call:
    where = (str(seed), exercise.id, part.name, asked.case.name)
    return Call(
        part=part.name,
        function=part.name,
        arguments=asked.arguments,
        hidden=asked.case.hidden,
        seed=number(*where) % 2**32,
        probe=isinstance(asked, Probe),
    )


def as_sent(value: Value) -> Value:
    """A value of course code as it would come through the wall; what would not is a Foreign."""
    tree, body = pack(value)
    found = unpack(tree, body, Foreign)
    if isinstance(value, tuple) and any(isinstance(entry, Foreign) for entry in found):
        return next(entry for entry in found if isinstance(entry, Foreign))
    return found


def sent(outcome: Outcome) -> Outcome:
    """What a mistake gives, as it would come through the wall; a Foreign matches nothing."""
    return Returned(as_sent(outcome.value)) if isinstance(outcome, Returned) else outcome


def inputs_of(parameters: Sequence[Parameter], arguments: Sequence[Value]) -> dict[str, Value]:
    """Every input by name, from the contract where a call leaves it out."""
    given = dict(zip((p.name for p in parameters), arguments, strict=False))
    return {p.name: given.get(p.name, p.default) for p in parameters}


def positional(parameters: Sequence[Parameter], drawn: Mapping[str, Value]) -> tuple[Value, ...]:
    """Arguments up to the last that the case names, gaps filled from the contract."""
    last = max((i for i, p in enumerate(parameters) if p.name in drawn or p.required), default=-1)
    return tuple(drawn.get(p.name, p.default) for p in parameters[: last + 1])
