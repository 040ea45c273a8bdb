"""The sandbox `process`: a fresh interpreter for each run, confined by limits alone.

It protects from accidents: endless loops, exits, crashes, memory, what one submission leaves in
the interpreter for the next. It does not protect from malice: the code runs with the rights of
whoever started the grader, and can read that person's files, use the network and start processes.
"""

import threading
from collections.abc import Sequence

from grader.model import Job, Run
from grader.sandboxes.interpreter import Interpreter, has_processor_clock
from grader.sandboxes.supervisor import Gate, supervise


class Process:
    """Keeps interpreters ready, so that Python and NumPy load while something else is done.

    `started` are there already; `keep` is how many are started anew as they are used.
    """

    def __init__(self, started: Sequence[Interpreter] = (), keep: int = 0) -> None:
        self._gate = Gate()
        self._lock = threading.Lock()
        self._keep = keep
        self._ready = list(started)
        self._fill()

    @property
    def name(self) -> str:
        return "process:C" if has_processor_clock() else "process:C, wall clock only"

    def run(self, job: Job) -> Run:
        return supervise(job, self._take, self._gate)

    def close(self) -> None:
        with self._lock:
            self._keep, ready, self._ready = 0, self._ready, []
        for interpreter in ready:
            interpreter.finish()

    def _take(self) -> Interpreter:
        with self._lock:
            interpreter = self._ready.pop(0) if self._ready else None
        self._fill()
        return interpreter or Interpreter()

    def _fill(self) -> None:
        with self._lock:
            while len(self._ready) < self._keep:
                self._ready.append(Interpreter())
