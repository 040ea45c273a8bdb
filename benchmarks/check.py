"""What `grader check q2_3` costs on a right answer, as a ratio to importing NumPy.

Whole processes, one after another in turn, so that a busy machine slows all of them alike. Beside
it the same cases as a file of tests under pytest, which is what a hand-made autograder runs.

    .venv/bin/python benchmarks/check.py [rounds]
"""

import os
import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.course import open_course
from grader.grading import prepare

EXERCISE = "q2_3"
ROOT = Path(__file__).parents[1]
TESTS = """
import pickle
from pathlib import Path

import numpy as np
import pytest
import q2_3

CASES = pickle.loads(Path("cases.pickle").read_bytes())


@pytest.mark.parametrize(("function", "arguments", "want"), CASES)
def test_case(function, arguments, want):
    np.testing.assert_allclose(getattr(q2_3, function)(*arguments), want)


def test_answers():
    assert q2_3.extent == 5
    assert q2_3.claims == {"a": False}
"""


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        python = sys.executable
        commands = {
            'python -c "import numpy"': [python, "-c", "import numpy"],
            f"grader check {EXERCISE}": [python, "-m", "grader", "check", EXERCISE],
            "the same cases under pytest": [python, "-m", "pytest", "-q", "test_q2_3.py"],
        }
        times = measure(commands, rounds, folder)
    baseline = statistics.median(next(iter(times.values())))
    print(f"{'median of ' + str(rounds) + ' rounds':<34}{'ms':>8}{'ratio':>8}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:<34}{median * 1000:>8.0f}{median / baseline:>8.2f}")


def set_up(folder):
    shutil.copy(ROOT / "solutions" / f"{EXERCISE}.py", folder)
    course = open_course(ROOT)
    cases = [
        (question.part.name, posed.arguments, posed.want)
        for question in prepare(course, course.exercise(EXERCISE)).questions
        for posed in getattr(question, "posed", ())
    ]
    (folder / "cases.pickle").write_bytes(pickle.dumps(cases))
    (folder / "test_q2_3.py").write_text(TESTS)


def measure(commands, rounds, folder):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # Without compiled modules on disk every start compiles everything, and the figures lie.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    times = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
            if number:
                times[name].append(time.perf_counter() - begin)
    return times


if __name__ == "__main__":
    main()
