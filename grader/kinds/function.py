"""A function that the student writes, judged by calling it on the item's cases."""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from grader.checks import Finding, Tolerance, Unlike, as_wanted, compare
from grader.diagnosis import Outcome, known_mistake
from grader.errors import CourseError
from grader.inputs import Input, draw_all, number
from grader.kinds.number import Absolute, Relative
from grader.kinds.outcome import (
    Judged,
    blank,
    marks,
    open_still,
    sentence,
    status_of,
    undefined,
    unreadable,
)
from grader.model import (
    Absent,
    Call,
    CaseReport,
    Diagnosis,
    Exercise,
    Foreign,
    Frozen,
    Mistake,
    Output,
    Parameter,
    Part,
    PartReport,
    Property,
    Raised,
    Returned,
    Role,
    Run,
    Shown,
    Signature,
    Status,
    Stopped,
    Value,
)
from grader.sandboxes.child import pack, unpack
from grader.values import describe, figure, shown, shown_named
from grader.words import in_course

EDGES_COST = 0.4
CHANGED_KEEPS = 0.9


class Case(Frozen):
    """One call: named inputs, and what it is for. A hidden case shows its name only."""

    name: Annotated[str, Field(min_length=1, description="A sentence that students read.")]
    role: Annotated[
        Role,
        Field(
            strict=False,
            description="core cases earn, edge cases cost, examples are shown and earn nothing",
        ),
    ] = Role.CORE
    hidden: Annotated[bool, Field(description="A student sees the name only.")] = False
    inputs: Annotated[dict[str, Input], Field(description="Values by the stub's parameters.")]
    relative: Relative = None
    absolute: Absolute = None


class FunctionPart(Part):
    """`returns` names the entries of a tuple; `square` the inputs whose axes must be equal."""

    kind: Literal["function"]
    returns: Annotated[
        tuple[str, ...], Field(strict=False, description="Names of the entries of a tuple.")
    ] = ()
    square: Annotated[
        tuple[str, ...], Field(strict=False, description="Inputs whose axes must be equal.")
    ] = ()
    relative: Relative = None
    absolute: Absolute = None
    cases: Annotated[
        tuple[Case, ...],
        Field(strict=False, min_length=1, description="The calls, at least two of them core."),
    ]

    def tolerance(self, case: Case) -> Tolerance:
        """What a case sets, else what the part sets."""
        return Tolerance(
            self.relative if case.relative is None else case.relative,
            self.absolute if case.absolute is None else case.absolute,
        )


@dataclass(frozen=True, slots=True)
class Posed:
    """A case made ready: its arguments by position, and the right answer."""

    case: Case
    arguments: tuple[Value, ...]
    want: Value
    tolerance: Tolerance

    @property
    def scored(self) -> bool:
        return self.case.role is not Role.EXAMPLE


