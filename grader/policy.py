"""What a course's policies make of marks: lateness, attempts, weights, rounding.

Every change is told in words beside the mark, and no report is touched. Numbers are exact
decimals. What was not graded stays without a mark, and so does a total that it belongs to.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from pydantic import ValidationError

from grader.course.item import Late, Policies, Rounding, moment
from grader.errors import OutputError, UsageError
from grader.exporters.cells import number
from grader.exporters.sheet import column_named, read_file, read_sheet
from grader.files import remove, write
from grader.model import Adjusted, AdjustedTotal, Report, Status
from grader.words import counted

KEPT = "policies.json"
SUBMITTED = "submitted.csv"
MOST = 5
DAY = timedelta(days=1)
HALF = Fraction(1, 2)

# When (student, exercise) was handed in. One time stands for all attempts: none is later.
Times = Mapping[tuple[str, str], datetime | Sequence[datetime]]


def adjusted(reports: Sequence[Report], submitted_at: Times, policies: Policies) -> list[Adjusted]:
    """A mark for each student and exercise; several reports on one are attempts, in their order.

    What has no time counts as in time.
    """
    attempts: dict[tuple[str, str], list[Report]] = {}
    for report in reports:
        attempts.setdefault((report.student, report.exercise), []).append(report)
    found: list[Adjusted] = []
    for key, tries in attempts.items():
        times = times_of(submitted_at.get(key), len(tries))
        marks = [timed(*each, policies) for each in zip(tries, times, strict=True)]
        found.append(rounded(chosen(marks, policies), policies.rounding))
    return found


def times_of(
    given: datetime | Sequence[datetime] | None, attempts: int
) -> Sequence[datetime | None]:
    """A time for each attempt. Without one for each, the latest stands for all."""
    if given is None:
        return [None] * attempts
    if isinstance(given, datetime):
        return [given] * attempts
    return given if len(given) == attempts else [max(given, default=None)] * attempts


# --- one attempt --------------------------------------------------------------------------------


def timed(report: Report, at: datetime | None, policies: Policies) -> Adjusted:
    """A mark with what its lateness costs; where there is no mark, or 0, there is nothing to."""
    points, earned = decimal(report.points), decimal_or_none(report.earned)
    taken, told = Decimal(0), list[str]()
    if earned and at is not None:
        taken, told = lateness(report, points, at, policies)
    if earned is not None and taken > earned:
        told.append("not below 0")
    return Adjusted(
        student=report.student,
        exercise=report.exercise,
        points=points,
        earned=earned,
        adjusted=None if earned is None else max(earned - taken, Decimal(0)),
        pending=decimal(report.pending),
        because=tuple(told),
    )


def lateness(
    report: Report, points: Decimal, at: datetime, policies: Policies
) -> tuple[Decimal, list[str]]:
    """What is taken from a mark, and why."""
    due = policies.due.get(report.exercise)
    if due is None or policies.late is None:
        return Decimal(0), []
    until = extended(due, policies.extensions.get(report.student, {}).get(report.exercise))
    days = days_late(at, until, policies.late.grace_minutes)
    told = [f"extended to {until:%Y-%m-%d %H:%M %Z}"] if until > due and at > due else []
    if not days:
        return Decimal(0), told
    taken, words = penalty(policies.late, days, points)
    return taken, [f"{counted(days, 'day')} late: {words}", *told]


def extended(due: datetime, extension: datetime | int | None) -> datetime:
    if extension is None:
        return due
    return due + extension * DAY if isinstance(extension, int) else extension


def days_late(at: datetime, due: datetime, grace_minutes: float) -> int:
    """Started days of 24 hours after the due date and its grace; at the last moment it is 0."""
    late = at.astimezone(UTC) - due.astimezone(UTC) - timedelta(minutes=grace_minutes)
    return max(0, -(-late // DAY))


def penalty(late: Late, days: int, points: Decimal) -> tuple[Decimal, str]:
    """What so many days cost, and the same in words: `−20 % of 8, −1.6`."""
    in_points = late.points is not None
    whole = decimal(late.points or late.percent or 0) * days
    most = Decimal("Infinity") if in_points else Decimal(100)
    size = min(whole, most if late.cap is None else decimal(late.cap))
    capped = " (the most)" if size < whole else ""
    if in_points:
        return size, f"−{number(size)} points{capped}"
    taken = points * size / 100
    return taken, f"−{number(size)} %{capped} of {number(points)}, −{number(taken)}"


# --- one exercise -------------------------------------------------------------------------------


def chosen(marks: Sequence[Adjusted], policies: Policies) -> Adjusted:
    """The attempt that counts. Where the best one is wanted, ungraded ones are passed over."""
    if len(marks) == 1:
        return marks[0]
    known = [mark for mark in marks if mark.adjusted is not None]
    if policies.attempts == "last" or not known:
        return because(marks[-1], f"the last of {len(marks)} attempts")
    best = max(known, key=lambda mark: mark.adjusted or Decimal(0))
    lost = len(marks) - len(known)
    told = f"the best of {len(marks)} attempts"
    return because(best, f"{told}, {lost} of them not graded" if lost else told)


def rounded(mark: Adjusted, rounding: Rounding | None) -> Adjusted:
    if rounding is None or rounding.of != "exercise" or mark.adjusted is None:
        return mark
    value = half_up(mark.adjusted, decimal(rounding.to))
    if value == mark.adjusted:
        return mark
    told = rounding_told(mark.adjusted, value, rounding)
    return because(replace(mark, adjusted=value), told)


def because(mark: Adjusted, reason: str) -> Adjusted:
    """A mark with one reason more."""
    return replace(mark, because=(*mark.because, reason))


def rounding_told(before: Decimal, after: Decimal, rounding: Rounding) -> str:
    return f"rounded to {number(rounding.to)}: {number(before)} is {number(after)}"


def half_up(value: Decimal, step: Decimal) -> Decimal:
    """The nearest multiple of a step; of two, the one above."""
    return math.floor(Fraction(value) / Fraction(step) + HALF) * step


# --- the total ----------------------------------------------------------------------------------


def totals(marks: Sequence[Adjusted], policies: Policies) -> list[AdjustedTotal]:
    """What each student has of all exercises in `marks`, weighted, without the lowest ones."""
    exercises = list(dict.fromkeys(mark.exercise for mark in marks))
    rows: dict[str, dict[str, Adjusted]] = {}
    for mark in marks:
        rows.setdefault(mark.student, {})[mark.exercise] = mark
    return [total(student, rows[student], exercises, policies) for student in sorted(rows)]


def total(
    student: str, own: Mapping[str, Adjusted], exercises: Sequence[str], policies: Policies
) -> AdjustedTotal:
    """Weighted marks, added; None where one of them is not known."""
    weights = {id: decimal(policies.weights.get(id, 1)) for id in own}
    lacking = [id for id in exercises if id not in own or own[id].adjusted is None]
    dropped = [] if lacking else lowest(own, weights, policies.drop_lowest)
    counting = [mark for id, mark in own.items() if id not in dropped]
    told = [f"{id}: {reason}" for id, mark in own.items() for reason in mark.because]
    told += [f"{id} counts {number(weights[id])} times" for id in own if weights[id] != 1]
    told += [f"{id} dropped: {share_of(own[id])} is the lowest" for id in dropped]
    told += [f"{id} has no mark" for id in lacking]
    value = None
    if not lacking:
        value = sum((weights[m.exercise] * (m.adjusted or 0) for m in counting), Decimal(0))
        if policies.rounding is not None and policies.rounding.of == "total":
            before, value = value, half_up(value, decimal(policies.rounding.to))
            if before != value:
                told.append(rounding_told(before, value, policies.rounding))
    return AdjustedTotal(
        student=student,
        points=sum((weights[m.exercise] * m.points for m in counting), Decimal(0)),
        adjusted=value,
        pending=sum((weights[m.exercise] * m.pending for m in counting), Decimal(0)),
        because=tuple(told),
    )


def lowest(own: Mapping[str, Adjusted], weights: Mapping[str, Decimal], count: int) -> list[str]:
    """The exercises with the lowest share of their points; of equals, the first. One always stays.

    What counts nothing is not dropped.
    """
    counting = [id for id in own if weights[id]]
    ordered = sorted(
        counting, key=lambda id: Fraction(own[id].adjusted or 0) / Fraction(own[id].points)
    )
    return ordered[: max(0, min(count, len(counting) - 1))]


def share_of(mark: Adjusted) -> str:
    return f"{number(mark.adjusted)} of {number(mark.points)}"


def decimal(value: float) -> Decimal:
    """A number as it is written: 0.1 is a tenth."""
    return Decimal(str(value))


def decimal_or_none(value: float | None) -> Decimal | None:
    return None if value is None else decimal(value)


# --- beside the reports -------------------------------------------------------------------------


def keep(folder: Path, policies: Policies | None) -> None:
    """Keep a course's policies with its results, or take former ones away. Raises OutputError."""
    if policies is None:
        remove(folder / KEPT)
    else:
        write(folder / KEPT, policies.model_dump_json(indent=2) + "\n")


