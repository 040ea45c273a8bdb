"""Landlock: which files this process may open, for what; no TCP, no signals to others.

A ruleset names every right that it governs; what no rule grants is refused. Calls that Landlock
does not know (stat, chmod, UDP) are for the filter of system calls.
"""

import os
import struct
from collections.abc import Mapping

from grader.sandboxes.jail import linux

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE, MAKE_DIR, MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
REFER, TRUNCATE = 1 << 13, 1 << 14

READ = READ_FILE | READ_DIR
WRITE_DEVICE = READ_FILE | WRITE_FILE | TRUNCATE
OWN = READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER
# What may be granted for something that is no folder.
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE

# How many rights of files each version of the interface knows.
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
BIND_AND_CONNECT = 0b11
ABSTRACT_SOCKETS_AND_SIGNALS = 0b11


def version() -> int:
    """The version of the interface. Raises OSError where the kernel has none."""
    ask = 1
    return linux.syscall("landlock_create_ruleset", 0, 0, ask)


def restrict(rules: Mapping[int, int], abi: int) -> None:
    """From here on this process opens what lies below these folders (as descriptors), no more."""
    governed = (1 << RIGHTS[min(abi, max(RIGHTS))]) - 1
    net = BIND_AND_CONNECT if abi >= 4 else 0
    scoped = ABSTRACT_SOCKETS_AND_SIGNALS if abi >= 6 else 0
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    attributes = struct.pack("QQQ", governed, net, scoped)[:size]
    ruleset = linux.syscall("landlock_create_ruleset", attributes, size, 0)
    add, beneath = linux.caller("landlock_add_rule"), 1
    for fd, rights in rules.items():
        add(ruleset, beneath, struct.pack("=Qi", rights & governed, fd), 0)
    linux.syscall("landlock_restrict_self", ruleset, 0)
    os.close(ruleset)
