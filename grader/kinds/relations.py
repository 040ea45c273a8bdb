"""Facts about outputs at related inputs: what a reference says of all right answers together."""

import copy
from collections import namedtuple
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.checks import Unlike, agrees, is_shaped
from grader.errors import CourseError
from grader.inputs import number
from grader.kinds.cases import FunctionPart, Posed, inputs_of, positional, solve
from grader.kinds.chains import as_entry
from grader.model import Call, Diagnosis, Exercise, Output, Raised, Relation, Returned, Role, Value
from grader.words import in_course

# On how many cases a relation is tried.
CASES = 2


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A relation on one case, by its place among the cases, and the arguments that it changed."""

    relation: Relation
    at: int
    changed: tuple[tuple[Value, ...], ...]


class Relations:
    """The relations of one part and seed: what they ask, and which of them outputs violate."""

    def __init__(
        self, part: FunctionPart, exercise: Exercise, posed: Sequence[Posed], seed: int
    ) -> None:
        self.part, self.exercise, self.posed, self.seed = part, exercise, posed, seed
        self.parameters = exercise.stub.signatures[part.name]
        self.all = exercise.reference.relations(part.name)
        self.asked = tuple(asked for relation in self.all for asked in self._asked(relation))
        self.calls = tuple(
            Call(
                part.name,
                part.name,
                arguments,
                seed=number(str(seed), part.name) % 2**32,
                probe=True,
            )
            for asked in self.asked
            for arguments in asked.changed
        )

    def violations(
        self, outputs: Sequence[Output], related: Sequence[Output]
    ) -> tuple[Diagnosis, ...]:
        """The relations that a wrong part violates, each once. `related` answer the calls."""
        found: dict[str, Diagnosis] = {}
        for i, asked in enumerate(self.asked):
            own = [outputs[asked.at], *self._of(i, related)]
            sentence = self._violated(i, own)
            if sentence is not None:
                told = f"{self.posed[asked.at].case.name}: {sentence}"
                violated = Diagnosis(mistake=f"relation.{asked.relation.id}", message=told)
                found.setdefault(asked.relation.id, violated)
        return tuple(found.values())

    def promises(self) -> Iterator[str]:
        """What is wrong with a relation: it applies nowhere, or right answers violate it."""
        tried = {asked.relation.id for asked in self.asked}
        for relation in self.all:
            if relation.id not in tried:
                yield f"{relation.id}: it applies to no visible core case"
        for asked, wants in zip(self.asked, self._wants, strict=True):
            where = f"{asked.relation.id}: {self.posed[asked.at].case.name}"
            if wants is None:
                yield f"{where}: the reference has no answer for what it yields"
                continue
            if any(self._formed(want.want, want.want) is None for want in wants):
                yield f"{where}: only finite numbers and arrays of them can be asked"
                continue
            match self._outcome(asked, [want.want for want in wants]):
                case Raised(builtin=builtin, message=message):
                    yield f"{where}: it fails on a right answer: {builtin}: {message}"
                case Returned(str(sentence)):
                    yield f"{where}: the right answer violates it: {sentence}"

    # --- what is asked --------------------------------------------------------------------------

    def _asked(self, relation: Relation) -> Iterator[Asked]:
        """A relation on the first cases that it applies to."""
        left = CASES
        for i, posed in enumerate(self.posed):
            if left and posed.case.role is Role.CORE and not posed.case.hidden:
                changes = self._changes(relation, posed)
                left -= bool(changes)
                if changes:
                    given = dict(zip(self._names, posed.arguments, strict=False))
                    changed = [positional(self.parameters, given | change) for change in changes]
                    yield Asked(relation, i, tuple(changed))

    def _changes(self, relation: Relation, posed: Posed) -> tuple[dict[str, Value], ...]:
        """The inputs that a relation changes, one dictionary for each further call."""
        started = self._started(relation, posed)
        yielded = self.exercise.reference.call(next, (started, ()))
        changes = yielded if isinstance(yielded, tuple) else (yielded,)
        for change in changes:
            if not isinstance(change, dict) or not set(change) <= set(self._names):
                raise CourseError(
                    f"{self._where(relation)}: must yield a dictionary of changed inputs, or "
                    f"several as a tuple; inputs are {', '.join(self._names)}"
                )
        return changes

    def _started(self, relation: Relation, posed: Posed) -> Generator[Any, Any, Any]:
        """A relation before its first line, always with the same random numbers."""
        inputs = inputs_of(self.parameters, posed.arguments)
        for name in relation.parameters:
            if name not in inputs:
                raise CourseError(f"{self._where(relation)}: there is no input {name}")
        names = (str(self.seed), self.exercise.id, self.part.name, posed.case.name, relation.id)
        rng = np.random.default_rng(number(*names))
        values = copy.deepcopy([inputs[name] for name in relation.parameters])
        started: Generator[Any, Any, Any] = relation.function(rng, *values)
        return started

    @property
    def _names(self) -> list[str]:
        return [parameter.name for parameter in self.parameters]

    def _where(self, relation: Relation) -> str:
        return f"{in_course(self.exercise.reference.path)}: {self.part.name}: {relation.id}"

    # --- what came ------------------------------------------------------------------------------

    def _of(self, order: int, related: Sequence[Output]) -> Sequence[Output]:
        """The outputs that belong to one of those asked."""
        at = sum(len(asked.changed) for asked in self.asked[:order])
        return related[at : at + len(self.asked[order].changed)]

    @cached_property
    def _wants(self) -> tuple[tuple[Posed, ...] | None, ...]:
        """The right answers for each of those asked, the case's own first; None where the
        reference fails."""
        return tuple(self._solved(asked) for asked in self.asked)

    def _solved(self, asked: Asked) -> tuple[Posed, ...] | None:
        posed = self.posed[asked.at]
        try:
            further = [solve(self.part, posed.case, self.exercise, a) for a in asked.changed]
        except CourseError:
            return None
        return (posed, *further)

    def _violated(self, order: int, outputs: Sequence[Output]) -> str | None:
        """How outputs violate a relation; None where all are right, or one has no form to ask."""
        asked, wants = self.asked[order], self._wants[order]
        values = [output.value for output in outputs if isinstance(output, Returned)]
        if wants is None or len(values) < len(wants):
            return None
        pairs = list(zip(values, wants, strict=True))
        formed = [self._formed(got, posed.want) for got, posed in pairs]
        if any(value is None for value in formed):
            return None
        if all(agrees(got, w.want, w.tolerance, self.part.returns) for got, w in pairs):
            return None
        outcome = self._outcome(asked, formed)
        told = outcome.value if isinstance(outcome, Returned) else None
        return told if isinstance(told, str) else None

    def _outcome(self, asked: Asked, values: Sequence[Value]) -> Returned | Raised:
        """What a relation says of outputs, the case's own first."""
        started = self._started(asked.relation, self.posed[asked.at])
        outputs = tuple(self._entries(value) for value in copy.deepcopy(list(values)))
        return self.exercise.reference.attempt(finished, (started, outputs))

    def _formed(self, got: Value, want: Value) -> Value | None:
        """A value in the form and shape of the right one; None where it has none, or where a
        number is not finite."""
        if not self.part.returns:
            return entry_of(got, want)
        if not isinstance(got, (list, tuple)) or len(got) != len(want):
            return None
        entries = tuple(entry_of(g, w) for g, w in zip(got, want, strict=True))
        return None if any(entry is None for entry in entries) else entries

    def _entries(self, value: Value) -> Value:
        """A tuple of entries with their names."""
        if not self.part.returns:
            return value
        return namedtuple("Entries", self.part.returns, rename=True)(*value)  # noqa: PYI024


def entry_of(got: Value, want: Value) -> Value | None:
    if isinstance(want, np.ndarray) and not is_shaped(got, want.shape):
        return None
    try:
        value = as_entry(got, want)
    except Unlike:
        return None
    if isinstance(value, (float, np.ndarray, np.number)) and not np.isfinite(value).all():
        return None
    return value


def finished(relation: Generator[Any, Any, Any], outputs: tuple[Value, ...]) -> Value:
    """What a relation returns once it has the outputs. Raises ValueError if it yields again."""
    next(relation)
    try:
        relation.send(outputs)
    except StopIteration as end:
        return end.value
    raise ValueError("it yields a second time")
