"""Wrong answers with an input in them: as it came, left out, or multiplied once too often."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.checks import Array, near
from grader.diagnosis.evidence import FEW_NUMBERS, INPUTS, Evidence, different
from grader.diagnosis.observation import Found, Pair, scalar
from grader.model import Value

TOO_OFTEN = "Look whether `{name}` is added once too often, or is to be taken off."
MISSING = "Look whether `{name}` is left out, or taken off once too often."
SIGN = "Look how often `{name}` goes in, and with which sign."

Shape = tuple[int, ...]

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
        if evidence.fits(evidence.want + times * row()):
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


def fits(evidence: Evidence, row: Array, combine: Callable[[Array, Array], Array]) -> bool:
    """Whether a row explains every number; one that hardly varies would be a constant factor."""
    varied = different(row[evidence.wrong]) >= FEW_NUMBERS
    return varied and evidence.fits(combine(evidence.want, row))


def is_roughly(got: Array, candidate: Array) -> bool:
    """Whether all numbers of a call are near enough to look at the other calls; never for NaN."""
    size = 1e-2 * (1 + float(np.abs(got).max()))
    return bool((np.abs(got - candidate) <= size).all())


Row = tuple[str, Callable[[], Array], Array]


def rows(evidence: Evidence) -> Iterator[Row]:
    """Each input of numbers, laid over the right answers in each way that its shape allows: over
    all calls, made when it is asked for, and over the first wrong one."""
    for name in evidence.pairs[0].call.inputs:
        values = [pair.call.inputs.get(name) for pair in evidence.pairs]
        if all(is_numbers(value) for value in values):
            arrays = [np.asarray(value) for value in values]
            if len({array.ndim for array in arrays}) == 1:
                yield from laid(evidence, name, arrays)


def laid(evidence: Evidence, name: str, arrays: Sequence[Array]) -> Iterator[Row]:
    """An input along the last axes of the answers, then along axes before these: a bias per map."""
    ndim, at = arrays[0].ndim, int(evidence.wrong_pairs.argmax())
    shapes = [pair.want.shape for pair in evidence.pairs]
    for after in range(len(shapes[0]) - ndim + 1 if ndim else 1):
        spread = [array.shape + (1,) * after for array in arrays]
        if all(is_laid(one, over) for one, over in zip(spread, shapes, strict=True)):

            def over(i: int, spread: Sequence[Shape] = spread) -> Array:
                found: Array = np.broadcast_to(arrays[i].reshape(spread[i]), shapes[i])
                return found

            def row(over: Callable[[int], Array] = over) -> Array:
                return evidence.row([over(i) for i in range(len(arrays))])

            yield name, row, over(at).ravel().astype(np.float64)


def is_laid(shape: Shape, over: Shape) -> bool:
    """Whether one shape broadcasts to another."""
    if len(shape) > len(over):
        return False
    return all(a in (1, b) for a, b in zip(shape[::-1], over[::-1], strict=False))
