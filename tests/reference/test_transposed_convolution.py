"""The transposed convolution of q2_4, against the transposed matrix of a convolution by loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SIDES = st.tuples(st.integers(1, 5), st.integers(1, 5))


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q2_4"), solution("q2_4")


def convolution_matrix(image, w, stride, padding):
    """The matrix (output pixels, image pixels) of the ordinary convolution, tap by tap."""
    tops, lefts = [
        range(-padding, side + padding - taps + 1, stride)
        for side, taps in zip(image, w.shape, strict=True)
    ]
    pixels = np.arange(image[0] * image[1]).reshape(image)
    matrix = np.zeros((len(tops) * len(lefts), pixels.size))
    for row, (top, left) in enumerate((top, left) for top in tops for left in lefts):
        for a, b in np.ndindex(*w.shape):
            if 0 <= top + a < image[0] and 0 <= left + b < image[1]:
                matrix[row, pixels[top + a, left + b]] += w[a, b]
    return matrix


def drawn(seed, x_shape, w_shape):
    rng = np.random.default_rng(seed)
    return rng.normal(size=x_shape), rng.normal(size=w_shape)


def is_the_transposed_matrix(answer, x, w, stride, padding):
    image = tuple(
        (side - 1) * stride - 2 * padding + taps
        for side, taps in zip(x.shape, w.shape, strict=True)
    )
    matrix = convolution_matrix(image, w, stride, padding)
    assert matrix.shape[0] == x.size
    y = answer.conv_transpose2d(x, w, stride, padding)
    assert y.shape == image
    np.testing.assert_allclose(y.ravel(), matrix.T @ x.ravel(), rtol=1e-12, atol=1e-12)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10**6),
    x_shape=SIDES,
    w_shape=SIDES,
    stride=st.integers(1, 6),
    padding=st.integers(0, 3),
)
def test_it_multiplies_by_the_transposed_matrix(answers, seed, x_shape, w_shape, stride, padding):
    x, w = drawn(seed, x_shape, w_shape)
    # As much of the padding as leaves a row and a column.
    smallest = min((n - 1) * stride + k for n, k in zip(x_shape, w_shape, strict=True))
    padding = min(padding, (smallest - 1) // 2)
    for answer in answers:
        is_the_transposed_matrix(answer, x, w, stride, padding)


@pytest.mark.parametrize(
    ("x_shape", "w_shape", "stride", "padding"),
    [
        pytest.param((1, 1), (3, 4), 2, 0, id="1x1 input"),
        pytest.param((3, 4), (1, 1), 2, 0, id="1x1 kernel at stride 2"),
        pytest.param((3, 4), (2, 3), 5, 0, id="stride > kernel"),
        pytest.param((4, 5), (4, 2), 2, 1, id="even kernel"),
        pytest.param((7, 9), (2, 3), 1, 3, id="padding > kernel"),
    ],
)
def test_edges(answers, x_shape, w_shape, stride, padding):
    for answer in answers:
        is_the_transposed_matrix(answer, *drawn(3, x_shape, w_shape), stride, padding)


def test_it_is_the_adjoint_of_the_reference_convolution(reference):
    convolve = reference("convolution").dilated_conv2d
    x, w = drawn(4, (3, 4), (3, 2))
    y = np.random.default_rng(5).normal(size=(5, 6))
    spread = reference("q2_4").conv_transpose2d(x, w, 2, 1)
    gathered = convolve(y, w, stride=2, padding=1)
    np.testing.assert_allclose(np.vdot(spread, y), np.vdot(x, gathered))


def test_a_single_pixel_stamps_the_kernel_unflipped(answers):
    w = np.arange(6.0).reshape(2, 3)
    for answer in answers:
        np.testing.assert_array_equal(answer.conv_transpose2d(np.ones((1, 1)), w), w)


def test_between_distant_stamps_the_output_is_zero(answers):
    for answer in answers:
        y = answer.conv_transpose2d(np.ones((2, 2)), np.ones((1, 1)), stride=3)
        assert np.argwhere(y).tolist() == [[0, 0], [0, 3], [3, 0], [3, 3]]


def test_the_quiz_answers_follow_from_the_function(reference, solution):
    transpose, answer = reference("q2_4").conv_transpose2d, solution("q2_4")
    convolve = reference("convolution").dilated_conv2d
    x, w = drawn(6, (5, 5), (3, 3))
    assert transpose(w, w).shape == (answer.side, answer.side)
    there_and_back = transpose(convolve(x, w), w)
    assert there_and_back.shape == x.shape
    assert answer.claims["a"] == np.allclose(there_and_back, x)
    matrix = convolution_matrix((5, 5), w, 1, 0)
    adjoint = matrix.T @ (matrix @ x.ravel())
    assert answer.claims["b"] == np.allclose(there_and_back.ravel(), adjoint)
