"""The pooling of q3_9, against loops with Python's `max`, `min` and `fmean`."""

from statistics import fmean

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

SUMMARIES = {"max": max, "avg": fmean, "min": min}


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q3_9").pool2d, solution("q3_9").pool2d


def by_loops(x, k, s, mode):
    height, width = x.shape
    return np.array(
        [
            [
                SUMMARIES[mode](x[i : i + k, j : j + k].ravel().tolist())
                for j in range(0, width - k + 1, s)
            ]
            for i in range(0, height - k + 1, s)
        ]
    )


def agree(pool2d, x, k, s, mode):
    wanted = by_loops(x, k, s, mode)
    got = pool2d(x, k, s, mode)
    assert got.shape == wanted.shape
    np.testing.assert_allclose(got, wanted, rtol=1e-12, atol=1e-13)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10**6),
    shape=st.tuples(st.integers(1, 8), st.integers(1, 8)),
    k=st.integers(1, 5),
    s=st.integers(1, 5),
    mode=st.sampled_from(sorted(SUMMARIES)),
    mean=st.sampled_from([-4, 0, 4]),
)
def test_pooling_is_the_loops(answers, seed, shape, k, s, mode, mean):
    assume(k <= min(shape))
    x = np.random.default_rng(seed).normal(mean, size=shape)
    for pool2d in answers:
        agree(pool2d, x, k, s, mode)


@pytest.mark.parametrize("mode", sorted(SUMMARIES))
@pytest.mark.parametrize(
    ("shape", "k", "s", "out"),
    [
        pytest.param((7, 8), 3, 3, (2, 2), id="remainder dropped"),
        pytest.param((8, 11), 2, 3, (3, 4), id="stride > kernel"),
        pytest.param((4, 5), 1, 1, (4, 5), id="k = 1"),
        pytest.param((4, 4), 4, 4, (1, 1), id="global"),
    ],
)
@pytest.mark.parametrize("shift", [-9, 0, 9])
def test_edges(answers, mode, shape, k, s, out, shift):
    x = np.random.default_rng(1).normal(size=shape) + shift
    for pool2d in answers:
        assert pool2d(x, k, s, mode).shape == out
        agree(pool2d, x, k, s, mode)


def test_ties_make_no_difference(answers):
    x = np.random.default_rng(2).integers(-1, 2, size=(6, 5)).astype(float)
    for pool2d in answers:
        for mode in SUMMARIES:
            agree(pool2d, x, 3, 1, mode)