def kept(folder: Path) -> Policies | None:
    """The policies among results, if there are any. Raises OutputError."""
    path = folder / KEPT
    try:
        return Policies.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputError(f"{path}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise OutputError(f"{path}: these are no policies; grade once more") from error


def times_in(folder: Path) -> Times:
    """When submissions came, if results know it. Raises UsageError."""
    path = folder / SUBMITTED
    return read_times(path) if path.exists() else {}


def read_times(path: Path) -> dict[tuple[str, str], tuple[datetime, ...]]:
    """Times from a table `student,exercise,submitted_at`; several rows are several attempts.

    Raises UsageError.
    """
    sheet = read_sheet(read_file(path, "a table of times"), str(path))
    header = sheet.rows[0].texts()
    names = ("student", "exercise", "submitted_at")
    columns = [column_named(header, name) for name in names]
    student, exercise, at = columns
    if student is None or exercise is None or at is None:
        raise UsageError(f"{path}:1: its columns must be {','.join(names)}")
    found: dict[tuple[str, str], tuple[datetime, ...]] = {}
    for row in sheet.rows[1:]:
        if not any(row.texts()):
            continue
        try:
            time = moment(row.text(at).strip())
        except ValueError as error:
            raise UsageError(f"{path}:{row.line}: submitted_at {error}") from error
        key = (row.text(student), row.text(exercise))
        found[key] = (*found.get(key, ()), time)
    return found


def totals_in(folder: Path, reports: Sequence[Report]) -> dict[str, AdjustedTotal]:
    """Totals under the policies among the results; empty where there are none."""
    policies = kept(folder)
    if policies is None:
        return {}
    marks = adjusted(reports, times_in(folder), policies)
    return {each.student: each for each in totals(marks, policies)}


def doubts_in(folder: Path, reports: Sequence[Report]) -> list[str]:
    """The doubts about the marks among results; none where there are no policies."""
    policies = kept(folder)
    return [] if policies is None else list(doubts(reports, times_in(folder), policies))


def doubts(reports: Sequence[Report], times: Times, policies: Policies) -> Iterator[str]:
    """What an instructor should know before relying on adjusted marks."""
    known = {(report.student, report.exercise) for report in reports}
    students = {student for student, _ in known}
    for student in sorted(policies.extensions.keys() - students):
        yield f"an extension for {student}, of whom there is no report"
    strangers = sorted({student for student, _ in times} - students)
    if strangers:
        names = ", ".join(strangers[:MOST]) + (", ..." if len(strangers) > MOST else "")
        yield f"times of {counted(len(strangers), 'student')} without a report: {names}"
    handed_in = {(r.student, r.exercise) for r in reports if r.status is not Status.NOT_ATTEMPTED}
    timeless = {key for key in handed_in - times.keys() if key[1] in policies.due}
    if timeless and policies.late is not None:
        yield f"{counted(len(timeless), 'submission')} without a time: counted as in time"
