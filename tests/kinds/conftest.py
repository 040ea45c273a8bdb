"""A small course with every kind, and a way to grade a text in it."""

from pathlib import Path

import pytest

from grader.course import open_course
from grader.grading import grade, prepare
from grader.submission import Submission

SMALL = Path(__file__).parents[1] / "courses" / "small"


@pytest.fixture(scope="session")
def small():
    return open_course(SMALL)


@pytest.fixture
def graded(small, sandbox):
    """Grade a source text; of one part only, if one is named."""

    def run(source, part=None, exercise="s1", **options):
        paper = prepare(small, small.exercise(exercise), parts=[part] if part else ())
        submission = Submission("ann", exercise, source.encode())
        report = grade(paper, submission, sandbox, **options).report
        return report.parts[0] if part else report

    return run
