"""The gradient of q1_6, against autograd and central differences.

`answers` holds the reference and the solution: whatever is promised here, both keep.
"""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import assume, given, settings
from hypothesis import strategies as st

many = settings(max_examples=150, deadline=None, derandomize=True)
SIZES = {
    "seed": st.integers(0, 10**6),
    "n": st.integers(0, 5),
    "d": st.integers(1, 5),
    "units": st.integers(1, 6),
}


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q1_6").residual_backward, solution("q1_6").residual_backward


def block(X, W1, W2):
    return X + anp.dot(anp.maximum(anp.dot(X, W1), 0), W2)


def drawn(seed, n, d, units):
    rng = np.random.default_rng(seed)
    shapes = (n, d), (d, units), (units, d), (n, d)
    return [rng.normal(size=shape) for shape in shapes]


def by_autograd(X, W1, W2, dY):
    return grad(lambda X: anp.sum(dY * block(X, W1, W2)))(X)


@many
@given(**SIZES)
def test_gradient_is_what_autograd_finds(answers, seed, n, d, units):
    arrays = drawn(seed, n, d, units)
    wanted = by_autograd(*arrays)
    for residual_backward in answers:
        got = residual_backward(*arrays)
        assert got.shape == (n, d)
        np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-12)


@many
@given(**SIZES)
def test_gradient_is_the_slope(answers, seed, n, d, units):
    X, W1, W2, dY = drawn(seed, n, d, units)
    step = 1e-6 * np.random.default_rng(seed + 1).normal(size=X.shape)
    ahead, behind = X + step, X - step
    # A unit that the step switches has no slope to compare with.
    assume(np.array_equal(ahead @ W1 > 0, behind @ W1 > 0))
    rise = np.vdot(dY, block(ahead, W1, W2) - block(behind, W1, W2))
    for residual_backward in answers:
        predicted = 2 * np.vdot(residual_backward(X, W1, W2, dY), step)
        np.testing.assert_allclose(predicted, rise, rtol=1e-5, atol=1e-12)


def test_with_every_unit_active_the_block_is_linear(answers):
    X, W1, W2, dY = map(np.abs, drawn(1, 4, 3, 5))
    for residual_backward in answers:
        wanted = dY @ (np.eye(3) + W1 @ W2).T
        np.testing.assert_allclose(residual_backward(X, W1, W2, dY), wanted, rtol=1e-12)


def test_with_weights_of_zero_the_gradient_passes_as_it_is(answers):
    X, W1, W2, dY = drawn(2, 4, 3, 5)
    for residual_backward in answers:
        np.testing.assert_array_equal(residual_backward(X, W1 * 0, W2 * 0, dY), dY)


def test_a_pre_activation_of_zero_passes_nothing_on(answers):
    X, W1 = np.array([[1.0, 1], [2, -1]]), np.array([[1.0, 2, 1], [-1, 1, 2]])
    _, _, W2, dY = drawn(3, 2, 2, 3)
    assert (X @ W1).tolist() == [[0, 3, 3], [3, 3, 0]]
    open_units = [[0, 1, 1], [1, 1, 0]]
    for residual_backward in answers:
        wanted = [
            dy + sum(on * (W2[u] @ dy) * W1[:, u] for u, on in enumerate(units))
            for dy, units in zip(dY, open_units, strict=True)
        ]
        np.testing.assert_allclose(residual_backward(X, W1, W2, dY), wanted, rtol=1e-12)


def test_an_empty_batch_has_an_empty_gradient(answers):
    for residual_backward in answers:
        assert residual_backward(*drawn(4, 0, 3, 5)).shape == (0, 3)


def test_arguments_are_left_as_they_are(answers):
    arrays = drawn(5, 3, 2, 4)
    for residual_backward in answers:
        copies = [array.copy() for array in arrays]
        residual_backward(*copies)
        assert all(map(np.array_equal, copies, arrays))


def test_a_block_can_take_its_input_and_the_gradient_away(answers, solution):
    eye = np.eye(2)
    W1, W2 = np.hstack([eye, -eye]), np.vstack([-eye, eye])
    X, _, _, dY = drawn(6, 3, 2, 4)
    assert not block(X, W1, W2).any()
    for residual_backward in answers:
        assert not residual_backward(X, W1, W2, dY).any()
    assert solution("q1_6").claims == {"a": True, "b": False}