class FunctionQuestion:
    """The cases of one function for one seed; right answers are computed once, here."""

    def __init__(self, part: FunctionPart, exercise: Exercise, seed: int) -> None:
        self.part, self.exercise, self.seed = part, exercise, seed
        self.parameters = exercise.stub.signatures[part.name]
        answer = exercise.reference.answer(part.name)
        self.posed = tuple(self.pose(case, answer) for case in part.cases)
        self.asks = tuple(self.call(posed) for posed in self.posed)

    def pose(self, case: Case, answer: Callable[..., Value]) -> Posed:
        reference = self.exercise.reference
        where = (self.exercise.id, self.part.name, case.name)
        drawn = draw_all(case.inputs, self.seed, where, reference.make)
        arguments = positional(self.parameters, drawn)
        want = as_sent(reference.call(answer, copy.deepcopy(arguments)))
        if isinstance(want, Foreign):
            raise CourseError(
                f"{in_course(reference.path)}: {self.part.name}: {case.name}: the right answer is "
                f"{want.description}, which no student could return"
            )
        self.require_entries(want)
        return Posed(case, arguments, want, self.part.tolerance(case))

    def require_entries(self, want: Value) -> None:
        where = f"{in_course(self.exercise.path)}: {self.part.name}: the reference"
        names = self.part.returns
        if not names and isinstance(want, tuple):
            raise CourseError(f"{where} returns a tuple; name its entries in returns")
        if names and (not isinstance(want, tuple) or len(want) != len(names)):
            wanted = f"{len(names)} entries ({', '.join(names)})"
            raise CourseError(f"{where} must return a tuple of {wanted}")

    def call(self, posed: Posed) -> Call:
        where = (str(self.seed), self.exercise.id, self.part.name, posed.case.name)
        return Call(
            part=self.part.name,
            function=self.part.name,
            arguments=posed.arguments,
            hidden=posed.case.hidden,
            seed=number(*where) % 2**32,
        )

    @cached_property
    def mistakes(self) -> tuple[tuple[Mistake, tuple[Outcome, ...]], ...]:
        """Each known mistake with what it gives on every case."""
        reference = self.exercise.reference
        return tuple(
            (
                mistake,
                tuple(
                    sent(reference.attempt(mistake.function, copy.deepcopy(posed.arguments)))
                    for posed in self.posed
                ),
            )
            for mistake in reference.mistakes(self.part.name)
        )

    def judge(self, outputs: Sequence[Output], run: Run) -> Judged:
        missing = self.unanswered(outputs, run)
        if missing is not None:
            return Judged(missing)
        signature = run.signatures.get(self.part.name)
        findings = [self.finding(p, o) for p, o in zip(self.posed, outputs, strict=True)]
        reports = tuple(
            self.case_report(posed, output, finding, signature)
            for posed, output, finding in zip(self.posed, outputs, findings, strict=True)
        )
        report = self.summary(reports, outputs)
        sealed = tuple(report for report in reports if report.hidden)
        public = tuple(concealed(report) for report in reports)
        return Judged(
            replace(report, cases=public), sealed=sealed, scored=tuple(self.scored(outputs))
        )

    def promises(self) -> Iterator[str]:
        """What the item must keep is asked of its cases, by the audit."""
        return iter(())

    # --- an answer that is not there ------------------------------------------------------------

    def unanswered(self, outputs: Sequence[Output], run: Run) -> PartReport | None:
        part, name = self.part, self.part.name
        if run.fault is not None:
            return unreadable(part, run)
        if all(isinstance(output, Absent) for output in outputs):
            kind = run.signatures[name].kind if name in run.signatures else None
            if kind is not None and kind != "a NoneType":
                return blank(part, Status.MISSED, f"{name} is {kind}, not a function")
            return undefined(part, run) or open_still(part)
        if self.is_untouched(run) or all(is_not_implemented(output) for output in outputs):
            return undefined(part, run) or open_still(part)
        return None

    def is_untouched(self, run: Run) -> bool:
        """Whether the function does nothing, or what the stub does."""
        place = run.definitions.get(self.part.name)
        return place is not None and place.body in ("", self.exercise.stub.bodies[self.part.name])

    # --- cases ----------------------------------------------------------------------------------

    def finding(self, posed: Posed, output: Output) -> Finding:
        if not isinstance(output, Returned):
            return Finding(0.0)
        found = compare(output.value, posed.want, posed.tolerance, self.part.returns)
        if output.value is None and found.message:
            return Finding(0.0, f"{found.message}; a function without return gives None")
        return found

    def case_report(
        self, posed: Posed, output: Output, finding: Finding, signature: Signature | None
    ) -> CaseReport:
        names = [parameter.name for parameter in self.parameters]
        given = dict(zip(names, posed.arguments, strict=False))
        return CaseReport(
            name=posed.case.name,
            role=posed.case.role,
            hidden=posed.case.hidden,
            status=case_status(output, finding.credit),
            credit=finding.credit,
            message=self.told(posed, output, finding, signature),
            input=shown_named(given),
            expected=self.show(posed.want),
            got=self.show(output.value) if isinstance(output, Returned) else None,
        )

    def told(
        self, posed: Posed, output: Output, finding: Finding, signature: Signature | None
    ) -> str | None:
        match output:
            case Returned():
                return finding.message
            case Absent():
                return f"{self.part.name} was no longer defined"
            case Raised(builtin="TypeError") if signature is not None:
                return self.arity(signature, len(posed.arguments)) or sentence(output)
        return sentence(output)

    def arity(self, signature: Signature, given: int) -> str | None:
        """What is wrong with the number of parameters, where that is why a call failed."""
        asked = f"({', '.join(spelt(parameter) for parameter in self.parameters)})"
        if signature.accepted is not None and signature.accepted < given:
            count = f"{signature.accepted} argument{'' if signature.accepted == 1 else 's'}"
            return (
                f"the function takes {count}, the question asks for {len(self.parameters)}: {asked}"
            )
        if signature.required > given:
            return (
                f"the function cannot be called with {given} of its {signature.required} "
                f"arguments; the question gives defaults: {asked}"
            )
        return None

    def show(self, value: Value) -> Shown:
        names = self.part.returns
        if isinstance(value, (list, tuple)) and names and len(value) == len(names):
            return shown_named(dict(zip(names, value, strict=True)))
        return shown(value)

    # --- the part -------------------------------------------------------------------------------

    def summary(self, cases: Sequence[CaseReport], outputs: Sequence[Output]) -> PartReport:
        changed = self.changed(outputs)
        credit = part_credit(cases) * (CHANGED_KEEPS if changed else 1.0)
        wrong = any(case.credit < 1 for case in cases if case.role is not Role.EXAMPLE)
        diagnoses = self.diagnoses(outputs) if wrong else ()
        status = ended_alike(cases) or (
            Status.PASSED if credit == 1 else Status.PARTIAL if credit > 0 else Status.MISSED
        )
        lines = [
            o.line
            for p, o in zip(self.posed, outputs, strict=True)
            if isinstance(o, Raised) and not p.case.hidden and o.line
        ]
        report = blank(self.part, status, earned=marks(self.part.points * credit))
        return replace(
            report,
            message=message_of(cases, changed) if credit < 1 else None,
            line=lines[0] if lines else None,
            diagnoses=diagnoses,
        )

    def scored(self, outputs: Sequence[Output]) -> list[Output]:
        return [o for p, o in zip(self.posed, outputs, strict=True) if p.scored]

    def changed(self, outputs: Sequence[Output]) -> str | None:
        """The first argument that a call changed in place."""
        for output in outputs:
            if isinstance(output, Returned) and output.changed:
                return self.parameters[output.changed[0]].name
        return None

    def diagnoses(self, outputs: Sequence[Output]) -> tuple[Diagnosis, ...]:
        tolerances = [posed.tolerance for posed in self.posed]
        known = known_mistake(outputs, self.mistakes, tolerances, self.part.returns)
        return known or self.violations(outputs)

    # --- facts about outputs --------------------------------------------------------------------

    def violations(self, outputs: Sequence[Output]) -> tuple[Diagnosis, ...]:
        """What wrong outputs violate of what the reference says of all right ones, each once."""
        found: dict[str, Diagnosis] = {}
        for posed, output in zip(self.posed, outputs, strict=True):
            if isinstance(output, Returned) and self.finding(posed, output).credit < 1:
                for fact in self.properties:
                    sentence = self.violated(fact, posed, output.value)
                    if sentence is not None:
                        told = f"{posed.case.name}: {sentence}"
                        violated = Diagnosis(mistake=f"property.{fact.id}", message=told)
                        found.setdefault(fact.id, violated)
        return tuple(found.values())

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        return self.exercise.reference.properties(self.part.name)

    def violated(self, fact: Property, posed: Posed, got: Value) -> str | None:
        """How a value violates a fact; None where it does not, or has no form to be asked."""
        try:
            names = self.named(posed, got)
        except Unlike:
            return None
        if not set(fact.parameters) <= names.keys():
            return None
        values = copy.deepcopy([names[name] for name in fact.parameters])
        outcome = self.exercise.reference.attempt(fact.function, values)
        return outcome.value if isinstance(outcome, Returned) else None

    def named(self, posed: Posed, got: Value) -> dict[str, Value]:
        """The inputs of a case, its output and the entries of it, by name. Raises Unlike."""
        inputs = {p.name: v for p, v in zip(self.parameters, posed.arguments, strict=False)}
        if not self.part.returns:
            return {**inputs, "output": as_wanted(got, posed.want)}
        if not isinstance(got, (list, tuple)) or len(got) != len(self.part.returns):
            raise Unlike(describe(got))
        entries = tuple(as_wanted(g, w) for g, w in zip(got, posed.want, strict=True))
        return {**inputs, **dict(zip(self.part.returns, entries, strict=True)), "output": entries}


