"""Files that are no Python as a whole: the whole statements are run, and what is lost is told."""

import time

import pytest

from grader.model import Absent, Call, Fault, Job, Read, Returned
from grader.sandboxes.child import whole_statements

DAMAGED = [
    ("a bracket left open", "a = 1\nb = [1, 2\nc = 3\n", {"a": 1, "c": 3}, [2]),
    ("a bracket left open in a function", "def f():\n    return (1\n\nc = 3\n", {"c": 3}, [1]),
    ("a missing colon", "a = 1\ndef f(x)\n    return x\nc = 3\n", {"a": 1, "c": 3}, [2]),
    ("wrong indentation", "a = 1\ndef f():\nb = 1\nc = 3\n", {"a": 1, "c": 3}, [2]),
    ("words", "a = 1\nthis is no code\nc = 3\n", {"a": 1, "c": 3}, [2]),
    ("two of them", "a = = 1\nb = 2\nc = = 3\nd = 4\n", {"b": 2, "d": 4}, [1, 3]),
    ("a string left open", "a = 1\nb = 'x\nc = 3\n", {"a": 1, "c": 3}, [2]),
    ("a long string left open", 'a = 1\nb = """x\nc = 3\n', {"a": 1, "c": 3}, [2]),
    ("long strings", 'a = """x\nin words\n"""\nc = (\n', {"a": "x\nin words\n"}, [4]),
    ("very long strings", 'a = """' + "x\n" * 90 + '"""\nc = (\n', {"a": "x\n" * 90}, [92]),
    ("a docstring left open", 'def f():\n    """Words.\n    return 1\nb = 2\nc = """x\ny"""\n',
     {"b": 2, "c": "x\ny"}, [1]),
    ("marks of a conflict", "a = 1\ndef f():\n    b = 2\n<<<<<<< HEAD\n    return b\n=======\n"
     "    return a\n>>>>>>> mine\nc = 3\n", {"a": 1, "c": 3}, [2, 6, 8]),
    ("a command of a notebook in a function", "def f():\n    b = 2\n!ls\n    return b\nc = 3\n",
     {"c": 3}, [1]),
    ("many bad lines", "bad line\n" * 60 + "c = 3\nd = (5\n", {"c": 3}, [*range(1, 61), 62]),
    ("branches", "if 1:\n    b = 1\nelse:\n    b = 2\nc = (\n", {"b": 1}, [5]),
    ("decorators", "def d(f):\n    return 5\n@d\ndef g(): pass\nb = )\n", {"g": 5}, [5]),
    ("a future and a mark", "\ufefffrom __future__ import annotations\na = 1\nb = (\n",
     {"a": 1}, [3]),
    ("line ends of other systems", "a = 1\r\nb = = 2\r\nc = 3\r\n", {"a": 1, "c": 3}, [2]),
    ("an indented beginning", "  a = 1\nb = 2\n", {"b": 2}, [1]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "values", "lost"), [r[1:] for r in DAMAGED], ids=[r[0] for r in DAMAGED]
)
def test_what_is_whole_is_run_and_what_is_lost_is_told(sandbox, source, values, lost):
    asks = tuple(Read(name, name) for name in values)
    run = sandbox.run(Job("q1_1", source.encode(), asks))
    assert run.outputs == tuple(Returned(value) for value in values.values())
    assert [failure.line for failure in run.failures] == lost
    assert all(isinstance(failure.output, Fault) for failure in run.failures)
    assert run.fault is None


def test_half_a_function_is_not_taken_for_the_whole(sandbox):
    source = b"a = 1\ndef f():\n    b = 2\n!ls\n    return b\n"
    run = sandbox.run(Job("q1_1", source, (Read("f", "f"),)))
    assert run.outputs == (Absent(),)
    assert "f" in run.failures[0].names


@pytest.mark.parametrize(
    "damage",
    ["def f(x)\n  return x\n", "b = {\n  1: 2,\n", 'b = """x\n  y\n', "if x = 3:\n  b = 1\n",
     "class C\n  a = 1\n", "b = g(\n  1,\n", "print 'x' % (1,\n  2)\n"],
)  # fmt: skip
def test_damage_after_a_function_costs_nothing_of_it(sandbox, damage):
    source = f"def g():\n  return 5\n\n\n{damage}c = 3\n"
    asks = (Call("g", "g", ()), Read("c", "c"))
    assert sandbox.run(Job("q1_1", source.encode(), asks)).outputs == (Returned(5), Returned(3))


def test_reasons_count_lines_from_the_beginning_of_the_file():
    _, lost = whole_statements(b"a = 1\n\nb = 'x\n")
    assert lost[0][2] == "unterminated string literal (detected at line 3)"


def test_lines_are_those_of_the_whole_file(sandbox):
    run = sandbox.run(Job("q1_1", b"a = (\n\n\nb = 1 / 0\n", (Read("b", "b"),)))
    assert run.outputs == (Absent(),)
    assert [failure.line for failure in run.failures] == [1, 4]
    assert run.failures[1].output.line == 4


def test_the_lost_statement_tells_its_error_and_its_words():
    body, lost = whole_statements(b"a = 1\ndef f(x):\n    y = [x\n    return y\nb = 2\n")
    assert len(body) == 2
    assert lost == [[2, 3, "'[' was never closed", ["def", "f", "return", "x", "y"]]]


@pytest.mark.parametrize(
    "source",
    [b"(" * 1_000_000, b"(\n" * 30_000, b"a = (\n" * 10_000, b"'" * 60_001, b"def f(\n" * 9_000],
    ids=["one line", "many lines", "assignments", "quotes", "functions"],
)
def test_a_file_of_brackets_is_unreadable_in_a_moment(source):
    begin = time.process_time()
    body, _ = whole_statements(source)
    assert not body
    assert time.process_time() - begin < 2
