"""How a function behaves from call to call: what it ignores, keeps, and gets right when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from grader.checks import Array, compare
from grader.diagnosis.evidence import INPUTS
from grader.diagnosis.observation import Calls, Found, Observation, key, pairs_of, scalar, value_of
from grader.model import Returned, Value
from grader.values import figure

ALIKE = 3
ALIKE_NUMBERS = 5
LABELLED = 5


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
    if (~calls.right).sum() < INPUTS or any(value is None for value in values):
        return
    if len({key(value) for value in values}) == 1:
        needed = ALIKE_NUMBERS if scalar(values[0]) is not None else ALIKE
        if len(values) >= needed:
            look = "Look whether the inputs are used."
            yield Found("constant", f"Your result is the same in every call. {look}")
        return
    yield from one_number(calls)


def one_number(calls: Calls) -> Iterator[Found]:
    pairs = pairs_of(calls.all, [value_of(c) for c in calls.all], [c.want for c in calls.all])
    if pairs is None or calls.returns or not all(pair.got.size for pair in pairs):
        return
    first = pairs[0].got.ravel()[0]
    wrong = sum(pair.want.size for pair in pairs if (pair.want != first).any())
    if wrong >= 6 and all((pair.got == first).all() for pair in pairs):
        shown = any(not pair.call.hidden for pair in pairs)
        what = figure(first) if shown and first == 0 else "the same"
        look = "Look whether the result is ever filled."
        yield Found("constant", f"Every number is {what}, in every call. {look}")


def ignored(calls: Calls) -> Iterator[Found]:
    """The one input that alone can change without changing the result, as it should."""
    telling: dict[str, list[Value]] = {}
    refuted = set()
    for i, j in combinations(range(len(calls.all)), 2):
        one, two = calls.all[i], calls.all[j]
        name = only_difference(calls.keys[i], calls.keys[j])
        if name is None or not are_returned(one, two) or key(one.want) == key(two.want):
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


def only_difference(one: Sequence[tuple[str, Any]], two: Sequence[tuple[str, Any]]) -> str | None:
    """The one input in which two calls differ."""
    if [name for name, _ in one] != [name for name, _ in two]:
        return None
    names = [name for (name, a), (_, b) in zip(one, two, strict=True) if a != b]
    return names[0] if len(names) == 1 else None


def is_telling(results: Sequence[Value]) -> bool:
    """Whether equal results are no chance: small integers meet often, decimals do not."""
    decimals = any(np.any(np.asarray(r, dtype=float) % 1) for r in results if is_numeric(r))
    return decimals or len(results) >= ALIKE


def is_numeric(value: Value) -> bool:
    return scalar(value) is not None or (
        isinstance(value, np.ndarray) and value.dtype.kind in "iuf"
    )


# --- right exactly when -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be said of each call; one without an id only serves as a rival.

    Facts about the same thing are no rivals: the first that has an id is told.
    """

    holds: Array
    about: str
    id: str | None = None
    sentence: str = ""


def right_when(calls: Calls) -> Iterator[Found]:
    """Right exactly where one fact about the inputs holds, and no other tells it as well."""
    right = calls.right
    if len(right) < LABELLED or right.sum() < INPUTS or (~right).sum() < INPUTS:
        return
    if all(call.hidden for call, ok in zip(calls.all, right, strict=True) if not ok):
        return
    fitting = [
        fact
        for fact in facts(calls.all)
        if np.array_equal(fact.holds, right) or (fact.id is None and (fact.holds == ~right).all())
    ]
    told = [Found(fact.id, fact.sentence) for fact in fitting if fact.id is not None]
    if told and len({fact.about for fact in fitting}) == 1:
        yield told[0]


def facts(calls: Sequence[Observation]) -> Iterator[Fact]:
    """Everything that is asked of each input of the calls. Those that name a cause come first."""
    names = [name for name in calls[0].inputs if all(name in call.inputs for call in calls)]
    for name in names:
        values = [call.inputs[name] for call in calls]
        yield from changed(calls, name)
        yield from given(calls, name)
        if all(isinstance(value, str) or scalar(value) is not None for value in values):
            yield from settings(calls, name, values)
        elif all(isinstance(value, np.ndarray) for value in values):
            yield from forms(name, values)


def changed(calls: Sequence[Observation], name: str) -> Iterator[Fact]:
    """An input that is left as it came; `changed` counts positions of the signature."""
    kept = [
        not isinstance(c.output, Returned) or list(c.inputs).index(name) not in c.output.changed
        for c in calls
    ]
    if not all(kept):
        told = f"You are wrong exactly where `{name}` is changed in place. Work on a copy of it."
        yield Fact(np.array(kept), f"changing {name}", "changed", told)


def given(calls: Sequence[Observation], name: str) -> Iterator[Fact]:
    """An argument that is given, and not left to its default."""
    told = (
        f"You are right whenever `{name}` is given, and wrong whenever it is left out. "
        "Look at its default."
    )
    holds = np.array([name not in call.defaulted for call in calls])
    yield Fact(holds, name, "default", told)
    yield Fact(~holds, name)


def settings(calls: Sequence[Observation], name: str, values: Sequence[Value]) -> Iterator[Fact]:
    """One value of a parameter; told only where the student can see it."""
    keys = [value if isinstance(value, str) else scalar(value) for value in values]
    for value in dict.fromkeys(keys):
        holds = np.array([other == value for other in keys])
        visible = any(h and not call.hidden for h, call in zip(holds, calls, strict=True))
        if not visible:
            yield Fact(holds, name)
            continue
        shown = repr(value) if isinstance(value, str) else figure(value)
        told = (
            f"You are right whenever `{name}` is {shown}, and wrong whenever it is not. "
            f"Look at what becomes of `{name}` in your code."
        )
        yield Fact(holds, name, f"only.{name}", told)
    numbers = [number for number in keys if isinstance(number, float)]
    if len(numbers) == len(keys):
        for number in sorted(set(numbers))[1:]:
            yield Fact(np.array(numbers) >= number, name)
        yield Fact(np.array(numbers) % 2 == 0, name)


def forms(name: str, values: Sequence[Array]) -> Iterator[Fact]:
    """Squares, single rows, and what else could tell arrays apart."""
    if all(value.ndim >= 2 for value in values):
        square = np.array([value.shape[-1] == value.shape[-2] for value in values])
        told = (
            f"You are right whenever the last two axes of `{name}` have the same length, and "
            "wrong whenever they do not. Look for an axis taken for the other."
        )
        yield Fact(square, f"square {name}", "square", told)
    if all(value.ndim for value in values):
        one = np.array([len(value) == 1 for value in values])
        yield Fact(one, f"single {name}")
        for axis in range(-min(value.ndim for value in values), 0):
            lengths = np.array([value.shape[axis] for value in values])
            for number in sorted(set(lengths.tolist()))[1:]:
                yield Fact(lengths >= number, f"length {axis} of {name}")
            yield Fact(lengths % 2 == 0, f"parity of {axis} of {name}")
    numbers = [value for value in values if value.size and value.dtype.kind in "iuf"]
    if len(numbers) == len(values):
        yield Fact(np.array([not value.any() for value in values]), f"zeros in {name}")
        yield Fact(np.array([value.min() >= 0 for value in values]), f"signs of {name}")
        yield Fact(np.array([(value == 0).any() for value in values]), f"a zero in {name}")
        yield Fact(np.array([value.dtype.kind == "f" for value in values]), f"type of {name}")
