"""The one writer of a gradebook: what is held, what is stored, what is forgotten."""

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from grader.gradebook.database import writing
from grader.gradebook.records import Grounds, Record

GROUNDS = "submission, item, reference, seed, settings, grader, python, numpy, sandbox"
COLUMNS = (
    f"student, exercise, version, current, key, valid, {GROUNDS}, status, earned, pending, "
    "points, trouble, note, graded_at, brief, body"
)
HELD = f"student, exercise, version, current, key, valid, {GROUNDS}, "
HELD += "status, earned, pending, points, trouble, note, graded_at"


@dataclass(frozen=True, slots=True)
class Held:
    """A version of a report as the gradebook has it, without its text."""

    student: str
    exercise: str
    version: int
    current: bool
    key: str
    valid: str
    grounds: Grounds
    status: str
    earned: float | None
    pending: float
    points: float
    trouble: str | None
    note: str | None
    graded_at: str

    @classmethod
    def of(cls, row: tuple[object, ...]) -> "Held":
        many = len(fields(Grounds))
        grounds = list(row[6 : 6 + many])
        grounds[3] = int(str(grounds[3]))
        head, tail = list(row[:6]), row[6 + many :]
        head[3] = bool(head[3])
        return cls(*head, Grounds(*grounds), *tail)  # type: ignore[arg-type, call-arg]


