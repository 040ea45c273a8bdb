"""What a process gives up for good: privileges, capabilities, and resources beyond a limit."""

import ctypes
import resource
import struct

from grader.sandboxes.jail import linux

FILE = 4 * 1024 * 1024
FILES = 32
# In a namespace of its own a user has the server, whoever waits for it, and one child.
SERVER = 2
# Made here, in the server: a buffer of a new size is a new class, and that is slow in a child.
VERSION_3 = 0x2008_0522
HEADER = ctypes.create_string_buffer(struct.pack("=Ii", VERSION_3, 0), 8)
NOTHING = ctypes.create_string_buffer(24)


def bound_capabilities() -> None:
    """No capability by way of a file that is executed, for this process and all that it forks.

    What it has already it keeps. A new user namespace undoes this: it comes after that.
    """
    for capability in range(64):
        if linux.LIBC.prctl(linux.PR_CAPBSET_READ, capability, 0, 0, 0) == 1:
            # Without CAP_SETPCAP this fails; then there is nothing that could be gained either.
            linux.LIBC.prctl(linux.PR_CAPBSET_DROP, capability, 0, 0, 0)


def give_up_privileges() -> None:
    """No capability, now or later; no look from outside."""
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    linux.prctl(linux.PR_CAP_AMBIENT, linux.PR_CAP_AMBIENT_CLEAR_ALL)
    linux.checked(linux.LIBC.capset(HEADER, NOTHING), "capset")
    linux.prctl(linux.PR_SET_DUMPABLE, 0)


def set_limits(memory: int, processor: int, threads: int) -> None:
    """Hard as soft: the first process of a namespace would outlive the soft one's signal.

    Where less was allowed before, that stays.
    """
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: processor,
        resource.RLIMIT_FSIZE: FILE,
        resource.RLIMIT_NOFILE: FILES,
        resource.RLIMIT_NPROC: 0 if threads == 1 else SERVER + threads,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for name, value in limits.items():
        _, most = resource.getrlimit(name)
        least = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(name, (least, least))
