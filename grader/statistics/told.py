"""The statistics of a class for a terminal, 80 columns wide."""

import textwrap
from collections.abc import Iterator

from grader.exporters.terminal import WIDTH
from grader.statistics import ClassStatistics, Distribution, ExerciseStatistics, PartStatistics
from grader.statistics.measures import ALONE, NO_VARIANCE, SOME_WAIT, TOO_FEW, Coefficient
from grader.words import counted, points, visible

NAME = 33
MOST = 5
BAR = 40
SHORT = {TOO_FEW: "n < 3", NO_VARIANCE: "no variance", ALONE: "alone", SOME_WAIT: "some wait"}
HEADING = f"{'':<{NAME}}{'n':>6}{'open':>6}{'wait':>6}{'lost':>6}{'facility':>10}{'discrim.':>13}"


def told(stats: ClassStatistics) -> str:
    """All of it as text; whoever prints it needs to make nothing of it harmless."""
    return "\n".join(lines(stats)) + "\n"


def lines(stats: ClassStatistics) -> Iterator[str]:
    yield f"{counted(stats.students, 'student')}, {counted(len(stats.exercises), 'exercise')}"
    yield ""
    yield from of_totals(stats.totals)
    yield f"Cronbach's alpha over {counted(stats.alpha.items, 'exercise')}: {with_n(stats.alpha)}"
    yield ""
    yield HEADING
    for exercise in stats.exercises:
        yield from of_exercise(exercise)
    yield ""
    yield from wrapped(
        "n: decided marks; open: not attempted, counts as 0; wait: for a person; lost: not "
        "graded, left out. Facility: mean over points. Discrimination: correlation with all "
        "else the student has (0.3 is good, below 0.2 weak).",
        "",
    )
    yield from what_goes_wrong(stats)
    if stats.unattempted:
        yield ""
        yield from wrapped(f"Nobody attempted: {', '.join(stats.unattempted)}", "")


def of_totals(totals: Distribution) -> Iterator[str]:
    left = f", {totals.incomplete} without a total" if totals.incomplete else ""
    yield f"Totals of {points(totals.points)} points (n = {totals.n}{left})"
    if totals.n:
        five = [totals.minimum, totals.lower_quartile, totals.median, totals.upper_quartile,
                totals.maximum]  # fmt: skip
        shown = ["–" if value is None else points(value) for value in [totals.mean, *five]]
        yield f"  mean {shown[0]}; quartiles {shown[1]} | {' | '.join(shown[2:5])} | {shown[5]}"
        if totals.waiting:
            yield f"  without what waits for a person at {counted(totals.waiting, 'student')}"
        most = max(each.count for each in totals.histogram)
        for each in totals.histogram:
            bar = "█" * -(-each.count * BAR // most) + f" {each.count}" * bool(each.count)
            yield f"  {points(each.low):>7} – {points(each.high):<7} {bar}".rstrip()


def of_exercise(exercise: ExerciseStatistics) -> Iterator[str]:
    yield row(exercise.exercise, exercise)
    for part in exercise.parts:
        yield row(f"  {part.name}", part)
    if len(exercise.parts) > 1:
        over = counted(exercise.alpha.items, "part")
        yield f"  alpha over {over}: {with_n(exercise.alpha)}"


def row(name: str, item: ExerciseStatistics | PartStatistics) -> str:
    name = visible(name)
    name = name if len(name) < NAME else f"{name[: NAME - 2]}…"
    counts = (item.n, item.not_attempted, item.waiting, item.ungraded)
    numbers = "".join(f"{count:>6}" for count in counts)
    facility = "–" if item.facility is None else f"{item.facility:.2f}"
    return f"{name:<{NAME}}{numbers}{facility:>10}{of(item.discrimination):>13}"


def of(found: Coefficient) -> str:
    return SHORT[found.reading] if found.value is None else f"{found.value:.2f}"


def with_n(found: Coefficient) -> str:
    value = "none" if found.value is None else f"{found.value:.2f}"
    return f"{value} (n = {found.n}), {found.reading}"


def what_goes_wrong(stats: ClassStatistics) -> Iterator[str]:
    """For each part its most frequent causes, and wrong outputs that students share."""
    for exercise in stats.exercises:
        for part in exercise.parts:
            if not part.diagnoses and not part.shared:
                continue
            yield ""
            yield from wrapped(f"{exercise.exercise}.{part.name}", "")
            for each in part.diagnoses[:MOST]:
                share = f"{each.count} of {exercise.students} ({each.share:.0%})"
                yield from wrapped(f"{share} {each.mistake}: {each.message}", "  ")
            left = len(part.diagnoses) - MOST
            if left > 0:
                yield f"  and {counted(left, 'other cause')}"
            for same in part.shared[:MOST]:
                names = ", ".join(same.students[:MOST]) + (", …" if same.count > MOST else "")
                who = f"{same.count} students share an unlisted wrong output on {same.part}"
                yield from wrapped(f"{who} ({same.signature}): {names}", "  ")


def wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        visible(" ".join(text.split())),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent * 2,
    )
