"""The page of one student: the marks, what to do next, and every answer with its reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.exporters.html.pictures import Picture, picture
from grader.exporters.html.reading import Entry, entries
from grader.exporters.html.rendering import render
from grader.exporters.html.totals import in_order, missed, total
from grader.exporters.html.values import differences
from grader.model import CaseReport, PartReport, Report, Status
from grader.words import one_line

MOST_STEPS = 5
MOST_TOPICS = 4
MOST_FOLDED = 1  # wrong cases of a part, besides the first, that are shown with their values


def export(reports: Sequence[Report]) -> str:
    """One self-contained page about one student, exercise by exercise.

    Raises ValueError for two students: nobody's page may show somebody else's work.
    """
    ordered = in_order(reports)
    students = {report.student for report in ordered}
    if len(students) > 1:
        raise ValueError(f"a page is about one student, got {len(students)}")
    steps = _steps(ordered)
    return render(
        "student.html",
        student=next(iter(students), "nobody"),
        reports=ordered,
        total=total(ordered),
        steps=steps[:MOST_STEPS],
        more=max(0, len(steps) - MOST_STEPS),
        topics=_topics(ordered),
        arranged=arranged,
        chain=chain,
    )


# --- what to do next ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """A part to look at again, and why; `gain` are the points that it can still bring."""

    report: Report
    part: PartReport
    gain: float
    why: str


def _steps(reports: Sequence[Report]) -> list[Step]:
    """The parts that lost most first; where several are alike, as the course has them."""
    found = [
        Step(report, part, missed(part), _why(part))
        for report in reports
        for part in report.parts
        if missed(part) > 0
    ]
    return sorted(found, key=lambda step: -step.gain)


def _why(part: PartReport) -> str:
    """The cause where one is proved, else what was said of the part or of its first wrong case."""
    if part.diagnoses:
        return one_line(part.diagnoses[0].message)
    if part.status is Status.NOT_ATTEMPTED:
        return ""
    wrong = (case for case in part.cases if case.status is not Status.PASSED)
    told = next((f"{case.name}: {case.message}" for case in wrong if case.message), None)
    return one_line((told or part.message or "").split("\n")[0])


def _topics(reports: Sequence[Report]) -> list[tuple[str, float]]:
    """The topics of what was missed, by the points that exercises about them lost."""
    lost: dict[str, float] = {}
    for report in reports:
        for topic in report.topics:
            lost[topic] = lost.get(topic, 0.0) + missed(report)
    ranked = sorted(lost.items(), key=lambda item: -item[1])
    return [(topic, points) for topic, points in ranked if points > 0][:MOST_TOPICS]


# --- the cases of a part ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Arranged:
    """The cases of a part: the wrong one that is shown in full, some that are folded away with
    their values, the other wrong ones, which are told in words, and the rest."""

    shown: CaseReport | None
    pictured: CaseReport | None
    picture: Picture | None
    folded: tuple[CaseReport, ...]
    wrong: tuple[CaseReport, ...]
    passed: tuple[CaseReport, ...]


def arranged(part: PartReport) -> Arranged:
    """Wrong cases first; in full the first that may show its values."""
    wrong = [case for case in part.cases if case.status is not Status.PASSED]
    seen = [c for c in wrong if not c.hidden and (c.input or c.expected or c.got)]
    folded = seen[1 : MOST_FOLDED + 1]
    tried = ((case, picture(case)) for case in seen)
    pictured, drawn = next((pair for pair in tried if pair[1] is not None), (None, None))
    return Arranged(
        seen[0] if seen else None,
        pictured,
        drawn,
        tuple(folded),
        tuple(case for case in wrong if case not in seen[: MOST_FOLDED + 1]),
        tuple(case for case in part.cases if case.status is Status.PASSED),
    )


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a result of several: whether it is right, and whether it is wrong first."""

    name: str
    right: bool
    first: bool


def chain(part: PartReport, case: CaseReport | None) -> list[Link]:
    """The entries of a result in the order they are returned; none where one cannot tell."""
    if case is None or case.hidden:
        return []
    want, got = entries(case.expected), entries(case.got)
    names = [entry.name for entry in want]
    if len(names) < 2 or names != [entry.name for entry in got]:
        return []
    if any((w.array is None) != (g.array is None) for w, g in zip(want, got, strict=True)):
        return []
    guilty = {diagnosis.mistake.removeprefix("chain.") for diagnosis in part.diagnoses}
    told = [d.message for d in part.diagnoses if "first wrong link" in d.message]
    return [
        Link(w.name, _agree(w, g), w.name in guilty or any(f"`{w.name}`" in t for t in told))
        for w, g in zip(want, got, strict=True)
    ]


def _agree(want: Entry, got: Entry) -> bool:
    if want.array and got.array:
        return want.array.shape == got.array.shape and not differences(got, want)
    return want.text == got.text
