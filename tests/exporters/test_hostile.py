"""What students write reaches a terminal, a page and a table as words, by whatever way it came."""

import csv
import io
import json
import re
import runpy
import sys
from pathlib import Path

import pytest

from grader.course import open_course
from grader.errors import SandboxError
from grader.exporters import csv as table
from grader.exporters import html, terminal
from grader.exporters import json as records
from grader.grading import grade, prepare
from grader.sandboxes import open_sandbox
from grader.submission import Submission

SMALL = Path(__file__).parents[1] / "courses" / "small"
PAGES = runpy.run_path(str(Path(__file__).with_name("test_html.py")))
# Clears the screen, sets a title, rings; ends elements, begins others; turns the direction of text.
HOSTILE = (
    "=cmd()|'/C calc'!A1 \x1b[2J\x1b]0;t\x07 \x9b2J \x08 \r \u202e \u2066 \u200b \u2028 \x7f "
    '</code></pre></style></title><script>alert(1)</script><img src=x onerror="alert(1)">'
    "\"' onload='x' {{ 7 * 7 }} %s ]]> &lt;"
)
WITH_NUL = HOSTILE + "\x00"
OUR_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# Raw in no text of ours, whatever it came from.
ACTING = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200b\\u2028-\\u202e\\u2066-\\u2069]")

T = f"T = {WITH_NUL!r}\nN = {HOSTILE!r}\n"
WAYS = [
    ("an exception's text", "s1", f"{T}def affine(x, a=2.0, b=0.0): raise ValueError(T)\n"),
    ("an exception's name", "s1",
     f"{T}def affine(x, a=2.0, b=0.0): raise type(N, (Exception,), {{}})\n"),
    ("a key's error", "s1", f"{T}def affine(x, a=2.0, b=0.0): return {{}}[T]\n"),
    ("a statement's exception", "s1", f"{T}raise ValueError(T)\n"),
    ("an import's name", "s1", f"{T}__import__(N)\n"),
    ("a print", "s1", f"{T}print(T)\ndef affine(x, a=2.0, b=0.0): print(T)\n"),
    ("a print of errors", "s1", f"{T}import sys\nsys.stderr.write(T)\nsys.stderr.flush()\n"),
    ("bytes that are no text", "s1", "import os\nos.write(1, bytes(range(256)))\nhalf = 3\n"),
    ("a returned text", "s1", f"{T}def affine(x, a=2.0, b=0.0): return T\n"),
    ("a returned list of texts", "s1", f"{T}def affine(x, a=2.0, b=0.0): return [T, (T,)]\n"),
    ("keys", "s1", f"{T}def affine(x, a=2.0, b=0.0): return {{T: T}}\n"),
    ("a class", "s1", f"{T}def affine(x, a=2.0, b=0.0): return type(N, (), {{}})()\n"),
    ("the type of an array", "s1",
     f"{T}import numpy\ndef affine(x, a=2.0, b=0.0): return numpy.zeros(2, [(N, 'f8')])\n"),
    ("a part of a tuple", "s1", f"{T}def pair(x): return T, {{T: 1}}\n"),
    ("a function's name", "s1", f"{T}def affine(): pass\naffine.__name__ = T\n"),
    ("a module's name", "s1", f"{T}import sys\nsys.modules[__name__].__name__ = T\nhalf = 3\n"),
    ("something else instead of a function", "s1", f"{T}affine = type(N, (), {{}})()\npair = T\n"),
    ("a number that is a text", "s1", f"{T}half = T\n"),
    ("a choice", "s1", f"{T}one = T\nsome = [T, 'a']\n"),
    ("letters", "s1", f"{T}claims = {{T: True, 'a': T}}\n"),
    ("a formula", "s3", f"{T}slope = T\n"),
    ("a formula of a stranger", "s3", f"slope = {'2*a*x + ' + HOSTILE!r}\n"),
    ("an answer in words", "s2", f"{T}why = T\n"),
    ("a named result", "s2", f"{T}def shares(x): return {{T: x}}\n"),
    ("a comment", "s1", f"def affine(x, a=2.0, b=0.0):\n    # {HOSTILE.replace(chr(13), '')}\n"
     "    return x\n"),
    ("a file that is no Python", "s1", f"half = {HOSTILE}\n"),
    ("a file with NULs", "s1", f"half = {WITH_NUL}\n"),
    ("a word that stands alone", "s1", f"{HOSTILE}\n" * 3),
    ("an own exit", "s1", f"{T}import os\nprint(T, flush=True)\nos._exit(3)\n"),
]  # fmt: skip


