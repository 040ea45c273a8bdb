"""How values are read, compared and credited."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.checks import Tolerance, compare
from grader.model import Foreign

# As many axes as NumPy has.
AXES = (1,) * (32 if np.__version__[:1] == "1" else 64)
A = np.array([[1.5, -2.0, 3.0], [0.25, 5.0, -6.0]])
INTS = np.array([[1, 2], [3, 4]])
LAYERS = [(3, 1, -1), (5, 2, -1)]

ACCEPTED = [
    ("the array itself", A, A),
    ("a rectangular list", A.tolist(), A),
    ("a list of rows as arrays", [A[0], A[1]], A),
    ("a tuple of rows", tuple(map(tuple, A.tolist())), A),
    ("integers for floats", [[1, 2], [3, 4]], INTS.astype(float)),
    ("floats that are whole for integers", INTS.astype(float), INTS),
    ("9.0 for 9", 9.0, 9),
    ("a 0-d array for a number", np.array(2.5), 2.5),
    ("a NumPy scalar for a number", np.float64(2.5), 2.5),
    ("an unsigned for a signed integer", np.array([1, 2], dtype=np.uint8), np.array([1, 2])),
    ("an empty list for an empty array of any shape", [], np.zeros((0, 3))),
    ("a list for a list of tuples", [[3, 1, -1], [5, 2, -1]], LAYERS),
    ("an array for a list of tuples", np.array(LAYERS), LAYERS),
    ("an empty list for an empty list", [], []),
    ("infinity where infinity is wanted", np.array([np.inf, 1.0]), np.array([np.inf, 1.0])),
    ("NaN where NaN is wanted", np.array([np.nan, 1.0]), np.array([np.nan, 1.0])),
    ("single precision near enough", A.astype(np.float32), A),
    ("half precision near enough", A.astype(np.float16), A),
    ("booleans for booleans", [True, False], np.array([True, False])),
    ("NumPy's boolean for a boolean", np.array(True), True),
    ("the same string", "max", "max"),
    ("a dictionary of equal values", {"a": 1.0}, {"a": 1}),
]
REFUSED = [
    ("9.0000001 for 9", 9.0000001, 9, "expected 9, got 9"),
    ("a boolean for a number", True, 1, "a boolean"),
    ("booleans for an array", np.array([True, False]), np.array([1.0, 0.0]), "array of booleans"),
    ("a list with a boolean", [1.0, True], np.array([1.0, 1.0]), "a boolean"),
    ("a string for a number", "9", 9, "a string"),
    ("None for an array", None, A, "got None"),
    ("shape (1,) for a number", np.array([2.5]), 2.5, "a single number"),
    ("a list of one for a number", [2.5], 2.5, "a list of 1"),
    ("one number for an array", 2.5, A, "got one number"),
    ("another shape", A[:, :2], A, "expected shape (2, 3), got (2, 2)"),
    ("what broadcasting would accept", A[:1], np.vstack([A[:1], A[:1]]), "expected shape (2, 3)"),
    ("an empty array", np.zeros(0), A, "expected shape (2, 3), got (0,)"),
    ("an empty list", [], A, "expected shape (2, 3), got (0,)"),
    ("a ragged list", [[1.0], [2.0, 3.0]], A, "whose items differ in shape"),
    ("more axes than NumPy has", [np.zeros(AXES)], A, "with too many axes"),
    ("NaN for a number", np.where(A == 5, np.nan, A), A, "at [1, 1] expected 5, got nan"),
    ("a number for NaN", np.array([0.0]), np.array([np.nan]), "expected nan, got 0"),
    ("the other infinity", np.array([-np.inf]), np.array([np.inf]), "expected inf, got -inf"),
    ("another type", Foreign("a DataFrame"), A, "got a DataFrame"),
    ("an integer too few", np.array([2**53]), np.array([2**53 + 1]), "differ|expected"),
    ("a float that rounds to an integer", 2.0**53, 2**53 + 1, "expected 9007199254740993"),
    ("too few items", LAYERS[:1], LAYERS, "expected a list of 2, got one of 1"),
    ("a wrong tuple in a list", [(3, 1, -1), (5, 2, 0)], LAYERS, "at [1]: at [2]: expected -1"),
    ("a number for a list", 3, LAYERS, "expected a list of 2, got a whole number"),
    ("another string", "min", "max", "expected 'max'"),
    ("other keys", {"b": 1}, {"a": 1}, "expected the keys ['a'], got ['b']"),
    ("a boolean too few", [True, True], np.array([True, False]), "expected False, got True"),
    ("a wrong sign", -A, A, "6 of 6 numbers differ; at [0, 0] expected 1.5, got -1.5"),
]


@pytest.mark.parametrize(
    ("got", "want"), [row[1:] for row in ACCEPTED], ids=[r[0] for r in ACCEPTED]
)
def test_a_right_value_is_accepted_in_every_form(got, want):
    finding = compare(got, want)
    assert (finding.credit, finding.message) == (1, None)


@pytest.mark.parametrize(
    ("got", "want", "told"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_a_wrong_value_is_refused_and_says_what_it_is(got, want, told):
    finding = compare(got, want)
    assert finding.credit == 0
    assert any(word in finding.message for word in told.split("|"))


@pytest.mark.parametrize(
    ("got", "want", "credit"),
    [
        (np.arange(6.0).reshape(3, 2), np.arange(6.0).reshape(2, 3), 0.5),
        (np.arange(3.0).reshape(3, 1), np.arange(3.0), 0.5),
        (np.arange(6.0).reshape(2, 3).T, np.arange(6.0).reshape(2, 3), 0),
        (np.array([[2.5]]), np.array([2.5]), 0),
    ],
    ids=["reshaped", "a column", "transposed", "one number"],
)
def test_right_numbers_in_a_wrong_shape_earn_half(got, want, credit):
    finding = compare(got, want)
    assert finding.credit == credit
    assert "shape" in finding.message


def test_named_entries_earn_their_mean_and_say_which_is_wrong():
    finding = compare([A, INTS + 1], (A, INTS), names=("dW", "db"))
    assert finding.credit == 0.5
    assert finding.message.startswith("db: 4 of 4 numbers differ")


@pytest.mark.parametrize("got", [A, (A,), None, 3], ids=["array", "one entry", "None", "number"])
def test_named_entries_need_all_their_places(got):
    finding = compare(got, (A, INTS), names=("dW", "db"))
    assert finding.credit == 0
    assert finding.message.startswith("expected 2 values (dW, db), got")


@pytest.mark.parametrize(
    ("dtype", "factor", "right"),
    [
        ("f8", 1e-7, True),
        ("f8", 1e-5, False),
        ("f4", 1e-5, True),
        ("f4", 1e-3, False),
        ("f2", 1e-3, True),
        ("f2", 1e-1, False),
    ],
)
def test_each_precision_has_its_tolerance(dtype, factor, right):
    want = np.array([1.0, -4.0])
    assert (compare((want * (1 + factor)).astype(dtype), want).credit == 1) is right


def test_small_numbers_are_measured_by_the_largest_of_their_entry():
    want = np.array([1.0, 1e-12])
    assert compare(want + [0, 9e-10], want).credit == 1
    assert compare(want + [0, 2e-9], want).credit == 0


def test_a_case_can_set_its_own_tolerance():
    assert compare(1.001, 1.0, Tolerance(relative=1e-2)).credit == 1
    assert compare(1.0 + 1e-7, 1.0, Tolerance(relative=1e-9)).credit == 0
    assert compare(2e-13, 1e-13).credit == 1
    assert compare(2e-13, 1e-13, Tolerance(absolute=0.0)).credit == 0
    assert compare(10, 9, Tolerance(relative=1.0)).credit == 0, "integers have no tolerance"


arrays = hnp.arrays(
    st.sampled_from(["f8", "f4", "i8", "u1", "?"]),
    hnp.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=4),
)


@given(arrays)
def test_every_array_equals_itself(array):
    assert compare(array, array).credit == 1


@given(arrays, arrays)
def test_comparing_never_fails_and_credit_is_a_share(got, want):
    assert compare(got, want).credit in (0, 0.5, 1)
