"""No attack gets through the jail, and after each an honest file is served as if nothing had been.

The tables are in `attacks.py`. What they try is real: without a wall, those marked so get through.
"""

import ast
import builtins
import os
import platform
import re
import runpy
import select
import socket
import sys
import textwrap
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from grader.course import open_course
from grader.errors import SandboxError
from grader.grading import grade, prepare
from grader.model import Call, Foreign, Job, Limits, Raised, Read, Returned, Status, Stopped
from grader.sandboxes import child
from grader.sandboxes.process import Process
from grader.submission import Submission

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's")
pool = pytest.importorskip("grader.sandboxes.jail.pool") if sys.platform == "linux" else None

TABLES = runpy.run_path(str(Path(__file__).with_name("attacks.py")))
SMALL = Path(__file__).parents[1] / "courses" / "small"
QUICK = Limits(call_seconds=0.5, call_wall=1.0)
# Refused in Python's or the kernel's words; anything else is a mistake in the table.
REFUSED = (OSError, ImportError, RuntimeError, ValueError)
# Numbers that the wall's own table has no need of.
MORE_CALLS = {"vfork": (58, None), "tgkill": (234, 131)}


@pytest.fixture(scope="module", params=["A", "B"])
def sandbox(request):
    from grader.sandboxes.jail.selftest import Tier

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRET_OF_THE_GRADER", "the grader's secret")
        try:
            sandbox = pool.Jail([Tier(request.param)])
        except SandboxError as error:
            pytest.skip(f"this machine has no jail of tier {request.param}: {error}")
        yield sandbox
        sandbox.close()


# What depends on the grader alone is tried in one tier, and in the other one where there is time.
ONCE = pytest.mark.parametrize(
    "sandbox",
    ["A", pytest.param("B", marks=pytest.mark.slow)],
    indirect=True,
    scope="module",
)


# --- what an attack aims at -----------------------------------------------------------------------


class Listeners:
    """Sockets of the test's own that nobody may reach: where they are, and whether any was."""

    def __init__(self, folder):
        here, unspecified = ("127.0.0.1", 0), ("::1", 0)
        self.abstract = f"grader-test-{os.getpid()}-{id(self)}"
        self.paths = {"unix": str(folder / "stream"), "dgram": str(folder / "dgram")}
        stream, datagram = socket.SOCK_STREAM, socket.SOCK_DGRAM
        self.sockets = {
            "tcp": bound(socket.AF_INET, stream, here),
            "tcp6": bound(socket.AF_INET6, stream, unspecified),
            "udp": bound(socket.AF_INET, datagram, here),
            "unix": bound(socket.AF_UNIX, stream, self.paths["unix"]),
            "dgram": bound(socket.AF_UNIX, datagram, self.paths["dgram"]),
            "abstract": bound(socket.AF_UNIX, stream, "\0" + self.abstract),
        }
        for path in self.paths.values():
            os.chmod(path, 0o777)

    def targets(self):
        ports = {
            name: self.sockets[name].getsockname()[1] if self.sockets[name] else 1
            for name in ("tcp", "tcp6", "udp")
        }
        return {**ports, **self.paths, "abstract": self.abstract}

    def heard(self):
        """The names of those that somebody has reached."""
        open_ones = [each for each in self.sockets.values() if each]
        ready, _, _ = select.select(open_ones, [], [], 0)
        return [name for name, each in self.sockets.items() if each in ready]

    def close(self):
        for each in self.sockets.values():
            if each:
                each.close()


def bound(family, kind, address):
    """A socket that listens; None where the machine has no such network."""
    try:
        each = socket.socket(family, kind)
        each.bind(address)
    except OSError:
        return None
    if kind == socket.SOCK_STREAM:
        each.listen()
    return each


@pytest.fixture
def listeners(tmp_path):
    found = Listeners(tmp_path)
    yield found
    found.close()


FILES = {"canary": "secret", "spare": "spare", "students/bob/q2_3.py": "answer = 42"}


