"""Each cause is found where a function has it, and nowhere else."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import Tolerance
from grader.diagnosis import causes, form, places, pointwise, shapes
from grader.diagnosis.causes import CAUSES, EVIDENCE, PAIRS, explain, subjects_of
from grader.diagnosis.observation import calls_of
from grader.model import Foreign, Raised, Returned, Status, Stopped

SIZES = [(3, 5), (4, 3), (5, 6), (2, 4), (6, 3), (4, 7)]


def signed(x, lr, b):
    """(n, m) of both signs, no number twice."""
    return np.sin(3 * x) + x + 0.1


def positive(x, lr, b):
    return np.exp(np.sin(x)) + 0.3


def gradient(x, lr, b):
    """Half of its numbers are 0."""
    return np.where(x > 0, np.cos(x) + 2, 0.0)


def vector(x, lr, b):
    return np.sin(5 * x).sum(axis=0)


def number(x, lr, b):
    return float(np.sin(x).sum())


def average(x, lr, b):
    return float(np.cos(x).mean())


def triples(x, lr, b):
    return np.sin(x[:, :3] if x.shape[1] > 2 else x) * 3


def count(x, lr, b):
    return int(7 * len(x) + x.shape[1] ** 2)


def whole(x, lr, b):
    return np.rint(20 * x).astype(int)


def loss(x, lr, b):
    return -np.log(1 / (1 + np.exp(-np.abs(x)))) * 3


def columns(x, lr, b):
    """(m, 1)."""
    return np.sin(x).sum(axis=0)[:, None]


def calls(seed, sizes=SIZES):
    rng = np.random.default_rng(seed)
    return [
        {"x": rng.normal(size=size), "lr": 0.5 + i / 7, "b": rng.normal(size=size[1])}
        for i, size in enumerate(sizes)
    ]


def last_row(want, x, lr, b):
    want[-1] += 1
    return want


def frame(want, x, lr, b):
    want[[0, -1]] += 1
    want[:, [0, -1]] -= 2
    return want


# The id, the right function, and what the student makes of the right answer.
SLIPS = [
    ("sign", signed, lambda want, x, lr, b: -want),
    ("sign", number, lambda want, x, lr, b: -want),
    ("absolute", signed, lambda want, x, lr, b: np.abs(want)),
    ("clipped", signed, lambda want, x, lr, b: np.maximum(want, 0)),
    ("squared", positive, lambda want, x, lr, b: want**2),
    ("root", positive, lambda want, x, lr, b: np.sqrt(want)),
    ("reciprocal", signed, lambda want, x, lr, b: 1 / want),
    ("complement", signed, lambda want, x, lr, b: 1 - want),
    ("exponential", signed, lambda want, x, lr, b: np.exp(want)),
    ("exponential_negative", loss, lambda want, x, lr, b: np.exp(-want)),
    ("logarithm", positive, lambda want, x, lr, b: np.log(want)),
    ("logarithm_negative", positive, lambda want, x, lr, b: -np.log(want)),
    ("whole", signed, lambda want, x, lr, b: np.rint(want)),
    ("whole", positive, lambda want, x, lr, b: want.astype(int)),
    ("rounded", signed, lambda want, x, lr, b: want.round(2)),
    ("precision", positive, lambda want, x, lr, b: want.astype(np.float16).astype(float)),
    ("factor", signed, lambda want, x, lr, b: 2 * want),
    ("factor", signed, lambda want, x, lr, b: -want / 3),
    ("factor", number, lambda want, x, lr, b: 2.7 * want),
    ("factor", whole, lambda want, x, lr, b: 3 * want),
    ("factor.logarithm", positive, lambda want, x, lr, b: want / np.log(2)),
    ("factor.degrees", signed, lambda want, x, lr, b: want * np.pi / 180),
    ("factor.constant_root", signed, lambda want, x, lr, b: want / np.sqrt(2)),
    ("factor.count", signed, lambda want, x, lr, b: len(x) * want),
    ("factor.count", signed, lambda want, x, lr, b: want / x.shape[1]),
    ("factor.count", number, lambda want, x, lr, b: want / x.size),
    ("factor.count", signed, lambda want, x, lr, b: want * np.sqrt(len(x))),
    ("factor.n_minus_1", signed, lambda want, x, lr, b: want * len(x) / (len(x) - 1)),
    ("factor.n_minus_1", signed, lambda want, x, lr, b: want * (1 - 1 / len(x)) ** 0.5),
    ("factor.lr", signed, lambda want, x, lr, b: lr * want),
    ("factor.lr", signed, lambda want, x, lr, b: want / lr),
    ("factor.lr", number, lambda want, x, lr, b: want * lr**2),
    ("offset", signed, lambda want, x, lr, b: want + 0.25),
    ("offset.lr", signed, lambda want, x, lr, b: want + lr),
    ("left_out.lr", signed, lambda want, x, lr, b: want - lr),
    ("left_out.b", signed, lambda want, x, lr, b: want - b),
    ("offset.b", signed, lambda want, x, lr, b: want - 2 * b),
    ("times.b", signed, lambda want, x, lr, b: want * b),
    ("times.x", signed, lambda want, x, lr, b: want / x),
    ("input.x", signed, lambda want, x, lr, b: x),
    ("reduced.sum", signed, lambda want, x, lr, b: want.sum(axis=0)),
    ("reduced.mean", signed, lambda want, x, lr, b: want.mean()),
    ("reduced.max", vector, lambda want, x, lr, b: want.max()),
    ("not_reduced.sum", vector, lambda want, x, lr, b: np.sin(5 * x)),
    ("not_reduced.mean", average, lambda want, x, lr, b: np.cos(x)),
    ("permuted", triples, lambda want, x, lr, b: want[:, [1, 0, 2]]),
    ("permuted", triples, lambda want, x, lr, b: want[:, [2, 0, 1]]),
    ("where.negative.x", positive, lambda want, x, lr, b: np.where(x < 0, want**3, want)),
    ("offset.x", signed, lambda want, x, lr, b: want + x),
    ("off_by_one", count, lambda want, x, lr, b: want + 1),
    ("off_by_one", whole, lambda want, x, lr, b: want - 1),
    ("transposed", signed, lambda want, x, lr, b: want.T),
    ("flipped", signed, lambda want, x, lr, b: want[::-1]),
    ("flipped", signed, lambda want, x, lr, b: want[:, ::-1]),
    ("rotated", signed, lambda want, x, lr, b: want[::-1, ::-1]),
    ("rotated_90", signed, lambda want, x, lr, b: np.rot90(want)),
    ("rotated_90", signed, lambda want, x, lr, b: np.rot90(want, -1)),
    ("rolled", signed, lambda want, x, lr, b: np.roll(want, 1, axis=1)),
    ("column_by_column", signed, lambda want, x, lr, b: want.ravel("F").reshape(want.shape)),
    ("reversed", vector, lambda want, x, lr, b: want[::-1]),
    ("sorted", vector, lambda want, x, lr, b: np.sort(want)),
    ("rolled", vector, lambda want, x, lr, b: np.roll(want, -1)),
    ("order", signed, lambda want, x, lr, b: want[:, np.argsort(-b)]),
    ("shape.flattened", signed, lambda want, x, lr, b: want.ravel()),
    ("shape.extra_axis", vector, lambda want, x, lr, b: want[None, :]),
    ("shape.lost_axis", columns, lambda want, x, lr, b: want[:, 0]),
    ("shape.row_column", columns, lambda want, x, lr, b: want.T),
    ("shape.one_number", number, lambda want, x, lr, b: np.array([want])),
    ("shape.reshaped", signed, lambda want, x, lr, b: want.reshape(want.shape[::-1])),
    ("broadcast", vector, lambda want, x, lr, b: want[:, None] + b - b[:, None]),
    ("block.too_much", signed, lambda want, x, lr, b: np.pad(want, 2)),
    ("block.too_much", vector, lambda want, x, lr, b: np.append(want, 9.0)),
    ("block.too_much", vector, lambda want, x, lr, b: np.append(9.0, want)),
    ("block.too_little", signed, lambda want, x, lr, b: want[1:, 1:]),
    ("shape.one_shorter", signed, lambda want, x, lr, b: np.sin(want[1:])),
    ("block.too_little", signed, lambda want, x, lr, b: want[:-1, :]),
    ("mask_missing", gradient, lambda want, x, lr, b: np.cos(x) + 2),
    ("mask_extra", positive, lambda want, x, lr, b: np.where(x > 0, want, 0.0)),
    ("edge.last_row", positive, last_row),
    ("border", positive, frame),
    ("constant", signed, lambda want, x, lr, b: np.zeros_like(want)),
    ("constant", number, lambda want, x, lr, b: 0.75),
    ("none", signed, lambda want, x, lr, b: None),
    ("more_entries", signed, lambda want, x, lr, b: (x, want)),
]


def slipping(right, slip):
    return lambda **inputs: slip(right(**inputs), **inputs)


def id_of(diagnosis):
    return None if diagnosis is None else diagnosis.mistake.removeprefix("cause.")


TABLE = pytest.mark.parametrize(
    ("id", "right", "slip"), SLIPS, ids=[f"{i}-{id}" for i, (id, *_) in enumerate(SLIPS)]
)


@TABLE
@settings(max_examples=5, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_each_cause_is_found(observe, id, right, slip, seed):
    told = explain(observe(right, slipping(right, slip), calls(seed)))
    assert id_of(told) == id
    assert told.message[0].isupper()
    assert told.message.endswith(".")


# A constant, or None, has no number that could be spoilt; a shape stays what it is.
SPOILT = [
    line
    for line in SLIPS
    if line[0] not in ("none", "constant", "more_entries") and not line[0].startswith("shape.")
]


def spoil(observation):
    """The same call with its first right number, else the middle one, off by a tenth."""
    value = np.array(observation.output.value, dtype=float)
    want = np.asarray(observation.want, dtype=float)
    right = np.flatnonzero(value == want) if value.shape == want.shape else []
    middle = np.ravel_multi_index([n // 2 for n in value.shape], value.shape) if value.ndim else 0
    value.flat[right[0] if len(right) else middle] += 0.1
    return replace(observation, output=Returned(value if value.ndim else float(value)))


@pytest.mark.parametrize(("id", "right", "slip"), SPOILT)
def test_one_number_that_is_otherwise_ends_a_cause(observe, id, right, slip):
    seen = observe(right, slipping(right, slip), calls(11))
    assert id_of(explain([*seen[:-1], spoil(seen[-1])])) != id


@TABLE
def test_one_wrong_input_proves_nothing(observe, id, right, slip):
    """A right rest does not help, and calling it again with the same inputs does not either."""
    seen = observe(right, slipping(right, slip), calls(5))
    rest = [replace(o, output=Returned(o.want)) for o in seen[1:]]
    assert explain([*rest, seen[0]]) is None
    assert explain([*rest, seen[0], replace(seen[0], order=99)]) is None


@TABLE
def test_an_exception_ends_a_cause_about_numbers(observe, id, right, slip):
    seen = observe(right, slipping(right, slip), calls(3))
    stopped = replace(seen[2], output=Raised("ValueError", "ValueError"))
    assert explain([*seen[:2], stopped, *seen[3:]]) is None


@TABLE
def test_a_skipped_call_tells_nothing(observe, id, right, slip):
    seen = observe(right, slipping(right, slip), [*calls(3), *calls(4)[:1]])
    skipped = replace(seen[-1], output=Stopped(Status.SKIPPED, "not run"))
    assert id_of(explain([*seen[:-1], skipped])) == id


def test_every_cause_about_numbers_is_in_the_table(observe):
    """A cause that no line brings out would be dead."""
    missing = {cause for cause in CAUSES if cause.of in (PAIRS, EVIDENCE)}
    for _, right, slip in SLIPS:
        seen = calls_of(observe(right, slipping(right, slip), calls(5)), ())
        for _, found in subjects_of(seen):
            with np.errstate(all="ignore"):
                missing = {c for c in missing if not (c.of in found and found[c.of](c))}
    found_below = {pointwise.inverted, form.broadcast_inside, shapes.window, places.place}
    assert {cause.find for cause in missing} == found_below


# --- entries ------------------------------------------------------------------------------------


def test_entries_that_share_a_cause_are_named_once(observe):
    def right(x, lr, b):
        return signed(x, lr, b), vector(x, lr, b), number(x, lr, b)

    def student(x, lr, b):
        dx, db, loss = right(x, lr, b)
        return -dx, -db, loss

    told = explain(observe(right, student, calls(1)), ["dx", "db", "loss"])
    assert told.mistake == "cause.sign"
    assert told.message.startswith("In `dx` and `db`: Every number is exactly the negative")


def test_a_cause_of_all_entries_names_none(observe):
    def right(x, lr, b):
        return signed(x, lr, b), number(x, lr, b)

    def student(x, lr, b):
        return tuple(2 * entry for entry in right(x, lr, b))

    told = explain(observe(right, student, calls(1)), ["dx", "loss"])
    assert told.mistake == "cause.factor"
    assert told.message.startswith("Every number is twice the right one.")


@pytest.mark.parametrize(
    ("id", "student"),
    [
        ("swapped", lambda x: (x**2, np.sin(x), x.sum())),
        ("one_entry", lambda x: x**2),
        ("none", lambda x: None),
        ("missing_entries", lambda x: (x**2, np.sin(x))),
        ("another_entry", lambda x: (x**2, x**2, np.cos(x).sum())),
        (None, lambda x: (x**2, np.cos(x))),
        (None, lambda x: (np.sin(x), x**2, x.sum())),
    ],
)
def test_entries_in_wrong_places(observe, id, student):
    seen = observe(lambda x: (np.sin(x), x**2, x.sum()), student, [{"x": c["x"]} for c in calls(2)])
    assert id_of(explain(seen, ["a", "b", "total"])) == id


def test_entries_in_one_array(observe):
    seen = observe(lambda x: (x, x**2), lambda x: np.stack([x, x**2]), xs())
    assert id_of(explain(seen, ["a", "b"])) == "stacked"


def test_an_entry_that_never_changes(observe):
    seen = observe(lambda x: (x, np.sin(x).sum()), lambda x: (x, 0.0), xs())
    assert explain(seen, ["a", "b"]).message.startswith("In `b`: Every number is 0, in every call.")


def test_whole_numbers_that_are_one_too_large_where_a_division_is_rounded(observe):
    sizes = [
        (n, s) for n, s in zip((21, 24, 30, 17, 40, 33, 27), (4, 3, 7, 5, 8, 2, 6), strict=True)
    ]
    inputs = [{"n": n, "s": s} for n, s in sizes]
    seen = observe(lambda n, s: n // s + 1, lambda n, s: -(-n // s) + 1, inputs)
    assert id_of(explain(seen)) == "one_off"


def test_shapes_of_entries_that_are_mixed_up_are_not_explained(observe):
    """Neither is right, so that which is which is not proved."""
    seen = observe(lambda x: (x, x.sum(axis=0)), lambda x: (np.cos(x[0]), np.cos(x)), xs())
    assert explain(seen, ["dW", "db"]) is None


# --- booleans, lists, what is right here and wrong there ----------------------------------------


def xs(seed=0, sizes=SIZES):
    return [{"x": c["x"]} for c in calls(seed, sizes)]


def test_booleans_can_be_inverted(observe):
    seen = observe(lambda x: x > 0.3, lambda x: x <= 0.3, xs())
    assert id_of(explain(seen)) == "inverted"


def test_a_list_of_arrays_in_reverse(observe):
    def right(x):
        return [x, x + 1, x[:1]]

    assert id_of(explain(observe(right, lambda x: right(x)[::-1], xs()))) == "reversed"


def softmax(x):
    shifted = np.exp(x - x.max())
    return shifted / shifted.sum()


def naive_softmax(x):
    return np.exp(x) / np.exp(x).sum()


@pytest.mark.parametrize(
    ("scales", "id"),
    [
        ([1, 1.5, 2, 1000, 2000], "overflow"),
        ([1, 1.5, 0.7, 2, 1000], "overflow"),
        ([1, 1000], None),
        ([1, 1, 1], None),
    ],
)
def test_overflow_is_told_where_inputs_are_extreme(observe, scales, id):
    ramp = np.linspace(-1, 1, 5)
    seen = observe(softmax, naive_softmax, [{"x": ramp * s} for s in scales])
    assert id_of(explain(seen)) == id


def test_other_numbers_that_are_none(observe):
    rows = [np.array(row) for row in ([1.0, 0.0], [0.5, 0.5], [0.0, 1.0], [0.2, 0.8], [0.7, 0.3])]
    seen = observe(
        lambda p: -sum(q * np.log(q) for q in p if q),
        lambda p: float(-(p * np.log(p)).sum()),
        [{"p": row} for row in rows],
    )
    assert id_of(explain(seen)) == "nonfinite"


def test_a_column_against_a_row_inside_a_mean(observe):
    rng = np.random.default_rng(4)
    pairs = [{"y": rng.normal(size=n), "p": rng.normal(size=(n, 1))} for n in (3, 5, 4, 6)]
    seen = observe(
        lambda y, p: float(((y - p[:, 0]) ** 2).mean()),
        lambda y, p: float(((y - p) ** 2).mean()),
        pairs,
    )
    assert id_of(explain(seen)) == "broadcast"


def test_what_is_kept_from_call_to_call(observe):
    kept = []

    def student(x):
        kept.append(x.sum())
        return x + len(kept) - 1

    first = xs()[:1]
    seen = observe(lambda x: x + 0.0, student, first + xs()[1:4] + first)
    assert id_of(explain(seen)) == "state"


def waves(x, stride, offset):
    return np.sin(stride * x) + offset


STRIDES = [
    {"x": np.arange(11.0) ** 2, "stride": s, "offset": o}
    for s, o in [(1, 2), (2, 3), (1, 5), (3, 2), (1, 1), (2, 1)]
]


def test_an_argument_of_which_one_value_is_right(observe):
    lengths = (11, 10, 8, 9, 7, 6)
    inputs = [{**c, "x": c["x"][:n]} for c, n in zip(STRIDES, lengths, strict=True)]
    seen = observe(waves, lambda x, stride, offset: np.sin(x) + offset, inputs)
    told = explain(seen)
    assert told.mistake == "cause.only.stride"
    assert "whenever `stride` is 1" in told.message


def test_no_argument_is_blamed_where_another_tells_it_as_well(observe):
    alike = [
        {"x": c["x"][: 11 - i], "stride": c["stride"], "offset": 4 if c["stride"] == 1 else 5}
        for i, c in enumerate(STRIDES)
    ]
    assert explain(observe(waves, lambda x, stride, offset: np.sin(x) + offset, alike)) is None


def test_an_argument_that_changes_nothing(observe):
    """Two calls that differ in one input alone prove it, whatever else is wrong."""
    x = np.arange(7.0)
    probes = [{"x": x, "k": k} for k in (2, 3)]
    others = [{"x": np.arange(n) ** 1.5, "k": k} for n, k in [(5, 2), (6, 4), (9, 5)]]
    seen = observe(lambda x, k: x**k, lambda x, k: np.cos(x) * x, others + probes)
    assert id_of(explain(seen)) == "ignores.k"


LEFT = [(), ("momentum",), (), ("momentum",), (), ("momentum",)]


@pytest.mark.parametrize(("explicit", "id"), [(True, "default"), (False, "except.momentum")])
def test_a_wrong_default(observe, explicit, id):
    """Where no call is given the default's value, the code may as well be wrong for that value."""
    inputs = [
        {"x": c["x"], "momentum": 0.1 if names or (explicit and i == 2) else 0.3 + i / 10}
        for i, (c, names) in enumerate(zip(calls(8), LEFT, strict=True))
    ]
    wrong = [c["x"].tobytes() for c, names in zip(inputs, LEFT, strict=True) if names]
    seen = observe(
        lambda x, momentum: momentum * x + 1,
        lambda x, momentum: (0.9 if x.tobytes() in wrong else momentum) * x + 1,
        inputs,
        defaulted=LEFT,
    )
    assert id_of(explain(seen)) == id


