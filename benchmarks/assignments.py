"""One assignment in the formats of several autograders: every case a test of one point.

Each writes itself into a folder, with a submission, and says how to grade it there and how many
tests then passed. `cases.pickle` holds the cases as (function, arguments, right value).
"""

import json
import os
import pickle
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

ANSWERS = ("extent == 5", 'claims == {"a": False}')


@dataclass(frozen=True)
class Format:
    """How an autograder takes the assignment; `write` gets its folder of programs too."""

    write: Callable
    command: Callable
    passed: Callable


def activated(programs):
    """The variables of a shell in which an environment is active: some look for their commands."""
    away = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in away}
    return {**kept, "PATH": os.pathsep.join([str(programs), kept.get("PATH", os.defpath)])}


def with_cases(folder, cases, source):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cases.pickle").write_bytes(pickle.dumps(cases))
    (folder / "q2_3.py").write_text(source)


# --- pytest -------------------------------------------------------------------------------------

PYTEST = """
import pickle
from pathlib import Path

import numpy as np
import pytest
import q2_3

CASES = pickle.loads(Path("cases.pickle").read_bytes())


@pytest.mark.parametrize(("function", "arguments", "want"), CASES)
def test_case(function, arguments, want):
    np.testing.assert_allclose(getattr(q2_3, function)(*arguments), want)


def test_extent():
    assert q2_3.extent == 5


def test_claims():
    assert q2_3.claims == {"a": False}
"""


def write_pytest(folder, programs, cases, source):
    with_cases(folder, cases, source)
    (folder / "test_q2_3.py").write_text(PYTEST)


def passed_pytest(folder, done):
    found = re.search(rb"(\d+) passed", done.stdout)
    return int(found[1]) if found else 0


# --- gradescope-utils ---------------------------------------------------------------------------

GRADESCOPE = """
import pickle
import unittest
from pathlib import Path

import numpy as np
import q2_3
from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

CASES = pickle.loads(Path("cases.pickle").read_bytes())


class Test(unittest.TestCase):
{methods}

suite = unittest.defaultTestLoader.loadTestsFromTestCase(Test)
with open("results.json", "w") as file:
    JSONTestRunner(stream=file, visibility="visible").run(suite)
"""
GRADESCOPE_CASE = """
    @weight(1)
    def test_{number:02}(self):
        function, arguments, want = CASES[{number}]
        np.testing.assert_allclose(getattr(q2_3, function)(*arguments), want)
"""
GRADESCOPE_ANSWER = """
    @weight(1)
    def test_answer_{number}(self):
        self.assertTrue(q2_3.{answer})
"""


def write_gradescope(folder, programs, cases, source):
    with_cases(folder, cases, source)
    methods = each(GRADESCOPE_CASE, cases) + answers(GRADESCOPE_ANSWER)
    (folder / "run_tests.py").write_text(GRADESCOPE.format(methods=methods))


def passed_gradescope(folder, done):
    tests = json.loads((folder / "results.json").read_text())["tests"]
    return sum(test["status"] == "passed" and test["score"] == 1 for test in tests)


# --- check50 ------------------------------------------------------------------------------------

CHECK50 = """
import pickle
from pathlib import Path

import check50
import check50.py
import numpy as np

CASES = pickle.loads(Path(__file__).with_name("cases.pickle").read_bytes())
"""
CHECK50_CASE = '''

@check50.check()
def case_{number}():
    """case {number}"""
    function, arguments, want = CASES[{number}]
    got = getattr(check50.py.import_("q2_3.py"), function)(*arguments)
    try:
        np.testing.assert_allclose(got, want)
    except AssertionError as error:
        raise check50.Failure(str(error))
'''
CHECK50_ANSWER = '''

@check50.check()
def answer_{number}():
    """answer {number}"""
    if not check50.py.import_("q2_3.py").{answer}:
        raise check50.Failure("not right")
'''


def write_check50(folder, programs, cases, source):
    with_cases(folder / "checks", cases, "")
    (folder / "q2_3.py").write_text(source)
    (folder / "checks" / "q2_3.py").unlink()
    (folder / "checks" / ".cs50.yaml").write_text("check50: {checks: checks.py}\n")
    checks = CHECK50 + each(CHECK50_CASE, cases) + answers(CHECK50_ANSWER)
    (folder / "checks" / "checks.py").write_text(checks)


