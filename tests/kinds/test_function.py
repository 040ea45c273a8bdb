"""Functions: what they earn case by case, what is said, and what stays hidden."""

import pytest

from grader.kinds.outcome import marks

AFFINE = "def affine(x, a=2.0, b=0.0):\n  "
WORTH = [
    ("right", "return a * x + b", "passed", 10, []),
    ("right, as lists", "return (a * x + b).tolist()", "passed", 10, []),
    (
        "right, but for the edges",
        "return a * x + b if x.size > 1 else None",
        "partial",
        6,
        ["cause.none"],
    ),
    ("right on the edges alone", "return a * x + b if x.size < 2 else 0 * x", "missed", 0, []),
    ("one core case wrong", "return a * x + b + (b == 1.5)", "partial", 6.67, []),
    ("a known mistake", "return a * x", "partial", 5.33, ["no_offset"]),
    ("another", "return a * (x + b)", "partial", 5.33, ["offset_first"]),
    ("not quite a known one", "return a * x + (a == 3.25)", "partial", 2.67, []),
    (
        "in a wrong shape",
        "return (a * x + b).reshape(-1, 1)",
        "partial",
        3,
        ["cause.shape.reshaped"],
    ),
    ("changed in place", "x *= a; x += b; return x", "partial", 9, ["cause.in_place"]),
    ("changed in place and wrong", "x *= a; return x", "partial", 4.8, ["no_offset"]),
    ("not there on an edge", "return a * x + b if x.size else 1 / 0", "partial", 8, []),
    ("an exception everywhere", "return x.nothing", "error", 0, []),
    ("an exception of its own", "raise type('Mine', (Exception,), {})", "error", 0, []),
    ("an exit everywhere", "import sys; sys.exit()", "error", 0, []),
    ("a crash everywhere", "import os; os._exit(0)", "error", 0, []),
    ("out of memory everywhere", "return [0] * 10**10", "memory", 0, []),
    ("nothing returned", "x = a * x + b", "missed", 0, ["cause.none"]),
    ("nothing done", "pass", "not_attempted", 0, []),
    ("not implemented", "return not_yet()", "not_attempted", 0, []),
    ("what the stub does", "raise NotImplementedError", "not_attempted", 0, []),
]


@pytest.mark.parametrize(
    ("body", "status", "earned", "mistakes"), [r[1:] for r in WORTH], ids=[r[0] for r in WORTH]
)
def test_a_function_earns_by_the_case(graded, body, status, earned, mistakes):
    source = f"def not_yet(): raise NotImplementedError\n{AFFINE}{body}"
    report = graded(source, "affine")
    assert (report.status, report.earned) == (status, earned)
    assert [diagnosis.mistake for diagnosis in report.diagnoses] == mistakes
    wrong = status in ("partial", "missed", "error", "memory")
    differs = any(case.credit < 1 for case in report.cases)
    assert (report.signature is not None) is (wrong and differs and not mistakes)


def test_an_endless_function_is_a_timeout_that_ends(graded):
    report = graded(f"{AFFINE}while True: pass", "affine")
    assert (report.status, report.earned) == ("timeout", 0)
    assert [case.status for case in report.cases][:3] == ["timeout", "timeout", "skipped"]


def test_entries_are_credited_one_by_one(graded):
    report = graded("def pair(x): return 2 * x, x", "pair")
    assert (report.status, report.earned) == ("partial", 2)
    assert {case.credit for case in report.cases} == {0.5}
    assert report.cases[0].message.startswith("square: ")
    assert "double =" in report.cases[0].expected.text


def test_swapped_entries_are_a_known_mistake(graded):
    (diagnosis,) = graded("def pair(x): return x**2, 2 * x", "pair").diagnoses
    assert diagnosis.message == "The two are the wrong way round."


