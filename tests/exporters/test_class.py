"""Marks for other programs: nothing of theirs is changed, nothing of ours is guessed or runs."""

import csv
import io
import json
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exporters import EXPORTERS, canvas, class_exporter, csv_long, gradescope, moodle
from grader.exporters import csv as wide
from grader.exporters.cells import neutral, number, row
from grader.exporters.marks import Marks, Person
from grader.exporters.people import read_roster
from grader.exporters.sheet import read_sheet
from grader.model import CaseReport, Diagnosis, Role, Shown, Status

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@a",
    "\t=1",
    "\r=1",
    " =1",
    '"=1',
    "' +1",
    "＝1",
    "\n=1",
    "=\x1b[2J\u202e",
]


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def canvas_of(reports, template, people=()):
    sheet = read_sheet(template, "export.csv")
    people = {person.id: person for person in people}
    return canvas.export_class(Marks(reports=reports, template=sheet, people=people))


# --- cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_is_shown_and_not_run(text):
    (cells,) = read(row([text, "x"]))
    assert cells[0].startswith("'")
    assert cells[1] == "x"
    assert "\x1b" not in row([text])


@pytest.mark.parametrize("text", ["ann", "007", "1e5", "o'neil", 'a "b" = c', "Zoë; Ann", " a", ""])
def test_other_cells_come_back_as_they_were(text):
    assert read(row([text, "x"])) == [[text, "x"]]
    assert neutral(text) == text


def test_what_may_separate_cells_elsewhere_is_quoted():
    assert row(["a;=1", "b\t=1", "c"]) == '"a;=1","b\t=1",c\n'


@pytest.mark.parametrize(
    ("mark", "text"), [(None, ""), (4.0, "4"), (2.25, "2.25"), (100.0, "100"), (0.0, "0")]
)
def test_a_mark_has_the_decimals_it_needs(mark, text):
    assert number(mark) == text


@given(st.lists(st.lists(st.text(max_size=8), min_size=1, max_size=4), min_size=1, max_size=4))
@settings(deadline=None, max_examples=300)
def test_any_text_comes_back_harmless(table):
    text = "".join(map(row, table))
    found = [[neutral(cell) for cell in cells] for cells in table]
    assert [cells or [""] for cells in read(text)] == found
    assert [cells.texts() for cells in by_hand(text)] == found
    assert not [
        c for cells in found for c in cells if c.lstrip(" '\"")[:1] in {*"=+-@"} and c[0] != "'"
    ]


def by_hand(text):
    """The rows as our own reader sees them; it takes no table of blanks."""
    return read_sheet("x\n" + text, "t").rows[1:]


DIALECTS = st.fixed_dictionaries({
    "delimiter": st.sampled_from(",;\t"),
    "lineterminator": st.sampled_from(["\n", "\r\n", "\r"]),
    "quoting": st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
})  # fmt: skip
WORDS = st.text("ab\"',;\t\n\r é=", max_size=6)


@given(DIALECTS, st.lists(st.lists(WORDS, min_size=2, max_size=2), max_size=4), st.booleans())
@settings(deadline=None, max_examples=300)
def test_our_reader_sees_what_pythons_csv_sees_and_writes_the_same_bytes(dialect, table, marked):
    # What Python quotes least, it does not quote for every reader's line ends.
    whole = not re.search("[\r\n]", "".join(cell for cells in table for cell in cells))
    assume(whole or dialect["quoting"] != csv.QUOTE_MINIMAL)
    text = io.StringIO(newline="")
    csv.writer(text, **dialect).writerows([["Student", "ID"], *table])
    text = "\ufeff" * marked + text.getvalue()
    sheet = read_sheet(text, "t")
    assert [found.texts() for found in sheet.rows] == [["Student", "ID"], *table]
    assert sheet.written() == text


# --- the tables ---------------------------------------------------------------------------------


def test_the_wide_table_leaves_out_what_is_not_graded(report_of):
    reports = [report_of("007", a=2.0, b=None), report_of("=x", a=1.0, trouble="no disk")]
    assert read(wide.export(reports)) == [
        ["student", "q1", "earned", "pending", "points"],
        ["007", "2", "2", "4", "8"],
        ["'=x", "", "", "0", "4"],
    ]


def test_the_long_table_has_a_row_for_each_part(report_of):
    diagnoses = (Diagnosis(mistake="flipped", message="m"), Diagnosis(mistake="late", message="m"))
    reports = [report_of("bob", a=None), report_of("ann", a={"diagnoses": diagnoses}, b=4.0)]
    assert read(csv_long.export(reports)) == [
        list(csv_long.HEADER),
        ["ann", "q1", "a", "4", "0", "0", "missed", "flipped late"],
        ["ann", "q1", "b", "4", "4", "0", "passed", ""],
        ["bob", "q1", "a", "4", "", "4", "needs_review", ""],
    ]


