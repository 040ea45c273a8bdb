"""The grader's side of a fork server: start it, ask it for children, notice when it is gone."""

import contextlib
import json
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.errors import SandboxError
from grader.sandboxes.interpreter import environment
from grader.sandboxes.jail.packages import packages
from grader.sandboxes.jail.view import SCRATCH

START = Path(__file__).with_name("start.py")
MAX_MESSAGE = 64 * 1024
START_UP = 30.0
ANSWER = 20.0
# What else a child would load from disk for the first `np.linalg` or `np.random`.
PRELOADED = ("numpy", "numpy.linalg", "numpy.fft", "numpy.random", "numpy.polynomial")


class Keeper:
    """One server. `isolated` is with namespaces and a view of its own.

    Raises SandboxError if it does not start, or if one of its steps fails.
    """

    def __init__(self, allow: Sequence[str], *, isolated: bool) -> None:
        self.isolated = isolated
        self.lost = False
        self._user = 0
        self._lock = threading.Lock()
        self._number = 0
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                self._folder = os.path.realpath(tempfile.mkdtemp(prefix="grader-"))
                self._process = self._started(allow, theirs.fileno())
            except OSError as error:
                self._socket.close()
                raise SandboxError(f"cannot start the jail: {error}") from error
        try:
            self._socket.settimeout(START_UP)
            self._user = self._hear("ready")[0]["user"]
            self._socket.settimeout(ANSWER)
        except SandboxError:
            self.close()
            raise

    def _started(self, allow: Sequence[str], theirs: int) -> subprocess.Popen[bytes]:
        found = packages(tuple(allow))
        settings = {
            "socket": theirs,
            "isolated": self.isolated,
            "root": self._folder,
            "paths": found.paths,
            "sites": found.sites,
            "preload": PRELOADED if "numpy" in allow else (),
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
        with self._lock:
            self._number += 1
            number, scratch = self._number, self._scratch(self._number)
            if not self.isolated:
                self._make_scratch(scratch)
            message = json.dumps({"run": number, "scratch": scratch}).encode()
            self._say(message, job, result, log)
            _, fds = self._hear("run")
            if len(fds) != 1:
                self.lost = True
                raise SandboxError("the jail gave no child")
            return number, fds[0], scratch

    def end(self, number: int) -> dict[str, Any]:
        """End a child with all that is in its namespace; its status and what it used."""
        with self._lock:
            self._say(json.dumps({"end": number}).encode())
            told, _ = self._hear("end")
        if not self.isolated:
            shutil.rmtree(self._scratch(number), ignore_errors=True)
        return told

    def _scratch(self, number: int) -> str:
        if self.isolated:
            return SCRATCH
        return os.path.join(self._folder, str(number))

    def _make_scratch(self, path: str) -> None:
        """Where there is no view of its own, a child writes into a folder of the machine."""
        try:
            os.mkdir(path, 0o700)
            if os.getuid() != self._user:
                os.chmod(self._folder, 0o711)
                os.chown(path, self._user, self._user)
        except OSError as error:
            raise SandboxError(f"no scratch folder: {error}") from error

    def _say(self, message: bytes, *fds: int) -> None:
        try:
            socket.send_fds(self._socket, [message], list(fds))
        except OSError as error:
            self.lost = True
            raise SandboxError(f"the jail is gone: {error}") from error

    def _hear(self, wanted: str) -> tuple[dict[str, Any], list[int]]:
        try:
            data, fds, _, _ = socket.recv_fds(self._socket, MAX_MESSAGE, 1)
        except OSError as error:
            self.lost = True
            raise SandboxError(f"the jail does not answer: {error}") from error
        told = json.loads(data) if data else {"trouble": "it ended by itself"}
        if wanted not in told:
            self.lost = True
            raise SandboxError(f"the jail could not be closed: {told.get('trouble')}")
        return told, fds

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
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
        self._process.kill()
        self._process.wait()
        self._socket.close()
        shutil.rmtree(self._folder, ignore_errors=True)
