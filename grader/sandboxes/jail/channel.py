"""One child in the jail, as the watch sees it: a job in, results and prints out, one clock."""

import contextlib
import fcntl
import os
import select
import signal
import time
from collections.abc import Callable

from grader.errors import SandboxError
from grader.sandboxes.interpreter import MAX_PRINTED, processor_seconds
from grader.sandboxes.jail.keeper import Keeper
from grader.sandboxes.jail.scratch import overfull

# The exit status of a child whose wall did not close.
FAILED = 97
GRACE = 0.2
OVERFULL = "your code wrote more than 16 MiB, or more than 512 files"

CHUNK = 64 * 1024
SEALS = (
    fcntl.F_ADD_SEALS,
    (fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE),
)


class Jailed:
    """A child of a fork server, forked when it gets its job; it has the server for itself.

    `take` finds a free server, `give_back` frees it.
    """

    def __init__(self, take: Callable[[], Keeper], give_back: Callable[[Keeper], None]) -> None:
        self._take, self._give_back = take, give_back
        self._keeper: Keeper | None = None
        self._number: int | None = None
        self._pid: int | None = None
        self._process = self._result = self._log = -1
        self._printed = bytearray()
        self._heard = self._at_end = False
        self.scratch = ""
        self.ended_because: str | None = None

    def send(self, job: bytes) -> None:
        sealed = os.memfd_create("job", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        theirs = [sealed]
        try:
            view = memoryview(job)
            while view:
                view = view[os.write(sealed, view) :]
            fcntl.fcntl(sealed, *SEALS)
            self._result, result = os.pipe()
            theirs.append(result)
            self._log, log = os.pipe()
            theirs.append(log)
            self._start(*theirs)
            self._pid = pid_of(self._process)
        except OSError as error:
            raise SandboxError(f"cannot hand the job to the jail: {error}") from error
        finally:
            for fd in theirs:
                os.close(fd)

    def _start(self, *theirs: int) -> None:
        self._keeper = self._take()
        self._number, self._process, self.scratch = self._keeper.run(*theirs)

    def receive(self, timeout: float) -> bytes | None:
        if self._keeper is not None and not self._keeper.isolated and overfull(self.scratch):
            self.ended_because = OVERFULL
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._process, signal.SIGKILL)
        end = time.monotonic() + timeout
        poll = select.poll()
        poll.register(self._result, select.POLLIN)
        if self._log >= 0:
            poll.register(self._log, select.POLLIN)
        while True:
            left = max(0.0, end - time.monotonic())
            ready = [fd for fd, _ in poll.poll(left * 1000)]
            if self._log in ready and not self._listen():
                poll.unregister(self._log)
                self._close_log()
            if self._result in ready:
                data = os.read(self._result, CHUNK)
                self._heard, self._at_end = self._heard or bool(data), not data
                return data
            if left == 0:
                return None

    def _listen(self) -> bool:
        """Take in prints; past the cap they are read and dropped. Whether there can be more."""
        data = os.read(self._log, CHUNK)
        self._printed += data[: MAX_PRINTED - len(self._printed)]
        return bool(data)

    def _close_log(self) -> None:
        os.close(self._log)
        self._log = -1

    def seconds(self) -> float | None:
        """Its processor clock: it is not reaped before `finish`, so the number stays its own."""
        return None if self._pid is None else processor_seconds(self._pid)

    def finish(self) -> int | None:
        """End it by the first process of its namespace, which it is."""
        status: int | None = None
        try:
            if self._number is not None:
                if self._at_end:
                    self._let_it_end()
                with contextlib.suppress(OSError):
                    signal.pidfd_send_signal(self._process, signal.SIGKILL)
                status = self._ended(self._number)
        finally:
            if self._keeper is not None:
                self._give_back(self._keeper)
            self._keeper = self._number = self._pid = None
            for fd in (self._process, self._result, self._log):
                if fd >= 0:
                    os.close(fd)
            self._process = self._result = self._log = -1
        return status

    def _let_it_end(self) -> None:
        """It has closed its channel: it is on its way out, and its status is its own to say."""
        poll = select.poll()
        poll.register(self._process, select.POLLIN)
        poll.poll(GRACE * 1000)

    def _ended(self, number: int) -> int:
        assert self._keeper is not None
        status: int = self._keeper.end(number)["status"]
        # It is dead and had no children: what is left in the log ends.
        while self._log >= 0 and self._listen():
            continue
        # Before its first frame nothing of a student's has run: these are our own words.
        if status == FAILED and not self._heard:
            raise SandboxError(self._printed.decode("utf-8", "replace").strip())
        return status

    def printed(self) -> bytes:
        return bytes(self._printed)


def pid_of(process: int) -> int:
    """The number that a process has for us, of a descriptor that came from another namespace."""
    with open(f"/proc/self/fdinfo/{process}") as lines:
        for line in lines:
            name, _, value = line.partition(":")
            if name == "Pid" and int(value) > 0:
                return int(value)
    raise SandboxError("the child's processor clock cannot be found")
