"""Brings a job to its end over as many children as it takes, and keeps the limits from outside.

What a child says is only a claim: frames come in order, each once, bounded, or the child is ended.
"""

import builtins
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from grader.errors import SandboxError
from grader.model import (
    Absent,
    Ask,
    Call,
    Definition,
    Failure,
    Fault,
    Foreign,
    Job,
    Output,
    Raised,
    Returned,
    Run,
    Signature,
    Status,
    Stopped,
)
from grader.sandboxes import child as inside
from grader.sandboxes.interpreter import MAX_PRINTED

MAX_HEADER = 8 * 1024 * 1024
MAX_BODY = 2 * inside.MAX_BYTES
STOPS_OF_PART = 2
STOPS_OF_SUBMISSION = 5
INTERVAL = 0.02
# A child that has used a tenth of the wall clock's limit computes, and does not wait: it has four
# times as long for its processor time, so that a busy machine changes no verdict.
AT_WORK = 0.1
PATIENCE = 4
START_UP = 60.0
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")


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

    def printed(self) -> bytes: ...


class Gate:
    """Lets runs go side by side, and one run alone: a retry must not suffer from its neighbours."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._inside = 0
        self._alone = False

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._condition:
            self._condition.wait_for(lambda: not self._alone)
            self._inside += 1
        try:
            yield
        finally:
            with self._condition:
                self._inside -= 1
                self._condition.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._condition:
            self._condition.wait_for(lambda: not self._alone)
            self._alone = True
            self._condition.wait_for(lambda: self._inside == 0)
        try:
            yield
        finally:
            with self._condition:
                self._alone = False
                self._condition.notify_all()


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a child stopped: reading the file, in a statement (with its line), or in an ask."""

    output: Stopped
    wall: bool = False
    statement: int | None = None
    line: int = 0
    names: tuple[str, ...] = ()
    ask: int | None = None


class Violation(Exception):
    """A frame that no honest child sends."""


def supervise(job: Job, spawn: Callable[[], Channel], gate: Gate) -> Run:
    """Run a job: visible asks in one child, hidden ones in another, restarted after each stop.

    Raises SandboxError if a child does not start.
    """
    return Supervisor(job, spawn, gate).run()


