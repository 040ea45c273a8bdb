"""The tiny GAN of q4_1 and q4_2, against loops, autograd, central differences and SymPy.

`forward` and `backward` hold the reference and the solution: whatever is promised here, both keep.
"""

from functools import cache
from itertools import product

import autograd.numpy as anp
import numpy as np
import pytest
import sympy
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st

SEED = st.integers(0, 10**6)
SIDE = st.integers(1, 4)
many = settings(max_examples=120, deadline=None, derandomize=True)

# The worked example; W0, b0, b1, W2 and b2 are the chosen ones.
Z = np.array([0.4, 0.8])
W0 = np.array(
    [[0.1, 0.3], [0.5, 1.0], [0.4, 0.5], [0.3, 0.8], [0.2, 0.4], [0.9, 1.1], [1.1, 1.1], [0.6, 0.9]]
)
B0 = np.array([0.1, 0.4, 0.4, 0.3, 0.3, 0.3, 0.3, 0.1])
W1 = np.array(
    [
        [[0.1, 0.4, 0.5], [0.1, 0.7, 0.1], [0.2, 0.4, 0.3]],
        [[0.2, 0.1, 0.6], [0.3, 0.9, 0.2], [0.5, 0.2, 0.3]],
    ]
)
W2 = np.array(
    [[0.2, 0.8, 0.7, 0.5], [0.4, 0.4, 0.4, 0.3], [0.8, 0.2, 0.1, 0.6], [0.8, 0.4, 0.4, 0.8]]
)
EXAMPLE = Z, W0, B0, W1, 0.1, W2, 0.2
H = [[[0.38, 1.40], [0.96, 1.06]], [[0.70, 1.54], [1.62, 1.06]]]
MAPS = [
    [
        [0.114, 0.572, 0.636, 0.280],
        [0.326, 1.108, 1.634, 0.352],
        [0.286, 1.630, 1.436, 0.246],
        [0.480, 0.914, 0.520, 0.106],
    ],
    [
        [0.210, 0.602, 0.658, 0.770],
        [0.626, 1.580, 2.618, 0.992],
        [0.744, 2.664, 1.734, 0.626],
        [0.972, 0.798, 0.430, 0.212],
    ],
]


@pytest.fixture(scope="session")
def forward(reference, solution):
    return reference("q4_1"), solution("q4_1")


@pytest.fixture(scope="session")
def backward(reference, solution):
    return reference("q4_2"), solution("q4_2")


def close(got, wanted, absolute=1e-12):
    assert np.shape(got) == np.shape(wanted)
    np.testing.assert_allclose(got, wanted, rtol=1e-9, atol=absolute)


@cache
def meetings(h, w, kh, kw):
    """1 where window (i, j), pixel (p, q) and tap (a, b) meet, else 0, found by trying them all."""
    met = np.zeros((h + kh - 1, w + kw - 1, h, w, kh, kw))
    for i, j, p, q, a, b in product(*map(range, met.shape)):
        # The window of place i starts kh - 1 rows above the map.
        met[i, j, p, q, a, b] = (i - (kh - 1) + a, j - (kw - 1) + b) == (p, q)
    return met


def maps_by_meetings(h, kernels):
    """Full cross-correlation, one sum over all meetings; autograd can follow it."""
    met = meetings(*h.shape[1:], *kernels.shape[1:])
    return anp.einsum("ijpqab,cpq,cab->cij", met, h, kernels)


def image_by_meetings(h, kernels, b1):
    return anp.sum(maps_by_meetings(h, kernels), axis=0) + b1


def loss_of_image(H2, w2, b2):
    return anp.logaddexp(0.0, -(anp.sum(H2 * w2) + b2))


def loss_of_flat(h0, kernels, b1, w2, b2):
    h = anp.reshape(h0, (2, 2, 2))
    return loss_of_image(image_by_meetings(h, kernels, b1), w2, b2)


def loss_of_network(z, w0, b0, kernels, b1, w2, b2):
    return loss_of_flat(anp.maximum(anp.dot(w0, z) + b0, 0), kernels, b1, w2, b2)


