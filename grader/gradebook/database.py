"""The file `results.db`: made, opened, upgraded, locked; and what is wrong with it, in one line.

While somebody writes, the database has a log beside it (WAL), so that a kill at any moment loses
at most what was being stored and pages can be read meanwhile; at rest it is one file. One process
writes at a time, which a lock beside it sees to. Both need a disk of this machine: over a network
file system SQLite's locks and log cannot be relied on.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from grader.errors import OutputError, UsageError

NAME = "results.db"
LOCK = ".results.lock"
OURS = 0x67726472  # "grdr": whose database it is, in its head
CACHE_KIB = 8 * 1024

# Step by step from nothing to the schema of today; a step that was released never changes.
MIGRATIONS = (
    """
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;

    -- What was handed in, compressed by zlib: a regrade needs nothing but this file.
    CREATE TABLE source (digest TEXT PRIMARY KEY, data BLOB NOT NULL);

    -- One current version for each student and exercise; others are its history. `key` is what
    -- this mark rests on; it stands as long as `valid` is the key that a run would give.
    CREATE TABLE report (
        student TEXT NOT NULL,
        exercise TEXT NOT NULL,
        version INTEGER NOT NULL,
        current INTEGER NOT NULL,
        key TEXT NOT NULL,
        valid TEXT NOT NULL,
        submission TEXT,
        item TEXT NOT NULL,
        reference TEXT NOT NULL,
        seed TEXT NOT NULL,
        settings TEXT NOT NULL,
        grader TEXT NOT NULL,
        python TEXT NOT NULL,
        numpy TEXT NOT NULL,
        sandbox TEXT NOT NULL,
        status TEXT NOT NULL,
        earned REAL,
        pending REAL NOT NULL,
        points REAL NOT NULL,
        trouble TEXT,
        note TEXT,
        graded_at TEXT NOT NULL,
        brief TEXT NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (student, exercise, version)
    );
    CREATE UNIQUE INDEX current_report ON report (student, exercise) WHERE current;
    -- Whether a class has changed is told from these alone, without a look at any report.
    CREATE INDEX standing ON report (student, exercise, valid)
        WHERE current AND trouble IS NULL;
    CREATE INDEX troubled ON report (student, exercise) WHERE current AND trouble IS NOT NULL;
    CREATE INDEX report_by_key ON report (key);
    CREATE INDEX report_by_submission ON report (submission);

    -- What hidden cases hide from students; for the instructor alone.
    CREATE TABLE sealed (
        student TEXT NOT NULL,
        exercise TEXT NOT NULL,
        version INTEGER NOT NULL,
        position INTEGER NOT NULL,
        part TEXT NOT NULL,
        content TEXT NOT NULL,
        PRIMARY KEY (student, exercise, version, position),
        FOREIGN KEY (student, exercise, version) REFERENCES report
            ON UPDATE CASCADE ON DELETE CASCADE
    ) WITHOUT ROWID;

    -- Which file is whose page. Stale: 2, the page is to be written; 1, the tables of the class.
    CREATE TABLE page (student TEXT PRIMARY KEY, file TEXT, stale INTEGER NOT NULL) WITHOUT ROWID;
    """,
)
VERSION = len(MIGRATIONS)


@contextmanager
def blamed(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into one line with the way out."""
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(f"{path}: {told(error)}") from error


def told(error: sqlite3.Error) -> str:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return (
                f"damaged, or no gradebook ({error}); nothing was written: put a copy back, or "
                "move it away and grade again"
            )
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR:
            return (
                f"cannot be written ({error}); what was finished is kept: make room, then run the "
                "same command again"
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return f"cannot be written ({error})"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program holds it; close that, then run the same command again"
    return f"cannot be used ({error})"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Be the only one who writes into a folder of results. The lock goes with the process.

    Raises UsageError where somebody else is.
    """
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise UsageError(
                    f"{folder}: another grader writes into it now; wait for its end, or choose "
                    "another folder"
                ) from error
            raise OutputError(f"{folder / LOCK}: cannot be locked ({error})") from error
        yield


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database of a folder for its one writer; it is made or upgraded where need be."""
    path = folder / NAME
    with (
        locked(folder),
        blamed(path),
        closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as db,
    ):
        require_sound(db, path)
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        db.execute("PRAGMA journal_mode = WAL")
        # After a crash of the system the last reports may be missing, and are done again.
        db.execute("PRAGMA synchronous = NORMAL")
        migrate(db)
        try:
            yield db
        finally:
            # At rest one file holds all; somebody who reads just now keeps it as it is.
            with suppress(sqlite3.Error):
                db.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection]:
    """The database of a folder for a reader; it is changed in nothing.

    Raises UsageError where there is none.
    """
    path = folder / NAME
    if not path.is_file():
        if folder.is_file():
            raise UsageError(f"{folder}: this is a file; a folder of results belongs here")
        raise UsageError(f"{folder}: no {NAME} in it; grade a class into it first")
    with blamed(path), closing(opened(path)) as db:
        require_sound(db, path)
        yield db


def opened(path: Path) -> sqlite3.Connection:
    address = path.resolve().as_uri()
    db = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=10, isolation_level=None)
    try:
        db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError:
        # In a folder that cannot be written a log that nobody left cannot be opened either.
        db.close()
        if path.with_name(f"{NAME}-wal").exists():
            raise
        db = sqlite3.connect(f"{address}?immutable=1", uri=True, isolation_level=None)
    return db


def require_sound(db: sqlite3.Connection, path: Path) -> None:
    """Raises OutputError for a database of another program, of a newer grader, or damaged."""
    (owner,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if owner != OURS and (owner or version or tables):
        raise OutputError(
            f"{path}: a database of another program; move it away, or choose another folder"
        )
    if version > VERSION:
        raise OutputError(
            f"{path}: written by a newer grader (version {version}, this one knows {VERSION}); "
            "update grader, or choose another folder"
        )
    (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise OutputError(
            f"{path}: damaged ({' '.join(found.split())}); nothing was written: put a copy back, "
            "or move it away and grade again"
        )


def migrate(db: sqlite3.Connection) -> None:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        head = f"PRAGMA user_version = {number}; PRAGMA application_id = {OURS};"
        db.executescript(f"BEGIN IMMEDIATE; {script} {head} COMMIT;")
