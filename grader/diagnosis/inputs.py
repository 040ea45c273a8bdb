"""Wrong answers with an input in them: as it came, left out, or multiplied once too often."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from grader.checks import Array, near
from grader.diagnosis.evidence import FEW_NUMBERS, INPUTS, Evidence, different
from grader.diagnosis.observation import Found, Pair, scalar
from grader.model import Value

TOO_OFTEN = "Look whether `{name}` is added once too often, or is to be taken off."
MISSING = "Look whether `{name}` is left out, or taken off once too often."
SIGN = "Look how often `{name}` goes in, and with which sign."

# How often an input is in the answer beyond the right times: the id, the words, what to look at.
TERMS: dict[int, tuple[str, str, str]] = {
    -1: ("left_out", "minus `{name}`", MISSING),
    1: ("offset", "plus `{name}`", TOO_OFTEN),
    -2: ("offset", "minus twice `{name}`", SIGN),
    2: ("offset", "plus twice `{name}`", SIGN),
}


def unchanged(pairs: Sequence[Pair]) -> Iterator[Found]:
    """An input as it came."""
    fitting = [n for n in pairs[0].call.inputs if all(is_input(p, n) for p in pairs)]
    wrong = [pair for pair in pairs if not is_right(pair)] if len(fitting) == 1 else []
    if len(wrong) >= INPUTS and different(numbers_of(wrong)) >= FEW_NUMBERS:
        name = fitting[0]
        yield Found(f"input.{name}", f"You return `{name}` as it came. Look what is to be done.")


def numbers_of(pairs: Sequence[Pair]) -> Array:
    return np.concatenate([pair.got.ravel() for pair in pairs])


def is_right(pair: Pair) -> bool:
    """Whether all numbers are right, row by row, in whatever shape."""
    if pair.got.size != pair.want.size:
        return False
    return bool(near(pair.got.ravel(), pair.want.ravel(), pair.call.tolerance).all())


def is_input(pair: Pair, name: str) -> bool:
    value = pair.call.inputs.get(name)
    return is_numbers(value) and np.array_equal(pair.got, np.asarray(value))


def is_numbers(value: Value) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "iuf"
    return scalar(value) is not None


# --- terms and factors --------------------------------------------------------------------------


def term(evidence: Evidence) -> Iterator[Found]:
    """An input that is a term too many or too few; it may be broadcast over the answer."""
    got, want = evidence.first
    fitting: dict[str, Found] = {}
    for name, row, first in rows(evidence):
        times = multiple(got - want, first)
        if times not in TERMS or not is_roughly(got, want + times * first):
            continue
        whole = row()
        if whole is not None and evidence.fits(evidence.want + times * whole):
            id, words, look = TERMS[times]
            told = f"Every number is the right one {words}. {look}".format(name=name)
            fitting[name] = Found(f"{id}.{name}", told)
    if len(fitting) == 1:
        yield from fitting.values()


def multiple(off: Array, row: Array) -> int:
    """How often a row is in what is off, by the place where it is largest; 0 where it is not."""
    at = int(np.argmax(np.abs(row)))
    times = off[at] / row[at] if row[at] else 0.0
    return round(times) if np.isfinite(times) and abs(times - round(times)) < 1e-3 else 0


def product(evidence: Evidence) -> Iterator[Found]:
    """An array of the inputs that every number is multiplied with, or divided by."""
    if not evidence.enough:
        return
    got, want = evidence.first
    fitting: dict[str, Found] = {}
    for name, row, first in rows(evidence):
        if scalar(evidence.pairs[0].call.inputs[name]) is not None:
            continue
        if is_roughly(got, want * first) and fits(evidence, row(), np.multiply):
            look = f"Look whether it is multiplied with `{name}` once too often."
            told = f"Every number is the right one times its number of `{name}`. {look}"
            fitting[name] = Found(f"times.{name}", told)
        elif is_roughly(got * first, want) and fits(evidence, row(), np.divide):
            look = f"Look whether the factor `{name}` is left out."
            told = f"Every number is the right one divided by its number of `{name}`. {look}"
            fitting[name] = Found(f"times.{name}", told)
    if len(fitting) == 1:
        yield from fitting.values()


def fits(evidence: Evidence, row: Array | None, combine: Callable[[Array, Array], Array]) -> bool:
    """Whether a row explains every number; one that hardly varies would be a constant factor."""
    if row is None or different(row[evidence.wrong]) < FEW_NUMBERS:
        return False
    return evidence.fits(combine(evidence.want, row))


def is_roughly(got: Array, candidate: Array) -> bool:
    """Whether all numbers of a call are near enough to look at the other calls; never for NaN."""
    size = 1e-2 * (1 + float(np.abs(got).max()))
    return bool((np.abs(got - candidate) <= size).all())


# An input by its name, over all calls when it is asked for, and over the first wrong one.
Row = tuple[str, Callable[[], Array | None], Array]


def rows(evidence: Evidence) -> Iterator[Row]:
    """Each input of numbers, laid over the right answers in each way that its shape allows: along
    the last axes, then along axes before these, as a bias for each map."""
    pair = evidence.pairs[int(evidence.wrong_pairs.argmax())]
    for name in pair.call.inputs:
        ndim = np.ndim(pair.call.inputs[name]) if is_numbers(pair.call.inputs[name]) else None
        for after in range(pair.want.ndim - ndim + 1 if ndim else 1) if ndim is not None else ():
            first = laid(pair, name, after)
            if first is not None:
                yield name, partial(row, evidence, name, after), first.ravel().astype(np.float64)


def row(evidence: Evidence, name: str, after: int) -> Array | None:
    """An input over the answers of all calls; None where it does not fit one of them."""
    found = [laid(pair, name, after) for pair in evidence.pairs]
    fitting = [array for array in found if array is not None]
    return evidence.row(fitting) if len(fitting) == len(found) else None


def laid(pair: Pair, name: str, after: int) -> Array | None:
    """An input over an answer, with so many axes of the answer after its own."""
    value, over = pair.call.inputs.get(name), pair.want.shape
    if not is_numbers(value):
        return None
    array = np.asarray(value)
    shape = array.shape + (1,) * after
    if len(shape) > len(over):
        return None
    if any(a not in (1, b) for a, b in zip(shape[::-1], over[::-1], strict=False)):
        return None
    return np.broadcast_to(array.reshape(shape), over)
