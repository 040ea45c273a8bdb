"""YAML is read as its version 1.2 says, and nothing in it surprises."""

import math

import pytest
import yaml

from grader.course import yaml_reader
from grader.course.yaml_reader import read_yaml


@pytest.fixture(params=["with libyaml", "without"], autouse=True)
def loader(request, monkeypatch):
    if request.param == "without":
        monkeypatch.setattr(yaml_reader, "LOADER", yaml.SafeLoader)
    return request.param


def told(text):
    data = text if isinstance(text, bytes) else text.encode()
    return [str(complaint) for complaint in read_yaml(data, "f").complaints]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-3", -3),
        ("+3", 3),
        ("0", 0),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("-0.0", -0.0),
        ("1e-3", 0.001),
        ("1E+3", 1000.0),
        ("-.5e1", -5.0),
        ("9223372036854775807", 2**63 - 1),
        (".inf", math.inf),
        ("-.Inf", -math.inf),
        ("+.INF", math.inf),
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("null", None),
        ("~", None),
        ("tRUE", "tRUE"),
        ("y", "y"),
        ("n", "n"),
        ("nan", "nan"),
        ("inf", "inf"),
        ("1e", "1e"),
        ("1.5.2", "1.5.2"),
        ("1 000", "1 000"),
        ("1/3", "1/3"),
        ("--1", "--1"),
        ("x: y", {"x": "y"}),
        ("'1'", "1"),
        ('"yes"', "yes"),
        ("|\n yes\n", "yes\n"),
        (">\n 010\n", "010\n"),
        ("'2001-01-01'", "2001-01-01"),
    ],
)
def test_a_scalar_is_what_the_core_schema_says(text, value):
    document = read_yaml(f"- {text}\n".encode(), "f")
    assert document.complaints == []
    assert document.value == [value]
    assert type(document.value[0]) is type(value)


def test_not_a_number_is_read():
    (value,) = read_yaml(b"[.NaN]", "f").value
    assert math.isnan(value)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        *((word, "true or false") for word in ("yes", "Yes", "YES", "no", "on", "Off")),
        *((text, "another way") for text in ("010", "-010", "00", "0o17", "0b11", "-0x1F")),
        *((text, "another way") for text in ("1_000", "1_0.5", "0x_f", "1:30", "1:30:59.5")),
        *((text, "another way") for text in ("2001-01-01", "2001-1-1 10:00:00", "=")),
    ],
)
def test_what_two_versions_read_differently_is_refused(text, way):
    refused = f"YAML 1.1 and 1.2 read {text} differently; write it in quotes, or {way}"
    assert told(f"a:\n  - {text}") == [f"f:2:5: a.0: {refused}"]


def test_keys_are_texts_as_written():
    document = read_yaml(b"{3: a, 0.50: b, yes: c, 010: d, 1e-3: e, null: f, '': g}", "f")
    assert list(document.value) == ["3", "0.50", "yes", "010", "1e-3", "null", ""]
    assert document.complaints == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ["1:1: the file is empty"]),
        ("---\n...\n", []),
        ("a: &x 1", ["1:4: a: anchors are not read (got &x)"]),
        ("a: *x", ["1:4: a: aliases are not read (got *x)"]),
        ("&x a: 1", ["1:1: a: anchors are not read (got &x)"]),
        ("*x : 1", ["1:1: a key must be a word or a number"]),
        ("a: !!str 1", ["1:4: a: tags are not read (got !!str)"]),
        ("a: !x {b: 1}", ["1:4: a: tags are not read (got !x)"]),
        ("!!python/object:os.system x", ["1:1: tags are not read (got !!python/object:os.system)"]),
        ("a: {<<: {b: 1}}", ["1:5: a.<<: merge keys are not read; write the keys out"]),
        ("'<<': 1", []),
        ("[a]: 1", ["1:1: a key must be a word or a number"]),
        ("? {a: [1, 2]}\n: 1\nb: 2", ["1:3: a key must be a word or a number"]),
        ("a: 1\na: {b: 2}\nc: 3", ["2:1: a: stands here a second time (first on line 1)"]),
        ("a:\n  b: 1\n  b: 2", ["3:3: a.b: stands here a second time (first on line 2)"]),
        ("3: a\n'3': b", ["2:1: 3: stands here a second time (first on line 1)"]),
        ("a: 1\n---\na: 2", ["2:1: a second document begins; a file holds one"]),
        ("%YAML 1.1\n---\na: 1", ["1:1: directives are not read; take the line with % out"]),
        ("%TAG ! x\n---\na: 1", ["1:1: directives are not read; take the line with % out"]),
        ("a: 9223372036854775808", ["1:4: a: must be a number of at most 64 bits (got '92233"]),
        ("a: -1e400", ["1:4: a: must be a number of at most 64 bits (got '-1e400')"]),
        ("a: " + "9" * 9999, ["1:4: a: must be a number of at most 64 bits (got '99999"]),
        ("[" * 26 + "]" * 26, ["1:26: nested more than 24 deep"]),
        ("[" * 100_000, ["1:26: nested more than 24 deep"]),
        ("- " * 5000, ["1:51: nested more than 24 deep"]),
        ("a: [yes, no]", ["1:5: a.0: YAML 1.1", "1:10: a.1: YAML 1.1"]),
        ("ä: é\nb: yes", ["2:4: b: YAML 1.1"]),
        ("\ufeffa: yes", ["1:4: a: YAML 1.1"]),
        ("a: 1\r\nb: yes", ["2:4: b: YAML 1.1"]),
        ("a: \x07", ["1:4: the character U+0007 may not stand here"]),
        ("a: \x85", ["1:4: the character U+0085 may not stand here"]),
        (b"a: 1\nb: \xff", ["2:4: not UTF-8; save the file as UTF-8"]),
        (b"\xff\xfea\x00", ["1:1: not UTF-8; save the file as UTF-8"]),
    ],
)
def test_what_is_refused_is_told_at_its_place(text, lines):
    found = told(text)
    assert len(found) == len(lines)
    assert all(a.startswith(f"f:{b}") for a, b in zip(found, lines, strict=True))


@pytest.mark.parametrize(
    "text",
    ["a: [1", "a: 'b", "a: b: c", "\ta: 1", "a: }", "- a\nb: 1", "a: |2x\n", "a: @b", 'a: "\\q"'],
)
def test_what_is_no_yaml_is_told_in_one_line(text):
    (message,) = told(text)
    assert "cannot be read as YAML: " in message
    assert "\n" not in message


def test_half_a_character_is_refused():
    (message,) = told('a: "\\ud800"')
    assert message.startswith("f:1:")


def test_places_are_those_of_keys_and_list_items():
    document = read_yaml(b"a:\n  - b: 1\n    c: {d: 2}\n  - [3,\n     4]\n", "f")
    places = {".".join(map(str, trail)): place for trail, place in document.places.items()}
    assert places == {
        "": (1, 1),
        "a": (1, 1),
        "a.0": (2, 5),
        "a.0.b": (2, 5),
        "a.0.c": (3, 5),
        "a.0.c.d": (3, 9),
        "a.1": (4, 5),
        "a.1.0": (4, 6),
        "a.1.1": (5, 6),
    }
    assert document.place(("a", 0, "e")) == (2, 5)
    assert document.place(("z",)) == (1, 1)