def padded(x, p):
    return np.cos(np.pad(x, p))


def test_a_slice_that_is_empty_for_0(observe):
    inputs = [{"x": c["x"], "p": p} for c, p in zip(calls(8), (1, 0, 0, 2, 3, 0), strict=True)]
    seen = observe(padded, lambda x, p: np.cos(np.pad(x, 2 * p)[p:-p, p:-p]), inputs)
    told = explain(seen)
    assert told.mistake == "cause.except.p"
    assert "[p:-p]" in told.message


def test_a_value_that_nothing_makes_special_is_not_told_by_chance(observe):
    """Two saturated calls are right for what they are, and not for the bias they share."""
    biases = (0.3, 800, -0.2, 800, 0.7, 1.2, 0.1)
    inputs = [{"x": np.full(4, i / 9), "b": b} for i, b in enumerate(biases)]
    sigmoid = lambda x, b: 1 / (1 + np.exp(-x - b))  # noqa: E731
    seen = observe(sigmoid, lambda x, b: np.tanh(x + b), inputs)
    assert explain(seen) is None


def test_only_squares_are_right(observe):
    sizes = [(3, 3), (3, 5), (4, 4), (5, 3), (2, 2), (4, 6)]
    seen = observe(
        lambda x: x.sum(axis=1),
        lambda x: np.diag(x @ np.ones(len(x))[:, None] @ np.ones((1, len(x)))),
        xs(1, sizes),
    )
    assert id_of(explain(seen)) == "square"


