"""Right numbers in a wrong form: None, another shape, a block too large or too small."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.checks import Array, near
from grader.diagnosis.evidence import BITS, FEW_NUMBERS, INPUTS, NUMBERS, Evidence
from grader.diagnosis.observation import Calls, Found, Pair, value_of

Shape = tuple[int, ...]


def none(calls: Calls) -> Iterator[Found]:
    """None wherever the call is wrong."""
    if not calls.returned:
        return
    empty = [value_of(call) is None and call.want is not None for call in calls.all]
    if sum(empty) < INPUTS or any(calls.right == np.array(empty)):
        return
    when = "" if all(empty) else " on some inputs, and is right on all others"
    look = "A function does that where it ends without `return`."
    yield Found("none", f"Your function gives None{when}. {look}")


# --- the right numbers in another shape ---------------------------------------------------------


def squeezed(shape: Shape) -> Shape:
    return tuple(n for n in shape if n != 1)


def is_turned(got: Shape, want: Shape) -> bool:
    return got == want[::-1] and squeezed(got) == squeezed(want)


def is_flat(got: Shape, want: Shape) -> bool:
    return len(got) == 1 < len(want)


# From the most specific to the most general; what is not named is another shape.
FORMS: tuple[tuple[str, Callable[[Shape, Shape], bool], str], ...] = (
    ("one_number", lambda got, want: not want, "one number is wanted, yours is an array of one"),
    ("row_column", is_turned, "a row stands where a column is wanted, or the other way round"),
    (
        "extra_axis",
        lambda got, want: len(got) > len(want) and squeezed(got) == squeezed(want),
        "there is an axis of length 1 too many",
    ),
    (
        "lost_axis",
        lambda got, want: len(got) < len(want) and squeezed(got) == squeezed(want),
        "an axis of length 1 is missing",
    ),
    ("flattened", is_flat, "the array is flattened"),
    ("reshaped", lambda got, want: True, "the axes have other lengths"),
)


def shape(pairs: Sequence[Pair]) -> Iterator[Found]:
    """All numbers are right, row by row, and the shape is another one in the same way always."""
    if any(pair.got.size != pair.want.size for pair in pairs):
        return
    wrong = [pair for pair in pairs if pair.got.shape != pair.want.shape]
    if len(wrong) < INPUTS or sum(pair.want.size for pair in wrong) < FEW_NUMBERS:
        return
    if not all(is_right_when_flat(pair) for pair in pairs):
        return
    for id, holds, words in FORMS:
        if all(holds(pair.got.shape, pair.want.shape) for pair in wrong):
            look = "Look at reshape, keepdims or an index that keeps its axis."
            yield Found(f"shape.{id}", f"The numbers are right, but {words}. {look}")
            return


def is_right_when_flat(pair: Pair) -> bool:
    return bool(near(pair.got.ravel(), pair.want.ravel(), pair.call.tolerance).all())


# --- a column that met a row --------------------------------------------------------------------


def broadcast(pairs: Sequence[Pair]) -> Iterator[Found]:
    """(n, n) where n numbers are wanted, these on its diagonal: an outer sum or product."""
    if len(pairs) < INPUTS or not all(is_outer(pair) for pair in pairs):
        return
    larger = [pair for pair in pairs if pair.want.size > 1]
    if len(larger) >= INPUTS and sum(pair.want.size for pair in larger) >= NUMBERS:
        yield Found(
            "broadcast",
            "Your result has n×n numbers where n are right; these stand on its diagonal. "
            "An array of shape (n, 1) met one of shape (n,): give both the same shape.",
        )


def is_outer(pair: Pair) -> bool:
    """Whether an answer is (n, n), its rows alike up to a shift or factor, its diagonal right."""
    n = pair.want.size
    if pair.got.shape != (n, n) or squeezed(pair.want.shape) != ((n,) if n > 1 else ()):
        return False
    diagonal = np.diagonal(pair.got).reshape(pair.want.shape)
    if not near(diagonal, pair.want, pair.call.tolerance).all():
        return False
    got = pair.got.astype(np.float64)
    if not np.isfinite(got).all():
        return False
    size = 1e-6 * max(1.0, float(np.abs(got).max(initial=0.0)))
    shifts = got - got[:1]
    added = bool((np.abs(shifts - shifts[:, :1]) <= size).all())
    row, column = np.unravel_index(np.argmax(np.abs(got)), got.shape)
    pivot = got[row, column]
    products = np.outer(got[:, column], got[row])
    return added or bool((np.abs(got * pivot - products) <= size * np.abs(pivot)).all())


Combine = Callable[[Array, Array], Array]

# What is often averaged or added up over two arrays, element by element.
COMBINED: tuple[Combine, ...] = (
    lambda a, b: (a - b) ** 2,
    lambda a, b: np.abs(a - b),
    lambda a, b: a * b,
)


def broadcast_inside(pairs: Sequence[Pair]) -> Iterator[Found]:
    """A mean or sum over all n×n pairs of two inputs where n pairs are meant."""
    if len(pairs) < FEW_NUMBERS or any(pair.want.ndim or pair.got.ndim for pair in pairs):
        return
    names = list(pairs[0].call.inputs)
    for i, one in enumerate(names):
        for two in names[i + 1 :]:
            if any(
                is_outer_total(pairs, one, two, f, t) for f in COMBINED for t in (np.mean, np.sum)
            ):
                yield Found(
                    "broadcast",
                    f"Every number of `{one}` meets every number of `{two}`, n×n pairs instead "
                    "of n. A column (n, 1) is broadcast against a row: give both the same shape.",
                )
                return


def is_outer_total(
    pairs: Sequence[Pair], one: str, two: str, combine: Combine, total: Callable[[Array], Array]
) -> bool:
    """Whether the right answers are a multiple of the total over pairs in line, and the student's
    the same multiple of the total over all pairs."""
    multiple = None
    for pair in pairs:
        a, b = (pair.call.inputs.get(name) for name in (one, two))
        if not isinstance(a, np.ndarray) or not isinstance(b, np.ndarray) or a.size != b.size:
            return False
        if squeezed(a.shape) != squeezed(b.shape) or a.size < 2 or len(squeezed(a.shape)) != 1:
            return False
        a, b = a.astype(np.float64).ravel(), b.astype(np.float64).ravel()
        inner, outer = total(combine(a, b)), total(combine(a[:, None], b))
        multiple = pair.want / inner if multiple is None and inner else multiple
        if multiple is None:
            return False
        for number, candidate in ((pair.want, inner), (pair.got, outer)):
            wanted = np.asarray(multiple * candidate, dtype=np.float64)
            if not near(np.asarray(number), wanted, pair.call.tolerance).all():
                return False
        if near(pair.got, pair.want, pair.call.tolerance):
            return False
    return True


# --- a block too large or too small -------------------------------------------------------------


def block(pairs: Sequence[Pair]) -> Iterator[Found]:
    """The right answer inside a larger one, or a part of it alone; the same ends always."""
    wrong = [pair for pair in pairs if pair.got.shape != pair.want.shape]
    if not all(is_right_when_flat(pair) for pair in pairs if pair.got.shape == pair.want.shape):
        return
    if (
        len(wrong) < INPUTS
        or len({pair.want.ndim for pair in wrong}) != 1
        or not wrong[0].want.ndim
    ):
        return
    if any(pair.got.ndim != pair.want.ndim for pair in wrong):
        return
    for id, outer, inner in (("too_much", "got", "want"), ("too_little", "want", "got")):
        numbers = np.concatenate([getattr(pair, inner).ravel() for pair in wrong])
        if numbers.size >= NUMBERS and Evidence.bits(numbers) >= BITS:
            ends = {
                frozenset(ends_of(pair, getattr(pair, outer), getattr(pair, inner)))
                for pair in wrong
            }
            common = frozenset.intersection(*ends)
            if len(common) == 1:
                yield Found(f"block.{id}", BLOCKS[id, next(iter(common))])


BLOCKS = {
    ("too_much", "start"): "Your result is right but for numbers too many before its start. "
    "Look at where the index begins.",
    ("too_much", "end"): "Your result is right but for numbers too many at its end. "
    "Look at where the index ends.",
    ("too_much", "both"): "The right result stands in the middle of yours, with a border around "
    "it. Look at the padding, or at what is to be cut off.",
    ("too_little", "start"): "Your numbers are right, but the first ones are missing. "
    "Look at where the index begins.",
    ("too_little", "end"): "Your numbers are right, but the last ones are missing. "
    "Look at where the index ends.",
    ("too_little", "both"): "Your result is the middle of the right one; its border is missing. "
    "Look at the padding, or at what is cut off.",
}


def ends_of(pair: Pair, outer: Array, inner: Array) -> Iterator[str]:
    """At which ends the larger array goes beyond the smaller one, which it holds."""
    excess = [large - small for large, small in zip(outer.shape, inner.shape, strict=True)]
    if min(excess) < 0 or not inner.size:
        return
    starts = {
        "start": [extra for extra in excess],
        "end": [0 for _ in excess],
        "both": [extra // 2 for extra in excess],
    }
    for name, first in starts.items():
        if name == "both" and any(extra % 2 for extra in excess):
            continue
        cut = outer[tuple(slice(f, f + n) for f, n in zip(first, inner.shape, strict=True))]
        got, want = (cut, inner) if outer is pair.got else (inner, cut)
        if near(got, want, pair.call.tolerance).all():
            yield name
