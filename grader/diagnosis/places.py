"""Right in some places and wrong in others: masks, borders, numbers that overflow."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.checks import Array, Unlike, near, numeric
from grader.diagnosis.evidence import INPUTS, NUMBERS, Evidence
from grader.diagnosis.observation import Calls, Found, Observation, Pair, pairs_of, value_of
from grader.model import Raised, Returned

# How likely it may be that wrong numbers all stand where they do by chance.
CHANCE = 1e-4
EXTREME = 10.0
ORDINARY = 3
FINE = 1e-3
FEW = 3


# --- masks --------------------------------------------------------------------------------------


def mask_missing(evidence: Evidence) -> Iterator[Found]:
    """Wrong only where 0 is right, and there nearly always; by more than a rounding or a clip."""
    size = FINE * np.abs(evidence.want[np.isfinite(evidence.want)]).max(initial=0.0)
    if (
        is_masked(evidence, evidence.want == 0)
        and np.abs(evidence.got[evidence.wrong]).max(initial=0.0) >= size
    ):
        yield Found(
            "mask_missing",
            "Where the right answer is 0 yours is not, and everywhere else you are right. "
            "Look for a mask that is missing, or the derivative of an activation.",
        )


def mask_extra(evidence: Evidence) -> Iterator[Found]:
    """0 wherever it is wrong."""
    if is_masked(evidence, evidence.got == 0):
        yield Found(
            "mask_extra",
            "Yours is 0 where the right answer is not, and everywhere else you are right. "
            "Look for a mask too many, or numbers that are never written.",
        )


def is_masked(evidence: Evidence, zero: Array) -> bool:
    """Whether all wrong numbers are among these, at least half of these wrong, and others right.

    A mask leaves right numbers in the calls in which it is wrong; a call that is wrong as a whole
    is so for another reason.
    """
    wrong = evidence.wrong
    beside = np.logical_or.reduceat(~wrong & ~zero, evidence.starts)
    if (evidence.wrong_pairs & beside).sum() < INPUTS:
        return False
    if evidence.numbers or evidence.distinct < INPUTS or wrong.sum() < NUMBERS:
        return False
    if (wrong & ~zero).any():
        return False
    right = ~wrong & ~zero
    return bool(2 * (wrong & zero).sum() >= zero.sum() and right.sum() >= NUMBERS)


# --- borders ------------------------------------------------------------------------------------

Edge = Callable[[tuple[int, ...]], Array]


def line(axis: int, index: int) -> Edge:
    """One line of an array: of `axis` from the end, at `index`."""

    def mask(shape: tuple[int, ...]) -> Array:
        found = np.zeros(shape, dtype=bool)
        np.moveaxis(found, axis, 0)[index] = True
        return found

    return mask


def border(shape: tuple[int, ...]) -> Array:
    """The frame of the last two axes."""
    found = np.ones(shape, dtype=bool)
    found[..., 1:-1, 1:-1] = False
    return found


LINES: dict[int, tuple[tuple[str, str, int, int], ...]] = {
    1: (
        ("first", "for the first number", -1, 0),
        ("last", "for the last number", -1, -1),
    ),
    2: (
        ("first_row", "in the first row", -2, 0),
        ("last_row", "in the last row", -2, -1),
        ("first_column", "in the first column", -1, 0),
        ("last_column", "in the last column", -1, -1),
    ),
}


def edge(evidence: Evidence) -> Iterator[Found]:
    """Wrong in one line at the rim only, or on the rim only, where that is no entry of its own."""
    ndims = {min(pair.want.ndim, 2) for pair in evidence.pairs}
    if len(ndims) != 1 or ndims == {0} or evidence.distinct < INPUTS:
        return
    lines = LINES[ndims.pop()]
    fitting = [
        (id, words)
        for id, words, axis, index in lines
        if is_within(evidence, line(axis, index)) and is_open(evidence, axis)
    ]
    if len(fitting) == 1:
        id, words = fitting[0]
        look = "Look at what is special there: where a loop or slice ends, or what it reads."
        yield Found(f"edge.{id}", f"You are right everywhere but {words}. {look}")
    elif any(is_within(evidence, line(axis, index)) for _, _, axis, index in lines):
        return
    elif len(lines) > 2 and is_within(evidence, border):
        yield Found(
            "border",
            "You are right everywhere but at the border. Look at the padding, and at what your "
            "loops do with the first and last rows and columns.",
        )
    elif len(lines) > 2 and is_within(evidence, lambda shape: ~border(shape)):
        yield Found(
            "interior",
            "You are right at the border and wrong everywhere inside. Look at what differs "
            "between the two.",
        )


def is_open(evidence: Evidence, axis: int) -> bool:
    """Whether an axis has several lengths where it is wrong, as what a loop runs along has."""
    pairs = zip(evidence.pairs, evidence.wrong_pairs, strict=True)
    lengths = {pair.want.shape[axis] for pair, wrong in pairs if wrong}
    return len(lengths) >= INPUTS and max(lengths) > FEW


def place(evidence: Evidence) -> Iterator[Found]:
    """Wrong for one number only of those along an axis that always has the same length.

    Such an axis is no range of a loop: each place on it has a meaning, and a formula of its own.
    """
    if evidence.distinct < INPUTS:
        return
    for axis, row in ((-1, "of each row"), (-2, "of each column")):
        count = fixed_length(evidence, axis)
        if count is None:
            continue
        found = [i for i in range(count) if is_within(evidence, line(axis, i))]
        if len(found) == 1:
            name = ordinal(found[0], count)
            every = "" if all(pair.want.ndim == 1 for pair in evidence.pairs) else f" {row}"
            told = f"You are right everywhere but for the {name} of the {count} numbers{every}."
            yield Found(f"place.{name}", f"{told} Look at how that one is computed.")
            return


def fixed_length(evidence: Evidence, axis: int) -> int | None:
    """How long an axis is in every call; None where that differs, or is too long to be meant."""
    if any(pair.want.ndim < -axis for pair in evidence.pairs):
        return None
    lengths = {int(pair.want.shape[axis]) for pair in evidence.pairs}
    if len(lengths) > 1 or not 1 < min(lengths) <= len(ORDINALS):
        return None
    return lengths.pop()


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def ordinal(index: int, count: int) -> str:
    return "last" if index == count - 1 else ORDINALS[index]


def is_within(evidence: Evidence, mask: Edge) -> bool:
    """Whether wrong numbers all stand within a mask, more than chance would have it, and all
    that the mask leaves open is right."""
    chance, right = 1.0, 0
    wrongs = np.split(evidence.wrong, evidence.starts[1:])
    for pair, wrong in zip(evidence.pairs, wrongs, strict=True):
        if not wrong.any():
            continue
        within = mask(pair.want.shape).ravel()
        if (wrong & ~within).any():
            return False
        chance *= within.mean() ** wrong.sum()
        right += int((~within).sum())
    return right >= NUMBERS and chance <= CHANCE


# --- where an input is of a kind ----------------------------------------------------------------

Kind = tuple[str, str, Callable[[Array], Array]]

# From the narrowest to the widest, so that the first that holds all wrong numbers says the most.
KINDS: tuple[Kind, ...] = (
    ("zero", "is 0", lambda x: x == 0),
    ("negative", "is negative", lambda x: x < 0),
    ("positive", "is positive", lambda x: x > 0),
    ("not_positive", "is not positive", lambda x: x <= 0),
    ("not_negative", "is not negative", lambda x: x >= 0),
)
MOST = 0.8


def where(evidence: Evidence) -> Iterator[Found]:
    """Wrong only, and nearly always, where an input of the answer's shape is of one kind."""
    if evidence.numbers or evidence.distinct < INPUTS or evidence.wrong.sum() < NUMBERS:
        return
    found = [found for name in evidence.pairs[0].call.inputs for found in kind_of(evidence, name)]
    if len(found) == 1:
        yield found[0]