def network(seed, shift=0.0, b2=0.0):
    """A random network; `shift` is added to every hidden pre-activation."""
    rng = np.random.default_rng(seed)
    z, w0 = rng.normal(size=2), rng.normal(size=(8, 2))
    b0 = rng.normal(size=8) + shift
    # A unit too close to its kink would have no slope to compare with.
    b0 += 1e-3 * np.sign(w0 @ z + b0)
    kernels, w2 = rng.normal(scale=0.4, size=(2, 3, 3)), rng.normal(scale=0.3, size=(4, 4))
    return z, w0, b0, kernels, rng.normal(), w2, rng.normal() + b2


@many
@given(seed=SEED)
def test_hidden_units_fill_the_maps_row_by_row(forward, seed):
    z, w0, b0, *_ = network(seed)
    wanted = np.empty((2, 2, 2))
    for c, i, j in np.ndindex(2, 2, 2):
        unit = 4 * c + 2 * i + j
        wanted[c, i, j] = max(w0[unit, 0] * z[0] + w0[unit, 1] * z[1] + b0[unit], 0)
    for answer in forward:
        close(answer.generator_hidden(z, w0, b0), wanted)


def test_dead_units_and_pre_activations_of_zero_give_zero(forward):
    for answer in forward:
        assert not answer.generator_hidden(Z, W0, B0 - 9).any()
        assert not answer.generator_hidden(np.ones(2), np.ones((8, 2)), np.full(8, -2.0)).any()


@many
@given(seed=SEED, c=SIDE, h=SIDE, w=SIDE, kh=SIDE, kw=SIDE)
def test_maps_are_the_sums_over_all_meetings(forward, seed, c, h, w, kh, kw):
    rng = np.random.default_rng(seed)
    x, kernels, b1 = rng.normal(size=(c, h, w)), rng.normal(size=(c, kh, kw)), rng.normal()
    wanted = maps_by_meetings(x, kernels)
    for answer in forward:
        close(answer.full_conv_maps(x, kernels), wanted)
        close(answer.generator_output(x, kernels, b1), sum(wanted) + b1)


def test_a_lit_pixel_shows_the_kernel_turned(forward):
    lit = np.zeros((1, 2, 3))
    lit[0, 1, 1] = 1
    kernel = np.arange(6.0).reshape(1, 3, 2)
    for answer in forward:
        maps = answer.full_conv_maps(lit, kernel)
        np.testing.assert_array_equal(maps[:, 1:4, 1:3], kernel[:, ::-1, ::-1])
        assert maps.sum() == kernel.sum()


@many
@given(seed=SEED, r=SIDE, c=SIDE)
def test_the_discriminator_is_a_weighted_sum_and_a_sigmoid(forward, seed, r, c):
    rng = np.random.default_rng(seed)
    H2, w2, b2 = rng.normal(size=(r, c)), rng.normal(size=(r, c)), rng.normal()
    M = b2 + sum(H2[place] * w2[place] for place in np.ndindex(r, c))
    for answer in forward:
        close(answer.discriminator_forward(H2, w2, b2), (M, 1 / (1 + np.exp(-M))))
        close(answer.discriminator_forward(H2, 0 * w2, b2), (b2, 1 / (1 + np.exp(-b2))))


@pytest.mark.parametrize(("M", "y_hat"), [(800.0, 1.0), (-800.0, 0.0), (0.0, 0.5)])
def test_the_discriminator_at_its_ends(forward, M, y_hat):
    for answer in forward:
        assert answer.discriminator_forward(np.ones((2, 3)), np.zeros((2, 3)), M) == (M, y_hat)


def test_the_worked_example_forward(forward):
    exact = 1 / (1 + sympy.exp(sympy.Rational("-11.9786")))
    for answer in forward:
        h = answer.generator_hidden(Z, W0, B0)
        close(h, H)
        close(answer.full_conv_maps(h, W1), MAPS)
        H2 = answer.generator_output(h, W1, 0.1)
        close(answer.discriminator_forward(H2, W2, 0.2), (11.9786, float(exact)))


def test_the_typed_numbers_are_those_of_the_worked_example(solution):
    exact = 1 / (1 + sympy.exp(sympy.Rational("-11.9786")))
    assert solution("q4_1").M == 11.9786
    assert abs(solution("q4_1").y_hat - exact) < 1e-10
    assert 1 - exact > 6e-6


@many
@given(y_hat=st.floats(1e-6, 1))
def test_gradient_by_the_probability(backward, y_hat):
    wanted = grad(lambda y: -anp.log(y))(y_hat)
    for answer in backward:
        close(answer.grad_yhat(y_hat), wanted)


