"""What a class's reports say of its exercises: how hard they are, what they tell, what goes wrong.

Points that wait for a person count for nothing, in the marks and in what can be reached; what was
not graded is left out; what was not attempted is 0.
"""

import textwrap
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.model import PartReport, Report, Status
from grader.statistics.measures import (
    SOME_WAIT,
    Coefficient,
    Marks,
    alpha,
    discrimination,
    tidy,
)
from grader.tex import without_tex

__all__ = [
    "Bin",
    "ClassStatistics",
    "Coefficient",
    "Distribution",
    "ExerciseStatistics",
    "FrequentDiagnosis",
    "PartStatistics",
    "SharedOutput",
    "class_statistics",
]

SHORT = 120
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class FrequentDiagnosis:
    """A cause that was proved for `count` students; `share` is of all who were to answer.

    `message` is the one that most of them read, in plain text and cut.
    """

    exercise: str
    part: str
    mistake: str
    message: str
    count: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedOutput:
    """A wrong output that at least two students have alike, and that no known cause explains."""

    exercise: str
    part: str
    signature: str
    count: int
    share: float
    students: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartStatistics:
    """`n` marks are decided; `waiting` students wait for a person, `ungraded` have no mark.

    `facility` is the mean over the points. `discrimination` is against all else the student has.
    While some wait there is neither: those who do not wait are mostly those who wrote nothing.
    """

    name: str
    kind: str
    points: float
    n: int
    ungraded: int
    waiting: int
    not_attempted: int
    mean: float | None
    facility: float | None
    discrimination: Coefficient
    diagnoses: tuple[FrequentDiagnosis, ...]
    shared: tuple[SharedOutput, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseStatistics:
    """`alpha` is over the parts for which nobody waits; `discrimination` against the others."""

    exercise: str
    title: str
    points: float
    students: int
    n: int
    ungraded: int
    waiting: int
    not_attempted: int
    mean: float | None
    facility: float | None
    discrimination: Coefficient
    alpha: Coefficient
    parts: tuple[PartStatistics, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Totals from `low` on and below `high`; the last bin holds the highest total as well."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """The totals of `n` students, quartiles by linear interpolation.

    `incomplete` students have no total: something of theirs was not graded, or is not there.
    """

    points: float
    n: int
    incomplete: int
    waiting: int
    mean: float | None
    minimum: float | None
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None
    maximum: float | None
    histogram: tuple[Bin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassStatistics:
    """A class as its instructor sees it. `unattempted` are `q2_3`, or `q2_3.why` for one part."""

    students: int
    totals: Distribution
    alpha: Coefficient
    exercises: tuple[ExerciseStatistics, ...]
    unattempted: tuple[str, ...]

    @property
    def diagnoses(self) -> tuple[FrequentDiagnosis, ...]:
        """All of them, the most frequent first."""
        found = [
            d for exercise in self.exercises for part in exercise.parts for d in part.diagnoses
        ]
        return tuple(sorted(found, key=lambda each: -each.count))

    @property
    def shared(self) -> tuple[SharedOutput, ...]:
        """All of them, the most frequent first."""
        found = [s for exercise in self.exercises for part in exercise.parts for s in part.shared]
        return tuple(sorted(found, key=lambda each: -each.count))


def class_statistics(reports: Sequence[Report]) -> ClassStatistics:
    """Of several reports on one exercise by one student the last one counts."""
    latest = {(report.student, report.exercise): report for report in reports}
    students = sorted({student for student, _ in latest})
    exercises = list(dict.fromkeys(report.exercise for report in reports))
    columns = [[latest.get((student, id)) for student in students] for id in exercises]
    marks = np.array([[earned(r) for r in column] for column in columns]).reshape(
        len(exercises), len(students)
    )
    # NaN where anything of a student is not graded or not there.
    totals: Marks = marks.sum(axis=0)
    found = tuple(
        of_exercise(column, own, totals, len(exercises))
        for column, own in zip(columns, marks, strict=True)
    )
    return ClassStatistics(
        students=len(students),
        totals=distribution(totals, waiting(columns), sum(each.points for each in found)),
        alpha=alpha(marks.T),
        exercises=found,
        unattempted=tuple(name for each in found for name in unattempted(each)),
    )


def earned(report: Report | None) -> float:
    return np.nan if report is None or report.earned is None else report.earned


def waiting(columns: Sequence[Sequence[Report | None]]) -> int:
    """How many students have points that wait for a person."""
    return len({r.student for column in columns for r in column if r is not None and r.pending})


# --- one exercise -------------------------------------------------------------------------------


def of_exercise(
    column: Sequence[Report | None], own: Marks, totals: Marks, exercises: int
) -> ExerciseStatistics:
    """Of an exercise; its reports and marks stand in the order of the students."""
    reports = [report for report in column if report is not None]
    decided = [r for r in reports if r.earned is not None and r.status is not Status.NEEDS_REVIEW]
    sums = [r.earned for r in decided if r.earned is not None]
    last = reports[-1]
    names = list(dict.fromkeys(part.name for report in reports for part in report.parts))
    by_name = [{part.name: part for part in report.parts} if report else {} for report in column]
    parts = [[own_parts.get(name) for own_parts in by_name] for name in names]
    count = exercises if exercises > 1 else len(names)
    return ExerciseStatistics(
        exercise=last.exercise,
        title=last.title,
        points=last.points,
        students=len(reports),
        n=len(decided),
        ungraded=sum(report.earned is None for report in reports),
        waiting=sum(report.pending > 0 for report in reports),
        not_attempted=sum(report.status is Status.NOT_ATTEMPTED for report in reports),
        mean=mean(sums),
        facility=share(sum(sums), sum(report.points - report.pending for report in decided)),
        discrimination=discrimination(own, totals - own, exercises),
        alpha=alpha(part_marks(parts, len(column))),
        parts=tuple(
            of_part(last.exercise, part, [r.student if r else "" for r in column], totals, count)
            for part in parts
        ),
    )


def part_marks(parts: Sequence[Sequence[PartReport | None]], students: int) -> Marks:
    """Marks, (students, parts), of the parts for which nobody waits."""
    settled = [part for part in parts if not any(each and each.pending for each in part)]
    marks = np.array([[of_one(each) for each in part] for part in settled])
    return marks.reshape(len(settled), students).T


def of_one(part: PartReport | None) -> float:
    return np.nan if part is None or part.earned is None else part.earned


def of_part(
    exercise: str,
    column: Sequence[PartReport | None],
    students: Sequence[str],
    totals: Marks,
    items: int,
) -> PartStatistics:
    answered = [(s, part) for s, part in zip(students, column, strict=True) if part is not None]
    parts = [part for _, part in answered]
    sums = [part.earned for part in parts if part.earned is not None]
    own = np.array([of_one(part) for part in column])
    last = parts[-1]
    waits = sum(part.pending > 0 for part in parts)
    found = discrimination(own, totals - own, items)
    if waits:
        found = replace(found, value=None, reading=SOME_WAIT)
    return PartStatistics(
        name=last.name,
        kind=last.kind,
        points=last.points,
        n=len(sums),
        ungraded=sum(part.status is Status.UNGRADED for part in parts),
        waiting=waits,
        not_attempted=sum(part.status is Status.NOT_ATTEMPTED for part in parts),
        mean=None if waits else mean(sums),
        facility=None if waits else share(sum(sums), last.points * len(sums)),
        discrimination=found,
        diagnoses=frequent(exercise, parts),
        shared=shared(exercise, answered),
    )


def frequent(exercise: str, parts: Sequence[PartReport]) -> tuple[FrequentDiagnosis, ...]:
    """Each cause with how many students it explains, the most frequent first."""
    messages: dict[str, Counter[str]] = defaultdict(Counter)
    for part in parts:
        for mistake, message in {d.mistake: d.message for d in part.diagnoses}.items():
            messages[mistake][message] += 1
    found = [
        FrequentDiagnosis(
            exercise=exercise,
            part=parts[0].name,
            mistake=mistake,
            message=shortened(without_tex(commonest(counts))),
            count=counts.total(),
            share=tidy(counts.total() / len(parts)),
        )
        for mistake, counts in messages.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.mistake)))


def shortened(message: str) -> str:
    """As many words as fit."""
    return textwrap.shorten(message, SHORT, placeholder=" …", break_on_hyphens=False)


def commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda message: (-counts[message], message))


def shared(exercise: str, answered: Sequence[tuple[str, PartReport]]) -> tuple[SharedOutput, ...]:
    """Signatures that at least two students have, the most frequent first."""
    by_signature: dict[str, list[str]] = defaultdict(list)
    for student, part in answered:
        if part.signature is not None:
            by_signature[part.signature].append(student)
    found = [
        SharedOutput(
            exercise=exercise,
            part=answered[0][1].name,
            signature=signature,
            count=len(students),
            share=tidy(len(students) / len(answered)),
            students=tuple(sorted(students)),
        )
        for signature, students in by_signature.items()
        if len(students) > 1
    ]
    return tuple(sorted(found, key=lambda each: (-each.count, each.signature)))


def unattempted(exercise: ExerciseStatistics) -> list[str]:
    """What of an exercise nobody has answered: itself, or some of its parts."""
    parts = [part for part in exercise.parts if part.not_attempted == exercise.students]
    if len(parts) == len(exercise.parts):
        return [exercise.exercise]
    return [f"{exercise.exercise}.{part.name}" for part in parts]


# --- numbers ------------------------------------------------------------------------------------


def mean(values: Sequence[float]) -> float | None:
    return tidy(sum(values) / len(values)) if values else None


def share(part: float, whole: float) -> float | None:
    return tidy(part / whole) if whole > 0 else None


def distribution(totals: Marks, waiting: int, points: float) -> Distribution:
    known = np.round(totals[~np.isnan(totals)], 6)
    # Nobody's total can lie above, unless a person gave more than the points.
    highest = max([points, *known.tolist()])
    edges = np.round(np.linspace(0, highest, BINS + 1), 6) if highest else np.zeros(1)
    counts = np.histogram(known, bins=edges)[0] if highest else ()
    five = np.quantile(known, [0, 0.25, 0.5, 0.75, 1]).tolist() if len(known) else [None] * 5
    names = ("minimum", "lower_quartile", "median", "upper_quartile", "maximum")
    bins = zip(edges[:-1], edges[1:], counts, strict=True)
    return Distribution(
        points=tidy(points),
        n=len(known),
        incomplete=len(totals) - len(known),
        waiting=waiting,
        mean=mean(known.tolist()),
        histogram=tuple(
            Bin(low=tidy(float(a)), high=tidy(float(b)), count=int(c)) for a, b, c in bins
        ),
        **{
            name: None if value is None else tidy(value)
            for name, value in zip(names, five, strict=True)
        },
    )
