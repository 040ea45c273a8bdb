"""Policies: exact marks, each change in words, nothing made up; and their mistakes, with places."""

import csv
import io
import shutil
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course.item import Policies
from grader.errors import OutputError, UsageError
from grader.gradebook import load
from grader.model import Adjusted
from grader.policy import adjusted, doubts, half_up, keep, kept, read_times, totals

DUE = "2026-03-01T23:59:00+01:00"
ON_TIME = datetime.fromisoformat(DUE)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def policies(**given):
    return Policies.model_validate({"due": {"q1": DUE}, **given})


def one(report, at=None, **given):
    times = {} if at is None else {(report.student, report.exercise): at}
    (mark,) = adjusted([report], times, policies(**given))
    return mark


TEN = {"percent": 10}


@pytest.mark.parametrize(
    ("after", "late", "mark", "told"),
    [
        (0 * DAY, TEN, "8", ()),
        (-DAY, TEN, "8", ()),
        (SECOND, TEN, "7.2", ("1 day late: −10 % of 8, −0.8",)),
        (DAY, TEN, "7.2", ("1 day late: −10 % of 8, −0.8",)),
        (DAY + SECOND, TEN, "6.4", ("2 days late: −20 % of 8, −1.6",)),
        (9 * DAY, {**TEN, "cap": 50}, "4", ("9 days late: −50 % (the most) of 8, −4",)),
        (5 * DAY, {**TEN, "cap": 50}, "4", ("5 days late: −50 % of 8, −4",)),
        (99 * DAY, TEN, "0", ("99 days late: −100 % (the most) of 8, −8",)),
        (2 * DAY, {"points": 0.1}, "7.8", ("2 days late: −0.2 points",)),
        (9 * DAY, {"points": 1.5, "cap": 3}, "5", ("9 days late: −3 points (the most)",)),
        (9 * DAY, {"points": 3}, "0", ("9 days late: −27 points", "not below 0")),
        (15 * 60 * SECOND, {**TEN, "grace_minutes": 15}, "8", ()),
        (901 * SECOND, {**TEN, "grace_minutes": 15}, "7.2", ("1 day late: −10 % of 8, −0.8",)),
        (DAY + 900 * SECOND, {**TEN, "grace_minutes": 15}, "7.2",
         ("1 day late: −10 % of 8, −0.8",)),
    ],
)  # fmt: skip
def test_a_late_mark_says_what_it_costs(report_of, after, late, mark, told):
    found = one(report_of("ann", a=(8.0, 8.0)), ON_TIME + after, late=late)
    assert (found.adjusted, found.because) == (Decimal(mark), told)
    assert found.earned == 8


def test_a_time_of_another_zone_is_the_same_moment(report_of):
    report = report_of("ann", a=(8.0, 8.0))
    assert one(report, datetime.fromisoformat("2026-03-01T22:59:00+00:00"), late=TEN).because == ()
    late = one(report, datetime.fromisoformat("2026-03-01T22:59:01Z"), late=TEN)
    assert late.adjusted == Decimal("7.2")


@pytest.mark.parametrize("extension", [2, "2026-03-03T23:59:00+01:00"])
def test_an_extension_is_for_one_student(report_of, extension):
    given = {"late": TEN, "extensions": {"ann": {"q1": extension}}}
    ann, bob = report_of("ann", a=(8.0, 8.0)), report_of("bob", a=(8.0, 8.0))
    told = "extended to 2026-03-03 23:59 UTC+01:00"
    assert one(ann, ON_TIME, **given).because == ()
    assert one(ann, ON_TIME + 2 * DAY, **given).because == (told,)
    assert one(ann, ON_TIME + 3 * DAY, **given).because == ("1 day late: −10 % of 8, −0.8", told)
    assert one(bob, ON_TIME + 2 * DAY, **given).adjusted == Decimal("6.4")


def test_without_policies_times_or_marks_nothing_changes(report_of):
    report = report_of("ann", a=(7.9, 8.0))
    assert one(report, late=TEN).because == one(report, ON_TIME + DAY).because == ()
    lost = report_of("ann", a=(8.0, 8.0), trouble="no disk")
    found = one(lost, ON_TIME + DAY, late=TEN, rounding={"to": 1, "of": "exercise"})
    assert (found.earned, found.adjusted, found.because) == (None, None, ())
    zero = one(report_of("ann", a=(0.0, 8.0), b=None), ON_TIME + DAY, late=TEN)
    assert (zero.adjusted, zero.pending, zero.because) == (0, 4, ())
    assert list(doubts([report], {}, policies(late=TEN))) == [
        "1 submission without a time: counted as in time"
    ]
    assert list(doubts([report], {}, policies())) == []


