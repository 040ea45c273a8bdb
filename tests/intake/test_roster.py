"""Rosters as they come, and whom of them a submission is from."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.intake import open_submissions
from grader.intake.names import Owner
from grader.intake.roster import Roster, Student, match, read_roster

ANN = Student("007", "Doe, Ann Maria", "ann@x.org", "A", "S7", "")
BOB = Student("008", "Bob Roe", "bob.roe@x.org", "B", "S8", "")

TABLES = [
    'id,name,email,section,SIS id\n007,"Doe, Ann Maria",ann@x.org,A,S7\n'
    "008,Bob Roe,bob.roe@x.org,B,S8\n",
    "\ufeffSection;Email Address;SIS_ID;Student ID;Full Name\r\n"
    "A;ann@x.org;S7;007;Doe, Ann Maria\r\nB;bob.roe@x.org;S8;008;Bob Roe",
    '\n ID ,Student,SIS User ID,E-mail,Section\n\n 007 ,"Doe, Ann Maria",S7,ann@x.org,A\n,,,,\n'
    "008,Bob Roe,S8,bob.roe@x.org,B\n",
    "Student,ID,SIS User ID,Section,Email,q2_3 (17)\n   Points Possible,,,,,8\n"
    '"Doe, Ann Maria",007,S7,A,ann@x.org,\n"Bob Roe",008,S8,B,bob.roe@x.org,\n',
]


@pytest.fixture
def roster_of(tmp_path):
    def read(text, encoding="utf-8"):
        (tmp_path / "roster.csv").write_bytes(text.encode(encoding))
        return read_roster(tmp_path / "roster.csv")

    return read


@pytest.mark.parametrize("table", TABLES)
def test_a_roster_is_read_however_it_is_written(roster_of, table):
    assert roster_of(table).students == (ANN, BOB)


def test_a_student_without_an_id_is_known_by_the_sis_id_or_the_email(roster_of):
    roster = roster_of(
        "First name,Surname,ID number,Email\nAnn,Doe,,ann@x.org\nBob,Roe,8,b@x.org\n"
    )
    assert [student.id for student in roster.students] == ["ann@x.org", "8"]
    assert roster.students[0].name == "Ann Doe"
    assert roster_of("SIS id\n07\n").students == (Student("07", sis_id="07"),)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "nobody in it"),
        ("id,name\n", "nobody in it"),
        ("name,mark\nann,1\n", r"csv:1: no column id, SIS id or email \(got name, mark\)"),
        ("id,name\n7,ann\n7,bob\n", "csv:3: the id 7 is in line 2 too"),
        ("id,name\n,ann\n", "csv:2: no id"),
        ('id,name\n7,"ann\n', "csv:"),
        ("id\n" + "x" * 200_000, "field larger"),
    ],
)
def test_what_is_no_roster_is_told_with_its_line(roster_of, table, told):
    with pytest.raises(UsageError, match=told):
        roster_of(table)


def test_a_roster_that_cannot_be_read_is_told(roster_of, tmp_path, monkeypatch):
    monkeypatch.setattr("grader.intake.roster.MAX_ROSTER", 9)
    with pytest.raises(UsageError, match="larger than"):
        roster_of("id,name\n7,ann\n")
    monkeypatch.undo()
    with pytest.raises(UsageError, match=r"csv:2: not UTF-8"):
        roster_of("id,name\n7,é\n", "latin-1")
    with pytest.raises(UsageError, match="no such file"):
        read_roster(tmp_path / "nowhere.csv")
    with pytest.raises(UsageError, match="no table"):
        read_roster(tmp_path)


CLASS = Roster(
    (
        ANN,
        BOB,
        Student("009", "Ann Doe", "ad@x.org", "", "S9"),
        Student("010", "Li, Wei", "li@x.org"),
        Student("011", "Wei Li", "li@y.org"),
        Student("Participant 77", "Mo Salah"),
    )
)


@pytest.mark.parametrize(
    ("owner", "student"),
    [
        (Owner("007"), "007"),
        (Owner("S7"), "007"),
        (Owner("s7"), "007"),
        (Owner("ann@x.org"), "007"),
        (Owner("bob.roe"), "008"),
        (Owner("7"), None),
        (Owner("li"), None),
        (Owner("Ann Doe"), None),
        (Owner("007", "doeannmaria", "canvas"), "007"),
        (Owner("007", "annspreferredname", "canvas"), "007"),
        (Owner("007", "roebob", "canvas"), None),
        (Owner("1", "roebob", "canvas"), "008"),
        (Owner("1", "liwei", "canvas"), None),
        (Owner("010", "liwei", "canvas"), "010"),
        (Owner("anon_X", "", "canvas"), None),
        (Owner("007", "Bob Roe", "moodle"), "008"),
        (Owner("77", "Mo S.", "moodle"), "Participant 77"),
        (Owner("007", "Participant", "moodle"), None),
    ],
)
def test_a_submission_is_from_whom_it_fits_and_nobody_is_guessed(owner, student):
    matched = match([owner], CLASS)
    assert matched.students[owner] == (student or owner.label)
    assert len(matched.told) == (student is None)
    assert len(matched.missing) == len(CLASS.students) - (student is not None)


def test_two_that_may_be_the_same_student_are_none_unless_one_is_named_so():
    first, second = Owner("S7"), Owner("ann")
    matched = match([first, second], CLASS)
    assert set(matched.students.values()) == {"S7", "ann"}
    assert "007" in matched.missing
    exact = Owner("007")
    matched = match([first, exact], CLASS)
    assert matched.students == {first: "S7", exact: "007"}
    assert len(matched.told) == 1


def test_a_stranger_is_never_called_as_somebody_of_the_roster():
    roster = Roster((ANN, Student("roebob_5", "Cat")))
    stranger, exact = Owner("5", "roebob", "canvas"), Owner("007")
    matched = match([stranger, exact, Owner("007", "", "canvas")], roster)
    assert matched.students[stranger] == "roebob_5 (2)"
    assert matched.students[exact] == "007"
    assert matched.missing == ("roebob_5",)
    assert len(matched.told) == 2


OWNERS = st.builds(
    Owner,
    st.sampled_from(["007", "7", "a", "A", "a_7", "a_7 (2)", "S7"]),
    st.sampled_from(["", "a", "Ann Doe"]),
    st.sampled_from(["", "canvas", "moodle"]),
)


@given(st.lists(OWNERS, unique=True), st.sampled_from([None, CLASS]))
def test_no_two_are_ever_called_the_same(owners, roster):
    matched = match(owners, roster)
    names = [*matched.students.values(), *matched.missing]
    assert len(set(names)) == len(names)


def test_who_handed_in_nothing_is_in_the_gradebook_and_strangers_are_listed(
    grader, tmp_path, root, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    source = (root / "solutions" / "q2_3.py").read_bytes()
    with zipfile.ZipFile("class.zip", "w") as file:
        file.writestr("doeannmaria_LATE_007_55_homework.py", source)
        file.writestr("stranger_5_56_homework.py", source)
        file.writestr("../../evil.py", source)
    Path("roster.csv").write_text(TABLES[0])
    line = "grade class.zip --out results --only q2_3 --roster roster.csv --sandbox process"
    outcome = grader(*line.split(), "--accept-weak-isolation")
    assert outcome.code == 0
    for told in (
        "stranger_5: not in the roster", "008: in the roster, handed in nothing", "leads out"
    ):  # fmt: skip
        assert told in outcome.err
    marks = Path("results/grades.csv").read_text().splitlines()[1:]
    assert marks == ["007,6,6,2,8", "008,0,0,0,8", "stranger_5,6,6,2,8"]
    assert not list(tmp_path.rglob("evil.py"))


def test_a_long_list_is_cut_on_the_screen_and_whole_in_a_file(grader, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("class/ann").mkdir(parents=True)
    for i in range(12):
        Path(f"class/\x1b[2J\n{i}.txt").write_text("")
    line = "grade class --out results --only q2_3 --sandbox process --accept-weak-isolation"
    outcome = grader(*line.split())
    lines = Path("results/left_out.txt").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if "not a student's folder" in line]) == 12
    assert outcome.err.count("left out: ") == 11
    assert f"{len(lines) - 10} more, all in results/left_out.txt" in outcome.err
    assert "\x1b" not in outcome.err + "".join(lines)
    for path in Path("class").glob("*.txt"):
        path.unlink()
    Path("class/ann/q2_3.py").write_text("extent = 5")
    assert grader(*line.split()).code == 0
    assert not Path("results/left_out.txt").exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("grade text.zip --out results", "text.zip: neither a folder nor a zip"),
        ("grade . --out ../results --roster no.csv", "no.csv: no such file"),
    ],
)
def test_what_cannot_be_opened_is_told_before_anything_runs(
    grader, tmp_path, monkeypatch, line, told
):
    monkeypatch.chdir(tmp_path)
    Path("text.zip").write_text("hello")
    outcome = grader(*line.split())
    assert (outcome.code, told in outcome.err) == (2, True)
    assert not Path("results").exists()


def test_no_name_of_a_student_is_lost_between_folder_and_roster(tmp_path):
    (tmp_path / "class" / "ann").mkdir(parents=True)
    submissions = open_submissions(tmp_path / "class", ["q2_3"], roster=Roster((ANN, BOB)))
    assert [student for student, _ in submissions.students] == ["007", "008"]
    assert json.dumps(submissions.strange) == json.dumps(
        ["008: in the roster, handed in nothing", "ann: an empty folder"]
    )