def test_an_input_changed_in_place(observe):
    """One call proves it, whether its result is right or not."""

    def student(x, y):
        kept = x + y
        if x[0, 0] > 0:
            y += 1
        return kept

    inputs = [{k: np.random.default_rng(i).normal(size=(2, 3)) for k in "xy"} for i in range(8)]
    told = explain(observe(lambda x, y: x + y, student, inputs))
    assert told.mistake == "cause.in_place"
    assert told.message == "You change `y` in place. Work on a copy of it."


def test_a_change_in_place_is_told_besides(observe):
    def student(x):
        x *= -1
        return x

    told = explain(observe(lambda x: x + 0, student, xs()))
    assert told.mistake == "cause.sign"
    assert told.message.endswith("Besides: You change `x` in place. Work on a copy of it.")


# --- one place, one mask ------------------------------------------------------------------------


def test_an_axis_of_one_length_has_entries_and_no_ends(observe):
    def right(x):
        return np.stack([x.sum(axis=1), x.max(axis=1), x.min(axis=1)], axis=1)

    def student(x):
        found = right(x)
        found[:, 1] += np.arange(len(x)) ** 2 + 1
        return found

    told = explain(observe(right, student, xs()))
    assert told.mistake == "cause.place.second"
    assert "the second of the 3 numbers of each row" in told.message


