"""The numbers of one entry over all calls, and when they are enough to believe a cause."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from grader.checks import FLOOR, RELATIVE, Array, near
from grader.diagnosis.observation import Pair

# Fewer differing numbers than these could meet a wrong cause by chance. A number with decimals is
# met to six digits and so tells far more than an integer; where there is one number in a call,
# three of them are enough, and off by one is so common that three integers are.
NUMBERS = 6
FEW_NUMBERS = 3
INPUTS = 2
# Six numbers that all differ; of 0s and 1s it takes fifteen.
BITS = 15.0
PROBE = 8
WHOLE = 1e-12


@dataclass(frozen=True)
class Evidence:
    """One entry of all calls, the shapes of which are right everywhere, its numbers in one row.

    Every cause must reproduce all of them. Pairs without a number tell nothing and are left out.
    """

    pairs: tuple[Pair, ...]

    # --- the row ----------------------------------------------------------------------------

    @cached_property
    def got(self) -> Array:
        return self.row([pair.got for pair in self.pairs])

    @cached_property
    def want(self) -> Array:
        return self.row([pair.want for pair in self.pairs])

    @cached_property
    def counts(self) -> Array:
        return np.array([pair.want.size for pair in self.pairs])

    @cached_property
    def starts(self) -> Array:
        return np.cumsum(self.counts) - self.counts

    def row(self, arrays: Sequence[Array]) -> Array:
        """An array for each pair, as one row of float64."""
        return np.concatenate([array.ravel() for array in arrays]).astype(np.float64)

    def spread(self, numbers: Array) -> Array:
        """One number for each pair, repeated for every number of it."""
        return np.repeat(numbers, self.counts)

    @cached_property
    def integers(self) -> bool:
        """Whether right numbers are integers, which must be met exactly."""
        return all(pair.want.dtype.kind in "iu" for pair in self.pairs)

    @cached_property
    def booleans(self) -> bool:
        return all(pair.want.dtype.kind == "b" for pair in self.pairs)

    @cached_property
    def numbers(self) -> bool:
        """Whether each call gives one number and not an array."""
        return all(pair.want.ndim == 0 for pair in self.pairs)

    # --- what is wrong ----------------------------------------------------------------------

    @cached_property
    def wrong(self) -> Array:
        """Which numbers are wrong, as a row."""
        masks = [~near(p.got, p.want, p.call.tolerance) for p in self.pairs]
        return np.concatenate([mask.ravel() for mask in masks])

    @cached_property
    def wrong_pairs(self) -> Array:
        """Which pairs have a wrong number."""
        found: Array = np.logical_or.reduceat(self.wrong, self.starts)
        return found

    @cached_property
    def first(self) -> tuple[Array, Array]:
        """The first pair with a wrong number, as rows: what came, what is right."""
        at = int(self.wrong_pairs.argmax())
        here = slice(self.starts[at], self.starts[at] + self.counts[at])
        return self.got[here], self.want[here]

    @cached_property
    def distinct(self) -> int:
        """How many pairs with a wrong number there are that do not repeat one another."""
        wrong = [p for p, bad in zip(self.pairs, self.wrong_pairs, strict=True) if bad]
        return len({(p.got.tobytes(), p.want.tobytes()) for p in wrong})

    @cached_property
    def seen(self) -> bool:
        """Whether the student can see a pair with a wrong number: only then is a number told."""
        pairs = zip(self.pairs, self.wrong_pairs, strict=True)
        return any(bad and not pair.call.hidden for pair, bad in pairs)

    @cached_property
    def enough(self) -> bool:
        """Whether chance does not explain that a cause meets all of the wrong numbers."""
        if self.distinct < INPUTS or self.booleans:
            return False
        got = self.got[self.wrong]
        if self.numbers and bool((got != np.rint(got)).all()):
            return self.distinct >= FEW_NUMBERS
        if self.numbers and self.distinct < NUMBERS:
            return False
        return got.size >= NUMBERS and self.bits(got) >= BITS

    @staticmethod
    def bits(got: Array) -> float:
        """How much the numbers tell if each is drawn from the different ones among them."""
        return float(got.size * np.log2(max(2, different(got))))

    # --- whether a cause holds --------------------------------------------------------------

    @cached_property
    def relative(self) -> Array:
        """The relative tolerance of each pair, as for a right answer."""
        return np.array([relative(pair) for pair in self.pairs])

    @cached_property
    def margins(self) -> tuple[Array, Array, Array]:
        """For each number the share of itself, and of the largest, and the rest it may be off."""
        coarse = [1.0 if is_coarse(pair) else 1e-3 for pair in self.pairs]
        floors = [FLOOR if (a := p.call.tolerance.absolute) is None else a for p in self.pairs]
        share = self.spread(self.relative)
        return share, self.relative * np.array(coarse), self.spread(np.array(floors))

    def fits(self, candidate: Array) -> bool:
        """Whether a row is what the student returned, as near as a right answer must be."""
        share, of_largest, floor = self.margins
        size = np.abs(candidate)
        finite = np.isfinite(candidate)
        largest = np.maximum.reduceat(np.where(finite, size, 0.0), self.starts)
        margin = share * size + self.spread(of_largest * largest) + floor
        close = np.abs(self.got - candidate) <= margin
        same = (self.got == candidate) | (np.isnan(self.got) & np.isnan(candidate))
        return bool(np.where(finite & np.isfinite(self.got), close, same).all())

    def is_image(self, function: Callable[[Array], Array]) -> bool:
        """Whether the student returned a function of the right numbers, one by one."""
        few, got = function(self.probe[1]), self.probe[0]
        # What is far off at one of a few places is off; NaN is left to the full comparison.
        if (np.abs(few - got) > 1e-2 * (1 + np.abs(got))).any():
            return False
        return self.fits(function(self.want))

    @cached_property
    def probe(self) -> tuple[Array, Array]:
        """A few wrong numbers beside the right ones; what does not fit them fits nothing."""
        places = np.flatnonzero(self.wrong)[:PROBE]
        return self.got[places], self.want[places]


def different(numbers: Array) -> int:
    """How many different numbers there are. np.unique would load numpy.ma, which costs 40 ms."""
    return len(set(numbers.ravel().tolist()))


def relative(pair: Pair) -> float:
    if pair.want.dtype.kind in "iu":
        return WHOLE
    given = pair.call.tolerance.relative
    return RELATIVE.get(pair.got.dtype.str[1:], 1e-6) if given is None else given


def is_coarse(pair: Pair) -> bool:
    return pair.got.dtype.str[1:] in RELATIVE


def evidence_of(pairs: Sequence[Pair]) -> Evidence | None:
    """None where a shape is wrong, or no number is."""
    if any(pair.got.shape != pair.want.shape for pair in pairs):
        return None
    filled = tuple(pair for pair in pairs if pair.want.size)
    if not filled:
        return None
    evidence = Evidence(filled)
    return evidence if evidence.wrong.any() else None
