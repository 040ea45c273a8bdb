"""A function that the student writes, judged by calling it on the item's cases."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from grader.checks import Finding, compare
from grader.kinds.cases import FunctionPart, Posed, call_of, pose_all, probes_of
from grader.kinds.gradients import Gradients
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
from grader.kinds.reasons import Reasons
from grader.kinds.relations import Relations
from grader.model import (
    Absent,
    CaseReport,
    Exercise,
    Output,
    Parameter,
    PartReport,
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
from grader.values import figure, shown, shown_named

EDGES_COST = 0.4
CHANGED_KEEPS = 0.9


class FunctionQuestion:
    """The cases of one function for one seed; right answers are computed once, here."""

    def __init__(self, part: FunctionPart, exercise: Exercise, seed: int) -> None:
        self.part, self.exercise, self.seed = part, exercise, seed
        self.parameters = exercise.stub.signatures[part.name]
        self.posed = pose_all(part, exercise, seed)
        self._asked: dict[str, tuple[Shown, Shown]] = {}
        self.asks = tuple(call_of(part, posed, exercise, seed) for posed in self.posed)
        self.tries = probes_of(part, exercise, seed)
        self.gradients = Gradients(part, exercise, seed)
        self.relations = Relations(part, exercise, self.posed, seed)
        tries = (call_of(part, probe, exercise, seed) for probe in self.tries)
        self.probes = (*tries, *self.gradients.calls, *self.relations.calls)

    @cached_property
    def reasons(self) -> Reasons:
        return Reasons(
            self.part, self.exercise, self.posed, self.tries, self.gradients, self.relations
        )

    def judge(self, outputs: Sequence[Output], run: Run) -> Judged:
        probed = outputs[len(self.asks) :]
        outputs = outputs[: len(self.asks)]
        missing = self.unanswered(outputs, run)
        if missing is not None:
            return Judged(missing)
        signature = run.signatures.get(self.part.name)
        findings = [self.finding(p, o) for p, o in zip(self.posed, outputs, strict=True)]
        reports = tuple(
            self.case_report(posed, output, finding, signature)
            for posed, output, finding in zip(self.posed, outputs, findings, strict=True)
        )
        report = self.summary(reports, outputs, probed)
        sealed = tuple(report for report in reports if report.hidden)
        public = tuple(concealed(report) for report in reports)
        return Judged(
            replace(report, cases=public),
            sealed=sealed,
            scored=tuple(self.scored(outputs)),
            keeps=CHANGED_KEEPS if self.changed(outputs) else 1.0,
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
        found = self.compared(posed, output.value)
        if found.entries:
            found = self.reasons.followed(posed, output.value, found)
        if output.value is None and found.message:
            return Finding(0.0, f"{found.message}; a function without return gives None")
        return found

    def compared(self, posed: Posed, got: Value) -> Finding:
        return compare(got, posed.want, posed.tolerance, self.part.returns)

    def case_report(
        self, posed: Posed, output: Output, finding: Finding, signature: Signature | None
    ) -> CaseReport:
        given, wanted = self.asked(posed)
        return CaseReport(
            name=posed.case.name,
            role=posed.case.role,
            hidden=posed.case.hidden,
            status=case_status(output, finding.credit),
            credit=finding.credit,
            message=self.told(posed, output, finding, signature),
            input=given,
            expected=wanted,
            got=self.got(posed, output.value) if isinstance(output, Returned) else None,
        )

    def asked(self, posed: Posed) -> tuple[Shown, Shown]:
        """Input and expected of a case, written once for a whole class."""
        if posed.case.name not in self._asked:
            names = [parameter.name for parameter in self.parameters]
            given = shown_named(dict(zip(names, posed.arguments, strict=False)))
            self._asked[posed.case.name] = given, self.show(posed.want)
        return self._asked[posed.case.name]

    def got(self, posed: Posed, value: Value) -> Shown:
        """What came back, which mostly is what was expected."""
        same = (
            isinstance(value, np.ndarray)
            and isinstance(posed.want, np.ndarray)
            and (value.dtype, value.shape) == (posed.want.dtype, posed.want.shape)
            and value.tobytes() == posed.want.tobytes()
        )
        return self.asked(posed)[1] if same else self.show(value)

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

    def summary(
        self, cases: Sequence[CaseReport], outputs: Sequence[Output], probed: Sequence[Output]
    ) -> PartReport:
        changed = self.changed(outputs)
        credit = part_credit(cases) * (CHANGED_KEEPS if changed else 1.0)
        wrong = any(case.credit < 1 for case in cases if case.role is not Role.EXAMPLE)
        diagnoses = self.reasons.diagnoses(outputs, probed) if wrong or changed else ()
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
