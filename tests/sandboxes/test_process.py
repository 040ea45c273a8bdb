"""The sandbox `process`: what comes back of every kind of file, and that nothing hangs or stays."""

import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from grader.errors import SandboxError
from grader.model import Absent, Call, Job, Limits, Raised, Read, Returned, Status, Stopped
from grader.sandboxes import interpreter
from grader.sandboxes.process import Process

QUICK = Limits(call_seconds=0.3, call_wall=1.0)


@pytest.fixture(scope="module")
def sandbox():
    sandbox = Process(keep=1)
    yield sandbox
    sandbox.close()


def call(name, *arguments, part=None, hidden=False):
    return Call(part or name, name, arguments, hidden=hidden)


def job(source, *asks, limits=QUICK, allow=("numpy",)):
    return Job("q1_1", source.encode(), asks, limits, allow)


@pytest.fixture
def outputs(sandbox):
    return lambda source, *asks: sandbox.run(job(source, *asks)).outputs


HONEST = [
    ("a number", "x = 5", Read("x", "x"), 5),
    ("a string", "x = 'é'", Read("x", "x"), "é"),
    ("a function", "def f(a, b=2): return a * b", call("f", 3), 6),
    ("a lambda", "f = lambda a: [a, (a,)]", call("f", 1.5), [1.5, (1.5,)]),
    ("a guard for scripts", "x = 1\nif __name__ == '__main__': x = 2", Read("x", "x"), 1),
    ("a dataclass", "from dataclasses import dataclass\n@dataclass\nclass P:\n  a: int\n"
     "def f(): return P(3).a", call("f"), 3),
    ("annotations of the future", "from __future__ import annotations\n"
     "def f(a: Nothing): return a", call("f", 1), 1),
    ("a scratch file", "def f():\n  open('a', 'w').write('b')\n  return open('a').read()",
     call("f"), "b"),
    ("a copied scratch file", "import shutil\nopen('a', 'w').write('b')\nshutil.copy('a', 'c')\n"
     "x = open('c').read()", Read("x", "x"), "b"),
    ("end of input", "try:\n  input()\nexcept EOFError:\n  x = 1", Read("x", "x"), 1),
    ("its own name as a module", "import q1_1, sys\nx = q1_1 is sys.modules[__name__]",
     Read("x", "x"), True),
    ("a doc string", '"""Words."""\nx = __doc__', Read("x", "x"), "Words."),
    ("an exception of its own, caught", "class E(Exception): pass\ntry:\n  raise E\n"
     "except E:\n  x = 1", Read("x", "x"), 1),
    ("a set's order", "x = list({'a', 'b', 'c'})", Read("x", "x"), ["c", "b", "a"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "ask", "value"), [r[1:] for r in HONEST], ids=[r[0] for r in HONEST]
)
def test_an_honest_file_is_served(outputs, source, ask, value):
    (output,) = outputs(source, ask)
    if "order" in source or "{'a'" in source:
        assert sorted(output.value) == sorted(value)
    else:
        assert output == Returned(value)


def test_every_call_gets_fresh_copies_and_changes_are_told(outputs):
    array = np.arange(3.0)
    source = "def f(n, x):\n  x[0] += 1\n  return x[0]"
    first, second = outputs(source, call("f", 1, array), call("f", 1, array))
    assert first == second == Returned(np.array(1.0), changed=(1,))
    assert array[0] == 0


def test_what_is_drawn_at_random_is_the_same_in_every_run(outputs):
    source = (
        "import random, numpy as np\na = random.random()\n"
        "def f(): return [random.random(), float(np.random.rand())]"
    )
    asks = (Read("a", "a"), call("f"))
    assert outputs(source, *asks) == outputs(source, *asks)


def test_a_failing_statement_costs_only_what_depends_on_it(sandbox):
    run = sandbox.run(job("a = 1\nb = 1 / 0\nc = 3\n", *(Read(n, n) for n in "abc")))
    assert run.outputs == (Returned(1), Absent(), Returned(3))
    (failure,) = run.failures
    assert (failure.line, failure.names) == (2, ("b",))
    assert failure.output.error == "ZeroDivisionError"


def test_an_exception_tells_its_class_its_text_and_the_line_in_the_file(outputs):
    source = "import json\nclass Mine(KeyError): pass\ndef f():\n  raise Mine('x')\n"
    source += "def g():\n  json.loads('{')\n"
    mine, library = outputs(source, call("f"), call("g"))
    assert mine == Raised("Mine", "KeyError", "'x'", 4)
    assert (library.error, library.builtin, library.line) == ("JSONDecodeError", "ValueError", 6)


def test_addresses_and_the_scratch_folder_are_not_told(outputs):
    source = "import os\ndef f(): raise ValueError(f'{object()} {os.getcwd()}')"
    (output,) = outputs(source, call("f"))
    assert output.message == "<object object at 0x…> scratch"


STOPS = [
    ("an endless loop", "while True: pass", Status.TIMEOUT, "0.3 s of processor time"),
    ("an endless wait", "import time; time.sleep(60)", Status.TIMEOUT, "no answer after 1 s"),
    ("an exit", "import os; os._exit(0)", Status.ERROR, "ended its own process (exit code 0)"),
    ("a crash", "import os, signal; os.kill(os.getpid(), 11)", Status.ERROR, "signal 11"),
    ("rubbish on every pipe", "import os; [os.write(i, b'x' * 99) for i in range(1, 9)]",
     Status.ERROR, "channel of its own results"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "status", "told"), [r[1:] for r in STOPS], ids=[r[0] for r in STOPS]
)
def test_a_call_that_stops_the_child_costs_that_case_alone(outputs, line, status, told):
    source = f"def f():\n  try:\n    {line}\n  except OSError: pass\ndef g(): return 1\n"
    first, stopped, last = outputs(source, call("g"), call("f"), call("g"))
    assert first == last == Returned(1)
    assert stopped.status is status
    assert told in stopped.message


@pytest.mark.parametrize("line", ["while True: pass", "import os; os._exit(0)"])
def test_a_statement_that_stops_the_child_is_left_out_and_told(sandbox, line):
    run = sandbox.run(job(f"a = 1\n{line}\nb = 2\n", Read("a", "a"), Read("b", "b")))
    assert run.outputs == (Returned(1), Returned(2))
    assert [failure.line for failure in run.failures] == [2]


def test_exits_by_exception_are_exceptions(outputs):
    source = "import sys\ndef f(): sys.exit(0)\ndef g(): raise KeyboardInterrupt"
    assert [o.error for o in outputs(source, call("f"), call("g"))] == [
        "SystemExit",
        "KeyboardInterrupt",
    ]


def test_memory_is_limited(outputs):
    source = "import numpy as np\ndef f(): return np.ones(10**9)\ndef g(): return 1"
    full, fine = outputs(source, call("f"), call("g"))
    assert full.builtin == "MemoryError"
    assert fine == Returned(1)


def test_after_two_stops_the_rest_of_a_part_is_not_run(outputs):
    source = "import os\ndef f(): os._exit(1)\ndef g(): return 1"
    *stopped, skipped, fine = outputs(source, call("f"), call("f"), call("f"), call("g"))
    assert {output.status for output in stopped} == {Status.ERROR}
    assert skipped == Stopped(Status.SKIPPED, "not run: your code had already stopped twice")
    assert fine == Returned(1)


def test_after_five_stops_nothing_more_is_run(outputs):
    source = "import os\ndef f(): os._exit(1)\ndef g(): return 1"
    asks = [call("f", part=str(i // 2)) for i in range(6)]
    *_, skipped, last = outputs(source, *asks, call("g"))
    assert skipped.status is last.status is Status.SKIPPED
    assert "five times" in last.message


def test_the_child_and_the_submission_have_limits_of_their_own(sandbox):
    limits = Limits(call_seconds=5, child_seconds=0.2, submission_seconds=0.3)
    source = "def f():\n  while True: pass"
    asks = [call("f", part=str(i)) for i in range(4)]
    outputs = sandbox.run(job(source, *asks, limits=limits)).outputs
    assert "0.2 s in all" in outputs[0].message
    assert outputs[-1].status is Status.SKIPPED


def test_a_case_that_the_wall_clock_stopped_is_tried_once_more_alone(outputs, tmp_path):
    mark = tmp_path / "tried"
    source = (
        "import os, time\ndef f():\n"
        f"  if os.path.exists({str(mark)!r}): return 1\n"
        f"  open({str(mark)!r}, 'w').close()\n  time.sleep(60)\n"
    )
    assert outputs(source, call("f")) == (Returned(1),)


def test_hidden_cases_have_a_child_of_their_own_and_tell_nothing(sandbox):
    source = (
        "print('file')\nseen = []\n"
        "def f(x):\n  print('case', x)\n  seen.append(x)\n"
        "  if x == 7: raise KeyError(f'secret {x}')\n  return list(seen)\n"
    )
    asks = (call("f", 1), call("f", 5, hidden=True), call("f", 7, hidden=True), call("f", 2))
    run = sandbox.run(job(source, *asks))
    assert run.outputs == (
        Returned([1]),
        Returned([5]),
        Raised("KeyError", "KeyError", "", None),
        Returned([1, 2]),
    )
    assert run.printed == "file\ncase 1\ncase 2\n"


def test_prints_of_a_repeated_run_of_the_file_are_dropped(sandbox):
    source = "import os\nprint('file')\ndef f():\n  print('case')\n  os._exit(1)\n"
    run = sandbox.run(job(source, call("f"), call("f", part="other")))
    assert run.printed == "file\ncase\ncase\n"


def test_a_chatty_file_is_not_punished(sandbox):
    run = sandbox.run(job("for i in range(40000): print('x' * 50)\na = 1", Read("a", "a")))
    assert run.outputs == (Returned(1),)
    assert len(run.printed) == interpreter.MAX_PRINTED


UNREADABLE = [
    ("a syntax error", "b = = 2\n", 1),
    ("brackets without end", "(" * 500_000, 1),
    ("a number without end", "1+" * 200_000 + "1", None),
    ("no indentation", "def f():\nb = = 2", 2),
]


@pytest.mark.parametrize(
    ("source", "line"), [r[1:] for r in UNREADABLE], ids=[r[0] for r in UNREADABLE]
)
def test_what_is_no_python_is_told_with_its_line(sandbox, source, line):
    begin = time.monotonic()
    run = sandbox.run(job(source, Read("a", "a"), limits=Limits()))
    assert run.outputs == (Absent(),)
    assert run.fault is not None or run.failures
    assert line is None or run.fault.line == line
    assert time.monotonic() - begin < 10


def test_packages_that_the_course_does_not_allow_are_refused_in_words(sandbox):
    source = "import pydantic\nimport json\na = 1"
    run = sandbox.run(job(source, Read("a", "a")))
    assert run.outputs == (Returned(1),)
    (failure,) = run.failures
    assert "pydantic is not among the packages" in failure.output.message
    assert sandbox.run(job(source, allow=("numpy", "pydantic"))).failures == ()


def test_the_child_sees_nothing_of_the_graders_environment(sandbox, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "1")
    with pytest.MonkeyPatch.context():
        fresh = Process(keep=1)
        run = fresh.run(job("import os\na = sorted(os.environ)", Read("a", "a")))
        fresh.close()
    assert "SECRET_OF_THE_GRADER" not in run.outputs[0].value


def test_scratch_folders_and_children_are_gone_afterwards():
    before = psutil.Process().children(recursive=True)
    sandbox = Process(keep=2)
    source = (
        "import os, subprocess, sys\nwhere = os.getcwd()\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    )
    run = sandbox.run(job(source, Read("where", "where")))
    sandbox.close()
    assert not Path(run.outputs[0].value).exists()
    assert psutil.Process().children(recursive=True) == before


def test_an_interpreter_that_does_not_start_is_trouble_of_ours(monkeypatch):
    monkeypatch.setattr(interpreter, "CHILD", Path("nowhere.py"))
    with pytest.raises(SandboxError, match="did not start|cannot hand"):
        Process().run(job("a = 1", Read("a", "a")))
    monkeypatch.setattr(interpreter.sys, "executable", "nowhere")
    with pytest.raises(SandboxError, match="cannot start Python"):
        Process().run(job("a = 1", Read("a", "a")))


def test_limits_without_a_processor_clock_are_those_of_the_wall(monkeypatch):
    monkeypatch.setattr(interpreter, "processor_seconds", lambda pid: None)
    sandbox = Process()
    run = sandbox.run(job("def f():\n  while True: pass", call("f")))
    assert "no answer after 1 s" in run.outputs[0].message
    assert sandbox.name == "process:C, wall clock only"


def test_probes_print_nothing_and_their_time_is_not_counted(sandbox):
    source = "import time\nprint('file')\ndef f(x):\n  print(x)\n  time.sleep(x)\n  return x"
    asks = (
        Call("f", "f", (0.0,)),
        Call("f", "f", (0.3,), probe=True),
        Call("f", "f", (0.2,), hidden=True),
    )
    limits = Limits(call_wall=1.0, submission_wall=0.4)
    run = sandbox.run(Job("q", source.encode(), asks, limits))
    assert run.outputs == (Returned(0.0), Returned(0.3), Returned(0.2))
    assert run.printed == "file\n0.0\n"
