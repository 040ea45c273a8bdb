"""What holds between calls: right functions are told nothing, wrong ones what they violate."""

import shutil

import numpy as np
import pytest

from grader.course import open_course
from grader.errors import CourseError
from grader.model import Foreign, Returned

from .calls import answers, asked
from .conftest import SMALL

SEEDS = range(12)
PARTS = [
    ("q2_3", "dilated_conv2d"),
    ("q2_4", "conv_transpose2d"),
    ("q3_6", "batchnorm_train"),
    ("q3_6", "batchnorm_backward"),
    ("q3_7", "conv2d"),
]


def told(exercise, part, function, seed=0):
    """Ids and messages of violated relations."""
    question = asked(exercise, part, seed)
    outputs = answers(question.asks, {part: function})
    related = answers(question.relations.calls, {part: function})
    return {d.mistake: d.message for d in question.relations.violations(outputs, related)}


@pytest.fixture(scope="module")
def both(small):
    return small.exercise("s4")


# --- the bank -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("id", "part"), PARTS)
def test_right_functions_violate_nothing(course, id, part):
    exercise = course.exercise(id)
    namespace = {}
    exec(exercise.solution.read_text(encoding="utf-8"), namespace)
    right = exercise.reference.answer(part)
    # Right within the tolerance, though no two calls are rounded alike.
    rng = np.random.default_rng(0)

    def rough(*given):
        found = right(*given)
        if isinstance(found, tuple):
            return tuple(each * (1 + 1e-7 * rng.normal(size=each.shape)) for each in found)
        return found * (1 + 1e-7 * rng.normal(size=found.shape))

    def listed(*given):
        found = right(*given)
        return [each.tolist() for each in found] if isinstance(found, tuple) else found.tolist()

    for seed in SEEDS:
        for function in (right, namespace[part], rough, listed):
            assert told(exercise, part, function, seed) == {}


def squashed(function):
    return lambda *given: np.tanh(function(*given))


