"""The sandbox `jail`: honest files are served as everywhere; its servers, steps and ends.

What hostile files try is in `test_attacks.py`.
"""

import contextlib
import errno
import json
import os
import runpy
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click
import numpy as np
import psutil
import pytest

from grader.errors import SandboxError
from grader.model import Call, Job, Limits, Raised, Read, Returned, Status, Stopped
from grader.sandboxes import interpreter

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's")
jail = pytest.importorskip("grader.sandboxes.jail") if sys.platform == "linux" else None

keeper = pytest.importorskip("grader.sandboxes.jail.keeper") if jail else None
pool = pytest.importorskip("grader.sandboxes.jail.pool") if jail else None

OTHER = runpy.run_path(str(Path(__file__).with_name("test_process.py")))
HONEST, STOPS, UNREADABLE = OTHER["HONEST"], OTHER["STOPS"], OTHER["UNREADABLE"]
QUICK = Limits(call_seconds=0.5, call_wall=1.0)
TIERS = ["A", "B"]


def opened(tier):
    from grader.sandboxes.jail.selftest import Tier

    try:
        return pool.Jail([Tier(tier)])
    except SandboxError as error:
        pytest.skip(f"this machine has no jail of tier {tier}: {error}")


@pytest.fixture(scope="module", params=TIERS)
def sandbox(request):
    sandbox = opened(request.param)
    yield sandbox
    sandbox.close()


def call(name, *arguments, part=None, hidden=False):
    return Call(part or name, name, arguments, hidden=hidden)


def job(source, *asks, limits=QUICK, allow=("numpy",)):
    return Job("q1_1", source.encode(), asks, limits, allow)


def control(sandbox):
    """An honest file that must be served after whatever came before."""
    source = "import os\ndef f(x):\n  open('own', 'w').write('1')\n  return (x @ x).tolist()\n"
    source += "left = os.listdir()\n"
    matrix = np.arange(9.0).reshape(3, 3)
    run = sandbox.run(job(source, Read("left", "left"), call("f", matrix)))
    assert run.outputs == (Returned([]), Returned((matrix @ matrix).tolist())), run


@pytest.mark.parametrize(
    ("source", "ask", "value"), [r[1:] for r in HONEST], ids=[r[0] for r in HONEST]
)
def test_an_honest_file_is_served(sandbox, source, ask, value):
    (output,) = sandbox.run(job(source, ask)).outputs
    if "{'a'" in source:
        assert sorted(output.value) == sorted(value)
    else:
        assert output == Returned(value)


