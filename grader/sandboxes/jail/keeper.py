"""The grader's side of a fork server: start it, ask it for children, notice when it is gone."""

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.errors import SandboxError
from grader.sandboxes.interpreter import environment
from grader.sandboxes.jail.scratch import remove

START = Path(__file__).with_name("start.py")
MAX_MESSAGE = 64 * 1024
# Seconds. A server only forks and reaps: one that is silent for so long is stuck.
START_UP = 60.0
ANSWER = 20.0
# Where a child may write. Without a view of its own it gets a folder of the machine instead.
SCRATCH = "/scratch"
# What a child would load from disk for the first `np.linalg` or `scipy.special`.
SUBMODULES = {
    "numpy": ("linalg", "fft", "random", "polynomial"),
    "scipy": ("linalg", "ndimage", "optimize", "signal", "special"),
}


def preloaded(allow: Sequence[str]) -> Iterator[str]:
    for name in allow:
        yield name
        yield from (f"{name}.{below}" for below in SUBMODULES.get(name, ()))


class Lost(SandboxError):
    """The server is gone, or stuck; another one may do better."""


class Keeper:
    """One server, for one job after the other. `isolated` is with namespaces and its own view.

    It is started here, and loads while its owner does something else; `wait_until_ready` is
    called before the first job. Raises SandboxError if it cannot be started.
    """

    def __init__(self, allow: Sequence[str], *, isolated: bool) -> None:
        self.isolated = isolated
        self.lost = self.proved = False
        self._user = 0
        self._number = 0
        self._folder: str | None = None
        try:
            self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        except OSError as error:
            raise SandboxError(f"cannot start the jail: {error}") from error
        with theirs:
            try:
                self._process = self._started(allow, theirs.fileno())
            except OSError as error:
                self._socket.close()
                raise SandboxError(f"cannot start the jail: {error}") from error

    def wait_until_ready(self) -> None:
        """Raises SandboxError if one of its steps fails: then it is closed."""
        try:
            self._socket.settimeout(START_UP)
            self._user = self._hear("ready")[0]["user"]
            self._socket.settimeout(ANSWER)
        except SandboxError:
            self.close()
            raise

    def _started(self, allow: Sequence[str], theirs: int) -> subprocess.Popen[bytes]:
        settings = {
            "socket": theirs,
            "isolated": self.isolated,
            "scratch": SCRATCH,
            "allow": list(allow),
            "search": [path for path in sys.path if path],
            "preload": list(preloaded(allow)),
        }
        flags = ["-s", "-S", "-P", "-B", "-X", "utf8", "-W", "ignore"]
        return subprocess.Popen(
            [sys.executable, *flags, START, json.dumps(settings)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs],
            cwd="/",
            env=environment(SCRATCH),
        )

    def run(self, job: int, result: int, log: int) -> tuple[int, int, str]:
        """A child for a job: its number, a descriptor of its process, its scratch folder."""
        self._number += 1
        number = self._number
        scratch = SCRATCH if self.isolated else self._own_folder(str(number))
        message = json.dumps({"run": number, "scratch": scratch}).encode()
        self._say(message, job, result, log)
        _, fds = self._hear("run")
        if len(fds) != 1:
            raise self._gone("the jail gave no child")
        return number, fds[0], scratch

    def end(self, number: int) -> dict[str, Any]:
        """End a child with all that is in its namespace; its status and what it used."""
        self._say(json.dumps({"end": number}).encode())
        told, _ = self._hear("end")
        if self._folder is not None:
            remove(os.path.join(self._folder, str(number)))
        return told

    def _own_folder(self, name: str) -> str:
        """A folder of the machine that is the child's, where it has no view of its own."""
        try:
            if self._folder is None:
                self._folder = os.path.realpath(tempfile.mkdtemp(prefix="grader-"))
            path = os.path.join(self._folder, name)
            os.mkdir(path, 0o700)
            if os.getuid() != self._user:
                os.chmod(self._folder, 0o711)
                os.chown(path, self._user, self._user)
        except OSError as error:
            raise SandboxError(f"no scratch folder: {error}") from error
        return path

    def _say(self, message: bytes, *fds: int) -> None:
        try:
            socket.send_fds(self._socket, [message], list(fds))
        except OSError as error:
            raise self._gone(f"the jail is gone: {error}") from error

    def _hear(self, wanted: str) -> tuple[dict[str, Any], list[int]]:
        try:
            data, fds, _, _ = socket.recv_fds(self._socket, MAX_MESSAGE, 1)
        except OSError as error:
            raise self._gone(f"the jail does not answer: {error}") from error
        told = json.loads(data) if data else {"trouble": "it ended by itself"}
        if wanted not in told:
            raise self._gone(f"a wall could not be put up: {told.get('trouble')}")
        return told, fds

    def _gone(self, reason: str) -> Lost:
        self.lost = True
        return Lost(reason)

    @property
    def answers(self) -> bool:
        """Whether it is still there, as far as can be seen without asking."""
        poll = select.poll()
        try:
            poll.register(self._socket, 0)
        except ValueError:
            return False
        return not self.lost and not poll.poll(0)

    @property
    def pid(self) -> int:
        return self._process.pid

    def close(self) -> None:
        """End it and all its children."""
        self.lost = True
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        # Not `wait` with a limit: it looks at longer and longer intervals.
        with contextlib.suppress(OSError):
            ended = os.pidfd_open(self._process.pid)
            poll = select.poll()
            poll.register(ended, select.POLLIN)
            poll.poll(1000)
            os.close(ended)
        self._process.kill()
        self._process.wait()
        self._socket.close()
        if self._folder is not None:
            remove(self._folder)
