"""A course folder is read: what is right becomes frozen values, what is wrong is told."""

import hashlib
import shutil
from pathlib import Path

import pytest

from grader.course import open_course, suggest
from grader.errors import CourseError, UsageError
from grader.inputs import Full, Literally, Made, Normal, Tuples, Uniform, Zeros
from grader.kinds.remark import Remark
from grader.model import Limits, Parameter, Role

HERE = Path(__file__).parent / "course"
GOOD = HERE / "good"
BROKEN = [block.splitlines() for block in (HERE / "broken.txt").read_text().split("\n\n")]


@pytest.fixture(scope="module")
def good():
    return open_course(GOOD)


@pytest.fixture
def copied(tmp_path):
    """A course that a test may break."""
    return Path(shutil.copytree(GOOD, tmp_path / "course"))


def messages(root, *ids):
    with pytest.raises(CourseError) as caught:
        open_course(root).exercises(ids or None)
    return list(caught.value.messages)


# --- what is wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize("block", BROKEN, ids=lambda block: f"{block[1]} | {block[2]}")
def test_a_mistake_is_told_at_its_place(block, copied):
    """Each block of broken.txt: a file, lines in it, what takes their place, what is told."""
    file, *lines = block
    old, new, told = ([line[2:] for line in lines if line[0] == sign] for sign in "-+>")
    text = (copied / file).read_text()
    before = "\n".join(old) if new else "\n".join([*old, ""])
    assert text.count(before) == 1
    (copied / file).write_text(text.replace(before, "\n".join(new)))
    assert messages(copied) == told


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("exercises/q1_10.py", "there is no such file; every exercise needs one"),
        ("reference/q1_10.py", "there is no such file; every exercise needs one"),
        ("solutions/q1_10.py", "there is no such file; every exercise needs one"),
    ],
)
def test_a_file_that_is_missing_is_told(file, told, copied):
    (copied / file).unlink()
    assert messages(copied) == [f"{file}:1:1: {told}"]


def test_an_exercise_without_functions_needs_no_reference(good):
    assert not (GOOD / "reference" / "q1_9.py").exists()
    assert good.exercise("q1_9").id == "q1_9"


@pytest.mark.parametrize(
    ("file", "data", "told"),
    [
        ("exercises/q1_9.yaml", b"", "1:1: the file is empty"),
        ("exercises/q1_9.yaml", b"# only a remark\n", "1:1: the file is empty"),
        ("exercises/q1_9.yaml", b"null", "1:1: must be a mapping (got null)"),
        ("exercises/q1_9.yaml", b"[title]", "1:1: must be a mapping (got ['title'])"),
        ("exercises/q1_9.yaml", b"a: b\n c\xff", "2:3: not UTF-8; save the file as UTF-8"),
        (
            "exercises/q1_9.yaml",
            b"a: \0",
            "1:4: the character U+0000 may not stand here; take it out",
        ),
        (
            "exercises/q1_9.yaml",
            "a: \u2028".encode(),
            "1:4: the character U+2028 may not stand here; take it out",
        ),
        (
            "exercises/q1_9.yaml",
            b"#" * (1024 * 1024 + 1),
            "1:1: too large: 1048577 bytes, at most 1048576",
        ),
        ("exercises/q1_9.py", b"two = 2\n\xff", "2:1: not UTF-8; save the file as UTF-8"),
        (
            "exercises/q1_9.py",
            b"\0",
            "1:1: no Python: source code string cannot contain null bytes",
        ),
        ("solutions/q1_9.py", b"two = (", "1:7: no Python: '(' was never closed"),
        ("solutions/q1_9.py", b"", "1:1: two is not defined; write two = ..."),
        ("solutions/q1_9.py", b"two = " + b"-" * 99_999 + b"2", "1:1: no Python: "),
        ("exercises/q1_9.py", b"def two(): ...", "1:1: two is not defined as it should be; "),
    ],
)
def test_a_file_that_cannot_be_read_is_told(file, data, told, copied):
    (copied / file).write_bytes(data)
    (message,) = messages(copied)
    assert message.startswith(f"{file}:{told}")


def test_a_folder_where_a_file_belongs_is_told(copied):
    for file in ("exercises/q1_9.yaml", "solutions/q1_9.py"):
        (copied / file).unlink()
        (copied / file).mkdir()
    assert messages(copied) == [
        "exercises/q1_9.yaml:1:1: cannot be read: is a directory",
        "solutions/q1_9.py:1:1: cannot be read: is a directory",
    ]


def test_all_mistakes_of_all_files_come_at_once_and_in_order(copied):
    for file, old, new in [
        ("exercises/course.yaml", "q1_9,", "q1_99,"),
        ("exercises/q1_10.yaml", "points: 2.5", "points: -1"),
        ("exercises/q1_10.yaml", "answer: 5", "answer: five"),
        ("exercises/q1_9.yaml", "points: 1,", ""),
        ("solutions/q1_10.py", "early", "erly"),
    ]:
        path = copied / file
        path.write_text(path.read_text().replace(old, new))
    told = [
        "exercises/course.yaml:3:12: assigned.0: no exercise q1_99; did you mean q1_9?",
        "exercises/q1_9.yaml:3:5: parts.0: points is missing",
        "exercises/q1_10.yaml:8:5: parts.0.points: must be greater than 0 (got -1)",
        "exercises/q1_10.yaml:30:5: parts.1.answer: must be a number (got 'five')",
        "solutions/q1_10.py:1:1: early is not defined; did you mean erly?",
    ]
    assert messages(copied) == told
    assert messages(copied, "q1_9") == told[:2]


