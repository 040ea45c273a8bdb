"""What a part can ask for: one file each, and one line here."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from grader.kinds import cases, choice, expression, function, number, text, truth
from grader.kinds.outcome import Judged
from grader.model import Exercise, Output, Part, Run


class Question(Protocol):
    """A part made ready for one seed: what it asks of a submission, and how it judges."""

    part: Any
    asks: Any
    # Unscored calls that help to explain; asked after everything else.
    probes: Any

    def judge(self, outputs: Sequence[Output], run: Run) -> Judged:
        """The verdict on a part. `outputs` answer `asks`, then `probes`, in order."""

    def promises(self) -> Iterator[str]:
        """What an item must keep besides; broken promises in words."""


KINDS: dict[str, tuple[type[Part], Callable[..., Question]]] = {
    "expression": (expression.ExpressionPart, expression.ExpressionQuestion),
    "function": (cases.FunctionPart, function.FunctionQuestion),
    "number": (number.NumberPart, number.NumberQuestion),
    "choice": (choice.ChoicePart, choice.ChoiceQuestion),
    "text": (text.TextPart, text.TextQuestion),
    "truth": (truth.TruthPart, truth.TruthQuestion),
}


def question(part: Part, exercise: Exercise, seed: int) -> Question:
    """A part made ready. Raises CourseError where the course's own code fails."""
    return KINDS[part.kind][1](part, exercise, seed)
