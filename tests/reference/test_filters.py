"""The four filters of q5_5, against loops over the kernels as the document prints them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

KERNELS = {
    "apply_k1": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "apply_k2": [[0, 0, 0], [0, 0, 1], [0, 0, 0]],
    "apply_k3": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "apply_k4": [[1 / 9] * 3] * 3,
}


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q5_5"), solution("q5_5")


def by_loops(img, kernel):
    """What each kernel entry reads, if there is a pixel."""
    height, width = img.shape
    y = np.zeros(img.shape)
    for i, j in np.ndindex(height, width):
        for a in range(3):
            for b in range(3):
                row, column = i + a - 1, j + b - 1
                if row in range(height) and column in range(width):
                    y[i, j] += kernel[a][b] * img[row, column]
    return y


def keeps_to_the_loops(answers, name, img):
    for answer in answers:
        y = getattr(answer, name)(img)
        assert y.shape == img.shape
        np.testing.assert_allclose(y, by_loops(img, KERNELS[name]), rtol=1e-10, atol=1e-11)


@pytest.mark.parametrize("name", KERNELS)
@settings(max_examples=75, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), shape=st.tuples(st.integers(1, 6), st.integers(1, 6)))
def test_filters_are_the_loops(answers, name, seed, shape):
    keeps_to_the_loops(answers, name, np.random.default_rng(seed).normal(size=shape))


def delta(shape, pixel):
    img = np.zeros(shape)
    img[pixel] = 8
    return img


@pytest.mark.parametrize("name", KERNELS)
@pytest.mark.parametrize(
    "img",
    [
        pytest.param(np.full((4, 5), 1.5), id="constant"),
        pytest.param(np.array([[2.5]]), id="1x1"),
        pytest.param(np.array([[3.0, -1, 4, 1, -5]]), id="one row"),
        pytest.param(np.array([[3.0], [-1], [4]]), id="one column"),
        pytest.param(delta((4, 5), (2, 2)), id="a delta"),
        pytest.param(delta((3, 4), (0, 0)), id="a delta in a corner"),
    ],
)
def test_edges(answers, name, img):
    keeps_to_the_loops(answers, name, img)


def test_a_constant_image_shows_the_border(answers):
    ones = np.ones((3, 3))
    for answer in answers:
        edges = [[5, 3, 5], [3, 0, 3], [5, 3, 5]]
        np.testing.assert_allclose(answer.apply_k3(ones), edges, atol=1e-12)
        means = np.array([[4, 6, 4], [6, 9, 6], [4, 6, 4]]) / 9
        np.testing.assert_allclose(answer.apply_k4(ones), means)


def test_the_second_kernel_moves_to_the_left_and_flipped_to_the_right(reference):
    img = delta((3, 5), (1, 2))
    moved, flipped = reference("q5_5").apply_k2(img), reference("q5_5").flipped_k2(img)
    assert np.argwhere(moved).tolist() == [[1, 1]]
    assert np.argwhere(flipped).tolist() == [[1, 3]]


def test_the_letters_are_those_of_what_the_filters_do(answers, solution):
    img = np.random.default_rng(2).normal(size=(6, 7))
    inside = np.s_[1:-1, 1:-1]
    effects = {
        "a": img[inside],
        "b": img[1:-1, 2:],
        "c": img[1:-1, :-2],
        "d": img[2:, 1:-1],
        "e": by_loops(img, KERNELS["apply_k3"])[inside],
        "g": np.mean([img[a : 4 + a, b : 5 + b] for a in range(3) for b in range(3)], axis=0),
    }
    for name in KERNELS:
        y = getattr(answers[0], name)(img)[inside]
        fitting = [letter for letter, effect in effects.items() if np.allclose(y, effect)]
        assert fitting == [getattr(solution("q5_5"), name.removeprefix("apply_"))]
