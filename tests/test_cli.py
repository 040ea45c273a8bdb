"""Commands as a person types them: what they print, what they write, how they end."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader import __version__, gradebook

SOLUTIONS = Path(__file__).parents[1] / "solutions"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def solved(elsewhere):
    shutil.copy(SOLUTIONS / "q2_3.py", elsewhere)
    return elsewhere / "q2_3.py"


@pytest.fixture
def broken_course(elsewhere, root):
    """A copy of one exercise's files, to be damaged."""
    for folder in ("exercises", "reference", "solutions"):
        (elsewhere / "course" / folder).mkdir(parents=True)
        for name in ("q1_7.py", "q1_7.yaml", "course.yaml", "receptive_field.py"):
            if (root / folder / name).exists():
                shutil.copy(root / folder / name, elsewhere / "course" / folder)
    return elsewhere / "course"


def test_version_and_help_are_there(grader):
    assert grader("--version").out == f"grader {__version__}\n"
    for command in ["", "list", "show", "start", "check", "grade", "report", "audit", "schema"]:
        outcome = grader(*command.split(), "--help")
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.startswith(f"Usage: grader {command}".strip())


def test_list_names_every_exercise_with_its_points(grader):
    lines = grader("list").out.splitlines()
    assert "q2_3   Dilated convolution  (8 points)" in lines


def test_the_page_of_the_bank_is_current(grader, root):
    """Write it anew with: grader list --markdown > docs/bank.md"""
    assert grader("list", "--markdown").out == (root / "docs" / "bank.md").read_text("utf-8")


def test_show_prints_the_question_or_one_part(grader):
    whole, part = grader("show", "q2_3").out, grader("show", "q2_3.claims").out
    assert "dilated_conv2d" in whole
    assert "- a: " in part
    assert "dilated_conv2d(x" not in part


def test_show_fits_a_terminal_and_says_how_to_answer(grader, course):
    for id in course.ids:
        lines = grader("show", id).out.splitlines()
        assert [line for line in lines if len(line) > 80 and "http" not in line] == []
    out = grader("show", "q2_3").out
    assert "def dilated_conv2d(x, w, dilation=1, stride=1, padding=0): ..." in out
    assert 'claims = {"a": None}' in out


def test_a_hint_is_shown_where_it_is_asked_for_and_needed(grader, solved):
    right = solved.read_text()
    solved.write_text(right.replace("return y", "return -y"))
    assert "Hint: " not in grader("check", "q2_3").out
    assert "Hint: Pad first." in grader("check", "q2_3", "--hint").out
    solved.write_text(right)
    assert "Hint: " not in grader("check", "q2_3", "--hint").out


def test_start_writes_stubs_that_count_as_open_and_never_overwrites(grader, elsewhere):
    assert grader("start", "q2_3", "--to", "new/folder").code == 0
    stub = elsewhere / "new" / "folder" / "q2_3.py"
    outcome = grader("check", "q2_3", "--file", stub, "--json")
    assert (outcome.code, json.loads(outcome.out)["status"]) == (1, "not_attempted")
    stub.write_text("mine")
    assert "kept" in grader("start", "q2_3", "--to", "new/folder").out
    assert stub.read_text() == "mine"


def test_start_without_a_name_writes_all(grader, elsewhere, course):
    grader("start")
    assert {path.stem for path in elsewhere.glob("*.py")} == set(course.ids)


def test_check_of_a_right_answer_passes(grader, solved):
    outcome = grader("check", "q2_3")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0].endswith("passed · 6 of 8 (+2 to decide)")


def test_check_of_a_part_is_about_that_part_alone(grader, solved):
    solved.write_text("extent = 5\n")
    outcome = grader("check", "q2_3.extent", "--json")
    report = json.loads(outcome.out)
    assert outcome.code == 0
    assert [part["name"] for part in report["parts"]] == ["extent"]
    assert (report["points"], report["earned"], report["status"]) == (1.0, 1.0, "passed")
    assert grader("check", "q2_3").code == 1


def test_check_without_a_name_shows_what_is_done_and_what_is_open(grader, solved):
    outcome = grader("check")
    assert outcome.code == 0
    assert "✓ q2_3" in outcome.out
    assert "no file:" in outcome.out
    assert "q1_7" in outcome.out


