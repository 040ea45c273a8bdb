"""The receptive field of q1_7, against a network in which each input pixel is tried in turn."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

LAYER = st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)).map(
    lambda layer: layer[: 2 + (layer[2] > 1)]
)
WIDEST = 1 + 3 * 3 * (1 + 3 + 9)  # three layers (4, 3, 3), the most that LAYER allows


def field_by_trial(layers):
    """Pixels from the first to the last that reach the last layer's first unit."""
    signals = np.eye(WIDEST)  # one row for each input pixel, which is lit alone
    for kernel, stride, *dilation in layers:
        gap = dilation[0] if dilation else 1
        last = signals.shape[1] - (kernel - 1) * gap
        signals = sum(signals[:, tap * gap : last + tap * gap] for tap in range(kernel))
        signals = signals[:, ::stride]
    seen = np.flatnonzero(signals[:, 0])
    return seen[-1] - seen[0] + 1


@settings(max_examples=300, deadline=None, derandomize=True)
@given(layers=st.lists(LAYER, max_size=3))
def test_field_is_what_reaches_the_unit(reference, layers):
    assert reference("q1_7").receptive_field(layers) == field_by_trial(layers)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(layers=st.lists(LAYER, max_size=8))
def test_solution_agrees(reference, solution, layers):
    answer = solution("q1_7").receptive_field(layers)
    assert answer == reference("q1_7").receptive_field(layers)
    assert isinstance(answer, int)


@pytest.mark.parametrize(
    ("layers", "size"),
    [
        pytest.param([], 1, id="no layer"),
        pytest.param([(1, 1)], 1, id="1x1"),
        pytest.param([(2, 3), (3, 1)], 8, id="stride above the kernel"),
        pytest.param([(1, 2), (3, 1)], 5, id="strided 1x1 first"),
        pytest.param([(3, 1)] * 2, 5, id="two 3x3"),
        pytest.param([(3, 1)] * 3, 7, id="three 3x3"),
        pytest.param([(7, 1)], 7, id="one 7x7"),
        pytest.param([(3, 1)] * 4, 9, id="four 3x3"),
        pytest.param([(3, 1), (3, 2)], 5, id="convolution, then strided pooling"),
        pytest.param([(3, 2), (3, 1)], 7, id="strided pooling, then convolution"),
    ],
)
def test_edges(reference, layers, size):
    assert reference("q1_7").receptive_field(layers) == size
    assert field_by_trial(layers) == size


def test_the_quiz_answers_follow_from_the_function(reference, solution):
    field = reference("q1_7").receptive_field
    answers = solution("q1_7")
    assert answers.side == field([(3, 1)] * 4)
    assert answers.pixels == answers.side**2
    assert answers.claims == {"a": field([(3, 1)] * 3) == field([(7, 1)])}
