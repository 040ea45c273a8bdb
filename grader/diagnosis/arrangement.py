"""Right numbers in wrong places: axes swapped, rows turned round, a list in another order."""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from grader.checks import Array, compare, near
from grader.diagnosis.evidence import BITS, FEW_NUMBERS, INPUTS, NUMBERS, Evidence, different
from grader.diagnosis.observation import Calls, Found, Pair, agree, is_right, key, listed, value_of
from grader.model import Value
from grader.values import describe

Move = Callable[[Array], Array]
# An entry of a tuple by its position, with all calls.
Entry = tuple[Calls, int]


def moved(pairs: Sequence[Pair], move: Move) -> bool:
    """Whether the student returned every right answer, moved."""
    # The pairs that differ most easily come first: nearly every move fails on the first of them.
    return all(fits(pair, move(pair.want)) for pair in pairs)


def fits(pair: Pair, candidate: Array) -> bool:
    if candidate.shape != pair.got.shape:
        return False
    return bool(near(pair.got, candidate, pair.call.tolerance).all())


def enough(pairs: Sequence[Pair]) -> bool:
    """Whether enough numbers stand elsewhere than they should: as in Evidence, whatever shapes."""
    wrong = [pair for pair in pairs if not fits(pair, pair.want)]
    if len({pair.got.tobytes() + pair.want.tobytes() for pair in wrong}) < INPUTS:
        return False
    got = np.concatenate([differing(pair) for pair in wrong])
    return got.size >= NUMBERS and Evidence.bits(got) >= BITS


def differing(pair: Pair) -> Array:
    """The numbers that are not what stands in their place, row by row, in the right answer."""
    got: Array = pair.got.ravel()
    elsewhere: Array = got[got != pair.want.ravel()]
    return elsewhere


def keeps_numbers(pairs: Sequence[Pair]) -> bool:
    """Whether each answer holds the right numbers, in any places and axes."""
    for pair in pairs:
        if pair.got.size != pair.want.size or pair.got.ndim != pair.want.ndim:
            return False
        if not near(np.sort(pair.got, None), np.sort(pair.want, None), pair.call.tolerance).all():
            return False
    return True


def arrangement(pairs: Sequence[Pair]) -> Iterator[Found]:
    """The simplest move that gives every answer, and whatever other is as simple."""
    pairs = [pair for pair in pairs if pair.got.size or pair.want.size]
    ndims = {pair.want.ndim for pair in pairs}
    if len(ndims) != 1 or ndims == {0} or not keeps_numbers(pairs) or not enough(pairs):
        return
    wrong_first = sorted(pairs, key=lambda pair: fits(pair, pair.want))
    of_entries = fixed_length(pairs) is not None
    for moves in (tuple(simple_moves(ndims.pop())), TURNS):
        if of_entries:
            # Where each place of a row has a meaning, no index is off: `permuted` says which.
            moves = tuple(move for move in moves if move[0] != "rolled")
        found = [Found(id, words) for id, words, move in moves if moved(wrong_first, move)]
        if found:
            yield from found
            return


def simple_moves(ndim: int) -> list[tuple[str, str, Move]]:
    """Moves of an array of so many axes: their ids, what they do, and how."""
    moves: list[tuple[str, str, Move]] = []
    if ndim == 1:
        moves += LINE
    for one, two in combinations(range(ndim), 2):
        words = "Your result is transposed" if ndim == 2 else f"Axes {one} and {two} are swapped"
        moves.append(("transposed", f"{words}: all numbers are right. {ORDER}", swap(one, two)))
    if ndim > 1:
        for axis in range(ndim):
            name = ("the rows", "the columns")[axis] if ndim == 2 else f"axis {axis}"
            words = f"Your result is right with {name} in reverse order. {DIRECTION}"
            moves.append(("flipped", words, flip(axis)))
    for axis in range(ndim):
        along = "" if ndim == 1 else f" along axis {axis}"
        for step in (1, -1):
            words = f"The right numbers stand one place off{along}, the last comes round. {INDEX}"
            moves.append(("rolled", words, roll(step, axis)))
    return moves


ORDER = "Look at the order of a product, or at which index is the row."
DIRECTION = "Look at the direction of an index."
INDEX = "Look at where an index starts."


def swap(one: int, two: int) -> Move:
    return lambda array: np.swapaxes(array, one, two)


def flip(axis: int) -> Move:
    return lambda array: np.flip(array, axis)


def roll(step: int, axis: int) -> Move:
    return lambda array: np.roll(array, step, axis)


def last_two(move: Move) -> Move:
    """A move of the last two axes; where there are none, one that fits nothing."""
    return lambda array: move(array) if array.ndim > 1 else np.zeros(array.shape + (0,))


