"""The promises of a course: each is broken once here, and told with its file."""

import shutil
from pathlib import Path

import pytest

from grader.audit import audit
from grader.course import open_course
from grader.kinds import question
from grader.scaffold import SKELETONS
from grader.sharpness import letter, sharpness, table

SMALL = Path(__file__).parent / "courses" / "small"


@pytest.fixture
def copied(tmp_path):
    return Path(shutil.copytree(SMALL, tmp_path / "course"))


def replaced(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_small_course_keeps_every_promise(sandbox):
    findings = audit(open_course(SMALL), [], sandbox)
    assert findings.broken == []
    assert "s1: 6 parts, 8 cases: all promises kept" in findings.summary


def test_one_exercise_can_be_audited_alone(sandbox):
    findings = audit(open_course(SMALL), ["s2"], sandbox)
    assert [line for line in findings.summary if not line.startswith(" ")] == [
        "s2: 2 parts, 3 cases: all promises kept"
    ]


BROKEN = [
    ("solutions/s1.py", "return x * a + b", "return x * a", "affine: the solution is partial"),
    ("solutions/s1.py", "half = 0.5", "half = 0.25", "half: the solution is partial"),
    ("solutions/s2.py", "small window", "little", "the model answer lacks the ideas local"),
    ("solutions/s2.py", "Every", "A kernel is flipped. Every", "the model answer is taken for"),
    ("exercises/s1.py", "half = None", "half = 0.5", "half: the stub counts as passed"),
    ("exercises/s1.py", "NotImplementedError\n\n\ndef pair", "print\n\n\ndef pair", None),
    ("exercises/s1.yaml", "{name: first, inputs: {x: {normal: [2, 3]}}}",
     "{name: first, inputs: {x: {normal: [2, 3]}, a: 3.0}}", "affine: no core case leaves out"),
    ("reference/s1.py", "return a * (x + b)", "return a * x",
     "no_offset and offset_first: no scored case tells them apart"),
    ("reference/s1.py", "return a * (x + b)", "return b + x * a",
     "affine: offset_first: no scored case brings this mistake out; no mixture"),
    ("reference/s1.py", "return a * (x + b)", "return a * x + b * (a != 4 or b != 1.5)",
     "brings this mistake out; this would: inputs: {x: {"),
    ("reference/s1.py", "return a * (x + b)", "return a * x + b + 0.25 * (a == 3.25)",
     "offset_first: this mistake can be confirmed on one input only; add a case that shows it"),
    ("exercises/s1.yaml", "    returns: [double, square]\n",
     "    returns: [double, square]\n    follows: {square: swapped}\n",
     "exercises/s1.yaml: pair: follows.square: three: swapped gives an entry of another shape"),
    ("reference/s1.py", "return 2 * x, x**2", "return 2 * x", "must return a tuple of 2 entries"),
    ("reference/s1.py", "return 2 * x, x**2", "return 2 * x, 1j", "the right answer is a complex"),
    ("exercises/s1.yaml", "    returns: [double, square]\n", "", "name its entries in returns"),
    ("reference/s2.py", "sum() - 1) >", "sum() - 2) >", "the right answer violates it: three"),
    ("reference/s2.py", "def sum_to_one(probabilities)", "def sum_to_one(probabilites)",
     "no input or entry probabilites; did you mean probabilities?"),
    ("reference/s2.py", "    if abs(probabilities.sum", "    if abs(nothing.sum",
     "sum_to_one: it fails on a right answer: NameError"),
    ("reference/s1.py", "    return a * x\n", "    return nothing\n",
     "no_offset: raises on every case: NameError"),
    ("reference/s1.py", "    return a * x + b", "    return a / 0", "reference/s1.py:5:1: Zero"),
    ("reference/s4.py", "after, before[order]", "after, before",
     "dense: order_of_rows: three: the right answer violates it: the rows do not move"),
    ("reference/s4.py", "after, before[order]", "after, nothing",
     "dense: order_of_rows: three: it fails on a right answer: NameError"),
    ("reference/s4.py", "def order_of_rows(rng, x)", "def order_of_rows(rng, y)",
     "dense: order_of_rows: there is no input y"),
    ("reference/s4.py", "def order_of_rows(rng, x)", "def order_of_rows(x, rng)",
     "s4.py:27:1: order_of_rows: a relation takes rng and inputs"),
    ("reference/s4.py", 'yield {"x": x[order]}', "1, 2",
     "s4.py:27:1: order_of_rows: a relation takes rng and inputs"),
    ("reference/s4.py", 'yield {"x": x[order]}', "yield x",
     "dense: order_of_rows: must yield a dictionary of changed inputs"),
    ("reference/s4.py", 'yield {"x": x[order]}', 'yield {"y": x}',
     "several as a tuple; inputs are x, w, b"),
    ("reference/s4.py", 'yield {"x": x[order]}', 'yield {"x": None}',
     "order_of_rows: three: the reference has no answer for what it yields"),
    ("reference/s4.py", 'return "the rows do not move along"\n    return None',
     'return ""\n    yield', "it fails on a right answer: ValueError: it yields a second time"),
    ("reference/s4.py", "rng.permutation(len(x))", "nothing", "reference/s4.py:28:1: NameError"),
    ("reference/s4.py", "return np.maximum(x @ w + b, 0)", "return [*np.maximum(x @ w + b, 0)]",
     "order_of_rows: three: only finite numbers and arrays of them can be asked"),
    ("reference/s4.py", "if b != 0", "if True", "without_offset: it applies to no visible core"),
    ("reference/s4.py", "return 2 * x * g", "return 3 * x * g",
     "gradients: square_backward: dx: the reference's is not the gradient of its square"),
    ("solutions/s4.py", "return z * (z > 0)", "return z * (z > 0) + (np.abs(x).max() > 3)",
     "dense: relation.without_offset: three: "),
    ("reference/s1.py", "    return a * x + b", "    raise SystemExit", "s1.py:5:1: SystemExit"),
    ("reference/s1.py", "MISTAKES = {", "MISTAKES = [1]\nx = {", "MISTAKES: must be a dictionary"),
    ("reference/s1.py", "[swapped]", "None", "MISTAKES: pair: must be a list of functions"),
    ("reference/s1.py", "[swapped]", "[affine.__call__]", "is no function with a name"),
    ("reference/s1.py", '    """The two are the wrong way round."""\n', "", "needs a docstring"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "told"), BROKEN, ids=[f"{row[0]}: {row[2][:30]}" for row in BROKEN]
)
def test_a_broken_promise_is_told_with_its_file(copied, sandbox, file, old, new, told):
    replaced(copied / file, old, new)
    broken = audit(open_course(copied), [], sandbox).broken
    if told is None:
        assert broken == [], "a stub's own body counts as not attempted"
        return
    assert any(told in line for line in broken), broken
    folders = ("exercises/", "reference/", "solutions/")
    assert all(line.startswith(folders) for line in broken)


LINKS = [
    ("return (double / 2) ** 2", None),
    ("return double**2", "square_from: 3 of 3 numbers differ"),
    ("return double.sum()", "square_from gives an entry of another shape"),
    ("return 'four'", "square_from gives a string"),
    ("return nothing", "square_from gives an exception: NameError"),
]


@pytest.mark.parametrize(("body", "told"), LINKS, ids=[row[0] for row in LINKS])
def test_a_link_gives_the_right_entry_from_right_ones(copied, sandbox, body, told):
    returns = "    returns: [double, square]\n"
    follows = f"{returns}    follows: {{square: square_from}}\n"
    replaced(copied / "exercises" / "s1.yaml", returns, follows)
    link = f"def square_from(double):\n    {body}\n\n\n"
    replaced(copied / "reference" / "s1.py", "def swapped", f"{link}def swapped")
    broken = audit(open_course(copied), ["s1"], sandbox).broken
    if told is None:
        assert broken == []
        return
    (line,) = broken
    assert line.startswith(f"exercises/s1.yaml: pair: follows.square: three: {told}")


def test_files_that_belong_to_nothing_are_told(copied, sandbox):
    for name in ("exercises/old.py", "solutions/old.py", "reference/unused.py"):
        (copied / name).write_text("")
    broken = audit(open_course(copied), [], sandbox).broken
    assert len(broken) == 3
    assert all("belongs to no exercise" in line for line in broken)


@pytest.mark.parametrize(
    ("shape", "square", "warns"),
    [("[3, 3]", "", True), ("[1, 3]", "", True), ("[2, 3]", "", False), ("[3, 3]", "[x]", False)],
)
def test_arrays_whose_axes_cannot_be_told_apart_are_warned_of(
    copied, sandbox, shape, square, warns
):
    item = copied / "exercises" / "s1.yaml"
    for name, old in (("three", "[3]"), ("four", "[4]")):
        case = f"{{name: {name}, inputs: {{x: {{normal: "
        replaced(item, f"{case}{old}", f"{case}{shape}")
    if square:
        replaced(
            item, "returns: [double, square]", f"returns: [double, square]\n    square: {square}"
        )
    warnings = [w for w in audit(open_course(copied), ["s1"], sandbox).warnings if ": pair: " in w]
    assert bool(warnings) is warns


def test_tiny_right_answers_are_warned_of(copied, sandbox):
    replaced(copied / "exercises" / "s1.yaml", "{name: three, inputs: {x: {normal: [3]}}}",
             "{name: three, inputs: {x: {normal: [3], std: 1e-12}}}")  # fmt: skip
    warnings = audit(open_course(copied), ["s1"], sandbox).warnings
    assert any("right answers are below 1e-9" in warning for warning in warnings)


def test_the_table_shows_which_case_brings_out_which_mistake(course):
    exercise = course.exercise("q1_7")
    found = sharpness(question(exercise.parts[0], exercise, 0))
    assert found.score == 1
    lines = list(table(found))
    assert len(lines) == 1 + len(found.cases) + len(found.mistakes)
    assert lines[-1].endswith(f"= {found.mistakes[-1]}")
    rows = zip(found.cases, found.out, strict=True)
    silent = [f"{name} brings out nothing" for name, row in rows if not any(row)]
    assert [line.strip() for line in lines if "brings out nothing" in line] == silent


@pytest.mark.parametrize(("number", "name"), [(0, "a"), (25, "z"), (26, "aa"), (53, "bb")])
def test_mistakes_have_letters(number, name):
    assert letter(number) == name


@pytest.mark.parametrize("kind", SKELETONS)
def test_a_new_exercise_passes_its_audit_as_it_is(grader, tmp_path, kind):
    made = grader("new", "q6_1", "--kind", kind, "--course", tmp_path / "course")
    assert (made.code, made.err) == (0, "")
    audited = grader("audit", "--course", tmp_path / "course")
    assert (audited.code, audited.err) == (0, "")
    assert "q6_1: 1 part, " in audited.out


@pytest.mark.parametrize(
    ("name", "told"),
    [("q6_1", "is there already"), ("Q6", "small letter"), ("json", "module of Python"),
     ("course", "the course's own file"), ("../x", "small letter")],
)  # fmt: skip
def test_a_name_that_cannot_be_is_refused_and_nothing_written(grader, tmp_path, name, told):
    grader("new", "q6_1", "--course", tmp_path)
    before = sorted(tmp_path.rglob("*"))
    outcome = grader("new", name, "--course", tmp_path)
    assert outcome.code == 2
    assert told in outcome.err
    assert sorted(tmp_path.rglob("*")) == before


def test_every_kind_has_a_skeleton():
    from grader.kinds import KINDS

    assert set(SKELETONS) == set(KINDS)
