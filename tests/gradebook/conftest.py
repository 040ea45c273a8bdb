"""A small course of one question, a class that answers it, and the rows of a gradebook."""

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest


@pytest.fixture
def own_course(tmp_path, root):
    """A course of two questions of the bank, to be changed at will."""
    folder = tmp_path / "course"
    for name in ("exercises", "reference", "solutions"):
        (folder / name).mkdir(parents=True)
        for path in (root / name).iterdir():
            if path.stem in ("q2_3", "q1_7") or (name == "reference" and path.suffix == ".py"):
                shutil.copy(path, folder / name)
    (folder / "exercises" / "course.yaml").write_text("title: Two questions\n")
    return folder


@pytest.fixture
def handed_in(tmp_path, root):
    """Six students; two of them handed in the same bytes, and two do it wrong."""
    right = (root / "solutions" / "q2_3.py").read_text()
    wrong = right.replace("y += w[a, b]", "y += w[-1 - a, -1 - b]")
    files = {
        "ann": right,
        "bob": right,
        "cat": wrong + "# cat\n",
        "dan": right.replace("extent = 5", "extent = 3"),
        "eve": None,
        "fay": "def dilated_conv2d(:\n",
    }
    folder = tmp_path / "class"
    for student, source in files.items():
        (folder / student).mkdir(parents=True)
        if source is not None:
            (folder / student / "q2_3.py").write_text(source)
    return folder


@pytest.fixture
def graded(grader, own_course, handed_in, tmp_path):
    """The class, graded; a call grades it again."""
    results = tmp_path / "results"

    def again(*words):
        return grader("grade", handed_in, "--out", results, "--course", own_course, *words)

    again.results = results
    again.first = again()
    assert again.first.code == 0
    return again


TIMES = {"graded_at"}
TABLES = {
    "report": "student, exercise, version",
    "sealed": "student, exercise, version, position",
    "source": "digest",
    "page": "student",
    "setting": "name",
}


def rows_of(results):
    """Every row of a gradebook without the times in it."""
    db = sqlite3.connect(results / "results.db")
    try:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = {}
        for table, order in TABLES.items():
            cursor = db.execute(f"SELECT * FROM {table} ORDER BY {order}")
            names = [column[0] for column in cursor.description]
            found[table] = [
                {n: v for n, v in zip(names, row, strict=True) if n not in TIMES} for row in cursor
            ]
        return found
    finally:
        db.close()


def written_in(results):
    """The bytes of everything else that is written."""
    return {
        str(path.relative_to(results)): path.read_bytes()
        for path in sorted(results.rglob("*"))
        if path.is_file() and not path.name.startswith(("results.db", "."))
    }


@pytest.fixture
def rows():
    return rows_of


@pytest.fixture
def written():
    return written_in


APART = """
from grader import batch, cli
if __name__ == "__main__":
    batch.WORTH_PROCESSES = 1
    cli.main()
"""


@pytest.fixture
def apart():
    """The command in a process of its own, to be killed; several workers are processes too."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    begun = []

    def start(*words):
        begun.append(
            subprocess.Popen(
                [sys.executable, "-c", APART, *map(str, words)],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True,
            )
        )  # fmt: skip
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
