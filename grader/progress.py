"""How far a long run is: a bar on a terminal, plain lines in a log, events for programs."""

import json
import sys
import time
from collections.abc import Callable
from typing import Protocol, TextIO

from grader.words import visible

BAR_SECONDS = 0.1
LINE_SECONDS = 10.0
WIDTH = 24


class Progress(Protocol):
    """What a run tells while it works."""

    def start(self, total: int, held: int) -> None:
        """So many reports are to be made; so many stand as they are."""

    def report(self, student: str, exercise: str, status: str, earned: float | None) -> None:
        """One more report has been stored."""

    def pages(self, done: int, total: int) -> None:
        """So many pages of so many are written."""

    def end(self) -> None:
        """Nothing more is told."""


def progress(*, events: bool) -> Progress:
    """The kind that fits where the output goes."""
    if events:
        return Events(sys.stdout)
    if sys.stderr.isatty():
        return Bar(sys.stderr)
    return Lines(sys.stderr)


class Rated:
    """Counts, and knows how fast it goes."""

    def __init__(self, stream: TextIO, every: float, clock: Callable[[], float]) -> None:
        # The stream is held: while a course's functions run, sys.stdout leads nowhere.
        self.stream, self.every, self.clock = stream, every, clock
        self.total = self.done = 0
        self.begun = self.last = clock()

    def start(self, total: int, held: int) -> None:
        self.total, self.begun = total, self.clock()
        self.last = self.begun

    def report(self, student: str, exercise: str, status: str, earned: float | None) -> None:
        self.done += 1
        if self.is_due() or self.done == self.total:
            self.tell(self.line())

    def pages(self, done: int, total: int) -> None:
        if self.is_due():
            self.tell(f"{done} of {total} pages")

    def end(self) -> None:
        return

    def is_due(self) -> bool:
        now = self.clock()
        if now - self.last < self.every:
            return False
        self.last = now
        return True

    def line(self) -> str:
        seconds = max(self.clock() - self.begun, 1e-9)
        rate = self.done / seconds
        left = clock_time((self.total - self.done) / rate)
        return f"{self.done} of {self.total}, {rate:.0f} a second, {left} left"

    def tell(self, line: str) -> None:
        raise NotImplementedError


class Bar(Rated):
    """One line of a terminal, written again and again."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream, BAR_SECONDS, clock)
        self.shown = False

    def tell(self, line: str) -> None:
        full = round(WIDTH * self.done / self.total) if self.total else 0
        bar = "#" * full + "." * (WIDTH - full)
        self.stream.write(f"\r\x1b[K{bar} {line}")
        self.stream.flush()
        self.shown = True

    def end(self) -> None:
        if self.shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


class Lines(Rated):
    """A line now and then; a short run prints none."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream, LINE_SECONDS, clock)

    def report(self, student: str, exercise: str, status: str, earned: float | None) -> None:
        self.done += 1
        if self.is_due():
            self.tell(self.line())

    def tell(self, line: str) -> None:
        self.stream.write(line + "\n")
        self.stream.flush()


class Events:
    """One JSON object a line."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def start(self, total: int, held: int) -> None:
        self.tell(event="start", total=total, held=held)

    def report(self, student: str, exercise: str, status: str, earned: float | None) -> None:
        self.tell(event="report", student=student, exercise=exercise, status=status, earned=earned)

    def pages(self, done: int, total: int) -> None:
        self.tell(event="pages", done=done, total=total)

    def end(self) -> None:
        return

    def tell(self, **event: object) -> None:
        self.stream.write(visible(json.dumps(event, ensure_ascii=False)) + "\n")
        self.stream.flush()


def clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
