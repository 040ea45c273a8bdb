"""Each slip with the size of an output is found by its shapes alone, and its sum is shown."""

import re
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.diagnosis.shapes import explain
from grader.diagnosis.windows import FULL, SLIPS, STAMPS, WINDOW, Count, Sizes, Spread


def conv(x, w, stride=1, padding=0, dilation=1):
    """The sizes of a convolution; what the numbers are does not matter here."""
    return np.zeros(
        [
            (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1
            for n, k in zip(x.shape, w.shape, strict=True)
        ]
    )


def stamps(x, w, stride=1, padding=0, dilation=1):
    return np.zeros(
        [
            (n - 1) * stride - 2 * padding + dilation * (k - 1) + 1
            for n, k in zip(x.shape, w.shape, strict=True)
        ]
    )


def full(x, w):
    return np.zeros([n + k - 1 for n, k in zip(x.shape, w.shape, strict=True)])


def pool(x, k, s):
    return np.zeros([(n - k) // s + 1 for n in x.shape])


def sized(count):
    """A function whose output has, along each axis, a number of places."""
    return lambda x, w, stride=1, padding=0, dilation=1: np.zeros(
        [
            max(0, count(n, k, stride, padding, dilation))
            for n, k in zip(x.shape, w.shape, strict=True)
        ]
    )


SETTINGS = [(1, 0, 1), (2, 1, 1), (1, 2, 2), (3, 2, 1), (2, 3, 2), (3, 1, 3)]


def calls(seed):
    rng = np.random.default_rng(seed)
    return [
        {
            "x": np.zeros(rng.integers(12, 20, 2)),
            "w": np.zeros(rng.integers(2, 5, 2)),
            "stride": stride,
            "padding": padding,
            "dilation": dilation,
        }
        for stride, padding, dilation in SETTINGS * 2
    ]


CONV = [
    ("padding", lambda n, k, s, p, d: (n - d * (k - 1) - 1) // s + 1),
    ("padding_once", lambda n, k, s, p, d: (n + p - d * (k - 1) - 1) // s + 1),
    ("padding_twice", lambda n, k, s, p, d: (n + 4 * p - d * (k - 1) - 1) // s + 1),
    ("stride", lambda n, k, s, p, d: n + 2 * p - d * (k - 1)),
    ("ceiling", lambda n, k, s, p, d: -(-(n + 2 * p - d * (k - 1) - 1) // s) + 1),
    ("plus_one", lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) // s),
    ("one_more", lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) // s + 2),
    ("dilation", lambda n, k, s, p, d: (n + 2 * p - k) // s + 1),
    ("taps", lambda n, k, s, p, d: (n + 2 * p - k * d) // s + 1),
    ("gaps", lambda n, k, s, p, d: (n + 2 * p - (d + 1) * (k - 1) - 1) // s + 1),
    ("kernel", lambda n, k, s, p, d: (n + 2 * p - 1) // s + 1),
    ("same", lambda n, k, s, p, d: n),
    ("full", lambda n, k, s, p, d: (n - 1) * s - 2 * p + d * (k - 1) + 1),
]
TRANSPOSED = [
    ("padding", lambda n, k, s, p, d: (n - 1) * s + d * (k - 1) + 1),
    ("padding_once", lambda n, k, s, p, d: (n - 1) * s - p + d * (k - 1) + 1),
    ("padding_added", lambda n, k, s, p, d: (n - 1) * s + 2 * p + d * (k - 1) + 1),
    ("stride", lambda n, k, s, p, d: n - 1 - 2 * p + d * (k - 1) + 1),
    ("multiple", lambda n, k, s, p, d: n * s - 2 * p),
    ("plus_one", lambda n, k, s, p, d: (n - 1) * s - 2 * p + d * (k - 1)),
    ("convolution", lambda n, k, s, p, d: (n + 2 * p - d * (k - 1) - 1) // s + 1),
]
SLIP_TABLE = [(conv, *line) for line in CONV] + [(stamps, *line) for line in TRANSPOSED]


@pytest.mark.parametrize(("right", "id", "count"), SLIP_TABLE)
@settings(max_examples=10, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_each_slip_is_found(observe, right, id, count, seed):
    told = explain(observe(right, sized(count), calls(seed)))
    assert told.mistake == f"cause.shape.{id}"
    assert true_sums(told.message)


def true_sums(message):
    """Whether every sum that is shown comes out as it says."""
    found = re.findall(r"([⌊⌈(\d][\d +·−/()⌊⌋⌈⌉]*) = (\d+)", message)
    return bool(found) and all(value_of(text) == int(number) for text, number in found)


def value_of(text):
    python = text.replace("−", "-").replace("·", "*")
    python = python.replace("⌊", "floor(").replace("⌈", "ceil(").replace("⌋", ")").replace("⌉", ")")
    # The numbers of a sum that we made ourselves, in a test.
    return eval(python, {"floor": np.floor, "ceil": np.ceil})  # noqa: S307


def test_the_sums_of_one_visible_call_are_shown(observe):
    seen = observe(conv, sized(CONV[3][1]), calls(1), hidden=(0, 1, 2))
    told = explain(seen)
    x, w = calls(1)[3]["x"].shape, calls(1)[3]["w"].shape
    assert told.message.startswith(
        f"With an input of {x[0]}×{x[1]}, a kernel of {w[0]}×{w[1]}, stride 3 and padding 2 "
    )


def test_a_pooling_without_its_stride(observe):
    inputs = [
        {"x": np.zeros((7, 9)), "k": 3, "s": 2},
        {"x": np.zeros((8, 11)), "k": 2, "s": 3},
        {"x": np.zeros((8, 11)), "k": 2, "s": 1},
    ]
    told = explain(observe(pool, lambda x, k, s: pool(x, k, 1), inputs))
    assert told.mistake == "cause.shape.stride"
    assert told.message == (
        "With an input of 7×9, a kernel of 3×3 and stride 2 your output is 5×7 where 3×4 is right: "
        "the stride is left out. 7 − 3 + 1 = 5 is what you get; right is (7 − 3)/2 + 1 = 3."
    )


def test_full_padding_that_is_none(observe):
    inputs = [
        {"x": np.zeros(n), "w": np.zeros(k)}
        for n, k in [((7, 9), (3, 2)), ((6, 5), (2, 4)), ((8, 4), (3, 3))]
    ]
    told = explain(observe(full, conv, inputs))
    assert told.mistake == "cause.shape.convolution"


ARRAYS = [{"x": np.ones(s), "y": np.ones(s[1])} for s in [(3, 5), (4, 2), (6, 7)]]


@pytest.mark.parametrize(
    ("id", "right", "student"),
    [
        ("number", lambda x, y: x @ y, lambda x, y: x.sum()),
        ("flattened", lambda x, y: x[1:], lambda x, y: x[1:].ravel()),
        ("transposed", lambda x, y: x[1:], lambda x, y: x[1:].T),
        ("outer", lambda x, y: y * 2, lambda x, y: np.outer(y, y)),
        ("keepdims", lambda x, y: x.sum(axis=1), lambda x, y: x.sum(axis=1, keepdims=True)),
        ("axis_kept", lambda x, y: x.sum(axis=0), lambda x, y: x * 2),
        ("axis_lost", lambda x, y: np.stack([x, x])[:, 1:], lambda x, y: x[1:]),
        ("one_longer", lambda x, y: x[:, 1:], lambda x, y: np.pad(x[:, 1:], ((0, 1), (0, 0)))),
        ("one_shorter", lambda x, y: np.pad(x, 2), lambda x, y: np.pad(x, 2)[:, 1:]),
        (None, lambda x, y: x, lambda x, y: x * 2),
        (None, lambda x, y: x, lambda x, y: np.zeros((9, 8))),
        (None, lambda x, y: x, lambda x, y: None),
    ],
)
def test_what_became_of_an_axis(observe, id, right, student):
    told = explain(observe(right, student, ARRAYS))
    assert (told and told.mistake) == (id and f"cause.shape.{id}")


def test_a_sum_over_the_other_axis_is_told_beside_the_input(observe):
    arrays = [{"W": np.ones(c["x"].shape), "y": c["y"]} for c in ARRAYS]
    told = explain(observe(lambda W, y: W.sum(axis=1), lambda W, y: np.cos(W).sum(axis=0), arrays))
    assert told.message.endswith(
        "that is the shape of `y`, and of `W` without axis 0, where axis 1 is to go."
    )


def test_entries_are_named(observe):
    told = explain(
        observe(lambda x, y: (x, x[1:]), lambda x, y: (x, x[1:].T), ARRAYS), ["whole", "rest"]
    )
    assert told.message.startswith("In `rest`: Your output has shape")


def test_one_wrong_shape_proves_nothing(observe):
    alone = [c for c in calls(2) if c["padding"] == 0] + calls(2)[1:2]
    assert explain(observe(conv, sized(CONV[0][1]), alone)) is None


def test_an_exception_proves_nothing(observe):
    def student(x, w, **rest):
        if rest["stride"] == 3:
            raise ValueError
        return sized(CONV[0][1])(x, w, **rest)

    assert explain(observe(conv, student, calls(2))) is None


def test_two_slips_that_hold_alike_tell_what_they_share(observe):
    """At rate 2, a gap behind the last tap is as long as the + 1 that is missing."""
    flat = [{**c, "stride": 1, "dilation": 2} for c in calls(3)]
    student = sized(lambda n, k, s, p, d: n + 2 * p - d * k + 1)
    assert explain(observe(conv, student, flat)).mistake == "cause.shape.one_shorter"
    both = [{**c, "dilation": d} for c in flat for d in (2, 3)]
    assert explain(observe(conv, student, both)).mistake == "cause.shape.taps"


def test_noise_has_no_shape(observe):
    for seed in range(1000):
        rng = np.random.default_rng(seed)
        seen = observe(conv, lambda _r=rng, **inputs: np.zeros(_r.integers(1, 20, 2)), calls(seed))
        assert explain(seen) is None


def test_two_slips_in_turn_have_no_shape(observe):
    for (one, first), (two, second) in product(CONV, CONV):
        if one < two:
            seen = [observe(conv, sized(count), calls(6)) for count in (first, second)]
            mixed = [seen[i % 2][i] for i in range(12)]
            shapes = {tuple(o.output.value.shape) for o in mixed}
            for told in filter(None, [explain(mixed)]):
                assert told.mistake.removeprefix("cause.shape.") in (one, two), shapes


def test_no_number_of_a_hidden_call_is_told(observe):
    secret = [{**c, "x": np.zeros((97, 89)), "stride": 23} for c in calls(4)[:2]]
    for right, _, count in SLIP_TABLE:
        told = explain(observe(right, sized(count), calls(4) + secret, hidden=(12, 13)))
        if told is not None:
            assert not re.search(r"97|89|23", told.message)


def test_only_hidden_shapes_are_not_told(observe):
    assert explain(observe(conv, sized(CONV[3][1]), calls(4), hidden=range(12))) is None


@pytest.mark.parametrize("right", [WINDOW, FULL, STAMPS])
def test_every_sum_comes_out_as_it_is_written(right):
    formulas = [right, *(formula for _, formula, _ in SLIPS[right])]
    for n, k, s, p, d in product((9, 14), (2, 5), (1, 2, 3), (0, 2), (1, 2)):
        for formula in formulas:
            sizes = Sizes(n, k, s, p, d)
            assert value_of(formula.text(sizes)) == formula.size(sizes)
            assert isinstance(formula, (Count, Spread))
