"""The codec that carries values through the wall, and the outline of a file."""

import ast
import contextlib
import dataclasses
import enum
import math
from collections import namedtuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.model import Foreign
from grader.sandboxes.child import Malformed, bound, outline, pack, signature, unpack

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.text(max_size=20)
    | hnp.arrays(
        st.sampled_from(["?", "i1", "u8", "f2", "f4", "f8", ">i4"]),
        hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
    )
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
).filter(lambda value: depth(value) <= 4)


def depth(value):
    if isinstance(value, dict):
        value = list(value.values())
    return 1 + max(map(depth, value), default=0) if isinstance(value, (list, tuple)) else 0


def same(one, other):
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype.newbyteorder("=") and np.array_equal(
            one, other, equal_nan=one.dtype.kind == "f"
        )
    if isinstance(one, (list, tuple)):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, float) and math.isnan(one):
        return math.isnan(other)
    return type(one) is type(other) and one == other


@given(values)
def test_a_value_comes_through_the_wall_as_it_was(value):
    assert same(unpack(*pack(value)), value)


Pair = namedtuple("Pair", "a b")  # noqa: PYI024, what students write
Colour = enum.IntEnum("Colour", "RED")


@pytest.mark.parametrize(
    ("value", "arrives"),
    [
        ({3, 1, 2}, [1, 2, 3]),
        (frozenset("ba"), ["a", "b"]),
        (Pair(1, 2), (1, 2)),
        (Colour.RED, 1),
        ("\ud800", "?"),
    ],
    ids=["set", "frozenset", "namedtuple", "enum", "surrogate"],
)
def test_near_relatives_arrive_as_plain_values(value, arrives):
    assert unpack(*pack(value)) == arrives


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (np.array([1, "a"], dtype=object), "an array of objects"),
        (np.array([1j]), "an array of complex128"),
        (np.zeros(2).view(type("Mine", (np.ndarray,), {})), "a Mine"),
        (np.ma.array([1]), "a MaskedArray"),
        (np.float64, "a type"),
        (1j, "a complex"),
        (range(3), "a range"),
        ((x for x in ()), "a generator"),
        ({1: 2}, "a dict"),
        ({1, "a"}, "a set whose items have no order"),
        (2**63, "a value that is too large"),
        ("a" * 70_000, "a value that is too large"),
        ([0.0] * 10_001, "a value that is too large"),
        (np.zeros(140_000), "a value that is too large"),
        (np.zeros((0, 2_000_000)), "a value that is too large"),
        ([[[[[[1]]]]]], "a value that is too large"),
        ([[]] * 20_000, "a value that is too large"),
    ],
)
def test_what_may_not_come_through_is_told_by_what_it_is(value, told):
    assert unpack(*pack(value), Foreign) == Foreign(told)


@pytest.mark.parametrize(
    ("tree", "body"),
    [
        (["f"], b"1234567"),
        (["f"], b"123456789"),
        (["a", "f8", [2]], b"12345678"),
        (["a", "O", [1]], b"12345678"),
        (["a", "f8", [-1]], b""),
        (["a", "f8", [1 << 40, 0]], b""),
        (["a", "f8", [True]], b"12345678"),
        (["a", "b1", [1]], b"\x07"),
        (["s", -1], b""),
        (["i", 2**63], b""),
        (["s", 70_000], bytes(70_000)),
        (["i", True], b""),
        (["d", ["a"], []], b""),
        (["d", [1], [["n"]]], b""),
        (["l", [["l", [["l", [["l", [["l", [["n"]]]]]]]]]]], b""),
        (["x"], b""),
        ({}, b""),
        (None, b""),
    ],
)
def test_a_tree_that_does_not_fit_its_bytes_is_refused(tree, body):
    with pytest.raises(Malformed):
        unpack(tree, body)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3)
    | st.sampled_from(["n", "b", "i", "f", "s", "a", "l", "t", "d", "?", "f8", "b1"]),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(json_values, st.binary(max_size=40))
def test_any_tree_with_any_bytes_is_a_value_or_malformed(tree, body):
    with contextlib.suppress(Malformed):
        unpack(tree, body)


def test_an_unpacked_array_is_a_copy_that_can_be_written():
    tree, body = pack(np.arange(3.0))
    unpack(tree, body)[0] = 9
    assert unpack(tree, body)[0] == 0


def test_the_outline_finds_what_a_file_defines_last():
    source = (
        "import numpy as np\n"
        "x = y = 1\n"
        "if x:\n    z = 2\n"
        "@decorator\ndef f():\n    inner = 1\n"
        "def x():\n    pass\n"
    )
    found = outline(ast.parse(source))
    assert {name: place[:2] for name, place in found.items()} == {
        "np": [1, 1],
        "x": [8, 9],
        "y": [2, 2],
        "z": [3, 4],
        "f": [5, 7],
    }


@pytest.mark.parametrize(
    "body",
    ["pass", "...", "raise NotImplementedError", 'raise NotImplementedError("todo")', "return None",
     '"""Only words."""', '"""Words."""\n    return'],
)  # fmt: skip
def test_a_function_that_does_nothing_is_told_by_its_digest(body):
    assert outline(ast.parse(f"def f(x):\n    {body}\n"))["f"][2] == ""


def test_a_digest_does_not_depend_on_words_and_layout():
    one = outline(ast.parse("def f(x):\n    '''a'''\n    return x+1\n"))["f"][2]
    other = outline(ast.parse("def f(x):\n\n    return (x + 1)  # sum\n"))["f"][2]
    assert one == other != outline(ast.parse("def f(x):\n    return x + 2\n"))["f"][2]


def test_bound_names_are_found_in_branches_and_patterns():
    (statement,) = ast.parse("for a, (b, *c) in d:\n    with e as f: import g.h as i, j.k\n").body
    assert sorted(bound(statement)) == ["a", "b", "c", "f", "i", "j"]


class Callable:
    def __call__(self, a, b=1): ...


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (lambda a, b, c=1: 0, {"required": 2, "accepted": 3}),
        (lambda *a: 0, {"required": 0, "accepted": None}),
        (Callable(), {"required": 1, "accepted": 2}),
        (dataclasses.make_dataclass("D", ["a"]), {"required": 1, "accepted": 1}),
        (5, {"kind": "an int"}),
        (None, {"kind": "a NoneType"}),
    ],
)
def test_a_signature_says_how_many_arguments_go_by_position(value, expected):
    assert signature(value) == expected
