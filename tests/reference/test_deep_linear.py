"""The linear stacks of q1_2 and q1_3, against loops over columns and exact ranks from SymPy."""

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 10**6)
WIDTHS = st.lists(st.integers(1, 5), min_size=2, max_size=5)
# Ranks of each layer, and of the product, that the inputs of q1_2 are made to have.
MADE = {
    "falling_pair": ([3, 4], 2),
    "falling_chain": ([4, 4, 4], 2),
    "hidden_chain": ([3, 2, 4], 1),
    "narrow_middle": ([3, 2, 4], 2),
    "bottleneck": ([2, 2, 4], 2),
    "one_matrix": ([2], 2),
}


@pytest.fixture(scope="session")
def ranks(reference, solution):
    return reference("q1_2").rank_of_product, solution("q1_2").rank_of_product


@pytest.fixture(scope="session")
def composers(reference, solution):
    return reference("q1_3").compose_linear, solution("q1_3").compose_linear


def exact_rank(matrix):
    return sympy.Matrix(matrix.shape[0], matrix.shape[1], [int(x) for x in matrix.ravel()]).rank()


def by_layers(mats):
    """Column by column: what comes out when one input is 1, through one layer after the other."""
    columns = []
    for place in range(mats[0].shape[1]):
        signal = [float(i == place) for i in range(mats[0].shape[1])]
        for matrix in mats:
            signal = [sum(w * s for w, s in zip(row, signal, strict=True)) for row in matrix]
        columns.append(signal)
    return np.array(columns).T


def stack(draw, widths):
    return [draw((rows, columns)) for columns, rows in zip(widths, widths[1:], strict=False)]


def deficient(rng, shape):
    """Small whole numbers, and often dependent rows."""
    matrix = rng.integers(-2, 3, size=shape).astype(float)
    for row in range(1, shape[0]):
        if rng.random() < 0.5:
            matrix[row] = matrix[rng.integers(row)] * rng.integers(-1, 3)
    return matrix


@settings(max_examples=200, deadline=None, derandomize=True)
@given(seed=SEEDS, widths=WIDTHS)
def test_one_matrix_does_what_the_layers_do(composers, seed, widths):
    rng = np.random.default_rng(seed)
    mats = stack(lambda shape: rng.normal(size=shape), widths)
    wanted = by_layers(mats)
    for compose in composers:
        got = compose(mats)
        assert got.shape == (widths[-1], widths[0])
        np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    "widths",
    [
        pytest.param([4, 3], id="one layer"),
        pytest.param([4, 1, 3, 2], id="a bottleneck of one"),
        pytest.param([3, 3, 3, 3], id="square layers"),
    ],
)
def test_edges_of_the_composition(composers, widths):
    rng = np.random.default_rng(5)
    mats = stack(lambda shape: rng.normal(size=shape), widths)
    for compose in composers:
        np.testing.assert_allclose(compose(mats), by_layers(mats), atol=1e-12)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(seed=SEEDS, widths=WIDTHS)
def test_ranks_are_exact_and_the_product_never_has_more(ranks, seed, widths):
    rng = np.random.default_rng(seed)
    mats = stack(lambda shape: deficient(rng, shape), widths)
    wanted = exact_rank(by_layers(mats)), min(map(exact_rank, mats))
    for rank_of_product in ranks:
        assert rank_of_product(mats) == wanted
    assert wanted[0] <= wanted[1]


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("seed", range(25))
def test_made_inputs_have_their_ranks_whatever_is_drawn(reference, ranks, name, seed):
    mats = getattr(reference("q1_2"), name)(np.random.default_rng(seed))
    layers, product = MADE[name]
    assert all(np.array_equal(matrix, np.rint(matrix)) for matrix in mats)
    assert [exact_rank(matrix) for matrix in mats] == layers
    assert exact_rank(by_layers(mats)) == product
    for rank_of_product in ranks:
        assert rank_of_product(mats) == (product, min(layers))


@pytest.mark.parametrize(
    ("mats", "wanted"),
    [
        pytest.param(
            [[[1, 0, 0], [0, 0, 0], [0, 0, 1]], [[0, 1, 0], [0, 0, 0], [0, 0, 1]]],
            (1, 2),
            id="below both",
        ),
        pytest.param([[[1, 2], [2, 4], [1, 2]], [[2, -1, 0]]], (0, 1), id="nothing gets through"),
        pytest.param([[[1, 2, 3], [2, 4, 6], [0, 0, 0]]], (1, 1), id="one matrix"),
        pytest.param([[[0, 0], [0, 0]]], (0, 0), id="zeros"),
        pytest.param([[[1, 1, 1]], [[1], [2]]], (1, 1), id="a bottleneck"),
    ],
)
def test_edges_of_the_rank(ranks, mats, wanted):
    for rank_of_product in ranks:
        got = rank_of_product([np.array(matrix, dtype=float) for matrix in mats])
        assert got == wanted
        assert all(isinstance(entry, int) for entry in got)


def test_no_depth_lifts_the_rank_above_the_narrowest_layer(solution):
    rng = np.random.default_rng(8)
    mats = [rng.integers(-3, 4, size=size) for size in ((5, 6), (2, 5), (5, 2), (6, 5), (7, 6))]
    assert exact_rank(by_layers(mats)) == 2
    assert solution("q1_3").claims == {"a": False}
    assert solution("q1_2").rank_compared == "b"
