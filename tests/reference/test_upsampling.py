"""The upsampling of q3_10, against exact fractions and the area that a pixel covers."""

from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q3_10").upsample, solution("q3_10").upsample


def shares(i, f, size):
    """The input pixels that output pixel i mixes along one axis, with exact shares."""
    place = Fraction(2 * i + 1, 2 * f) - Fraction(1, 2)
    place = min(max(place, Fraction(0)), Fraction(size - 1))
    left = floor(place)
    return {left: 1 - (place - left), min(left + 1, size - 1): place - left} | (
        {left: Fraction(1)} if place == left else {}
    )


def bilinear(x, f):
    height, width = x.shape
    y = np.zeros((height * f, width * f))
    for i, j in np.ndindex(*y.shape):
        for a, row in shares(i, f, height).items():
            for b, column in shares(j, f, width).items():
                y[i, j] += float(row * column) * x[a, b]
    return y


def nearest(x, f):
    """The input pixel whose area holds the centre of the output pixel."""
    y = np.zeros((x.shape[0] * f, x.shape[1] * f))
    for i, j in np.ndindex(*y.shape):
        y[i, j] = x[floor(Fraction(2 * i + 1, 2 * f)), floor(Fraction(2 * j + 1, 2 * f))]
    return y


ORACLES = {"bilinear": bilinear, "nearest": nearest}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10**6),
    shape=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    f=st.integers(1, 4),
    mode=st.sampled_from(sorted(ORACLES)),
)
def test_upsampling_is_exact_interpolation(answers, seed, shape, f, mode):
    x = np.random.default_rng(seed).normal(size=shape)
    wanted = ORACLES[mode](x, f)
    for upsample in answers:
        got = upsample(x, f, mode)
        assert got.shape == wanted.shape
        np.testing.assert_allclose(got, wanted, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("mode", sorted(ORACLES))
@pytest.mark.parametrize(
    ("shape", "f"),
    [
        pytest.param((3, 4), 1, id="f = 1"),
        pytest.param((1, 1), 3, id="1x1"),
        pytest.param((1, 5), 2, id="one row"),
        pytest.param((4, 1), 4, id="one column"),
        pytest.param((3, 2), 4, id="f = 4"),
        pytest.param((2, 3), 7, id="f = 7"),
    ],
)
def test_edges(answers, mode, shape, f):
    x = np.random.default_rng(4).normal(size=shape)
    for upsample in answers:
        np.testing.assert_allclose(upsample(x, f, mode), ORACLES[mode](x, f), atol=1e-13)


def test_two_pixels_by_hand(answers):
    for upsample in answers:
        assert upsample(np.array([[0.0, 8]]), 2, "bilinear").tolist() == [[0, 2, 6, 8]] * 2
        assert upsample(np.array([[0.0, 8]]), 2, "nearest").tolist() == [[0, 0, 8, 8]] * 2


def test_bilinear_gives_a_plane_back_inside_and_never_leaves_its_range(answers):
    rows, columns = np.mgrid[0:4, 0:5]
    f = 3
    centres = [(np.arange(side * f) + 0.5) / f - 0.5 for side in (4, 5)]
    plane = 2 * centres[0][:, None] - 3 * centres[1]
    for upsample in answers:
        y = upsample(2.0 * rows - 3 * columns, f, "bilinear")
        np.testing.assert_allclose(y[1:-1, 1:-1], plane[1:-1, 1:-1], atol=1e-12)
        assert y.min() >= -12 - 1e-12
        assert y.max() <= 6 + 1e-12
