"""Squashing and routing of q2_8, against plain loops and digits beyond double precision.

`answers` holds the reference and the solution: whatever is promised here, both keep.
"""

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 10**6)
many = settings(max_examples=150, deadline=None, derandomize=True)


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q2_8"), solution("q2_8")


def squashed(vector):
    """The formula as it stands, in decimal numbers of 28 digits, for one vector."""
    exact = [Decimal(float(number)) for number in vector]
    square = sum(number * number for number in exact)
    if not square:
        return [0.0] * len(exact)
    factor = square / (1 + square) / square.sqrt()
    return [float(factor * number) for number in exact]


def routed(u_hat, iters):
    """The procedure with a loop for every index; the couplings and outputs of each iteration."""
    senders, receivers, size = u_hat.shape
    b = [[0.0] * receivers for _ in range(senders)]
    for _ in range(iters):
        c = [[math.exp(x) / sum(map(math.exp, row)) for x in row] for row in b]
        v = []
        for j in range(receivers):
            s = [sum(c[i][j] * u_hat[i, j, d] for i in range(senders)) for d in range(size)]
            v.append(squashed(s))
        for i in range(senders):
            for j in range(receivers):
                b[i][j] += sum(u_hat[i, j, d] * v[j][d] for d in range(size))
    return np.array(v), np.array(c)


@many
@given(
    seed=SEEDS,
    shape=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    magnitude=st.floats(-8, 7.5),
)
def test_squash_is_the_formula_for_every_vector(answers, seed, shape, magnitude):
    s = 10**magnitude * np.random.default_rng(seed).normal(size=shape)
    wanted = np.apply_along_axis(squashed, -1, s)
    for answer in answers:
        got = answer.squash(s)
        assert got.shape == s.shape
        np.testing.assert_allclose(got, wanted, rtol=1e-12, atol=0)


@pytest.mark.parametrize(
    "vectors",
    [
        pytest.param([[0.5, -1, 2], [0, 0, 0], [-0.25, 0.5, 0]], id="zero among others"),
        pytest.param([0, 0, 0, 0], id="zero"),
        pytest.param([[0.5], [-2], [0], [3]], id="D=1"),
        pytest.param([3e6, -4e7, 1.2e7], id="long"),
        pytest.param([2e-8, -1e-8, 3e-8], id="tiny"),
    ],
)
def test_squash_edges(answers, vectors):
    s = np.array(vectors, dtype=float)
    wanted = np.apply_along_axis(squashed, -1, s)
    for answer in answers:
        np.testing.assert_allclose(answer.squash(s), wanted, rtol=1e-12, atol=0)


@many
@given(seed=SEEDS, size=st.integers(1, 5), scale=st.floats(0.01, 100))
def test_squash_keeps_the_direction_and_brings_the_length_below_one(answers, seed, size, scale):
    s = scale * np.random.default_rng(seed).normal(size=size)
    length = math.hypot(*s)
    for answer in answers:
        v = answer.squash(s)
        assert math.hypot(*v) < 1
        np.testing.assert_allclose(math.hypot(*v), length**2 / (1 + length**2), rtol=1e-12)
        np.testing.assert_allclose(v / math.hypot(*v), s / length, rtol=1e-12)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    seed=SEEDS,
    shape=st.tuples(st.integers(1, 5), st.integers(1, 4), st.integers(1, 4)),
    iters=st.integers(1, 5),
)
def test_routing_is_the_loops(answers, seed, shape, iters):
    u_hat = np.random.default_rng(seed).normal(size=shape)
    wanted = routed(u_hat, iters)
    for answer in answers:
        for got, right in zip(answer.route(u_hat, iters), wanted, strict=True):
            assert got.shape == right.shape
            np.testing.assert_allclose(got, right, rtol=1e-10, atol=1e-13)


def test_one_iteration_couples_all_equally(answers):
    u_hat = np.random.default_rng(1).normal(size=(3, 5, 4))
    for answer in answers:
        v, c = answer.route(u_hat, 1)
        np.testing.assert_allclose(c, np.full((3, 5), 1 / 5), rtol=1e-14)
        np.testing.assert_allclose(v, answer.squash(u_hat.sum(axis=0) / 5), rtol=1e-12)


def test_a_single_capsule_above_gets_everything(answers):
    u_hat = np.random.default_rng(2).normal(size=(4, 1, 3))
    for answer in answers:
        v, c = answer.route(u_hat, 3)
        assert c.tolist() == [[1]] * 4
        np.testing.assert_allclose(v[0], answer.squash(u_hat.sum(axis=(0, 1))), rtol=1e-12)


def test_a_single_capsule_below_prefers_its_longest_prediction(answers):
    u_hat = np.array([[[3.0, 0], [0, 1], [0.5, 0.5]]])
    for answer in answers:
        _, c = answer.route(u_hat, 4)
        assert c.shape == (1, 3)
        assert c.argmax() == 0
        assert c[0, 0] > 0.8


def test_predictions_of_zero_give_outputs_of_zero(answers):
    for answer in answers:
        v, c = answer.route(np.zeros((3, 4, 2)), 3)
        assert not v.any()
        np.testing.assert_allclose(c, 1 / 4, rtol=1e-14)


def rotation(angle):
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def test_a_turned_pose_turns_the_output_and_keeps_its_length(answers, solution):
    u_hat = np.random.default_rng(3).normal(size=(4, 3, 2))
    turn = rotation(0.7)
    for answer in answers:
        v, c = answer.route(u_hat, 3)
        turned, couplings = answer.route(u_hat @ turn.T, 3)
        np.testing.assert_allclose(turned, v @ turn.T, rtol=1e-10)
        np.testing.assert_allclose(couplings, c, rtol=1e-10)
    assert solution("q2_8").claims == {"a": False}
