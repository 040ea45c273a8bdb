"""Entries that follow: a wrong link costs its own entry, what follows from it keeps its credit."""

import inspect
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import CourseError
from grader.kinds.cases import FunctionPart
from grader.kinds.chains import Circle, order_of
from grader.kinds.function import FunctionQuestion
from grader.model import Definition, Mistake, Parameter, Raised, Returned, Run

many = settings(max_examples=60, deadline=None, derandomize=True)
A, B, C = (np.random.default_rng(seed).normal(size=(3, 3)) for seed in (1, 2, 3))


class Written:
    """A reference file of functions that are given here."""

    path = Path("reference/q1_1.py")

    def __init__(self, functions, mistakes=()):
        self.functions, self.known = functions, mistakes

    def answer(self, name):
        if name not in self.functions:
            raise CourseError(f"{self.path}: no function {name}")
        return self.functions[name]

    def mistakes(self, part):
        return tuple(Mistake(f.__name__, f.__doc__, f) for f in self.known)

    def properties(self, part):
        return ()

    def relations(self, part):
        return ()

    def make(self, name, rng):
        return self.functions[name](rng)

    def call(self, function, arguments):
        return function(*arguments)

    def attempt(self, function, arguments):
        try:
            return Returned(function(*arguments))
        except Exception as error:  # noqa: BLE001, as a reference file does
            return Raised(type(error).__name__, type(error).__name__, str(error))


def question(right, follows, returns, *, links, inputs=None, mistakes=(), relative=None):
    """A function part of three cases, without a course around it."""
    inputs = inputs or {"x": {"normal": [3]}}
    cases = [
        {"name": name, "inputs": inputs, "role": role}
        for name, role in (("one", "core"), ("two", "core"), ("three", "edge"))
    ]
    part = FunctionPart.model_validate(
        {
            "name": "back", "kind": "function", "points": 10, "returns": returns,
            "follows": follows, "cases": cases, "relative": relative,
        }
    )  # fmt: skip
    names = list(inspect.signature(right).parameters)
    stub = SimpleNamespace(
        signatures={"back": tuple(Parameter(name, required=True) for name in names)},
        bodies={"back": ""},
    )
    reference = Written({"back": right, **links}, mistakes)
    exercise = SimpleNamespace(
        id="q1_1",
        path=Path("exercises/q1_1.yaml"),
        prompt="",
        stub=stub,
        reference=reference,
        parts=(part,),
        gradients={},
    )
    return FunctionQuestion(part, exercise, 0)


def judged(asked, student):
    """The report of a student's function."""
    asks = (*asked.asks, *asked.probes)
    outputs = tuple(asked.exercise.reference.attempt(student, ask.arguments) for ask in asks)
    run = Run(outputs, definitions={"back": Definition(1, 2, "its body")})
    return asked.judge(outputs, run).report


def credits(asked, student):
    return {case.credit for case in judged(asked, student).cases}


# --- a chain of three: b from a, c from b, which stand the other way round -----------------------


def a_of(x):
    return A @ x


def b_from(a):
    return B @ a


def c_from(b, x):
    return (C @ b) * x


def back(x, a_of=a_of, b_from=b_from, c_from=c_from):
    a = a_of(x)
    b = b_from(a)
    return c_from(b, x), b, a, float(x.sum())


def right(x):
    return back(x)


LINKS = {"b_from": b_from, "c_from": c_from}
RETURNS = ["c", "b", "a", "total"]


@pytest.fixture
def three():
    return question(right, {"b": "b_from", "c": "c_from"}, RETURNS, links=LINKS)


def garbled(a):
    return B @ a + a**2