@pytest.fixture(scope="module")
def walled():
    """The strongest sandbox that this machine has."""
    try:
        sandbox = open_sandbox("jail" if sys.platform == "linux" else "process")
    except SandboxError:
        sandbox = open_sandbox("process")
    yield sandbox
    sandbox.close()


@pytest.fixture(scope="module")
def papers():
    course = open_course(SMALL)
    return {id: prepare(course, course.exercise(id)) for id in ("s1", "s2", "s3")}


def is_words(page):
    """A page with nothing in it that a student could have put there but text."""
    PAGES["harmless"](PAGES["Page"](page))
    assert not ACTING.search(page)


@pytest.mark.parametrize(
    ("exercise", "source"), [row[1:] for row in WAYS], ids=[row[0] for row in WAYS]
)
def test_hostile_text_is_words_in_every_export(walled, papers, exercise, source):
    submission = Submission(HOSTILE, exercise, source.encode("utf-8", "surrogatepass"))
    report = grade(papers[exercise], submission, walled, reveal=True, hint=True).report
    assert report.earned is not None, report.trouble
    assert not ACTING.search(OUR_COLOURS.sub("", terminal.export([report])))
    assert not ACTING.search(OUR_COLOURS.sub("", terminal.table([report], [])))
    is_words(html.export([report]))
    is_words(html.index([report], {HOSTILE: "students/a.html"}))
    assert not ACTING.search(records.export([report]))
    assert json.loads(records.export([report]))["student"] == HOSTILE
    (cell,) = [row[0] for row in csv.reader(io.StringIO(table.export([report])))][1:]
    assert cell.startswith("'=cmd()")
    assert not ACTING.search(cell)


FOLDERS = [
    "=cmd()",
    "+1",
    "-1",
    "@a",
    "\t=1",
    "\x1b[2J",
    "\u202eann",
    "<script>",
    "a\nb",
    "{{ 7 }}",
]


def test_a_class_of_hostile_students_is_graded_without_harm(grader, tmp_path, walled):
    """Folders, files and answers that act: the marks, the pages and the terminal show words."""
    for number, name in enumerate(FOLDERS):
        folder = tmp_path / "class" / name
        folder.mkdir(parents=True)
        (folder / "s1.py").write_text(WAYS[number][2], "utf-8")
        (folder / "\x1b[2J.py").touch()
    where = walled.name.partition(":")[0]
    outcome = grader(
        "grade", tmp_path / "class", "--out", tmp_path / "out", "--course", SMALL,
        "--sandbox", where,
        *([] if where == "jail" else ["--accept-weak-isolation"]),
    )  # fmt: skip
    assert outcome.code == 0, outcome.err
    assert not ACTING.search(outcome.out + outcome.err)
    marks = list(csv.reader(io.StringIO((tmp_path / "out" / "grades.csv").read_text("utf-8"))))
    assert len(marks) == len(FOLDERS) + 1
    assert not [row[0] for row in marks if re.match(r"\s*[=+\-@]", row[0])]
    pages = list((tmp_path / "out").rglob("*.html"))
    assert len(pages) == len(FOLDERS) + 1
    for page in pages:
        is_words(page.read_text("utf-8"))
        assert not ACTING.search(str(page))


def test_a_check_of_a_hostile_file_shows_words(grader, tmp_path):
    path = tmp_path / "s1.py"
    path.write_text(WAYS[0][2], "utf-8")
    page = tmp_path / "page.html"
    outcome = grader("check", "s1", "--file", path, "--course", SMALL, "--html", page)
    assert outcome.code == 1
    assert "␛[2J" in outcome.out
    assert not ACTING.search(outcome.out + outcome.err)
    is_words(page.read_text("utf-8"))
