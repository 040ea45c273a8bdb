"""Answers that are summed up and should not be, or the other way round; also means and extremes."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.checks import Array, near
from grader.diagnosis.evidence import BITS, FEW_NUMBERS, INPUTS, NUMBERS, Evidence
from grader.diagnosis.observation import Found, Pair

REDUCTIONS: dict[str, Callable[..., Array]] = {
    "sum": np.sum,
    "mean": np.mean,
    "max": np.max,
    "min": np.min,
}
WORDS = {"sum": "sum", "mean": "mean", "max": "maximum", "min": "minimum"}


def reduction(pairs: Sequence[Pair]) -> Iterator[Found]:
    """A total of the right answer, or numbers of which the right answer is the total."""
    pairs = [pair for pair in pairs if pair.got.size and pair.want.size]
    ndims = {(pair.got.ndim, pair.want.ndim) for pair in pairs}
    if len(pairs) < INPUTS or len(ndims) != 1:
        return
    got, want = ndims.pop()
    if abs(got - want) not in (1, max(got, want)) or got == want or not enough(pairs):
        return
    too_few = got < want
    whole = [(pair.want, pair.got, pair) for pair in pairs]
    parts = whole if too_few else [(of, total, pair) for total, of, pair in whole]
    found = set(totals(parts))
    if len({name for name, _ in found}) == 1:
        name, along = min(found, key=lambda hit: (hit[1] is None, hit[1] or 0))
        yield told(name, along, too_few=too_few, ndim=max(got, want))


def enough(pairs: Sequence[Pair]) -> bool:
    """Whether chance does not explain it: numbers with decimals, or many that differ."""
    told = [
        min(pair.got, pair.want, key=lambda array: array.ndim).ravel()
        for pair in pairs
        if pair.got.size != pair.want.size
    ]
    if len(told) < INPUTS or sum(total.size for total in told) < FEW_NUMBERS:
        return False
    numbers = np.concatenate(told)
    decimals = bool((numbers != np.rint(numbers)).any())
    return decimals or (numbers.size >= NUMBERS and Evidence.bits(numbers) >= BITS)


def totals(parts: Sequence[tuple[Array, Array, Pair]]) -> Iterator[tuple[str, int | None]]:
    """Each way to take the second of each from the first: what is taken, and along which axis."""
    ndim, less = parts[0][0].ndim, parts[0][1].ndim
    axes: list[int | None] = [*range(ndim)] if less == ndim - 1 else []
    for axis in [*axes, *([None] if less == 0 else [])]:
        for name, take in REDUCTIONS.items():
            if all(is_total(take, axis, *part) for part in parts):
                yield name, axis


def is_total(
    take: Callable[..., Array], axis: int | None, of: Array, total: Array, pair: Pair
) -> bool:
    found = np.asarray(take(of, axis=axis))
    return found.shape == total.shape and bool(near(found, total, pair.call.tolerance).all())


def told(name: str, axis: int | None, *, too_few: bool, ndim: int) -> Found:
    what, along = WORDS[name], "" if axis is None or ndim == 1 else f" over axis {axis}"
    if too_few:
        sentence = f"You return the {what} of the right result{along}. Return all of its numbers."
        return Found(f"reduced.{name}", sentence)
    sentence = f"The {what} of what you return{along} is the right result. Return that alone."
    return Found(f"not_reduced.{name}", sentence)
