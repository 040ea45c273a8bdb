"""The two coefficients, against NumPy's, textbook data, and what must hold of any."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.statistics.measures import (
    ALONE,
    DISCRIMINATION,
    NO_VARIANCE,
    RELIABILITY,
    TOO_FEW,
    alpha,
    discrimination,
    read,
)

# Answers of 12 people to 11 questions, from real-statistics.com; R's psych::alpha of those who
# answered all of them is 0.80.
PUBLISHED = """
1 1 1 1 1 1 1 1 1 1 1 | 1 1 1 1 1 1 1 1 0 1 0 | - 0 1 1 - 1 1 1 1 0 0 | 1 1 1 0 1 1 0 1 1 0 0
1 1 1 1 1 0 0 0 1 0 0 | 0 1 - 0 1 1 1 1 0 0 0 | 1 1 1 1 0 0 1 0 0 0 0 | 1 1 1 1 1 0 0 0 0 0 0
0 1 0 1 1 0 0 0 0 1 0 | 1 0 0 1 0 1 0 0 - 0 0 | 1 1 1 0 0 0 0 0 0 0 0 | 1 0 0 1 0 0 0 0 0 0 0
"""
nan = np.nan
quarter = st.integers(0, 40).map(lambda x: x / 4)
maybe = st.one_of(st.just(nan), quarter)


few = st.integers(0, 12)
some = st.integers(3, 12)


def table(element, students, items):
    return st.tuples(students, items).flatmap(
        lambda shape: st.lists(
            element, min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]
        ).map(lambda values: np.array(values, dtype=float).reshape(shape))
    )


def test_alpha_is_that_of_a_published_example():
    rows = [row.split() for line in PUBLISHED.strip().split("\n") for row in line.split("|")]
    marks = np.array([[nan if cell == "-" else float(cell) for cell in row] for row in rows])
    found = alpha(marks)
    assert (found.n, found.items, round(found.value, 2)) == (9, 11, 0.80)


def test_alpha_is_what_the_hand_computes():
    # Variances 5/3, 11/12, 5/3; the totals 13, 10, 15, 7 have 49/4.
    found = alpha(np.array([[4, 5, 4], [3, 4, 3], [5, 5, 5], [2, 3, 2]], dtype=float))
    assert found.value == pytest.approx(
        3 / 2 * (1 - (5 / 3 + 11 / 12 + 5 / 3) / (49 / 4)), abs=1e-6
    )
    assert found.reading.startswith("very high")


@given(table(maybe, some, st.integers(2, 6)))
@settings(max_examples=200, deadline=None)
def test_alpha_is_the_one_by_covariances(marks):
    """k·c̄ / (v̄ + (k − 1)·c̄), with the mean covariance and the mean variance of items."""
    found = alpha(marks)
    whole = np.array([row for row in marks.tolist() if not any(map(np.isnan, row))])
    assert found.n == len(whole)
    if found.value is None:
        assert len(whole) < 3 or len({round(sum(row), 6) for row in whole.tolist()}) == 1
        return
    covariances = np.cov(whole.T)
    k = len(covariances)
    variance = np.trace(covariances) / k
    covariance = (covariances.sum() - np.trace(covariances)) / (k * (k - 1))
    assert found.value == pytest.approx(
        k * covariance / (variance + (k - 1) * covariance), abs=2e-6
    )
    assert found.value <= 1


@given(table(maybe, few, st.just(2)))
@settings(max_examples=200, deadline=None)
def test_discrimination_is_numpys_correlation(pairs):
    own, rest = pairs.T
    found = discrimination(own, rest, 5)
    both = [pair for pair in pairs.tolist() if not any(map(np.isnan, pair))]
    assert found.n == len(both)
    x, y = zip(*both, strict=True) if both else ((), ())
    if len(both) < 3:
        assert (found.value, found.reading) == (None, TOO_FEW)
    elif len(set(x)) == 1 or len(set(y)) == 1:
        assert (found.value, found.reading) == (None, NO_VARIANCE)
    else:
        assert found.value == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-6)
        assert -1 <= found.value <= 1


def test_rounding_is_no_variance():
    totals = np.array([0.1 + 0.2, 0.3, 0.3])
    assert discrimination(np.array([1.0, 2, 3]), totals, 2).reading == NO_VARIANCE
    assert alpha(np.array([[0.1, 0.2], [0.3, 0.0], [0.0, 0.3]])).reading == NO_VARIANCE


def test_an_item_alone_has_nothing_to_be_compared_with():
    assert discrimination(np.array([1.0, 2, 3]), np.zeros(3), 1).reading == ALONE
    assert alpha(np.ones((5, 1))).reading == ALONE
    assert alpha(np.ones((0, 0))).reading == ALONE


@pytest.mark.parametrize(
    ("value", "readings", "word"),
    [
        (0.9, RELIABILITY, "very high; some may ask the same"),
        (0.75, RELIABILITY, "satisfactory"),
        (0.7499999, RELIABILITY, "satisfactory"),
        (0.74, RELIABILITY, "moderate"),
        (0.0, RELIABILITY, "low"),
        (-0.1, RELIABILITY, "negative: what one rewards another punishes"),
        (0.3, DISCRIMINATION, "good"),
        (0.19, DISCRIMINATION, "weak"),
        (-1.0, DISCRIMINATION, "negative: look at its key and its wording"),
    ],
)
def test_a_coefficient_is_read_as_usual(value, readings, word):
    assert read(value, readings) == word
