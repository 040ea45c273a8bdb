"""One child, watched from its first frame to its last or to its stop; limits are kept here."""

import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from grader.errors import SandboxError
from grader.model import (
    Absent,
    Call,
    Definition,
    Failure,
    Fault,
    Job,
    Output,
    Returned,
    Signature,
    Status,
    Stopped,
)
from grader.sandboxes import child as inside
from grader.sandboxes.frames import (
    MAX_BODY,
    MAX_HEADER,
    Violation,
    definition,
    lost_statement,
    parse,
    positions,
    raised,
    signature,
    texts,
    value_of,
    whole,
    whole_number,
)

INTERVAL = 0.02
# A child that has used a tenth of the wall clock's limit computes, and does not wait: it has four
# times as long for its processor time, so that a busy machine changes no verdict.
AT_WORK = 0.1
PATIENCE = 4
START_UP = 60.0


class Channel(Protocol):
    """A started child: how to talk to it, watch it and end it."""

    def send(self, job: bytes) -> None:
        """Hand over the job. Raises SandboxError if the child is not there."""

    def receive(self, timeout: float) -> bytes | None:
        """Bytes of its results; b"" after the last; None if none came within `timeout` seconds."""

    def seconds(self) -> float | None:
        """Its processor time so far; None where the system does not tell."""

    def finish(self) -> int | None:
        """End it with all that it started; its exit status, negative for a signal."""

    @property
    def scratch(self) -> str: ...

    @property
    def ended_because(self) -> str | None:
        """Why it was ended from outside, where a limit other than these here was met."""

    def printed(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a child stopped: reading the file, in a statement (with its line), or in an ask."""

    output: Stopped
    wall: bool = False
    statement: int | None = None
    line: int = 0
    names: tuple[str, ...] = ()
    ask: int | None = None


@dataclass(slots=True)
class Story:
    """What is known of a job so far, and what it has cost: seconds, and seconds of waiting."""

    job: Job
    outputs: dict[int, Output] = field(default_factory=dict)
    failures: dict[int, Failure] = field(default_factory=dict)
    lost: tuple[Failure, ...] = ()
    definitions: dict[str, Definition] = field(default_factory=dict)
    signatures: dict[str, Signature] = field(default_factory=dict)
    fault: Fault | None = None
    is_read: bool = False
    seconds: float = 0.0
    waited: float = 0.0
    # How many statements have run whose prints are kept: later children are silent up to there.
    heard: int = 0

    def asks_for(self, name: str) -> bool:
        return any(isinstance(ask, Call) and ask.function == name for ask in self.job.asks)


class Watch:
    """One child, watched from its first frame to its last or to its stop."""

    def __init__(self, story: Story, channel: Channel, asks: list[int], *, hidden: bool) -> None:
        self.story, self.channel, self.asks, self.hidden = story, channel, asks, hidden
        self.limits = story.job.limits
        self.buffer = bytearray()
        self.statement: tuple[int, int, tuple[str, ...]] | None = None
        self.ask: int | None = None
        self.answered = -1
        self.ready = self.ended = self.is_gone = False
        self.first: float | None = None
        self.charged: tuple[float, float] | None = None
        self.used = 0.0
        self.statements = 0
        self.started = time.monotonic()
        self.begin()

    @property
    def begun(self) -> int:
        """How many statements have begun; all of them once there were asks."""
        if self.ask is not None or self.ended:
            return self.statements
        return 0 if self.statement is None else self.statement[0] + 1

    def begin(self) -> None:
        self.began = self.channel.seconds()
        self.began_wall = time.monotonic()

    def until_the_end(self) -> Stop | None:
        """Where a limit or a wrong frame stopped it; None at its end, even an early one."""
        while not self.ended:
            # What has arrived counts before the clock does: we may be late, not the child.
            data = self.channel.receive(INTERVAL)
            if data == b"":
                self.is_gone = True
                return None
            try:
                self.read(data or b"")
            except Violation:
                return self.stop("your code wrote into the channel of its own results")
            stop = None if self.ended else self.over_the_limit()
            if stop is not None:
                return stop
        return None

    def stop(self, message: str, status: Status = Status.ERROR, *, wall: bool = False) -> Stop:
        output = Stopped(status, message)
        if self.ask is not None:
            return Stop(output, wall, ask=self.asks[self.ask])
        if self.statement is not None:
            number, line, names = self.statement
            return Stop(output, wall, statement=number, line=line, names=names)
        return Stop(output, wall)

    def over_the_limit(self) -> Stop | None:
        if not self.ready:
            if time.monotonic() - self.started > START_UP:
                raise SandboxError("the interpreter for the student's code did not start in time")
            return None
        now, limits = self.channel.seconds(), self.limits
        if now is not None and self.began is not None and self.first is not None:
            self.used = now - self.first
            if now - self.began > limits.call_seconds:
                return self.timeout(f"stopped after {limits.call_seconds:g} s of processor time")
            if self.used > limits.child_seconds:
                return self.timeout(f"the file had used its {limits.child_seconds:g} s in all")
            if self.story.seconds + self.used > limits.submission_seconds:
                return self.timeout(f"your code had used its {limits.submission_seconds:g} s")
        if self.story.waited + self.lasted > limits.submission_wall:
            return self.timeout(f"your code had taken {limits.submission_wall:g} s in all")
        waited = time.monotonic() - self.began_wall
        if waited > limits.call_wall * (PATIENCE if self.is_computing(now) else 1):
            return self.timeout(f"no answer after {limits.call_wall:g} s", wall=True)
        return None

    def is_computing(self, now: float | None) -> bool:
        """Whether this call has been at work: on a busy machine it may get there too late."""
        if now is None or self.began is None:
            return False
        return now - self.began > self.limits.call_wall * AT_WORK

    @property
    def lasted(self) -> float:
        return time.monotonic() - self.started

    def spent(self) -> tuple[float, float]:
        """Seconds of the processor and of the wall clock that count: those before any probe."""
        return self.charged or (self.used, self.lasted)

    def timeout(self, message: str, *, wall: bool = False) -> Stop:
        return self.stop(message, Status.TIMEOUT, wall=wall)

    def ended_by_itself(self, status: int | None) -> Stop:
        if not self.ready:
            raise SandboxError(
                f"the interpreter for the student's code did not start (exit {status})"
            )
        if self.channel.ended_because is not None:
            return self.stop(self.channel.ended_because)
        crashed = status is not None and status < 0
        told = "the process crashed" if crashed else "your code ended its own process"
        # The number is the student's to choose: it could tell of a hidden case's input.
        if not self.hidden:
            told += f" (signal {-status})" if crashed and status else f" (exit code {status})"
        return self.stop(told)

    def read(self, data: bytes) -> None:
        """Take in bytes; act on every frame that is complete."""
        self.buffer += data
        while len(self.buffer) >= inside.FRAME.size and not self.ended:
            header, body = inside.FRAME.unpack_from(self.buffer)
            if header > MAX_HEADER or body > MAX_BODY:
                raise Violation
            whole = inside.FRAME.size + header + body
            if len(self.buffer) < whole:
                return
            frame = bytes(self.buffer[inside.FRAME.size : whole])
            del self.buffer[:whole]
            self.act(parse(frame[:header]), frame[header:])

    def act(self, frame: dict[str, Any], body: bytes) -> None:
        match frame:
            case {"ready": True} if not self.ready:
                self.ready = True
                self.first = self.channel.seconds()
                self.started = time.monotonic()
                self.begin()
            case {"parsed": dict(outline), "statements": int(count)} if self.statements == 0:
                self.statements = whole(count)
                self.parsed(outline)
                self.begin()
            case {"lost": list(lost)} if self.statement is None and self.ask is None:
                if not self.hidden:
                    pieces = tuple(lost_statement(each) for each in lost)
                    self.story.lost = self.story.lost or pieces
            case {"fault": str(message), "line": line} if not (self.story.is_read or self.hidden):
                self.story.fault = Fault(message[: inside.MAX_MESSAGE], whole_number(line))
            case {"statement": int(n), "line": int(line), "names": list(names)}:
                before = -1 if self.statement is None else self.statement[0]
                if self.ask is not None or not before < n < self.statements:
                    raise Violation
                self.statement = (n, whole(line), texts(names))
                self.begin()
            case {"failed": int(n), **told} if self.ask is None:
                self.failed(n, told)
            case {"ask": int(n)} if self.ask != n == self.answered + 1 < len(self.asks):
                self.ask = n
                if self.story.job.asks[self.asks[n]].probe and self.charged is None:
                    self.charged = self.spent()
                self.begin()
            case {"about": str(name), **told} if self.story.asks_for(name):
                # A child with hidden cases runs last, and tells nothing that is not known by then.
                if not self.hidden:
                    self.story.signatures[name] = signature(told)
            case {"answer": int(n), **told} if n == self.ask and n == self.answered + 1:
                self.answered = n
                self.story.outputs[self.asks[n]] = self.output(told, body, self.asks[n])
            case {"end": True} if self.story.fault or self.answered == len(self.asks) - 1:
                self.ended = True
            case _:
                raise Violation

    # A child with hidden cases holds their inputs, and runs last: of it nothing is believed but its
    # answers. Whatever else it said could tell of an input.

    def parsed(self, outline: dict[str, Any]) -> None:
        if self.hidden:
            return
        self.story.is_read = True
        found = {name: definition(place) for name, place in outline.items()}
        self.story.definitions = self.story.definitions or found

    def failed(self, number: int, told: dict[str, Any]) -> None:
        if self.statement is None or number != self.statement[0]:
            raise Violation
        _, line, names = self.statement
        output = raised(told, self.channel.scratch, hidden=self.hidden)
        if not self.hidden:
            self.story.failures.setdefault(number, Failure(line, names, output))

    def output(self, told: dict[str, Any], body: bytes, ask: int) -> Output:
        asked = self.story.job.asks[ask]
        match told:
            case {"absent": True}:
                return Absent()
            case {"raised": str()}:
                return raised(told, self.channel.scratch, hidden=asked.hidden)
            case {"value": list(tree), "changed": list(changed)}:
                return Returned(value_of(tree, body), positions(changed, asked))
        raise Violation
