"""The convolutions of q2_5 to q2_7, against loops, a dense convolution, and counting one by one."""

from itertools import product

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 10**6)
OPTIONS = {"stride": st.integers(1, 5), "padding": st.integers(0, 3)}
SIDES = st.tuples(st.integers(1, 7), st.integers(1, 7))
KERNELS = st.tuples(st.integers(1, 4), st.integers(1, 4))
many = settings(max_examples=150, deadline=None, derandomize=True)


def dense_conv(x, w, stride, padding):
    """x (C, H, W), w (Cout, C, kh, kw); pixels outside the image count nothing."""
    (channels, height, width), (maps, _, kh, kw) = x.shape, w.shape
    tops = range(-padding, height + padding - kh + 1, stride)
    lefts = range(-padding, width + padding - kw + 1, stride)
    y = np.zeros((maps, len(tops), len(lefts)))
    for (i, top), (j, left) in product(enumerate(tops), enumerate(lefts)):
        for c, a, b in np.ndindex(channels, kh, kw):
            if 0 <= top + a < height and 0 <= left + b < width:
                y[:, i, j] += w[:, c, a, b] * x[c, top + a, left + b]
    return y


def depthwise(x, w, stride=1, padding=0):
    """One channel after the other, by the loops."""
    maps = [dense_conv(x[[c]], w[[c]][None], stride, padding) for c in range(len(x))]
    return np.concatenate(maps)


def drawn(seed, *shapes):
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) for shape in shapes]


def fits(sides, kernel, padding):
    """The image's sides, enlarged where the kernel would not fit."""
    return tuple(max(n, k - 2 * padding, 1) for n, k in zip(sides, kernel, strict=True))


@many
@given(seed=SEEDS, channels=st.integers(1, 3), sides=SIDES, kernel=KERNELS, **OPTIONS)
def test_depthwise_is_the_loops(
    reference, solution, seed, channels, sides, kernel, stride, padding
):
    sides = fits(sides, kernel, padding)
    x, w = drawn(seed, (channels, *sides), (channels, *kernel))
    wanted = depthwise(x, w, stride, padding)
    for answer in (reference("q2_6"), solution("q2_6")):
        got = answer.depthwise_conv2d(x, w, stride, padding)
        assert got.shape == wanted.shape
        np.testing.assert_allclose(got, wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("x_shape", "w_shape", "options", "shape"),
    [
        pytest.param((1, 5, 6), (1, 3, 2), {"padding": 1}, (1, 5, 7), id="one channel"),
        pytest.param((3, 4, 5), (3, 1, 1), {"stride": 2}, (3, 2, 3), id="1x1"),
        pytest.param((3, 6, 8), (3, 2, 4), {"stride": 2, "padding": 1}, (3, 4, 4), id="even"),
        pytest.param((2, 9, 12), (2, 2, 3), {"stride": 4}, (2, 2, 3), id="stride > kernel"),
        pytest.param((3, 3, 3), (3, 3, 3), {}, (3, 1, 1), id="3x3 on 3x3"),
    ],
)
def test_depthwise_edges(reference, solution, x_shape, w_shape, options, shape):
    x, w = drawn(3, x_shape, w_shape)
    for answer in (reference("q2_6"), solution("q2_6")):
        got = answer.depthwise_conv2d(x, w, **options)
        assert got.shape == shape
        np.testing.assert_allclose(got, depthwise(x, w, **options), atol=1e-12)


def test_a_3x3_kernel_on_a_3x3_channel_gives_one_number(reference):
    x, w = drawn(4, (2, 3, 3), (2, 3, 3))
    got = reference("q2_6").depthwise_conv2d(x, w)
    np.testing.assert_allclose(got[:, 0, 0], [np.vdot(x[c], w[c]) for c in range(2)])


