"""Why a shape is wrong: the sum that gives it, or what became of an axis."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from grader.diagnosis.observation import (
    Found,
    Observation,
    Pair,
    calls_of,
    pairs_of,
)
from grader.diagnosis.windows import SLIPS, Axes, Formula, Sizes, readings, slips_of
from grader.model import Diagnosis

INPUTS = 2
Shape = tuple[int, ...]


def explain(observations: Sequence[Observation], returns: Sequence[str] = ()) -> Diagnosis | None:
    """The one reason that gives every shape as it came, the right ones as well; else None.

    Only where every call came back with numbers, and the shape is wrong in at least two.
    """
    calls = calls_of(observations, returns)
    if calls is None or not calls.returned:
        return None
    calls = calls.firsts
    for name, got, want in calls.entries:
        pairs = pairs_of(calls.all, got, want)
        found = reason(pairs) if pairs is not None else None
        if found is not None:
            where = f"In `{name}`: " if name else ""
            return Diagnosis(mistake=f"cause.{found.id}", message=where + found.sentence)
    return None


def differs(pair: Pair) -> bool:
    return bool(pair.got.shape != pair.want.shape)


def is_enough(pairs: Sequence[Pair]) -> bool:
    """Two calls with wrong shapes, one of which may be shown; they are not the same shape twice."""
    wrong = [pair for pair in pairs if differs(pair)]
    shapes = {(pair.got.shape, pair.want.shape) for pair in wrong}
    visible = [pair for pair in wrong if not pair.call.hidden]
    return len(shapes) >= INPUTS and bool(visible)


def reason(pairs: Sequence[Pair]) -> Found | None:
    """A slip with the window's formula, else what became of an axis."""
    return next(window(pairs), None) or next(axis(pairs), None)


def window(pairs: Sequence[Pair]) -> Iterator[Found]:
    """The only slip with the formula for a window that gives every shape."""
    found = list(window_slips(pairs)) if is_enough(pairs) else []
    if len({slip.id for slip in found}) == 1:
        yield found[0]


def axis(pairs: Sequence[Pair]) -> Iterator[Found]:
    """What became of an axis, from the most specific to the most general; no two that hold."""
    if not is_enough(pairs):
        return
    for rules in (FORMS, list(input_rules(pairs)), LOST, SHIFTED):
        fitting = [rule for rule in rules if rule.explains(pairs)]
        if len({rule.id for rule in fitting}) == 1:
            yield Found(f"shape.{fitting[0].id}", fitting[0].sentence(pairs))
        if fitting:
            return


# --- windows ------------------------------------------------------------------------------------


def window_slips(pairs: Sequence[Pair]) -> Iterator[Found]:
    """Every slip with a formula that is right for all right shapes, and gives all that came."""
    if any(pair.got.ndim != pair.want.ndim for pair in pairs):
        return
    told = set()
    for axes in readings([pair.call for pair in pairs]):
        for right in SLIPS:
            if gives(right, axes, pairs, [pair.want.shape for pair in pairs]):
                for id, formula, words in slips_of(right):
                    if gives(formula, axes, pairs, [pair.got.shape for pair in pairs]):
                        if id not in told:
                            yield Found(
                                f"shape.{id}", arithmetic(pairs, axes, right, formula, words)
                            )
                        told.add(id)


def gives(
    formula: Formula, axes: Sequence[Axes], pairs: Sequence[Pair], shapes: Sequence[Shape]
) -> bool:
    """Whether a formula gives the last axes of all shapes; what comes before is as it should."""
    for pair, sizes, shape in zip(pairs, axes, shapes, strict=True):
        count = len(sizes)
        if len(shape) < count or shape[:-count] != pair.want.shape[:-count]:
            return False
        if tuple(formula.size(size) for size in sizes) != shape[-count:]:
            return False
    return True


def arithmetic(
    pairs: Sequence[Pair], axes: Sequence[Axes], right: Formula, wrong: Formula, words: str
) -> str:
    """The sums of the first visible call with a wrong shape, along its first wrong axis."""
    i = next(i for i, p in enumerate(pairs) if differs(p) and not p.call.hidden)
    pair, sizes = pairs[i], axes[i]
    got, want = pair.got.shape[-len(sizes) :], pair.want.shape[-len(sizes) :]
    along = next(j for j in range(len(sizes)) if got[j] != want[j])
    size = sizes[along]
    return (
        f"With {setting_words(sizes)} your output is {times(got)} where {times(want)} is right: "
        f"{words}. {equation(wrong, size, got[along])} is what you get; "
        f"right is {equation(right, size, want[along])}."
    )


def equation(formula: Formula, size: Sizes, number: int) -> str:
    text = formula.text(size)
    return text if text == str(number) else f"{text} = {number}"


def setting_words(sizes: Axes) -> str:
    """The call in words: `an input of 7×8, a kernel of 3×2 and stride 2`."""
    input, kernel = times([v.n for v in sizes]), times([v.k for v in sizes])
    words = [f"an input of {input}", f"a kernel of {kernel}"]
    first = sizes[0]
    for name, number, default in (
        ("stride", first.s, 1),
        ("padding", first.p, 0),
        ("dilation", first.d, 1),
    ):
        if number != default:
            words.append(f"{name} {number}")
    return f"{', '.join(words[:-1])} and {words[-1]}"


