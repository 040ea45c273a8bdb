"""From a submission to its report: run behind a wall, judged by a pure function."""

import ast
import platform
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader import __version__
from grader.course import Course
from grader.diagnosis import output_signature
from grader.errors import SandboxError
from grader.kinds import Question, question
from grader.kinds.outcome import Judged, answered, blank, marks, remarks
from grader.model import (
    CaseReport,
    Exercise,
    Job,
    Output,
    Part,
    PartReport,
    Provenance,
    Report,
    Run,
    Sandbox,
    Shown,
    Status,
)
from grader.sandboxes.child import outline
from grader.submission import Submission
from grader.values import figure

MAX_PRINTED = 4000
FACTS = ("property.", "relation.")


@dataclass(frozen=True, slots=True)
class Paper:
    """An exercise made ready for one seed: its questions, with right answers computed once."""

    exercise: Exercise
    questions: tuple[Question, ...]
    seed: int
    job: Job

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(question.part for question in self.questions)


@dataclass(frozen=True, slots=True)
class Graded:
    """A report that anybody may read, and what only the instructor may: its hidden cases."""

    report: Report
    sealed: tuple[tuple[str, CaseReport], ...] = ()


def prepare(
    course: Course, exercise: Exercise, seed: int | None = None, parts: Sequence[str] = ()
) -> Paper:
    """Draw every input and compute every right answer; of named parts only, if any are named.

    Raises CourseError where the course's own code fails.
    """
    seed = course.seed if seed is None else seed
    chosen = [part for part in exercise.parts if not parts or part.name in parts]
    questions = tuple(question(part, exercise, seed) for part in chosen)
    asks = [ask for q in questions for ask in q.asks]
    # After all cases, so that nothing of a case's hangs on them.
    asks += [probe for q in questions for probe in q.probes]
    job = Job(exercise.id, b"", tuple(asks), course.limits, course.allow)
    return Paper(exercise, questions, seed, job)


def grade(
    paper: Paper,
    submission: Submission,
    sandbox: Sandbox,
    *,
    reveal: bool = False,
    hint: bool = False,
) -> Graded:
    """Run and judge one submission. What keeps it from being run is told, and is no zero."""
    outcome = run(paper, submission, sandbox)
    return judge(paper, submission, outcome, sandbox.name, reveal=reveal, hint=hint)


def run(paper: Paper, submission: Submission, sandbox: Sandbox) -> Run | SandboxError | None:
    """What the sandbox saw; None where there is nothing to run."""
    if submission.source is None or submission.unreadable or submission.trouble:
        return None
    try:
        return sandbox.run(replace(paper.job, source=submission.source))
    except SandboxError as error:
        return error


def judge(
    paper: Paper,
    submission: Submission,
    outcome: Run | SandboxError | None,
    sandbox: str,
    *,
    reveal: bool = False,
    hint: bool = False,
) -> Graded:
    """The report of a submission: a pure function of what was seen."""
    judged = [Judged(report) for report in without_run(paper, submission, outcome)]
    if isinstance(outcome, Run):
        judged = judge_run(paper, submission, outcome)
    trouble = str(outcome) if isinstance(outcome, SandboxError) else submission.trouble
    keys = revealed(paper, judged) if reveal else [None] * len(judged)
    parts = tuple(
        replace(verdict.report, key=key, hint=part.hint if hint else None)
        for verdict, key, part in zip(judged, keys, paper.parts, strict=True)
    )
    exercise = paper.exercise
    report = Report(
        exercise=exercise.id,
        title=exercise.title,
        topics=exercise.topics,
        prompt=exercise.prompt,
        student=submission.student,
        status=overall(parts),
        points=marks(sum(part.points for part in parts)),
        earned=None if trouble else earned(parts),
        pending=marks(sum(part.pending for part in parts)),
        trouble=trouble,
        parts=parts,
        remarks=remarks(outcome) if isinstance(outcome, Run) else (),
        output=cut_output(outcome.printed) if isinstance(outcome, Run) else "",
        provenance=provenance(paper, submission, sandbox),
    )
    return Graded(report, tuple((v.report.name, case) for v in judged for case in v.sealed))


def without_run(
    paper: Paper, submission: Submission, outcome: Run | SandboxError | None
) -> list[PartReport]:
    """Every part alike, where there was nothing to judge."""
    if submission.trouble or isinstance(outcome, SandboxError):
        why = submission.trouble or str(outcome)
        return [blank(part, Status.UNGRADED, why, earned=None) for part in paper.parts]
    if submission.unreadable:
        return [blank(part, Status.UNREADABLE, submission.unreadable) for part in paper.parts]
    return [blank(part, Status.NOT_ATTEMPTED, "nothing was handed in") for part in paper.parts]