class Supervisor:
    """The state of one job: what is known so far, and what it has cost."""

    def __init__(self, job: Job, spawn: Callable[[], Channel], gate: Gate) -> None:
        self.job, self.spawn, self.gate = job, spawn, gate
        self.outputs: dict[int, Output] = {}
        self.failures: dict[int, Failure] = {}
        self.left_out: set[int] = set()
        self.tried_again: set[int | None] = set()
        self.definitions: dict[str, Definition] = {}
        self.signatures: dict[str, Signature] = {}
        self.fault: Fault | None = None
        self.lost: tuple[Failure, ...] = ()
        self.is_read = False
        self.functions = {ask.function for ask in job.asks if isinstance(ask, Call)}
        self.waited = 0.0
        self.printed = ""
        self.stops = 0
        self.stops_of_part: Counter[str] = Counter()
        self.seconds = 0.0

    def run(self) -> Run:
        self.run_asks(hidden=False)
        if any(ask.hidden for ask in self.job.asks) and self.fault is None:
            self.run_asks(hidden=True)
        return Run(
            outputs=tuple(self.outputs.get(i, Absent()) for i in range(len(self.job.asks))),
            failures=(*self.lost, *(self.failures[n] for n in sorted(self.failures))),
            definitions=self.definitions,
            signatures=self.signatures,
            printed=self.printed,
            fault=self.fault,
        )

    def run_asks(self, *, hidden: bool) -> None:
        quiet = "always" if hidden else "never"
        gate = self.gate.together
        while True:
            self.skip_what_is_hopeless()
            waiting = [i for i in self.unanswered() if self.job.asks[i].hidden == hidden]
            if not waiting and quiet != "never":
                return
            stop = self.run_child(waiting, quiet, gate(), hidden=hidden)
            if stop is None or self.fault is not None:
                return
            gate = self.gate.together
            if self.deserves_another_try(stop):
                gate = self.gate.alone
            else:
                self.note(stop, hidden=hidden)
            quiet = "always" if hidden else "file"

    def unanswered(self) -> list[int]:
        return [i for i in range(len(self.job.asks)) if i not in self.outputs]

    def skip_what_is_hopeless(self) -> None:
        for i in self.unanswered():
            reason = self.hopeless(self.job.asks[i])
            if reason is not None:
                self.outputs[i] = Stopped(Status.SKIPPED, f"not run: {reason}")

    def hopeless(self, ask: Ask) -> str | None:
        if self.stops >= STOPS_OF_SUBMISSION:
            return "your code had already stopped five times"
        if self.stops_of_part[ask.part] >= STOPS_OF_PART:
            return "your code had already stopped twice"
        limits = self.job.limits
        if self.seconds >= limits.submission_seconds:
            return f"your code had used its {limits.submission_seconds:g} s"
        if self.waited >= limits.submission_wall:
            return f"your code had taken {limits.submission_wall:g} s in all"
        return None

    def deserves_another_try(self, stop: Stop) -> bool:
        """What the wall clock stopped, reading or a statement, runs once more, alone."""
        if not stop.wall or stop.ask is not None or stop.statement in self.tried_again:
            return False
        self.tried_again.add(stop.statement)
        return True

    def note(self, stop: Stop, *, hidden: bool) -> None:
        if stop.statement is not None:
            self.stops += 1
            self.left_out.add(stop.statement)
            self.failures[stop.statement] = Failure(stop.line, stop.names, stop.output)
        elif stop.ask is None:
            # Nothing of the student's had run, and an earlier child could read the file.
            if self.is_read:
                raise SandboxError(f"the student's Python stopped at once: {stop.output.message}")
            self.fault = Fault(stop.output.message, None)
        else:
            if stop.wall and self.answered_alone(stop.ask, hidden=hidden):
                return
            self.outputs.setdefault(stop.ask, stop.output)
            self.stops += 1
            self.stops_of_part[self.job.asks[stop.ask].part] += 1

    def answered_alone(self, ask: int, *, hidden: bool) -> bool:
        """A case that the wall clock stopped runs once more, alone, before it is a verdict."""
        again = self.run_child([ask], "always", self.gate.alone(), hidden=hidden)
        if again is not None and again.ask == ask:
            self.outputs.setdefault(ask, again.output)
            return False
        return ask in self.outputs

    def run_child(
        self, asks: list[int], quiet: str, gate: AbstractContextManager[None], *, hidden: bool
    ) -> Stop | None:
        with gate:
            channel = self.spawn()
            watch = Watch(self, channel, asks, hidden=hidden)
            try:
                channel.send(encode(self.job, asks, sorted(self.left_out), quiet, hidden=hidden))
                stop = watch.until_the_end()
            finally:
                status = channel.finish()
                self.seconds += watch.used
                self.waited += watch.lasted
        self.keep(channel, quiet)
        return stop(status) if callable(stop) else stop

    def keep(self, channel: Channel, quiet: str) -> None:
        if quiet != "always":
            text = channel.printed().decode("utf-8", "replace")
            self.printed = (self.printed + steady(text, channel.scratch))[:MAX_PRINTED]


class Watch:
    """One child, watched from its first frame to its last or to its stop."""

    def __init__(
        self, story: Supervisor, channel: Channel, asks: list[int], *, hidden: bool
    ) -> None:
        self.story, self.channel, self.asks, self.hidden = story, channel, asks, hidden
        self.limits = story.job.limits
        self.buffer = bytearray()
        self.statement: tuple[int, int, tuple[str, ...]] | None = None
        self.ask: int | None = None
        self.answered = -1
        self.ready = self.ended = False
        self.first: float | None = None
        self.used = 0.0
        self.statements = 0
        self.started = time.monotonic()
        self.begin()

    def begin(self) -> None:
        self.began = self.channel.seconds()
        self.began_wall = time.monotonic()

    def until_the_end(self) -> Stop | Callable[[int | None], Stop] | None:
        while not self.ended:
            # What has arrived counts before the clock does: we may be late, not the child.
            data = self.channel.receive(INTERVAL)
            if data == b"":
                return self.ended_by_itself
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

    def timeout(self, message: str, *, wall: bool = False) -> Stop:
        return self.stop(message, Status.TIMEOUT, wall=wall)

    def ended_by_itself(self, status: int | None) -> Stop:
        if not self.ready:
            raise SandboxError(
                f"the interpreter for the student's code did not start (exit {status})"
            )
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
                self.statements = count
                self.story.is_read = True
                found = {str(name): definition(place) for name, place in outline.items()}
                self.story.definitions = self.story.definitions or found
                self.begin()
            case {"lost": list(lost)} if self.statement is None and self.ask is None:
                self.story.lost = self.story.lost or tuple(lost_statement(each) for each in lost)
            case {"fault": str(message), "line": line} if not self.story.is_read:
                self.story.fault = Fault(message, whole_number(line))
            case {"statement": int(n), "line": int(line), "names": list(names)}:
                before = -1 if self.statement is None else self.statement[0]
                if self.ask is not None or not before < n < self.statements:
                    raise Violation
                self.statement = (n, whole(line), tuple(str(name) for name in names))
                self.begin()
            case {"failed": int(n), **told} if self.ask is None:
                self.failed(n, told)
            case {"ask": int(n)} if n == self.answered + 1 and n < len(self.asks):
                self.ask = n
                self.begin()
            case {"about": str(name), **told} if name in self.story.functions:
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

    def failed(self, number: int, told: dict[str, Any]) -> None:
        if self.statement is None or number != self.statement[0]:
            raise Violation
        _, line, names = self.statement
        raised = self.raised(told, hidden=self.hidden)
        self.story.failures.setdefault(number, Failure(line, names, raised))

    def output(self, told: dict[str, Any], body: bytes, ask: int) -> Output:
        asked = self.story.job.asks[ask]
        match told:
            case {"absent": True}:
                return Absent()
            case {"raised": str()}:
                return self.raised(told, hidden=asked.hidden)
            case {"value": list(tree), "changed": list(changed)}:
                return Returned(value_of(tree, body), positions(changed, asked))
        raise Violation

    def raised(self, told: dict[str, Any], *, hidden: bool) -> Raised:
        error, builtin, message = told.get("raised"), told.get("builtin"), told.get("message")
        if not (isinstance(error, str) and isinstance(builtin, str) and isinstance(message, str)):
            raise Violation
        kind = getattr(builtins, builtin, None)
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            builtin = "Exception"
        if hidden:
            return Raised(builtin, builtin)
        message = steady(message[: inside.MAX_MESSAGE], self.channel.scratch)
        return Raised(error[:200], builtin, message, whole_number(told.get("line")))