def as_sent(value: Value) -> Value:
    """A value of course code as it would come through the wall; what would not is a Foreign."""
    tree, body = pack(value)
    found = unpack(tree, body, Foreign)
    if isinstance(value, tuple) and any(isinstance(entry, Foreign) for entry in found):
        return next(entry for entry in found if isinstance(entry, Foreign))
    return found


def sent(outcome: Outcome) -> Outcome:
    """What a mistake gives, as it would come through the wall; a Foreign matches nothing."""
    return Returned(as_sent(outcome.value)) if isinstance(outcome, Returned) else outcome


def positional(parameters: Sequence[Parameter], drawn: Mapping[str, Value]) -> tuple[Value, ...]:
    """Arguments up to the last that the case names, gaps filled from the contract."""
    last = max((i for i, p in enumerate(parameters) if p.name in drawn or p.required), default=-1)
    return tuple(drawn.get(p.name, p.default) for p in parameters[: last + 1])


def part_credit(cases: Sequence[CaseReport]) -> float:
    """The mean over core cases, of which the edges can take two fifths; alone they earn nothing."""
    core = [case.credit for case in cases if case.role is Role.CORE]
    edge = [1 - case.credit for case in cases if case.role is Role.EDGE]
    if not core:
        return 0.0
    lost = sum(edge) / len(edge) if edge else 0.0
    return sum(core) / len(core) * (1 - EDGES_COST * lost)


