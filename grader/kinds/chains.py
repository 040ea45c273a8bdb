"""Entries that follow from earlier ones: a mistake is charged where it is made, and only there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from inspect import signature

from grader.checks import Finding, Tolerance, Unlike, agrees, as_wanted, together
from grader.errors import CourseError
from grader.kinds.cases import FunctionPart
from grader.model import Exercise, Reference, Returned, Value
from grader.words import in_course


@dataclass(frozen=True, slots=True)
class Link:
    """How an entry follows: a function of inputs of the case and of other entries, by name."""

    entry: str
    function: Callable[..., Value]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The entries of a tuple in the order in which they follow from each other."""

    names: tuple[str, ...]
    links: Mapping[str, Link]
    reference: Reference

    def followed(
        self,
        inputs: Mapping[str, Value],
        got: Sequence[Value],
        want: Sequence[Value],
        tolerance: Tolerance,
    ) -> dict[str, tuple[str, ...]]:
        """The wrong entries that follow rightly from the student's own, and from which of them."""
        own, wrong = dict(inputs), set()
        found: dict[str, tuple[str, ...]] = {}
        pairs = dict(zip(self.names, zip(got, want, strict=True), strict=True))
        for name in self.order:
            g, w = pairs[name]
            if agrees(g, w, tolerance):
                own[name] = w
                continue
            wrong.add(name)
            link = self.links.get(name)
            causes = tuple(n for n in link.needs if n in wrong) if link is not None else ()
            if link is not None and causes and self._derives(link, own, g, w, tolerance):
                found[name] = causes
            own[name] = as_entry(g, w)
        return found

    @property
    def order(self) -> tuple[str, ...]:
        """The entries, each after those from which it follows."""
        needs = {name: [n for n in self.needs(name) if n in self.names] for name in self.names}
        return tuple(TopologicalSorter(needs).static_order())

    def needs(self, name: str) -> tuple[str, ...]:
        return self.links[name].needs if name in self.links else ()

    def _derives(
        self, link: Link, own: Mapping[str, Value], got: Value, want: Value, tolerance: Tolerance
    ) -> bool:
        values = [own.get(name) for name in link.needs]
        if any(value is None for value in values):
            return False
        derived = self.reference.attempt(link.function, values)
        if not isinstance(derived, Returned):
            return False
        # Of the right kind and shape: what followed from a wrong shape would be no gradient.
        return shape(derived.value) == shape(want) and agrees(got, derived.value, tolerance)


def chain_of(part: FunctionPart, exercise: Exercise, inputs: Sequence[str]) -> Chain | None:
    """The chain that a part declares. Raises CourseError where it names what is not there."""
    if not part.follows:
        return None
    links = {
        entry: link_of(part, exercise, entry, name, {*inputs, *part.returns})
        for entry, name in part.follows.items()
    }
    chain = Chain(part.returns, links, exercise.reference)
    try:
        _ = chain.order
    except CycleError as error:
        circle = " from ".join(error.args[1])
        raise CourseError(f"{where(part, exercise)}: a circle: {circle}") from error
    return chain


def link_of(part: FunctionPart, exercise: Exercise, entry: str, name: str, known: set[str]) -> Link:
    if entry not in part.returns:
        raise CourseError(f"{where(part, exercise)}: returns has no entry {entry}")
    function = exercise.reference.answer(name)
    needs = tuple(signature(function).parameters)
    for each in needs:
        if each not in known:
            told = f"{name} takes {each}, which is neither an input nor an entry of returns"
            raise CourseError(f"{where(part, exercise)}: {entry}: {told}")
    return Link(entry, function, needs)


def where(part: FunctionPart, exercise: Exercise) -> str:
    return f"{in_course(exercise.path)}: {part.name}: follows"


def as_entry(got: Value, want: Value) -> Value | None:
    """A student's entry in the form of the right one; None where it has no such form or shape."""
    try:
        value = as_wanted(got, want)
    except Unlike:
        return None
    return value if shape(value) == shape(want) else None


def shape(value: Value) -> tuple[int, ...]:
    return tuple(getattr(value, "shape", ()))


def consistent(
    finding: Finding, followed: Mapping[str, tuple[str, ...]], names: Sequence[str]
) -> Finding:
    """A finding whose entries that follow keep their credit, and are told so."""
    if not followed:
        return finding
    entries = [
        Finding(1.0, because(followed[name])) if name in followed else entry
        for name, entry in zip(names, finding.entries, strict=True)
    ]
    return together(entries, names)


def because(causes: Sequence[str]) -> str:
    return f"follows rightly from your {' and '.join(causes)}, and keeps its credit"