def kind_of(evidence: Evidence, name: str) -> Iterator[Found]:
    values = [pair.call.inputs.get(name) for pair in evidence.pairs]
    arrays = [v for v in values if isinstance(v, np.ndarray) and v.dtype.kind in "iuf"]
    if [array.shape for array in arrays] != [pair.want.shape for pair in evidence.pairs]:
        return
    row = evidence.row(arrays)
    for id, words, holds in KINDS:
        if is_only(evidence, holds(row)):
            told = f"You are wrong only where `{name}` {words}. Look at what becomes of it there."
            yield Found(f"where.{id}.{name}", told)
            return


def is_only(evidence: Evidence, there: Array) -> bool:
    """Whether wrong numbers stand at these places alone, and nearly all there are wrong."""
    wrong = evidence.wrong
    if (wrong & ~there).any() or wrong.sum() < MOST * there.sum():
        return False
    # Where both are 0 whatever is wrong, being right says nothing.
    right = ~there & (evidence.want != 0)
    beside = np.logical_or.reduceat(right, evidence.starts) & evidence.wrong_pairs
    chance = float(there.mean()) ** int(wrong.sum())
    return bool(right.sum() >= NUMBERS and beside.sum() >= INPUTS and chance <= CHANCE)


# --- numbers that are none ----------------------------------------------------------------------