def judge_run(paper: Paper, submission: Submission, run: Run) -> list[Judged]:
    judged = []
    for asked, outputs in zip(paper.questions, outputs_of(paper, run), strict=True):
        verdict = asked.judge(outputs, run)
        own = outputs[: len(asked.asks)]
        answer = answered(asked.part.name, run, submission.text)
        report = replace(verdict.report, answer=answer)
        if is_unexplained(report):
            report = replace(report, signature=output_signature(verdict.scored or own))
        judged.append(replace(verdict, report=report))
    return charged_once(judged) if paper.exercise.charge_once else judged


def outputs_of(paper: Paper, run: Run) -> list[list[Output]]:
    """What answers each question's asks, then its probes."""
    outputs = deque(run.outputs)
    answers = [[outputs.popleft() for _ in asked.asks] for asked in paper.questions]
    for asked, own in zip(paper.questions, answers, strict=True):
        own += [outputs.popleft() for _ in asked.probes]
    return answers


def charged_once(judged: Sequence[Judged]) -> list[Judged]:
    """A known mistake costs its first part alone: a later one that makes the same, and no other,
    keeps its credit. Mistakes of two parts with the same id are the same."""
    first: dict[str, str] = {}
    found = []
    for verdict in judged:
        slip = only_slip(verdict.report)
        where = first.setdefault(slip, verdict.report.name) if slip is not None else None
        paid = where not in (None, verdict.report.name)
        found.append(replace(verdict, report=kept(verdict, str(where))) if paid else verdict)
    return found


def only_slip(report: PartReport) -> str | None:
    """The known mistake that explains a function that lost points, if it is one alone."""
    if report.kind != "function" or report.earned == report.points:
        return None
    # The ids of causes and facts have a dot, and several mistakes that fit a bar between them.
    slips = [d.mistake for d in report.diagnoses if d.mistake.isidentifier()]
    return slips[0] if len(slips) == len(report.diagnoses) == 1 else None


def kept(verdict: Judged, where: str) -> PartReport:
    """A part that follows rightly from a mistake that another part has paid for."""
    report, share = verdict.report, verdict.keeps
    credit = "its credit" if share == 1 else f"{figure(share * 100)} % of its points"
    told = f"the same slip as in {where}, which has paid for it: this part keeps {credit}"
    if share < 1:
        told += ", since it changes an argument in place"
    status = Status.PASSED if share == 1 else Status.PARTIAL
    return replace(report, status=status, earned=marks(report.points * share), message=told)


def is_unexplained(report: PartReport) -> bool:
    """Whether a part is wrong and nothing says why: then equal wrong outputs are to be found.

    A fact that is violated is no cause: wrong outputs of many causes violate it.
    """
    wrong = report.status not in (
        Status.PASSED, Status.NOT_ATTEMPTED, Status.UNREADABLE, Status.NEEDS_REVIEW
    )  # fmt: skip
    differs = not report.cases or any(case.credit < 1 for case in report.cases)
    return wrong and differs and all(d.mistake.startswith(FACTS) for d in report.diagnoses)


def revealed(paper: Paper, judged: Sequence[Judged]) -> list[Shown]:
    """Right answers: a key, or the part's own code in the solution."""
    source = paper.exercise.solution.read_text(encoding="utf-8")
    tree = ast.parse(source)
    texts = {
        target.id: str(node.value.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    places = outline(tree)
    lines = source.split("\n")
    return [
        verdict.key or Shown(text=texts.get(name, "\n".join(lines[slice(*span(places[name]))])))
        for name, verdict in ((v.report.name, v) for v in judged)
    ]


def span(place: tuple[int, int, str | None]) -> tuple[int, int]:
    return place[0] - 1, place[1]


def overall(parts: Sequence[PartReport]) -> Status:
    """The status of a report from those of its parts."""
    statuses = {part.status for part in parts}
    if Status.UNGRADED in statuses:
        return Status.UNGRADED
    for status in (Status.NOT_ATTEMPTED, Status.UNREADABLE):
        if statuses == {status}:
            return status
    decided = [part for part in parts if part.earned is not None]
    if not decided:
        return Status.NEEDS_REVIEW
    if all(part.status is Status.PASSED for part in decided):
        return Status.PASSED
    return Status.PARTIAL if any(part.earned for part in decided) else Status.MISSED


def earned(parts: Sequence[PartReport]) -> float | None:
    if any(part.status is Status.UNGRADED for part in parts):
        return None
    return marks(sum(part.earned for part in parts if part.earned is not None))


def cut_output(printed: str) -> str:
    if len(printed) <= MAX_PRINTED:
        return printed
    return f"{printed[:MAX_PRINTED]}\n… {len(printed) - MAX_PRINTED} more characters"


def provenance(paper: Paper, submission: Submission, sandbox: str) -> Provenance:
    return Provenance(
        submission=submission.digest,
        exercise=paper.exercise.digest,
        reference=paper.exercise.reference.digest,
        seed=paper.seed,
        grader=__version__,
        python=platform.python_version(),
        numpy=np.__version__,
        sandbox=sandbox,
    )
