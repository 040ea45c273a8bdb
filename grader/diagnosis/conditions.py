"""Which calls are right and which are wrong: one fact about the inputs that tells them apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from grader.checks import Array
from grader.diagnosis.conduct import is_empty
from grader.diagnosis.evidence import INPUTS
from grader.diagnosis.observation import Calls, Found, Observation, key, scalar, value_of
from grader.model import Returned, Value
from grader.values import figure

LABELLED = 5
# A value that leaves nothing to do, such as stride 1, is right where others are wrong. That
# another value is so is a stranger claim, which takes more to prove.
NEUTRAL = (0.0, 1.0)
STRANGE = 3

Setting = str | bool | float | None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that can be said of each call; one without an id only serves as a rival.

    Facts about the same thing are no rivals: the first that has an id is told. A strange fact
    asks for more rivals: it is about a value that nothing makes special.
    """

    holds: Array
    about: str
    id: str = ""
    sentence: str = ""
    strange: bool = False


def right_when(calls: Calls) -> Iterator[Found]:
    """Right exactly where one fact about the inputs holds, and no other tells it as well."""
    right = calls.right
    if len(right) < LABELLED or right.sum() < INPUTS or (~right).sum() < INPUTS:
        return
    if all(call.hidden for call, ok in zip(calls.all, right, strict=True) if not ok):
        return
    fitting = [fact for fact in facts(calls) if tells(fact, right)]
    named = [fact for fact in fitting if fact.id]
    if not named or len({fact.about for fact in fitting}) > 1:
        return
    told = next((fact for fact in named if fact.id.startswith("except.")), named[0])
    if not any(tells(rival, right) for rival in measured(calls, told)):
        yield Found(told.id, told.sentence)


def tells(fact: Fact, right: Array) -> bool:
    """Whether a fact tells right calls from wrong ones; a rival may do so the other way round."""
    alike = np.array_equal(fact.holds, right)
    return alike or (not fact.id and np.array_equal(fact.holds, ~right))


def facts(calls: Calls) -> Iterator[Fact]:
    """Everything that is asked of each input of the calls. Those that name a cause come first."""
    first = calls.all[0]
    for name in (n for n in first.inputs if all(n in call.inputs for call in calls.all)):
        values = [call.inputs[name] for call in calls.all]
        yield from given(calls, name)
        if all(is_setting(value) for value in values):
            yield from settings(calls, name, values)
        elif all(isinstance(value, np.ndarray) for value in values):
            yield from forms(name, values)


def is_setting(value: Value) -> bool:
    return isinstance(value, (str, bool, np.bool_)) or scalar(value) is not None


# --- parameters ---------------------------------------------------------------------------------


def given(calls: Calls, name: str) -> Iterator[Fact]:
    """An argument that is given, and not left to its default.

    A wrong default is proved by a call that is given the same value, and is right. Where there is
    none the code may as well be wrong for that value.
    """
    holds = np.array([name not in call.defaulted for call in calls.all])
    default = {key(call.inputs[name]) for call in calls.all if name in call.defaulted}
    given_too = [c for c in calls.all if name not in c.defaulted and key(c.inputs[name]) in default]
    if given_too:
        told = (
            f"You are right whenever `{name}` is given, and wrong whenever it is left out. "
            "Look at its default."
        )
        yield Fact(holds, name, "default", told)
    else:
        yield Fact(holds, name)


def settings(calls: Calls, name: str, values: Sequence[Value]) -> Iterator[Fact]:
    """One value of a parameter, and all others; told only where the student can see it."""
    keys = [setting(value) for value in values]
    for value in dict.fromkeys(keys):
        holds = np.array([other == value for other in keys])
        for alike in (holds, ~holds):
            if np.array_equal(alike, calls.right):
                yield from chosen(calls, name, keys, holds)
        yield Fact(holds, name)
    numbers = np.array([n for n in keys if isinstance(n, float)])
    if len(numbers) == len(keys):
        for number in sorted(set(numbers.tolist()))[1:]:
            yield Fact(numbers >= number, name)
        yield Fact(numbers % 2 == 0, name)