SERVED = [
    ("standard modules", "import json, csv, ctypes, decimal, sqlite3, zoneinfo, unittest, typing\n"
     "import asyncio, collections, itertools, functools, fractions, statistics, uuid\nx = 1", 1),
    ("corners of NumPy", "import numpy as np, numpy.testing, numpy.ma\n"
     "x = float(np.linalg.svd(np.eye(40))[1].sum()) + float(abs(np.fft.fft(np.ones(4))).sum())",
     44.0),
    ("large products", "import numpy as np\nx = float((np.ones((300, 300)) @ np.ones((300, 300)))"
     ".max())", 300.0),
    ("a folder of its own", "import os, shutil, tempfile\n"
     "with tempfile.TemporaryDirectory() as t:\n"
     "  open(t + '/a', 'w').write('b')\n  shutil.copy2(t + '/a', t + '/c')\n"
     "  os.rename(t + '/c', t + '/d')\n  x = sorted(os.listdir(t))", ["a", "d"]),
    ("saved arrays", "import numpy as np\nnp.save('a.npy', np.arange(3.))\n"
     "x = float(np.load('a.npy').sum())", 3.0),
    ("a database in a file", "import sqlite3\nd = sqlite3.connect('d')\nd.execute("
     "'create table t (a)')\nd.execute('insert into t values (7)')\nd.commit()\n"
     "x = d.execute('select a from t').fetchone()[0]", 7),
    ("a timer", "import time, signal\ntime.sleep(0.01)\nx = time.perf_counter() > 0", True),
    ("what an interactive Python has", "x = callable(exit) and callable(help)", True),
    ("a main of its own", "import argparse\ndef main():\n  p = argparse.ArgumentParser()\n"
     "  p.parse_args()\nif __name__ == '__main__':\n  main()\nx = 1", 1),
    ("dataclasses of every kind", "from dataclasses import dataclass, field, replace\n"
     "@dataclass(frozen=True, slots=True, order=True)\nclass P:\n  a: int\n"
     "  b: list = field(default_factory=list, compare=False)\n"
     "x = [replace(P(1), a=2).a, P(1) < P(2), P(1).b]", [2, True, []]),
    ("enumerations", "from enum import Enum, IntFlag, auto\nclass C(Enum):\n  A = auto()\n"
     "class F(IntFlag):\n  R = 1\n  W = 2\nx = [C.A.name, C(1).value, int(F.R | F.W)]",
     ["A", 1, 3]),
    ("named tuples", "from typing import NamedTuple\nclass P(NamedTuple):\n  a: int\n"
     "  b: float = 2.0\nx = P(1)", (1, 2.0)),
    ("types of its own", "from __future__ import annotations\n"
     "from abc import ABC, abstractmethod\nfrom typing import Generic, Protocol, TypeVar\n"
     "T = TypeVar('T')\nclass F(Protocol):\n  def __call__(self, x: T) -> T: ...\n"
     "class B(Generic[T], ABC):\n  @abstractmethod\n  def f(self, x: T | None) -> T: ...\n"
     "class C(B[int]):\n  def f(self, x: Undefined = 3) -> int: return x\nx = C().f()", 3),
    ("a cache", "from functools import cache, lru_cache, partial, reduce\n@cache\n"
     "def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nx = f(60)", 1548008755920),
    ("generators", "def g():\n  got = yield 1\n  yield from [got, 3]\ni = g()\n"
     "x = [next(i), i.send(2), *i]", [1, 2, 3]),
    ("closures", "def counter():\n  n = 0\n  def f():\n    nonlocal n\n    n += 1\n"
     "    return n\n  return f\nc = counter()\nx = [c(), c()]", [1, 2]),
    ("decorators", "import functools, time\ndef timed(f):\n  @functools.wraps(f)\n"
     "  def inner(*a, **k):\n    begin = time.perf_counter()\n    try: return f(*a, **k)\n"
     "    finally: print(time.perf_counter() - begin)\n  return inner\n@timed\n"
     "def f(): return 5\nx = f()", 5),
    ("managers of contexts", "from contextlib import contextmanager, redirect_stdout, suppress\n"
     "import io\n@contextmanager\ndef m():\n  yield 4\nwith m() as x, suppress(KeyError):\n"
     "  {}['a']\nwith redirect_stdout(io.StringIO()) as s: print('a')\n"
     "x = [x, s.getvalue()]", [4, "a\n"]),
    ("groups of exceptions", "class E(ValueError):\n  pass\ntry:\n"
     "  raise ExceptionGroup('all', [E('a')])\nexcept* E as found:\n  x = len(found.exceptions)",
     1),
    ("copies", "import copy, numpy as np\na = {'a': [np.ones(2)]}\nb = copy.deepcopy(a)\n"
     "b['a'][0][0] = 5\nx = float(a['a'][0][0])", 1.0),
    ("a depth of nine hundred", "def f(n): return 0 if n == 0 else 1 + f(n - 1)\nx = f(900)",
     900),
    ("a deeper depth", "import sys\nsys.setrecursionlimit(20_000)\n"
     "def f(n): return 0 if n == 0 else 1 + f(n - 1)\nx = f(10_000)", 10000),
    ("warnings", "import warnings\nimport numpy as np\nwarnings.warn('careful')\n"
     "with np.errstate(all='ignore'):\n  x = float((np.ones(1) / 0)[0]) > 9", True),
    ("a log", "import logging\nlogging.basicConfig(level=logging.INFO)\n"
     "logging.getLogger(__name__).info('here')\nx = 1", 1),
    ("a question to nobody", "try: name = input('name? ')\nexcept EOFError: name = 'none'\n"
     "x = name", "none"),
    ("a pickle in scratch", "import pickle, pathlib\np = pathlib.Path('a') / 'b.pkl'\n"
     "p.parent.mkdir()\np.write_bytes(pickle.dumps({'w': [1, 2]}))\n"
     "x = pickle.loads(p.read_bytes())", {"w": [1, 2]}),
    ("a table in scratch", "import csv, glob, numpy as np\nnp.savetxt('a.txt', np.eye(2))\n"
     "np.savez('a.npz', b=np.ones(3))\nnp.memmap('m', 'f8', 'w+', shape=3)[:] = 1\n"
     "x = [np.loadtxt('a.txt').tolist(), float(np.load('a.npz')['b'].sum()),"
     " sorted(glob.glob('*'))]",
     [[[1.0, 0.0], [0.0, 1.0]], 3.0, ["a.npz", "a.txt", "m"]]),
    ("temporary files", "import tempfile, os\nwith tempfile.NamedTemporaryFile('w+') as f:\n"
     "  f.write('a')\n  f.seek(0)\n  x = f.read()\nfd, name = tempfile.mkstemp()\n"
     "os.close(fd)\nos.remove(name)", "a"),
    ("copied files", "import shutil, os\nos.makedirs('a/b')\nopen('a/b/c', 'w').write('d')\n"
     "shutil.copytree('a', 'e')\nshutil.move('e/b/c', 'f')\nshutil.rmtree('a')\n"
     "x = [open('f').read(), os.path.exists('a')]", ["d", False]),
    ("seeds", "import random, numpy as np\nrandom.seed(3)\nnp.random.seed(3)\n"
     "rng = np.random.default_rng(3)\nx = [random.randint(0, 9), int(np.random.randint(9)),"
     " int(rng.integers(9))]", [3, 8, 7]),
    ("strides and sums", "import numpy as np\nfrom numpy.lib.stride_tricks import as_strided,"
     " sliding_window_view\na = np.arange(6.0)\nx = [float(np.einsum('i,i->', a, a)),"
     " sliding_window_view(a, 3).sum(1).tolist(), as_strided(a, (2, 2), (8, 8)).tolist(),"
     " np.linalg.lstsq(np.eye(2), np.ones(2), rcond=None)[0].tolist()]",
     [55.0, [3.0, 6.0, 9.0, 12.0], [[0.0, 1.0], [1.0, 2.0]], [1.0, 1.0]]),
    ("modules that it does not use", "import multiprocessing, threading, subprocess, socket, ssl\n"
     "import concurrent.futures, urllib.request, http.client\nx = 1", 1),
    ("a lock and a queue", "import threading, queue\nq = queue.Queue()\nwith threading.Lock():\n"
     "  q.put(3)\nx = q.get()", 3),
    ("plots of nobody", "try:\n  import matplotlib.pyplot as plt\nexcept ImportError:\n"
     "  plt = None\nx = plt is None", True),
]  # fmt: skip