def test_every_export_of_a_class_is_one_that_the_command_offers():
    from grader.cli import app

    offered = next(p for p in app.commands["export"].params if p.name == "name").type.choices
    screens = {"html", "terminal"}
    assert set(offered) == set(EXPORTERS) - screens
    assert all(callable(class_exporter(name)) for name in offered)


# --- canvas -------------------------------------------------------------------------------------

TEMPLATE = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,q1 Softmax (11),q10 Other (12),"
    '"Essay, long (13)",Final Score\r\n'
    ",,,,,Manual Posting,,,\r\n"
    "    Points Possible,,,,,4.0,4.0,10.0,(read only)\r\n"
    '"Doe, Ann",901,00071,ann,"A, ""1""",,3,=7,88\r\n'
    '"Roe, Bob",902,00072,bob@x.org,A,"1",2,8,77\r\n'
    '"Student, Test",903,,f00d,A,,,,'
)


def test_canvas_changes_our_cells_and_no_other_byte(report_of):
    reports = [report_of("ann", "q1", a=2.5), report_of("00072", "q1", a=4.0)]
    written = canvas_of(reports, TEMPLATE)
    wanted = TEMPLATE.replace('""1""",,3', '""1""",2.5,3').replace('A,"1",2', 'A,"4",2')
    assert written.files[""] == wanted
    assert written.unplaced == ()
    assert any("Test" in line for line in written.told)
    assert any("Essay" in line for line in written.told)
    assert not any("Final Score" in line for line in written.told)


@pytest.mark.parametrize(
    ("student", "person"),
    [
        ("bob@x.org", None),
        ("902", None),
        ("Roe, Bob", None),
        ("bob  roe", None),
        ("b", Person(id="b", sis_id="00072")),
        ("b", Person(id="b", email="bob@x.org")),
        ("b", Person(id="b", name="Bob Roe")),
    ],
)
def test_canvas_finds_a_student_by_login_id_or_name(report_of, student, person):
    written = canvas_of([report_of(student, "q1", a=4.0)], TEMPLATE, [person] if person else [])
    assert 'A,"4",2' in written.files[""]
    assert written.unplaced == ()


@pytest.mark.parametrize("student", ["BOB@X.ORG", "72", "bo", "Roe", "", "Doe", "bob_roe"])
def test_canvas_guesses_no_student(report_of, student):
    written = canvas_of([report_of(student, "q1", a=4.0)], TEMPLATE)
    assert written.files[""] == TEMPLATE
    assert written.unplaced == (f"{student}: no row in the template",)


def test_canvas_leaves_alone_what_matches_twice(report_of):
    twice = TEMPLATE.replace("902", "ann").replace("q10 Other", "q1 again")
    written = canvas_of([report_of("ann", "q1", a=4.0)], twice)
    assert written.files[""] == twice
    assert written.unplaced == (
        "q1: 2 columns begin so: 'q1 Softmax (11)', 'q1 again (12)'",
        "ann: matches more than one row: 4 and 5",
    )
    both = canvas_of([report_of("ann", "q1", a=4.0), report_of("901", "q1", a=1.0)], TEMPLATE)
    assert both.files[""] == TEMPLATE
    assert len(both.unplaced) == 2


def test_canvas_finds_a_column_by_title_and_tells_what_has_none(report_of):
    reports = [report_of("ann", id, title=title, a=3.0) for id, title in
               [("x", "Essay, long"), ("y", "Nothing")]]  # fmt: skip
    written = canvas_of(reports, TEMPLATE)
    assert written.files[""] == TEMPLATE.replace(",=7,", ",3,")
    assert written.unplaced == ("y: no column begins with y or 'Nothing'",)
    assert "x: worth 4 points, and 10.0 in the template; marks are not scaled" in written.told


def test_canvas_leaves_empty_what_is_not_decided(report_of):
    reports = [
        report_of("ann", "q1", a=None),
        report_of("902", "q1", a=1.0, trouble="no disk"),
    ]
    written = canvas_of(reports, TEMPLATE)
    assert written.files[""] == TEMPLATE.replace('A,"1",2', 'A,"",2')
    assert "q1: 2 marks not decided yet, left empty" in written.told
    part = canvas_of([report_of("ann", "q1", a=3.0, b=None)], TEMPLATE)
    assert "q1: 1 mark without points that wait for a person" in part.told


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_canvas_keeps_the_dialect(report_of, delimiter, end):
    lines = [["Student", "SIS Login ID", "q1"], ["    Points Possible", "", "4"],
             ['"a""; ,\tb"', "007", ""], ['"two\nlines"', "008", ""]]  # fmt: skip
    template = "".join(delimiter.join(cells) + end for cells in lines)
    written = canvas_of([report_of("007", "q1", a=1.5)], template).files[""]
    assert written == template.replace(f"007{delimiter}", f"007{delimiter}1.5")
    found = list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter))
    assert found[2] == ['a"; ,\tb', "007", "1.5"]
    assert found[3][0] == "two\nlines"