def test_a_slope_that_is_cut_short_is_no_missing_mask(observe):
    def slope(x):
        return 1 / np.cosh(np.clip(x, -300, 300)) ** 2 * (np.abs(x) < 300)

    inputs = [{"x": np.array([0.1, 0.5, -0.7, 400, -500, 600]) * (1 + i / 9)} for i in range(6)]
    assert explain(observe(slope, lambda x: slope(np.clip(x, -10, 10)), inputs)) is None


def test_a_call_that_is_0_as_a_whole_has_no_mask(observe):
    inputs = [
        {"x": c["x"] ** 2 + 1, "n": n} for c, n in zip(calls(1), (3, 0, 0, 2, 4, 0), strict=True)
    ]
    told = explain(observe(lambda x, n: x**n * 2, lambda x, n: x**n * 2 * (n > 0), inputs))
    assert told.mistake == "cause.except.n"


def test_an_exception_is_not_told_as_a_number(observe):
    def student(x):
        if x > 700:
            raise OverflowError
        return x

    seen = observe(lambda x: x, student, [{"x": x} for x in (1.0, 2.0, 3.0, 800.0, 900.0)])
    told = explain(seen)
    assert told.mistake == "cause.overflow"
    assert "stops with an OverflowError" in told.message


def test_an_input_added_to_itself_is_twice_that_input(observe):
    assert id_of(explain(observe(lambda x: x + 0, lambda x: 2 * x, xs()))) == "factor"