def chosen(calls: Calls, name: str, keys: Sequence[Setting], holds: Array) -> Iterator[Fact]:
    """That the calls with one value are right, or that they are wrong."""
    there = [call for call, h in zip(calls.all, holds, strict=True) if h]
    value = keys[int(holds.argmax())]
    if all(call.hidden for call in there) or not is_varied(there, name, value, keys):
        return
    strange = isinstance(value, float) and value not in NEUTRAL
    shown = figure(value) if isinstance(value, float) else repr(value)
    told = (
        f"You are right whenever `{name}` is {shown}, and wrong whenever it is not. "
        f"Look at what becomes of `{name}` in your code."
    )
    yield Fact(holds, name, f"only.{name}", told, strange)
    told = (
        f"You are wrong whenever `{name}` is {shown}, and right whenever it is not. "
        f"{look_where(there, name, value)}"
    )
    yield Fact(~holds, name, f"except.{name}", told, strange)


def setting(value: Value) -> Setting:
    if isinstance(value, (str, bool)):
        return value
    return bool(value) if isinstance(value, np.bool_) else scalar(value)


def is_varied(
    there: Sequence[Observation], name: str, value: Setting, keys: Sequence[Setting]
) -> bool:
    """Whether the calls with one value differ in what else they are given, and the other calls
    have several values, so that the value and no accident is behind it."""
    rest = {tuple((n, key(v)) for n, v in c.inputs.items() if n != name) for c in there}
    if not isinstance(value, float):
        return len(rest) >= INPUTS
    needed = INPUTS if value in NEUTRAL else STRANGE
    return len(rest) >= needed and len(set(keys) - {value}) >= needed


def look_where(there: Sequence[Observation], name: str, value: Setting) -> str:
    """Where to look for what goes wrong for one value."""
    if isinstance(value, float) and value == 0 and all(gives_nothing(call) for call in there):
        return f"Your result is empty there, as a slice [{name}:-{name}] is for {name} = 0."
    if all(name in call.defaulted for call in there):
        return "It is left out there: look at its default, and at what your code does with it."
    return "Look at what your code does there."


def gives_nothing(call: Observation) -> bool:
    return isinstance(call.output, Returned) and is_empty(value_of(call))


# --- arrays -------------------------------------------------------------------------------------


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


# --- sizes beside sizes, and answers ------------------------------------------------------------


def measured(calls: Calls, told: Fact) -> Iterator[Fact]:
    """What else may tell calls apart: a size against another one, and how plain the answer is.

    A default that is proved has no rivals, and an argument that leaves nothing to do has only
    other arguments.
    """
    if told.id == "default":
        return
    if told.strange:
        yield Fact(np.array([is_plain(call.want) for call in calls.all]), "the answer")
    columns = sizes(calls)
    own = columns.pop(told.about, None)
    if own is not None and not told.strange:
        columns = {name: numbers for name, numbers in columns.items() if " " not in name}
    subject = told.about.split()[-1]
    for (one, a), (two, b) in combinations(columns.items(), 2):
        if subject in (one.split()[-1], two.split()[-1]) or follows(a - b, own):
            continue
        for holds in (a == b, a > b, a < b):
            yield Fact(holds, f"{one} and {two}")


def follows(numbers: Array, own: Array | None) -> bool:
    """Whether numbers depend on a parameter alone, as how much a kernel takes off a length."""
    if own is None:
        return False
    return len(set(zip(own.tolist(), numbers.tolist(), strict=True))) == len(set(own.tolist()))


def sizes(calls: Calls) -> dict[str, Array]:
    """Every number and every length that all calls have."""
    found = [dict(measures(call)) for call in calls.all]
    names = [name for name in found[0] if all(name in each for each in found)]
    return {name: np.array([each[name] for each in found], dtype=float) for name in names}


def measures(call: Observation) -> Iterator[tuple[str, float]]:
    for name, value in call.inputs.items():
        number = scalar(value)
        if number is not None:
            yield name, number
        elif isinstance(value, np.ndarray):
            yield from ((f"axis {axis} of {name}", n) for axis, n in enumerate(value.shape))
        elif isinstance(value, (list, tuple)):
            yield f"length of {name}", len(value)


def is_plain(want: Value) -> bool:
    """Whether a right answer is the same everywhere, or 0s and ±1s, as where it is saturated."""
    if isinstance(want, tuple):
        return all(is_plain(entry) for entry in want)
    if not isinstance(want, np.ndarray):
        number = scalar(want)
        return number is not None and abs(number) in NEUTRAL
    if not want.size or want.dtype.kind not in "iuf":
        return False
    size = np.abs(want)
    return bool(((size == 0) | (size == 1)).all() or (want == want.ravel()[0]).all())
