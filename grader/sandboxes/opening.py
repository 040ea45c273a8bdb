"""Opening the strongest sandbox that holds here, while the command loads the rest."""

import sys
import threading
from typing import TYPE_CHECKING

from grader.errors import SandboxError
from grader.sandboxes import open_sandbox

if TYPE_CHECKING:
    from grader.model import Sandbox
    from grader.sandboxes.interpreter import Interpreter
    from grader.sandboxes.jail.keeper import Keeper
    from grader.sandboxes.jail.pool import Jail


# Seconds: the probe of a jail takes a few hundredths of one.
PATIENCE = 5.0


class Opening:
    """A sandbox for a single submission, by name, or the strongest that holds.

    What it is sure to need starts at once; `go_on` is called when the caller has loaded the most
    of what it needs itself, `wait` when there is something to run. Whatever it starts, and all
    that it imports, is started and imported in the caller's thread: the kernel ends a child of
    `process` with the thread that started it, and an import that is interrupted while another
    thread waits for it may keep that one for ever.
    """

    def __init__(self, name: str | None = None) -> None:
        self._name = name
        self._first: Keeper | None = None
        self._jail: Sandbox | None = None
        self._error: BaseException | None = None
        self._thread: threading.Thread | None = None
        self._interpreters: list[Interpreter] = []
        if name == "process" or why_not_here() is not None:
            self._start_another()
            return
        from grader.sandboxes.jail import keeper

        self._first = keeper.Keeper(("numpy",), isolated=True)

    def go_on(self) -> None:
        """Probe the jail beside what the caller does next; or start one more interpreter: all at
        once would wait for each other."""
        if self._first is None:
            self._start_another()
        elif self._thread is None:
            from grader.sandboxes.jail import pool

            self._thread = threading.Thread(target=self._open, args=[pool.Jail], daemon=True)
            self._thread.start()

    def _open(self, jail: "type[Jail]") -> None:
        try:
            self._jail = jail(first=self._first)
        except BaseException as error:  # noqa: BLE001, raised where somebody waits for it
            self._error = error

    def _start_another(self) -> None:
        from grader.sandboxes.interpreter import Interpreter

        self._interpreters.append(Interpreter())

    def wait(self) -> "Sandbox":
        """Raises SandboxError where the one asked for cannot be opened."""
        if self._first is not None:
            self.go_on()
            assert self._thread is not None
            self._thread.join()
            if self._jail is not None:
                return self._jail
            if self._name == "jail" or not isinstance(self._error, SandboxError):
                assert self._error is not None
                raise self._error
        from grader.sandboxes.process import Process

        return Process(self._interpreters)

    def close(self) -> None:
        if self._thread is not None:
            self._thread.join(PATIENCE)
        for each in (self._jail or self._first, *self._interpreters):
            if each is not None:
                each.close()


def open_strongest(keep: int) -> "Sandbox":
    """The jail where it holds, `process` elsewhere."""
    if why_not_here() is None:
        try:
            return open_sandbox("jail", keep)
        except SandboxError:
            pass
    return open_sandbox("process", keep)


def why_not_here() -> str | None:
    """Why there can be no jail, as far as is known without trying."""
    if sys.platform != "linux":
        return "its walls are those of the Linux kernel"
    return None


def is_weak(sandbox: "Sandbox") -> bool:
    """Whether it keeps a student's code from nothing but accidents."""
    return not sandbox.name.startswith("jail:")
