"""The gradients of q4_3, against autograd and central differences of the loss.

`answers` holds the reference and the solution: whatever is promised here, both keep.
"""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

many = settings(max_examples=150, deadline=None, derandomize=True)
SIZES = {"seed": st.integers(0, 10**6), "n": st.integers(1, 6), "m": st.integers(1, 6)}


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q4_3"), solution("q4_3")


def decoded_loss(x, h, W2, b2):
    return anp.sum((x - 1 / (1 + anp.exp(-(anp.dot(h, W2) + b2)))) ** 2)


def hidden(x, W1, b1):
    return anp.maximum(anp.dot(x, W1) + b1, 0)


def loss(x, W1, b1, W2, b2):
    return decoded_loss(x, hidden(x, W1, b1), W2, b2)


def network(seed, n, m, shift=0.0):
    """A random input and weights; `shift` is added to every hidden pre-activation."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(size=n)
    W1, W2 = rng.uniform(-1, 1, size=(n, m)), rng.uniform(-1, 1, size=(m, n))
    return x, W1, rng.normal(size=m) + shift, W2, rng.normal(size=n)


def close(got, wanted):
    assert np.shape(got) == np.shape(wanted)
    np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=1e-13)


def agrees_with_autograd(answer, x, W1, b1, W2, b2):
    dW1, db1, dW2, db2 = (grad(loss, place)(x, W1, b1, W2, b2) for place in (1, 2, 3, 4))
    for got, wanted in zip(answer.ae_grad_W2(x, W1, b1, W2, b2), (dW2, db2), strict=True):
        close(got, wanted)
    close(
        answer.ae_grad_h(x, W1, b1, W2, b2),
        grad(decoded_loss, 1)(x, hidden(x, W1, b1), W2, b2),
    )
    for got, wanted in zip(answer.ae_grad_W1(x, W1, b1, W2, b2), (dW1, db1), strict=True):
        close(got, wanted)


@many
@given(**SIZES)
def test_gradients_are_what_autograd_finds(answers, seed, n, m):
    for answer in answers:
        agrees_with_autograd(answer, *network(seed, n, m))


@pytest.mark.parametrize("shift", [pytest.param(20, id="active"), pytest.param(-20, id="dead")])
@settings(max_examples=30, deadline=None, derandomize=True)
@given(**SIZES)
def test_gradients_with_all_units_alike(answers, shift, seed, n, m):
    x, W1, b1, W2, b2 = network(seed, n, m, shift)
    for answer in answers:
        agrees_with_autograd(answer, x, W1, b1, W2 / 10, b2)


@many
@given(**SIZES)
def test_gradients_are_the_slopes_of_the_loss(answers, seed, n, m):
    x, *weights = network(seed, n, m)
    step = 1e-6
    # A unit whose sign the step could change has no slope to compare with.
    weights[1] += 1e-3 * np.sign(x @ weights[0] + weights[1])
    direction = [np.random.default_rng(seed + 1).normal(size=w.shape) for w in weights]
    ahead = [w + step * d for w, d in zip(weights, direction, strict=True)]
    behind = [w - step * d for w, d in zip(weights, direction, strict=True)]
    slope = (loss(x, *ahead) - loss(x, *behind)) / (2 * step)
    for answer in answers:
        gradients = (*answer.ae_grad_W1(x, *weights), *answer.ae_grad_W2(x, *weights))
        predicted = sum(np.vdot(g, d) for g, d in zip(gradients, direction, strict=True))
        np.testing.assert_allclose(predicted, slope, rtol=1e-5, atol=1e-7)


@many
@given(seed=SIZES["seed"], n=SIZES["n"])
def test_gradient_by_the_reconstruction(answers, seed, n):
    rng = np.random.default_rng(seed)
    x, xp = rng.normal(size=n), rng.uniform(size=n)
    wanted = grad(lambda xp: anp.sum((x - xp) ** 2))(xp)
    for answer in answers:
        close(answer.ae_grad_xprime(x, xp), wanted)


def test_a_step_against_the_gradients_lowers_the_loss(answers):
    x, W1, b1, W2, b2 = network(5, 4, 3)
    for answer in answers:
        dW1, db1 = answer.ae_grad_W1(x, W1, b1, W2, b2)
        dW2, db2 = answer.ae_grad_W2(x, W1, b1, W2, b2)
        stepped = loss(x, W1 - dW1 / 10, b1 - db1 / 10, W2 - dW2 / 10, b2 - db2 / 10)
        assert stepped < loss(x, W1, b1, W2, b2)


@pytest.mark.parametrize(
    ("x", "W1", "b1", "z1"),
    [
        ([0.5, 0.25, 1], [[1, 2], [2, -4], [-1, 1]], [0, 0], [0, 1]),
        ([0.25, 0.5], [[2, 1, -1], [-1, 1, 4]], [0, -0.75, 0.25], [0, 0, 2]),
    ],
)
def test_a_pre_activation_of_zero_passes_nothing_on(answers, x, W1, b1, z1):
    x, W1, b1 = np.array(x), np.array(W1, dtype=float), np.array(b1)
    _, _, _, W2, b2 = network(2, *W1.shape)
    assert (x @ W1 + b1).tolist() == z1
    closed = np.array(z1) == 0
    for answer in answers:
        dW1, db1 = answer.ae_grad_W1(x, W1, b1, W2, b2)
        assert answer.ae_grad_h(x, W1, b1, W2, b2).all()
        assert not dW1[:, closed].any()
        assert (db1 == 0).tolist() == closed.tolist()


def test_saturated_outputs_give_finite_gradients_and_carry_none(answers):
    x, W1, b1, W2, b2 = network(7, 4, 3)
    saturated = b2 + [800, -800, 0, 0]
    for answer in answers:
        dW2, db2 = answer.ae_grad_W2(x, W1, b1, W2, saturated)
        assert not dW2[:, :2].any()
        assert not db2[:2].any()
        # What is left is the gradient of a smaller network, without the saturated outputs.
        small = W2[:, 2:], b2[2:]
        wanted = grad(decoded_loss, 1)(x[2:], hidden(x, W1, b1), *small)
        close(answer.ae_grad_h(x, W1, b1, W2, saturated), wanted)
        assert all(np.isfinite(g).all() for g in answer.ae_grad_W1(x, W1, b1, W2, saturated))


def test_a_perfect_reconstruction_has_no_gradient(answers):
    x = np.full(3, 0.5)
    W1 = np.array([[1, 0], [1, 2], [0, 0.0]])
    W2 = np.array([[1, -2, 3], [-1, 2, -3.0]])
    parameters = W1, np.zeros(2), W2, np.zeros(3)
    assert loss(x, *parameters) == 0
    for answer in answers:
        gradients = (
            answer.ae_grad_xprime(x, x),
            answer.ae_grad_h(x, *parameters),
            *answer.ae_grad_W1(x, *parameters),
            *answer.ae_grad_W2(x, *parameters),
        )
        assert not any(gradient.any() for gradient in gradients)