def test_check_prints_one_object_for_one_exercise_and_a_list_otherwise(grader, solved):
    shutil.copy(SOLUTIONS / "q1_7.py", solved.parent)
    assert isinstance(json.loads(grader("check", "q2_3", "--json").out), dict)
    both = json.loads(grader("check", "q2_3", "q1_7", "--json").out)
    assert [report["exercise"] for report in both] == ["q2_3", "q1_7"]
    assert isinstance(json.loads(grader("check", "--json").out), list)


def test_check_can_write_a_page_and_name_the_student(grader, solved):
    outcome = grader("check", "q2_3", "--html", "page.html", "--student", "ann", "--json")
    assert json.loads(outcome.out)["student"] == "ann"
    assert "ann" in Path("page.html").read_text(encoding="utf-8")


def test_another_seed_draws_other_inputs_and_is_told(grader, solved):
    reports = [json.loads(grader("check", "q2_3", "--json", "--seed", s).out) for s in (0, 1)]
    cases = [report["parts"][0]["cases"] for report in reports]
    assert cases[0][1]["input"] != cases[1][1]["input"]
    assert [report["provenance"]["seed"] for report in reports] == [0, 1]
    assert {report["status"] for report in reports} == {"passed"}


USAGE = [
    ("check q2_33", "no exercise q2_33; did you mean q2_3?"),
    ("check q2_3.extnt", "q2_3 has no part extnt; did you mean extent?"),
    ("check q2_3", "q2_3.py: no such file; grader start q2_3 writes one to fill in"),
    ("check", "no file of an exercise here"),
    ("check q2_3 q1_7 --file x.py", "--file needs exactly one exercise"),
    ("check q2_3 --file nowhere.py", "nowhere.py: no such file"),
    ("check q2_3 --file .", "this is a folder; a Python file belongs here"),
    ("check q2_3 --file fifo", "this is no regular file"),
    ("check q2_3 --file q2_3.ipynb", "q2_3.ipynb: notebooks are not read yet"),
    ("check q2_3 --seed one", "'one' is not a valid integer"),
    ("check q2_3 --bogus", "No such option '--bogus'"),
    ("bogus", "No such command 'bogus'"),
    ("show q2_33", "did you mean q2_3?"),
    ("start q2_33", "did you mean q2_3?"),
    ("list --course nowhere", "nowhere: no such folder"),
    ("grade nowhere --out results", "nowhere: no such folder"),
    ("grade fifo --out results", "fifo"),
    ("grade empty --out results", "empty: no folder of a student in it"),
    ("grade strangers --out results", "no student handed in any of the course's exercises"),
    ("grade strangers --out strangers/results --only q2_3", "lies among the submissions"),
    ("grade strangers --out results --only q2_33", "did you mean q2_3?"),
    ("grade strangers --out results --jobs 0", "--jobs"),
    ("report nowhere", "nowhere: no results.db in it"),
]


@pytest.mark.parametrize(("line", "told"), USAGE, ids=[line for line, _ in USAGE])
def test_a_wrong_command_line_is_told_in_one_line(grader, line, told):
    os.mkfifo("fifo")
    Path("empty").mkdir()
    Path("strangers/ann").mkdir(parents=True)
    Path("strangers/ann/notes.txt").write_text("")
    outcome = grader(*line.split())
    assert outcome.code == 2
    assert told in outcome.err
    assert outcome.err.startswith("grader: ")
    assert outcome.err.count("\n") == 1
    assert not Path("results").exists()


@pytest.mark.parametrize("line", ["check q2_33", "check q2_3 --bogus"])
def test_with_json_errors_are_json(grader, line):
    outcome = grader(*line.split(), "--json")
    error = json.loads(outcome.out)
    assert outcome.code == error["error"]["code"] == 2
    assert error["schema"] == 1
    assert error["error"]["messages"][0] in outcome.err


UNREADABLE = [
    ("empty", b"", "the file is empty"),
    ("blank", b" \n\n", "the file is empty"),
    ("binary", b"\x7fELF\0\0", "binary"),
    ("latin-1", "side = 'é'".encode("latin-1"), "not UTF-8: line 1"),
    ("huge", b"# " + b"x" * (50 * 1024 * 1024), "larger than 1 MiB"),
    ("no Python", b"extent = = 5\n", "on line 1"),
    ("brackets", b"(" * 500_000, "too many nested"),
]


