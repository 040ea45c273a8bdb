"""What a class's reports say: counts, shares, causes, and what a terminal and JSON show of it."""

import json
import re

import numpy as np
import pytest

from grader.exporters.json import unfolded
from grader.model import Diagnosis, Status
from grader.statistics import class_statistics
from grader.statistics.told import told

OPEN = {"status": Status.NOT_ATTEMPTED}
LOST = {"status": Status.UNGRADED, "earned": None, "pending": 0.0}
HOSTILE = "=cmd\x1b[2J\u202e\nroot"


def wrong(signature=None, *mistakes):
    diagnoses = tuple(Diagnosis(mistake=id, message=message) for id, message in mistakes)
    return {"signature": signature, "diagnoses": diagnoses}


@pytest.fixture
def marks():
    rng = np.random.default_rng(5)
    return {f"s{i}": np.round(rng.integers(0, 17, size=(2, 2)) / 4, 2) for i in range(20)}


@pytest.fixture
def reports(report_of, marks):
    return [
        report_of(student, id, a=float(own[i, 0]), b=float(own[i, 1]))
        for student, own in marks.items()
        for i, id in enumerate(("q1", "q2"))
    ]


def test_facility_and_discrimination_are_those_of_the_marks(reports, marks):
    stats = class_statistics(reports)
    table = np.array([marks[student] for student in sorted(marks)])
    totals = table.sum(axis=(1, 2))
    for i, exercise in enumerate(stats.exercises):
        own = table[:, i].sum(axis=1)
        assert exercise.facility == pytest.approx(own.mean() / 8, abs=1e-6)
        correlation = np.corrcoef(own, totals - own)[0, 1]
        assert exercise.discrimination.value == pytest.approx(correlation, abs=1e-6)
        assert exercise.discrimination.n == 20
        for j, part in enumerate(exercise.parts):
            mine = table[:, i, j]
            assert part.facility == pytest.approx(mine.mean() / 4, abs=1e-6)
            correlation = np.corrcoef(mine, totals - mine)[0, 1]
            assert part.discrimination.value == pytest.approx(correlation, abs=1e-6)


def test_totals_have_quartiles_and_a_histogram(reports, marks):
    totals = class_statistics(reports).totals
    known = [own.sum() for own in marks.values()]
    five = [totals.minimum, totals.lower_quartile, totals.median, totals.upper_quartile,
            totals.maximum]  # fmt: skip
    assert five == pytest.approx(np.percentile(known, [0, 25, 50, 75, 100]))
    assert (totals.points, totals.n, totals.incomplete) == (16, 20, 0)
    assert sum(each.count for each in totals.histogram) == 20
    for each in totals.histogram[:-1]:
        assert each.count == sum(each.low <= mark < each.high for mark in known)


def test_a_total_on_an_edge_belongs_above_it(report_of):
    reports = [report_of("ann", a=(3.4, 34.0)), report_of("bob", a=(10.2, 34.0))]
    counts = [each.count for each in class_statistics(reports).totals.histogram]
    assert counts == [0, 1, 0, 1, 0, 0, 0, 0, 0, 0]


def test_what_is_ungraded_or_waits_or_is_open_is_counted_apart(report_of):
    reports = [
        report_of("ann", a=4.0, b=None),
        report_of("bob", a=OPEN, b=OPEN),
        report_of("cat", a=LOST, b=LOST, trouble="no disk"),
        report_of("dan", a=2.0, b=OPEN),
    ]
    (exercise,) = class_statistics(reports).exercises
    counts = (exercise.students, exercise.n, exercise.ungraded, exercise.waiting)
    assert counts == (4, 3, 1, 1)
    a, b = exercise.parts
    assert (a.n, a.ungraded, a.waiting, a.not_attempted, a.facility) == (3, 1, 0, 1, 0.5)
    assert (b.n, b.ungraded, b.waiting, b.not_attempted, b.facility) == (2, 1, 1, 2, None)
    assert b.discrimination.reading == "some wait for a person"
    # 6 points of 4 + 8 + 8 that are decided.
    assert exercise.facility == 0.3
    assert exercise.alpha.items == 1
    assert class_statistics(reports).totals.incomplete == 1


def test_a_student_without_an_exercise_has_no_total_and_no_zero(report_of):
    reports = [report_of("ann", "q1", a=4.0), report_of("bob", "q1", a=2.0),
               report_of("bob", "q2", a=4.0)]  # fmt: skip
    stats = class_statistics(reports)
    assert (stats.totals.n, stats.totals.incomplete, stats.totals.mean) == (1, 1, 6)
    assert [each.students for each in stats.exercises] == [2, 1]
    assert stats.exercises[1].facility == 1


