"""A zip, entry by entry: nothing is extracted, and nothing is read further than may be.

The standard library's reader makes a value of each entry before anything can be bounded, and gives
up on a whole zip for one name that is no UTF-8. So this reads the list of entries itself.
"""

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from grader.errors import UsageError
from grader.submission import MAX_BYTES

MAX_ENTRIES = 200_000
MAX_LIST = 64 * 1024 * 1024
MAX_EXPANDED = 4 * 1024**3
BOMB = 100
CHUNK = 64 * 1024

# The records of APPNOTE.TXT, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16.
END = struct.Struct("<4s4H2LH")
END_64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64 = struct.Struct("<4sLQL")
LISTED = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
STORED, DEFLATED = 0, 8
UTF_8, ENCRYPTED = 0x800, 0x2041


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a zip; `name` is as written there, and may be anything."""

    archive: Path
    raw: bytes
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int
    mode: int
    time: datetime | None

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/") or stat.S_ISDIR(self.mode)

    @property
    def trouble(self) -> str | None:
        """Why it is not to be read, if it is not."""
        if stat.S_ISLNK(self.mode):
            return "a symbolic link is not followed"
        if stat.S_IFMT(self.mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            return "this is no regular file"
        if self.flags & ENCRYPTED:
            return "is encrypted"
        if self.method not in (STORED, DEFLATED):
            return f"is packed in a way that is not read (method {self.method})"
        return None

    @property
    def is_bomb(self) -> bool:
        return self.size > MAX_BYTES and self.size > BOMB * self.packed

    def read(self) -> bytes:
        """Its first bytes, one more than may be read. Raises UsageError where it is damaged."""
        try:
            with open(self.archive, "rb") as file:
                return self.checked(self.unpacked(file))
        except OSError as error:
            raise UsageError(f"{self.archive}: cannot be read: {error.strerror}") from error
        except (zlib.error, struct.error, OverflowError) as error:
            raise UsageError(f"{self.name}: is damaged in the zip") from error

    def unpacked(self, file: BinaryIO) -> bytes:
        file.seek(self.offset)
        head = LOCAL.unpack(file.read(LOCAL.size))
        if head[0] != b"PK\3\4" or file.read(head[9]) != self.raw:
            raise UsageError(f"{self.name}: is damaged in the zip")
        file.seek(head[10], 1)
        if self.method == STORED:
            return file.read(min(self.packed, MAX_BYTES + 1))
        # Packing makes nothing twice as large: what is longer is no file of a size that is read.
        left = min(self.packed, 2 * MAX_BYTES)
        unpacker, unpacked = zlib.decompressobj(-zlib.MAX_WBITS), b""
        while left and len(unpacked) <= MAX_BYTES and not unpacker.eof:
            chunk = file.read(min(CHUNK, left))
            left = left - len(chunk) if chunk else 0
            unpacked += unpacker.decompress(chunk, MAX_BYTES + 1 - len(unpacked))
            while unpacker.unconsumed_tail and len(unpacked) <= MAX_BYTES:
                rest = unpacker.unconsumed_tail
                unpacked += unpacker.decompress(rest, MAX_BYTES + 1 - len(unpacked))
        return unpacked

    def checked(self, unpacked: bytes) -> bytes:
        too_large = len(unpacked) > MAX_BYTES and self.size > MAX_BYTES
        whole = len(unpacked) == self.size and zlib.crc32(unpacked) == self.crc
        if not too_large and not whole:
            raise UsageError(f"{self.name}: is damaged in the zip")
        return unpacked


def entries_of(archive: Path) -> tuple[Entry, ...]:
    """Every entry, in the order of the zip. Raises UsageError where that is not to be read."""
    try:
        with open(archive, "rb") as file:
            listed, shift = list_of(archive, file)
    except OSError as error:
        raise UsageError(f"{archive}: cannot be read: {error.strerror}") from error
    try:
        entries = tuple(parsed(archive, listed, shift))
    except (struct.error, ValueError) as error:
        raise UsageError(damaged(archive)) from error
    if sum(min(entry.size, MAX_BYTES) for entry in entries) > MAX_EXPANDED:
        raise UsageError(f"{archive}: its files are larger than 4 GiB together; split it")
    return entries


def damaged(archive: Path) -> str:
    return f"{archive}: the zip is damaged; download it again"


def list_of(archive: Path, file: BinaryIO) -> tuple[bytes, int]:
    """The list at the end of a zip, and how far its offsets are off (bytes before the zip)."""
    start = file.read(4)
    length = file.seek(0, 2)
    tail_at = max(0, length - END.size - 0xFFFF)
    file.seek(tail_at)
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < END.size:
        if start.startswith(b"PK"):
            raise UsageError(damaged(archive))
        raise UsageError(f"{archive}: neither a folder nor a zip")
    _, disk, _, _, number, size, offset, _ = END.unpack_from(tail, at)
    end = tail_at + at
    file.seek(max(0, end - LOCATOR_64.size))
    if file.read(4) == b"PK\6\7":
        end -= LOCATOR_64.size + END_64.size
        file.seek(max(0, end))
        record = file.read(END_64.size)
        if len(record) < END_64.size or not record.startswith(b"PK\6\6"):
            raise UsageError(damaged(archive))
        *_, number, size, offset = END_64.unpack(record)
    if disk not in (0, 0xFFFF):
        raise UsageError(f"{archive}: a part of a zip that was split; join its parts first")
    if number > MAX_ENTRIES or size > MAX_LIST:
        raise UsageError(f"{archive}: more than {MAX_ENTRIES:,} files; split it")
    if end - size - offset < 0:
        raise UsageError(damaged(archive))
    file.seek(end - size)
    return file.read(size), end - size - offset


def parsed(archive: Path, listed: bytes, shift: int) -> Iterator[Entry]:
    """Raises struct.error, ValueError, UsageError where the list is none."""
    at = number = 0
    while at < len(listed):
        fields = LISTED.unpack_from(listed, at)
        signature, made, _, flags, method, time, date, crc, packed, size = fields[:10]
        name_size, extra_size, comment_size, _, _, attributes, offset = fields[10:]
        at += LISTED.size
        raw = listed[at : at + name_size]
        extra = listed[at + name_size : at + name_size + extra_size]
        at += name_size + extra_size + comment_size
        number += 1
        if signature != b"PK\1\2" or at > len(listed):
            raise ValueError("no entry")
        if number > MAX_ENTRIES:
            raise UsageError(f"{archive}: more than {MAX_ENTRIES:,} files; split it")
        size, packed, offset = widened(extra, [size, packed, offset])
        mode = attributes >> 16 if made >> 8 in (3, 19) else 0
        name, when = name_of(raw, flags), time_of(date, time)
        start = offset + shift
        yield Entry(archive, raw, name, flags, method, crc, packed, size, start, mode, when)


def widened(extra: bytes, numbers: list[int]) -> list[int]:
    """Numbers that 32 bits do not hold stand in an extra field, in order."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        body, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 1:
            wide = iter(struct.unpack(f"<{len(body) // 8}Q", body[: len(body) // 8 * 8]))
            return [next(wide, n) if n == 0xFFFFFFFF else n for n in numbers]
    return numbers


def name_of(raw: bytes, flags: int) -> str:
    """Most programs write UTF-8 and many do not say so; what is none is of old Windows."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace") if flags & UTF_8 else raw.decode("cp437")


def time_of(date: int, time: int) -> datetime | None:
    """The clock of whoever packed it; the first day that a zip can name is no date."""
    if date <= 0x21:
        return None
    try:
        return datetime(
            1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, time % 32 * 2
        )
    except ValueError:
        return None


def overlapping(entries: tuple[Entry, ...]) -> frozenset[int]:
    """The offsets of entries whose bytes are another's too: so few bytes become many."""
    order = sorted(entries, key=lambda entry: entry.offset)
    return frozenset(
        offset
        for one, other in pairwise(order)
        if one.offset + LOCAL.size + len(one.raw) + one.packed > other.offset
        for offset in (one.offset, other.offset)
    )
