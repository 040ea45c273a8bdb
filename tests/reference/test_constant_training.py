"""The training of q2_1, against descent with autograd's gradients and with finite differences.

`answers` holds the reference and the solution: whatever is promised here, both keep.
"""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

SIZES = {"n": st.integers(1, 6), "d": st.integers(1, 4), "H": st.integers(1, 4)}
SEEDS = st.integers(0, 10**6)


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q2_1"), solution("q2_1")


def loss(parameters, X, y):
    W1, b1, w2, b2 = parameters
    outputs = anp.dot(anp.tanh(anp.dot(X, W1) + b1), w2) + b2
    return anp.mean((outputs - y) ** 2)


def trained(X, y, H, c, lr, steps):
    """Gradient descent with all parameters in one tuple, which autograd differentiates at once."""
    d = X.shape[1]
    parameters = c * np.ones((d, H)), c * np.ones(H), c * np.ones(H), float(c)
    for _ in range(steps):
        gradients = grad(loss)(parameters, X, y)
        parameters = tuple(p - lr * g for p, g in zip(parameters, gradients, strict=True))
    return parameters


def data(seed, n, d):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.normal(size=n)


def agree(got, wanted):
    for one, other in zip(got, wanted, strict=True):
        assert np.shape(one) == np.shape(other)
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    seed=SEEDS,
    **SIZES,
    c=st.sampled_from([-0.6, 0.0, 0.25, 0.7]),
    lr=st.floats(0.01, 0.2),
    steps=st.integers(0, 4),
)
def test_training_is_descent_with_the_gradients_of_autograd(answers, seed, n, d, H, c, lr, steps):
    X, y = data(seed, n, d)
    for answer in answers:
        agree(answer.train_constant(X, y, H, c, lr, steps), trained(X, y, H, c, lr, steps))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=SEEDS, **SIZES, c=st.floats(-1, 1))
def test_the_first_step_follows_the_slopes_of_the_loss(answers, seed, n, d, H, c):
    X, y = data(seed, n, d)
    start = c * np.ones(d * H + 2 * H + 1)

    def at(flat):
        W1, b1, w2, b2 = np.split(flat, [d * H, d * H + H, d * H + 2 * H])
        return loss((W1.reshape(d, H), b1, w2, b2[0]), X, y)

    nudges = 1e-5 * np.eye(start.size)
    slopes = np.array([at(start + h) - at(start - h) for h in nudges]) / 2e-5
    for answer in answers:
        stepped = answer.train_constant(X, y, H, c, 0.1, 1)
        flat = np.concatenate([np.ravel(p) for p in stepped])
        np.testing.assert_allclose(flat, start - 0.1 * slopes, atol=1e-8)


def test_no_step_returns_the_constant(answers):
    X, y = data(1, 4, 3)
    for answer in answers:
        agree(answer.train_constant(X, y, 2, 0.7, 0.1, 0), trained(X, y, 2, 0.7, 0.1, 0))


def test_a_single_unit_keeps_its_axis(answers):
    X, y = data(2, 5, 3)
    for answer in answers:
        shapes = [np.shape(p) for p in answer.train_constant(X, y, 1, 0.5, 0.1, 2)]
        assert shapes == [(3, 1), (1,), (1,), ()]


def test_from_zeros_only_the_output_bias_learns(answers):
    X, y = data(3, 6, 2)
    for answer in answers:
        W1, b1, w2, b2 = answer.train_constant(X, y, 3, 0.0, 0.1, 5)
        assert not np.any(W1)
        assert not np.any(b1)
        assert not np.any(w2)
        # The output is b2 for every example, and each step shrinks its distance to the mean.
        np.testing.assert_allclose(b2, y.mean() * (1 - 0.8**5), rtol=1e-12)


def test_columns_stay_alike_and_rows_do_not(answers, solution):
    X, y = data(4, 7, 3)
    for answer in answers:
        W1, _, w2, _ = answer.train_constant(X, y, 4, 0.3, 0.1, 20)
        np.testing.assert_allclose(W1, np.repeat(W1[:, :1], 4, axis=1), rtol=1e-12)
        np.testing.assert_allclose(w2, w2[0], rtol=1e-12)
        assert np.ptp(W1[:, 0]) > 1e-2
    assert solution("q2_1").claims == {"a": False}


def test_the_data_are_left_as_they_were(answers):
    X, y = data(5, 4, 2)
    kept = X.copy(), y.copy()
    for answer in answers:
        answer.train_constant(X, y, 3, 0.3, 0.1, 3)
        agree((X, y), kept)