def test_what_policies_say_of_nobody_is_told(report_of):
    given = policies(extensions={"anne": {"q1": 2}}, late=TEN)
    times = {("ann", "q1"): ON_TIME, ("bob", "q1"): ON_TIME}
    assert list(doubts([report_of("ann", a=1.0)], times, given)) == [
        "an extension for anne, of whom there is no report",
        "times of 1 student without a report: bob",
    ]


def test_of_attempts_the_best_or_the_last_counts_after_lateness(report_of):
    tries = [report_of("ann", a=(mark, 8.0)) for mark in (6.0, 8.0, 3.0)]
    times = {("ann", "q1"): (ON_TIME, ON_TIME + 4 * DAY, ON_TIME + 5 * DAY)}
    (best,) = adjusted(tries, times, policies(attempts="best", late=TEN))
    assert (best.adjusted, best.because) == (6, ("the best of 3 attempts",))
    (last,) = adjusted(tries, {}, policies())
    assert (last.adjusted, last.because) == (3, ("the last of 3 attempts",))
    # One time for all of them is the latest that any of them can be.
    (known,) = adjusted(tries, {("ann", "q1"): ON_TIME + DAY}, policies(attempts="best", late=TEN))
    assert known.adjusted == Decimal("7.2")


def test_an_ungraded_attempt_is_passed_over_or_is_the_last_one(report_of):
    tries = [report_of("ann", a=4.0), report_of("ann", a=0.0, trouble="no disk")]
    (best,) = adjusted(tries, {}, policies(attempts="best"))
    assert (best.adjusted, best.because) == (4, ("the best of 2 attempts, 1 of them not graded",))
    (last,) = adjusted(tries, {}, policies())
    assert last.adjusted is None


@given(st.integers(0, 10_000), st.sampled_from(["0.01", "0.05", "0.25", "0.3", "0.5", "1", "2.5"]))
@settings(deadline=None)
def test_rounding_goes_to_the_nearest_step_and_up_from_the_middle(hundredths, step):
    value, step = Decimal(hundredths) / 100, Decimal(step)
    found = half_up(value, step)
    assert Fraction(found) % Fraction(step) == 0
    assert -step / 2 < found - value <= step / 2


def test_rounding_is_told_where_it_changes_something(report_of):
    each = {"rounding": {"to": 0.5, "of": "exercise"}}
    assert one(report_of("ann", a=(6.25, 8.0)), **each).because == ("rounded to 0.5: 6.25 is 6.5",)
    assert one(report_of("ann", a=(6.5, 8.0)), **each).because == ()
    total = policies(rounding={"to": 1})
    (found,) = totals(adjusted([report_of("ann", a=(2.5, 8.0))], {}, total), total)
    assert (found.adjusted, found.because) == (3, ("rounded to 1: 2.5 is 3",))


def marks(*rows):
    return [
        Adjusted(
            student="ann", exercise=f"q{i}", points=Decimal(points), pending=Decimal(pending),
            earned=None if mark is None else Decimal(mark),
            adjusted=None if mark is None else Decimal(mark),
        )
        for i, (mark, points, pending) in enumerate(rows, 1)
    ]  # fmt: skip


def test_a_total_is_exact(report_of):
    reports = [report_of("ann", f"q{i}", a=(0.1, 1.0)) for i in range(10)]
    given = policies()
    (found,) = totals(adjusted(reports, {}, given), given)
    assert (str(found.adjusted), str(found.points)) == ("1.0", "10.0")


def test_weights_and_the_lowest_dropped_are_told():
    given = policies(weights={"q1": 2, "q3": 0}, drop_lowest=1)
    (found,) = totals(
        marks(("4", "8", "1"), ("1", "4", "0"), ("0", "9", "2"), ("3", "4", "0")), given
    )
    assert (found.adjusted, found.points, found.pending) == (11, 20, 2)
    assert found.because == (
        "q1 counts 2 times",
        "q3 counts 0 times",
        "q2 dropped: 1 of 4 is the lowest",
    )


def test_one_exercise_stays_however_many_are_dropped():
    (found,) = totals(marks(("4", "8", "0"), ("1", "4", "0")), policies(drop_lowest=5))
    assert (found.adjusted, found.points) == (4, 8)
    (equal,) = totals(marks(("1", "2", "0"), ("2", "4", "0")), policies(drop_lowest=1))
    assert equal.because == ("q1 dropped: 1 of 2 is the lowest",)


