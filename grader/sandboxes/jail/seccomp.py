"""The filter of system calls: a list of what is allowed, as a program that the kernel runs.

The kernel gives it the number of the call, the processor and the six arguments, and it answers:
allow, refuse with an error, or end the process. It is installed last, and holds for ever.
"""

import ctypes
import errno
import struct
from collections.abc import Iterable

from grader.sandboxes.jail import linux
from grader.sandboxes.jail.syscalls import (
    ABSENT,
    ALLOWED,
    KILLED,
    SILENT,
    UNSUPPORTED,
    number,
)

ALLOW = 0x7FFF_0000
KILL = 0x8000_0000
ERROR = 0x0005_0000
REFUSE = ERROR | errno.EPERM

# A compat call has another table of numbers: without this check 32-bit calls pass as others.
AUDIT = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
# The calls of x32 are those of x86-64 with this bit.
X32 = 0x4000_0000

LOAD, JUMP_EQUAL, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
LONGEST_JUMP = 255

# Call -> which argument, and what it may be. All are ints in the kernel: the low word is all.
CHECKED = {
    # Terminal attributes and size, close-on-exec, how much can be read. Not TIOCSTI and the like.
    "ioctl": (1, (0x5401, 0x5413, 0x5450, 0x5451, 0x541B)),
    # Copies and flags. Not F_SETOWN and F_SETSIG, which send signals to others, and no locks.
    "fcntl": (1, (0, 1, 2, 3, 4, 1030)),
    # One's own limits: they are hard already.
    "prlimit64": (0, (0,)),
}

# F_SETLK and F_SETLKW: one process alone always gets its lock.
SILENT_FCNTL = (6, 7)

# The flags with which the C libraries start a thread: none of them makes a process.
THREADS = (0x3D0F00, 0x7D0F00)

Instruction = tuple[int, int, int, int]


def program(machine: str, *, threads: bool = False) -> bytes:
    """The filter for a processor, as the bytes of its instructions."""
    lines: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_EQUAL, 1, 0, AUDIT[machine]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        *search(ranges(machine, threads=threads)),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)


def ranges(machine: str, *, threads: bool) -> list[tuple[int, list[Instruction]]]:
    """Where each run of calls with one answer begins, and that answer; refused is what is left."""
    refused: list[Instruction] = [(RETURN, 0, 0, REFUSE)]
    answers = {0: refused}
    for names, answer in (
        (ALLOWED, ALLOW),
        (SILENT, ERROR | 0),
        (UNSUPPORTED, ERROR | errno.EOPNOTSUPP),
        (ABSENT, ERROR | errno.ENOSYS),
        (KILLED, KILL),
    ):
        for found in numbers(names, machine):
            answers[found] = [(RETURN, 0, 0, answer)]
    checked = {**CHECKED, "clone": (0, THREADS)} if threads else CHECKED
    for name, values in checked.items():
        for found in numbers([name], machine):
            answers[found] = check(name, *values)
    for found in [*answers]:
        answers.setdefault(found + 1, refused)
    if machine == "x86_64":
        answers[X32] = [(RETURN, 0, 0, KILL)]
    kept: list[tuple[int, list[Instruction]]] = []
    for start, lines in sorted(answers.items()):
        if not kept or kept[-1][1] != lines:
            kept.append((start, lines))
    return kept


def check(name: str, argument: int, values: Iterable[int]) -> list[Instruction]:
    """Allow a call with some values of one argument alone."""
    lines: list[Instruction] = [(LOAD, 0, 0, ARGUMENTS + 8 * argument)]
    for value in values:
        lines += [(JUMP_EQUAL, 0, 1, value), (RETURN, 0, 0, ALLOW)]
    if name == "fcntl":
        for value in SILENT_FCNTL:
            lines += [(JUMP_EQUAL, 0, 1, value), (RETURN, 0, 0, ERROR | 0)]
    return [*lines, (RETURN, 0, 0, REFUSE)]


def search(found: list[tuple[int, list[Instruction]]]) -> list[Instruction]:
    """A binary search: the kernel runs the filter for every number there is when it takes it."""
    if len(found) == 1:
        return found[0][1]
    half = len(found) // 2
    below, above = search(found[:half]), search(found[half:])
    if len(below) > LONGEST_JUMP:
        raise OSError("the filter of system calls is too long")
    return [(JUMP_AT_LEAST, len(below), 0, found[half][0]), *below, *above]


def numbers(names: Iterable[str], machine: str) -> Iterable[int]:
    return (found for name in names if (found := number(name, machine)) is not None)


def install(instructions: bytes) -> None:
    """Put the filter on this process. Raises OSError if the kernel does not take it."""
    # The bytes themselves, not a copy: a buffer of a new size is a new class, and that is slow.
    address = ctypes.cast(ctypes.c_char_p(instructions), ctypes.c_void_p).value
    head = struct.pack("HxxxxxxP", len(instructions) // 8, address)
    set_filter = 1
    linux.syscall("seccomp", set_filter, 0, head)
