"""How a backward part belongs to a forward part, by the names of parameters and entries."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.inputs import is_random
from grader.kinds.cases import Case, FunctionPart
from grader.model import Role


class NoPair(Exception):
    """Why a backward part cannot be compared with a forward part."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A gradient that a backward pass returns, by an input of the forward pass; `at` is its place
    in the tuple, or None where it is all that is returned."""

    name: str
    input: str
    at: int | None

    @property
    def words(self) -> str:
        return self.name if self.at is not None else f"gradient by {self.input}"


@dataclass(frozen=True, slots=True)
class Pair:
    """How a backward part belongs to a forward part: it takes `upstream`, the gradient by the
    forward pass's entry `of`, or by its only output."""

    upstream: str
    of: int | None
    entries: tuple[Entry, ...]


def pair_of(
    backward: FunctionPart, forward: FunctionPart, taken: Sequence[str], inputs: Sequence[str]
) -> Pair:
    """The pair of two parts with the parameters `taken` and `inputs`. Raises NoPair."""
    upstream = upstream_of(backward, forward, taken, inputs)
    foreign = [name for name in taken if name != upstream and name not in inputs]
    if foreign:
        raise NoPair(f"{backward.name} takes {foreign[0]}, which {forward.name} does not take")
    entries = entries_of(backward, inputs)
    if not entries:
        wanted = " or ".join(f"d{name}" for name in inputs)
        raise NoPair(f"{backward.name} returns no gradient that is named {wanted}")
    if not bases_in(forward):
        raise NoPair(f"{forward.name} has no visible core case to take inputs from")
    of = forward.returns.index(upstream[1:]) if forward.returns else None
    return Pair(upstream, of, entries)


def upstream_of(
    backward: FunctionPart, forward: FunctionPart, taken: Sequence[str], inputs: Sequence[str]
) -> str:
    if forward.returns:
        known = [f"d{entry}" for entry in forward.returns]
        found, wanted = [name for name in taken if name in known], " or ".join(known)
    else:
        found = [name for name in taken if name not in inputs]
        wanted = f"that {forward.name} does not take: the gradient that arrives"
    if len(found) != 1:
        raise NoPair(f"{backward.name} must take one parameter {wanted} (it takes {len(found)})")
    return found[0]


def entries_of(backward: FunctionPart, inputs: Sequence[str]) -> tuple[Entry, ...]:
    """What a backward part returns of gradients; a single output is by the first input."""
    if not backward.returns:
        return tuple(Entry(f"d{name}", name, None) for name in inputs[:1])
    named = [(i, name) for i, name in enumerate(backward.returns) if name[:1] == "d"]
    return tuple(Entry(name, name[1:], i) for i, name in named if name[1:] in inputs)


def bases_in(forward: FunctionPart) -> list[Case]:
    """The cases whose inputs are drawn anew: visible core ones, random ones first."""
    core = [case for case in forward.cases if case.role is Role.CORE and not case.hidden]
    return sorted(core, key=lambda case: not any(map(is_random, case.inputs.values())))