def test_a_total_of_what_is_not_graded_or_not_there_is_none():
    ann = marks(("4", "8", "0"), (None, "4", "0"))
    (found,) = totals(ann, policies(drop_lowest=1, rounding={"to": 1}))
    assert (found.adjusted, found.because) == (None, ("q2 has no mark",))
    bob = Adjusted(student="bob", exercise="q1", points=Decimal(8), earned=Decimal(1),
                   adjusted=Decimal(1), pending=Decimal(0))  # fmt: skip
    assert [each.adjusted for each in totals([*ann, bob], policies())] == [None, None]


# --- files --------------------------------------------------------------------------------------


def test_policies_are_kept_with_results_and_come_back(tmp_path):
    given = policies(late=TEN, extensions={"007": {"q1": 2, "q2": DUE}}, rounding={"to": 0.5})
    keep(tmp_path, given)
    assert kept(tmp_path) == given
    keep(tmp_path, None)
    assert kept(tmp_path) is None
    (tmp_path / "policies.json").write_text('{"due": 1}')
    with pytest.raises(OutputError, match="these are no policies"):
        kept(tmp_path)


def test_times_are_a_table_with_several_rows_for_several_attempts(tmp_path):
    path = tmp_path / "times.csv"
    path.write_text(f"student,exercise,submitted_at\n007,q1,{DUE}\n\n007,q1,2026-03-02T00:00Z\n")
    times = read_times(path)
    assert list(times) == [("007", "q1")]
    assert times["007", "q1"][0] == ON_TIME


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("student,at\n", "times.csv:1: its columns must be student,exercise,submitted_at"),
        ("student,exercise,submitted_at\na,b,2026-03-01T10:00\n", "times.csv:2: submitted_at must"),
        ("student,exercise,submitted_at\na,b,soon\n", "times.csv:2: submitted_at must be a date"),
    ],
)
def test_times_that_are_none_are_told(tmp_path, text, told):
    (tmp_path / "times.csv").write_text(text)
    with pytest.raises(UsageError, match=told):
        read_times(tmp_path / "times.csv")


# --- course.yaml --------------------------------------------------------------------------------


@pytest.fixture
def course_with(tmp_path, root):
    """A course of q1_7 alone, with these lines in its course.yaml."""

    def make(lines):
        for folder in ("exercises", "reference", "solutions"):
            (tmp_path / "course" / folder).mkdir(parents=True, exist_ok=True)
            for name in ("q1_7.py", "q1_7.yaml", "receptive_field.py"):
                if (root / folder / name).exists():
                    shutil.copy(root / folder / name, tmp_path / "course" / folder)
        path = tmp_path / "course" / "exercises" / "course.yaml"
        path.write_text(f"title: A course\npolicies:\n{lines}")
        return tmp_path / "course"

    return make


MISTAKES = [
    ('  due: {q1_8: "2026-03-01T23:59+01:00"}',
     "3:9: policies.due.q1_8: no exercise q1_8; did you mean q1_7?"),
    ("  due: {q1_7: 2026-03-01T23:59+01:00}", "3:15: policies.due.q1_7: YAML 1.1 and 1.2 read"),
    ('  due: {q1_7: "2026-03-01T23:59"}',
     "3:9: policies.due.q1_7: must be a date and time with its zone"),
    ("  due: {q1_7: 5}", "policies.due.q1_7: must be a date and time with its zone"),
    ("  late: {percent: 10, points: 1}", "3:3: policies.late: must have percent or points"),
    ("  late: {cap: 10}", "policies.late: must have percent or points, one of them"),
    ("  late: {percent: 0}", "3:10: policies.late.percent: must be greater than 0 (got 0)"),
    ("  late: {procent: 1}", "policies.late: unknown key procent; did you mean percent?"),
    ("  attempts: first", "3:3: policies.attempts: must be best or last (got 'first')"),
    ("  weights: {q1_7: -1}", "policies.weights.q1_7: must be at least 0 (got -1)"),
    ("  weights: {q9: 1}", "policies.weights.q9: no exercise q9"),
    ("  drop_lowest: 1.5", "policies.drop_lowest: must be a whole number (got 1.5)"),
    ("  rounding: {to: 0}", "policies.rounding.to: must be greater than 0 (got 0)"),
    ("  extensions: {ann: {q1_7: 2}}",
     "policies.extensions.ann.q1_7: q1_7 has no due date; there is nothing to extend"),
    ('  due: {q1_7: "2026-03-01T23:59Z"}\n  extensions: {ann: {q1_7: 0}}',
     "4:22: policies.extensions.ann.q1_7: must be a date and time with its zone"),
    ('  due: {q1_7: "2026-03-01T23:59Z"}\n  extensions: {ann: {q1_7: "2026-02-01T00:00Z"}}',
     "policies.extensions.ann.q1_7: lies before the due date of q1_7"),
    ("  duo: {}", "policies: unknown key duo; did you mean due?"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "told"), MISTAKES, ids=[told[:50] for _, told in MISTAKES])