RETURNED = [
    ("a list", "return [1, 2.5, None, True, 'a']", [1, 2.5, None, True, "a"]),
    ("a tuple", "return (1, (2,), [3])", (1, (2,), [3])),
    ("a mapping", "return {'a': 1, 'b': {'c': 2.0}}", {"a": 1, "b": {"c": 2.0}}),
    ("a large number", "return 2**53 + 1", 2**53 + 1),
    ("a negative zero", "return str(-0.0)", "-0.0"),
    ("a scalar of NumPy", "return np.float64(0.5)", np.array(0.5)),
    ("a whole scalar of NumPy", "return np.int64(7)", np.array(7)),
    ("an array without an axis", "return np.array(2.0)", np.array(2.0)),
    ("half the precision", "return np.ones(2, 'f4') / 3", np.ones(2, "f4") / 3),
    ("booleans", "return np.arange(3) > 1", np.arange(3) > 1),
    ("bytes", "return np.arange(3, dtype='u1')", np.arange(3, dtype="u1")),
    ("columns before rows", "return np.asfortranarray(np.arange(6.0).reshape(2, 3))",
     np.arange(6.0).reshape(2, 3)),
    ("a view", "return np.arange(6.0)[::-2]", np.arange(6.0)[::-2]),
    ("one number, repeated", "return np.broadcast_to(1.5, (2, 3))", np.full((2, 3), 1.5)),
    ("nothing, in a shape", "return np.zeros((0, 3))", np.zeros((0, 3))),
    ("what is no number", "return np.array([np.nan, np.inf])", np.array([np.nan, np.inf])),
    ("a list of arrays", "return [np.ones(2), np.zeros((1, 1))]", [np.ones(2), np.zeros((1, 1))]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "value"), [r[1:] for r in RETURNED], ids=[r[0] for r in RETURNED])
def test_a_value_arrives_as_it_was_returned(sandbox, body, value):
    source = f"import numpy as np\ndef f():\n  {body}"
    (output,) = sandbox.run(job(source, call("f"))).outputs
    np.testing.assert_equal(output.value, value)
    assert type(output.value) is type(value)
    assert getattr(output.value, "dtype", None) == getattr(value, "dtype", None)