def test_of_two_reports_on_one_exercise_the_last_counts(report_of):
    stats = class_statistics([report_of("ann", a=0.0), report_of("ann", a=4.0)])
    assert (stats.students, stats.exercises[0].facility) == (1, 1)


def test_causes_are_counted_once_a_student_with_their_share(report_of):
    flip = ("flipped", "You  flip $w$.\n\nMore.")
    reports = [
        report_of("ann", a=wrong(None, flip, flip, ("late", "Late."))),
        report_of("bob", a=wrong(None, flip)),
        report_of("cat", a=wrong(None, ("flipped", "Another message " * 20))),
        report_of("dan", a=4.0),
    ]
    stats = class_statistics(reports)
    assert [(d.mistake, d.count, d.share, d.message) for d in stats.diagnoses] == [
        ("flipped", 3, 0.75, "You flip w. More."),
        ("late", 1, 0.25, "Late."),
    ]
    long = class_statistics(reports[2:]).diagnoses[0].message
    assert len(long) <= 120
    assert long.endswith("message …")


def test_wrong_outputs_are_shared_by_two_at_least(report_of):
    reports = [report_of(f"s{i}", a=wrong("feed"), b=wrong(str(i))) for i in range(11)]
    reports.append(report_of("ann", a=wrong("beef"), b=4.0))
    (same,) = class_statistics(reports).shared
    assert (same.part, same.signature, same.count) == ("a", "feed", 11)
    assert "ann" not in same.students
    text = " ".join(told(class_statistics(reports)).split())
    assert "11 students share an unlisted wrong output on a (feed): s0, s1, s10, s2, s3, …" in text


def test_what_nobody_attempted_is_named(report_of):
    reports = [
        each
        for student in ("ann", "bob")
        for each in (
            report_of(student, "q1", a=OPEN, b=OPEN),
            report_of(student, "q2", a=4.0, b=OPEN),
        )
    ]
    stats = class_statistics(reports)
    assert stats.unattempted == ("q1", "q2.b")
    assert "Nobody attempted: q1, q2.b" in told(stats)


def test_a_class_of_one_or_none_is_told_without_numbers(report_of):
    one = class_statistics([report_of("ann", a=4.0, b=0.0)])
    assert one.alpha.value is one.exercises[0].discrimination.value is None
    assert "fewer than 3 students" in told(one) or "nothing to compare" in told(one)
    none = class_statistics([])
    assert (none.students, none.totals.n, none.totals.mean) == (0, 0, None)
    assert told(none).startswith("0 students, 0 exercises")
    lost = class_statistics([report_of("ann", trouble="x", a=LOST)])
    assert lost.exercises[0].facility is None
    assert "without a total" in told(lost)


def test_what_is_told_fits_a_terminal_and_acts_on_none(report_of):
    reports = [
        report_of(HOSTILE + str(i), "q" * 50, **{"p" * 60: wrong("feed", (HOSTILE, HOSTILE * 20))})
        for i in range(1500)
    ]
    text = told(class_statistics(reports))
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", text)
    assert [line for line in text.split("\n") if len(line) > 80] == []


def test_the_json_of_statistics_has_these_keys(reports):
    found = unfolded(class_statistics(reports))
    assert list(found) == ["students", "totals", "alpha", "exercises", "unattempted"]
    assert list(found["totals"]) == [
        "points", "n", "incomplete", "waiting", "mean", "minimum", "lower_quartile", "median",
        "upper_quartile", "maximum", "histogram",
    ]  # fmt: skip
    assert list(found["alpha"]) == ["value", "n", "items", "reading"]
    common = ["n", "ungraded", "waiting", "not_attempted", "mean", "facility", "discrimination"]
    exercise = found["exercises"][0]
    head = ["exercise", "title", "points", "students"]
    assert list(exercise) == [*head, *common, "alpha", "parts"]
    part = exercise["parts"][0]
    assert list(part) == ["name", "kind", "points", *common, "diagnoses", "shared"]


@pytest.fixture
def results(tmp_path, reports, keep):
    keep(tmp_path / "results", reports)
    return tmp_path / "results"


def test_stats_prints_text_or_json(grader, results):
    text = grader("stats", results)
    assert (text.code, text.err) == (0, "")
    assert "Cronbach's alpha over 2 exercises: " in text.out
    found = json.loads(grader("stats", results, "--json").out)
    assert (found["schema"], found["students"]) == (1, 20)
    assert grader("stats", results, "--json").out == grader("stats", results, "--json").out


def test_stats_of_no_results_is_told(grader, tmp_path):
    outcome = grader("stats", tmp_path / "nowhere", "--json")
    assert outcome.code == json.loads(outcome.out)["error"]["code"] == 2
    assert outcome.err.count("\n") == 1
