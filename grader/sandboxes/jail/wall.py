"""What a child does between its fork and the first line of a student: close the wall, step by step.

A step that fails ends the child before it says that it is ready, and nothing is graded.
"""

import contextlib
import fcntl
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import NoReturn

from grader.sandboxes.jail import landlock, limits, linux, seccomp, view

FAILED = 97
LOG, RESULT = 1, 3


@dataclass(frozen=True, slots=True)
class Wall:
    """What the server prepared for all its children; a filter without threads, and one with."""

    child: ModuleType
    filters: Mapping[bool, bytes]
    abi: int
    rules: Mapping[int, int]
    isolated: bool


def enter(wall: Wall, job: int, result: int, log: int, scratch: str) -> NoReturn:
    """Run a job behind the wall. Never returns."""
    try:
        os.dup2(log, LOG + 1, inheritable=False)
        run = closed(wall, job, result, log, scratch)
    except BaseException as error:  # noqa: BLE001, whatever it was, nothing may run now
        with contextlib.suppress(OSError):
            os.write(LOG + 1, f"the wall: {type(error).__name__}: {error}\n".encode())
        os._exit(FAILED)
    # Nothing may come back from here: above this frame is the server's loop.
    try:
        run()
        status = 0
    except BaseException:  # noqa: BLE001, as an interpreter does with what nobody catches
        status = 1
        with contextlib.suppress(BaseException):
            traceback.print_exc()
    finally:
        os._exit(status)


def closed(wall: Wall, job_file: int, result: int, log: int, scratch: str) -> Callable[[], None]:
    """Close the wall; what is to be run then."""
    os.setsid()
    data = read_all(job_file)
    header, body = wall.child.FRAME.unpack_from(data)
    start = wall.child.FRAME.size
    job = json.loads(data[start : start + header])
    if wall.isolated:
        view.fresh_scratch(scratch)
    else:
        os.chdir(scratch)
    scratch_fd = os.open(".", os.O_PATH)
    landlock_rules = {**wall.rules, scratch_fd: landlock.OWN}
    limits.give_up_privileges()
    landlock.restrict(landlock_rules, wall.abi)
    keep_alone(result, log)
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    limits.set_limits(job["memory"], job["processor"], job["threads"])
    child = wall.child.Child(job, data[start + header : start + header + body], RESULT, walled=True)
    seccomp.install(wall.filters[job["threads"] > 1])
    run: Callable[[], None] = child.run
    return run


def keep_alone(result: int, log: int) -> None:
    """Nothing on 0, the log on 1 and 2, results on 3, and every other descriptor closed."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    # First out of the way: a copy onto a number in use would silently close what is there.
    sources = [fcntl.fcntl(fd, fcntl.F_DUPFD, RESULT + 1) for fd in (nothing, log, log, result)]
    for target, source in enumerate(sources):
        os.dup2(source, target, inheritable=False)
    os.closerange(RESULT + 1, os.sysconf("SC_OPEN_MAX"))


def prepare_interpreter(child: ModuleType) -> None:
    """What a student's file finds: done once in the server, each child would pay for it anew.

    The server goes on with what it has imported by now; it finds no module of ours any more.
    """
    forget_ours(child)
    nothing = os.open(os.devnull, os.O_RDWR)
    ends = os.pipe()
    os.dup2(ends[1], LOG)
    os.dup2(ends[1], LOG + 1)
    renew_streams()
    os.dup2(nothing, LOG)
    os.dup2(nothing, LOG + 1)
    for fd in (nothing, *ends):
        os.close(fd)


def renew_streams() -> None:
    """Made while a pipe is there, as in a child: those of a /dev/null would try to seek in it."""
    for name, fd, errors in (("stdout", LOG, "replace"), ("stderr", LOG + 1, "backslashreplace")):
        stream = open(fd, "w", buffering=1, encoding="utf-8", errors=errors, closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def read_all(fd: int) -> bytes:
    size = os.fstat(fd).st_size
    data = os.pread(fd, size, 0)
    if len(data) != size:
        raise OSError("the job was cut")
    return data


def forget_ours(child: ModuleType) -> None:
    """The interpreter looks like one that was started to run `child.py`."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "grader"]:
        del sys.modules[name]
    sys.modules["__main__"] = child
    sys.argv[:] = sys.orig_argv[:] = ["child.py"]