class Gradebook:
    """A gradebook that is open for writing. Every method that stores is one transaction."""

    def __init__(self, db: sqlite3.Connection, folder: Path) -> None:
        self.db = db
        self.folder = folder

    # --- what is held ---

    def valid_keys(self, student: str) -> dict[str, str]:
        """By exercise, the key for which the current report stands; trouble never does."""
        found = self.db.execute(
            "SELECT exercise, valid FROM report WHERE student = ? AND current AND trouble IS NULL",
            [student],
        )
        return dict(found.fetchall())

    def current(self, student: str, exercise: str) -> Held | None:
        return next(versions(self.db, student, exercise, only_current=True), None)

    def everything_current(self) -> Iterator[Held]:
        """All current reports by student and exercise, read in portions."""
        last = ("", "")
        while True:
            rows = self.db.execute(
                f"SELECT {HELD} FROM report WHERE (student, exercise) > (?, ?) AND current "
                "ORDER BY student, exercise LIMIT 500",
                last,
            ).fetchall()
            if not rows:
                return
            yield from map(Held.of, rows)
            last = rows[-1][:2]

    def alike(self, key: str) -> Record | None:
        """A finished report of anybody that rests on the same."""
        row = self.db.execute(
            f"SELECT student, exercise, version, {GROUNDS}, status, earned, pending, points, "
            "trouble, body, brief FROM report WHERE key = ? AND trouble IS NULL LIMIT 1",
            [key],
        ).fetchone()
        if row is None:
            return None
        student, exercise, version, *rest = row
        grounds = rest[:9]
        grounds[3] = int(grounds[3])
        sealed = self.db.execute(
            "SELECT part, content FROM sealed WHERE (student, exercise, version) = (?, ?, ?) "
            "ORDER BY position",
            [student, exercise, version],
        )
        return Record(exercise, Grounds(*grounds), *rest[9:], tuple(sealed.fetchall()))  # type: ignore[call-arg]

    def source(self, digest: str) -> bytes | None:
        """What was handed in, by its SHA-256."""
        row = self.db.execute("SELECT data FROM source WHERE digest = ?", [digest]).fetchone()
        return None if row is None else zlib.decompress(row[0])

    def students(self) -> list[str]:
        found = self.db.execute("SELECT DISTINCT student FROM report ORDER BY student")
        return [student for (student,) in found.fetchall()]

    def exercises(self) -> set[str]:
        """The exercises that there are reports of."""
        return {
            id for (id,) in self.db.execute("SELECT DISTINCT exercise FROM report WHERE current")
        }

    def troubles(self) -> list[tuple[str, str, str]]:
        """(student, exercise, why) of what is not graded."""
        return self.db.execute(
            "SELECT student, exercise, trouble FROM report WHERE current AND trouble IS NOT NULL "
            "ORDER BY student, exercise"
        ).fetchall()

    def size(self) -> tuple[int, int]:
        """How many students and exercises there are reports of."""
        students, exercises = self.db.execute(
            "SELECT count(DISTINCT student), count(DISTINCT exercise) FROM report WHERE current"
        ).fetchone()
        return students, exercises

    # --- what is stored ---

    def store(
        self, student: str, record: Record, source: bytes | None, *, never_lower: bool = False
    ) -> Held | None:
        """Make a report the current one of its student; the former becomes history.

        With `never_lower` a better former mark stays the current one, and both are kept. What
        was not graded is no mark: it is replaced, and leaves no history. Returns the former.
        """
        former = self.current(student, record.exercise)
        if former is not None and former.trouble is not None and former.trouble == record.trouble:
            return former
        keep = never_lower and former is not None and lower(record, former)
        with self.transaction():
            version = self._make_room(student, record.exercise, former, keep=keep)
            note = None
            if keep and former is not None:
                note = f"lower than version {former.version}, which was kept"
                self.db.execute(
                    "UPDATE report SET valid = ? WHERE (student, exercise, version) = (?, ?, ?)",
                    [record.key, student, record.exercise, former.version],
                )
            self._insert(student, version, record, current=not keep, note=note)
            if source is not None:
                self.db.execute(
                    "INSERT OR IGNORE INTO source VALUES (?, ?)",
                    [record.grounds.submission, zlib.compress(source)],
                )
            self._mark_stale(student)
        return former

    def _make_room(self, student: str, exercise: str, former: Held | None, *, keep: bool) -> int:
        """The number of the next version, once the former is out of its way."""
        place = [student, exercise]
        if former is not None and former.trouble is not None:
            place.append(str(former.version))
            self.db.execute(
                "DELETE FROM report WHERE student = ? AND exercise = ? AND version = ?", place
            )
        elif former is not None and not keep:
            self.db.execute(
                "UPDATE report SET current = 0 WHERE student = ? AND exercise = ? AND current",
                place,
            )
        (last,) = self.db.execute(
            "SELECT coalesce(max(version), 0) FROM report WHERE student = ? AND exercise = ?",
            place[:2],
        ).fetchone()
        return int(last) + 1

    def _insert(
        self, student: str, version: int, record: Record, *, current: bool, note: str | None
    ) -> None:
        grounds = [getattr(record.grounds, field.name) for field in fields(Grounds)]
        grounds[3] = str(grounds[3])
        row = [
            *(student, record.exercise, version, current, record.key, record.key, *grounds),
            *(record.status, record.earned, record.pending, record.points, record.trouble, note),
            *(datetime.now(UTC).isoformat(timespec="milliseconds"), record.brief, record.body),
        ]
        self.db.execute(f"INSERT INTO report ({COLUMNS}) VALUES ({','.join('?' * len(row))})", row)
        self.db.executemany(
            "INSERT INTO sealed VALUES (?, ?, ?, ?, ?, ?)",
            [
                (student, record.exercise, version, position, part, content)
                for position, (part, content) in enumerate(record.sealed)
            ],
        )

    def _mark_stale(self, student: str) -> None:
        self.db.execute(
            "INSERT INTO page VALUES (?, NULL, 2) ON CONFLICT (student) DO UPDATE SET stale = 2",
            [student],
        )

    def settings(self) -> dict[str, str | None]:
        return dict(self.db.execute("SELECT name, value FROM setting").fetchall())

    def set_settings(self, settings: Mapping[str, str | None]) -> None:
        """What a later regrade needs to know about this run."""
        if settings.items() <= self.settings().items():
            return
        with self.transaction():
            self.db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", settings.items())

    # --- what is forgotten ---

    def forget(self, student: str) -> list[str]:
        """Remove everything of a student; its traces are overwritten. Returns files of pages."""
        self.db.execute("PRAGMA secure_delete = ON")
        digests = self.db.execute(
            "SELECT DISTINCT submission FROM report WHERE student = ? AND submission IS NOT NULL",
            [student],
        ).fetchall()
        files = self._files(student)
        with self.transaction():
            self.db.execute("DELETE FROM report WHERE student = ?", [student])
            self.db.execute("DELETE FROM page WHERE student = ?", [student])
            self.db.executemany(
                "DELETE FROM source WHERE digest = ? AND NOT EXISTS "
                "(SELECT 1 FROM report WHERE submission = digest)",
                digests,
            )
            self._touch_tables()
        self.db.execute("VACUUM")
        return files

    def rename(self, student: str, name: str) -> list[str]:
        """Call a student by another name everywhere. Returns files of pages under the old one."""
        self.db.execute("PRAGMA secure_delete = ON")
        files = self._files(student)
        with self.transaction():
            self.db.execute("UPDATE report SET student = ? WHERE student = ?", [name, student])
            self.db.execute("DELETE FROM page WHERE student = ?", [student])
            self._mark_stale(name)
        self.db.execute("VACUUM")
        return files

    def _files(self, student: str) -> list[str]:
        found = self.db.execute(
            "SELECT file FROM page WHERE student = ? AND file IS NOT NULL", [student]
        )
        return [file for (file,) in found.fetchall()]

    def _touch_tables(self) -> None:
        """The tables of the class are to be written anew, though perhaps no page is."""
        self.db.execute("UPDATE page SET stale = max(stale, 1)")

    def has_student(self, student: str) -> bool:
        row = self.db.execute("SELECT 1 FROM report WHERE student = ? LIMIT 1", [student])
        return row.fetchone() is not None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside, or nothing."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")


def lower(record: Record, former: Held) -> bool:
    """Whether a new mark is lower; what was not graded is lower than any."""
    if former.earned is None:
        return False
    return record.earned is None or record.earned < former.earned


def versions(
    db: sqlite3.Connection, student: str, exercise: str, *, only_current: bool = False
) -> Iterator[Held]:
    """A report's history, the first version first."""
    limit = "AND current " if only_current else ""
    rows = db.execute(
        f"SELECT {HELD} FROM report WHERE student = ? AND exercise = ? {limit}ORDER BY version",
        [student, exercise],
    )
    return map(Held.of, rows.fetchall())


@contextmanager
def open_book(folder: Path) -> Iterator[Gradebook]:
    """The gradebook of a folder, for its one writer. Raises OutputError, UsageError."""
    with writing(folder) as db:
        yield Gradebook(db, folder)