# --- silence ------------------------------------------------------------------------------------

FORMS = [
    (signed, lambda want: want.tolist()),
    (signed, lambda want: want.astype(np.float32)),
    (number, np.asarray),
    (number, np.float64),
    (count, float),
    (whole, lambda want: want.astype(float)),
    (vector, tuple),
    (lambda x, lr, b: (number(x, lr, b), vector(x, lr, b)), list),
]


@pytest.mark.parametrize(("right", "form"), FORMS)
def test_right_answers_in_other_forms_need_no_cause(observe, right, form):
    names = ("a", "b") if isinstance(right(**calls(0)[0]), tuple) else ()
    seen = observe(right, lambda **inputs: form(right(**inputs)), calls(0))
    assert explain(seen, names) is None


def noise(rng, want, kind):
    shape = np.shape(want)
    if kind == "normal":
        made = rng.normal(size=shape)
    elif kind == "integers":
        made = rng.integers(0, 10, shape)
    elif kind == "positive":
        made = rng.uniform(0, 1, shape)
    elif kind == "sparse":
        made = rng.normal(size=shape) * (rng.uniform(size=shape) > 0.5)
    else:
        made = rng.permutation(np.sin(rng.integers(1, 9) + np.arange(np.size(want)) * 1.7)).reshape(
            shape
        )
    return made if shape else made.item() if hasattr(made, "item") else made


