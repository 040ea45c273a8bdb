"""How a function behaves from call to call: what it keeps, repeats and ignores."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from grader.checks import compare
from grader.diagnosis.evidence import INPUTS, NUMBERS, Evidence, different
from grader.diagnosis.observation import (
    Calls,
    Found,
    Observation,
    key,
    listed,
    pairs_of,
    scalar,
    value_of,
)
from grader.model import Foreign, Returned, Value
from grader.values import figure

ALIKE = 3
ALIKE_NUMBERS = 5
UNUSED = "Look whether the inputs are used."
NEVER_FILLED = "Look whether the result is ever filled."


def state(calls: Calls) -> Iterator[Found]:
    """Two calls with the same inputs and different results."""
    for i, j in combinations(range(len(calls.all)), 2):
        one, two = calls.all[i], calls.all[j]
        if calls.keys[i] == calls.keys[j] and are_returned(one, two) and not alike(one, two):
            yield Found(
                "state",
                "Called again with the same inputs, your function gives something else. Look for "
                "what it keeps from earlier calls, such as a global or a default that is a list.",
            )
            return


def in_place(calls: Calls) -> Found | None:
    """Arguments that a call changed in place: a fact that one call proves."""
    changed = {name for call in calls.all for name in changed_by(call)}
    names = [name for name in calls.all[0].inputs if name in changed]
    if not names:
        return None
    them = "it" if len(names) == 1 else "them"
    return Found("in_place", f"You change {listed(names)} in place. Work on a copy of {them}.")


def changed_by(call: Observation) -> list[str]:
    positions = call.output.changed if isinstance(call.output, Returned) else ()
    return [list(call.inputs)[i] for i in positions]


def are_returned(*calls: Observation) -> bool:
    return all(isinstance(call.output, Returned) for call in calls)


def alike(one: Observation, two: Observation) -> bool:
    """Whether two calls gave the same, to the last bit or as near as a right answer must be."""
    got, other = value_of(one), value_of(two)
    if key(got) == key(other):
        return True
    names = [str(i) for i in range(len(other))] if isinstance(other, tuple) else []
    return compare(got, other, one.tolerance, names).credit == 1


def constant(calls: Calls) -> Iterator[Found]:
    """The same result in every call, where the right ones differ; or one number everywhere."""
    if not calls.returned or len({key(call.want) for call in calls.all}) < INPUTS:
        return
    values = [value_of(call) for call in calls.all]
    if (~calls.right).sum() < INPUTS or any(is_nothing(value) for value in values):
        return
    if len({key(value) for value in values}) == 1:
        needed = ALIKE_NUMBERS if scalar(values[0]) is not None else ALIKE
        if len(values) >= needed:
            yield Found("constant", f"Your result is the same in every call. {UNUSED}")
        return
    yield from one_number(calls)


def is_nothing(value: Value) -> bool:
    """Whether a value tells nothing of what it was computed from: None, NaN, or of a foreign kind,
    which is known by its description alone."""
    if isinstance(value, (list, tuple)):
        return any(map(is_nothing, value))
    if isinstance(value, (float, np.floating, np.ndarray)):
        numbers = np.asarray(value)
        return numbers.dtype.kind == "f" and not np.isfinite(numbers).all()
    return value is None or isinstance(value, Foreign)


def one_number(calls: Calls) -> Iterator[Found]:
    pairs = pairs_of(calls.all, [value_of(c) for c in calls.all], [c.want for c in calls.all])
    if pairs is None or calls.returns or not all(pair.got.size for pair in pairs):
        return
    first = pairs[0].got.ravel()[0]
    wrong = sum(pair.want.size for pair in pairs if (pair.want != first).any())
    if wrong >= 6 and all((pair.got == first).all() for pair in pairs):
        shown = any(not pair.call.hidden for pair in pairs)
        what = figure(first) if shown and first == 0 else "the same"
        yield Found("constant", f"Every number is {what}, in every call. {NEVER_FILLED}")


def one_value(evidence: Evidence) -> Iterator[Found]:
    """One number everywhere in an entry, in every call, where the right ones differ."""
    wanted = evidence.want[evidence.wrong]
    calls, numbers = int(evidence.wrong_pairs.sum()), wanted.size
    few = calls < INPUTS or numbers < NUMBERS or len(evidence.pairs) < ALIKE_NUMBERS
    if few or different(wanted) < ALIKE or evidence.booleans:
        return
    if (evidence.got == evidence.got[0]).all():
        if evidence.got[0] == 0:
            yield Found("constant", f"Every number is 0, in every call. {NEVER_FILLED}")
        else:
            yield Found("constant", f"Every number is the same, in every call. {UNUSED}")


def ignored(calls: Calls) -> Iterator[Found]:
    """The one input that alone can change without changing the result, as it should."""
    telling: dict[str, list[Value]] = {}
    refuted = set()
    for name, one, two in nearly_the_same(calls):
        if not are_returned(one, two) or key(one.want) == key(two.want):
            continue
        if is_empty(value_of(one)):
            continue
        if alike(one, two):
            telling.setdefault(name, []).append(value_of(one))
        else:
            refuted.add(name)
    found = [name for name in telling if name not in refuted]
    if len(found) != 1 or not is_telling(telling[found[0]]):
        return
    told = f"Your result stays the same when `{found[0]}` alone changes."
    yield Found(f"ignores.{found[0]}", f"{told} Look where it is to be used.")


def nearly_the_same(calls: Calls) -> Iterator[tuple[str, Observation, Observation]]:
    """Two calls that differ in one input alone, and its name."""
    names = list(calls.all[0].inputs)
    if any(list(call.inputs) != names for call in calls.all):
        return
    for i, name in enumerate(names):
        groups: dict[Any, list[Observation]] = {}
        for call, inputs in zip(calls.all, calls.keys, strict=True):
            groups.setdefault((*inputs[:i], *inputs[i + 1 :]), []).append(call)
        for group in groups.values():
            yield from ((name, one, two) for one, two in combinations(group, 2))


def is_telling(results: Sequence[Value]) -> bool:
    """Whether equal results are no chance: small integers meet often, decimals do not."""
    decimals = any(np.any(np.asarray(r, dtype=float) % 1) for r in results if is_numeric(r))
    return decimals or len(results) >= ALIKE


def is_empty(value: Value) -> bool:
    return isinstance(value, np.ndarray) and not value.size


def is_numeric(value: Value) -> bool:
    return scalar(value) is not None or (
        isinstance(value, np.ndarray) and value.dtype.kind in "iuf"
    )
