"""Backward passes beside the student's own forward pass: who is told what, and who nothing."""

import shutil

import numpy as np
import pytest

from grader.course import open_course
from grader.errors import CourseError
from grader.model import Foreign, Returned, Status, Stopped

from .calls import answers, asked
from .conftest import SMALL

SEEDS = range(25)


def told(exercise, part, functions, seed=0):
    """The diagnosis of a backward part as id and message, or None."""
    gradients = asked(exercise, part, seed).gradients
    found = gradients.explain(answers(gradients.calls, functions))
    assert len(found) <= 1
    return (found[0].mistake, found[0].message) if found else None


@pytest.fixture(scope="module")
def norm(course):
    return course.exercise("q3_6")


@pytest.fixture(scope="module")
def both(small):
    return small.exercise("s4")


# --- batch normalisation ------------------------------------------------------------------------


def train(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    Y = gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0) + eps) + beta
    return Y, running_mean, running_var


def backward(X, gamma, dY, eps=1e-5):
    n, std = len(X), np.sqrt(X.var(axis=0) + eps)
    normal = (X - X.mean(axis=0)) / std
    along = (dY * normal).sum(axis=0)
    return gamma / std * (dY - dY.mean(axis=0) - normal * along / n), along, dY.sum(axis=0)


def by_matrices(X, gamma, dY, eps=1e-5):
    """Column by column, with the Jacobian of each; lists come back."""
    n, centre = len(X), np.eye(len(X)) - 1 / len(X)
    dX, dgamma = np.zeros(X.shape), []
    for j in range(X.shape[1]):
        c = centre @ X[:, j]
        s = np.sqrt(c @ c / n + eps)
        dX[:, j] = gamma[j] * (centre / s - centre @ np.outer(c, c) / (n * s**3)) @ dY[:, j]
        dgamma.append(float(c @ dY[:, j] / s))
    return [dX.tolist(), dgamma, dY.sum(axis=0)]