RIGHTS = [signed, positive, gradient, vector, number, count, whole]


@pytest.mark.parametrize("kind", ["normal", "integers", "positive", "sparse", "permuted"])
@pytest.mark.parametrize("right", RIGHTS)
def test_noise_has_no_cause(observe, right, kind):
    for seed in range(100):
        rng = np.random.default_rng(seed)
        seen = observe(right, lambda _r=rng, **i: noise(_r, right(**i), kind), calls(seed))
        assert explain(seen) is None


@pytest.mark.parametrize("right", RIGHTS)
def test_some_wrong_numbers_have_no_cause(observe, right):
    """Half of the calls right, and noise on the other half."""
    for seed in range(100):
        rng = np.random.default_rng(seed)
        seen = observe(right, lambda _r=rng, **i: noise(_r, right(**i), "normal"), calls(seed))
        right_half = set(rng.permutation(6)[:3].tolist())
        mixed = [replace(o, output=Returned(o.want)) if o.order in right_half else o for o in seen]
        assert explain(mixed) is None


EXACT = [
    line
    for line in SLIPS
    if line[1] in (signed, positive)
    and line[0]
    not in (
        "none",
        "more_entries",
        "constant",
        "precision",
        "edge.last_row",
        "border",
        "mask_extra",
    )
]


