"""The collapsed layer of q5_1, against the layers themselves and against exact arithmetic."""

from operator import mul

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 10**6)


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q5_1"), solution("q5_1")


def drawn(seed, widths):
    rng = np.random.default_rng(seed)
    shapes = list(zip(widths[1:], widths[:-1], strict=True))
    return [rng.normal(size=s) for s in shapes], [rng.normal(size=n) for n, _ in shapes]


def run(Ws, bs, x):
    """The network in plain Python, unit by unit."""
    for W, b in zip(Ws, bs, strict=True):
        x = [c + sum(map(mul, row, x)) for row, c in zip(W, b, strict=True)]
    return x


def does_what_the_layers_do(answer, Ws, bs):
    """An affine map is known from its values at 0 and at the unit vectors."""
    W, b = answer.collapse_affine(Ws, bs)
    inputs = Ws[0].shape[1]
    assert W.shape == (len(bs[-1]), inputs)
    np.testing.assert_allclose(b, run(Ws, bs, np.zeros(inputs)), rtol=1e-9, atol=1e-12)
    for column, unit in zip(W.T, np.eye(inputs), strict=True):
        np.testing.assert_allclose(column + b, run(Ws, bs, unit), rtol=1e-9, atol=1e-11)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(seed=SEEDS, widths=st.lists(st.integers(1, 5), min_size=2, max_size=7))
def test_the_single_layer_does_what_the_layers_do(answers, seed, widths):
    for answer in answers:
        does_what_the_layers_do(answer, *drawn(seed, widths))


@pytest.mark.parametrize(
    "widths",
    [
        pytest.param([4, 3], id="one layer"),
        pytest.param([3, 3, 3, 3], id="all alike"),
        pytest.param([3, 4, 1, 2], id="a single unit"),
        pytest.param([2, 3, 4, 3, 5, 2], id="five layers"),
    ],
)
@pytest.mark.parametrize("kept", ["all", "none", "first"])
def test_edges(answers, widths, kept):
    Ws, bs = drawn(3, widths)
    if kept != "all":
        bs = [b if kept == "first" and i == 0 else 0 * b for i, b in enumerate(bs)]
    for answer in answers:
        does_what_the_layers_do(answer, Ws, bs)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=SEEDS, widths=st.lists(st.integers(1, 3), min_size=3, max_size=5))
def test_it_is_the_product_in_homogeneous_coordinates(answers, seed, widths):
    rng = np.random.default_rng(seed)
    shapes = list(zip(widths[1:], widths[:-1], strict=True))
    Ws = [rng.integers(-4, 5, size=s) for s in shapes]
    bs = [rng.integers(-4, 5, size=n) for n, _ in shapes]
    product = sympy.eye(widths[0] + 1)
    for W, b in zip(Ws, bs, strict=True):
        layer = sympy.Matrix(np.column_stack([W, b])).col_join(
            sympy.Matrix([[0] * W.shape[1] + [1]])
        )
        product = layer * product
    wanted = np.array(product.tolist(), dtype=float)
    for answer in answers:
        W, b = answer.collapse_affine([W * 1.0 for W in Ws], [b * 1.0 for b in bs])
        np.testing.assert_array_equal(W, wanted[:-1, :-1])
        np.testing.assert_array_equal(b, wanted[:-1, -1])


def test_inputs_are_left_as_they_were(answers):
    for answer in answers:
        Ws, bs = drawn(5, [2, 3, 2])
        before = [a.copy() for a in (*Ws, *bs)]
        answer.collapse_affine(Ws, bs)
        for now, then in zip((*Ws, *bs), before, strict=True):
            np.testing.assert_array_equal(now, then)
