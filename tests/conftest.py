"""What the tests share: the bundled course, a sandbox, a way to run a command, golden files."""

from pathlib import Path

import pytest

from grader import cli, model
from grader.course import open_course
from grader.sandboxes.process import Process

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser):
    parser.addoption(
        "--regenerate", action="store_true", help="write golden files anew; read the difference"
    )


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def course():
    return open_course()


@pytest.fixture(scope="session")
def sandbox():
    sandbox = Process(keep=1)
    yield sandbox
    sandbox.close()


@pytest.fixture
def golden(request):
    """Compare a text with a committed file, or write the file anew."""

    def compare(path, text):
        if request.config.getoption("--regenerate"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text

    return compare


@pytest.fixture
def keep():
    """Keep reports in a folder of results, as a class does that was graded."""
    from grader.gradebook.book import open_book
    from grader.gradebook.pages import open_results
    from grader.gradebook.records import record

    def kept(folder, reports):
        open_results(folder)
        with open_book(folder) as book:
            for report in reports:
                book.store(report.student, record(report, ""), None)

    return kept


class Outcome:
    """What a command left behind: its exit code, standard output, standard error."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def grader(capfd, monkeypatch):
    """Run a command in this process, as the console script would."""
    monkeypatch.setattr(cli, "processors", lambda: 2)

    def run(*words):
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main([str(word) for word in words])
        out, err = capfd.readouterr()
        return Outcome(ended.value.code, out, err)

    return run


@pytest.fixture(scope="session")
def report_of():
    """Make a report: `report_of("ann", "q1", a=2.0, b=(1.0, 3.0))`, a part each, of 4 points.

    A part is what it earned, (earned, points), None for one that waits, or a PartReport's fields.
    """
    provenance = model.Provenance(
        submission="0", exercise="0", reference="0", seed=0, grader="0", python="0", numpy="0",
        sandbox="process:C",
    )  # fmt: skip

    def part_of(name, given):
        fields = given if isinstance(given, dict) else {}
        if not fields:
            earned, points = given if isinstance(given, tuple) else (given, 4.0)
            fields = {"earned": earned, "points": points}
        fields = {"kind": "number", "points": 4.0, "earned": 0.0, **fields}
        earned, points = fields["earned"], fields["points"]
        if earned is None:
            fields.setdefault("pending", points)
            fields.setdefault("status", model.Status.NEEDS_REVIEW)
        right = model.Status.PASSED if earned == points else model.Status.MISSED
        return model.PartReport(name=name, **{"status": right, **fields})

    def make(student, exercise="q1", *, title=None, trouble=None, **parts):
        made = tuple(part_of(name, given) for name, given in parts.items())
        known = [part.earned for part in made if part.earned is not None]
        waits = model.Status.NEEDS_REVIEW if not known else model.Status.PARTIAL
        return model.Report(
            exercise=exercise,
            title=title or f"Title of {exercise}",
            student=student,
            status=model.Status.UNGRADED if trouble else waits,
            points=sum(part.points for part in made),
            earned=None if trouble else sum(known),
            pending=0.0 if trouble else sum(part.pending for part in made),
            trouble=trouble,
            parts=made,
            provenance=provenance,
        )

    return make