def encode(job: Job, asks: list[int], skip: list[int], quiet: str, *, hidden: bool) -> bytes:
    """A job as one frame: the file's source, then the arguments of each ask."""
    body = bytearray(job.source)
    told = []
    for i in asks:
        ask = job.asks[i]
        if isinstance(ask, Call):
            arguments = [append(body, argument, len(job.source)) for argument in ask.arguments]
            told.append({"name": ask.function, "seed": ask.seed, "arguments": arguments})
        else:
            told.append({"name": ask.name, "seed": 0})
    header = json.dumps(
        {
            "module": job.module,
            "source": len(job.source),
            "asks": told,
            "skip": skip,
            "quiet": quiet,
            "hidden": hidden,
            "allow": list(job.allow),
            "memory": job.limits.memory_mib * 1024 * 1024,
            "processor": int(job.limits.child_seconds) + 2,
        }
    ).encode()
    return inside.FRAME.pack(len(header), len(body)) + header + bytes(body)


def append(body: bytearray, argument: Any, start: int) -> tuple[Any, int, int]:
    tree, data = inside.pack(argument)
    at = len(body) - start
    body += data
    return tree, at, len(data)


def parse(header: bytes) -> dict[str, Any]:
    try:
        frame = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise Violation from error
    if not isinstance(frame, dict):
        raise Violation
    # Half a character of a pair can only be spelt so, and no encoder takes it.
    return cleaned(frame) if b"\\ud" in header else frame


def cleaned(value: Any) -> Any:
    """JSON whose texts any encoder takes."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {cleaned(key): cleaned(item) for key, item in value.items()}
    return value


def value_of(tree: Any, body: bytes) -> Any:
    try:
        return inside.unpack(tree, body, Foreign)
    except ValueError as error:
        raise Violation from error


def definition(place: Any) -> Definition:
    match place:
        case [int(first), int(last), None | str() as body]:
            return Definition(whole(first), whole(last), body)
    raise Violation


def lost_statement(told: Any) -> Failure:
    match told:
        case [int(first), int(line), str(message), list(words)]:
            fault = Fault(message[: inside.MAX_MESSAGE], whole_number(line))
            return Failure(whole(first), tuple(str(word) for word in words), fault)
    raise Violation


def signature(told: dict[str, Any]) -> Signature:
    match told:
        case {"kind": str(kind)}:
            return Signature(kind=kind[: inside.MAX_MESSAGE])
        case {"required": int(required), "accepted": None | int() as accepted}:
            return Signature(required, accepted)
    raise Violation


def positions(changed: list[Any], ask: Ask) -> tuple[int, ...]:
    count = len(ask.arguments) if isinstance(ask, Call) else 0
    return tuple(i for i in changed if type(i) is int and 0 <= i < count)


def whole(line: int) -> int:
    number = whole_number(line)
    if number is None:
        raise Violation
    return number


def whole_number(line: Any) -> int | None:
    return line if type(line) is int and 0 <= line < 2**31 else None


def steady(text: str, scratch: str) -> str:
    """A text without what differs from run to run: addresses, and the scratch folder's name."""
    return ADDRESS.sub("0x…", text.replace(scratch, "scratch"))
