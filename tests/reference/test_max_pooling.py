"""The gradient of q2_9, against autograd where nothing ties, and against a search by loops.

`answers` holds the reference and the solution: whatever is promised here, both keep.
"""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 10**6)
SIDES = st.tuples(st.integers(1, 8), st.integers(1, 8))
WINDOWS = {"k": st.integers(1, 4), "s": st.integers(1, 5)}
many = settings(max_examples=150, deadline=None, derandomize=True)


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q2_9"), solution("q2_9")


def size(n, k, s):
    """How many windows lie within n pixels, found by laying them down."""
    return len([start for start in range(0, n, s) if start + k <= n])


def pooled(x, k, s):
    rows = [
        anp.stack([anp.max(x[i * s : i * s + k, j * s : j * s + k]) for j in range(columns)])
        for columns in [size(x.shape[1], k, s)]
        for i in range(size(x.shape[0], k, s))
    ]
    return anp.stack(rows)


def searched(x, dy, k, s):
    """An entry takes the lead only if it is larger than the leader so far."""
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(*dy.shape):
        best = i * s, j * s
        for a, b in np.ndindex(k, k):
            if x[i * s + a, j * s + b] > x[best]:
                best = i * s + a, j * s + b
        dx[best] += dy[i, j]
    return dx


def drawn(seed, sides, k, s):
    """An image with room for a window, and a gradient of its pooled size."""
    sides = [max(n, k) for n in sides]
    rng = np.random.default_rng(seed)
    return rng.normal(size=sides), rng.normal(size=[size(n, k, s) for n in sides])


@many
@given(seed=SEEDS, sides=SIDES, **WINDOWS)
def test_without_ties_it_is_what_autograd_finds(answers, seed, sides, k, s):
    x, dy = drawn(seed, sides, k, s)
    wanted = grad(lambda x: anp.sum(dy * pooled(x, k, s)))(x)
    for answer in answers:
        np.testing.assert_allclose(answer.max_pool_backward(x, dy, k, s), wanted, atol=1e-12)


@many
@given(seed=SEEDS, sides=SIDES, **WINDOWS)
def test_with_ties_it_is_the_search_in_row_major_order(answers, seed, sides, k, s):
    x, dy = drawn(seed, sides, k, s)
    x = np.round(x)
    wanted = searched(x, dy, k, s)
    for answer in answers:
        got = answer.max_pool_backward(x, dy, k, s)
        assert got.shape == x.shape
        np.testing.assert_allclose(got, wanted, atol=1e-12)
        np.testing.assert_allclose(got.sum(), dy.sum(), atol=1e-12)


@pytest.mark.parametrize(
    ("image", "upstream", "k", "s", "wanted"),
    [
        pytest.param(
            [[1, 3], [3, 0]], [[5]], 2, 2, [[0, 5], [0, 0]], id="a tie, row before column"
        ),
        pytest.param([[2, 2], [2, 2]], [[5]], 2, 2, [[5, 0], [0, 0]], id="all alike"),
        pytest.param([[0, 9, 0]] * 2, [[2, 3]], 2, 1, [[0, 5, 0], [0] * 3], id="overlap"),
        pytest.param([[-3, -1], [-2, -4]], [[5]], 2, 2, [[0, 5], [0, 0]], id="all negative"),
        pytest.param(
            [[1, 2, 9], [3, 4, 9], [9] * 3],
            [[5]],
            2,
            2,
            [[0] * 3, [0, 5, 0], [0] * 3],
            id="remainder",
        ),
        pytest.param([[1, 9, 9, 2, 9]], [[5, 7]], 1, 3, [[5, 0, 0, 7, 0]], id="stride > kernel"),
        pytest.param([[1, 2], [3, 4]], [[5, 6], [7, 8]], 1, 1, [[5, 6], [7, 8]], id="k=1"),
    ],
)
def test_edges(answers, image, upstream, k, s, wanted):
    x, dy = np.array(image, dtype=float), np.array(upstream, dtype=float)
    np.testing.assert_array_equal(searched(x, dy, k, s), wanted)
    for answer in answers:
        np.testing.assert_array_equal(answer.max_pool_backward(x, dy, k, s), wanted)


def test_a_shift_within_the_window_is_forgiven_and_a_larger_one_is_not(solution):
    x = np.zeros((4, 8))
    x[1, 2] = 1
    before, near, far = [pooled(np.roll(x, shift, axis=1), 2, 2) for shift in (0, 1, 2)]
    np.testing.assert_array_equal(near, before)
    assert (far != before).any()
    assert solution("q2_9").claims == {"a": False, "b": False}