def ended_alike(cases: Sequence[CaseReport]) -> Status | None:
    """The status of a part whose scored cases that ran all ended alike without a value."""
    ran = {c.status for c in cases if c.role is not Role.EXAMPLE and c.status is not Status.SKIPPED}
    alike = len(ran) == 1 and ran <= {Status.ERROR, Status.TIMEOUT, Status.MEMORY}
    return ran.pop() if alike else None


def case_status(output: Output, credit: float) -> Status:
    match output:
        case Raised() | Stopped():
            return status_of(output)
        case Absent():
            return Status.ERROR
    return Status.PASSED if credit == 1 else Status.PARTIAL if credit > 0 else Status.MISSED


def message_of(cases: Sequence[CaseReport], changed: str | None) -> str:
    scored = [case for case in cases if case.role is not Role.EXAMPLE]
    right = sum(case.credit == 1 for case in scored)
    told = f"{right} of {len(scored)} scored cases right"
    if changed is not None:
        kept = figure(CHANGED_KEEPS * 100)
        told += f"; the argument {changed} was changed in place, which keeps {kept} % of the points"
    return told


def concealed(case: CaseReport) -> CaseReport:
    """What may be seen of a case: of a hidden one its name, how it ended, and nothing of values."""
    if not case.hidden:
        return case
    ended = case.status in (Status.PASSED, Status.MISSED, Status.PARTIAL)
    message = None if ended else case.message
    return replace(case, message=message, input=None, expected=None, got=None)


def is_not_implemented(output: Output) -> bool:
    return isinstance(output, Raised) and output.builtin == "NotImplementedError"


def spelt(parameter: Parameter) -> str:
    return parameter.name if parameter.required else f"{parameter.name}={parameter.default!r}"