def times(shape: Sequence[int]) -> str:
    """A shape as it is said: 3×4."""
    return "×".join(str(int(n)) for n in shape) if len(shape) > 1 else f"({int(shape[0])},)"


# --- any function -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """What became of a right shape: a guess of the shape that came, or None where it has none."""

    id: str
    guess: Callable[[Pair], Shape | None]
    words: str

    def explains(self, pairs: Sequence[Pair]) -> bool:
        return all(self.guess(pair) == pair.got.shape for pair in pairs)

    def sentence(self, pairs: Sequence[Pair]) -> str:
        pair = next(pair for pair in pairs if differs(pair) and not pair.call.hidden)
        return (
            f"Your output has shape {shape_words(pair.got.shape)} where "
            f"{shape_words(pair.want.shape)} is right: {self.words}."
        )


def shape_words(shape: Shape) -> str:
    return str(tuple(int(n) for n in shape)) if shape else "() (one number)"


def without(shape: Shape, axis: int) -> Shape | None:
    return shape[:axis] + shape[axis + 1 :] if axis < len(shape) else None


def with_one(shape: Shape, axis: int) -> Shape | None:
    return shape[:axis] + (1,) + shape[axis:] if axis <= len(shape) else None


def longer(shape: Shape, axis: int, by: int) -> Shape | None:
    if axis >= len(shape):
        return None
    return shape[:axis] + (max(0, shape[axis] + by),) + shape[axis + 1 :]


def input_shape(pair: Pair, name: str) -> Shape | None:
    value = pair.call.inputs.get(name)
    return value.shape if isinstance(value, np.ndarray) and value.ndim else None


def outer(pair: Pair) -> Shape | None:
    shape = pair.want.shape
    return (pair.want.size,) * 2 if shape in ((pair.want.size,), (pair.want.size, 1)) else None


FORMS: tuple[Rule, ...] = (
    Rule("number", lambda pair: (), "all axes are lost, as in a sum over everything"),
    Rule("flattened", lambda pair: (pair.want.size,), "the array is flattened"),
    Rule("transposed", lambda pair: pair.want.shape[::-1], "the axes stand in reverse order"),
    Rule("outer", outer, "a column met a row, and every number met every other one"),
    *(
        Rule(
            "keepdims",
            lambda pair, axis=axis: with_one(pair.want.shape, axis),  # type: ignore[misc]
            "an axis of length 1 is left, as after keepdims",
        )
        for axis in range(4)
    ),
)
LOST: tuple[Rule, ...] = tuple(
    Rule(
        "axis_lost",
        lambda pair, axis=axis: without(pair.want.shape, axis),  # type: ignore[misc]
        f"axis {axis} is lost, as in a sum over it or at an index",
    )
    for axis in range(4)
)
SHIFTED: tuple[Rule, ...] = tuple(
    Rule(
        "one_longer" if by > 0 else "one_shorter",
        lambda pair, axes=axes, by=by: shifted(pair.want.shape, axes, by),  # type: ignore[misc]
        f"in every call there is one {'too many' if by > 0 else 'too few'} along {words}",
    )
    for axes, words in (
        ((0,), "axis 0"),
        ((1,), "axis 1"),
        ((2,), "axis 2"),
        ((-2, -1), "the last two axes"),
    )
    for by in (1, -1)
)


def shifted(shape: Shape, axes: Sequence[int], by: int) -> Shape | None:
    for axis in axes:
        place = axis if axis >= 0 else len(shape) + axis
        changed = longer(shape, place, by) if place >= 0 else None
        if changed is None:
            return None
        shape = changed
    return shape


def input_rules(pairs: Sequence[Pair]) -> Iterator[Rule]:
    """The shape of each input that is an array, with what that says where it is one axis more."""
    for name in pairs[0].call.inputs:
        for axis in range(4):
            if all(without(input_shape(p, name) or (), axis) == p.want.shape for p in pairs):
                words = f"axis {axis} of `{name}` is kept, which a sum or mean should take away"
                yield Rule("axis_kept", guess_input(name), words)
                break
        else:
            words = f"that is the shape of `{name}`{other_axis(pairs)}"
            yield Rule("input", guess_input(name), words)


def other_axis(pairs: Sequence[Pair]) -> str:
    """That another axis of an input is gone than should be, as after a sum over the wrong one;
    nothing where several inputs would have it so."""
    found = [
        f", and of `{name}` without axis {gone}, where axis {right} is to go"
        for name in pairs[0].call.inputs
        for gone, right in permutations(range(3), 2)
        if all(is_other_axis(pair, name, gone, right) for pair in pairs)
    ]
    return found[0] if len(found) == 1 else ""


def is_other_axis(pair: Pair, name: str, gone: int, right: int) -> bool:
    shape = input_shape(pair, name) or ()
    found = without(shape, gone), without(shape, right)
    return bool(found == (pair.got.shape, pair.want.shape))


def guess_input(name: str) -> Callable[[Pair], Shape | None]:
    return lambda pair: input_shape(pair, name)
