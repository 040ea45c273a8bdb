"""An explanation in the student's own words: ideas found and missing, and a person decides."""

from functools import lru_cache
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from grader.kinds.outcome import blank, marks, verdict
from grader.kinds.reading import ReadQuestion
from grader.model import (
    Diagnosis,
    Frozen,
    Line,
    Part,
    PartReport,
    Status,
    Value,
)
from grader.patterns import found_in, pattern, sentences
from grader.values import describe

MAX_READ = 20_000
CUT = "; only the first 20,000 characters were read"


def readable(text: str) -> str:
    pattern(text)
    return text


Pattern = Annotated[str, AfterValidator(readable)]
Patterns = Annotated[tuple[Pattern, ...], Field(strict=False, min_length=1)]
Found = Annotated[Patterns, Field(description="Word patterns, any of which will do.")]
Cancelled = Annotated[
    Patterns,
    Field(alias="not", description="Word patterns that cancel it in the sentence they are in."),
]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Idea(Frozen):
    """What an explanation should say; a pattern under `not` cancels it in its own sentence."""

    name: Annotated[Name, Field(description="What counts of a class call it.")]
    points: Annotated[float, Field(gt=0, allow_inf_nan=False, description="What it is worth.")]
    any: Found
    none: Cancelled = ()
    text: Annotated[Line, Field(description="The idea in words, for whoever decides.")]

    def is_in(self, text: list[list[str]]) -> bool:
        return found_in(text, map(words_of, self.any), map(words_of, self.none))


class WrongIdea(Frozen):
    """What an explanation should not say, and what a student who says it reads."""

    name: Annotated[Name, Field(description="What counts of a class call it.")]
    any: Found
    none: Cancelled = ()
    message: Annotated[Line, Field(min_length=1, description="What the student reads.")]

    def is_in(self, text: list[list[str]]) -> bool:
        return found_in(text, map(words_of, self.any), map(words_of, self.none))


@lru_cache(maxsize=4096)
def words_of(wanted: str) -> list[str]:
    """A pattern's words, taken apart once for a whole class."""
    return pattern(wanted)


class TextPart(Part):
    """The points of the ideas add up to the part's."""

    needs_prompt: ClassVar[bool] = True

    kind: Literal["text"]
    ideas: Annotated[
        tuple[Idea, ...],
        Field(strict=False, min_length=1, description="What an explanation should say."),
    ]
    mistakes: Annotated[
        tuple[WrongIdea, ...],
        Field(strict=False, description="Wrong ideas, each with a message of its own."),
    ] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> "TextPart":
        told = []
        total = marks(sum(idea.points for idea in self.ideas))
        if total != marks(self.points):
            told.append(f"ideas: their points add up to {total:g}, the part has {self.points:g}")
        for key, names in (
            ("ideas", [idea.name for idea in self.ideas]),
            ("mistakes", [mistake.name for mistake in self.mistakes]),
        ):
            doubled = [name for i, name in enumerate(names) if name in names[:i]]
            told += [f"{key}: the name {name} is there twice" for name in doubled]
        if told:
            raise ValueError("\n".join(told))
        return self


class TextQuestion(ReadQuestion[TextPart]):
    """Nothing here decides: what is found is a suggestion, and the points wait."""

    def verdict(self, value: Value) -> PartReport:
        if not isinstance(value, str):
            return verdict(self.part, 0.0, f"expected a text, got {describe(value)}")
        return self.suggested(value)

    def suggested(self, value: str) -> PartReport:
        text = sentences(value[:MAX_READ])
        found = {idea.name: idea.is_in(text) for idea in self.part.ideas}
        earned = sum(idea.points for idea in self.part.ideas if found[idea.name])
        return blank(
            self.part,
            Status.NEEDS_REVIEW,
            "a person decides"
            + ("; only the first 20,000 characters were read" if len(value) > MAX_READ else ""),
            earned=None,
            pending=self.part.points,
            suggestion={
                "earned": marks(earned),
                "ideas": [{"name": name, "found": seen} for name, seen in found.items()],
            },
            diagnoses=tuple(
                Diagnosis(mistake=mistake.name, message=mistake.message)
                for mistake in self.part.mistakes
                if mistake.is_in(text)
            ),
        )
