"""One Python that is started before it is needed, and waits for a job.

This module imports little, so that a command can start it first and load the rest meanwhile.
"""

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO

from grader.errors import SandboxError

CHILD = Path(__file__).with_name("child.py")
CHUNK = 64 * 1024
MAX_PRINTED = 64 * 1024
PATIENCE = 1.0


class Interpreter:
    """One Python that waits for a job on its standard input."""

    # Its limits are the system's own: none of them ends it from outside.
    ended_because: str | None = None

    def __init__(self) -> None:
        try:
            self.scratch = os.path.realpath(tempfile.mkdtemp(prefix="grader-"))
        except OSError as error:
            raise SandboxError(f"no scratch folder: {error}") from error
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-B", "-X", "utf8", "-W", "ignore", CHILD],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self.scratch,
                env=environment(self.scratch),
                start_new_session=True,
                bufsize=0,
            )
        except OSError as error:
            # Not `rmtree`, which needs descriptors: they may be what is short.
            with contextlib.suppress(OSError):
                os.rmdir(self.scratch)
            raise SandboxError(f"cannot start Python: {error}") from error
        self._results: queue.Queue[bytes] = queue.Queue(maxsize=64)
        self._printed = bytearray()
        self._gone = 0.0
        self._finishing = threading.Lock()
        self._finished = False
        self._threads = [
            threading.Thread(target=self._read_results, daemon=True),
            threading.Thread(target=self._read_prints, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def send(self, job: bytes) -> None:
        stdin = stream(self._process.stdin)
        try:
            view = memoryview(job)
            while view:
                view = view[stdin.write(view) :]
            stdin.close()
        except OSError as error:
            raise SandboxError(f"cannot hand the job to the student's Python: {error}") from error

    def receive(self, timeout: float) -> bytes | None:
        try:
            return self._results.get(timeout=timeout)
        except queue.Empty:
            return b"" if self._is_gone_for_long() else None

    def _is_gone_for_long(self) -> bool:
        """Whether it ended a while ago and yet its pipe is open: in the hands of a grandchild.

        Until then what it wrote may still be on its way through the reading thread.
        """
        if self._process.poll() is None:
            return False
        self._gone = self._gone or time.monotonic()
        return time.monotonic() - self._gone > PATIENCE

    def seconds(self) -> float | None:
        return processor_seconds(self._process.pid)

    @property
    def finished(self) -> bool:
        return self._finished

    def close(self) -> None:
        self.finish()

    def finish(self) -> int | None:
        with self._finishing:
            if not self._finished:
                self._finished = True
                self._finish()
        return self._process.returncode

    def _finish(self) -> None:
        gone = self._process.poll() is not None
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            elif not gone:
                self._process.kill()
        self._process.wait()
        self._drain()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with contextlib.suppress(OSError):
                stream(pipe).close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def printed(self) -> bytes:
        return bytes(self._printed)

    def _drain(self) -> None:
        """Let the readers end; a grandchild that holds a pipe open is not waited for."""
        end = time.monotonic() + PATIENCE
        while any(t.is_alive() for t in self._threads) and time.monotonic() < end:
            with contextlib.suppress(queue.Empty):
                self._results.get(timeout=0.001)

    def _read_results(self) -> None:
        while data := read(self._process.stdout):
            self._results.put(data)
        self._results.put(b"")

    def _read_prints(self) -> None:
        # Past its cap the log is read and dropped: a closed pipe would kill an honest, chatty file.
        while data := read(self._process.stderr):
            self._printed += data[: MAX_PRINTED - len(self._printed)]


def environment(scratch: str) -> dict[str, str]:
    """The child's whole environment: nothing of ours, the same order of sets in every run."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    kept = {
        name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ
    }
    home = dict.fromkeys(("HOME", "TMPDIR"), scratch)
    return {**kept, **home, **dict.fromkeys(names, "1"), "PYTHONHASHSEED": "0"}


def processor_seconds(pid: int) -> float | None:
    """Processor time of a process by its clock, whose id on Linux is (~pid << 3) | 2."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return None


def has_processor_clock() -> bool:
    return processor_seconds(os.getpid()) is not None


def read(pipe: IO[bytes] | None) -> bytes:
    try:
        return os.read(stream(pipe).fileno(), CHUNK)
    except (OSError, ValueError):
        return b""


def stream(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