@pytest.mark.parametrize(
    ("source", "told"), [r[1:] for r in UNREADABLE], ids=[r[0] for r in UNREADABLE]
)
def test_a_file_that_is_no_python_is_unreadable_and_earns_nothing(grader, solved, source, told):
    solved.write_bytes(source)
    outcome = grader("check", "q2_3", "--json")
    report = json.loads(outcome.out)
    assert (outcome.code, report["status"], report["earned"]) == (1, "unreadable", 0.0)
    assert all(told in part["message"] for part in report["parts"])
    assert grader("check", "q2_3").code == 1


@pytest.mark.parametrize("prefix", [b"\xef\xbb\xbf", b"# \xe2\x9c\x93\r\n"], ids=["mark", "CRLF"])
def test_files_of_other_systems_are_read(grader, solved, prefix):
    solved.write_bytes(prefix + solved.read_bytes().replace(b"\n", b"\r\n"))
    assert grader("check", "q2_3").code == 0


def test_a_course_that_is_none_is_told(grader, elsewhere):
    outcome = grader("list", "--course", elsewhere)
    assert outcome.code == 3
    assert "exercises" in outcome.err


def test_every_mistake_of_an_item_is_told_at_once_with_its_place(grader, broken_course):
    item = broken_course / "exercises" / "q1_7.yaml"
    text = item.read_text(encoding="utf-8")
    item.write_text(text.replace("points: 3", "points: -3").replace("kind: truth", "kind: truht"))
    outcome = grader("audit", "--course", broken_course)
    assert outcome.code == 3
    assert "parts.0.points: must be greater than 0 (got -3)" in outcome.err
    assert "did you mean truth?" in outcome.err


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("from .", "1 / 0\nfrom .", "reference/q1_7.py:"),
        ("import receptive_field", "import nothing", "receptive_field is not defined"),
        ("def own_stride", "def own_stride(:\ndef other", "reference/q1_7.py:"),
    ],
)
def test_a_reference_that_fails_is_a_course_error_with_file_and_line(
    grader, broken_course, old, new, told
):
    path = broken_course / "reference" / "q1_7.py"
    path.write_text(path.read_text().replace(old, new, 1))
    shutil.copy(SOLUTIONS / "q1_7.py", ".")
    for line in ("check q1_7", "audit"):
        outcome = grader(*line.split(), "--course", broken_course)
        assert outcome.code == 3
        assert told in outcome.err
        assert "Traceback" not in outcome.err


def test_results_that_cannot_be_written_are_told_before_anything_runs(grader, elsewhere):
    (elsewhere / "class" / "ann").mkdir(parents=True)
    shutil.copy(SOLUTIONS / "q2_3.py", elsewhere / "class" / "ann")
    (elsewhere / "file").write_text("mine")
    outcome = grader("grade", "class", "--out", "file/results")
    assert outcome.code == 3
    assert "cannot be written" in outcome.err
    assert grader("check", "q2_3", "--file", "class/ann/q2_3.py", "--html", "no/p.html").code == 3
    assert grader("start", "q1_7", "--to", "file").code == 3
    assert (elsewhere / "file").read_text() == "mine"


def test_what_cannot_be_read_of_a_class_is_not_graded_and_not_zero(grader, elsewhere):
    folder = elsewhere / "class"
    for student in ("ann", "bob", "cat", "dan", "eve"):
        (folder / student).mkdir(parents=True)
    shutil.copy(SOLUTIONS / "q2_3.py", folder / "ann")
    (folder / "bob" / "q2_3.py").mkdir()
    (folder / "cat" / "q2_3.ipynb").write_text("{}")
    os.symlink("/etc/passwd", folder / "dan" / "q2_3.py")
    (folder / "stray.txt").write_text("")
    (folder / ".hidden").mkdir()
    outcome = grader("grade", "class", "--out", "results")
    assert outcome.code == 3
    assert "left out: stray.txt" in outcome.err
    for told in ("bob: q2_3: not graded", "notebooks are not read yet", "symbolic link"):
        assert told in outcome.err
    assert Path("results/grades.csv").read_text().splitlines() == [
        "student,q2_3,earned,pending,points",
        "ann,6,6,2,8",
        "bob,,,0,8",
        "cat,,,0,8",
        "dan,,,0,8",
        "eve,0,0,0,8",
    ]
    reports = gradebook.load(Path("results"))
    assert [report.earned for report in reports] == [6.0, None, None, None, 0.0]
    assert reports[1].parts[0].earned is None