@pytest.fixture
def canaries(tmp_path):
    """Files that anybody may write, and that must stay as they are."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o666)
    return tmp_path


def unchanged(folder):
    names = {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}
    return names == set(FILES) and all(
        (folder / name).read_text() == text for name, text in FILES.items()
    )


def call(name, *arguments, part=None, hidden=False):
    return Call(part or name, name, arguments, hidden=hidden)


def job(source, *asks, limits=QUICK):
    return Job("q1_1", source.encode(), asks, limits)


def numbers():
    """The numbers of system calls on this machine."""
    from grader.sandboxes.jail.syscalls import NUMBERS

    at = 0 if platform.machine() == "x86_64" else 1
    found = {name: each[at] for name, each in (NUMBERS | MORE_CALLS).items()}
    return {name: -1 if number is None else number for name, number in found.items()}


def source_of(body, parameters=""):
    """A file whose function `f` is the attack, and whose `g` is honest."""
    preamble = f"NR = {numbers()!r}\n{TABLES['PREAMBLE']}import numpy\n"
    return f"{preamble}def f({parameters}):\n{textwrap.indent(body, '  ')}\ndef g(): return 1\n"


def attempt(sandbox, body, canaries, listeners, server=1):
    targets = {
        **{name: str(canaries / name) for name in ("canary", "spare", "students")},
        **listeners.targets(),
        "pid": os.getpid(),
        "server": server,
        "site": str(Path(np.__file__).parent),
        "grader": str(Path(child.__file__).parents[2]),
    }
    source = source_of(body, ", ".join(TABLES["TARGETS"]))
    asked = call("f", *(targets[name] for name in TABLES["TARGETS"]))
    (output,) = sandbox.run(job(source, asked)).outputs
    return output


# --- what holds after each ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def honest():
    course = open_course(SMALL)
    paper = prepare(course, course.exercise("s1"), parts=["pair"])
    return paper, Submission("ann", "s1", (SMALL / "solutions" / "s1.py").read_bytes())


@pytest.fixture
def control(sandbox, honest):
    """After the test: an honest file earns full marks, and no process is left but the server."""
    yield
    report = grade(*honest, sandbox).report
    assert report.earned == report.points, report
    assert left_running(sandbox) == []


def left_running(sandbox):
    """What runs below the servers; a server in namespaces is itself the child of one that waits."""
    found = []
    for server in sandbox.servers:
        below = psutil.Process(server).children(recursive=True)
        found += below[1:] if sandbox.name == "jail:A" else below
    return found


def rows(table):
    return pytest.mark.parametrize("row", table, ids=[row[0] for row in table])


ATTEMPTS = [attack for group in TABLES["ATTEMPTS"].values() for attack in group]
NAMES = [attack.purpose for attack in ATTEMPTS]


def test_there_are_more_than_a_hundred_attacks_each_of_its_own_name():
    names = [*NAMES, *(row[0] for name in ("FORGERIES", "LIES", "SMALL") for row in TABLES[name])]
    assert len(NAMES) == len(set(NAMES)) > 200
    assert len(names) > 300


# --- attempts -------------------------------------------------------------------------------------


@ONCE
@pytest.mark.parametrize("attack", ATTEMPTS, ids=NAMES)
def test_an_attack_does_not_get_through(sandbox, control, attack, canaries, listeners):
    if sandbox.name[-1] not in attack.only:
        pytest.skip("tier B lets names and sizes be seen")
    match attempt(sandbox, attack.body, canaries, listeners, sandbox.servers[0]):
        case Raised(builtin=kind) as output:
            assert issubclass(getattr(builtins, kind), REFUSED), output
        case Stopped() as output:
            assert output.status is Status.ERROR
        case output:
            assert output == Returned(False)
    assert listeners.heard() == []
    for path in listeners.paths.values():
        os.unlink(path)
    assert unchanged(canaries)


@pytest.mark.slow
@pytest.mark.parametrize(
    "attack", [a for a in ATTEMPTS if a.through], ids=[a.purpose for a in ATTEMPTS if a.through]
)
def test_the_same_attack_gets_through_where_there_is_no_wall(attack, canaries, listeners):
    sandbox = Process()
    output = attempt(sandbox, attack.body, canaries, listeners, os.getppid())
    sandbox.close()
    assert output == Returned(True)


# --- forgeries and lies ---------------------------------------------------------------------------


@ONCE
@rows(TABLES["FORGERIES"])
def test_a_forgery_touches_its_own_answers_alone(sandbox, control, row):
    _, body, told = row
    asks = (call("g"), call("f"), call("g"), call("g", hidden=True))
    before, output, _, hidden = sandbox.run(job(source_of(body), *asks)).outputs
    assert before == hidden == Returned(1)
    if isinstance(told, str):
        assert output.status is Status.ERROR
        assert told in output.message
    elif told is not ...:
        assert output == Returned(told)


@ONCE
@rows(TABLES["LIES"])
def test_what_is_no_plain_value_arrives_as_none(sandbox, control, row):
    _, body, told = row
    asks = (call("f"), call("g"), call("g", hidden=True))
    output, after, hidden = sandbox.run(job(source_of(body), *asks)).outputs
    assert after == hidden == Returned(1)
    if isinstance(output, Returned):
        assert is_plain(output.value)
    match told:
        case str() if isinstance(output, Stopped):
            assert told in output.message
        case str() if told.startswith("'"):
            assert output == Returned(ast.literal_eval(told))
        case str():
            assert output == Returned(Foreign(told))
        case _ if told is not ...:
            assert output == Returned(told)
            assert type(output.value) is type(told)


def is_plain(value):
    match value:
        case list() | tuple():
            return type(value) in (list, tuple) and all(map(is_plain, value))
        case dict():
            return all(type(key) is str for key in value) and all(map(is_plain, value.values()))
        case np.ndarray():
            return type(value) is np.ndarray and value.dtype != object
    return value is None or type(value) in (bool, int, float, str, Foreign)


@ONCE
@rows(TABLES["PEEKS"])
def test_nothing_of_a_hidden_case_is_in_the_child_of_the_visible_ones(sandbox, control, row):
    hidden = "the-hidden-argument"
    body = f"{row[1]}\nreturn ['the-visible' in found, '-'.join(['the', 'hidden']) in found]"
    asks = (call("f", "the-visible-argument"), call("f", hidden, hidden=True))
    output = sandbox.run(job(source_of(body, "x"), *asks, limits=Limits())).outputs[0]
    assert isinstance(output, Returned), output
    assert output.value[1] is False


# --- exhaustion -----------------------------------------------------------------------------------


def is_spent(sandbox, body):
    """It ends in time, with an outcome of its own; what came before and after it stands."""
    begin = time.monotonic()
    before, output, after = sandbox.run(
        job(source_of(body), call("g"), call("f"), call("g"))
    ).outputs
    assert before == after == Returned(1)
    assert isinstance(output, Returned | Raised | Stopped)
    assert time.monotonic() - begin < 15
    return output


@ONCE
@rows(TABLES["SMALL"])
def test_what_takes_too_much_is_an_error(sandbox, control, row):
    is_spent(sandbox, row[1])


@pytest.mark.slow
@rows(TABLES["LARGE"])
def test_what_takes_all_there_is_ends(sandbox, control, row):
    output = is_spent(sandbox, row[1])
    assert isinstance(output, Raised | Stopped), output


# --- what stays behind ----------------------------------------------------------------------------


@rows(TABLES["LEFT"])
def test_nothing_is_left_for_the_next_file(sandbox, row):
    _, leave, look, expected = row
    first = f"{source_of('pass')}\n{leave}\nx = 1\n"
    then = f"{source_of('pass')}\nfound = {look}\n"
    sandbox.run(job(first, Read("x", "x")))
    assert sandbox.run(job(then, Read("found", "found"))).outputs == (Returned(expected),)


# --- what the child is made of --------------------------------------------------------------------


def test_nothing_of_ours_is_in_the_child_but_itself(sandbox):
    source = (
        "import sys\nours = sorted(n for n in sys.modules if n.split('.')[0] == 'grader')\n"
        "main = sorted(vars(sys.modules['__main__']))\nfile = sys.modules['__main__'].__file__\n"
        "words = [sys.argv, sys.orig_argv, [p for p in sys.path if 'grader' in p]]\n"
    )
    names = ("ours", "main", "file", "words")
    ours, main, file, words = (
        output.value for output in sandbox.run(job(source, *(Read(n, n) for n in names))).outputs
    )
    assert ours == []
    assert set(main) - {"__cached__", "__builtins__"} <= set(vars(child))
    assert file.endswith("child.py")
    assert words == [["child.py"], ["child.py"], []]


def test_the_child_imports_nothing_but_python_and_numpy():
    tree = ast.parse(Path(child.__file__).read_text("utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found.add(node.module.partition(".")[0])
    assert found - {"numpy"} <= sys.stdlib_module_names
    assert not re.search(r"\b(pickle|marshal|shelve|eval)\b", " ".join(found))
