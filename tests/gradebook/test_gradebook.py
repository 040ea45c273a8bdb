"""What is kept of a class, what is graded again, and what a mark rests on."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from grader import batch, gradebook
from grader.gradebook.database import NAME, VERSION
from grader.gradebook.pages import page_names


@pytest.fixture
def runs(monkeypatch):
    """The students whose file was run, in order."""
    seen = []
    marked = batch.Desk.mark

    def mark(desk, submission):
        seen.append(submission.student)
        return marked(desk, submission)

    monkeypatch.setattr(batch.Desk, "mark", mark)
    return seen


def test_identical_files_are_run_once(runs, graded):
    assert sorted(runs) == ["ann", "cat", "dan", "eve", "fay"]
    ann, bob = gradebook.load(graded.results)[:2]
    assert (ann.student, bob.student) == ("ann", "bob")
    assert ann.parts == bob.parts
    assert ann.provenance == bob.provenance


def test_what_stands_is_not_run_again(runs, graded, rows, written):
    runs.clear()
    before = rows(graded.results), written(graded.results)
    again = graded()
    assert (again.code, runs) == (0, [])
    assert "nothing has changed, 6 kept from before" in again.out
    assert (rows(graded.results), written(graded.results)) == before


def test_no_paper_is_made_ready_where_nothing_is_to_be_done(graded, monkeypatch):
    monkeypatch.setattr(batch, "prepare_all", lambda course, wanted, seed: [1 / 0 for _ in wanted])
    assert graded().code == 0


def change_submission(graded, course, handed_in):
    path = handed_in / "dan" / "q2_3.py"
    path.write_text(path.read_text() + "# better\n")


def change_item(graded, course, handed_in):
    path = course / "exercises" / "q2_3.yaml"
    path.write_text(path.read_text().replace("points: 4", "points: 5"))


def change_reference(graded, course, handed_in):
    path = course / "reference" / "q2_3.py"
    path.write_text(path.read_text() + "# a note\n")


def change_limits(graded, course, handed_in):
    path = course / "exercises" / "course.yaml"
    path.write_text(path.read_text() + "limits: {call_seconds: 3}\n")


@pytest.mark.parametrize(
    ("change", "again", "why"),
    [
        (change_submission, ["dan"], "the submission changed"),
        (change_item, ["ann", "cat", "dan", "eve", "fay"], "the item changed"),
        (change_reference, ["ann", "cat", "dan", "eve", "fay"], "the reference changed"),
        (change_limits, ["ann", "cat", "dan", "eve", "fay"], "limits, packages or reveal changed"),
    ],
)
def test_exactly_what_hangs_on_a_change_is_run_again(
    change, again, why, runs, graded, grader, own_course, handed_in
):
    runs.clear()
    change(graded, own_course, handed_in)
    assert graded().code == 0
    assert sorted(runs) == again
    told = grader("explain", graded.results, "dan", "q2_3").out
    assert f"since version 1 {why}" in told
    assert told.count("graded at") == 2
    assert "version 2, current" in told
    runs.clear()
    graded()
    assert runs == []


def test_a_version_of_grader_is_a_reason_to_grade_again(runs, graded, monkeypatch):
    runs.clear()
    monkeypatch.setattr(batch, "__version__", "9.0")
    monkeypatch.setattr("grader.grading.__version__", "9.0")
    graded()
    assert len(runs) == 5


def test_what_was_not_graded_is_tried_again_and_leaves_no_history(graded, handed_in, grader):
    path = handed_in / "eve" / "q2_3.py"
    path.mkdir()
    assert graded().code == 3
    assert graded().code == 3
    path.rmdir()
    shutil.copy(handed_in / "ann" / "q2_3.py", path)
    assert graded().code == 0
    history = gradebook.history(graded.results, "eve", "q2_3")
    assert [(held.version, held.current, held.trouble) for held in history] == [
        (1, False, None),
        (2, True, None),
    ]


def test_students_and_exercises_of_an_earlier_run_are_kept(graded, handed_in, own_course):
    shutil.rmtree(handed_in / "ann")
    assert graded("--only", "q1_7").code == 0
    reports = gradebook.load(graded.results)
    assert [(r.student, r.exercise) for r in reports][:3] == [
        ("ann", "q2_3"), ("bob", "q1_7"), ("bob", "q2_3"),
    ]  # fmt: skip
    assert (graded.results / "students" / "ann.html").is_file()


def test_a_page_that_is_missing_is_written_again(graded, written):
    before = written(graded.results)
    (graded.results / "students" / "cat.html").unlink()
    (graded.results / "grades.csv").unlink()
    graded()
    assert written(graded.results) == before


def test_what_happens_is_told_to_programs_line_by_line(graded, handed_in, own_course):
    (handed_in / "bob" / "q2_3.py").write_text("extent = 5\n")
    events = [json.loads(line) for line in graded("--json").out.splitlines()]
    assert [event["event"] for event in events if event["event"] != "pages"] == [
        "start", "report", "end",
    ]  # fmt: skip
    assert events[0] == {"event": "start", "total": 1, "held": 5}
    assert {"student": "bob", "exercise": "q2_3", "earned": 1.0}.items() <= events[1].items()


# --- regrade ------------------------------------------------------------------------------------


def worth(course, old, new):
    path = course / "exercises" / "q2_3.yaml"
    path.write_text(path.read_text().replace(f"points: {old}", f"points: {new}", 1))


def test_a_dry_run_tells_who_would_move_and_writes_nothing(
    graded, grader, own_course, rows, written
):
    before = rows(graded.results), written(graded.results)
    worth(own_course, 4, 2)
    told = grader("regrade", graded.results, "--dry-run")
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0].startswith("ann  q2_3  6 → 4 (−2): the item changed (")
    assert lines[-2].startswith("6 reports graded again, 0 as before: 0 up, 3 down, 3 with")
    assert lines[-1].startswith("nothing has been written")
    assert (rows(graded.results), written(graded.results)) == before


def test_a_regrade_does_what_its_dry_run_told_without_the_folder(
    graded, grader, own_course, handed_in
):
    worth(own_course, 4, 2)
    shutil.rmtree(handed_in)
    dry = grader("regrade", graded.results, "--dry-run").out.splitlines()
    done = grader("regrade", graded.results).out.splitlines()
    assert done == dry[:-1]
    assert grader("regrade", graded.results).out == "nothing has changed: 6 reports as before\n"
    assert [r.earned for r in gradebook.load(graded.results)][:2] == [4, 4]
    assert (graded.results / "grades.csv").read_text().splitlines()[1] == "ann,4,4,2,6"


def test_never_lower_keeps_the_better_mark_and_records_both(graded, grader, own_course):
    worth(own_course, 4, 2)
    told = grader("regrade", graded.results, "--never-lower").out
    assert "0 up, 0 down, 3 lower and so kept as they were" in told
    assert gradebook.load(graded.results)[0].earned == 6
    old, new = gradebook.history(graded.results, "ann", "q2_3")
    assert [(h.earned, h.current) for h in (old, new)] == [(6, True), (4, False)]
    assert new.note == "lower than version 1, which was kept"
    assert "nothing has changed" in graded().out
    worth(own_course, 2, 7)
    grader("regrade", graded.results, "--never-lower")
    assert gradebook.load(graded.results)[0].earned == 9


def test_an_exercise_that_the_course_no_longer_has_stays_graded(graded, grader, own_course):
    for path in own_course.rglob("q2_3.*"):
        path.unlink()
    told = grader("regrade", graded.results)
    assert "q2_3: no longer in the course" in told.err
    assert len(gradebook.load(graded.results)) == 6


# --- forget -------------------------------------------------------------------------------------


def everything(results):
    return b"".join(path.read_bytes() for path in results.rglob("*") if path.is_file())


def test_a_student_who_is_forgotten_is_nowhere(grader, own_course, handed_in, tmp_path, rows):
    name, secret = "zenobia-quux", "# written by zenobia herself\n"
    (handed_in / name).mkdir()
    source = (handed_in / "cat" / "q2_3.py").read_text().replace("# cat\n", "")
    (handed_in / name / "q2_3.py").write_text(secret + source + f"print({secret!r})\n")
    results = tmp_path / "results"
    grader("grade", handed_in, "--out", results, "--course", own_course)
    others = rows(results)
    assert name.encode() in everything(results)
    assert grader("forget", results, name).code == 0
    assert b"zenobia" not in everything(results)
    left = rows(results)
    assert left["report"] == [row for row in others["report"] if row["student"] != name]
    assert len(left["source"]) == len(others["source"]) - 1
    for student in ("ann", "bob", "cat", "dan", "eve", "fay"):
        assert grader("forget", results, student).code == 0
    assert not any(rows(results)[table] for table in ("report", "source", "sealed", "page"))
    assert b"dan" not in (results / "grades.csv").read_bytes()


def test_a_file_that_others_handed_in_as_well_is_kept_for_them(graded, grader, own_course):
    grader("forget", graded.results, "ann")
    worth(own_course, 4, 2)
    assert "bob  q2_3  6 → 4" in grader("regrade", graded.results).out


def test_a_pseudonym_keeps_the_marks(graded, grader, rows):
    before = gradebook.load(graded.results)[0]
    assert grader("forget", graded.results, "ann", "--pseudonym", "s17").code == 0
    after = gradebook.load(graded.results)[-1]
    assert (after.student, after.earned) == ("s17", before.earned)
    assert not (graded.results / "students" / "ann.html").exists()
    assert (graded.results / "students" / "s17.html").is_file()
    assert "ann" not in {row["student"] for row in rows(graded.results)["sealed"]}


# --- what cannot be used ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("regrade nowhere", 2, "nowhere: no results.db in it"),
        ("explain nowhere ann q2_3", 2, "nowhere: no results.db in it"),
        ("forget nowhere ann", 2, "nowhere: no results.db in it"),
        ("explain {} anne q2_3", 2, "no student anne; did you mean ann?"),
        ("explain {} ann q2_4", 2, "no report of ann on q2_4; did you mean q2_3?"),
        ("forget {} anne", 2, "no student anne; did you mean ann?"),
        ("forget {} ann --pseudonym bob", 2, "a student's already"),
        ("regrade {} nowhere", 2, "nowhere: no such folder"),
        ("regrade {} --course nowhere", 2, "nowhere: no such folder"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_one_line(line, code, told, graded, grader, rows):
    before = rows(graded.results)
    ended = grader(*line.format(graded.results).split())
    assert ended.code == code
    assert told in ended.err
    assert len(ended.err.splitlines()) == 1
    assert rows(graded.results) == before


def spoil_head(path):
    path.write_bytes(b"not a database at all" + path.read_bytes()[21:])


def spoil_middle(path):
    data = bytearray(path.read_bytes())
    for page in range(4, len(data) // 4096, 2):
        data[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(data)


def cut_short(path):
    path.write_bytes(path.read_bytes()[: 3 * 4096 + 17])


def make_newer(path):
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()


def make_foreign(path):
    path.unlink()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE mine (x)")
    db.close()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (spoil_head, "damaged, or no gradebook"),
        (spoil_middle, "damaged"),
        (cut_short, "damaged"),
        (make_newer, "written by a newer grader"),
        (make_foreign, "a database of another program"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_and_never_written(spoil, told, graded, grader):
    path = graded.results / NAME
    spoil(path)
    before = path.read_bytes()
    for ended in (graded(), grader("report", graded.results), grader("regrade", graded.results)):
        assert ended.code == 3
        assert f"{NAME}: {told}" in ended.err
        assert len(ended.err.splitlines()) == 1
        assert path.read_bytes() == before


def test_the_first_schema_is_that_of_a_new_gradebook(graded):
    db = sqlite3.connect(graded.results / NAME)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    db.close()
    assert not list(graded.results.glob("*-wal"))


def test_a_second_student_whose_name_takes_a_page_moves_it(graded, handed_in):
    shutil.copytree(handed_in / "ann", handed_in / "ANN")
    graded()
    names = page_names(["ANN", "ann"])
    for student, name in names.items():
        assert f">{student}<" in (graded.results / "students" / name).read_text()
    assert len(list((graded.results / "students").iterdir())) == 7


def test_a_report_says_nothing_of_where_its_folder_lies(graded, rows):
    assert str(Path(graded.results).parent).encode() not in b"".join(
        row["body"] + row["brief"].encode() for row in rows(graded.results)["report"]
    )
