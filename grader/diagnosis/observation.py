"""What was seen of a function: its calls, and each entry of them beside the right one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from grader.checks import Array, Tolerance, Unlike, booleans, compare, is_boolean, near, numeric
from grader.diagnosis.known import is_skipped
from grader.model import Absent, Output, Returned, Value


# Arrays have no equality of their own: an observation is equal to itself alone.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Observation:
    """One call: what went in, what should have come out, what came.

    `inputs` stand in the order of the signature, with defaults filled in where the call left
    arguments out; `defaulted` names those. A hidden observation may be used as evidence, but no
    number of it may ever be told. `order` is its position among the calls of the process.
    """

    inputs: Mapping[str, Value]
    want: Value
    output: Output
    tolerance: Tolerance
    hidden: bool = False
    order: int = 0
    defaulted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A cause that holds on every observation: its id without `cause.`, and what to say of it."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One entry of one call as arrays, in the shapes in which they came."""

    call: Observation
    got: Array
    want: Array


Entry = tuple[str, tuple[Value, ...], tuple[Value, ...]]


@dataclass(frozen=True)
class Calls:
    """All calls that ran, the names of the entries where a tuple is wanted, and which are right
    where that is known."""

    all: tuple[Observation, ...]
    returns: tuple[str, ...] = ()
    judged: tuple[bool, ...] | None = None

    @cached_property
    def returned(self) -> bool:
        """Whether every call came back with a value."""
        return all(isinstance(call.output, Returned) for call in self.all)

    @cached_property
    def right(self) -> Array:
        """Whether each call gave the right value."""
        judged = self.judged or [is_right(call, self.returns) for call in self.all]
        return np.array(judged, dtype=bool)

    @cached_property
    def keys(self) -> tuple[Any, ...]:
        """What tells the inputs of the calls apart, exactly."""
        return tuple(key(dict(call.inputs)) for call in self.all)

    @cached_property
    def firsts(self) -> "Calls":
        """The calls without those that repeat an earlier one's inputs: these prove nothing more."""
        seen = {k: i for i, k in reversed(list(enumerate(self.keys)))}
        kept = sorted(seen.values())
        if len(kept) == len(self.all):
            return self
        judged = tuple(bool(self.right[i]) for i in kept)
        return Calls(tuple(self.all[i] for i in kept), self.returns, judged)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The name, the student's values and the right ones of each entry; one nameless entry
        where no tuple is wanted, none where a tuple is and one call gave none of its length.
        """
        if not self.returned:
            return ()
        values = tuple(value_of(call) for call in self.all)
        if not self.returns:
            return (("", values, tuple(call.want for call in self.all)),)
        if not all(isinstance(v, (list, tuple)) and len(v) == len(self.returns) for v in values):
            return ()
        return tuple(
            (name, tuple(v[i] for v in values), tuple(call.want[i] for call in self.all))
            for i, name in enumerate(self.returns)
        )


def calls_of(observations: Sequence[Observation], returns: Sequence[str]) -> Calls | None:
    """The calls that ran, in their order; None where the function was gone in one of them."""
    ran = [o for o in observations if not is_skipped(o.output)]
    if not ran or any(isinstance(o.output, Absent) for o in ran):
        return None
    return Calls(tuple(sorted(ran, key=lambda o: o.order)), tuple(returns))


def is_right(call: Observation, returns: Sequence[str]) -> bool:
    if not isinstance(call.output, Returned):
        return False
    got = call.output.value
    if not returns:
        return agree(call, got, call.want)
    if not isinstance(got, (list, tuple)) or len(got) != len(returns):
        return False
    return all(agree(call, g, w) for g, w in zip(got, call.want, strict=True))


def agree(call: Observation, got: Value, want: Value) -> bool:
    """Whether a value is right, as `compare` has it, which would also say in words what is not."""
    if not isinstance(got, np.ndarray) or not isinstance(want, np.ndarray) or not want.ndim:
        return compare(got, want, call.tolerance).credit == 1
    if got.shape != want.shape:
        return False
    if got.dtype.kind not in "iuf" or want.dtype.kind not in "iuf":
        return compare(got, want, call.tolerance).credit == 1
    return bool(near(got, want, call.tolerance).all())


def value_of(call: Observation) -> Value:
    """What a call returned. Only for calls that did."""
    assert isinstance(call.output, Returned)
    return call.output.value


def pairs_of(
    calls: Sequence[Observation], got: Sequence[Value], want: Sequence[Value]
) -> tuple[Pair, ...] | None:
    """An entry as arrays, call by call; None where one of them is no array of numbers."""
    try:
        return tuple(Pair(c, *as_arrays(g, w)) for c, g, w in zip(calls, got, want, strict=True))
    except Unlike:
        return None


def as_arrays(got: Value, want: Value) -> tuple[Array, Array]:
    """Two values as arrays, booleans beside booleans. Raises Unlike."""
    if is_boolean(want) or (isinstance(want, np.ndarray) and want.dtype.kind == "b"):
        return booleans(got), booleans(want)
    return numeric(got), numeric(want)


def key(value: Value) -> Any:
    """Something hashable that is equal for values that are the same to the last bit."""
    match value:
        case np.ndarray():
            return value.dtype.str, value.shape, value.tobytes()
        case dict():
            return tuple((name, key(item)) for name, item in value.items())
        case list() | tuple():
            return type(value).__name__, tuple(key(item) for item in value)
    return type(value).__name__, repr(value)


def scalar(value: Value) -> float | None:
    """A number that is an input, as a float; None for all else."""
    if isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype.kind in "iuf":
        return float(value)
    if isinstance(value, (bool, np.bool_)):
        return None
    return float(value) if isinstance(value, (int, float, np.integer, np.floating)) else None


def listed(names: Sequence[str]) -> str:
    """`a`, `b` and `c`."""
    quoted = [f"`{name}`" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
