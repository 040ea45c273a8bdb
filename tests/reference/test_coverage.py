"""The counts of q3_8 and q3_11, against loops over pixels and NumPy's one-axis convolution."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

SIDES = st.tuples(st.integers(1, 8), st.integers(1, 8))


@pytest.fixture(scope="session")
def visit_counts(reference, solution):
    return reference("q3_8").visit_counts, solution("q3_8").visit_counts


@pytest.fixture(scope="session")
def overlap_counts(reference, solution):
    return reference("q3_11").overlap_counts, solution("q3_11").overlap_counts


def visits(h, w, k, s=1, p=0):
    """For each pixel, every window of the padded image is asked whether it holds the pixel."""
    tops, lefts = [
        [start for start in range(side + 2 * p) if start % s == 0 and start + k <= side + 2 * p]
        for side in (h, w)
    ]
    counts = np.zeros((h, w), dtype=int)
    for i, j in np.ndindex(h, w):
        counts[i, j] = sum(
            i + p in range(top, top + k) and j + p in range(left, left + k)
            for top, left in product(tops, lefts)
        )
    return counts


def overlaps(h, w, k, s):
    """Zeros between the inputs, then a full convolution with ones, along each axis."""
    lines = []
    for side in (h, w):
        comb = np.zeros((side - 1) * s + 1, dtype=int)
        comb[::s] = 1
        lines.append(np.convolve(comb, np.ones(k, dtype=int)))
    return lines[0][:, None] * lines[1]


def equal(got, wanted):
    assert got.dtype.kind == "i"
    np.testing.assert_array_equal(got, wanted)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(sides=SIDES, k=st.integers(1, 5), s=st.integers(1, 5), p=st.integers(0, 3))
def test_visits_are_what_each_window_says(visit_counts, sides, k, s, p):
    assume(k <= min(sides) + 2 * p)
    for counts in visit_counts:
        equal(counts(*sides, k, s, p), visits(*sides, k, s, p))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(sides=SIDES, k=st.integers(1, 6), s=st.integers(1, 6))
def test_overlaps_are_a_convolution_with_ones(overlap_counts, sides, k, s):
    for counts in overlap_counts:
        equal(counts(*sides, k, s), overlaps(*sides, k, s))


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        pytest.param((4, 5, 3, 1, 2), [9] * 4, id="full padding"),
        pytest.param((8, 10, 2, 3), [1, 1, 0, 1, 1, 0, 1, 1], id="stride > kernel"),
        pytest.param((3, 5, 1), [1] * 3, id="k = 1"),
        pytest.param((4, 4, 4), [1] * 4, id="k = input"),
        pytest.param((6, 8, 3, 2), [1, 1, 2, 1, 1, 0], id="trailing pixels"),
        pytest.param((5, 7, 3, 1, 1), [4, 6, 6, 6, 4], id="same padding"),
    ],
)
def test_edges_of_the_visits(visit_counts, arguments, rows):
    for counts in visit_counts:
        assert counts(*arguments)[:, 0].tolist() == rows
        equal(counts(*arguments), visits(*arguments))


@pytest.mark.parametrize(
    ("arguments", "row"),
    [
        pytest.param((1, 4, 4, 2), [1, 1, 2, 2, 2, 2, 2, 2, 1, 1], id="k divisible by s"),
        pytest.param((1, 3, 2, 2), [1] * 6, id="k = s"),
        pytest.param((1, 3, 1, 3), [1, 0, 0, 1, 0, 0, 1], id="stride > kernel"),
        pytest.param((1, 1, 3, 2), [1, 1, 1], id="one pixel"),
        pytest.param((1, 4, 1, 1), [1] * 4, id="k = 1"),
        pytest.param((1, 4, 3, 2), [1, 1, 2, 1, 2, 1, 2, 1, 1], id="the checkerboard"),
    ],
)
def test_edges_of_the_overlaps(overlap_counts, arguments, row):
    for counts in overlap_counts:
        assert counts(*arguments)[0].tolist() == row
        equal(counts(*arguments), overlaps(*arguments))


def inside(counts, k):
    return set(counts[k:-k, k:-k].ravel().tolist())


def test_the_claims_follow_from_the_counts(overlap_counts, visit_counts, solution):
    for counts in overlap_counts:
        even = len(inside(counts(9, 9, 4, 2), 4)) == 1
        board = inside(counts(9, 9, 3, 2), 3) == {1, 2, 4}
        board_at_stride_one = len(inside(counts(9, 9, 3, 1), 3)) > 1
        claims = {"a": even, "b": board, "c": board_at_stride_one}
        assert solution("q3_11").claims == claims == {"a": True, "b": True, "c": False}
    for counts in visit_counts:
        assert solution("q3_8").claims == {"a": len(np.unique(counts(6, 7, 3, 1, 1))) == 1}
