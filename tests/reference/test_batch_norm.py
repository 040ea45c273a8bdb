"""Batch normalisation of q3_6, against Python's `statistics`, autograd and differences."""

import statistics

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

many = settings(max_examples=120, deadline=None, derandomize=True)
SIZES = {"seed": st.integers(0, 10**6), "n": st.integers(2, 7), "d": st.integers(1, 5)}
EPS = st.sampled_from([1e-5, 1e-3, 0.1, 1.0, 10.0])


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q3_6"), solution("q3_6")


def drawn(seed, n, d):
    """X, gamma, beta, running mean, running variance, and dY."""
    rng = np.random.default_rng(seed)
    X, dY = rng.normal(1, 2, size=(n, d)), rng.normal(size=(n, d))
    gamma, beta, mean = rng.normal(size=(3, d))
    return X, gamma, beta, mean, rng.uniform(0.2, 3, size=d), dY


def close(got, wanted, **tolerance):
    assert np.shape(got) == np.shape(wanted)
    np.testing.assert_allclose(got, wanted, **{"rtol": 1e-8, "atol": 1e-10, **tolerance})


def column_by_column(X, gamma, beta, running_mean, running_var, momentum, eps):
    """Training by the textbook's words, with Python's own mean and variances."""
    Y, new_mean, new_var = np.zeros(X.shape), [], []
    for j, column in enumerate(X.T.tolist()):
        mean, biased = statistics.fmean(column), statistics.pvariance(column)
        for i, x in enumerate(column):
            Y[i, j] = gamma[j] * (x - mean) / (biased + eps) ** 0.5 + beta[j]
        unbiased = statistics.variance(column)
        new_mean.append(running_mean[j] * (1 - momentum) + mean * momentum)
        new_var.append(running_var[j] * (1 - momentum) + unbiased * momentum)
    return Y, new_mean, new_var


@many
@given(**SIZES, eps=EPS, momentum=st.floats(0, 1))
def test_training_is_what_statistics_finds(answers, seed, n, d, eps, momentum):
    *inputs, _ = drawn(seed, n, d)
    wanted = column_by_column(*inputs, momentum, eps)
    for answer in answers:
        got = answer.batchnorm_train(*inputs, momentum, eps)
        assert len(got) == 3
        for one, other in zip(got, wanted, strict=True):
            close(one, other)


def test_defaults_are_a_tenth_and_a_hundred_thousandth(answers):
    X, gamma, beta, mean, var, dY = drawn(3, 5, 4)
    for answer in answers:
        for one, other in zip(
            answer.batchnorm_train(X, gamma, beta, mean, var),
            column_by_column(X, gamma, beta, mean, var, 0.1, 1e-5),
            strict=True,
        ):
            close(one, other)
        used = answer.batchnorm_eval(X, gamma, beta, mean, var)
        close(used, answer.batchnorm_eval(X, gamma, beta, mean, var, 1e-5), rtol=0, atol=0)
        for one, other in zip(
            answer.batchnorm_backward(X, gamma, dY),
            answer.batchnorm_backward(X, gamma, dY, 1e-5),
            strict=True,
        ):
            close(one, other, rtol=0, atol=0)


@many
@given(seed=SIZES["seed"], n=st.integers(0, 6), d=SIZES["d"], eps=EPS)
def test_use_is_the_formula_entry_by_entry(answers, seed, n, d, eps):
    X, gamma, beta, mean, var, _ = drawn(seed, n, d)
    var[0] = 0
    wanted = np.zeros((n, d))
    for i, j in np.ndindex(n, d):
        wanted[i, j] = (X[i, j] - mean[j]) / (var[j] + eps) ** 0.5 * gamma[j] + beta[j]
    for answer in answers:
        close(answer.batchnorm_eval(X, gamma, beta, mean, var, eps), wanted)


def loss(X, gamma, beta, dY, eps):
    """A loss whose gradient by the output is dY."""
    mean = anp.sum(X, axis=0) / X.shape[0]
    var = anp.sum((X - mean) ** 2, axis=0) / X.shape[0]
    return anp.sum(dY * (gamma * (X - mean) / anp.sqrt(var + eps) + beta))


@many
@given(**SIZES, eps=EPS)
def test_backward_is_what_autograd_finds(answers, seed, n, d, eps):
    X, gamma, beta, _, _, dY = drawn(seed, n, d)
    wanted = [grad(loss, place)(X, gamma, beta, dY, eps) for place in range(3)]
    for answer in answers:
        got = answer.batchnorm_backward(X, gamma, dY, eps)
        assert len(got) == 3
        for one, other in zip(got, wanted, strict=True):
            close(one, other)


@many
@given(**SIZES, eps=st.sampled_from([0.01, 1.0, 10.0]))
def test_backward_is_the_slope_of_the_loss(answers, seed, n, d, eps):
    X, gamma, beta, _, _, dY = drawn(seed, n, d)
    direction, step = np.random.default_rng(seed + 1).normal(size=X.shape), 1e-5
    slope = loss(X + step * direction, gamma, beta, dY, eps)
    slope = (slope - loss(X - step * direction, gamma, beta, dY, eps)) / (2 * step)
    for answer in answers:
        dX, _, _ = answer.batchnorm_backward(X, gamma, dY, eps)
        close(np.vdot(dX, direction), slope, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize(
    "X",
    [
        pytest.param([[2, 0.5], [2, -1.5], [2, 2.5], [2, 1]], id="constant feature"),
        pytest.param([[1, -2, 0.5], [3, 1, -1]], id="two examples"),
        pytest.param([[1e-4, 2e-4], [3e-4, -1e-4], [-2e-4, 0]], id="tiny variance"),
        pytest.param([[1, 4, 2], [0, -3, 1], [5, 1, -2]], id="square"),
    ],
)
def test_edges_of_training_and_backward(answers, X):
    X = np.array(X, dtype=float)
    _, gamma, beta, mean, var, dY = drawn(11, *X.shape)
    wanted = column_by_column(X, gamma, beta, mean, var, 0.1, 1e-5)
    gradients = [grad(loss, place)(X, gamma, beta, dY, 1e-5) for place in range(3)]
    for answer in answers:
        for one, other in zip(
            (
                *answer.batchnorm_train(X, gamma, beta, mean, var),
                *answer.batchnorm_backward(X, gamma, dY),
            ),
            (*wanted, *gradients),
            strict=True,
        ):
            close(one, other)


def test_a_gradient_that_is_the_same_for_all_moves_nothing(answers):
    X, gamma, *_ = drawn(5, 6, 4)
    dY = np.tile([1.0, -2, 0.5, 3], (6, 1))
    for answer in answers:
        dX, dgamma, dbeta = answer.batchnorm_backward(X, gamma, dY)
        np.testing.assert_allclose(dX, 0, atol=1e-13)
        np.testing.assert_allclose(dgamma, 0, atol=1e-13)
        assert dbeta.tolist() == [6, -12, 3, 18]


def test_one_example_and_an_empty_batch_in_use(answers):
    X, gamma, beta, mean, var, _ = drawn(7, 3, 4)
    for answer in answers:
        whole = answer.batchnorm_eval(X, gamma, beta, mean, var)
        close(answer.batchnorm_eval(X[1:2], gamma, beta, mean, var), whole[1:2])
        assert answer.batchnorm_eval(X[:0], gamma, beta, mean, var).shape == (0, 4)