def test_depthwise_does_not_mix_channels(reference, solution):
    x, w, other = drawn(5, (3, 5, 6), (3, 2, 3), (5, 6))
    changed = x.copy()
    changed[1] = other
    before, after = [reference("q2_6").depthwise_conv2d(image, w) for image in (x, changed)]
    assert (before != after).any(axis=(1, 2)).tolist() == [False, True, False]
    assert solution("q2_6").claims == {"a": False}


@many
@given(
    seed=SEEDS,
    channels=st.integers(1, 3),
    maps=st.integers(1, 4),
    sides=SIDES,
    kernel=KERNELS,
    **OPTIONS,
)
def test_separable_is_a_dense_convolution_whose_kernels_factor(
    reference, solution, seed, channels, maps, sides, kernel, stride, padding
):
    sides = fits(sides, kernel, padding)
    x, wd, wp = drawn(seed, (channels, *sides), (channels, *kernel), (maps, channels))
    wanted = dense_conv(x, wp[:, :, None, None] * wd, stride, padding)
    for answer in (reference("q2_7"), solution("q2_7")):
        got = answer.separable_conv2d(x, wd, wp, stride, padding)
        assert got.shape == wanted.shape
        np.testing.assert_allclose(got, wanted, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize(("channels", "maps"), [(4, 1), (1, 4), (1, 1)])
def test_separable_with_one_channel_in_or_out(reference, solution, channels, maps):
    x, wd, wp = drawn(6, (channels, 5, 6), (channels, 3, 2), (maps, channels))
    wanted = dense_conv(x, wp[:, :, None, None] * wd, 1, 0)
    for answer in (reference("q2_7"), solution("q2_7")):
        np.testing.assert_allclose(answer.separable_conv2d(x, wd, wp), wanted, atol=1e-12)


def test_pointwise_can_raise_the_channels_and_depthwise_can_keep_the_size(reference, solution):
    x, wd, wp = drawn(7, (2, 5, 6), (2, 3, 3), (9, 2))
    assert reference("q2_7").separable_conv2d(x, wd, wp, padding=1).shape == (9, 5, 6)
    assert solution("q2_7").claims == {"a": True, "b": False}


def counted(filters, h_out, w_out):
    """The weights of filters of the given shapes, and their uses, each counted one by one."""
    weights = uses = 0
    for shape in filters:
        for _ in np.ndindex(*shape):
            weights += 1
            uses += sum(1 for _ in product(range(h_out), range(w_out)))
    return weights, uses


@settings(max_examples=100, deadline=None, derandomize=True)
@given(*[st.integers(1, 4)] * 5)
def test_costs_are_what_counting_finds(reference, solution, c_in, c_out, k, h_out, w_out):
    standard = counted([(c_in, k, k)] * c_out, h_out, w_out)
    separable = counted([(k, k)] * c_in + [(c_in,)] * c_out, h_out, w_out)
    wanted = standard[0], separable[0], standard[1], separable[1]
    for answer in (reference("q2_5"), solution("q2_5")):
        got = answer.conv_costs(c_in, c_out, k, h_out, w_out)
        assert got == wanted
        assert all(isinstance(number, int) for number in got)


@pytest.mark.parametrize(
    ("sizes", "costs"),
    [
        pytest.param((6, 1, 3, 8, 10), (54, 60, 4320, 4800), id="one output channel"),
        pytest.param((5, 12, 1, 7, 6), (60, 65, 2520, 2730), id="1x1"),
        pytest.param((1, 1, 1, 1, 1), (1, 2, 1, 2), id="ones"),
    ],
)
def test_where_separable_costs_more(reference, solution, sizes, costs):
    for answer in (reference("q2_5"), solution("q2_5")):
        assert answer.conv_costs(*sizes) == costs
    assert solution("q2_5").claims == {"a": False}


def test_the_ratio_of_parameters_is_the_one_in_the_explanation(reference):
    c_in, c_out, k = sympy.symbols("c_in c_out k", positive=True)
    params_std, params_sep, _, _ = reference("q2_5").conv_costs(c_in, c_out, k, 1, 1)
    assert sympy.simplify(params_sep / params_std - (1 / c_out + 1 / k**2)) == 0
