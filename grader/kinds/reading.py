"""What the kinds share that ask for a value under a name."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from grader.kinds.outcome import Judged, unanswered
from grader.model import Exercise, Output, Part, PartReport, Read, Returned, Run, Shown, Value

SomePart = TypeVar("SomePart", bound=Part)


class ReadQuestion(Generic[SomePart]):
    """A part that is judged by one value; what is no value to judge is dealt with here."""

    def __init__(self, part: SomePart, exercise: Exercise, seed: int) -> None:
        self.part = part
        self.asks = (Read(part.name, part.name),)
        self.probes = ()

    def judge(self, outputs: Sequence[Output], run: Run) -> Judged:
        (output,) = outputs
        missing = unanswered(self.part, output, run)
        if missing is not None or not isinstance(output, Returned):
            assert missing is not None
            return Judged(missing, self.key())
        return Judged(self.verdict(output.value), self.key())

    def key(self) -> Shown | None:
        """The right answer, where the item has it."""
        return None

    def promises(self) -> Iterator[str]:
        """What the item must keep besides; broken promises in words."""
        return iter(())

    @abstractmethod
    def verdict(self, value: Value) -> PartReport:
        """The verdict on a value that is not None and no empty text."""
