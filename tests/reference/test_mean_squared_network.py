"""The gradients of q1_1, against autograd and central differences of the loss.

`answers` holds the reference and the solution: whatever is promised here, both keep.
"""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

many = settings(max_examples=150, deadline=None, derandomize=True)
SIZES = {
    "seed": st.integers(0, 10**6),
    "n": st.integers(1, 6),
    "d": st.integers(1, 5),
    "units": st.integers(1, 5),
}


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q1_1"), solution("q1_1")


def loss(X, y, W1, b1, w2, b2, activation=anp.tanh):
    outputs = anp.dot(activation(anp.dot(X, W1) + b1), w2) + b2
    return anp.mean((outputs - y) ** 2)


def sigmoid(z):
    return 1 / (1 + anp.exp(-z))


def drawn(seed, n, d, units):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(n, d)), rng.normal(size=n)
    return X, y, rng.normal(size=(d, units)), *rng.normal(size=(2, units)), rng.normal()


def constant(c, d, units):
    """Parameters that are all the same number."""
    return np.full((d, units), c), np.full(units, c), np.full(units, c), float(c)


def by_autograd(X, y, *parameters, activation=anp.tanh):
    return [grad(loss, place)(X, y, *parameters, activation) for place in (2, 3, 4, 5)]


def agrees_with_autograd(answer, X, y, *parameters):
    got, wanted = answer.two_layer_grads(X, y, *parameters), by_autograd(X, y, *parameters)
    for one, other in zip(got, wanted, strict=True):
        assert np.shape(one) == np.shape(other)
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


@many
@given(**SIZES)
def test_gradients_are_what_autograd_finds(answers, seed, n, d, units):
    for answer in answers:
        agrees_with_autograd(answer, *drawn(seed, n, d, units))


@many
@given(**SIZES)
def test_gradients_are_the_slopes_of_the_loss(answers, seed, n, d, units):
    X, y, *parameters = drawn(seed, n, d, units)
    rng = np.random.default_rng(seed + 1)
    direction = [rng.normal(size=np.shape(p)) for p in parameters]
    step = 1e-6
    ahead = [p + step * v for p, v in zip(parameters, direction, strict=True)]
    behind = [p - step * v for p, v in zip(parameters, direction, strict=True)]
    slope = (loss(X, y, *ahead) - loss(X, y, *behind)) / (2 * step)
    for answer in answers:
        gradients = answer.two_layer_grads(X, y, *parameters)
        predicted = sum(np.vdot(g, v) for g, v in zip(gradients, direction, strict=True))
        np.testing.assert_allclose(predicted, slope, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("c", [0, 0.3, -1.5])
@settings(max_examples=30, deadline=None, derandomize=True)
@given(**SIZES)
def test_gradients_with_all_parameters_alike(answers, c, seed, n, d, units):
    X, y, *_ = drawn(seed, n, d, units)
    for answer in answers:
        agrees_with_autograd(answer, X, y, *constant(c, d, units))


def test_a_step_against_the_gradients_lowers_the_loss(answers):
    X, y, *parameters = drawn(3, 5, 3, 4)
    for answer in answers:
        gradients = answer.two_layer_grads(X, y, *parameters)
        stepped = [p - g / 100 for p, g in zip(parameters, gradients, strict=True)]
        assert loss(X, y, *stepped) < loss(X, y, *parameters)


def trained(X, y, parameters, steps, activation=anp.tanh):
    for _ in range(steps):
        gradients = by_autograd(X, y, *parameters, activation=activation)
        parameters = [p - 0.1 * g for p, g in zip(parameters, gradients, strict=True)]
    return parameters


def test_claim_a_units_that_start_alike_stay_alike_and_their_weights_do_not(solution):
    X, y, *_ = drawn(11, 6, 3, 4)
    W1, b1, w2, _ = trained(X, y, constant(0.3, 3, 4), steps=40)
    for units in (W1.T, b1, w2):
        np.testing.assert_allclose(units, np.broadcast_to(units[0], units.shape), rtol=1e-12)
    assert np.ptp(W1[:, 0]) > 0.01
    assert solution("q1_1").claims["a"] is False


def test_claim_b_from_zero_the_bias_of_the_output_alone_learns(solution):
    X, y, *_ = drawn(12, 6, 3, 4)
    W1, b1, w2, b2 = trained(X, y, constant(0, 3, 4), steps=40)
    assert not any(parameter.any() for parameter in (W1, b1, w2))
    assert b2 != 0
    assert solution("q1_1").claims["b"] is True


def test_claim_c_with_sigmoids_the_output_weights_move_first(solution):
    X, y, *_ = drawn(13, 6, 3, 4)
    W1, _, w2, _ = trained(X, y, constant(0, 3, 4), steps=1, activation=sigmoid)
    assert w2.all()
    assert not W1.any()
    W1, _, _, _ = trained(X, y, constant(0, 3, 4), steps=2, activation=sigmoid)
    assert W1.all()
    assert solution("q1_1").claims["c"] is True