def passed_check50(folder, done):
    results = json.loads((folder / "results.json").read_text())["results"]
    return sum(result["passed"] is True for result in results)


# --- nbgrader -----------------------------------------------------------------------------------

LOADS = """
import pickle
from pathlib import Path

CASES = pickle.loads(Path("cases.pickle").read_bytes())
"""
NBGRADER_CASE = """
function, arguments, want = CASES[{number}]
np.testing.assert_allclose(globals()[function](*arguments), want)
"""


def write_nbgrader(folder, programs, cases, source):
    tests = [NBGRADER_CASE.format(number=number) for number in range(len(cases))]
    tests += [f"assert {answer}" for answer in ANSWERS]
    for kind in ("source/q2_3", "submitted/ann/q2_3"):
        with_cases(folder / kind, cases, "")
        (folder / kind / "q2_3.py").unlink()
        cells = [cell("solution", source, solution=True), cell("loads", LOADS, locked=True)]
        cells += [cell(f"test_{n}", text, grade=True) for n, text in enumerate(tests)]
        (folder / kind / "q2_3.ipynb").write_text(json.dumps(notebook(cells)))
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'c'"
    )
    subprocess.run(
        [programs / "nbgrader", "generate_assignment", "q2_3", "--create", "--force"],
        cwd=folder,
        env=activated(programs),
        check=True,
        capture_output=True,
    )


def cell(name, source, *, grade=False, solution=False, locked=False):
    marks = {"grade_id": name, "grade": grade, "solution": solution, "schema_version": 3}
    marks |= {"locked": locked or grade, "task": False} | ({"points": 1} if grade else {})
    return {
        "cell_type": "code",
        "id": name,
        "execution_count": None,
        "metadata": {"nbgrader": marks},
        "outputs": [],
        "source": source,
    }


def notebook(cells):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def passed_nbgrader(folder, done):
    with sqlite3.connect(folder / "gradebook.db") as book:
        return int(book.execute("select sum(auto_score) from grade").fetchone()[0] or 0)


# --- otter-grader -------------------------------------------------------------------------------

OTTER = """
import pickle
from pathlib import Path

import numpy as np
from otter.test_files import test_case

OK_FORMAT = False
name = "q2_3"
points = None
CASES = pickle.loads(Path("cases.pickle").read_bytes())
"""
OTTER_CASE = """

@test_case(points=1)
def test_{number}(env):
    function, arguments, want = CASES[{number}]
    np.testing.assert_allclose(env[function](*arguments), want)
"""
OTTER_ANSWER = """

@test_case(points=1)
def test_answer_{number}(extent, claims):
    assert {answer}
"""


def write_otter(folder, programs, cases, source):
    with_cases(folder, cases, source)
    tests = OTTER + each(OTTER_CASE, cases) + answers(OTTER_ANSWER)
    with zipfile.ZipFile(folder / "autograder.zip", "w") as archive:
        archive.writestr("tests/q2_3.py", tests)
        archive.write(folder / "cases.pickle", "files/cases.pickle")
        archive.writestr("otter_config.json", "{}")


def passed_otter(folder, done):
    tests = json.loads((folder / "results.json").read_text())["tests"]
    return round(sum(test.get("score", 0) for test in tests))


# --- all ----------------------------------------------------------------------------------------


def each(template, cases):
    return "".join(template.format(number=number) for number in range(len(cases)))


def answers(template):
    return "".join(template.format(number=n, answer=text) for n, text in enumerate(ANSWERS))


FORMATS = {
    "pytest": Format(
        write_pytest,
        lambda programs: [programs / "python", "-m", "pytest", "-q", "test_q2_3.py"],
        passed_pytest,
    ),
    "gradescope-utils": Format(
        write_gradescope,
        lambda programs: [programs / "python", "run_tests.py"],
        passed_gradescope,
    ),
    "check50": Format(
        write_check50,
        lambda programs: [
            *(programs / "check50", "--dev", "--log-level", "error", "checks"),
            *("--output", "json", "--output-file", "results.json"),
        ],
        passed_check50,
    ),
    "nbgrader": Format(
        write_nbgrader,
        lambda programs: [programs / "nbgrader", "autograde", "q2_3", "--create", "--force"],
        passed_nbgrader,
    ),
    "otter-grader": Format(
        write_otter,
        lambda programs: [programs / "otter", "run", "--no-logo", "q2_3.py"],
        passed_otter,
    ),
}
