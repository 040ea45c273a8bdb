"""Answers as students write them: what is right is full marks, what is wrong is explained or not,
and never falsely."""

import runpy
import sys
from collections import Counter
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.grading import grade, prepare
from grader.sandboxes.opening import open_strongest
from grader.submission import Submission

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("q*.py"))
PREAMBLE = "import numpy as np\nimport math\n"
# Wrong answers that may keep full marks: (exercise, part, what is done).
UNSEEN = {
    # State that is kept by shape or size shows only where two cases share one.
    ("q2_1", "train_constant", "parameters kept between calls"),
    ("q2_8", "route", "state b kept between calls"),
    ("q3_8", "visit_counts", "counts kept between calls"),
    # Half precision has a tolerance of a hundredth.
    ("q1_3", "compose_linear", "float16"),
    ("q3_6", "batchnorm_eval", "float16"),
}
# What may be said of an answer that is wrong for no reason: facts that its outputs prove.
PROVED = ("cause.constant", "cause.ignores", "cause.none", "cause.shape.", "chain.", "property.",
          "relation.")  # fmt: skip
LEAST = 0.8


@pytest.fixture(scope="module")
def strong():
    try:
        sandbox = open_strongest(1)
    except SandboxError as error:
        pytest.skip(str(error))
    yield sandbox
    sandbox.close()


@pytest.fixture(scope="module")
def answers():
    """The lists of an exercise's file, by their names."""
    sys.path.insert(0, str(HERE))
    yield lambda id: runpy.run_path(str(HERE / f"{id}.py"))
    sys.path.remove(str(HERE))


@pytest.fixture(scope="module")
def judged(strong, course, answers):
    """The report of the part that each answer of a list is about."""
    papers = {}

    def reports(id, name):
        for part, label, source in answers(id)[name]:
            if (id, part) not in papers:
                papers[id, part] = prepare(course, course.exercise(id), 0, [part])
            submission = Submission("x", id, (PREAMBLE + source).encode())
            (report,) = grade(papers[id, part], submission, strong).report.parts
            yield label, report

    return reports


@pytest.mark.parametrize("id", [path.stem for path in FILES])
def test_what_is_right_is_full_marks_however_it_is_written(judged, id):
    for label, report in judged(id, "RIGHT"):
        assert (report.status, report.diagnoses) == ("passed", ()), (report.name, label)


@pytest.mark.parametrize("id", [path.stem for path in FILES])
def test_what_is_wrong_loses_marks(judged, id):
    for label, report in judged(id, "WRONG"):
        if (id, report.name) not in {row[:2] for row in UNSEEN}:
            assert report.earned < report.points, (report.name, label)


@pytest.mark.parametrize("id", [path.stem for path in FILES])
def test_what_is_wrong_for_no_reason_gets_none(judged, id):
    for label, report in judged(id, "UNRELATED"):
        said = [d.mistake for d in report.diagnoses if not d.mistake.startswith(PROVED)]
        assert said == [], (report.name, label, report.diagnoses)


def test_most_of_what_is_wrong_is_explained(judged):
    counts = Counter(
        bool(report.diagnoses)
        for path in FILES
        for _, report in judged(path.stem, "WRONG")
        if report.earned < report.points
    )
    assert counts[True] / counts.total() >= LEAST
