"""A formula that the student types, judged by what it means and not by how it is written."""

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from grader.formula.calculus import derivative
from grader.formula.proof import prove
from grader.formula.reading import FUNCTIONS, Unreadable, pointed, read
from grader.formula.tree import CONSTANTS, Tree, mathml, symbols, text
from grader.kinds.outcome import blank, verdict
from grader.kinds.reading import ReadQuestion
from grader.kinds.remark import Remarks
from grader.model import Diagnosis, Formula, Frozen, Part, PartReport, Shown, Status, Value
from grader.values import describe, figure

if TYPE_CHECKING:
    from grader.formula.equality import Judgement

Range = Annotated[tuple[float, float], Field(strict=False)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]


class Derivative(Frozen):
    """What the answer is the derivative of; then slips with its rules are found without a list."""

    of: Annotated[str, Field(description="The formula that is differentiated.")]
    by: Annotated[str, Field(description="The symbol that it is differentiated by.")]


class ExpressionPart(Part):
    """The answer is a string; symbols have ranges, on which formulas are compared."""

    needs_prompt: ClassVar[bool] = True

    kind: Literal["expression"]
    symbols: Annotated[
        dict[Name, Range],
        Field(min_length=1, description="The symbols, each with the range of its numbers."),
    ]
    answer: Annotated[str, Field(description="The right formula.")]
    derivative: Annotated[
        Derivative | None, Field(description="What it is the derivative of, if it is one.")
    ] = None
    mistakes: Annotated[
        Remarks, Field(description="Wrong formulas, each with a message, and perhaps a credit.")
    ] = {}

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        return dict(self.symbols)

    def tree(self, formula: str) -> Tree:
        return read(formula, self.symbols)

    @model_validator(mode="after")
    def _formulas_can_be_read(self) -> "ExpressionPart":
        told = [
            f"symbols.{name}: is the name of a function"
            for name in self.symbols
            if name in FUNCTIONS
        ]
        told += [
            f"symbols.{name}: its range must go up (got {low:g} to {high:g})"
            for name, (low, high) in self.symbols.items()
            if not low < high
        ]
        formulas = [("answer", self.answer), *((f"mistakes.{key}", key) for key in self.mistakes)]
        if self.derivative is not None:
            formulas.append(("derivative.of", self.derivative.of))
            if self.derivative.by not in self.symbols:
                told.append(f"derivative.by: no symbol {self.derivative.by}")
        for where, formula in formulas:
            try:
                self.tree(formula)
            except Unreadable as error:
                told.append(f"{where}: {error.message} (column {error.column + 1})")
        if told:
            raise ValueError("\n".join(told))
        return self

    def question(self) -> str:
        listed = ", ".join(f"`{name}`" for name in self.symbols)
        return f"{self.prompt.rstrip()}\n\nType a formula in {listed}."


class ExpressionQuestion(ReadQuestion[ExpressionPart]):
    """Right, a wrong formula with a counter-example and perhaps its cause, or undecided."""

    @cached_property
    def answer(self) -> Tree:
        return self.part.tree(self.part.answer)

    def key(self) -> Shown:
        return Shown(text=text(self.answer))

    def verdict(self, value: Value) -> PartReport:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = repr(value)
        if not isinstance(value, str):
            return verdict(self.part, 0.0, f"expected a formula as a text, got {describe(value)}")
        try:
            tree = self.part.tree(value)
        except Unreadable as error:
            return blank(self.part, Status.UNREADABLE, pointed(value, error))
        return self.judged(tree, value)

    def judged(self, tree: Tree, source: str) -> PartReport:
        found = judging().judge(tree, self.answer, self.part.ranges, prove)
        more: dict[str, Any] = {"read_as": Formula(text=text(tree), mathml=mathml(tree))}
        if found.by is not None:
            more["judged_by"] = found.by.value
        if found.equal:
            return verdict(self.part, 1.0, **more)
        if found.equal is None:
            told = "whether this is the answer could not be decided; a person decides"
            return blank(
                self.part,
                Status.NEEDS_REVIEW,
                told,
                earned=None,
                pending=self.part.points,
                **more,
            )
        credit, diagnoses = self.explained(tree, source)
        told = counter_example(found, symbols(tree) | symbols(self.answer))
        if not symbols(self.answer) - CONSTANTS:
            told = "that is not the number"  # what is expected would be the key itself
        return verdict(self.part, credit, told, diagnoses=diagnoses, **more)

    def explained(self, tree: Tree, source: str) -> tuple[float, tuple[Diagnosis, ...]]:
        """A named mistake and its credit, else a cause that holds at every point, else nothing."""
        for written, remark in self.part.mistakes.items():
            if judging().agree(tree, self.part.tree(written), self.part.ranges):
                return remark.credit, (remark.diagnosis(written),)
        whole = self.part.derivative
        cause = import_module("grader.formula.causes").find(
            tree,
            source,
            self.answer,
            self.part.ranges,
            of=self.part.tree(whole.of) if whole else None,
            by=whole.by if whole else None,
        )
        if cause is None:
            return 0.0, ()
        return 0.0, (Diagnosis(mistake=f"cause.{cause[0]}", message=cause[1]),)

    def promises(self) -> Iterator[str]:
        """What an author's formulas must keep: broken promises in words."""
        part, ranges, agree = self.part, self.part.ranges, judging().agree
        if not agree(self.answer, self.answer, ranges):
            yield "the answer has a finite value at fewer than twelve of its points"
        if part.derivative is not None:
            by_rule = derivative(part.tree(part.derivative.of), part.derivative.by)
            if not agree(by_rule, self.answer, ranges):
                yield f"the answer is not the derivative: by the rules it is {text(by_rule)}"
        trees = {written: part.tree(written) for written in part.mistakes}
        for written, tree in trees.items():
            if agree(tree, self.answer, ranges):
                yield f"mistakes: {written} is the right answer"
        for (one, first), (other, second) in combinations(trees.items(), 2):
            if agree(first, second, ranges):
                yield f"mistakes: {one} and {other} are the same formula"


def judging() -> Any:
    """The module that compares formulas. Its arithmetic is loaded when there is one to judge."""
    return import_module("grader.formula.equality")


def counter_example(found: "Judgement", names: set[str]) -> str:
    """Where two formulas of these symbols differ: at x3 = 0.7 yours is 0.33, expected 0.22."""
    point = {name: x for name, x in (found.at or {}).items() if name in names}
    at = ", ".join(f"{name} = {figure(x)}" for name, x in point.items())
    got, want = (
        "no finite number" if number is None else figure(number)
        for number in (found.got, found.want)
    )
    if got == want:
        got, want = repr(found.got), repr(found.want)
    return f"{f'at {at} ' if at else ''}yours is {got}, expected {want}"


def value_text(number: float | None) -> str:
    return "no finite number" if number is None else figure(number)
