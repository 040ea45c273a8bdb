"""The few calls of the kernel that Python does not offer, each checked: it works or it raises."""

import ctypes
import os
import platform
from collections.abc import Callable

from grader.sandboxes.jail.syscalls import MACHINES, number

LIBC = ctypes.CDLL(None, use_errno=True)
MACHINE = platform.machine()

CLONE_NEWNS = 0x0002_0000
CLONE_NEWCGROUP = 0x0200_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_READ = 23
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_CLEAR_ALL = 4


def checked(result: int, what: str) -> int:
    """The result of a call. Raises OSError if it says that it failed."""
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
    return result


def syscall(
    name: str, *arguments: int | bytes | ctypes.c_void_p | ctypes.Array[ctypes.c_char]
) -> int:
    """A call by its name. Integers go as whole words, or their upper halves would be rubbish."""
    words = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return checked(LIBC.syscall(called(name), *words), name)


def called(name: str) -> ctypes.c_long:
    """A call's number. Raises OSError where there is none."""
    if MACHINE not in MACHINES:
        raise OSError(f"no numbers of system calls for {MACHINE}")
    found = number(name, MACHINE)
    if found is None:
        raise OSError(f"{MACHINE} has no {name}")
    return ctypes.c_long(found)


def caller(name: str) -> Callable[[int, int, bytes, int], int]:
    """A call with these kinds of arguments, for when it is made often."""
    word, found = ctypes.c_long, called(name)
    # An object of its own, unlike the attribute `LIBC.syscall`.
    call = LIBC["syscall"]
    call.argtypes = (word, word, word, ctypes.c_char_p, word)
    return lambda *given: checked(call(found, *given), name)


def prctl(option: int, *arguments: int) -> int:
    words = [ctypes.c_ulong(each) for each in (*arguments, 0, 0, 0, 0)[:4]]
    return checked(LIBC.prctl(option, *words), f"prctl {option}")


def unshare(flags: int) -> None:
    checked(LIBC.unshare(ctypes.c_int(flags)), "unshare")


def setns(fd: int, flags: int) -> None:
    checked(LIBC.setns(fd, ctypes.c_int(flags)), "setns")


def mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    encoded = [None if text is None else os.fsencode(text) for text in (source, target, kind, data)]
    result = LIBC.mount(*encoded[:3], ctypes.c_ulong(flags), encoded[3])
    checked(result, f"mount on {target}")


def detach(target: str) -> None:
    """Unmount lazily: whoever still stands in it keeps it until then."""
    lazily = 2
    checked(LIBC.umount2(os.fsencode(target), lazily), f"umount {target}")