def test_a_mistake_in_policies_is_told_with_its_place(grader, course_with, lines, told):
    outcome = grader("show", "q1_7", "--course", course_with(lines))
    assert outcome.code == 3
    assert "exercises/course.yaml:" in outcome.err
    assert told in outcome.err
    assert outcome.err.count("\n") == 1


# --- the commands -------------------------------------------------------------------------------

WHOLE = """
  due: {q1_7: "2026-03-01T23:59+01:00"}
  late: {percent: 10}
  weights: {q1_7: 2}
"""


@pytest.fixture
def graded(grader, course_with, root, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "class" / "ann").mkdir(parents=True)
    shutil.copy(root / "solutions" / "q1_7.py", tmp_path / "class" / "ann")
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "submitted.csv").write_text(
        "student,exercise,submitted_at\nann,q1_7,2026-03-03T12:00:00+01:00\n"
    )
    course = course_with(WHOLE)
    assert grader("grade", "class", "--out", "results", "--course", course).code == 0
    return tmp_path


def rows(path):
    return list(csv.reader(io.StringIO(path.read_text("utf-8"))))


def export(name, out):
    return ["export", "results", "--to", name, "--out", out]


ADJUSTED = "q1_7: 2 days late: −20 % of 6, −1.2; q1_7 counts 2 times"


def test_grades_have_a_column_of_adjusted_totals(graded):
    assert rows(graded / "results" / "grades.csv") == [
        ["student", "q1_7", "earned", "pending", "points", "adjusted", "adjusted_points",
         "adjustments"],
        ["ann", "6", "6", "0", "6", "9.6", "12", ADJUSTED],
    ]  # fmt: skip


def test_exports_carry_adjusted_marks(grader, graded):
    (graded / "t.csv").write_text("Student,ID,q1_7 (3)\nPoints Possible,,6\nAnn,ann,\n")
    outcome = grader(*export("canvas", "c.csv"), "--template", "t.csv")
    assert outcome.code == 0
    assert "q1_7: 1 mark under the course's policies" in outcome.err
    assert rows(graded / "c.csv")[2] == ["Ann", "ann", "4.8"]
    assert grader(*export("moodle", "m.csv")).code == 0
    assert rows(graded / "m.csv")[1][2] == "4.8"
    assert "2 days late: −20 % of 6, −1.2." in rows(graded / "m.csv")[1][3]
    assert grader(*export("csv", "w.csv")).code == 0
    assert rows(graded / "w.csv") == rows(graded / "results" / "grades.csv")
    (report,) = load(graded / "results")
    assert report.earned == 6


def test_another_course_or_table_of_times_takes_the_place_of_what_is_kept(
    grader, graded, course_with
):
    (graded / "none.csv").write_text("student,exercise,submitted_at\n")
    outcome = grader(*export("csv", "w.csv"), "--submitted", "none.csv")
    assert "1 submission without a time: counted as in time" in outcome.err
    assert rows(graded / "w.csv")[1][5] == "12"
    course = course_with("  drop_lowest: 1\n")
    assert grader(*export("csv", "w.csv"), "--course", course).code == 0
    assert rows(graded / "w.csv")[1][5:] == ["6", "6", ""]
    assert grader("report", "results", "--course", course).code == 0
    assert rows(graded / "results" / "grades.csv")[1][5:] == ["6", "6", ""]
    (graded / "results" / "submitted.csv").unlink()
    told = grader("report", "results", "--course", course_with(WHOLE)).err
    assert told == "policies: 1 submission without a time: counted as in time\n"
    (course / "exercises" / "course.yaml").write_text("title: A course\n")
    assert grader("report", "results", "--course", course).code == 0
    assert len(rows(graded / "results" / "grades.csv")[0]) == 5
    assert not (graded / "results" / "policies.json").exists()


def test_broken_policies_keep_an_export_from_being_written(grader, graded, course_with):
    course = course_with("  drop_lowest: -1\n")
    outcome = grader(*export("csv", "w.csv"), "--course", course)
    assert outcome.code == 3
    assert "course.yaml:3:" in outcome.err
    assert not (graded / "w.csv").exists()
