"""Formulas in a submission: what they earn, what is said, and what waits for a person."""

from pathlib import Path

import pytest

from grader.audit import audit
from grader.course import open_course
from grader.grading import grade, prepare
from grader.kinds import expression
from grader.submission import Submission

COURSES = Path(__file__).parents[1] / "courses"

ANSWERS = [
    ("'2*a*x'", "passed", 2, None, None, "structure"),
    ("'a*x + x*a'", "passed", 2, None, None, "points"),
    ("'2x*a'", "passed", 2, None, None, "structure"),
    ("'a*x'", "partial", 1, "yours is", "a*x", "points"),
    ("'-2*a*x'", "missed", 0, "yours is", "cause.sign", "points"),
    ("'a*x^2'", "missed", 0, "yours is", "cause.function_itself", "points"),
    ("'x^2'", "missed", 0, "yours is", "cause.other_variable", "points"),
    ("'2*a*x + 1e-9*x'", "missed", 0, "yours is", None, "points"),
    ("'log(-1-x^2)'", "missed", 0, "yours is no finite number", None, "points"),
    ("'2*a*z'", "unreadable", 0, "there is no symbol z", None, None),
    ("'1/2x'", "unreadable", 0, "write 1/(2*x) or (1/2)*x", None, None),
    ("''", "not_attempted", 0, "not answered yet", None, None),
    ("None", "not_attempted", 0, "not answered yet", None, None),
    ("['2*a*x']", "missed", 0, "expected a formula as a text, got a list of 1", None, None),
    ("True", "missed", 0, "expected a formula as a text, got a boolean", None, None),
    ("7", "missed", 0, "yours is 7", None, "points"),
]


@pytest.mark.parametrize(
    ("source", "status", "earned", "told", "cause", "by"), ANSWERS, ids=[row[0] for row in ANSWERS]
)
def test_a_formula_earns_what_it_means(graded, source, status, earned, told, cause, by):
    part = graded(f"slope = {source}", "slope", "s3")
    assert (part.status, part.earned, part.judged_by) == (status, earned, by)
    assert (part.message is None) if told is None else (told in part.message)
    assert [diagnosis.mistake for diagnosis in part.diagnoses] == ([cause] if cause else [])


def test_a_wrong_constant_does_not_tell_the_key(course, sandbox):
    paper = prepare(course, course.exercise("q5_3"), parts=["dz1_dx2"])
    submission = Submission("ann", "q5_3", b'dz1_dx2 = "7"')
    (part,) = grade(paper, submission, sandbox).report.parts
    assert (part.status, part.message) == ("missed", "that is not the number")


def test_a_formula_is_shown_as_it_was_understood(graded):
    part = graded("slope = 'x/2a'.replace('2a', '(2a)')", "slope", "s3")
    assert part.read_as.text == "x / (2·a)"
    assert part.read_as.mathml.startswith("<math ")


@pytest.mark.parametrize(
    ("proved", "status", "earned", "pending", "by"),
    [(None, "needs_review", None, 1, None), (True, "passed", 1, 0, "proof")],
)
def test_what_points_cannot_decide_is_proved_or_waits(
    sandbox, monkeypatch, proved, status, earned, pending, by
):
    waiting = open_course(COURSES / "waiting")
    monkeypatch.setattr(expression, "prove", lambda *_: proved)
    paper = prepare(waiting, waiting.exercise("w1"))
    submission = Submission("ann", "w1", b"nowhere = 'log(x)+0*x'")
    (part,) = grade(paper, submission, sandbox).report.parts
    assert (part.status, part.earned, part.pending) == (status, earned, pending)
    assert part.judged_by == by


def test_an_answer_without_values_is_a_broken_promise(sandbox):
    (broken,) = audit(open_course(COURSES / "waiting"), [], sandbox).broken
    assert broken.endswith(
        "nowhere: the answer has a finite value at fewer than twelve of its points"
    )


def test_the_two_readings_of_a_fraction_recognise_each_other(course, sandbox):
    paper = prepare(course, course.exercise("q5_3"), parts=["dz2_dx4"])
    source = b'dz2_dx4 = "2*exp(x3^2)*x4/5"'
    (part,) = grade(paper, Submission("ann", "q5_3", source), sandbox).report.parts
    assert part.status == "missed"
    assert len(part.diagnoses) == 1
    assert not part.diagnoses[0].mistake.startswith("cause."), "it is a named reading"