LINE: tuple[tuple[str, str, Move], ...] = (
    (
        "reversed",
        "Your numbers are the right ones in reverse order. Look at the direction.",
        flip(0),
    ),
    (
        "sorted",
        "Your numbers are the right ones, sorted. They are wanted in their own order.",
        np.sort,
    ),
)
TURNS: tuple[tuple[str, str, Move], ...] = (
    (
        "rotated",
        "Your result is right but turned by 180°: rows and columns are in reverse order. "
        "Look for a kernel or an image that is flipped, or is not.",
        last_two(lambda array: array[..., ::-1, ::-1]),
    ),
    (
        "rotated_90",
        "Your result is right but turned by 90°. Look for a rotation or a swap with a flip.",
        last_two(lambda array: np.rot90(array, 1, (-2, -1))),
    ),
    (
        "rotated_90",
        "Your result is right but turned by 90°. Look for a rotation or a swap with a flip.",
        last_two(lambda array: np.rot90(array, -1, (-2, -1))),
    ),
    (
        "column_by_column",
        "The right numbers are laid out column by column where they belong row by row. "
        "Look at a reshape.",
        lambda array: array.ravel(order="F").reshape(array.shape),
    ),
)


def permuted(pairs: Sequence[Pair]) -> Iterator[Found]:
    """Numbers of each row in one another's places, where a row always has as many."""
    pairs = [pair for pair in pairs if pair.got.size or pair.want.size]
    count = fixed_length(pairs)
    if count is None or any(pair.got.shape != pair.want.shape for pair in pairs):
        return
    if not enough(pairs):
        return
    places = [[j for j in range(count) if holds(pairs, i, j)] for i in range(count)]
    if any(len(place) != 1 for place in places):
        return
    order = [place[0] for place in places]
    if sorted(order) == list(range(count)) != order:
        told = ", ".join(PLACES[j] for j in order)
        row = "" if all(pair.want.ndim == 1 for pair in pairs) else " of each row"
        words = f"The {count} numbers{row} are right, but stand in another order: yours are the"
        yield Found("permuted", f"{words} {told} of the right ones.")


def fixed_length(pairs: Sequence[Pair]) -> int | None:
    """How many numbers a row has in every call; None where that differs, or are too many."""
    lengths = {pair.want.shape[-1] if pair.want.ndim else 0 for pair in pairs}
    if len(lengths) != 1 or not 2 < min(lengths) <= len(PLACES):
        return None
    return int(lengths.pop())


PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")


def holds(pairs: Sequence[Pair], got: int, want: int) -> bool:
    """Whether one place of every row holds what is right in another one."""
    return all(
        near(pair.got[..., got], pair.want[..., want], pair.call.tolerance).all() for pair in pairs
    )


def order(pairs: Sequence[Pair]) -> Iterator[Found]:
    """The right numbers in other places, whichever: what all moves share."""
    if not any(pair.want.ndim for pair in pairs) or not keeps_numbers(pairs) or not enough(pairs):
        return
    # Small integers meet in any order; numbers that hardly repeat do not.
    wants = np.concatenate([pair.want.ravel() for pair in pairs])
    if 2 * different(wants) > wants.size:
        look = "Look at axes, at a reshape, or at the order in which they are put together."
        yield Found("order", f"Your numbers are the right ones, in other places. {look}")


# --- lists and tuples ---------------------------------------------------------------------------


def list_order(calls: Calls) -> Iterator[Found]:
    """A list of arrays or texts whose items stand in reverse; numbers are arrays, seen above."""
    if calls.returns or not calls.returned:
        return
    wants = [call.want for call in calls.all]
    wrong = [call for call in calls.all if not is_right(call, ())]
    items = sum(len(call.want) for call in wrong if isinstance(call.want, list))
    if not all(isinstance(want, list) for want in wants) or len(wrong) < INPUTS or items < NUMBERS:
        return
    if all(isinstance(w, (int, float)) for want in wants for w in want):
        return
    for call in calls.all:
        got = value_of(call)
        if not isinstance(got, (list, tuple)):
            return
        if compare(list(got)[::-1], call.want, call.tolerance).credit < 1:
            return
    yield Found(
        "reversed", "Your list is the right one in reverse order. Look at which end it starts from."
    )


def swapped(calls: Calls) -> Iterator[Found]:
    """Entries of a tuple that stand in one another's place, the same in every call."""
    names = calls.returns
    entries = calls.entries
    if len(names) < 2 or len(entries) != len(names) or calls.right.all():
        return
    if sum(not right for right in calls.right) < INPUTS:
        return
    places = [
        [j for j in range(len(names)) if stands_for(calls, got, entries[j][2])]
        for _, got, _ in entries
    ]
    if any(len(place) != 1 for place in places):
        return
    order = [place[0] for place in places]
    if sorted(order) != list(range(len(names))) or order == sorted(order):
        return
    moved = [names[i] for i, j in enumerate(order) if i != j]
    words = "are swapped" if len(moved) == 2 else "stand in one another's places"
    yield Found(
        "swapped", f"{listed(moved)} {words}: the values are right. Return {', '.join(names)}."
    )