def reflected(x, w, dilation=1, stride=1, padding=0):
    """Zeros around the image give way to the image itself, mirrored."""
    x = np.pad(x, padding, mode="symmetric")
    (h, k), (m, n) = x.shape, w.shape
    rows, columns = h - (m - 1) * dilation, k - (n - 1) * dilation
    y = np.zeros((-(-rows // stride), -(-columns // stride)))
    for a, b in np.ndindex(m, n):
        i, j = a * dilation, b * dilation
        y += w[a, b] * x[i : i + rows : stride, j : j + columns : stride]
    return y


def drifting(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """Running statistics by one example after the other."""
    mean = running_mean
    for row in X:
        mean = (1 - momentum) * mean + momentum * row
    return gamma * X + beta, mean, running_var


VIOLATED = [
    ("q2_3", "dilated_conv2d", squashed, {"relation.linear_in_x"}),
    ("q2_3", "dilated_conv2d", lambda right: reflected, {"relation.moves_with_the_image"}),
    ("q2_3", "dilated_conv2d", lambda right: lambda *given: right(*given) + 1,
     {"relation.linear_in_x"}),
    ("q2_4", "conv_transpose2d", squashed, {"relation.linear_in_x"}),
    ("q3_7", "conv2d", squashed, {"relation.affine_in_x"}),
    ("q3_7", "conv2d", lambda right: lambda x, w, b, *rest: right(x, w, 0 * b, *rest), set()),
    ("q3_6", "batchnorm_train", lambda right: drifting, {"relation.order_of_examples"}),
    ("q3_6", "batchnorm_backward",
     lambda right: lambda X, *given: tuple(np.cumsum(d, axis=0) for d in right(X, *given)),
     {"relation.order_of_examples"}),
]  # fmt: skip


@pytest.mark.parametrize(("id", "part", "wrong", "ids"), VIOLATED)
def test_wrong_functions_are_told_what_they_violate_once(course, id, part, wrong, ids):
    exercise = course.exercise(id)
    function = wrong(exercise.reference.answer(part))
    for seed in SEEDS:
        found = told(exercise, part, function, seed)
        assert found.keys() == ids
    visible = [case.name for case in asked(exercise, part).part.cases if not case.hidden]
    assert all(message.startswith(tuple(visible)) for message in found.values())


def test_the_adjoint_is_asked_of_one_output_and_gives_no_number_away(course):
    question = asked(course.exercise("q2_4"), "conv_transpose2d")
    (fact,) = question.reasons.properties
    for posed in question.posed:
        assert question.reasons.violated(fact, posed, posed.want) is None
        assert question.reasons.violated(fact, posed, posed.want[:, :-1]) is None
        if posed.want.size > 1:
            sentence = question.reasons.violated(fact, posed, posed.want[::-1])
            assert not any(letter.isdigit() for letter in sentence)


# --- how a relation is asked --------------------------------------------------------------------


def test_a_relation_that_returns_before_it_yields_is_not_asked(both):
    relations = asked(both, "dense").relations
    tried = [(each.relation.id, each.at) for each in relations.asked]
    assert tried == [("order_of_rows", 0), ("order_of_rows", 1), ("without_offset", 0)]
    assert len(relations.calls) == 4


def test_each_relation_is_told_once_with_the_case_before_it(both):
    found = told(both, "dense", lambda x, w, b=0.0: (np.arange(len(x)) + (x @ w).T).T ** 2)
    assert found["relation.order_of_rows"] == "three: the rows do not move along"
    assert found["relation.without_offset"].endswith("for twice as much")


def test_entries_have_names_and_places(both):
    found = told(both, "bend", lambda z, da: (z, da))
    assert found == {}, "as much on both sides"
    found = told(both, "bend", lambda z, da: (z, da * np.sign(z)))
    assert found["relation.sides"].startswith("drawn: a unit is active")


def test_what_is_drawn_is_the_same_each_time(both):
    one, other = (asked(both, "dense", 3).relations.calls for _ in range(2))
    for mine, theirs in zip(one, other, strict=True):
        np.testing.assert_equal(mine.arguments, theirs.arguments)
        assert mine.probe


AXES = (1,) * (32 if np.__version__[:1] == "1" else 64)
ODD = [
    None, "text", True, [], [[1.0], [2.0, 3.0]], {"a": 1}, float("nan"), 2**62, (), (1, 2),
    Foreign("a DataFrame"), np.full((3, 4), np.nan), np.full((3, 4), np.inf), np.zeros((3, 1)),
    np.ones((3, 4), dtype=bool), np.zeros(100_000), [np.zeros(AXES)], np.zeros((3, 4, 1)),
    (np.zeros(AXES), None), ([np.zeros(AXES)], [np.zeros(AXES)]), (np.nan * np.ones(4), np.ones(4)),
]  # fmt: skip


@pytest.mark.parametrize("value", ODD, ids=lambda value: str(value)[:30].replace("\n", ""))
def test_odd_outputs_say_nothing(both, value):
    for part in ("dense", "bend"):
        question = asked(both, part)
        odd = [Returned(value)] * (len(question.asks) + len(question.relations.calls))
        count = len(question.asks)
        assert question.relations.violations(odd[:count], odd[count:]) == ()
        right = answers(question.asks, {part: both.reference.answer(part)})
        assert question.relations.violations(right, odd[count:]) == ()
        assert question.relations.violations(right, answers(question.relations.calls, {})) == ()


def test_a_relation_that_is_not_there_is_told_with_its_place(tmp_path):
    root = shutil.copytree(SMALL, tmp_path / "course")
    file = root / "reference" / "s4.py"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[order_of_rows, ", "[order_of_row, "), encoding="utf-8")
    told = "RELATIONS: dense: no function order_of_row; did you mean order_of_rows"
    with pytest.raises(CourseError, match=told) as error:
        open_course(root).exercise("s4")
    assert str(error.value).startswith("reference/s4.py:52:")


def test_huge_numbers_are_judged_quietly(both):
    for size in (1e200, 1e308):
        told(both, "dense", lambda x, w, b=0.0, size=size: size * (x @ w))


def test_relations_are_told_through_the_wall_besides_a_cause(graded):
    source = "def dense(x, w, b=0.0): return (x @ w + b) * (x[0, 0] > 0)"
    ids = [each.mistake for each in graded(source, "dense", "s4").diagnoses]
    assert "relation.order_of_rows" in ids or ids == []
    source = "import numpy as np\ndef dense(x, w, b=0.0): return (x @ w + b)**3"
    ids = [each.mistake for each in graded(source, "dense", "s4").diagnoses]
    assert ids == ["relation.without_offset"]