def test_canvas_writes_the_decimal_comma_of_its_template(report_of):
    template = "Student;ID;q1\nPoints Possible;;4,0\nA;7;\n"
    assert "A;7;1,5\n" in canvas_of([report_of("7", a=1.5)], template).files[""]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "export.csv: no table in it"),
        ("a\0b", "export.csv: no table in it"),
        ("Name,ID\n", "export.csv:1: no column Student"),
        ('Student,ID\n"ann,1\n', "export.csv:2: a quote is opened here and never closed"),
    ],
)
def test_a_template_that_is_none_is_told(report_of, text, told):
    with pytest.raises(UsageError, match=told):
        canvas_of([report_of("ann", a=1.0)], text)


def test_canvas_without_a_template_says_where_to_get_one(report_of):
    with pytest.raises(UsageError, match="Grades, Export"):
        canvas.export_class(Marks(reports=[report_of("ann", a=1.0)]))


# --- moodle -------------------------------------------------------------------------------------


def test_moodle_gets_a_grade_and_feedback_by_number_or_address(report_of):
    why = (Diagnosis(mistake="m", message="You use $x < y$ <b>here</b>."),)
    reports = [
        report_of("007", a={"diagnoses": why}, b=None),
        report_of("ann@x.org", a=1.0, trouble="no disk"),
    ]
    header, seven, ann = read(moodle.export_class(Marks(reports=reports)).files[""])
    assert header[:2] == ["ID number", "Email address"]
    assert header[2:] == ["q1 Title of q1", "q1 Title of q1 (feedback)"]
    assert seven[:3] == ["007", "", "0"]
    assert "&lt;b&gt;" in seven[3]
    assert "4 more points wait" in seven[3]
    assert ann == ["", "ann@x.org", "", "Not graded: no disk."]


def test_moodle_takes_people_from_a_roster_and_tells_who_is_not_there(report_of):
    people = {"a": Person(id="a", email="a@x.org", sis_id="0017")}
    written = moodle.export_class(
        Marks(reports=[report_of("a", q=None), report_of("b", q=4.0)], people=people)
    )
    _, a, b = read(written.files[""])
    assert a[:3] == ["0017", "a@x.org", ""]
    assert b[:3] == ["b", "", "4"]
    assert written.unplaced == ("b: not in the roster, written with ID number b",)


# --- gradescope ---------------------------------------------------------------------------------

VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}
SECRET = Shown(text="SECRET")


def valid(text):
    """The rules of Gradescope's results.json."""
    found = json.loads(text)
    assert set(found) <= {"score", "output", "output_format", "visibility", "tests", "extra_data"}
    assert found["visibility"] in VISIBILITIES
    for each in found["tests"]:
        assert set(each) <= {
            "score", "max_score", "status", "name", "number", "output", "output_format", "tags",
            "visibility",
        }  # fmt: skip
        assert each["visibility"] in VISIBILITIES
        assert each.get("status") in (None, "passed", "failed")
        assert isinstance(each["name"], str)
    return found


def test_gradescope_gets_a_test_for_each_part(report_of):
    reports = [report_of("ann", "q1", a=4.0, b=1.0), report_of("ann", "q2", a=None, c=2.0)]
    (text,) = gradescope.export_class(Marks(reports=reports)).files.values()
    found = valid(text)
    assert found["score"] == 7.0
    keys = ("number", "score", "max_score", "status")
    assert [tuple(map(test.get, keys)) for test in found["tests"]] == [
        ("1.1", 4.0, 4.0, "passed"),
        ("1.2", 1.0, 4.0, "failed"),
        ("2.1", None, 4.0, None),
        ("2.2", 2.0, 4.0, "failed"),
    ]  # fmt: skip


def test_gradescope_gets_a_file_and_no_zero_where_nothing_was_graded(report_of):
    part = {"earned": None, "pending": 0.0, "status": Status.UNGRADED}
    written = gradescope.export_class(Marks(reports=[report_of("ann", trouble="no disk", a=part)]))
    found = valid(written.files["ann"])
    assert "score" not in found
    assert "score" not in found["tests"][0]
    assert "not graded: no disk" in found["output"]
    assert "no disk" in found["tests"][0]["output"]


