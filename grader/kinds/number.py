"""A number that the student works out and types."""

import re
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from grader.checks import Tolerance, Unlike, near, numeric
from grader.kinds.outcome import verdict
from grader.kinds.reading import ReadQuestion
from grader.kinds.remark import Remarks
from grader.model import Part, PartReport, Shown, Value
from grader.values import describe, shown

RELATIVE = 1e-9
# Whole numbers of at most 64 bits, and floats.
WRITTEN = re.compile(
    r"[-+]?([0-9]{1,18}|([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]{1,3})?)"
)
Bound = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Relative = Annotated[Bound | None, Field(description="How far off, as a share of the number.")]
Absolute = Annotated[Bound | None, Field(description="How far off, near 0.")]


class NumberPart(Part):
    """Integers must be met exactly, other numbers to 1e-9, unless the item says otherwise."""

    needs_prompt: ClassVar[bool] = True

    kind: Literal["number"]
    answer: Annotated[int | float, Field(description="A whole number is to be met exactly.")]
    relative: Relative = None
    absolute: Absolute = None
    mistakes: Annotated[Remarks, Field(description="Wrong numbers, and what to say to them.")] = {}

    @model_validator(mode="after")
    def _mistakes_are_wrong_numbers(self) -> "NumberPart":
        if self.answer != self.answer:
            raise ValueError("answer: must be a number (got nan)")
        wrong = [f"mistakes.{key}: {told}" for key in self.mistakes if (told := self.against(key))]
        if wrong:
            raise ValueError("\n".join(wrong))
        return self

    def against(self, key: str) -> str | None:
        """What is wrong with a mistake's key."""
        if not is_number(key):
            return f"must be a number (got {key!r})"
        if self.equals(number(key), self.answer):
            return "is the right answer"
        before = list(self.mistakes)[: list(self.mistakes).index(key)]
        same = [other for other in before if is_number(other) and number(other) == number(key)]
        return f"is the same number as {same[0]}" if same else None

    def equals(self, got: Value, want: float) -> bool:
        """Whether a value counts as a number. Raises Unlike for what is none."""
        array = numeric(got)
        if array.ndim:
            raise Unlike(describe(got))
        free = self.relative is not None or self.absolute is not None
        wanted = np.asarray(float(want) if free else want)
        relative = RELATIVE if self.relative is None else self.relative
        return bool(near(array, wanted, Tolerance(relative, self.absolute or 0.0)))


class NumberQuestion(ReadQuestion[NumberPart]):
    """Right, a named wrong number, or a wrong one of which nothing is known."""

    def key(self) -> Shown:
        return shown(self.part.answer)

    def verdict(self, value: Value) -> PartReport:
        try:
            return self.compared(value)
        except Unlike as unlike:
            return verdict(self.part, 0.0, f"expected a number, got {unlike}")

    def compared(self, value: Value) -> PartReport:
        if self.part.equals(value, self.part.answer):
            return verdict(self.part, 1.0)
        for written, remark in self.part.mistakes.items():
            if self.part.equals(value, number(written)):
                return remark.verdict(self.part, written)
        return verdict(self.part, 0.0, "that is not the number")


def number(text: str) -> int | float:
    """A number as it is written in an item."""
    try:
        return int(text)
    except ValueError:
        return float(text)


def is_number(text: str) -> bool:
    return WRITTEN.fullmatch(text) is not None
