"""The sandbox `jail`: Linux's own walls around each run, out of a fork server that is quick.

A child has its own namespaces of users, processes, mounts, network and the like, a root with
nothing in it but Python and the allowed packages, Landlock over files, sockets and signals, a
filter of system calls, hard limits, and no privilege. Where namespaces are refused, Landlock and
the filter stand alone. What holds is shown by a probe before the first job, and named so; where
less holds there is no jail, and nothing is run in it.
"""

import threading
from collections.abc import Sequence

from grader.errors import SandboxError
from grader.model import Job, Run
from grader.sandboxes.gate import Gate
from grader.sandboxes.jail.channel import Jailed
from grader.sandboxes.jail.keeper import Keeper
from grader.sandboxes.jail.selftest import Tier, prove
from grader.sandboxes.supervisor import supervise

USUAL = ("numpy",)


def open_sandbox(keep: int) -> "Jail":
    """Raises SandboxError where no wall holds."""
    return Jail()


class Jail:
    """Fork servers, one for each list of allowed packages; one that is gone is replaced."""

    def __init__(self, tiers: Sequence[Tier] = tuple(Tier)) -> None:
        self._gate = Gate()
        self._lock = threading.Lock()
        self._keepers: dict[tuple[str, ...], Keeper] = {}
        self._closed = False
        self._tier = self._strongest(tiers)

    @property
    def name(self) -> str:
        return f"jail:{self._tier.value}"

    def run(self, job: Job) -> Run:
        allow = tuple(job.allow)
        return supervise(job, lambda: Jailed(lambda: self._keeper(allow)), self._gate)

    def close(self) -> None:
        """End all servers and their children: whoever waits for a run gets a SandboxError."""
        with self._lock:
            self._closed = True
            keepers = list(self._keepers.values())
            self._keepers.clear()
        for keeper in keepers:
            keeper.close()

    def _strongest(self, tiers: Sequence[Tier]) -> Tier:
        """The first tier whose server starts and whose probe shows that it holds."""
        reasons = []
        for tier in tiers:
            try:
                self._keepers[USUAL] = proved(tier)
            except SandboxError as error:
                reasons.append(f"{tier.value}: {error}")
            else:
                return tier
        raise SandboxError(f"no jail holds on this machine ({'; '.join(reasons)})")

    def _keeper(self, allow: tuple[str, ...]) -> Keeper:
        with self._lock:
            if self._closed:
                raise SandboxError("the sandbox is closed")
            keeper = self._keepers.get(allow)
            if keeper is None or not keeper.answers:
                if keeper is not None:
                    keeper.close()
                keeper = self._keepers[allow] = Keeper(allow, isolated=self._tier is Tier.A)
            return keeper


def proved(tier: Tier) -> Keeper:
    """A server whose probe has shown that it holds. Raises SandboxError if there is none."""
    keeper = Keeper(USUAL, isolated=tier is Tier.A)
    try:
        prove(tier, keeper)
    except BaseException:
        keeper.close()
        raise
    return keeper
