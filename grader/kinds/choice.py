"""A letter, or several, out of options."""

from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from grader.kinds.outcome import open_still, verdict
from grader.kinds.reading import ReadQuestion
from grader.kinds.remark import Remarks
from grader.model import (
    Part,
    PartReport,
    Shown,
    Value,
)
from grader.values import describe

Letter = Annotated[str, Field(pattern=r"^[a-z]$")]


class ChoicePart(Part):
    """One letter as the answer is all or nothing; a list of letters earns by the option."""

    needs_prompt: ClassVar[bool] = True

    kind: Literal["choice"]
    options: Annotated[
        dict[Letter, str], Field(min_length=2, description="Letters, and what they stand for.")
    ]
    answer: Annotated[
        Letter | Annotated[list[Letter], Field(min_length=1)],
        Field(description="A letter, or a list of letters where several may be right."),
    ]
    mistakes: Annotated[Remarks, Field(description="Wrong letters, and what to say to them.")] = {}

    def question(self) -> str:
        options = "\n".join(f"- {letter}: {text}" for letter, text in self.options.items())
        return f"{self.prompt.rstrip()}\n\n{options}".lstrip()

    @property
    def right(self) -> frozenset[str]:
        return frozenset(self.answer)

    @property
    def several(self) -> bool:
        return isinstance(self.answer, list)

    @model_validator(mode="after")
    def _letters_are_options(self) -> "ChoicePart":
        strange = f"not among the options {', '.join(self.options)}"
        wrong = [
            *(f"answer: {x} is {strange}" for x in self.answer if x not in self.options),
            *(f"mistakes.{x}: {strange}" for x in self.mistakes if x not in self.options),
            *(f"mistakes.{x}: is a right answer" for x in self.mistakes if x in self.right),
        ]
        if len(self.right) < len(self.answer):
            wrong.append("answer: names a letter twice")
        if wrong:
            raise ValueError("\n".join(wrong))
        return self


class ChoiceQuestion(ReadQuestion[ChoicePart]):
    """A single letter is right or wrong; of several, each option is judged for itself."""

    def key(self) -> Shown:
        lines = [f"{letter}: {self.part.options[letter]}" for letter in sorted(self.part.right)]
        return Shown(text="\n".join(lines))

    def verdict(self, value: Value) -> PartReport:
        letters = [value] if isinstance(value, str) else value
        if not isinstance(letters, (list, tuple)) or not all(isinstance(x, str) for x in letters):
            wanted = "letters" if self.part.several else "a letter"
            return verdict(self.part, 0.0, f"expected {wanted}, got {describe(value)}")
        if not letters:
            return open_still(self.part)
        chosen = frozenset(letter.strip().lower() for letter in letters)
        strange = sorted(chosen - self.part.options.keys())
        if strange:
            listed = ", ".join(self.part.options)
            return verdict(self.part, 0.0, f"{strange[0]!r} is not among the options {listed}")
        return self.of_several(chosen) if self.part.several else self.of_one(chosen)

    def of_one(self, chosen: frozenset[str]) -> PartReport:
        if len(chosen) != 1:
            return verdict(self.part, 0.0, f"expected one letter, got {len(chosen)}")
        if chosen == self.part.right:
            return verdict(self.part, 1.0)
        (letter,) = chosen
        remark = self.part.mistakes.get(letter)
        if remark is not None:
            return remark.verdict(self.part, letter)
        return verdict(self.part, 0.0, f"{letter} is not the answer")

    def of_several(self, chosen: frozenset[str]) -> PartReport:
        options = self.part.options
        right = sum((x in chosen) == (x in self.part.right) for x in options)
        if right == len(options):
            return verdict(self.part, 1.0)
        told = f"{right} of {len(options)} options are judged rightly"
        wrong = [x for x in sorted(chosen - self.part.right) if x in self.part.mistakes]
        diagnoses = [self.part.mistakes[x].diagnosis(x) for x in wrong]
        report = verdict(self.part, right / len(options), told)
        return replace(report, diagnoses=tuple(diagnoses))
