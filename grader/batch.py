"""A class is graded: what has changed is run by workers, and every report is kept as it is done.

The seam to the workers is `concurrent.futures.Executor`: `mark` is a plain function of values that
can be sent anywhere. A worker opens the course and a sandbox for itself when it is first asked.
"""

import hashlib
import json
import os
import platform
import signal
import threading
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from multiprocessing import active_children, connection, get_context, parent_process
from pathlib import Path

import numpy as np

from grader import __version__
from grader.asking import prepare_all
from grader.course import Course, open_course
from grader.errors import SandboxError, UsageError
from grader.gradebook.book import Gradebook, Held
from grader.gradebook.records import Grounds, Record, record
from grader.grading import Paper, judge, prepare, run
from grader.model import Exercise, Sandbox
from grader.progress import Progress
from grader.sandboxes import open_sandbox
from grader.submission import Submission, Submissions

AHEAD = 4
# Starting worker processes takes as long as grading so many.
WORTH_PROCESSES = 100


# --- what a worker does -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker has to know: the course's folder, a sandbox by name, and the run's options."""

    root: Path
    sandbox: str
    seed: int | None = None
    reveal: bool = False

    def as_settings(self, *, bundled: bool) -> dict[str, str | None]:
        """What a later regrade begins with; no folder where the course came with the grader."""
        return {
            "course": None if bundled else str(self.root),
            "seed": None if self.seed is None else str(self.seed),
            "reveal": "yes" if self.reveal else None,
        }


class Desk:
    """Where a worker marks: a course, its papers made ready once, and a sandbox."""

    def __init__(self, course: Course, setup: Setup, sandbox: Sandbox) -> None:
        self.course, self.setup, self.sandbox = course, setup, sandbox
        self._papers: dict[str, Paper] = {}
        # The course's functions run with the streams and warnings of the whole process turned off.
        self._judging = threading.Lock()

    def prepare(self, ids: Sequence[str]) -> None:
        """Make papers ready. Raises one CourseError for all that fail."""
        wanted = [(id, ()) for id in ids if id not in self._papers]
        papers = prepare_all(self.course, wanted, self.setup.seed)
        self._papers.update({paper.exercise.id: paper for paper in papers})

    def paper(self, id: str) -> Paper:
        with self._judging:
            if id not in self._papers:
                exercise = self.course.exercise(id)
                self._papers[id] = prepare(self.course, exercise, self.setup.seed)
            return self._papers[id]

    def mark(self, submission: Submission) -> Record:
        paper = self.paper(submission.exercise)
        outcome = run(paper, submission, self.sandbox)
        with self._judging:
            graded = judge(paper, submission, outcome, self.sandbox.name, reveal=self.setup.reveal)
        settings = settings_digest(self.course, paper.exercise, reveal=self.setup.reveal)
        return record(graded.report, settings, graded.sealed)


DESKS: dict[Setup, Desk] = {}
OPENING = threading.Lock()


def mark(setup: Setup, submission: Submission) -> Record:
    """Run and judge one submission, wherever this is called."""
    with OPENING:
        if setup not in DESKS:
            sandbox = open_sandbox(setup.sandbox.partition(":")[0], 1)
            DESKS[setup] = Desk(open_course(setup.root), setup, sandbox)
    return DESKS[setup].mark(submission)


def settings_digest(course: Course, exercise: Exercise, *, reveal: bool) -> str:
    """A digest of what else a report hangs on."""
    told = {"limits": asdict(course.limits), "allow": course.allow, "reveal": reveal}
    if reveal:
        told["solution"] = hashlib.sha256(exercise.solution.read_bytes()).hexdigest()
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@contextmanager
def workers(setup: Setup, jobs: int, many: int, desk: Desk) -> Iterator[Executor]:
    """Processes where there is much to do, a thread of this process otherwise."""
    if jobs > 1 and many >= WORTH_PROCESSES:
        with ProcessPoolExecutor(jobs, get_context("spawn"), begin_work) as executor:
            yield executor
        return
    DESKS[setup] = desk
    try:
        with ThreadPoolExecutor(jobs) as executor:
            yield executor
    finally:
        del DESKS[setup]


