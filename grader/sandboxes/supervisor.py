"""Brings a job to its end over as many children as it takes."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager

from grader.errors import SandboxError
from grader.model import Absent, Ask, Failure, Fault, Job, Run, Status, Stopped
from grader.sandboxes.frames import encode, steady
from grader.sandboxes.gate import Gate
from grader.sandboxes.watch import Channel, Stop, Story, Watch

MAX_PRINTED = 64 * 1024
STOPS_OF_PART = 2
STOPS_OF_SUBMISSION = 5


def supervise(job: Job, spawn: Callable[[], Channel], gate: Gate) -> Run:
    """Run a job: visible asks in one child, hidden ones in another, restarted after each stop.

    Raises SandboxError if a child does not start.
    """
    return Supervisor(job, spawn, gate).run()


class Supervisor:
    """What to run next, given the story so far."""

    def __init__(self, job: Job, spawn: Callable[[], Channel], gate: Gate) -> None:
        self.job, self.spawn, self.gate = job, spawn, gate
        self.story = Story(job)
        self.left_out: set[int] = set()
        self.tried_again: set[int | None] = set()
        self.printed = ""
        self.stops = 0
        self.stops_of_part: Counter[str] = Counter()

    def run(self) -> Run:
        story = self.story
        self.run_asks(hidden=False)
        self.skip_probes()
        if any(ask.hidden for ask in self.job.asks) and story.fault is None:
            self.run_asks(hidden=True)
        return Run(
            outputs=tuple(story.outputs.get(i, Absent()) for i in range(len(self.job.asks))),
            failures=(*story.lost, *(story.failures[n] for n in sorted(story.failures))),
            definitions=story.definitions,
            signatures=story.signatures,
            printed=self.printed,
            fault=story.fault,
        )

    def run_asks(self, *, hidden: bool) -> None:
        """All visible asks, or all hidden ones; the file runs at least once for the visible."""
        once = not hidden
        gate = self.gate.together()
        while self.story.fault is None:
            self.skip_what_is_hopeless()
            waiting = [i for i in self.unanswered() if self.job.asks[i].hidden == hidden]
            if all(self.job.asks[i].probe for i in waiting) and not once:
                return
            once = False
            stop = self.run_child(waiting, gate, hidden=hidden, silent=hidden)
            if stop is None:
                return
            gate = self.gate.together()
            if self.deserves_another_try(stop):
                gate, once = self.gate.alone(), True
            else:
                self.note(stop, hidden=hidden)

    def unanswered(self) -> list[int]:
        return [i for i in range(len(self.job.asks)) if i not in self.story.outputs]

    def skip_what_is_hopeless(self) -> None:
        for i in self.unanswered():
            reason = self.hopeless(self.job.asks[i])
            if reason is not None:
                self.story.outputs[i] = Stopped(Status.SKIPPED, f"not run: {reason}")

    def hopeless(self, ask: Ask) -> str | None:
        if self.stops >= STOPS_OF_SUBMISSION:
            return "your code had already stopped five times"
        if self.stops_of_part[ask.part] >= STOPS_OF_PART:
            return "your code had already stopped twice"
        limits = self.job.limits
        if self.story.seconds >= limits.submission_seconds:
            return f"your code had used its {limits.submission_seconds:g} s"
        if self.story.waited >= limits.submission_wall:
            return f"your code had taken {limits.submission_wall:g} s in all"
        return None

    def deserves_another_try(self, stop: Stop) -> bool:
        """What the wall clock stopped, reading or a statement, runs once more, alone."""
        if not stop.wall or stop.ask is not None or stop.statement in self.tried_again:
            return False
        self.tried_again.add(stop.statement)
        return True

    def note(self, stop: Stop, *, hidden: bool) -> None:
        story = self.story
        if stop.statement is not None:
            self.stops += 1
            self.left_out.add(stop.statement)
            if not hidden:
                story.failures[stop.statement] = Failure(stop.line, stop.names, stop.output)
        elif stop.ask is None:
            # Nothing of the student's had run, and an earlier child could read the file.
            if story.is_read:
                raise SandboxError(f"the student's Python stopped at once: {stop.output.message}")
            story.fault = Fault(stop.output.message, None)
        elif self.job.asks[stop.ask].probe:
            self.skip_probes()
        elif not (stop.wall and self.answered_alone(stop.ask, hidden=hidden)):
            story.outputs.setdefault(stop.ask, stop.output)
            self.stops += 1
            self.stops_of_part[self.job.asks[stop.ask].part] += 1

    def skip_probes(self) -> None:
        for i in self.unanswered():
            if self.job.asks[i].probe:
                self.story.outputs[i] = Stopped(Status.SKIPPED, "not run")

    def answered_alone(self, ask: int, *, hidden: bool) -> bool:
        """A case that the wall clock stopped runs once more, alone, before it is a verdict."""
        again = self.run_child([ask], self.gate.alone(), hidden=hidden, silent=True)
        if again is not None and again.ask == ask:
            self.story.outputs.setdefault(ask, again.output)
            return False
        return ask in self.story.outputs

    def run_child(
        self,
        asks: list[int],
        gate: AbstractContextManager[None],
        *,
        hidden: bool,
        silent: bool,
    ) -> Stop | None:
        """One child from its start to its end; where it stopped before its last ask."""
        skip, heard = sorted(self.left_out), self.story.heard
        with gate:
            channel = self.spawn()
            watch = Watch(self.story, channel, asks, hidden=hidden)
            try:
                channel.send(encode(self.job, asks, skip, heard, hidden=hidden, silent=silent))
                stop = watch.until_the_end()
            finally:
                status = channel.finish()
                seconds, waited = watch.spent()
                self.story.seconds += seconds
                self.story.waited += waited
        if not silent:
            self.story.heard = max(heard, watch.begun)
            text = channel.printed().decode("utf-8", "replace")
            self.printed = (self.printed + steady(text, channel.scratch))[:MAX_PRINTED]
        return watch.ended_by_itself(status) if watch.is_gone else stop
