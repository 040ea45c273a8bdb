"""A list of statements, each true or false."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from grader.checks import is_boolean
from grader.kinds.outcome import open_still, verdict
from grader.kinds.reading import ReadQuestion
from grader.model import (
    Frozen,
    Line,
    Part,
    PartReport,
    Shown,
    Value,
)
from grader.values import describe
from grader.words import cut


class Statement(Frozen):
    """`because` is the explanation that comes with the key."""

    letter: Annotated[str, Field(pattern=r"^[a-z]$", description="Its key in the answer.")]
    text: Annotated[Line, Field(description="The statement, in Markdown.")]
    holds: Annotated[bool, Field(description="Whether it is true.")]
    because: Annotated[Line, Field(description="Why; shown with the key.")] = ""


class TruthPart(Part):
    """The answer is a dictionary from letters to booleans; None is not answered."""

    kind: Literal["truth"]
    statements: Annotated[
        tuple[Statement, ...],
        Field(strict=False, min_length=1, description="What is true or false."),
    ]

    def question(self) -> str:
        lines = "\n".join(f"- {s.letter}: {s.text}" for s in self.statements)
        prompt = self.prompt.rstrip() or "Which of these are true?"
        return f"{prompt}\n\n{lines}"

    @model_validator(mode="after")
    def _letters_differ(self) -> "TruthPart":
        letters = [statement.letter for statement in self.statements]
        wrong = [
            f"statements.{i}.letter: another statement has the letter {letter}"
            for i, letter in enumerate(letters)
            if letter in letters[:i]
        ]
        if wrong:
            raise ValueError("\n".join(wrong))
        return self


class TruthQuestion(ReadQuestion[TruthPart]):
    """Each statement earns its share; a wrong or open one takes nothing away."""

    def key(self) -> Shown:
        lines = [
            f"{s.letter}: {'true' if s.holds else 'false'}. {s.because}".rstrip()
            for s in self.part.statements
        ]
        return Shown(text=cut("\n".join(lines)))

    def verdict(self, value: Value) -> PartReport:
        statements = {s.letter: s.holds for s in self.part.statements}
        if not isinstance(value, dict):
            wanted = '{"a": True, ...}'
            return verdict(self.part, 0.0, f"expected a dictionary {wanted}, got {describe(value)}")
        value = {letter.strip().lower(): claim for letter, claim in value.items()}
        for letter, claim in value.items():
            if letter not in statements:
                listed = ", ".join(statements)
                return verdict(
                    self.part, 0.0, f"{letter[:40]!r} is no statement; they are {listed}"
                )
            if claim is not None and not is_boolean(claim):
                told = f"{letter}: expected True or False, got {describe(claim)}"
                return verdict(self.part, 0.0, told)
        claims = {letter: bool(claim) for letter, claim in value.items() if claim is not None}
        if not claims:
            return open_still(self.part)
        return self.counted(claims, statements)

    def counted(self, claims: dict[str, bool], statements: dict[str, bool]) -> PartReport:
        right = sum(claims.get(letter) == holds for letter, holds in statements.items())
        if right == len(statements):
            return verdict(self.part, 1.0)
        left = len(statements) - len(claims)
        told = f"{right} of {len(statements)} statements are judged rightly"
        told += f", {left} not answered" if left else ""
        return verdict(self.part, right / len(statements), told)
