"""The fork server: Python with NumPy loaded, which forks one child behind the wall for each job.

It never compiles anything of a student's. It speaks with the grader over one socket, in messages
of JSON: `run` (with a job, a pipe for results, one for prints) gets a descriptor of the child's
process back, `end` its status and what it used. When the socket closes it ends, and with it, as
the first process of its namespace, everything that it ever started.
"""

import array
import contextlib
import gc
import importlib.util
import json
import os
import platform
import resource
import signal
import socket
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.sandboxes.jail import landlock, limits, linux, seccomp, view
from grader.sandboxes.jail.packages import packages
from grader.sandboxes.jail.wall import Wall, enter, prepare_interpreter
from grader.sandboxes.jail.warm import warm_up

CHILD = Path(__file__).parents[1] / "child.py"
MAX_MESSAGE = 64 * 1024
NAMESPACES = (
    linux.CLONE_NEWUSER
    | linux.CLONE_NEWNS
    | linux.CLONE_NEWPID
    | linux.CLONE_NEWNET
    | linux.CLONE_NEWIPC
    | linux.CLONE_NEWUTS
    | linux.CLONE_NEWCGROUP
)
A_HIGH_USER = 1_000_000_000


def main() -> None:
    """Read what to be from the command line; serve until the grader hangs up."""
    settings = json.loads(sys.argv[1])
    control = socket.socket(fileno=settings["socket"])
    try:
        os.umask(0o022)
        found = packages(settings["allow"], settings["search"])
        child = load(settings["preload"], found.sites)
        prepare_process()
        paths = [*view.of_the_system(), *found.paths]
        if settings["isolated"]:
            isolate(paths, settings["scratch"], control)
        elif os.getuid() == 0 and all(open_to_all(path) for path in paths):
            become_a_high_user()
        wall = prepare_wall(child, ["/"] if settings["isolated"] else paths, settings)
    except Exception as error:  # noqa: BLE001, the grader hears of it, and nothing is run
        say(control, {"trouble": f"{type(error).__name__}: {error}"})
        return
    say(control, {"ready": True, "user": os.getuid()})
    Server(control, wall).serve()
    # There is nothing to tidy up, and whoever hung up waits for the end.
    os._exit(0)


def load(preload: Iterable[str], sites: Iterable[str]) -> ModuleType:
    """The file that runs inside, and the packages, while the whole machine can still be seen."""
    sys.path.extend(sites)
    import site

    # What the interpreter was started without: `exit`, `help` and the like are built-in names.
    site.setquit()
    site.setcopyright()
    site.sethelper()
    for name in preload:
        # One that is not installed is the student's ImportError, if they ask for it.
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    specification = importlib.util.spec_from_file_location("child", CHILD)
    assert specification is not None
    assert specification.loader is not None
    child = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(child)
    return child


def prepare_process() -> None:
    """One thread, no core file, nobody looks in; the parent's death ends it."""
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise RuntimeError(f"a fork needs a process of one thread; there are {threads}")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    os.setsid()


def open_to_all(path: str) -> bool:
    """Whether any user may get there. If not, root stays root by name, without a capability."""
    return all(folder.stat().st_mode & 0o001 for folder in Path(path).resolve().parents)


def isolate(paths: list[str], scratch: str, control: socket.socket) -> None:
    """Namespaces of its own, and a root with nothing in it but what a child may read.

    Root builds the view first, with its own rights: the folders of Python may be closed to the
    user that it becomes. An ordinary user gets these rights in the namespace alone.
    """
    proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY)
    if os.getuid() == 0:
        linux.unshare(linux.CLONE_NEWNS)
        view.build(paths, scratch)
        become_a_high_user()
        own_namespaces(proc)
    else:
        own_namespaces(proc)
        view.build(paths, scratch)
    os.close(proc)
    go_on_as_the_first_process(control)
    linux.prctl(linux.PR_SET_DUMPABLE, 0)


