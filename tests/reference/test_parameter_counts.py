"""The counts of q1_9, against weights that are written down and counted one by one."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

SIDE = st.integers(1, 5)
SHAPE = st.lists(st.integers(1, 4), min_size=1, max_size=3)


@pytest.fixture(scope="session")
def answers(reference, solution):
    return reference("q1_9"), solution("q1_9")


def places(shape):
    return product(*map(range, shape))


def conv_names(c_in, c_out, kh, kw, *, bias):
    """A name for every parameter that an output pixel of some filter uses."""
    names = {("w", *place) for place in places((c_out, c_in, kh, kw))}
    return names | {("b", filter_) for filter_ in range(c_out) if bias}


def dense_names(in_shape, out_shape, *, bias):
    names = {(unit, source) for unit in places(out_shape) for source in places(in_shape)}
    return names | {(unit, "b") for unit in places(out_shape) if bias}


@settings(max_examples=200, deadline=None, derandomize=True)
@given(sizes=st.tuples(SIDE, SIDE, SIDE, SIDE), bias=st.booleans())
def test_a_convolution_has_as_many_parameters_as_names(answers, sizes, bias):
    for answer in answers:
        got = answer.conv_params(*sizes, bias)
        assert got == len(conv_names(*sizes, bias=bias))
        assert isinstance(got, int)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(in_shape=SHAPE, out_shape=SHAPE, bias=st.booleans())
def test_a_dense_layer_has_as_many_parameters_as_names(answers, in_shape, out_shape, bias):
    for answer in answers:
        got = answer.dense_params(in_shape, out_shape, bias)
        assert got == len(dense_names(in_shape, out_shape, bias=bias))
        assert isinstance(got, int)


def test_there_are_biases_unless_they_are_refused(answers):
    for answer in answers:
        assert answer.conv_params(2, 3, 4, 5) == answer.conv_params(2, 3, 4, 5, bias=True) == 123
        assert answer.dense_params([2, 3], [4]) == answer.dense_params([2, 3], [4], True) == 28


def test_the_totals_follow_from_the_functions(answers, solution):
    quiz = solution("q1_9")
    for answer in answers:
        assert quiz.conv_total == answer.conv_params(6, 8, 5, 5) == 1208
        assert quiz.dense_total == answer.dense_params([20, 20, 6], [10, 10, 8]) == 1920800


def test_the_wrong_totals_are_what_their_messages_say(reference):
    mistakes = {m.__name__: m for of in reference("q1_9").MISTAKES.values() for m in of}
    block = [20, 20, 6], [10, 10, 8]
    conv = {
        "no_bias_conv": 1200,
        "one_bias_conv": 1201,
        "bias_per_slice_conv": 1248,
        "flat_filters_conv": 208,
        "single_filter_conv": 151,
    }
    dense = {
        "no_bias_dense": 1920000,
        "one_bias_dense": 1920001,
        "bias_per_input_dense": 1922400,
        "last_axis_dense": 56,
        "shared_over_places_dense": 19208,
    }
    assert {name: mistakes[name](6, 8, 5, 5) for name in conv} == conv
    assert {name: mistakes[name](*block) for name in dense} == dense
    # Locally connected 5×5 patches: every unit has its own 150 weights and its own bias.
    assert np.prod(block[1]) * (5 * 5 * 6 + 1) == 120800