DEFINED = [
    ("affine = 5", "missed", "affine is an int, not a function"),
    ("affine = None", "not_attempted", "not answered yet"),
    ("x = 1", "not_attempted", "not answered yet"),
    ("from nowhere import affine", "error", "line 1, where affine is defined"),
    ("def affine(x): return 2 * x", "partial", None),
    ("def affine(x, a, b): return a * x + b", "partial", None),
    ("def affine(x, a=2.0, b=0.0)\n  return a * x + b", "unreadable", "on line 1"),
    ("def affine(x): raise NotImplementedError\ndef affine(x):\n  return (x\n\nb = 1",
     "unreadable", "line 2, where affine is defined"),
    ("affine = lambda x, a=2.0, b=0.0: a * x + b", "passed", None),
    ("class Affine:\n  def __call__(self, x, a=2.0, b=0.0): return a * x + b\naffine = Affine()",
     "passed", None),
    ("def affine(*all): return (all + (2.0, 0.0)[len(all) - 1:])[1] * all[0] + "
     "(all[2] if len(all) > 2 else 0)", "passed", None),
]  # fmt: skip


@pytest.mark.parametrize(("source", "status", "told"), DEFINED, ids=[r[0][:30] for r in DEFINED])
def test_what_is_defined_decides_what_is_said(graded, source, status, told):
    report = graded(source, "affine")
    assert report.status == status
    assert told is None or told in report.message


def test_too_few_parameters_are_told_with_the_contract(graded):
    report = graded("def affine(x): return 2 * x", "affine")
    asked = "the question asks for 3: (x, a=2.0, b=0.0)"
    assert f"the function takes 1 argument, {asked}" in {case.message for case in report.cases}
    report = graded("def affine(x, a, b): return a * x + b", "affine")
    assert any("the question gives defaults: (x, a=2.0" in (c.message or "") for c in report.cases)


def test_a_type_error_inside_is_not_taken_for_a_wrong_signature(graded):
    report = graded(f"{AFFINE}return x + 'a'", "affine")
    assert all("on line 2 with" in case.message for case in report.cases if not case.hidden)


def test_the_line_of_an_exception_is_told(graded):
    report = graded(f"{AFFINE}\n  y = 1\n  return y / 0", "affine")
    assert report.line == 4
    assert (
        report.cases[1].message
        == "your code stopped on line 4 with ZeroDivisionError: division by zero"
    )


def test_what_the_student_wrote_is_kept_with_its_line(graded):
    report = graded(
        "import math\n\n@staticmethod\ndef affine(x, a=2.0, b=0.0):\n    return a * x + b\n"
    )
    assert report.parts[0].answer.line == 3
    assert report.parts[0].answer.text.startswith("@staticmethod\ndef affine")
    assert report.parts[1].answer is None


def test_a_hidden_case_shows_its_name_only(graded):
    source = f"{AFFINE}\n  if a == 3.25: raise KeyError(f'{{x}}')\n  return a * x + b"
    hidden = graded(source, "affine").cases[3]
    assert (hidden.name, hidden.hidden, hidden.status) == ("unseen", True, "error")
    assert hidden.message == "your code stopped with KeyError"
    assert hidden.input is hidden.expected is hidden.got is None
    wrong = graded(f"{AFFINE}return a * x + b + (a == 3.25)", "affine").cases[3]
    assert (wrong.status, wrong.message) == ("missed", None)


def test_what_prints_a_hidden_input_prints_nowhere(graded):
    report = graded(f"{AFFINE}print('a is', a); return a * x + b")
    assert "a is 2.0" in report.output
    assert "3.25" not in report.output


def test_an_example_is_shown_and_worth_nothing(graded):
    report = graded(f"{AFFINE}return a * x + b + (x.tolist() == [1, 2])", "affine")
    assert (report.status, report.earned) == ("passed", 10)
    assert report.cases[0].status == "missed"
    assert report.cases[0].expected.value.data == [2.0, 4.0]


@pytest.mark.parametrize(
    ("points", "rounded"), [(2.675, 2.68), (1.005, 1.01), (0.125, 0.13), (2 / 3, 0.67), (0, 0)]
)
def test_marks_are_rounded_half_up(points, rounded):
    assert marks(points) == rounded
