"""ReLU and leaky ReLU of q3_2 and q3_3, against autograd, differences and Python's `max`."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

many = settings(max_examples=150, deadline=None, derandomize=True)
DRAWN = {
    "seed": st.integers(0, 10**6),
    "shape": st.lists(st.integers(0, 4), min_size=1, max_size=3),
}
ALPHAS = st.one_of(st.sampled_from([0.0, 1.0, 2.5]), st.floats(0, 4))


@pytest.fixture(scope="session")
def relus(reference, solution):
    return reference("q3_2").relu, solution("q3_2").relu


@pytest.fixture(scope="session")
def leaky_relus(reference, solution):
    return reference("q3_3").leaky_relu, solution("q3_3").leaky_relu


def drawn(seed, shape):
    """Random z, some of it exactly 0, and da."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=shape, scale=2)
    z[rng.random(size=shape) < 0.2] = 0
    return z, rng.normal(size=shape)


def one_by_one(z, da, alpha):
    """Values and gradients by Python's comparisons, entry by entry."""
    pairs = list(zip(z.ravel().tolist(), da.ravel().tolist(), strict=True))
    a = [value if value > 0 else alpha * value for value, _ in pairs]
    dz = [gradient if value > 0 else alpha * gradient for value, gradient in pairs]
    return np.reshape(a, z.shape), np.reshape(dz, z.shape)


def equal(got, wanted):
    assert len(got) == 2
    for one, other in zip(got, wanted, strict=True):
        assert np.shape(one) == other.shape
        np.testing.assert_allclose(one, other, rtol=1e-14, atol=0)


@many
@given(**DRAWN)
def test_relu_decides_entry_by_entry(relus, seed, shape):
    z, da = drawn(seed, shape)
    for relu in relus:
        equal(relu(z, da), one_by_one(z, da, 0.0))


@many
@given(**DRAWN, alpha=ALPHAS)
def test_leaky_relu_decides_entry_by_entry(leaky_relus, seed, shape, alpha):
    z, da = drawn(seed, shape)
    for leaky_relu in leaky_relus:
        equal(leaky_relu(z, da, alpha), one_by_one(z, da, alpha))


@many
@given(seed=DRAWN["seed"], alpha=ALPHAS)
def test_gradients_are_what_autograd_finds(relus, leaky_relus, seed, alpha):
    rng = np.random.default_rng(seed)
    z, da = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    plain = grad(lambda z: anp.sum(da * anp.maximum(z, 0)))(z)
    leaky = grad(lambda z: anp.sum(da * anp.where(z > 0, z, alpha * z)))(z)
    for relu in relus:
        np.testing.assert_allclose(relu(z, da)[1], plain, rtol=1e-12)
    for leaky_relu in leaky_relus:
        np.testing.assert_allclose(leaky_relu(z, da, alpha)[1], leaky, rtol=1e-12)


@many
@given(seed=DRAWN["seed"], alpha=ALPHAS)
def test_gradients_are_differences_of_the_values(leaky_relus, seed, alpha):
    rng = np.random.default_rng(seed)
    z, da, step = rng.normal(size=(2, 5)), rng.normal(size=(2, 5)), 1e-6
    z += 1e-3 * np.sign(z)  # no step crosses the kink
    for leaky_relu in leaky_relus:
        ahead, behind = leaky_relu(z + step, da, alpha)[0], leaky_relu(z - step, da, alpha)[0]
        slope = (ahead - behind) / (2 * step)
        np.testing.assert_allclose(leaky_relu(z, da, alpha)[1], da * slope, rtol=1e-7, atol=1e-9)


def test_slopes_at_exactly_zero_are_the_agreed_ones(relus, leaky_relus):
    z, da = np.array([0.0, -0.0]), np.array([3.0, -2.0])
    for relu in relus:
        assert [entry.tolist() for entry in relu(z, da)] == [[0, 0], [0, 0]]
    for leaky_relu in leaky_relus:
        assert [entry.tolist() for entry in leaky_relu(z, da, 0.5)] == [[0, 0], [1.5, -1]]


@pytest.mark.parametrize("shape", [(0,), (0, 4), (3, 0)])
def test_empty_arrays_stay_empty(relus, leaky_relus, shape):
    empty = np.zeros(shape)
    for got in [f(empty, empty) for f in relus] + [f(empty, empty, 0.1) for f in leaky_relus]:
        assert [entry.shape for entry in got] == [shape, shape]


def test_large_numbers_go_through(relus):
    z, da = np.array([1e300, -1e300, 1e6]), np.array([2.0, 3.0, -4.0])
    for relu in relus:
        assert [entry.tolist() for entry in relu(z, da)] == [[1e300, 0, 1e6], [2, 0, -4]]


def test_the_maximum_is_another_function_for_a_large_leak(leaky_relus):
    z = np.array([-2.0, 1.0])
    for leaky_relu in leaky_relus:
        assert leaky_relu(z, z, 3)[0].tolist() == [-6, 1] != np.maximum(3 * z, z).tolist()
        assert leaky_relu(z, z, 0.5)[0].tolist() == np.maximum(0.5 * z, z).tolist()


def test_inputs_are_not_changed(relus, leaky_relus):
    z, da = drawn(4, (3, 5))
    before = z.copy(), da.copy()
    for call in [*relus, *[lambda z, da, f=f: f(z, da, 0.3) for f in leaky_relus]]:
        call(z, da)
        np.testing.assert_array_equal(z, before[0])
        np.testing.assert_array_equal(da, before[1])