@many
@given(seed=SEED, r=SIDE, c=SIDE, b2=st.sampled_from([-800.0, -12.0, 0.0, 3.0, 12.0, 800.0]))
def test_gradient_by_the_image_is_what_autograd_finds(backward, seed, r, c, b2):
    rng = np.random.default_rng(seed)
    H2, w2 = rng.normal(size=(r, c)), rng.normal(scale=0.3, size=(r, c))
    wanted = grad(loss_of_image)(H2, w2, b2)
    for answer in backward:
        close(answer.grad_H2(H2, w2, b2), wanted, absolute=1e-15)


@many
@given(seed=SEED, r=SIDE, c=SIDE)
def test_layouts_are_row_by_row(backward, seed, r, c):
    rng = np.random.default_rng(seed)
    g, dh = rng.normal(size=r * c), rng.normal(size=(r, 2, 2))
    rows = [[g[i * c + j] for j in range(c)] for i in range(r)]
    flat = [dh[m, i, j] for m, i, j in product(range(r), range(2), range(2))]
    for answer in backward:
        close(answer.unflatten(g, r, c), rows)
        close(answer.grad_h0(dh), flat)


@many
@given(seed=SEED, c=SIDE, h=SIDE, w=SIDE, k=SIDE)
def test_gradients_of_the_convolution_are_what_autograd_finds(backward, seed, c, h, w, k):
    rng = np.random.default_rng(seed)
    x, kernels = rng.normal(size=(c, h, w)), rng.normal(size=(c, k, k))
    dH2 = rng.normal(size=(h + k - 1, w + k - 1))

    def weighted(x, kernels, b1):
        return anp.sum(dH2 * image_by_meetings(x, kernels, b1))

    wanted = [grad(weighted, place)(x, kernels, 0.5) for place in range(3)]
    for answer in backward:
        close(answer.grad_h1(kernels, dH2), wanted[0])
        dW1, db1 = answer.grad_W1(x, dH2, k)
        close(dW1, wanted[1])
        close(db1, wanted[2])


@many
@given(seed=SEED, c=SIDE, h=SIDE, w=SIDE, kh=SIDE, kw=SIDE)
def test_gradient_by_the_maps_with_oblong_kernels(backward, seed, c, h, w, kh, kw):
    rng = np.random.default_rng(seed)
    kernels, dH2 = rng.normal(size=(c, kh, kw)), rng.normal(size=(h + kh - 1, w + kw - 1))
    wanted = np.einsum("ijpqab,cab,ij->cpq", meetings(h, w, kh, kw), kernels, dH2)
    for answer in backward:
        close(answer.grad_h1(kernels, dH2), wanted)


def test_kernels_are_3_by_3_unless_told_otherwise(backward):
    x, dH2 = np.ones((2, 1, 2)), np.arange(12.0).reshape(3, 4)
    for answer in backward:
        for got, wanted in zip(answer.grad_W1(x, dH2), answer.grad_W1(x, dH2, 3), strict=True):
            np.testing.assert_array_equal(got, wanted)


def by_autograd(*parameters):
    """The loss and its gradients in the order of gan_backward."""
    z, w0, b0, kernels, b1, w2, b2 = parameters
    h0 = np.maximum(w0 @ z + b0, 0)
    H2 = image_by_meetings(h0.reshape(2, 2, 2), kernels, b1)
    dW0, db0, dW1, db1, dW2, db2 = (grad(loss_of_network, i)(*parameters) for i in range(1, 7))
    dh0 = grad(loss_of_flat)(h0, kernels, b1, w2, b2)
    dH2 = grad(loss_of_image)(H2, w2, b2)
    loss = loss_of_network(*parameters)
    return loss, dW2, db2, dH2, dW1, db1, dh0.reshape(2, 2, 2), dh0, dW0, db0


def agree_with_autograd(answers, parameters):
    wanted = by_autograd(*parameters)
    z, w0, b0, *_ = parameters
    for answer in answers:
        entries = (*answer.gan_backward(*parameters), *answer.grad_W0(z, w0, b0, wanted[7]))
        for entry, right in zip(entries, (*wanted, *wanted[8:]), strict=True):
            close(entry, right, absolute=1e-14 + 1e-9 * np.abs(right).max())