def test_a_line_of_two_hundred_kilobytes_is_cut(sandbox):
    run = sandbox.run(job("print('x' * 200_000)\nprint('end')\na = 1", Read("a", "a")))
    assert run.outputs == (Returned(1),)
    assert run.printed == "x" * interpreter.MAX_PRINTED


@pytest.mark.parametrize(("source", "value"), [r[1:] for r in SERVED], ids=[r[0] for r in SERVED])
def test_more_of_python_is_served(sandbox, source, value):
    run = sandbox.run(job(source, Read("x", "x"), limits=Limits()))
    assert run.outputs == (Returned(value),), run.failures


def test_memory_is_limited(sandbox):
    source = "import numpy as np\ndef f(): return np.ones(10**9)\ndef g(): return 1"
    full, fine = sandbox.run(job(source, call("f"), call("g"))).outputs
    assert full.builtin == "MemoryError"
    assert fine == Returned(1)
    control(sandbox)


FILLING = [
    "def f():\n  for i in range(200): open(str(i), 'wb').write(bytes(3 * 1024 * 1024))",
    "import time\ndef f():\n  for i in range(999): open(str(i), 'wb').close()\n  time.sleep(1)",
]


@pytest.mark.parametrize("source", FILLING)
def test_scratch_has_room_for_sixteen_mebibytes_and_few_files(sandbox, source):
    (output,) = sandbox.run(job(source, call("f"), limits=Limits())).outputs
    if sandbox.name == "jail:A":
        assert "No space left" in output.message
    else:
        told = "your code wrote more than 16 MiB, or more than 512 files"
        assert output == Stopped(Status.ERROR, told)
    control(sandbox)


