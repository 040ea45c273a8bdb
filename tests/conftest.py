"""What the tests share: the bundled course, a sandbox, a way to run a command, golden files."""

from pathlib import Path

import pytest

from grader import cli
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
