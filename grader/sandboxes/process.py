"""The sandbox `process`: a fresh interpreter for each run, confined by limits alone.

It protects from accidents: endless loops, exits, crashes, memory, what one submission leaves in
the interpreter for the next. It does not protect from malice: the code runs with the rights of
whoever started the grader, and can read that person's files, use the network and start processes.
"""

import contextlib
import threading
from collections.abc import Sequence

from grader.errors import SandboxError
from grader.model import Job, Run
from grader.sandboxes.gate import Gate
from grader.sandboxes.interpreter import Interpreter, has_processor_clock
from grader.sandboxes.supervisor import supervise


def open_sandbox(keep: int) -> "Process":
    return Process(keep=keep)


class Process:
    """Keeps interpreters ready, so that Python and NumPy load while something else is done.

    `started` are there already; `keep` is how many are started anew as they are used.
    """

    def __init__(self, started: Sequence[Interpreter] = (), keep: int = 0) -> None:
        self._gate = Gate()
        self._lock = threading.Lock()
        self._keep = keep
        self._ready = list(started)
        self._running: list[Interpreter] = []
        self._closed = False
        try:
            self._fill()
        except SandboxError:
            self.close()
            raise

    @property
    def name(self) -> str:
        return "process:C" if has_processor_clock() else "process:C, wall clock only"

    def run(self, job: Job) -> Run:
        return supervise(job, self._take, self._gate)

    def close(self) -> None:
        """End what waits and what runs: whoever waits for a run gets a SandboxError."""
        with self._lock:
            self._keep, self._closed = 0, True
            interpreters = [*self._ready, *self._running]
            self._ready = []
        for interpreter in interpreters:
            interpreter.finish()

    def _take(self) -> Interpreter:
        with self._lock:
            if self._closed:
                raise SandboxError("the sandbox is closed")
            interpreter = self._ready.pop(0) if self._ready else Interpreter()
            self._running = [each for each in self._running if not each.finished]
            self._running.append(interpreter)
        # One more begins to load while this one runs; if it cannot, the next run will tell.
        with contextlib.suppress(SandboxError):
            self._fill()
        return interpreter

    def _fill(self) -> None:
        with self._lock:
            while len(self._ready) < self._keep:
                self._ready.append(Interpreter())
