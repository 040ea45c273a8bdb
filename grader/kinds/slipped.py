"""Whether a function is the right one with one slip in it: tried on every call that was made."""

import copy
import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from grader.diagnosis import Outcome, same
from grader.diagnosis.known import is_skipped
from grader.kinds.cases import FunctionPart, Posed, sent
from grader.model import Diagnosis, Exercise, Output, Returned, Value
from grader.variants import Variant, variants_of

# What must be wrong before one slip of hundreds is singled out.
CALLS, NUMBERS = 2, 6
# Wider than any tolerance: a sum only tells what cannot be.
ROUGHLY = 0.03


class Slips:
    """The variants of one right answer, with what they give on the calls, computed when asked."""

    def __init__(self, part: FunctionPart, exercise: Exercise, tried: Sequence[Posed]) -> None:
        self.part, self.exercise, self.tried = part, exercise, tried
        self._outcomes: dict[tuple[int, int], Outcome] = {}
        self._sums: dict[int, Any] = {}

    def find(self, outputs: Sequence[Output]) -> tuple[Diagnosis, ...]:
        """The variant that gives what the student gives, on every call; none where none does."""
        names = self.part.returns
        calls = range(len(self.tried))
        wants = [Returned(posed.want) for posed in self.tried]
        right = [same(outputs[i], wants[i], self.tried[i], names) for i in calls]
        wrong = [i for i in calls if not right[i] and not is_skipped(outputs[i])]
        if not are_enough([(outputs[i], self.tried[i].want) for i in wrong]):
            return ()
        order = [*wrong, *(i for i in calls if right[i])]
        for number in self._candidates(wrong[0], outputs[wrong[0]]):
            if all(same(outputs[i], self.outcome(number, i), self.tried[i], names) for i in order):
                variant = self.variants[number]
                told = f"All your results are what comes out if {variant.clause}."
                return (Diagnosis(mistake=f"slip.{variant.id}", message=told),)
        return ()

    @cached_property
    def variants(self) -> tuple[Variant, ...]:
        words = re.findall(r"[^\W\d]\w*", f"{self.exercise.prompt} {self.part.prompt}")
        signature = self.exercise.stub.signatures[self.part.name]
        parameters = {parameter.name: parameter.default for parameter in signature}
        known = frozenset({*words, *self.part.returns, *parameters})
        calls = [posed.arguments for posed in self.tried]
        answer = self.exercise.reference.answer(self.part.name)
        return variants_of(answer, parameters, calls, known)

    def outcome(self, number: int, i: int) -> Outcome:
        """What a variant gives on a call."""
        if (number, i) not in self._outcomes:
            arguments = copy.deepcopy(self.tried[i].arguments)
            outcome = self.exercise.reference.attempt(self.variants[number].call, arguments)
            self._outcomes[number, i] = sent(outcome)
        return self._outcomes[number, i]

    def _candidates(self, i: int, output: Output) -> list[int]:
        """The variants that may give this output: whose numbers add up to about the same."""
        if i not in self._sums:
            outcomes = [self.outcome(number, i) for number in range(len(self.variants))]
            self._sums[i] = np.array([sums(outcome) for outcome in outcomes]).reshape(-1, 2)
        total, size = sums(output)
        totals, sizes = self._sums[i].T
        with np.errstate(all="ignore"):
            far = np.abs(totals - total) > ROUGHLY * np.maximum(sizes, size) + ROUGHLY
        return [int(number) for number in np.flatnonzero(~far)]


def are_enough(wrong: Sequence[tuple[Output, Value]]) -> bool:
    """Whether enough numbers are wrong, in enough calls. NaN has too many reasons to tell one."""
    found = [telling(got.value, want) for got, want in wrong if isinstance(got, Returned)]
    return sum(number > 0 for number in found) >= CALLS and sum(found) >= NUMBERS


def telling(got: Value, want: Value) -> int:
    """How many finite numbers of a value are not the right ones."""
    if isinstance(got, (list, tuple)) and isinstance(want, (list, tuple)) and len(got) == len(want):
        return sum(telling(g, w) for g, w in zip(got, want, strict=True))
    try:
        numbers, right = np.asarray(got, dtype=float), np.asarray(want, dtype=float)
    except (TypeError, ValueError):
        return 1
    differs = numbers != right if numbers.shape == right.shape else np.ones(numbers.shape, bool)
    return int((np.isfinite(numbers) & differs).sum())


def sums(outcome: Output) -> tuple[float, float]:
    """The sum of all numbers of an outcome, and of their sizes; NaN for what has none."""
    value = outcome.value if isinstance(outcome, Returned) else None
    entries: Any = value if isinstance(value, (list, tuple)) and value else [value]
    try:
        with np.errstate(all="ignore"):
            numbers = np.concatenate([np.ravel(each) for each in entries]).astype(float)
            return float(numbers.sum()), float(np.abs(numbers).sum())
    except (TypeError, ValueError):
        return float("nan"), float("nan")