def nonfinite(calls: Calls) -> Iterator[Found]:
    """NaN, infinity or an OverflowError wherever it is wrong."""
    wrong = ~calls.right
    if not all(overflows(calls.all[i], calls.returns) for i in np.flatnonzero(wrong)):
        return
    sizes = np.array([largest(call) for call in calls.all])
    ordinary, extreme = sizes[~wrong], sizes[wrong]
    few = len({calls.keys[i] for i in np.flatnonzero(wrong)}) < INPUTS
    if few and (len(ordinary) < ORDINARY or extreme.min() < EXTREME * ordinary.max()):
        # One input proves nothing, unless it stands far apart from those that are right.
        return
    what = happens(calls, wrong)
    if len(ordinary) and extreme.min() > max(EXTREME, ordinary.max()):
        yield Found(
            "overflow",
            f"You are right except where inputs are extreme: there {what}. "
            "Look for an exponential that overflows, or the logarithm of a number that became 0.",
        )
    elif len(ordinary):
        yield Found(
            "nonfinite",
            f"Wherever you are wrong {what}. Look for a division by 0, the "
            "logarithm of 0 or an exponential that overflows.",
        )


def happens(calls: Calls, wrong: Array) -> str:
    """What is to be seen of an overflow: numbers that are none, or an exception."""
    raised = {isinstance(calls.all[i].output, Raised) for i in np.flatnonzero(wrong)}
    if raised == {True}:
        return "your code stops with an OverflowError"
    return "you get NaN or infinity" + (" or an OverflowError" if True in raised else "")


def overflows(call: Observation, returns: Sequence[str]) -> bool:
    """Whether a call gave NaN or infinity where a finite number is right, and no other mistake."""
    if isinstance(call.output, Raised):
        return call.output.builtin == "OverflowError"
    if not isinstance(call.output, Returned):
        return False
    got, want = value_of(call), call.want
    if returns:
        if not isinstance(got, (list, tuple)) or len(got) != len(returns):
            return False
        entries = [pairs_of([call], [g], [w]) for g, w in zip(got, want, strict=True)]
    else:
        entries = [pairs_of([call], [got], [want])]
    if any(entry is None for entry in entries):
        return False
    kinds = [is_lost(pair) for entry in entries for pair in entry or ()]
    return None not in kinds and any(kinds)


def is_lost(pair: Pair) -> bool | None:
    """Whether wrong numbers are not finite; None where others are wrong, too."""
    if pair.got.shape != pair.want.shape:
        return None
    wrong = ~near(pair.got, pair.want, pair.call.tolerance)
    if (np.isfinite(pair.got) & wrong).any():
        return None
    return bool((wrong & np.isfinite(pair.want)).any())


def largest(call: Observation) -> float:
    """The largest size of a number among the inputs."""
    return max((size(value) for value in call.inputs.values()), default=0.0)


def size(value: object) -> float:
    try:
        return float(np.abs(numeric(value)).max(initial=0.0))
    except Unlike:
        return 0.0