@many
@given(
    seed=SEED,
    shift=st.sampled_from([-7.0, 0.0, 0.0, 7.0]),
    b2=st.sampled_from([-800.0, 0.0, 0.0, 4.0]),
)
def test_the_whole_chain_is_what_autograd_finds(backward, seed, shift, b2):
    agree_with_autograd(backward, network(seed, shift, b2))


def test_the_chain_at_the_worked_example(backward):
    agree_with_autograd(backward, EXAMPLE)
    for answer in backward:
        loss, _, db2, *_ = answer.gan_backward(*EXAMPLE)
        close(loss, 6.277095788e-06, absolute=1e-14)
        close(db2, -6.277076087e-06, absolute=1e-14)


def test_the_chain_is_finite_where_the_probability_vanishes(backward):
    *others, _ = network(3)
    for answer in backward:
        loss, _, db2, *gradients = answer.gan_backward(*others, -800.0)
        assert 700 < loss < 900
        assert db2 == -1
        assert all(np.isfinite(gradient).all() for gradient in gradients)


@many
@given(seed=SEED)
def test_gradients_are_the_slopes_of_the_loss(backward, seed):
    z, *weights = network(seed)
    rng = np.random.default_rng(seed + 1)
    direction = [rng.normal(size=np.shape(w)) for w in weights]
    step = 1e-6
    ahead = [w + step * d for w, d in zip(weights, direction, strict=True)]
    behind = [w - step * d for w, d in zip(weights, direction, strict=True)]
    slope = (loss_of_network(z, *ahead) - loss_of_network(z, *behind)) / (2 * step)
    for answer in backward:
        _, dW2, db2, _, dW1, db1, _, _, dW0, db0 = answer.gan_backward(z, *weights)
        gradients = dW0, db0, dW1, db1, dW2, db2
        predicted = sum(np.sum(g * d) for g, d in zip(gradients, direction, strict=True))
        np.testing.assert_allclose(predicted, slope, rtol=1e-4, atol=1e-7)


def test_a_pre_activation_of_zero_passes_nothing_on(backward):
    z, w0 = np.array([0.5, 0.25]), np.tile([[1.0, -2.0], [2.0, 4.0]], (4, 1))
    b0 = np.tile([0.0, -1.0], 4)
    assert (w0 @ z + b0).tolist() == [0, 1] * 4
    dh0 = np.arange(1.0, 9.0)
    for answer in backward:
        dW0, db0 = answer.grad_W0(z, w0, b0, dh0)
        assert db0.tolist() == [0, 2, 0, 4, 0, 6, 0, 8]
        assert not dW0[::2].any()
        _, _, _, kernels, b1, w2, b2 = network(5)
        *_, dh0_found, dW0, db0 = answer.gan_backward(z, w0, b0, kernels, b1, w2, b2)
        assert dh0_found.all()
        assert not dW0[::2].any()
        assert not db0[::2].any()
        assert db0[1::2].all()


def test_some_pre_activations_of_zero_among_others(backward):
    z, w0 = (
        np.array([1, -0.5]),
        np.array([[1, 2], [2, -2], [0.5, 1], [-1, 0], [0, 4], [1, 1], [-2, 1], [3, 0.0]]),
    )
    b0 = np.array([0, -3, 1, 1, 2, 0, 0.5, -3])
    assert (w0 @ z + b0).tolist() == [0, 0, 1, 0, 0, 0.5, -2, 0]
    dh0 = np.array([2, -1, 3, -4, 1, 5, -2, 6.0])
    for answer in backward:
        dW0, db0 = answer.grad_W0(z, w0, b0, dh0)
        assert db0.tolist() == [0, 0, 3, 0, 0, 5, 0, 0]
        assert dW0.tolist() == np.outer(db0, z).tolist()


def test_the_loss_is_the_discriminators(backward):
    z, w0, b0, kernels, b1, w2, b2 = EXAMPLE
    for answer in backward:
        loss, _, _, _, dW1, _, _, _, dW0, _ = answer.gan_backward(*EXAMPLE)
        stepped = loss_of_network(z, w0 - 1000 * dW0, b0, kernels - 1000 * dW1, b1, w2, b2)
        # The generator's step against the gradient makes its image easier to detect.
        assert stepped < loss