def test_entries_that_follow_from_each_other_are_told(copied):
    item, reference = copied / "exercises" / "q1_10.yaml", copied / "reference" / "q1_10.py"
    follows = "    follows: {total: total_from, mean: mean_from}\n    square: [w]\n"
    item.write_text(item.read_text().replace("    square: [w]\n", follows))
    links = "def total_from(mean, *, w): ...\n\n\ndef mean_from(total, x): ...\n\n\ndef ties"
    reference.write_text(reference.read_text().replace("def ties", links))
    assert messages(copied) == [
        "exercises/q1_10.yaml:10:5: parts.0.follows: a circle: total from mean from total",
    ]


def test_a_part_of_no_known_kind_does_not_hide_the_others(copied):
    path = copied / "exercises" / "q1_10.yaml"
    text = path.read_text().replace("kind: number", "kind: nummer")
    path.write_text(text.replace("shift: 2", "shfit: 2"))
    assert messages(copied) == [
        "exercises/q1_10.yaml:16:69: parts.0.cases.1.inputs.shfit: "
        "weigh has no parameter shfit; did you mean shift?",
        "exercises/q1_10.yaml:27:5: parts.1.kind: no kind nummer; did you mean number?",
    ]


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("Q1", "the file's name must be a small letter, then small letters, digits and _"),
        ("q1-9", "the file's name must be a small letter, then small letters, digits and _"),
        ("random", "random is the name of a module of Python; choose another"),
        ("lambda", "lambda is the name of a module of Python; choose another"),
        ("numpy", "numpy is the name of a package that submissions import; choose another"),
    ],
)
def test_an_exercise_cannot_have_any_name(id, told, copied):
    for file in list(copied.glob("*/q1_9.*")):
        file.rename(file.with_stem(id))
    (copied / "exercises" / "course.yaml").write_text("title: x")
    assert messages(copied) == [f"exercises/{id}.yaml:1:1: {told}"]


def test_an_item_with_another_ending_is_told(copied):
    (copied / "exercises" / "q1_9.yaml").rename(copied / "exercises" / "q1_9.yml")
    assert messages(copied, "q1_10") == [
        "exercises/course.yaml:3:12: assigned.0: no exercise q1_9; did you mean q1_10?",
        "exercises/q1_9.yml:1:1: an item's name ends in .yaml; call it q1_9.yaml",
    ]


def test_a_reference_needs_no_table_of_mistakes_and_a_stub_may_have_types(copied):
    reference, stub = copied / "reference" / "q1_10.py", copied / "exercises" / "q1_10.py"
    reference.write_text(reference.read_text().replace("MISTAKES", "OTHERS"))
    stub.write_text(stub.read_text().replace("claims =", "claims: dict ="))
    assert "claims" in open_course(copied).exercise("q1_10").stub.names


def test_names_that_a_reference_takes_all_at_once_are_not_looked_for(copied):
    path = copied / "reference" / "q1_10.py"
    path.write_text(path.read_text().replace("import weigh", "import *"))
    assert open_course(copied).exercise("q1_10").id == "q1_10"


# --- a folder that is no course -----------------------------------------------------------------


def test_a_folder_that_is_no_course_is_told(tmp_path):
    with pytest.raises(UsageError, match="no such folder"):
        open_course(tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="not a folder"):
        open_course(tmp_path / "file")
    with pytest.raises(CourseError, match="no folder exercises"):
        open_course(tmp_path)
    (tmp_path / "exercises").mkdir()
    with pytest.raises(CourseError, match=r"exercises/course.yaml is missing"):
        open_course(tmp_path)


def test_an_exercise_that_does_not_exist_is_a_usage_error(good):
    with pytest.raises(UsageError, match=r"^no exercise q1_11; did you mean q1_10\?$"):
        good.exercise("q1_11")
    with pytest.raises(UsageError) as caught:
        good.exercises(["q1_9", "zz", "q19"])
    assert caught.value.messages == ("no exercise zz", "no exercise q19; did you mean q1_9?")


def test_course_is_no_exercise(good):
    assert "course" not in good.ids


@pytest.mark.parametrize(
    ("name", "names", "told"),
    [
        ("q2_33", ["q1_7", "q2_3", "q5_2"], "; did you mean q2_3?"),
        ("q2_4", ["q2_3", "q2_5"], "; did you mean q2_3 or q2_5?"),
        ("funtion", ["function", "number"], "; did you mean function?"),
        ("essay", ["function", "number"], ""),
        ("", ["function"], ""),
        ("function", [], ""),
    ],
)
def test_the_nearest_names_are_offered(name, names, told):
    assert suggest(name, names) == told


