"""The trace of q2_10, against the sets of pixels that units are connected to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

LAYER = st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(0, 3), st.integers(1, 3)).map(
    lambda layer: layer[: 3 + (layer[3] > 1)]
)


def seen(layers, unit):
    """The input pixels that a unit of the last layer is connected to, on an endless line."""
    units = {unit}
    for kernel, stride, padding, *dilation in reversed(layers):
        gap = dilation[0] if dilation else 1
        units = {u * stride - padding + tap * gap for u in units for tap in range(kernel)}
    return units


def traced(layers):
    rows = []
    for depth in range(1, len(layers) + 1):
        first, second = [seen(layers[:depth], unit) for unit in (0, 1)]
        rows.append((max(first) - min(first) + 1, min(second) - min(first), min(first)))
    return rows


@settings(max_examples=300, deadline=None, derandomize=True)
@given(layers=st.lists(LAYER, max_size=5))
def test_trace_is_what_the_units_see(reference, solution, layers):
    wanted = traced(layers)
    for answer in (reference("q2_10"), solution("q2_10")):
        got = answer.receptive_field_trace(layers)
        assert got == wanted
        assert all(type(number) is int for row in got for number in row)


@pytest.mark.parametrize(
    ("layers", "rows"),
    [
        pytest.param([], [], id="no layer"),
        pytest.param([(1, 1, 0)], [(1, 1, 0)], id="1x1"),
        pytest.param([(2, 3, 1), (3, 1, 1)], [(2, 3, -1), (8, 3, -4)], id="stride > kernel"),
        pytest.param([(1, 2, 0), (3, 1, 1)], [(1, 2, 0), (5, 2, -2)], id="strided 1x1 first"),
        pytest.param([(3, 1, 2, 2)], [(5, 1, -2)], id="dilated"),
    ],
)
def test_edges(reference, solution, layers, rows):
    assert traced(layers) == rows
    for answer in (reference("q2_10"), solution("q2_10")):
        assert answer.receptive_field_trace(layers) == rows


def test_a_field_can_be_larger_than_the_image(reference, solution):
    size, _, start = reference("q2_10").receptive_field_trace([(3, 1, 1)] * 4)[-1]
    assert size > 5  # an image of 5 pixels keeps its 5 places through these four layers
    assert start < 0
    assert solution("q2_10").claims == {"a": True}