def become_a_high_user() -> None:
    """No file of the machine belongs to this user, and no other process."""
    user = A_HIGH_USER + os.getpid()
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    # A change of user closes /proc/self to the process itself, which has to write there.
    linux.prctl(linux.PR_SET_DUMPABLE, 1)


def own_namespaces(proc: int) -> None:
    user, group = os.getuid(), os.getgid()
    linux.unshare(NAMESPACES)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        fd = os.open(f"self/{name}", os.O_WRONLY, dir_fd=proc)
        os.write(fd, text.encode())
        os.close(fd)
    socket.sethostname("jail")


def go_on_as_the_first_process(control: socket.socket) -> None:
    """The new process namespace begins with a child of this process, which only waits for it."""
    child = os.fork()
    if child == 0:
        linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
        return
    control.close()
    _, status = os.waitpid(child, 0)
    os._exit(0 if status == 0 else 1)


def prepare_wall(child: ModuleType, readable: list[str], settings: dict[str, Any]) -> Wall:
    """All that is the same for every child."""
    rules = {}
    for path in readable:
        folder = os.path.isdir(path)
        rules[os.open(path, os.O_PATH)] = landlock.READ if folder else landlock.READ_FILE
    for path in view.DEVICES:
        rules[os.open(path, os.O_PATH)] = landlock.WRITE_DEVICE
    machine = platform.machine()
    if machine not in seccomp.AUDIT:
        raise OSError(f"no filter of system calls for {machine}")
    limits.bound_capabilities()
    prepare_interpreter(child)
    warm_up(child)
    gc.collect()
    gc.freeze()
    filters = {threads: seccomp.program(machine, threads=threads) for threads in (False, True)}
    return Wall(child, filters, landlock.version(), rules, settings["isolated"])


class Server:
    """Answers one message after the other; children run meanwhile."""

    def __init__(self, control: socket.socket, wall: Wall) -> None:
        self.control, self.wall = control, wall
        self.children: dict[int, int] = {}
        # Where every child gets a process namespace, this one has to be found again.
        self.self = os.pidfd_open(os.getpid())

    def serve(self) -> None:
        while True:
            data, ancillary, flags, _ = self.control.recvmsg(
                MAX_MESSAGE, socket.CMSG_SPACE(3 * array.array("i").itemsize)
            )
            if not data:
                return
            fds = received(ancillary)
            match json.loads(data):
                case {"run": int(number), "scratch": str(scratch)} if len(fds) == 3:
                    self.run(number, scratch, *fds)
                case {"end": int(number)}:
                    self.end(number)
                case _:
                    raise RuntimeError("no such message")

    def run(self, number: int, scratch: str, job: int, result: int, log: int) -> None:
        try:
            child = self.fork(scratch, job, result, log)
        except OSError as error:
            say(self.control, {"trouble": f"no child: {error}"})
            return
        finally:
            for fd in (job, result, log):
                os.close(fd)
        self.children[number] = child
        process = os.pidfd_open(child)
        say(self.control, {"run": number}, process)
        os.close(process)

    def fork(self, scratch: str, job: int, result: int, log: int) -> int:
        """A child as the first process of a namespace, so that its end is that of all in it."""
        if self.wall.isolated:
            linux.unshare(linux.CLONE_NEWPID)
        try:
            child = os.fork()
            if child == 0:
                enter(self.wall, job, result, log, scratch)
        finally:
            if self.wall.isolated:
                linux.setns(self.self, linux.CLONE_NEWPID)
        return child

    def end(self, number: int) -> None:
        child = self.children.pop(number)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
        told = {
            "end": number,
            "status": os.waitstatus_to_exitcode(status),
            "seconds": used.ru_utime + used.ru_stime,
            "memory": used.ru_maxrss,
        }
        say(self.control, told)


def say(control: socket.socket, message: dict[str, Any], *fds: int) -> None:
    data = json.dumps(message).encode()
    socket.send_fds(control, [data], list(fds))


def received(ancillary: list[tuple[int, int, bytes]]) -> list[int]:
    fds = array.array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
    return list(fds)