def unnormalised(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    return gamma * X + beta, running_mean, running_var


def unnormalised_backward(X, gamma, dY, eps=1e-5):
    return gamma * dY, (dY * X).sum(axis=0), dY.sum(axis=0)


def unbiased(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    Y = gamma * (X - X.mean(axis=0)) / np.sqrt(X.var(axis=0, ddof=1) + eps) + beta
    return Y, running_mean, running_var


def unbiased_backward(X, gamma, dY, eps=1e-5):
    n, std = len(X), np.sqrt(X.var(axis=0, ddof=1) + eps)
    normal = (X - X.mean(axis=0)) / std
    along = (dY * normal).sum(axis=0)
    return gamma / std * (dY - dY.mean(axis=0) - normal * along / (n - 1)), along, dY.sum(axis=0)


def changed(dX=1.0, dgamma=1.0, dbeta=1.0):
    """The right backward pass with its entries multiplied."""
    factors = (dX, dgamma, dbeta)
    return lambda *given: tuple(f * d for f, d in zip(factors, backward(*given), strict=True))


@pytest.mark.parametrize("back", [backward, by_matrices, None], ids=["one", "another", "bank's"])
def test_right_passes_are_never_blamed(norm, back):
    for seed in SEEDS:
        right = back or norm.reference.answer("batchnorm_backward")
        functions = {"batchnorm_train": train, "batchnorm_backward": right}
        assert told(norm, "batchnorm_backward", functions, seed) is None


def test_a_right_backward_pass_is_never_blamed_for_a_wrong_forward_pass(norm):
    for forward in (unnormalised, unbiased, lambda *given: (0 * given[0], 0, 0)):
        functions = {"batchnorm_train": forward, "batchnorm_backward": backward}
        assert told(norm, "batchnorm_backward", functions) is None


@pytest.mark.parametrize(
    ("forward", "back"), [(unnormalised, unnormalised_backward), (unbiased, unbiased_backward)]
)
def test_the_gradient_of_a_wrong_forward_pass_is_told_so(norm, forward, back):
    functions = {"batchnorm_train": forward, "batchnorm_backward": back}
    for seed in SEEDS:
        assert told(norm, "batchnorm_backward", functions, seed) == (
            "gradient.follows",
            "Your batchnorm_backward is the gradient of your own batchnorm_train; repair that one "
            "first.",
        )


WRONG = [
    ("dX", changed(dX=2), "In every direction it is 2 times as much."),
    ("dX", changed(dX=-1, dgamma=3), "In every direction it is -1 times as much."),
    ("dX", changed(dX=0), "your dX says 0."),
    ("dX", unnormalised_backward, "your forward pass changes by "),
    ("dgamma", changed(dgamma=0.25), "In every direction it is 0.25 times as much."),
    ("dgamma", lambda *given: (*backward(*given)[:2][:1], given[1], 0), "one direction of gamma"),
    ("dbeta", changed(dbeta=1.02), "In every direction it is 1.02 times as much."),
    ("dbeta", lambda *given: (*backward(*given)[:2], len(given[0]) + 0 * given[1]), "dbeta says"),
]


@pytest.mark.parametrize(("entry", "back", "words"), WRONG)
def test_the_first_wrong_entry_is_told_with_numbers(norm, entry, back, words):
    for seed in SEEDS:
        functions = {"batchnorm_train": train, "batchnorm_backward": back}
        id, message = told(norm, "batchnorm_backward", functions, seed)
        assert id == f"gradient.{entry}"
        assert message.startswith(f"Your {entry} is not the gradient of your own batchnorm_train: ")
        assert words in message


DY = np.array([[1.0, -2, 0.5], [0.3, 1, 2], [-1, 0.2, 0.7], [2, -0.4, 1.1]])


def test_the_mistakes_of_the_bank_are_blamed_on_the_entry_that_they_spoil(norm):
    given = [np.arange(12.0).reshape(4, 3) ** 1.5, np.array([2.0, 0.5, 3.0]), DY]
    right = norm.reference.answer("batchnorm_backward")(*given)
    for mistake in norm.reference.mistakes("batchnorm_backward"):
        functions = {"batchnorm_train": train, "batchnorm_backward": mistake.function}
        found = told(norm, "batchnorm_backward", functions)
        wrong = norm.reference.attempt(mistake.function, given)
        if found is not None and isinstance(wrong, Returned):
            names = zip(("dX", "dgamma", "dbeta"), wrong.value, right, strict=True)
            kept = {name for name, got, want in names if np.array_equal(got, want)}
            assert found[0].removeprefix("gradient.") not in kept, mistake.id


def test_both_passes_wrong_are_compared_with_each_other(norm):
    functions = {"batchnorm_train": unnormalised, "batchnorm_backward": unbiased_backward}
    assert told(norm, "batchnorm_backward", functions)[0] == "gradient.dX"


def test_an_entry_is_told_even_where_an_earlier_one_has_a_wrong_shape(norm):
    functions = {
        "batchnorm_train": train,
        "batchnorm_backward": lambda *given: (given[0][0], *changed(dgamma=2)(*given)[1:]),
    }
    assert told(norm, "batchnorm_backward", functions)[0] == "gradient.dgamma"


# --- what says nothing --------------------------------------------------------------------------

# As many axes as NumPy has.
AXES = (1,) * (32 if np.__version__[:1] == "1" else 64)
NOTHING = [
    None, "text", True, [], [[1.0], [2.0, 3.0]], {"a": 1}, float("nan"), float("inf"), 2**62,
    Foreign("a DataFrame"), (None, None, None), ("a", [], {}), ([None], [[1.0]], [[[]]]),
    (1e308, 1e308, 1e308), (np.full((6, 4), 1e308),) * 3, (np.full((6, 4), np.nan),) * 3,
    (np.zeros((1,) * 32),) * 3, np.zeros(100_000), (np.ones((6, 4), dtype=bool),) * 3,
    [np.zeros(AXES)] * 3, ([np.zeros(AXES)],) * 3,
]  # fmt: skip


@pytest.mark.parametrize("value", NOTHING, ids=lambda value: str(value)[:30].replace("\n", ""))
def test_odd_outputs_say_nothing_and_stop_nothing(norm, value):
    gradients = asked(norm, "batchnorm_backward").gradients
    odd = [Returned(value)] * len(gradients.calls)
    assert all(each.mistake != "gradient.follows" for each in gradients.explain(odd))
    for one, other in (("batchnorm_train", backward), ("batchnorm_backward", train)):
        functions = {"batchnorm_train": train, "batchnorm_backward": backward}
        outputs = answers(gradients.calls, functions)
        mixed = [
            odd[0] if call.function == one else output
            for call, output in zip(gradients.calls, outputs, strict=True)
        ]
        assert gradients.explain(mixed) == (), other


def test_what_was_not_run_says_nothing(norm):
    gradients = asked(norm, "batchnorm_backward").gradients
    skipped = [Stopped(Status.SKIPPED, "not run")] * len(gradients.calls)
    assert gradients.explain(skipped) == ()
    assert told(norm, "batchnorm_backward", {}) is None
    assert told(norm, "batchnorm_backward", {"batchnorm_backward": changed(dX=2)}) is None


def jumps(X, gamma, *rest, **named):
    return np.round(train(X, gamma, *rest, **named)[0], 3), 0, 0


def single(X, gamma, *rest, **named):
    return train(X.astype("f4"), gamma, *rest, **named)[0].astype("f4"), 0, 0


def random(X, gamma, *rest, **named):
    return train(X + np.random.default_rng().normal(size=X.shape), gamma, *rest, **named)


@pytest.mark.parametrize("forward", [jumps, single, random])
def test_a_forward_pass_without_a_slope_says_nothing_about_the_inputs(norm, forward):
    functions = {"batchnorm_train": forward, "batchnorm_backward": changed(dX=2)}
    assert told(norm, "batchnorm_backward", functions) is None


def test_a_bend_is_passed_over(both):
    gradients = asked(both, "bend").gradients
    half = [slope is None for seen in gradients._right for slope in seen.slopes]
    assert half == [False, False, True, True], "the second base is the bend itself"
    open_at_zero = {"bend": lambda z, da: (np.maximum(z, 0), da * (z >= 0))}
    assert told(both, "bend", open_at_zero) is None
    straight = {"bend": lambda z, da: (np.maximum(z, 0), da)}
    for seed in SEEDS:
        found = told(both, "bend", straight, seed)
        drawn = asked(both, "bend", seed).gradients.bases[0].inputs["z"]
        if (drawn > 0).any() and (drawn < 0).any():
            assert found[0] == "gradient.dz"
        else:
            assert found is None, "right where all are active; where none is, nothing moves"


# --- names --------------------------------------------------------------------------------------


def test_one_function_may_be_both_passes(both):
    leaky = {"bend": lambda z, da: (np.where(z > 0, z, z / 8), np.where(z > 0, da, da / 8))}
    assert told(both, "bend", leaky) is None, "at the bend it has no slope, so half is not proved"


def test_a_single_output_is_the_gradient_by_the_first_input(both):
    double = {"square": lambda x: x**2, "square_backward": lambda x, g: 4 * x * g}
    id, message = told(both, "square_backward", double)
    assert id == "gradient.dx"
    assert "Your gradient by x is not the gradient of your own square: in one direction" in message
    cube = {"square": lambda x: x**3, "square_backward": lambda x, g: 3 * x**2 * g}
    assert told(both, "square_backward", cube)[0] == "gradient.follows"


def test_defaults_of_the_forward_pass_fill_what_the_backward_pass_must_have(both):
    calls = asked(both, "dense_backward").gradients.calls
    (first, *_) = [call for call in calls if call.function == "dense_backward"]
    assert first.arguments[2] == 0.0
    assert asked(both, "dense_backward").gradients.silent() == ()
    right = {name: both.reference.answer(name) for name in ("dense", "dense_backward")}
    for seed in SEEDS:
        assert told(both, "dense_backward", right, seed) is None


def test_it_is_told_through_the_wall_and_after_what_is_more_specific(graded):
    source = (
        "import numpy as np\n"
        "def dense(x, w, b=0.0): return np.tanh(x @ w + b)\n"
        "def dense_backward(x, w, b, g):\n"
        "    dz = g * (1 - dense(x, w, b)**2)\n"
        "    return dz @ w.T, x.T @ dz, dz.sum()\n"
    )
    found = graded(source, "dense_backward", "s4").diagnoses
    assert [each.mistake for each in found] == ["gradient.follows"]
    scaled = source.replace("return dz @ w.T, x.T @ dz, dz.sum()", "return 1, 2, 3")
    found = graded(scaled, "dense_backward", "s4").diagnoses
    assert [each.mistake for each in found] == ["cause.constant"]


REFUSED = [
    ("dense_backward: dense", "dense_bakward: dense",
     "exercises/s4.yaml:3:3: gradients.dense_bakward: no function part dense_bakward; did you"),
    ("dense_backward: dense", "dense_backward: nothing", "no function part nothing"),
    ("dense_backward: dense", "dense_backward: square",
     "dense_backward must take one parameter that square does not take: the gradient that arrives "
     "(it takes 3)"),
    ("dense_backward: dense", "dense_backward: bend", "must take one parameter da or ddz"),
    ("bend: bend", "square: bend", "square must take one parameter da or ddz (it takes 0)"),
    ("returns: [dx, dw, db]", "returns: [x1, w1, b1]",
     "dense_backward returns no gradient that is named dx or dw or db"),
    ("{name: plain, inputs: {x: {normal: []}}}\n      - {name: other,",
     "{name: plain, hidden: true, inputs: {x: {normal: []}}}\n      - {name: other, hidden: true,",
     "square has no visible core case"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), REFUSED, ids=[row[1][:30] for row in REFUSED])
def test_what_does_not_fit_together_is_told_with_its_place(tmp_path, old, new, words):
    root = shutil.copytree(SMALL, tmp_path / "course")
    item = root / "exercises" / "s4.yaml"
    text = item.read_text(encoding="utf-8")
    assert text.count(old) == 1
    item.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CourseError) as error:
        open_course(root).exercise("s4")
    assert any(words in message for message in error.value.messages), error.value.messages
    assert all(message.startswith("exercises/s4.yaml:") for message in error.value.messages)