def begin_work() -> None:
    """A worker leaves Ctrl-C to the grader, and ends when the grader has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


# --- what there is to do ------------------------------------------------------------------------


def expected(course: Course, submissions: Submissions, only: Sequence[str]) -> tuple[str, ...]:
    """The exercises that every student has a report for.

    Those named, else those assigned, else those that somebody handed in. Raises UsageError.
    """
    found = only or course.assigned or [id for id in course.ids if id in submissions.handed_in]
    if not found:
        raise UsageError(
            f"{submissions.folder}: no student handed in any of the course's exercises"
        )
    return tuple(id for id in course.ids if id in found)


class Standing:
    """What a run would rest on, told without running anything."""

    def __init__(self, course: Course, setup: Setup, exercises: Iterable[Exercise]) -> None:
        seed = course.seed if setup.seed is None else setup.seed
        self._grounds = {
            exercise.id: Grounds(
                submission=None,
                exercise=exercise.digest,
                reference=exercise.reference.digest,
                seed=seed,
                settings=settings_digest(course, exercise, reveal=setup.reveal),
                grader=__version__,
                python=platform.python_version(),
                numpy=np.__version__,
                sandbox=setup.sandbox,
            )
            for exercise in exercises
        }

    @property
    def exercises(self) -> frozenset[str]:
        return frozenset(self._grounds)

    def grounds(self, exercise: str, digest: str | None) -> Grounds:
        return replace(self._grounds[exercise], submission=digest)

    def key(self, exercise: str, digest: str | None) -> str:
        return self.grounds(exercise, digest).key(exercise)


class Plan:
    """Who is to be graded in what: places in a table of students and exercises, a number each."""

    def __init__(
        self, book: Gradebook, submissions: Submissions, ids: Sequence[str], standing: Standing
    ) -> None:
        self.submissions, self.ids, self.standing = submissions, ids, standing
        self.places = array("L")
        self.held = 0
        self.exercises: set[str] = set()
        for i, (student, handed) in enumerate(submissions.students):
            keys = book.valid_keys(student)
            for j, id in enumerate(ids):
                submission = submissions.read(student, handed, id)
                key = standing.key(id, submission.digest)
                if submission.trouble is None and keys.get(id) == key:
                    self.held += 1
                else:
                    self.places.append(i * len(ids) + j)
                    self.exercises.add(id)

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Submission]:
        for place in self.places:
            i, j = divmod(place, len(self.ids))
            yield self.submissions.read(*self.submissions.students[i], self.ids[j])


# --- the work -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """A report that has been stored, and the one that was current before."""

    student: str
    record: Record
    former: Held | None


class Batch:
    """Submissions go to workers, reports come back and are stored, each as soon as it is there.

    Identical submissions are run once. Once `stopped` nothing new is begun, and iteration ends
    when what runs has been stored.
    """

    def __init__(
        self,
        book: Gradebook,
        executor: Executor,
        setup: Setup,
        standing: Standing,
        *,
        jobs: int,
        never_lower: bool = False,
        writes: bool = True,
    ) -> None:
        self.book, self.executor, self.setup, self.standing = book, executor, setup, standing
        self.window = AHEAD * jobs
        self.never_lower, self.writes = never_lower, writes
        self.stopped = False
        self._running: dict[Future[Record], tuple[str, Submission]] = {}
        self._alike: dict[str, list[Submission]] = {}
        self._again: deque[Submission] = deque()

    def grade(self, submissions: Iterable[Submission]) -> Iterator[Done]:
        """Every report as it is stored. Raises SandboxError where a worker is lost."""
        waiting = iter(submissions)
        more = True
        while not self.stopped and (more or self._again):
            submission = self._again.popleft() if self._again else next(waiting, None)
            if submission is None:
                more = False
            else:
                yield from self._begin(submission)
            while len(self._running) >= self.window or (self._running and not more):
                yield from self._finish()
                if self._again:
                    break
        while self._running:
            yield from self._finish()

    def _begin(self, submission: Submission) -> Iterator[Done]:
        key = self.standing.key(submission.exercise, submission.digest)
        if submission.trouble is not None:
            # Nothing is run, so this is nobody else's.
            key = f"{key} {submission.student}"
        elif key in self._alike:
            self._alike[key].append(submission)
            return
        elif (known := self.book.alike(key)) is not None:
            yield self._store(submission, known)
            return
        self._alike[key] = []
        self._running[self.executor.submit(mark, self.setup, submission)] = key, submission

    def _finish(self) -> Iterator[Done]:
        done, _ = wait(self._running, return_when=FIRST_COMPLETED)
        if self.stopped:
            for future in self._running:
                future.cancel()
        for future in done:
            key, submission = self._running.pop(future)
            alike = self._alike.pop(key)
            try:
                found = future.result()
            except CancelledError:
                continue
            except BrokenProcessPool as error:
                raise SandboxError(
                    "a worker was ended from outside, perhaps for want of memory; what was "
                    "finished is kept: run the same command again, with fewer --jobs"
                ) from error
            yield self._store(submission, found)
            if found.trouble is not None:
                self._again.extend(alike)
            else:
                for twin in alike:
                    yield self._store(twin, found)

    def _store(self, submission: Submission, found: Record) -> Done:
        if not self.writes:
            former = self.book.current(submission.student, submission.exercise)
        else:
            former = self.book.store(
                submission.student, found, submission.source, never_lower=self.never_lower
            )
        return Done(submission.student, found, former)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run over a class ended: reports made, reports that stood, reports still to be made."""

    made: int
    held: int
    left: int


def grade_class(
    book: Gradebook, submissions: Submissions, ids: Sequence[str], desk: Desk,
    progress: Progress, *, jobs: int,
) -> Ended:  # fmt: skip
    """Grade what has changed since the last run, or was not finished by it.

    Ctrl-C once: what runs is finished and stored. Twice: it is given up. Raises CourseError before
    anything runs, SandboxError.
    """
    setup = desk.setup
    standing = Standing(desk.course, setup, desk.course.exercises(ids))
    plan = Plan(book, submissions, ids, standing)
    progress.start(len(plan), plan.held)
    desk.prepare([id for id in ids if id in plan.exercises])
    made = 0
    if len(plan):
        with workers(setup, jobs, len(plan), desk) as executor:
            batch = Batch(book, executor, setup, standing, jobs=jobs)
            for done in run_out(batch, plan):
                made += 1
                report = done.record
                progress.report(done.student, report.exercise, report.status, report.earned)
    return Ended(made, plan.held, len(plan) - made)


def run_out(batch: Batch, submissions: Iterable[Submission]) -> Iterator[Done]:
    """All that a batch does, until the end or until somebody asks it to stop."""
    with stopping(batch):
        try:
            yield from batch.grade(submissions)
        except BaseException:
            # Whatever runs is ended first: the executor waits for its workers.
            batch.executor.shutdown(wait=False, cancel_futures=True)
            for process in active_children():
                process.terminate()
            if batch.setup in DESKS:
                DESKS[batch.setup].sandbox.close()
            raise


@contextmanager
def stopping(batch: Batch) -> Iterator[None]:
    """The first signal to stop is a request; the second is an interruption as ever."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number: int, frame: object) -> None:
        if batch.stopped:
            raise KeyboardInterrupt
        batch.stopped = True

    former = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
