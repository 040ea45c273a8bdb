"""Whether a backward pass is the gradient of the student's own forward pass, by differences.

For an upstream gradient G and a direction D of an input, the loss Σ G·Y moves by the central
difference Σ G·(Y(X + hD) - Y(X - hD)) / 2h; a backward pass says Σ dX·D.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.checks import Array, Tolerance, Unlike, agrees, is_shaped, numeric
from grader.diagnosis.slopes import Slope, common_ratio, short, slope
from grader.inputs import draw_all, number, plain
from grader.kinds.cases import Case, FunctionPart, positional
from grader.kinds.pairs import Entry, bases_in, pair_of
from grader.model import Call, Diagnosis, Exercise, Output, Parameter, Returned, Value

BASES = 2
DIRECTIONS = 2
# Relative to the input's norm: truncation and rounding both stay far below ALIKE.
STEP = 1e-5
# How many directions of an entry must speak, and with one voice.
ENOUGH = 2

# The shape that a value must have; None for any.
Shape = tuple[int, ...] | None


# --- what is asked ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A step of length `size` from a base, along a direction of length 1 of an entry's input."""

    entry: Entry
    direction: Array
    size: float
    ahead: Value
    behind: Value


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """Inputs of the forward pass by name, the gradient that arrives, and steps from there."""

    inputs: Mapping[str, Value]
    upstream: Array
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What a forward and a backward pass gave at a base: None where there is nothing to read."""

    output: Array | None
    claims: Mapping[str, Array | None]
    slopes: tuple[Slope | None, ...]


class Gradients:
    """The calls that compare a backward part with its forward part, and what they prove.

    A part that has no forward part asks for nothing, and proves nothing.
    """

    def __init__(self, part: FunctionPart, exercise: Exercise, seed: int) -> None:
        self.part, self.exercise, self.seed = part, exercise, seed
        self.bases: tuple[Base, ...] = ()
        name = exercise.gradients.get(part.name)
        found = [p for p in exercise.parts if p.name == name and isinstance(p, FunctionPart)]
        if found:
            self.forward = found[0]
            self.pair = pair_of(part, self.forward, self._names(part), self._names(self.forward))
            self.bases = tuple(self._bases())
        self.calls = tuple(
            call for i, base in enumerate(self.bases) for call in self._asks(i, base)
        )

    def _names(self, part: FunctionPart) -> list[str]:
        return [parameter.name for parameter in self._parameters(part)]

    def _parameters(self, part: FunctionPart) -> tuple[Parameter, ...]:
        return self.exercise.stub.signatures[part.name]

    def _bases(self) -> Iterator[Base]:
        cases = bases_in(self.forward)
        for i in range(BASES):
            base = self._base(cases[i % len(cases)], i)
            if base is not None:
                yield base

    def _base(self, case: Case, order: int) -> Base | None:
        """A case's inputs with other numbers; None where the reference has no output there."""
        where = (self.exercise.id, self.part.name, case.name, "gradients", str(order))
        inputs = draw_all(case.inputs, self.seed, where, self.exercise.reference.make)
        output = self._output(self._solve(self.forward, self._forward(inputs)), None)
        if output is None:
            return None
        rng = np.random.default_rng(number(str(self.seed), *where))
        upstream = np.asarray(rng.normal(size=output.shape))
        return Base(inputs, upstream, tuple(self._steps(inputs, rng)))

    def _steps(self, inputs: Mapping[str, Value], rng: np.random.Generator) -> Iterator[Step]:
        known = {p.name: inputs.get(p.name, p.default) for p in self._parameters(self.forward)}
        for entry in self.pair.entries:
            value = finite(known[entry.input])
            if value is None or not value.size:
                continue
            size = STEP * (float(np.linalg.norm(value)) or 1.0)
            for _ in range(DIRECTIONS):
                direction = np.asarray(rng.normal(size=value.shape))
                direction = direction / np.linalg.norm(direction)
                moved = (plain(value + size * direction), plain(value - size * direction))
                yield Step(entry, direction, size, *moved)

    def _forward(self, inputs: Mapping[str, Value]) -> tuple[Value, ...]:
        return positional(self._parameters(self.forward), inputs)

    def _backward(self, base: Base) -> tuple[Value, ...]:
        """What a backward pass takes: inputs as given, or from the forward pass's defaults."""
        own = {p.name: p for p in self._parameters(self.part)}
        defaults = {
            p.name: p.default
            for p in self._parameters(self.forward)
            if p.name in own and own[p.name].required
        }
        given = {**defaults, **base.inputs, self.pair.upstream: plain(base.upstream)}
        return positional(tuple(own.values()), {n: v for n, v in given.items() if n in own})

    def _points(self, base: Base) -> Iterator[tuple[FunctionPart, tuple[Value, ...]]]:
        """Which part is called where; what is seen of a base is read in this order."""
        yield self.forward, self._forward(base.inputs)
        yield self.part, self._backward(base)
        for step in base.steps:
            for moved in (step.ahead, step.behind):
                yield self.forward, self._forward({**base.inputs, step.entry.input: moved})

    def _asks(self, order: int, base: Base) -> Iterator[Call]:
        # What a student draws at random is the same at every point of a base.
        seed = number(str(self.seed), self.exercise.id, self.part.name, str(order)) % 2**32
        for asked, arguments in self._points(base):
            yield Call(self.part.name, asked.name, arguments, seed=seed, probe=True)

    def _solve(self, asked: FunctionPart, arguments: tuple[Value, ...]) -> Output:
        reference = self.exercise.reference
        return reference.attempt(reference.answer(asked.name), copy.deepcopy(arguments))

    # --- what is seen ---------------------------------------------------------------------------

    @cached_property
    def _right(self) -> tuple[Seen, ...]:
        """What the reference's two passes give at the same points."""
        return tuple(
            self._seen(base, [self._solve(*point) for point in self._points(base)])
            for base in self.bases
        )

    def _seen(self, base: Base, outputs: Sequence[Output]) -> Seen:
        shape = base.upstream.shape
        here = self._output(outputs[0], shape)
        shapes = {step.entry.name: step.direction.shape for step in base.steps}
        claims = {
            entry.name: self._claim(entry, outputs[1], shapes.get(entry.name))
            for entry in self.pair.entries
        }
        moved = [self._output(output, shape) for output in outputs[2:]]
        slopes = [
            slope(
                (here, *moved[2 * i : 2 * i + 2]),
                base.upstream,
                step.size,
                step.direction,
                claims[step.entry.name],
            )
            for i, step in enumerate(base.steps)
        ]
        return Seen(here, claims, tuple(slopes))

    def _output(self, output: Output, shape: Shape) -> Array | None:
        return finite(entry_at(output, self.pair.of, len(self.forward.returns)), shape)

    def _claim(self, entry: Entry, output: Output, shape: Shape) -> Array | None:
        return finite(entry_at(output, entry.at, len(self.part.returns)), shape)

    # --- what is proved -------------------------------------------------------------------------

    def explain(self, outputs: Sequence[Output]) -> tuple[Diagnosis, ...]:
        """What holds of a wrong backward pass, at most one thing."""
        if not self.bases:
            return ()
        with np.errstate(all="ignore"):
            seen = list(self._seen_of(outputs))
            found = next(self._disagreements(seen), None) or self._follows(seen)
        return () if found is None else (found,)

    def silent(self) -> tuple[str, ...]:
        """The entries of which nothing can be proved, since the reference's own passes disagree
        in nearly all directions, or cannot be compared."""
        with np.errstate(all="ignore"):
            return tuple(
                entry.name
                for entry in (self.pair.entries if self.bases else ())
                if len(self._usable(entry, self._right)) < ENOUGH
            )

    def _seen_of(self, outputs: Sequence[Output]) -> Iterator[Seen]:
        at = 0
        for base in self.bases:
            size = 2 + 2 * len(base.steps)
            yield self._seen(base, outputs[at : at + size])
            at += size

    def _disagreements(self, seen: Sequence[Seen]) -> Iterator[Diagnosis]:
        for entry in self.pair.entries:
            slopes = self._usable(entry, seen)
            apart = sum(s.differs for s in slopes) >= ENOUGH and not any(s.agrees for s in slopes)
            if apart and all(self._is_wrong(entry, i, own) for i, own in enumerate(seen)):
                told = self._told(entry, slopes)
                yield Diagnosis(mistake=f"gradient.{entry.name}", message=told)

    def _follows(self, seen: Sequence[Seen]) -> Diagnosis | None:
        """That each entry agrees with the student's own forward pass, which is wrong."""
        for entry in self.pair.entries:
            slopes = self._usable(entry, seen)
            if len(slopes) < ENOUGH or not all(s.agrees for s in slopes):
                return None
        if not all(self._has_wrong_output(i, own) for i, own in enumerate(seen)):
            return None
        numbered = [(entry, i) for entry in self.pair.entries for i in range(len(seen))]
        if not any(self._is_wrong(entry, i, seen[i]) for entry, i in numbered):
            return None
        own, other = self._titles()
        told = f"Your {own} is the gradient of your own {other}; repair that one first."
        return Diagnosis(mistake="gradient.follows", message=told)

    def _usable(self, entry: Entry, seen: Sequence[Seen]) -> list[Slope]:
        """The slopes by an entry, without those where even the reference's passes disagree."""
        return [
            own
            for base, mine, right in zip(self.bases, seen, self._right, strict=True)
            for step, own, true in zip(base.steps, mine.slopes, right.slopes, strict=True)
            if step.entry == entry and own is not None and true is not None and true.agrees
        ]

    def _is_wrong(self, entry: Entry, order: int, seen: Seen) -> bool:
        claim, right = seen.claims[entry.name], self._right[order].claims[entry.name]
        return claim is not None and not agrees(claim, right, tolerance(self.part))

    def _has_wrong_output(self, order: int, seen: Seen) -> bool:
        return not agrees(seen.output, self._right[order].output, tolerance(self.forward))

    def _titles(self) -> tuple[str, str]:
        """What the two passes are called: by their entries where one function is both."""
        if self.part.name != self.forward.name or self.pair.of is None:
            return self.part.name, self.forward.name
        names = " and ".join(entry.name for entry in self.pair.entries)
        return names, self.forward.returns[self.pair.of]

    def _told(self, entry: Entry, slopes: Sequence[Slope]) -> str:
        _, other = self._titles()
        shown = max(slopes, key=lambda s: abs(s.change - s.claim) / s.scale)
        change, claim = short(shown.change, shown.claim)
        told = (
            f"Your {entry.words} is not the gradient of your own {other}: in one direction of "
            f"{entry.input}, with a random {self.pair.upstream}, your forward pass changes by "
            f"{change} per unit, your {entry.words} says {claim}."
        )
        ratio = common_ratio(slopes)
        return told if ratio is None else f"{told} In every direction it is {ratio} times as much."


def entry_at(output: Output, at: int | None, count: int) -> Value:
    """An entry of what was returned, or all of it; None where there is none."""
    if not isinstance(output, Returned):
        return None
    if at is None:
        return output.value
    value = output.value
    return value[at] if isinstance(value, (list, tuple)) and len(value) == count else None


def finite(value: Value, shape: Shape = None) -> Array | None:
    """A value as floating-point numbers; None where it is none, holds one that is not finite, or
    has another shape than it must have."""
    if shape is not None and not is_shaped(value, shape):
        return None
    try:
        array: Any = numeric(value).astype(np.float64)
    except Unlike:
        return None
    return array if np.isfinite(array).all() else None


def tolerance(part: FunctionPart) -> Tolerance:
    return Tolerance(part.relative, part.absolute)