SLIPS = [
    ("nothing", back, 1.0, []),
    ("the first", lambda x: back(x, a_of=lambda x: A @ x + x**2), 0.75, ["chain.a"]),
    ("the first, as lists",
     lambda x: [np.asarray(e).tolist() for e in back(x, a_of=lambda x: A @ x + x**2)],
     0.75, ["chain.a"]),
    ("the first, in single precision",
     lambda x: tuple(np.float32(e) for e in back(x, a_of=lambda x: A @ x + x**2)),
     0.75, ["chain.a"]),
    ("the middle", lambda x: back(x, b_from=garbled), 0.75, ["chain.b"]),
    ("the middle, with the opposite sign", lambda x: back(x, b_from=lambda a: -B @ a),
     0.75, ["cause.sign"]),
    ("the last", lambda x: back(x, c_from=lambda b, x: (C @ b) * x**2), 0.75, ["cause.times"]),
    ("the first and the last",
     lambda x: back(x, a_of=lambda x: A @ x + x**2, c_from=lambda b, x: (C @ b) * x**2),
     0.5, ["chain.a"]),
    ("the first and the middle", lambda x: back(x, a_of=lambda x: A @ x + x**2, b_from=garbled),
     0.5, ["chain.a"]),
    ("one that nothing follows from", lambda x: (*back(x)[:3], float(x.sum()) + x[0]**2),
     0.75, ["chain.total"]),
    ("all, none from another", lambda x: (x**2, x**3, x**4, x[0]), 0.0, ["chain.a"]),
    ("two the wrong way round", lambda x: (right(x)[1], right(x)[0], *right(x)[2:]),
     0.5, ["cause.swapped.b.c"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("student", "credit", "named"), [r[1:] for r in SLIPS], ids=[r[0] for r in SLIPS]
)
def test_a_slip_costs_its_own_entry(three, student, credit, named):
    report = judged(three, student)
    assert {case.credit for case in report.cases} == {credit}
    found = [diagnosis.mistake for diagnosis in report.diagnoses]
    assert [name.split(".")[:2] for name in found] == [name.split(".")[:2] for name in named]


def test_what_follows_is_told_with_its_cause(three):
    report = judged(three, lambda x: back(x, b_from=garbled))
    told = report.cases[0].message
    assert "; a: " not in told
    assert told.startswith("b: 3 of 3")
    assert told.endswith("; rightly follow, and keep their credit: c from your b")
    (diagnosis,) = report.diagnoses
    assert diagnosis.message == (
        "`b` is the first wrong link of the chain: what it follows from is right."
    )


def test_a_cause_is_told_of_the_first_wrong_link(three):
    (diagnosis,) = judged(three, lambda x: back(x, b_from=lambda a: -B @ a)).diagnoses
    assert diagnosis.message.startswith("In `b`, the first wrong link: ")


def test_the_beginning_of_a_chain_follows_from_no_other(three):
    (diagnosis,) = judged(three, lambda x: back(x, a_of=lambda x: A @ x + x**2)).diagnoses
    assert diagnosis.message.endswith("it follows from no other entry.")


def test_a_known_mistake_comes_first():
    def signs(x):
        """Your sign is wrong from a on."""
        return back(x, a_of=lambda x: -A @ x)

    asked = question(right, {"b": "b_from", "c": "c_from"}, RETURNS, links=LINKS, mistakes=[signs])
    report = judged(asked, signs)
    assert [diagnosis.mistake for diagnosis in report.diagnoses] == ["signs"]
    assert {case.credit for case in report.cases} == {0.75}


# --- what proves nothing --------------------------------------------------------------------------


UNTELLING = [
    ("zeros", lambda x: (0 * x, 0 * x, 0 * x, 0.0)),
    ("ones", lambda x: (x**0, x**0, x**0, 1.0)),
    ("NaN", lambda x: (x * np.nan, x * np.nan, x * np.nan, np.nan)),
    ("infinity", lambda x: (x + np.inf, x + np.inf, x + np.inf, np.inf)),
    ("next to nothing", lambda x: (1e-14 * x, 1e-14 * x**2, 1e-14 * x**3, 1e-14)),
    ("None", lambda x: (None, None, None, None)),
    ("texts", lambda x: ("c", "b", "a", "total")),
    ("lists of lists", lambda x: ([[1], [1, 2]], [[]], [], [])),
    ("booleans", lambda x: (x > 0, x > 0, x > 0, True)),
    ("too few entries", lambda x: (x, x, x)),
    ("no tuple", lambda x: x),
]


@pytest.mark.parametrize("student", [r[1] for r in UNTELLING], ids=[r[0] for r in UNTELLING])
def test_what_follows_from_anything_earns_nothing(student):
    # Layouts and sums of nothing are nothing: these follow from whatever is returned.
    links = {
        "b_from": lambda a: a[::-1],
        "c_from": lambda b: 2 * b,
        "total_from": lambda c: c.sum(),
    }

    def layouts(x):
        return 2 * x[::-1], x[::-1], x, float(2 * x.sum())

    follows = {"b": "b_from", "c": "c_from", "total": "total_from"}
    asked = question(layouts, follows, RETURNS, links=links)
    assert credits(asked, layouts) == {1.0}
    assert credits(asked, student) == {0.0}


def test_an_earlier_entry_in_a_wrong_shape_derives_nothing(three):
    def column(x):
        a = (A @ x + x**2)[:, None]
        return c_from(b_from(a[:, 0]), x), b_from(a[:, 0]), a, float(x.sum())

    # b cannot be shown to follow, so it is wrong by itself, and c follows from it.
    assert credits(three, column) == {0.5}


def test_a_link_that_fails_derives_nothing():
    links = {"b_from": lambda a: a / 0 if a[0] > 1e9 else a.nothing, "c_from": c_from}
    asked = question(right, {"b": "b_from", "c": "c_from"}, RETURNS, links=links)
    assert credits(asked, lambda x: back(x, a_of=lambda x: A @ x + x**2)) == {0.5}


def test_a_link_may_write_into_what_it_is_given():
    def writing(b, x):
        x *= C @ b
        return x

    asked = question(
        right, {"b": "b_from", "c": "c_from"}, RETURNS, links={**LINKS, "c_from": writing}
    )
    student = lambda x: back(x, b_from=garbled)  # noqa: E731
    assert credits(asked, student) == credits(asked, student) == {0.75}


def test_whole_numbers_follow_as_numbers():
    def sizes(n):
        return n // 2, n // 2 // 2

    asked = question(
        sizes, {"second": "second_from"}, ["first", "second"],
        links={"second_from": lambda first: first // 2}, inputs={"n": 37},
    )  # fmt: skip
    assert credits(asked, lambda n: (n // 3, n // 3 // 2)) == {0.5}
    assert credits(asked, lambda n: (n / 4, 0)) == {0.0}


def test_an_exception_in_one_case_leaves_the_chain_alone(three):
    def stops(x):
        if x[0] < 0:
            raise ZeroDivisionError
        return back(x, b_from=garbled)

    assert credits(three, stops) == {0.0, 0.75}


def test_a_right_submission_does_not_pay_for_chains(three):
    judged(three, right)
    assert "reasons" not in vars(three)


# --- any chain ------------------------------------------------------------------------------------


@st.composite
def chains(draw):
    """A forest of entries: the number of the one each follows from, and how they are ordered."""
    size = draw(st.integers(2, 6))
    parents = [draw(st.integers(-1, i - 1)) for i in range(size)]
    return parents, draw(st.permutations(range(size)))


def linear(parents, order, seed, slip=None):
    """A student's function that multiplies by a matrix at each link, and slips at one."""
    rng = np.random.default_rng(seed)
    matrices = rng.normal(size=(len(parents), 3, 3))
    others = rng.normal(size=(len(parents), 3, 3))

    def entries(x):
        found = []
        for i, parent in enumerate(parents):
            before = x if parent < 0 else found[parent]
            found.append((others if i == slip else matrices)[i] @ before)
        return tuple(found[i] for i in order)

    links = {
        f"e{i}_from": eval(f"lambda e{p}: m @ e{p}", {"m": matrices[i]})
        for i, p in enumerate(parents)
        if p >= 0
    }
    return entries, links


@many
@given(chain=chains(), seed=st.integers(0, 10**6), slip=st.integers(0, 5))
def test_a_single_wrong_link_loses_exactly_its_share(chain, seed, slip):
    parents, order = chain
    slip %= len(parents)
    truth, links = linear(parents, order, seed)
    student, _ = linear(parents, order, seed, slip)
    follows = {name.removesuffix("_from"): name for name in links}
    asked = question(truth, follows, [f"e{i}" for i in order], links=links)
    report = judged(asked, student)
    share = pytest.approx((len(parents) - 1) / len(parents))
    assert all(case.credit == share for case in report.cases)
    assert all("is the first wrong link" in d.message or f"`e{slip}`" in d.message
               for d in report.diagnoses)  # fmt: skip


# --- the order, and what is wrong with a chain ----------------------------------------------------


ORDERS = [
    ("abc", {}, "abc"),
    ("abc", {"a": "b", "b": "c"}, "cba"),
    ("abcd", {"b": "d", "c": "a"}, "adbc"),
    ("abcd", {"a": "bx", "b": "cy", "d": "a"}, "cbad"),
]


@pytest.mark.parametrize(("names", "needs", "order"), ORDERS)
def test_entries_stand_after_those_they_need(names, needs, order):
    assert order_of(tuple(names), needs) == tuple(order)


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        ({"a": "a"}, "a circle: a from a"),
        ({"a": "b", "b": "a"}, "a circle: a from b from a"),
        ({"c": "b", "b": "d", "d": "b"}, "a circle: b from d from b"),
        ({"a": "b", "b": "c", "c": "a"}, "a circle: a from b from c from a"),
    ],
)
def test_a_circle_is_told(needs, told):
    with pytest.raises(Circle, match=told):
        order_of(tuple("abcd"), needs)


WRONG = [
    ({"d": "b_from"}, "q1_1.yaml: back: follows: returns has no entry d"),
    ({"b": "none"}, "no function none"),
    ({"b": "lost"}, "follows.b: lost takes z, which is neither an input nor an entry of returns"),
    ({"b": "b_of_c", "c": "c_from"}, "follows: a circle: c from b from c"),
]


@pytest.mark.parametrize(("follows", "told"), WRONG, ids=[r[1] for r in WRONG])
def test_what_only_shows_when_the_file_runs_is_told_in_one_line(follows, told):
    links = {**LINKS, "lost": lambda z: z, "b_of_c": lambda c: c}
    with pytest.raises(CourseError) as caught:
        _ = question(right, follows, RETURNS, links=links).reasons.chain
    (message,) = caught.value.messages
    assert message.endswith(told)
