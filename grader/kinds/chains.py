"""Entries that follow from earlier ones: a mistake is charged where it is made, and only there."""

import copy
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from inspect import signature

import numpy as np

from grader.checks import Finding, Tolerance, Unlike, agrees, as_wanted, is_boolean, together
from grader.errors import CourseError
from grader.kinds.cases import FunctionPart
from grader.model import Exercise, Reference, Returned, Value
from grader.words import in_course


class Circle(ValueError):
    """Entries that follow from each other; the text says which."""


@dataclass(frozen=True, slots=True)
class Link:
    """How an entry follows: a function of inputs of the case and of other entries, by name."""

    function: Callable[..., Value]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The entries of a tuple, and in which `order` they follow from each other."""

    names: tuple[str, ...]
    links: Mapping[str, Link]
    order: tuple[str, ...]
    reference: Reference

    def followed(
        self,
        inputs: Mapping[str, Value],
        got: Sequence[Value],
        want: Sequence[Value],
        tolerance: Tolerance,
    ) -> dict[str, tuple[str, ...]]:
        """The wrong entries that follow rightly from the student's own, and from which of them."""
        entries = dict(zip(self.names, zip(got, want, strict=True), strict=True))
        own = {name: value for name, value in inputs.items() if name not in entries}
        wrong: set[str] = set()
        found: dict[str, tuple[str, ...]] = {}
        for name in self.order:
            g, w = entries[name]
            if not agrees(g, w, tolerance):
                wrong.add(name)
                causes = tuple(need for need in self.needs(name) if need in wrong)
                if causes and self._derives(name, own, g, w, tolerance):
                    found[name] = causes
            with suppress(Unlike):
                own[name] = as_entry(g, w)
        return found

    def derived(self, name: str, own: Mapping[str, Value], want: Value) -> Value:
        """An entry as it follows from what is known by name. Raises Unlike where it does not."""
        link = self.links[name]
        if not set(link.needs) <= own.keys():
            raise Unlike("an entry without what it follows from")
        # The functions of a course may write into what they are given.
        values = copy.deepcopy([own[need] for need in link.needs])
        outcome = self.reference.attempt(link.function, values)
        if not isinstance(outcome, Returned):
            raise Unlike(f"an exception: {outcome.builtin}: {outcome.message}")
        return as_entry(outcome.value, want)

    def needs(self, name: str) -> tuple[str, ...]:
        return self.links[name].needs if name in self.links else ()

    def _derives(
        self, name: str, own: Mapping[str, Value], got: Value, want: Value, tolerance: Tolerance
    ) -> bool:
        try:
            value = self.derived(name, own, want)
        except Unlike:
            return False
        # What is small beside the right answer may be large beside the student's own entries.
        return is_telling(value) and agrees(got, value, replace(tolerance, absolute=0.0))


def is_telling(value: Value) -> bool:
    """Whether a value can show that it was computed from another. Zeros, NaN and numbers that are
    all alike come out of nearly any computation, and of none."""
    numbers = np.asarray(value)
    if numbers.dtype.kind not in "biuf" or not np.isfinite(numbers).all():
        return False
    if numbers.size <= 1:
        return numbers.dtype.kind != "b" and bool(numbers.any())
    return bool((numbers != numbers.flat[0]).any())


def as_entry(got: Value, want: Value) -> Value:
    """A value in the form and shape of the right entry, which is a number or an array. Raises
    Unlike where it has none."""
    if not isinstance(want, (int, float, np.number, np.bool_, np.ndarray)):
        raise Unlike("an entry that is no number and no array")
    if is_boolean(want) and not is_boolean(got):
        raise Unlike("an entry that is no boolean")
    value = np.asarray(as_wanted(got, want))
    if value.shape != np.shape(want):
        raise Unlike("an entry of another shape")
    if np.asarray(want).dtype.kind == "f":
        # Further computed from in full precision, whatever type the student chose.
        value = value.astype(np.float64)
    return value[()]


# --- what a part declares -----------------------------------------------------------------------


def chain_of(part: FunctionPart, exercise: Exercise, inputs: Sequence[str]) -> Chain | None:
    """The chain that a part declares. Raises CourseError where it names what is not there."""
    if not part.follows:
        return None
    known = {*inputs, *part.returns}
    links = {
        entry: link_of(part, exercise, entry, name, known) for entry, name in part.follows.items()
    }
    try:
        order = order_of(part.returns, {entry: link.needs for entry, link in links.items()})
    except Circle as error:
        raise CourseError(f"{where(part, exercise)}: {error}") from error
    return Chain(part.returns, links, order, exercise.reference)


def link_of(part: FunctionPart, exercise: Exercise, entry: str, name: str, known: set[str]) -> Link:
    if entry not in part.returns:
        raise CourseError(f"{where(part, exercise)}: returns has no entry {entry}")
    function = exercise.reference.answer(name)
    needs = tuple(signature(function).parameters)
    for each in needs:
        if each not in known:
            raise CourseError(f"{where(part, exercise)}.{entry}: {unknown(name, each)}")
    return Link(function, needs)


def unknown(function: str, parameter: str) -> str:
    return f"{function} takes {parameter}, which is neither an input nor an entry of returns"


def where(part: FunctionPart, exercise: Exercise) -> str:
    return f"{in_course(exercise.path)}: {part.name}: follows"


def order_of(names: Sequence[str], needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The entries as they stand, but each after those that it needs. Raises Circle."""
    order: dict[str, None] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise Circle(f"a circle: {' from '.join((*path[path.index(name) :], name))}")
        for need in needs.get(name, ()):
            if need in names and need not in order:
                visit(need, (*path, name))
        order.setdefault(name)

    for name in names:
        visit(name, ())
    return tuple(order)


# --- what it is worth ---------------------------------------------------------------------------


def consistent(
    finding: Finding, followed: Mapping[str, tuple[str, ...]], names: Sequence[str]
) -> Finding:
    """A finding whose entries that follow keep their credit, and are told so."""
    if not followed:
        return finding
    entries = [
        Finding(1.0) if name in followed else entry
        for name, entry in zip(names, finding.entries, strict=True)
    ]
    found = together(entries, names)
    return replace(found, message=f"{found.message}; {because(followed)}")


def because(followed: Mapping[str, tuple[str, ...]]) -> str:
    """Which entries follow from which: dW1 and db1 follow rightly from your dH2, dh0 from dh1."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for name, sources in followed.items():
        groups.setdefault(sources, []).append(name)
    told = [f"{' and '.join(names)} from your {' and '.join(s)}" for s, names in groups.items()]
    return f"rightly follow, and keep their credit: {', '.join(told)}"
