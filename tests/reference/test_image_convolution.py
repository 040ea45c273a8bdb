"""The convolution layer of q3_7, against loops in plain Python and Fourier transforms."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

many = settings(max_examples=100, deadline=None, derandomize=True)


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q3_7").conv2d, solution("q3_7").conv2d


def drawn(seed, x_shape, w_shape):
    rng = np.random.default_rng(seed)
    return rng.normal(size=x_shape), rng.normal(size=w_shape), rng.normal(size=w_shape[0])


def by_loops(x, w, b, stride, padding):
    """Each output pixel as a sum over the real pixels below the window."""
    c_out, c_in, kh, kw = w.shape
    _, height, width = x.shape
    tops = range(-padding, height + padding - kh + 1, stride)
    lefts = range(-padding, width + padding - kw + 1, stride)
    y = np.zeros((c_out, len(tops), len(lefts)))
    for o, i, j in np.ndindex(*y.shape):
        total = b[o]
        for c, p, q in np.ndindex(c_in, kh, kw):
            row, column = tops[i] + p, lefts[j] + q
            if 0 <= row < height and 0 <= column < width:
                total += w[o, c, p, q] * x[c, row, column]
        y[o, i, j] = total
    return y


def agree(conv2d, x, w, b, stride, padding):
    wanted = by_loops(x, w, b, stride, padding)
    got = conv2d(x, w, b, stride, padding)
    assert got.shape == wanted.shape
    np.testing.assert_allclose(got, wanted, rtol=1e-11, atol=1e-12)


@many
@given(
    seed=st.integers(0, 10**6),
    channels=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    image=st.tuples(st.integers(1, 6), st.integers(1, 6)),
    kernel=st.tuples(st.integers(1, 3), st.integers(1, 3)),
    stride=st.integers(1, 4),
    padding=st.integers(0, 2),
)
def test_layer_is_the_loops(answers, seed, channels, image, kernel, stride, padding):
    assume(all(k <= side + 2 * padding for k, side in zip(kernel, image, strict=True)))
    c_in, c_out = channels
    x, w, b = drawn(seed, (c_in, *image), (c_out, c_in, *kernel))
    for conv2d in answers:
        agree(conv2d, x, w, b, stride, padding)


def convolved(x, w):
    """The true convolution of x and w where w lies within x, by way of Fourier transforms."""
    size = [one + other - 1 for one, other in zip(x.shape, w.shape, strict=True)]
    full = np.fft.irfft2(np.fft.rfft2(x, size) * np.fft.rfft2(w, size), size)
    return full[w.shape[0] - 1 : x.shape[0], w.shape[1] - 1 : x.shape[1]]


@many
@given(seed=st.integers(0, 10**6))
def test_layer_is_a_true_convolution_with_the_kernel_flipped(answers, seed):
    x, w, b = drawn(seed, (2, 5, 7), (3, 2, 2, 4))
    wanted = [sum(convolved(x[c], w[o, c, ::-1, ::-1]) for c in range(2)) + b[o] for o in range(3)]
    for conv2d in answers:
        np.testing.assert_allclose(conv2d(x, w, b), wanted, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize(
    ("x_shape", "w_shape", "stride", "padding", "shape"),
    [
        pytest.param((3, 4, 5), (2, 3, 1, 1), 1, 0, (2, 4, 5), id="1x1"),
        pytest.param((2, 8, 11), (3, 2, 2, 3), 4, 0, (3, 2, 3), id="stride > kernel"),
        pytest.param((2, 3, 4), (5, 2, 3, 4), 1, 0, (5, 1, 1), id="kernel = input"),
        pytest.param((2, 8, 9), (3, 2, 3, 2), 2, 0, (3, 3, 4), id="stride does not divide"),
        pytest.param((2, 2, 2), (3, 2, 4, 4), 1, 1, (3, 1, 1), id="fits with its padding only"),
    ],
)
def test_edges(answers, x_shape, w_shape, stride, padding, shape):
    x, w, b = drawn(3, x_shape, w_shape)
    for conv2d in answers:
        assert conv2d(x, w, b, stride, padding).shape == shape
        agree(conv2d, x, w, b, stride, padding)


def test_stride_one_and_no_padding_are_the_defaults(answers):
    x, w, b = drawn(5, (2, 5, 6), (4, 2, 3, 2))
    for conv2d in answers:
        np.testing.assert_allclose(conv2d(x, w, b), by_loops(x, w, b, 1, 0), atol=1e-12)
