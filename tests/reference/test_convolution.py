"""The dilated convolution of q2_3, against loops over a kernel with zeros written into its gaps."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

SETTINGS = {
    "dilation": st.integers(1, 4),
    "stride": st.integers(1, 5),
    "padding": st.integers(0, 3),
}


def with_gaps(w, dilation):
    """The kernel as a dense one, with zeros between its taps."""
    rows, columns = [(side - 1) * dilation + 1 for side in w.shape]
    dense = np.zeros((rows, columns))
    for a, b in np.ndindex(*w.shape):
        dense[a * dilation, b * dilation] = w[a, b]
    return dense


def by_loops(x, w, dilation, stride, padding):
    """Every place of the dense kernel; pixels outside the image count nothing."""
    dense = with_gaps(w, dilation)
    tops, lefts = [
        range(-padding, side + padding - extent + 1, stride)
        for side, extent in zip(x.shape, dense.shape, strict=True)
    ]
    y = np.zeros((len(tops), len(lefts)))
    for (i, top), (j, left) in product(enumerate(tops), enumerate(lefts)):
        for a, b in np.ndindex(*dense.shape):
            if 0 <= top + a < x.shape[0] and 0 <= left + b < x.shape[1]:
                y[i, j] += dense[a, b] * x[top + a, left + b]
    return y


def drawn(seed, x_shape, w_shape):
    rng = np.random.default_rng(seed)
    return rng.normal(size=x_shape), rng.normal(size=w_shape)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10**6),
    x_shape=st.tuples(st.integers(1, 8), st.integers(1, 8)),
    w_shape=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    options=st.fixed_dictionaries(SETTINGS),
)
def test_reference_and_solution_are_the_loops(reference, solution, seed, x_shape, w_shape, options):
    x, w = drawn(seed, x_shape, w_shape)
    wanted = by_loops(x, w, **options)
    y = reference("q2_3").dilated_conv2d(x, w, **options)
    assert y.shape == wanted.shape
    np.testing.assert_allclose(y, wanted, rtol=1e-12, atol=1e-12)
    assume(wanted.size)
    np.testing.assert_allclose(solution("q2_3").dilated_conv2d(x, w, **options), y, atol=1e-12)


@pytest.mark.parametrize(
    ("x_shape", "w_shape", "options", "shape"),
    [
        pytest.param((6, 7), (3, 2), {}, (4, 6), id="dilation 1"),
        pytest.param((4, 5), (1, 1), {"dilation": 3}, (4, 5), id="1x1"),
        pytest.param((5, 4), (3, 2), {"dilation": 2}, (1, 2), id="one row fits"),
        pytest.param((5, 3), (3, 2), {"dilation": 2}, (1, 1), id="exact fit"),
        pytest.param((10, 18), (2, 3), {"dilation": 2, "stride": 6}, (2, 3), id="stride > extent"),
        pytest.param((7, 9), (2, 4), {"dilation": 2, "padding": 1}, (7, 5), id="even kernel"),
        pytest.param((2, 3), (3, 1), {}, (0, 3), id="does not fit"),
    ],
)
def test_edges(reference, x_shape, w_shape, options, shape):
    x, w = drawn(3, x_shape, w_shape)
    y = reference("q2_3").dilated_conv2d(x, w, **options)
    assert y.shape == shape
    wanted = by_loops(x, w, **{"dilation": 1, "stride": 1, "padding": 0, **options})
    np.testing.assert_allclose(y, wanted, atol=1e-12)


def test_rate_one_is_a_cross_correlation_without_a_flip(reference):
    delta = np.zeros((5, 5))
    delta[2, 2] = 1
    w = np.arange(6.0).reshape(2, 3)
    y = reference("q2_3").dilated_conv2d(delta, w)
    np.testing.assert_array_equal(y[1:3, :3], w[::-1, ::-1])


def test_the_extent_is_that_of_the_dense_kernel(solution):
    assert solution("q2_3").extent == with_gaps(np.ones((3, 3)), 2).shape[0]
    assert solution("q2_3").claims == {"a": False}