def test_the_child_sees_nothing_of_the_graders_environment(monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_GRADER", "1")
    sandbox = opened("A")
    run = sandbox.run(job("import os\na = sorted(os.environ)", Read("a", "a")))
    sandbox.close()
    assert "SECRET_OF_THE_GRADER" not in run.outputs[0].value


def test_the_view_tells_nothing_of_the_machine():
    sandbox = opened("A")
    source = "import os, sys\nname = os.uname().nodename\nfound = []\n"
    source += "for path in ('/etc', '/dev', '/scratch', sites):\n  found += os.listdir(path)\n"
    source = f"sites = {str(Path(np.__file__).parents[1])!r}\n{source}"
    name, found = sandbox.run(job(source, Read("name", "name"), Read("found", "found"))).outputs
    sandbox.close()
    assert name == Returned("jail")
    known = {"ld.so.cache", "null", "zero", "urandom"}
    assert {each for each in found.value if not each.startswith("numpy")} <= known


def test_processor_time_is_read_from_outside(sandbox):
    limits = Limits(call_seconds=0.2, call_wall=30)
    source = "import time\ndef f():\n  while True: pass\ndef g(): time.sleep(0.5); return 1"
    busy, idle = sandbox.run(job(source, call("f"), call("g"), limits=limits)).outputs
    assert "0.2 s of processor time" in busy.message
    assert idle == Returned(1)


def test_hidden_cases_have_a_child_of_their_own(sandbox):
    source = (
        "print('file')\nseen = []\ndef f(x):\n  print(x)\n  seen.append(x)\n  return list(seen)\n"
    )
    asks = (call("f", 1), call("f", 5, hidden=True), call("f", 2))
    run = sandbox.run(job(source, *asks))
    assert run.outputs == (Returned([1]), Returned([5]), Returned([1, 2]))
    assert run.printed == "file\n1\n2\n"


def test_a_chatty_file_is_not_punished(sandbox):
    run = sandbox.run(job("for i in range(40000): print('x' * 50)\na = 1", Read("a", "a")))
    assert run.outputs == (Returned(1),)
    assert len(run.printed) == interpreter.MAX_PRINTED


@pytest.mark.parametrize("source", [r[1] for r in UNREADABLE], ids=[r[0] for r in UNREADABLE])
def test_what_is_no_python_is_told(sandbox, source):
    run = sandbox.run(job(source, Read("a", "a"), limits=Limits()))
    assert run.fault is not None or run.failures
    control(sandbox)


def test_packages_that_the_course_allows_are_there_and_no_others(sandbox):
    source = "import pydantic\na = 1"
    run = sandbox.run(job(source, Read("a", "a"), limits=Limits()))
    assert "pydantic is not among the packages" in run.failures[0].output.message
    run = sandbox.run(job(source, Read("a", "a"), limits=Limits(), allow=("numpy", "pydantic")))
    assert run.failures == ()


THREADED = """
import threading, time
def f(count):
  done, gate = [], threading.Barrier(count)
  def work(i):
    gate.wait()
    done.append(i * i)
  threads = [threading.Thread(target=work, args=[i]) for i in range(count)]
  for each in threads: each.start()
  for each in threads: each.join()
  return sorted(done)
def many():
  import threading
  for i in range(40): threading.Thread(target=time.sleep, args=[9], daemon=True).start()
def forks():
  import os
  if os.fork() == 0: os._exit(0)
"""


def test_threads_are_there_where_the_course_allows_them_and_no_more(sandbox):
    asks = (call("f", 3), call("f", 1), call("forks"), call("f", 3), call("many"))
    three, one, forks, again, many = sandbox.run(
        job(THREADED, *asks, limits=Limits(threads=4))
    ).outputs
    assert three == again == Returned([0, 1, 4])
    assert one == Returned([0])
    assert isinstance(many, Raised | Stopped)
    assert forks.builtin == "PermissionError"
    (refused,) = sandbox.run(job(THREADED, call("f", 2), limits=Limits())).outputs
    assert refused.builtin == "RuntimeError"
    control(sandbox)


def test_jobs_run_side_by_side(sandbox):
    outputs = []
    source = "import time\ndef f(x):\n  time.sleep(0.1)\n  return x"

    def work(number):
        outputs.append(sandbox.run(job(source, call("f", number))).outputs == (Returned(number),))

    threads = [threading.Thread(target=work, args=[i]) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outputs == [True] * 8


VARIED = [
    "import numpy as np\ndef f(x): return (np.random.normal(size=3) + x).tolist()",
    "import random\ndef f(x): return random.random()\nprint(object())",
    "def f(x): return sorted({'a', 'b', 'c', 'd'}, key=hash)",
    "seen = []\ndef f(x):\n  seen.append(x)\n  return list(seen)",
    "def f(x):\n  if x == 2: raise ValueError(repr(object()))\n  return id",
    "import os\ndef f(x):\n  open(str(x), 'w').close()\n  return sorted(os.listdir())",
    "def f(x):\n  if x == 2: import os; os._exit(3)\n  return x",
    "def f(x) return x",
]


def test_the_same_file_gives_the_same_run_whatever_ran_before_and_beside_it(sandbox):
    asks = (call("f", 1), call("f", 2), call("f", 3, hidden=True))
    jobs = [job(source, *asks, limits=Limits()) for source in VARIED]
    alone = [sandbox.run(each) for each in jobs]
    with ThreadPoolExecutor(8) as workers:
        beside = list(workers.map(sandbox.run, [*reversed(jobs), *jobs]))
    assert beside == [*reversed(alone), *alone]


def processes():
    return psutil.Process().children(recursive=True)


def servers(sandbox):
    """Its servers and all that they have started; other tests have processes of their own."""
    own = [psutil.Process(pid) for pid in sandbox.servers]
    return [*own, *(child for server in own for child in server.children(recursive=True))]


def test_a_server_that_is_gone_is_replaced(sandbox):
    killed = list(reversed(servers(sandbox)))
    for process in killed:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(killed, 5)
    control(sandbox)


def test_a_child_that_somebody_kills_is_no_verdict_of_the_next(sandbox):
    source = "import time\ndef f(): time.sleep(20)\ndef g(): return 1"
    before = {process.pid for process in servers(sandbox)}
    found = []

    def work():
        found.append(sandbox.run(job(source, call("f"), call("g"), limits=Limits())).outputs)

    thread = threading.Thread(target=work)
    thread.start()
    while not (children := [p for p in servers(sandbox) if p.pid not in before]):
        time.sleep(0.01)
    time.sleep(0.2)
    os.kill(children[0].pid, signal.SIGKILL)
    thread.join()
    assert found[0][0].message.startswith("the process crashed")
    assert found[0][1] == Returned(1)
    control(sandbox)


def test_a_server_that_is_killed_takes_its_children_along_and_the_job_starts_anew(sandbox):
    control(sandbox)
    found = []
    source = "import time\ndef f():\n  time.sleep(0.5)\n  return 1"

    def work():
        found.append(sandbox.run(job(source, call("f"), limits=Limits())).outputs)

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.3)
    victims = servers(sandbox)
    for server in sandbox.servers:
        os.kill(server, signal.SIGKILL)
    thread.join(20)
    assert found == [(Returned(1),)]
    _, alive = psutil.wait_procs(victims, 5)
    assert not [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]
    control(sandbox)


def test_a_server_that_does_not_answer_is_replaced(sandbox, monkeypatch):
    control(sandbox)
    monkeypatch.setattr(keeper, "ANSWER", 0.5)
    fresh = opened(sandbox.name[-1])
    stuck = psutil.Process(fresh.servers[0])
    stuck = stuck.children()[0] if stuck.children() else stuck
    stuck.suspend()
    control(fresh)
    fresh.close()
    _, alive = psutil.wait_procs([stuck], 5)
    assert not [each for each in alive if each.status() != psutil.STATUS_ZOMBIE]


def test_jobs_at_the_same_time_have_servers_of_their_own(sandbox):
    source = "import time\ndef f():\n  time.sleep(0.3)\n  return 1"
    threads = [
        threading.Thread(target=sandbox.run, args=[job(source, call("f"))]) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sandbox.servers) >= 3


KILLED = """
import os, sys, time
from grader.sandboxes.jail.pool import Jail
from grader.sandboxes.jail.selftest import Tier
from grader.model import Job, Limits
import threading
sandbox = Jail([Tier(sys.argv[1])])
job = Job("q", b"import time\\nwhile True: pass", (), Limits(call_seconds=60))
threading.Thread(target=sandbox.run, args=[job], daemon=True).start()
time.sleep(0.3)
print(flush=True)
time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.parametrize("tier", TIERS)
def test_a_grader_that_is_killed_leaves_nothing_running(tier):
    opened(tier).close()
    root = str(Path(jail.__file__).parents[3])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, *sys.path])}
    command = [sys.executable, "-c", KILLED, tier]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        process.stdout.readline()
        started = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    assert len(started) >= (3 if tier == "A" else 2)
    _, alive = psutil.wait_procs(started, 5)
    assert not alive


@pytest.mark.parametrize("tier", TIERS)
def test_nothing_is_left_when_it_is_closed(tier, monkeypatch):
    before, made = processes(), []
    make = tempfile.mkdtemp

    def noted(*arguments, **options):
        made.append(make(*arguments, **options))
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", noted)
    sandbox = opened(tier)
    control(sandbox)
    sandbox.close()
    assert processes() == before
    assert made
    assert not [folder for folder in made if os.path.exists(folder)]
    with pytest.raises(SandboxError, match="closed"):
        sandbox.run(job("a = 1", Read("a", "a")))


def test_closing_ends_what_runs():
    sandbox = opened("A")
    found = []

    def work():
        try:
            sandbox.run(job("import time; time.sleep(60)", limits=Limits(call_wall=60)))
        except SandboxError as error:
            found.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.3)
    sandbox.close()
    thread.join(10)
    assert found


STEPS = [
    "landlock.restrict",
    "seccomp.install",
    "limits.set_limits",
    "limits.give_up_privileges",
    "view.fresh_scratch",
    "view.build",
    "linux.unshare",
    "linux.prctl",
    "linux.setns",
]


def with_another_start(monkeypatch, tmp_path, line):
    """Servers that run this line before they begin."""
    start = Path(keeper.START)
    own = tmp_path / "start.py"
    source = start.read_text().replace("Path(__file__)", f"Path({str(start)!r})")
    own.write_text(
        source.replace("\nmain()", f"\nfrom grader.sandboxes.jail import {line}\nmain()")
    )
    monkeypatch.setattr(keeper, "START", own)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_means_not_run(monkeypatch, tmp_path, step):
    from grader.sandboxes.jail.selftest import Tier

    opened("A").close()
    module = step.partition(".")[0]
    with_another_start(monkeypatch, tmp_path, f"{module}\n{step} = lambda *a, **k: 1 / 0")
    with pytest.raises(SandboxError, match="no jail holds .*(ZeroDivisionError|ended by itself)"):
        pool.Jail([Tier.A])


WEAKER = [
    (
        "A",
        "seccomp\nseccomp.program = lambda *a, **k: bytes.fromhex('060000000000ff7f')",
        "connects",
    ),
    ("B", "landlock\nlandlock.restrict = lambda *a: None", "reads"),
    ("B", "view\nview.of_the_system = lambda: ['/']", "reads"),
]


@pytest.mark.parametrize(("tier", "line", "told"), WEAKER)
def test_a_wall_with_a_hole_is_found_by_the_probe(monkeypatch, tmp_path, tier, line, told):
    from grader.sandboxes.jail.selftest import Tier

    opened(tier).close()
    module, _, change = line.partition("\n")
    with_another_start(monkeypatch, tmp_path, f"{module}\n{change}")
    with pytest.raises(SandboxError, match=f"does not hold: .*{told}"):
        pool.Jail([Tier(tier)])


def test_where_namespaces_are_refused_the_rest_of_the_wall_stands_alone(monkeypatch, tmp_path):
    opened("B").close()
    with_another_start(monkeypatch, tmp_path, "linux\nlinux.unshare = lambda flags: 1 / 0")
    sandbox = jail.open_sandbox(0)
    assert sandbox.name == "jail:B"
    control(sandbox)
    sandbox.close()


def answer(program, machine, name, arguments=(0,) * 6, audit=None):
    """What the filter says: its program, run by hand."""
    from grader.sandboxes.jail import seccomp, syscalls

    number = syscalls.number(name, machine) if isinstance(name, str) else name
    data = struct.pack("=IIQ6Q", number, audit or seccomp.AUDIT[machine], 0, *arguments)
    lines = list(struct.iter_unpack("=HBBI", program))
    at = word = 0
    while True:
        code, yes, no, value = lines[at]
        if code == seccomp.RETURN:
            return value
        at += 1
        if code == seccomp.LOAD:
            (word,) = struct.unpack_from("=I", data, value)
        else:
            holds = word == value if code == seccomp.JUMP_EQUAL else word >= value
            at += yes if holds else no


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_says_what_the_table_says(machine):
    from grader.sandboxes.jail import seccomp, syscalls

    program = seccomp.program(machine)
    assert len(program) // 8 < 4096
    here = [name for name in syscalls.NUMBERS if syscalls.number(name, machine) is not None]
    for name in here:
        if name in syscalls.CHECKED:
            continue
        expected = (
            seccomp.ALLOW if name in syscalls.ALLOWED
            else seccomp.KILL if name in syscalls.KILLED
            else seccomp.ERROR if name in syscalls.SILENT
            else seccomp.ERROR | errno.ENOSYS if name in syscalls.ABSENT
            else seccomp.ERROR | errno.EOPNOTSUPP if name in syscalls.UNSUPPORTED
            else seccomp.REFUSE
        )  # fmt: skip
        assert answer(program, machine, name) == expected, name
        assert answer(program, machine, name, audit=0x4000_0003) == seccomp.KILL
    assert answer(program, machine, "fcntl", (0, 8, 1, 0, 0, 0)) == seccomp.REFUSE
    assert answer(program, machine, "fcntl", (0, 1030, 1, 0, 0, 0)) == seccomp.ALLOW
    assert answer(program, machine, "fcntl", (0, 6, 1, 0, 0, 0)) == seccomp.ERROR
    assert answer(program, machine, "ioctl", (0, 0x5412, 1, 0, 0, 0)) == seccomp.REFUSE
    assert answer(program, machine, "prlimit64", (7, 0, 0, 0, 0, 0)) == seccomp.REFUSE
    assert answer(program, machine, 4000) == seccomp.REFUSE


def test_no_call_stands_in_two_groups():
    from grader.sandboxes.jail import syscalls as s

    names = [*s.ALLOWED, *s.SILENT, *s.UNSUPPORTED, *s.CHECKED, *s.ABSENT, *s.KILLED]
    assert len(names) == len(set(names))


def test_the_command_line_offers_every_sandbox():
    from grader.cli import sandbox_option
    from grader.sandboxes import SANDBOXES

    command = sandbox_option(click.Command("x"))
    assert set(command.params[-1].type.choices) == set(SANDBOXES)


def test_a_check_runs_in_the_jail(tmp_path):
    opened("A").close()
    root = Path(jail.__file__).parents[3]
    arguments = ["check", "q2_3", "--file", str(root / "solutions/q2_3.py"), "--sandbox", "jail"]
    told = subprocess.run(
        [sys.executable, "-m", "grader", *arguments, "--json", "--course", str(root)],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(root), *sys.path])},
    )
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["provenance"]["sandbox"] == "jail:A"