def test_two_causes_in_different_calls_are_none(observe):
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        one, two = rng.choice(len(EXACT), 2, replace=False)
        (id_one, right, first), (id_two, _, second) = EXACT[one], EXACT[two]
        if id_one.split(".")[0] == id_two.split(".")[0]:
            continue
        seen = [
            observe(right, slipping(right, first), calls(seed)),
            observe(right, slipping(right, second), calls(seed)),
        ]
        told = id_of(explain([seen[i % 2][i] for i in range(6)]))
        assert told in (None, *SHARED), (id_one, id_two)


# What two moves of the same numbers have in common is still true.
SHARED = ("order",)


def test_two_causes_at_once_are_none(observe):
    """A move of the numbers on top of another value of each: neither holds alone."""
    moves = [slip for id, _, slip in SLIPS if id in ("transposed", "flipped", "rotated", "rolled")]
    values = [slip for id, right, slip in EXACT if id in IMAGES]
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        move, value = moves[rng.integers(4)], values[rng.integers(len(values))]

        def student(x, lr, b, move=move, value=value):
            return move(value(positive(x, lr, b), x, lr, b), x, lr, b)

        told = id_of(explain(observe(positive, student, calls(seed))))
        assert told in (None, "shape.transposed"), "which is true of the shapes"