def test_gradescope_shows_of_a_hidden_case_its_name_and_end(report_of):
    case = CaseReport(
        name="a secret one", role=Role.CORE, hidden=True, status=Status.MISSED, credit=0.0,
        message="SECRET", input=SECRET, expected=SECRET, got=SECRET,
    )  # fmt: skip
    written = gradescope.export_class(Marks(reports=[report_of("ann", a={"cases": (case,)})]))
    assert "SECRET" not in written.files["ann"]
    assert "a secret one (hidden): not right" in valid(written.files["ann"])["tests"][0]["output"]


# --- people -------------------------------------------------------------------------------------


def test_a_roster_keeps_zeros_and_knows_its_columns_by_name():
    text = "\ufeffName;E-Mail;Student;SIS_ID\nAnn;a@x.org;007;0042\n;;;\n"
    assert read_roster(text, "r") == {
        "007": Person(id="007", name="Ann", email="a@x.org", sis_id="0042")
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [("name\nann\n", "r:1: no column id"), ("id\na\na\n", "r:3: the id a stands here a second")],
)
def test_a_roster_that_is_none_is_told(text, told):
    with pytest.raises(UsageError, match=told):
        read_roster(text, "r")


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def results(tmp_path, monkeypatch, report_of, keep):
    monkeypatch.chdir(tmp_path)
    reports = [
        report_of(student, id, a=2.0) for student in ("\x1b[2J", "=1", "ann") for id in ("q1", "q2")
    ]
    keep(tmp_path / "results", reports)
    return tmp_path / "results"


@pytest.mark.parametrize("name", ["csv", "csv-long", "moodle", "json"])
def test_an_export_is_a_file(grader, results, name):
    outcome = grader("export", "results", "--to", name, "--out", "out.csv", "--only", "q1")
    assert (outcome.code, outcome.out, outcome.err) == (0, "out.csv: written\n", "")
    text = (results.parent / "out.csv").read_text("utf-8")
    assert "\x1b" not in text
    assert "ann" in text
    assert "q2" not in text


def test_gradescope_is_a_folder_for_each_student(grader, results):
    outcome = grader("export", "results", "--to", "gradescope", "--out", "out")
    assert (outcome.code, outcome.out) == (0, "out: written  (3 students)\n")
    files = sorted((results.parent / "out").rglob("results.json"))
    assert len(files) == 3
    assert all(valid(file.read_text("utf-8"))["score"] == 4.0 for file in files)
    assert all(str(file).isprintable() for file in files)


@pytest.mark.parametrize("name", ["csv", "gradescope"])
def test_an_export_that_cannot_be_written_is_code_3(grader, results, name):
    (results.parent / "file").write_text("mine")
    outcome = grader("export", "results", "--to", name, "--out", "file/out")
    assert outcome.code == 3
    assert "cannot be written" in outcome.err
    assert outcome.err.count("\n") == 1


def test_what_has_no_place_is_told_and_is_code_1(grader, results):
    (results.parent / "t.csv").write_text("Student,ID,q1 (1)\nPoints Possible,,4\nAnn,ann,\n")
    outcome = grader("export", "results", "--to", "canvas", "--out", "c.csv", "--template", "t.csv")
    assert outcome.code == 1
    assert "no place: q2: no column begins" in outcome.err
    assert "no place: ␛[2J: no row" in outcome.err
    assert "\x1b" not in outcome.err
    assert (results.parent / "c.csv").read_text().endswith("Ann,ann,2\n")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nowhere --to csv --out o", "nowhere"),
        ("results --to excel --out o", "'excel' is not one of"),
        ("results --to csv", "Missing option '--out'"),
        ("results --to csv --out results", "results: this is a folder; name a file"),
        ("results --to gradescope --out t", "t: this is a file; name a folder"),
        ("results --to canvas --out o", "canvas: --template is missing"),
        ("results --to csv --out o --template t", "--template is for canvas"),
        ("results --to canvas --out o --template none", "none: no such file"),
        ("results --to canvas --out o --template results", "this is a folder"),
        ("results --to canvas --out o --template latin", "latin: not UTF-8"),
        ("results --to moodle --out o --roster none", "none: no such file"),
        ("results --to csv --out o --only q3", "no exercise q3 in these results"),
    ],
)
def test_a_wrong_export_is_told_in_one_line(grader, results, line, told):
    (results.parent / "t").write_text("Student\n")
    (results.parent / "latin").write_bytes(b"\xff\xfe")
    outcome = grader("export", *line.split())
    assert outcome.code == 2
    assert told in outcome.err
    assert outcome.err.count("\n") == 1
    assert not (results.parent / "o").exists()
