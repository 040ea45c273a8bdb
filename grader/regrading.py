"""A regrade is a difference: which reports rest on something that changed, who moves, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.batch import Batch, Desk, Done, Ended, Plan, Setup, Standing, run_out, workers
from grader.course import suggest
from grader.errors import UsageError
from grader.gradebook.book import Gradebook, Held
from grader.gradebook.records import Grounds
from grader.progress import Progress
from grader.submission import Submission, Submissions, why_unreadable
from grader.words import counted, points


@dataclass(frozen=True, slots=True)
class Move:
    """What a regrade does to one mark; `kept` says that the better former one stays."""

    student: str
    exercise: str
    before: float | None
    after: float | None
    why: tuple[str, ...]
    kept: bool = False

    @property
    def by(self) -> float:
        """By how much it moves; what was not graded counts as nothing earned."""
        return (self.after or 0.0) - (self.before or 0.0)

    @property
    def moves(self) -> bool:
        return self.before != self.after

    def line(self) -> str:
        told = f"{self.student}  {self.exercise}  {mark(self.before)} → {mark(self.after)}"
        if self.before is not None and self.after is not None:
            told += f" ({'+' if self.by > 0 else '−'}{points(abs(self.by))})"
        told += f": {', '.join(self.why)}"
        return told + ("; the better mark stays" if self.kept else "")


def mark(earned: float | None) -> str:
    return "ungraded" if earned is None else points(earned)


class Kept:
    """Reports that rest on something that changed, with what was handed in, from the gradebook."""

    def __init__(self, book: Gradebook, standing: Standing) -> None:
        self.book = book
        self.places: list[tuple[str, str, str | None]] = []
        self.held = 0
        for held in book.everything_current():
            if held.exercise in standing.exercises and is_due(held, standing):
                self.places.append((held.student, held.exercise, held.grounds.submission))
            else:
                self.held += 1
        self.exercises = {exercise for _, exercise, _ in self.places}

    def __len__(self) -> int:
        return len(self.places)

    def __iter__(self) -> Iterator[Submission]:
        for student, exercise, digest in self.places:
            source = None if digest is None else self.book.source(digest)
            if digest is not None and source is None:
                trouble = "what was handed in is no longer kept; name its folder as well"
                yield Submission(student, exercise, trouble=trouble)
            else:
                unreadable = None if source is None else why_unreadable(source)
                yield Submission(student, exercise, source, unreadable=unreadable)


def is_due(held: Held, standing: Standing) -> bool:
    if held.trouble is not None:
        # A file that could not be read is not here to be tried again.
        return held.grounds.submission is not None
    return held.valid != standing.key(held.exercise, held.grounds.submission)


def setup_of(book: Gradebook, root: Path, sandbox: str) -> Setup:
    """The options with which a class was graded."""
    settings = book.settings()
    seed = settings.get("seed")
    return Setup(root, sandbox, None if seed is None else int(seed), bool(settings.get("reveal")))


def regrade(
    book: Gradebook, submissions: Submissions | None, desk: Desk, progress: Progress,
    *, jobs: int, writes: bool, never_lower: bool,
) -> tuple[list[Move], Ended, list[str]]:  # fmt: skip
    """Grade again what rests on something that changed; without `writes` only to see.

    Returns who moves, how it ended, and the exercises that the course no longer has. Raises
    CourseError before anything runs.
    """
    there = book.exercises()
    ids = [id for id in desk.course.ids if id in there]
    standing = Standing(desk.course, desk.setup, desk.course.exercises(ids))
    due: Kept | Plan = (
        Kept(book, standing) if submissions is None else Plan(book, submissions, ids, standing)
    )
    progress.start(len(due), due.held)
    desk.prepare([id for id in ids if id in due.exercises])
    moves = []
    if len(due):
        with workers(desk.setup, jobs, len(due), desk) as executor:
            batch = Batch(
                book, executor, desk.setup, standing,
                jobs=jobs, never_lower=never_lower, writes=writes,
            )  # fmt: skip
            for done in run_out(batch, due):
                found = done.record
                progress.report(done.student, found.exercise, found.status, found.earned)
                moves.append(move_of(done, never_lower=never_lower))
    moves.sort(key=lambda move: (move.student, ids.index(move.exercise)))
    gone = sorted(there - set(ids))
    return moves, Ended(len(moves), due.held, len(due) - len(moves)), gone


def move_of(done: Done, *, never_lower: bool) -> Move:
    found, former = done.record, done.former
    before = None if former is None else former.earned
    why = ["no report before"] if former is None else found.grounds.changes(former.grounds)
    if former is not None and former.trouble is not None:
        why = ["it could not be graded before"]
    if found.trouble is not None:
        why = [found.trouble]
    kept = never_lower and before is not None and (found.earned is None or found.earned < before)
    return Move(done.student, found.exercise, before, found.earned, tuple(why), kept)


def summary(moves: Sequence[Move], *, held: int, writes: bool) -> list[str]:
    """A regrade in lines: those who move, then the counts."""
    if not moves:
        return [f"nothing has changed: {counted(held, 'report')} as before"]
    moving = [move for move in moves if move.moves]
    kept = sum(move.kept for move in moving)
    down = sum(move.by < 0 or move.after is None for move in moving) - kept
    told = f"{counted(len(moves), 'report')} graded again, {held} as before: "
    told += f"{len(moving) - down - kept} up, {down} down, "
    told += f"{kept} lower and so kept as they were, " if kept else ""
    told += f"{len(moves) - len(moving)} with the same mark"
    end = [] if writes else ["nothing has been written; without --dry-run it is"]
    return [*(move.line() for move in moving), told, *end]


def explained(history: Sequence[Held]) -> list[str]:
    """Where a mark comes from, the newest version first."""
    lines = []
    for held, former in reversed(list(zip(history, [None, *history], strict=False))):
        earned = mark(held.earned)
        pending = f", {points(held.pending)} wait for a person" if held.pending else ""
        current = ", current" if held.current else ""
        lines.append(f"version {held.version}{current}, graded at {held.graded_at}")
        lines.append(f"  {earned} of {points(held.points)}{pending} ({held.status})")
        if held.trouble:
            lines.append(f"  not graded: {held.trouble}")
        if held.note:
            lines.append(f"  {held.note}")
        if held.valid != held.key:
            lines.append("  kept through a later regrade that gave less")
        if former is not None:
            why = held.grounds.changes(former.grounds) or ["graded again, nothing had changed"]
            lines += [f"  since version {former.version} {told}" for told in why]
        lines += [f"  {told}" for told in ground_lines(held.grounds)]
    return lines


def ground_lines(grounds: Grounds) -> list[str]:
    submission = "nothing handed in" if grounds.submission is None else grounds.submission[:12]
    return [
        f"submission {submission}, item {grounds.exercise[:12]}, "
        f"reference {grounds.reference[:12]}, settings {grounds.settings[:12]}",
        f"seed {grounds.seed}, grader {grounds.grader}, Python {grounds.python}, "
        f"NumPy {grounds.numpy}, sandbox {grounds.sandbox}",
    ]


def require_known(book: Gradebook, student: str) -> None:
    """Raises UsageError for a student who is not in a gradebook, with the nearest names."""
    if not book.has_student(student):
        near = suggest(student, book.students())
        raise UsageError(f"{book.folder}: no student {student}{near}")