def test_report_writes_the_same_pages_and_table_again(grader, elsewhere):
    (elsewhere / "class" / "ann").mkdir(parents=True)
    shutil.copy(SOLUTIONS / "q2_3.py", elsewhere / "class" / "ann")
    grader("grade", "class", "--out", "results")
    written = {path: path.read_bytes() for path in Path("results").rglob("*.[hc]*")}
    for path in written:
        path.unlink()
    assert grader("report", "results").code == 0
    assert {path: path.read_bytes() for path in Path("results").rglob("*.[hc]*")} == written


HOSTILE = "\x1b[2J<script>alert(1)</script>=cmd\u202e"


def test_what_a_student_calls_itself_is_data_everywhere(grader, elsewhere):
    folder = elsewhere / "class" / HOSTILE.replace("/", "")
    folder.mkdir(parents=True)
    (folder / "q2_3.py").write_text(f"print({HOSTILE!r})\nextent = {HOSTILE!r}\nclaims = 1/0\n")
    other = elsewhere / "class" / "=1+1"
    other.mkdir()
    assert grader("grade", "class", "--out", "results").code == 0
    assert "'=1+1" in Path("results/grades.csv").read_text(encoding="utf-8")
    for path in Path("results").rglob("*"):
        if path.suffix in (".html", ".csv"):
            text = path.read_text(encoding="utf-8")
            assert "<script>alert" not in text or path.suffix == ".csv"
            assert "\x1b" not in text
            assert "\u202e" not in text
    shown = grader("check", "q2_3", "--file", folder / "q2_3.py", "--student", HOSTILE)
    assert "\x1b[2J" not in shown.out
    assert "\u202e" not in shown.out


def test_names_that_no_file_can_have_twice_get_pages_of_their_own(grader, elsewhere):
    for name in ("CON", "ann", "Ann", "x" * 250, "😀", os.fsdecode(b"\xff\xfe"), "a b"):
        (elsewhere / "class" / name).mkdir(parents=True)
    assert grader("grade", "class", "--out", "results", "--only", "q2_3").code == 0
    pages = [path.name.lower() for path in Path("results/students").iterdir()]
    assert len(set(pages)) == 7
    assert all(len(page) < 100 and page.isascii() for page in pages)


def run_apart(code, *arguments, **options):
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, env=environment, check=False, **options,
    )  # fmt: skip


LOADED = """
import sys, atexit
from grader import cli
atexit.register(lambda: print(*sorted(m for m in sys.modules if "." not in m), file=sys.stderr))
cli.main(sys.argv[1:])
"""


PAGE_ONLY = {"jinja2", "markdown_it", "pygments", "markupsafe", "matplotlib"}


@pytest.mark.parametrize(
    ("line", "absent"),
    [
        ("--help", {"numpy", "sympy", "jinja2", "yaml", "pydantic"}),
        ("check q2_3", PAGE_ONLY | {"sympy", "parso", "rich", "sqlite3"}),
        ("check q2_3 --json", PAGE_ONLY | {"sympy", "parso", "rich", "sqlite3"}),
    ],
)
def test_a_command_loads_only_what_it_needs(line, absent, solved):
    loaded = run_apart(LOADED, *line.split()).stderr.split()
    assert "click" in loaded
    assert not absent & set(loaded)


def test_a_reader_that_goes_away_is_no_error(solved):
    code = "import sys; from grader import cli; cli.main(['schema'])"
    command = f'{sys.executable} -c "{code}" | head -c 1; exit ${{PIPESTATUS[0]}}'
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert ended.returncode in (0, 3), "it may have written all before the reader went"
    assert ended.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_told(solved):
    with open("/dev/full", "w") as full:
        code = "from grader import cli; cli.main(['check', 'q2_3'])"
        ended = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=-1, check=False)
    assert ended.returncode == 3
    assert ended.stderr.decode().startswith("grader: output cannot be written: ")


def test_a_terminal_that_knows_few_letters_gets_what_it_can_show(solved):
    code = "from grader import cli; cli.main(['check', 'q2_3'])"
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment)
    assert ended.returncode == 0
    assert b"? dilated_conv2d" in ended.stdout


def test_an_interruption_ends_with_its_own_code(solved):
    solved.write_text("import time\ntime.sleep(60)\n")
    code = (
        "import _thread, threading, sys; from grader import cli\n"
        "threading.Timer(0.6, _thread.interrupt_main).start()\n"
        "cli.main(['check', 'q2_3'])"
    )
    ended = run_apart(code)
    assert ended.returncode == 130
    assert ended.stderr.strip() == "grader: interrupted"