def stands_for(calls: Calls, got: Sequence[Value], want: Sequence[Value]) -> bool:
    return all(agree(call, g, w) for call, g, w in zip(calls.all, got, want, strict=True))


def one_entry(calls: Calls) -> Iterator[Found]:
    """One entry alone where the tuple is wanted."""
    names = calls.returns
    if not names or not calls.returned or len(calls.all) < INPUTS:
        return
    values = [value_of(call) for call in calls.all]
    if any(isinstance(v, (list, tuple)) and len(v) == len(names) for v in values):
        return
    fitting = [
        name
        for i, name in enumerate(names)
        if stands_for(calls, values, [call.want[i] for call in calls.all])
    ]
    if len(fitting) == 1:
        wanted = ", ".join(names)
        yield Found("one_entry", f"You return `{fitting[0]}` alone, and rightly. Return {wanted}.")


def missing_entries(calls: Calls) -> Iterator[Found]:
    """A tuple that is right but for entries that are not there, or one array of all entries."""
    names = calls.returns
    if len(names) < 2 or not calls.returned or len(calls.all) < INPUTS:
        return
    values = [value_of(call) for call in calls.all]
    if all(isinstance(value, np.ndarray) for value in values):
        if any(is_stacked(calls, values, axis) for axis in (0, -1)):
            yield Found("stacked", f"You return one array of all entries. Return {joined(names)}.")
        return
    lengths = {len(v) if isinstance(v, (list, tuple)) else 0 for v in values}
    if len(lengths) != 1 or not 1 < min(lengths) < len(names):
        return
    places = [
        [j for j in range(len(names)) if stands_for(calls, column, wants(calls, j))]
        for column in zip(*values, strict=True)
    ]
    found = [place[0] for place in places if len(place) == 1]
    if len(found) == len(places) == len(set(found)):
        missing = [name for j, name in enumerate(names) if j not in found]
        are = "is" if len(missing) == 1 else "are"
        told = f"What you return is right, but {listed(missing)} {are} missing."
        yield Found("missing_entries", f"{told} Return {joined(names)}.")


def joined(names: Sequence[str]) -> str:
    return ", ".join(names)


def wants(calls: Calls, entry: int) -> list[Any]:
    return [call.want[entry] for call in calls.all]


def is_stacked(calls: Calls, values: Sequence[Any], axis: int) -> bool:
    """Whether each array holds the entries one after the other, along an axis."""
    names = range(len(calls.returns))
    if any(not value.ndim or value.shape[axis] != len(names) for value in values):
        return False
    return all(
        stands_for(calls, [np.take(value, j, axis) for value in values], wants(calls, j))
        for j in names
    )


def another_entry(entry: Entry) -> Iterator[Found]:
    """An entry that holds what is right for another one."""
    calls, at = entry
    names, entries = calls.returns, calls.entries
    got = entries[at][1]
    fitting = [
        name for j, name in enumerate(names) if j != at and stands_for(calls, got, entries[j][2])
    ]
    if len(fitting) != 1 or len({key(g) for g in got}) < FEW_NUMBERS:
        return
    wrong = [c for c, g in zip(calls.all, got, strict=True) if not agree(c, g, c.want[at])]
    if len(wrong) >= INPUTS and sum(np.size(c.want[at]) for c in wrong) >= FEW_NUMBERS:
        yield Found("another_entry", f"This is what is right for `{fitting[0]}`.")


def more_entries(calls: Calls) -> Iterator[Found]:
    """A tuple where one value is wanted, which is an item of it."""
    if calls.returns or not calls.returned or len(calls.all) < INPUTS:
        return
    values = [value_of(call) for call in calls.all]
    if any(isinstance(call.want, (list, tuple, dict)) for call in calls.all):
        return
    lengths = {len(v) if isinstance(v, (list, tuple)) else 0 for v in values}
    if len(lengths) != 1 or not 2 <= min(lengths) <= 4:
        return
    wants = [call.want for call in calls.all]
    fitting = [i for i in range(lengths.pop()) if stands_for(calls, [v[i] for v in values], wants)]
    if len(fitting) == 1:
        place = ("first", "second", "third", "fourth")[fitting[0]]
        what = describe(values[0])
        yield Found(
            "more_entries", f"You return {what}; its {place} item is right. Return that alone."
        )
