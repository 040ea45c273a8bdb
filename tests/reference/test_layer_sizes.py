"""Sizes and visible inputs of q1_10, against windows and networks that are tried out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

LAYER = st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(0, 3))


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q1_10"), solution("q1_10")


def places(n, k, s=1, p=0, d=1):
    """Starts, s apart, from which each single tap lies in the padded input."""
    count, start = 0, 0
    while all(start + tap * d < n + 2 * p for tap in range(k)):
        count, start = count + 1, start + s
    return count


def lit_inputs(layers, n, i):
    """Light each input alone, send it through layers of ones, and ask whether it arrives at i."""
    signals = np.eye(n)
    for k, s, p in layers:
        padded = np.pad(signals, [(0, 0), (p, p)])
        last = padded.shape[1] - k
        windows = [padded[:, start : start + k].sum(axis=1) for start in range(0, last + 1, s)]
        signals = np.stack(windows, axis=1) if windows else np.zeros((n, 0))
    return np.count_nonzero(signals[:, i]) if i < signals.shape[1] else 0


@settings(max_examples=250, deadline=None, derandomize=True)
@given(
    n=st.integers(1, 40),
    k=st.integers(1, 9),
    s=st.integers(1, 7),
    p=st.integers(0, 4),
    d=st.integers(1, 5),
)
def test_size_is_the_number_of_places(answers, n, k, s, p, d):
    for answer in answers:
        size = answer.conv_out_size(n, k, s, p, d)
        assert size == places(n, k, s, p, d)
        assert isinstance(size, int)


@pytest.mark.parametrize(
    ("setting", "size"),
    [
        pytest.param({"n": 17, "k": 2, "s": 5}, 4, id="stride > kernel"),
        pytest.param({"n": 3, "k": 6}, 0, id="does not fit"),
        pytest.param({"n": 4, "k": 5, "s": 2}, 0, id="does not fit by less than the stride"),
        pytest.param({"n": 6, "k": 4, "s": 2, "p": 1, "d": 5}, 0, id="far too large"),
        pytest.param({"n": 5, "k": 3, "s": 4, "p": 1, "d": 4}, 0, id="dilated, does not fit"),
        pytest.param({"n": 5, "k": 3, "s": 3, "p": 1, "d": 3}, 1, id="exact fit"),
        pytest.param({"n": 9, "k": 1, "s": 2, "p": 1, "d": 2}, 6, id="1x1"),
        pytest.param({"n": 12, "k": 4, "s": 2, "p": 1}, 6, id="even kernel"),
    ],
)
def test_edges_of_sizes(answers, setting, size):
    assert places(**setting) == size
    assert [answer.conv_out_size(**setting) for answer in answers] == [size, size]


@settings(max_examples=250, deadline=None, derandomize=True)
@given(layers=st.lists(LAYER, max_size=4), n=st.integers(1, 20), i=st.integers(0, 12))
def test_visible_inputs_are_those_that_arrive(answers, layers, n, i):
    for answer in answers:
        visible = answer.visible_inputs(layers, n, i)
        assert visible == lit_inputs(layers, n, i)
        assert isinstance(visible, int)


@pytest.mark.parametrize(
    ("layers", "n", "i", "visible"),
    [
        pytest.param([], 6, 3, 1, id="no layer"),
        pytest.param([], 4, 4, 0, id="no layer, no such input"),
        pytest.param([(3, 1, 1)] * 3, 2, 1, 2, id="tiny input"),
        pytest.param([(4, 2, 0), (3, 1, 0)], 21, 6, 8, id="no padding"),
        pytest.param([(3, 1, 1), (3, 2, 1), (5, 1, 2)], 17, 8, 7, id="last unit"),
        pytest.param([(1, 1, 0), (1, 2, 0)], 7, 3, 1, id="1x1"),
        pytest.param([(1, 2, 0), (2, 1, 0)], 5, 1, 2, id="gap"),
        pytest.param([(2, 2, 0), (2, 1, 1)], 9, 4, 2, id="padding of the second layer"),
        pytest.param([(3, 2, 0), (3, 1, 0)], 12, 3, 0, id="no such unit"),
        pytest.param([(2, 3, 2), (1, 2, 1)], 8, 0, 0, id="padding only"),
        pytest.param([(5, 1, 0), (1, 1, 3)], 3, 2, 0, id="an empty layer below"),
    ],
)
def test_edges_of_visible_inputs(answers, layers, n, i, visible):
    assert lit_inputs(layers, n, i) == visible
    assert [answer.visible_inputs(layers, n, i) for answer in answers] == [visible, visible]


def test_the_interval_between_the_borders_can_be_too_long(reference):
    clipped = reference("q1_10").clipped_interval
    assert clipped([(1, 2, 0), (2, 1, 0)], 5, 1) == 3
    assert clipped([(2, 2, 0), (2, 1, 1)], 9, 4) == 3


def test_the_quiz_answers_follow_from_the_functions(reference, solution):
    size, visible = reference("q1_10").conv_out_size, reference("q1_10").visible_inputs
    answer = solution("q1_10")
    assert answer.width_same == size(256, 3, 1, 1)
    assert answer.width_strided == size(answer.width_same, 3, 2)
    assert answer.width_padded == size(answer.width_same, 3, 2, 1)
    assert answer.field == visible([(3, 1, 0), (3, 2, 0)], 100, 20)
    assert visible([(3, 2, 0), (3, 1, 0)], 100, 20) == 7  # the opposite order
    padded = [(3, 1, 1), (3, 2, 1)]
    assert answer.claims["a"] == (visible(padded, 100, 20) != answer.field)
    assert answer.claims["b"] == (visible(padded, 100, 0) < answer.field)
