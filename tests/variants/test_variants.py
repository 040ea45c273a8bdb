"""Slips: a right answer with one thing done wrong, and nothing else changed by trying it."""

import contextlib
import importlib
import re
import sys
import threading
from types import ModuleType

import numpy as np
import pytest

from grader.course import open_course
from grader.grading import prepare
from grader.kinds.function import FunctionQuestion
from grader.variants import involved, variants_of

HERE = "slips_of_a_course"
RNG = np.random.default_rng(0)
X, W, B = RNG.normal(size=(5, 3)), RNG.normal(size=(3, 4)), RNG.normal(size=4)
PUBLIC = frozenset({"x", "W", "b", "scale", "n", "relu"})


@pytest.fixture(scope="module")
def course():
    """The module `course.py`, imported as a reference file is: in a package of its own."""
    from importlib.machinery import ModuleSpec
    from importlib.util import module_from_spec
    from pathlib import Path

    spec = ModuleSpec(HERE, None, is_package=True)
    spec.submodule_search_locations = [str(Path(__file__).parent)]
    sys.modules[HERE] = module_from_spec(spec)
    yield importlib.import_module(f"{HERE}.course")
    for name in (HERE, f"{HERE}.course"):
        del sys.modules[name]


def right(x, W, b, scale=2.0):
    return scale * np.maximum(x @ W + b, 0).sum(axis=0)


DENSE = [
    ("`b` is taken to be 0", lambda: right(X, W, 0 * B)),
    ("`scale` is taken to be 1", lambda: right(X, W, B, 1.0)),
    ("`x` has the opposite sign", lambda: right(-X, W, B)),
    ("`W` is flipped left to right", lambda: right(X, W[:, ::-1], B)),
    ("the last of `x` is left out", lambda: right(X[:-1], W, B)),
    ("`mean` stands where `sum` belongs", lambda: 2 * np.maximum(X @ W + B, 0).mean(axis=0)),
    ("`relu` is left out", lambda: 2 * (X @ W + B).sum(axis=0)),
    ("`minimum` stands where `maximum` belongs", lambda: 2 * np.minimum(X @ W + B, 0).sum(axis=0)),
    ("the other axis is taken", lambda: 2 * np.maximum(X @ W + B, 0).sum(axis=1)),
    ("`tanh` stands where `relu` belongs", lambda: 2 * np.tanh(X @ W + B).sum(axis=0)),
]


@pytest.mark.parametrize(("clause", "given"), DENSE, ids=[row[0] for row in DENSE])
def test_a_slip_gives_what_it_says(course, clause, given):
    found = variants_of(course.dense, {"x": 0, "W": 0, "b": 0, "scale": 2.0}, [(X, W, B)], PUBLIC)
    outcomes = [v.call(X, W, B) for v in found if v.clause == clause]
    assert any(np.shape(o) == np.shape(given()) and np.allclose(o, given()) for o in outcomes)


LOOP = [
    ("a loop ends one too early", 14 / 4),
    ("a loop begins one too late", 29 / 4),
    ("`n` is left out", 30.0),
    ("the power of a term is left out", 10 / 4),
    ("a sum is overwritten, not added to", 16 / 4),
]


@pytest.mark.parametrize(("clause", "given"), LOOP, ids=[row[0] for row in LOOP])
def test_a_slip_in_a_loop_gives_what_it_says(course, clause, given):
    x = np.array([1.0, 2, 3, 4])
    found = variants_of(course.steps, {"x": 0, "n": 0}, [(x, 4)], PUBLIC)
    assert given in [v.call(x, 4) for v in found if v.clause == clause]


def test_trying_a_slip_leaves_the_course_as_it_was(course):
    before = named(course)
    for variant in variants_of(course.dense, {"x": 0, "W": 0, "b": 0, "scale": 2.0}, [], PUBLIC):
        with contextlib.suppress(Exception):
            variant.call(X, W, B)
    assert named(course) == before
    assert np.allclose(course.dense(X, W, B), right(X, W, B))


def named(module):
    return {name: value for name, value in vars(module).items() if name[:2] != "__"}


def test_what_may_run_for_ever_is_left_alone(course):
    found = variants_of(course.endless, {"n": None}, [(3,)], PUBLIC)
    assert {variant.id.partition(".")[0] for variant in found} == {"input"}


def test_a_slip_is_made_in_what_an_answer_calls(course):
    assert involved(course.dense) == [course.dense, course.relu]


def test_what_is_no_function_of_a_course_has_no_slips():
    assert variants_of(np.exp, {"x": None}, [], PUBLIC) == ()


def test_ids_and_their_order_are_the_same_every_time(course):
    one, other = (variants_of(course.dense, {"x": 0, "W": 0, "b": 0}, [], PUBLIC) for _ in "ab")
    assert [variant.id for variant in one] == [variant.id for variant in other]


@pytest.fixture(scope="module")
def questions():
    bank = open_course()
    papers = [prepare(bank, bank.exercise(id)) for id in ("q2_3", "q3_6", "q4_2", "q5_3")]
    return [q for paper in papers for q in paper.questions if isinstance(q, FunctionQuestion)]


def test_a_clause_shows_no_name_that_only_the_reference_knows(questions):
    library = {"np", "math"} | {n for n in dir(np)} | {n for n in dir(np.ndarray)}
    for asked in questions:
        text = f"{asked.exercise.prompt} {asked.part.prompt}"
        words = set(re.findall(r"[^\W\d]\w*", text))
        known = library | words | set(asked.part.returns) | {p.name for p in asked.parameters}
        # The field's own words for what everybody applies.
        known |= {"tanh", "sigmoid", "relu", "and", "or", "axis", "keepdims"}
        for variant in asked.reasons.slips.variants:
            for piece in re.findall(r"`([^`]*)`", variant.clause):
                assert set(re.findall(r"[^\W\d]\w*", piece)) <= known, variant.clause


def test_references_work_on_after_their_slips_were_tried(questions):
    for asked in questions:
        for number in range(len(asked.reasons.slips.variants)):
            asked.reasons.slips.outcome(number, 0)
        posed = asked.posed[0]
        answer = asked.exercise.reference.answer(asked.part.name)
        again = asked.exercise.reference.call(answer, posed.arguments)
        assert np.array_equal(flat(again), flat(posed.want), equal_nan=True)


def flat(value):
    entries = value if isinstance(value, tuple) else (value,)
    return np.concatenate([np.ravel(entry) for entry in entries])


def test_modules_that_are_no_package_of_ours_are_not_touched():
    stranger = ModuleType("stranger")
    exec("def f(x):\n  return x + 1\n", vars(stranger))
    found = variants_of(stranger.f, {"x": None}, [(1,)], PUBLIC)
    assert all(variant.id.startswith("input.") for variant in found)


def test_right_answers_are_right_while_slips_are_tried_beside_them(questions):
    asked = questions[0]
    reference, posed = asked.exercise.reference, asked.posed[0]
    done = threading.Event()

    def try_slips():
        for number in range(len(asked.reasons.slips.variants)):
            asked.reasons.slips.outcome(number, 1)
        done.set()

    thread = threading.Thread(target=try_slips)
    thread.start()
    while not done.is_set():
        again = reference.call(reference.answer(asked.part.name), posed.arguments)
        assert np.array_equal(flat(again), flat(posed.want))
    thread.join()