IMAGES = ("sign", "squared", "root", "reciprocal", "exponential", "logarithm", "factor", "offset")


def test_wide_tolerance_explains_nothing_by_itself(observe):
    for seed in range(50):
        rng = np.random.default_rng(seed)
        seen = observe(
            signed,
            lambda _r=rng, **i: signed(**i) + _r.normal(size=i["x"].shape),
            calls(seed),
            tolerance=Tolerance(relative=1e-2, absolute=1e-2),
        )
        assert explain(seen) is None


ODD = [
    None,
    "text",
    True,
    Foreign("a DataFrame"),
    [],
    [[1], [2, 3]],
    {"a": 1},
    (),
    (1, None),
    np.zeros(0),
    np.zeros((0, 3)),
    np.full((2, 2), np.nan),
    np.array([True, False]),
    np.array([np.inf, -np.inf, np.nan]),
    np.float32(1e38),
    1e308,
    2**62,
    np.uint8([200, 3]),
    np.array([1e-320, 1e308]),
]


@pytest.mark.parametrize(
    "want",
    [
        np.ones(3),
        2.0,
        3,
        True,
        [1.0, 2.0],
        [(1, 2), (3, 4)],
        "a",
        {"a": 1},
        np.array([np.inf, 1.0]),
        np.zeros((0, 3)),
    ],
)
def test_odd_values_break_nothing(observe, want):
    """Warnings are errors here, too."""
    inputs = [{"x": np.array([i, np.nan, np.inf]), "k": i, "mode": "a"} for i in range(6)]
    for odd, other in product(ODD, ODD):
        seen = observe(
            lambda x, k, mode: want, lambda x, k, mode, *, _v=(odd, other): _v[k % 2], inputs
        )
        for names in ((), ("a", "b")):
            wanted = [replace(o, want=(want, want)) if names else o for o in seen]
            explain(wanted, names)
            shapes.explain(wanted, names)


# --- what must not be told ----------------------------------------------------------------------

SECRET = [(37, 41), (41, 37)]


@TABLE
def test_no_number_of_a_hidden_call_is_told(observe, id, right, slip):
    secret = [{**c, "lr": 53.59 + i} for i, c in enumerate(calls(7, SECRET))]
    seen = observe(right, slipping(right, slip), [*calls(7), *secret], hidden=(6, 7))
    told = explain(seen)
    assert told is not None
    assert not any(word in told.message for word in ("37", "41", "53", "54", "1517"))


@pytest.mark.parametrize("slip", [lambda w, x, lr, b: 47 * w, lambda w, x, lr, b: w + 47])
def test_a_number_that_only_hidden_calls_show_is_not_told(observe, slip):
    seen = observe(signed, slipping(signed, slip), calls(1), hidden=range(6))
    assert explain(seen) is None


def test_ids_do_not_depend_on_the_numbers(observe):
    slips = [lambda w, f=f, **inputs: f * w for f in (2, 0.5, 7.25)]
    ids = {id_of(explain(observe(signed, slipping(signed, s), calls(2)))) for s in slips}
    assert ids == {"factor"}


def test_an_answer_that_is_gone_has_no_cause():
    assert causes.explain([]) is None
