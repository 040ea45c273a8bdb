"""The jail as the grader sees it: fork servers, one for each job that runs at the same time."""

import threading
from collections.abc import Sequence

from grader.errors import SandboxError
from grader.model import Job, Run
from grader.sandboxes.gate import Gate
from grader.sandboxes.jail.channel import Jailed
from grader.sandboxes.jail.keeper import Keeper, Lost
from grader.sandboxes.jail.selftest import Tier, prove
from grader.sandboxes.supervisor import supervise

USUAL = ("numpy",)
Allowed = tuple[str, ...]


class Jail:
    """Fork servers for each list of allowed packages; one that is gone is replaced.

    Every server is probed before its first job. `keep` servers are started at once, and more as
    they are needed; `first` is one that has been started already, for the first of `tiers`.
    Raises SandboxError where none of the tiers holds.
    """

    def __init__(
        self, tiers: Sequence[Tier] = tuple(Tier), keep: int = 1, first: Keeper | None = None
    ) -> None:
        self._gate = Gate()
        self._lock = threading.Lock()
        self._idle: dict[Allowed, list[Keeper]] = {}
        self._busy: dict[Keeper, Allowed] = {}
        self._closed = False
        self._tier, proved = strongest(tiers, first)
        self._idle[USUAL] = [proved, *(self._start(USUAL) for _ in range(keep - 1))]

    @property
    def name(self) -> str:
        return f"jail:{self._tier.value}"

    def run(self, job: Job) -> Run:
        try:
            return self._run(job)
        except Lost:
            # Not the student's doing: the job starts anew, with a server that is started for it,
            # as whatever ended one may have ended others that wait.
            self._forget_idle()
            return self._run(job)

    def close(self) -> None:
        """End all servers and their children: whoever waits for a run gets a SandboxError."""
        with self._lock:
            self._closed = True
            keepers = [*self._busy, *(each for idle in self._idle.values() for each in idle)]
            self._idle.clear()
        for keeper in keepers:
            keeper.close()

    @property
    def servers(self) -> tuple[int, ...]:
        """The process numbers of those that are there."""
        with self._lock:
            keepers = [*self._busy, *(each for idle in self._idle.values() for each in idle)]
        return tuple(keeper.pid for keeper in keepers if keeper.answers)

    def _run(self, job: Job) -> Run:
        allow = tuple(job.allow)
        return supervise(
            job, lambda: Jailed(lambda: self._take(allow), self._give_back), self._gate
        )

    def _start(self, allow: Allowed) -> Keeper:
        return Keeper(allow, isolated=self._tier is Tier.A)

    def _take(self, allow: Allowed) -> Keeper:
        """A server that is free, shown to hold, and nobody else's until it is given back."""
        with self._lock:
            if self._closed:
                raise SandboxError("the sandbox is closed")
            keeper = self._free(allow) or self._start(allow)
            self._busy[keeper] = allow
        try:
            if not keeper.proved:
                prove(self._tier, keeper)
        except SandboxError:
            self._give_back(keeper)
            raise
        return keeper

    def _free(self, allow: Allowed) -> Keeper | None:
        idle = self._idle.setdefault(allow, [])
        while idle:
            keeper = idle.pop()
            if keeper.answers:
                return keeper
            keeper.close()
        return None

    def _forget_idle(self) -> None:
        with self._lock:
            keepers = [each for idle in self._idle.values() for each in idle]
            self._idle.clear()
        for keeper in keepers:
            keeper.close()

    def _give_back(self, keeper: Keeper) -> None:
        with self._lock:
            allow = self._busy.pop(keeper)
            keep = keeper.answers and not self._closed
            if keep:
                self._idle.setdefault(allow, []).append(keeper)
        if not keep:
            keeper.close()


def strongest(tiers: Sequence[Tier], first: Keeper | None) -> tuple[Tier, Keeper]:
    """The first tier whose server starts and whose probe shows that it holds."""
    reasons = []
    for tier in tiers:
        try:
            keeper = first or Keeper(USUAL, isolated=tier is Tier.A)
            first = None
            prove(tier, keeper)
        except SandboxError as error:
            reasons.append(f"{tier.value}: {error}")
        else:
            return tier, keeper
    raise SandboxError(f"no jail holds on this machine ({'; '.join(reasons)})")