# --- what is right ------------------------------------------------------------------------------


def test_a_course_says_what_holds_for_all(good):
    assert good.root == GOOD
    assert good.title == "A small course"
    assert good.seed == 7
    assert good.assigned == ("q1_9", "q1_10")
    assert good.allow == ("numpy", "scipy")
    assert good.reveal
    assert good.limits == Limits(call_seconds=1.0, memory_mib=512)


def test_all_but_the_title_of_a_course_can_be_left_out(copied):
    (copied / "exercises" / "course.yaml").write_text("title: Bare")
    course = open_course(copied)
    assert (course.seed, course.assigned, course.allow) == (0, (), ("numpy",))
    assert (course.reveal, course.limits) == (False, Limits())


def test_exercises_are_in_the_order_people_expect(good):
    assert good.ids == ("q1_9", "q1_10")
    assert [exercise.id for exercise in good.exercises()] == ["q1_9", "q1_10"]
    assert [exercise.id for exercise in good.exercises(["q1_10", "q1_9"])] == ["q1_10", "q1_9"]


def test_an_item_becomes_an_exercise(good):
    exercise = good.exercise("q1_10")
    assert exercise.title == "Weighted sums"
    assert exercise.source == ("a.txt", 10)
    assert exercise.topics == ("sums", "weights")
    assert exercise.prompt == "All of it."
    assert [part.name for part in exercise.parts] == ["weigh", "extent", "early", "claims"]
    assert [part.points for part in exercise.parts] == [2.5, 1, 1, 1]
    assert exercise.path == GOOD / "exercises" / "q1_10.yaml"
    assert exercise.solution == GOOD / "solutions" / "q1_10.py"


def test_a_function_part_keeps_its_cases(good):
    part = good.exercise("q1_10").parts[0]
    example, drawn, by_hand, none = part.cases
    assert (part.returns, part.square) == (("total", "mean"), ("w",))
    assert [case.role for case in part.cases] == [Role.EXAMPLE, Role.CORE, Role.CORE, Role.EDGE]
    assert [case.hidden for case in part.cases] == [False, False, True, False]
    assert by_hand.relative == 1e-4
    assert example.inputs["x"] == Literally(array=[1, 2])
    assert drawn.inputs == {
        "x": Normal(normal=(3,), std=0.001),
        "w": Uniform(uniform=(3, 3)),
        "shift": 2,
    }
    assert by_hand.inputs == {
        "x": Made(make="ties"),
        "w": [Zeros(zeros=(2,)), Tuples(tuples=[[1, 2.5]])],
    }
    assert none.inputs == {"x": [], "w": Full(full=(2, 2), value=0.3)}


def test_quiz_parts_keep_their_keys_as_written(good):
    _, extent, early, claims = good.exercise("q1_10").parts
    assert extent.answer == 5
    assert extent.mistakes == {
        "3": Remark(message="Too few."),
        "0.50": Remark(message="Half of one.", credit=0.5),
    }
    assert early.options == {"a": "before", "b": "after", "c": "never"}
    assert early.right == {"a", "c"}
    assert [(s.letter, s.holds) for s in claims.statements] == [("a", False), ("b", True)]


def test_the_stub_is_the_contract(good):
    stub = good.exercise("q1_10").stub
    assert stub.signatures == {
        "weigh": (
            Parameter("x", required=True),
            Parameter("w", required=True),
            Parameter("shift", required=False, default=0),
            Parameter("names", required=False, default=("a", "b")),
        )
    }
    assert stub.bodies["weigh"] == ""
    assert stub.names == {"weigh", "extent", "early", "claims"}
    assert stub.source == stub.path.read_text()


def test_reference_code_is_not_run_before_it_is_asked(copied):
    path = copied / "reference" / "q1_10.py"
    path.write_text(path.read_text() + "\n1 / 0\n")
    exercise = open_course(copied).exercise("q1_10")
    with pytest.raises(CourseError, match="ZeroDivisionError"):
        exercise.reference.answer("weigh")


def test_loading_one_exercise_reads_no_other(copied):
    (copied / "exercises" / "q1_10.yaml").write_text("[")
    assert open_course(copied).exercise("q1_9").title == "A number"


def test_the_digest_changes_with_item_and_stub_only(copied):
    def digest():
        return open_course(copied).exercise("q1_9").digest

    first = digest()
    item, stub = (copied / "exercises" / f"q1_9.{end}" for end in ("yaml", "py"))
    expected = hashlib.sha256(item.read_bytes() + b"\0" + stub.read_bytes()).hexdigest()
    assert first == expected
    (copied / "solutions" / "q1_9.py").write_text("two = 2.0\n")
    assert digest() == first
    stub.write_text("two = None  # here\n")
    second = digest()
    item.write_text(item.read_text() + "# a remark\n")
    assert len({first, second, digest()}) == 3


def test_the_bundled_course_loads(course):
    assert [exercise.id for exercise in course.exercises()] == list(course.ids)
