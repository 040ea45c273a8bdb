"""What a child sees of the machine: a root with Python and the allowed packages.

Every folder has the path that it has outside, so that Python, which started outside, finds it.
"""

import os
import platform
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from grader.sandboxes.jail import linux

DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom")
FILES = ("/etc/ld.so.cache", "/usr/share/zoneinfo")
# Where the new root is put together: there is no machine without this folder.
ROOT = "/dev"
SCRATCH_SIZE = "size=16m,nr_inodes=512,mode=700"
# Packages that lie below the standard library are not part of it.
HIDDEN = ("site-packages", "dist-packages", "test", "idlelib")

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
AT_RECURSIVE = 0x8000
AT_FDCWD = -100


def of_the_system() -> list[str]:
    """The standard library's entries, and what shared libraries and time zones need."""
    machine = platform.machine()
    files = [name for name in FILES if os.path.exists(name)]
    folders = ["/lib64", "/usr/lib64", f"/lib/{machine}-linux-gnu", f"/usr/lib/{machine}-linux-gnu"]
    libraries = [path for name in folders if os.path.isdir(name) for path in libraries_of(name)]
    return [*standard_library(), *libraries, *files]


def libraries_of(folder: str) -> list[str]:
    """The folder, or its entries where some Python, with all that is installed in it, is one."""
    names = sorted(os.listdir(folder))
    kept = [name for name in names if not name.startswith("python")]
    return [folder] if kept == names else [os.path.join(folder, name) for name in kept]


def standard_library() -> list[str]:
    """Entry by entry: Landlock grants whole folders, and packages may lie in this one."""
    folders = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib")}
    return sorted(
        os.path.join(folder, name)
        for folder in folders
        for name in os.listdir(folder)
        if name not in HIDDEN
    )


def build(paths: Iterable[str], scratch: str) -> None:
    """A read-only root over these paths, in a mount namespace of one's own; the old one is gone.

    The devices are opened before anything is covered, for the new root covers them.
    """
    linux.mount("none", "/", None, MS_REC | MS_PRIVATE)
    devices = {path: os.open(path, os.O_PATH) for path in DEVICES}
    linux.mount("tmpfs", ROOT, "tmpfs", MS_NOSUID | MS_NODEV, "size=4m,mode=755")
    for path in unique([*paths, *DEVICES]):
        fd = devices[path] if path in devices else os.open(path, os.O_PATH)
        target = ROOT + path
        if os.path.isdir(f"/proc/self/fd/{fd}"):
            os.makedirs(target, exist_ok=True)
        else:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            Path(target).touch()
        linux.mount(f"/proc/self/fd/{fd}", target, None, MS_BIND | MS_REC)
        read_only(target, MS_NOSUID | (0 if path in DEVICES else MS_NODEV))
        os.close(fd)
    os.mkdir(ROOT + scratch)
    os.chdir(ROOT)
    linux.syscall("pivot_root", b".", b".")
    # The old root now lies on top of the new one, at the same place.
    linux.detach(".")
    os.chdir("/")
    read_only("/", 0, below=False)


def unique(paths: Iterable[str]) -> list[str]:
    """Without those that lie below another one."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not any(path.startswith(each + "/") for each in kept):
            kept.append(path)
    return kept


def read_only(target: str, flags: int, *, below: bool = True) -> None:
    """Adds to a mount's flags, and so to those that an outer namespace has locked."""
    attributes = (MS_RDONLY | flags).to_bytes(8, "little") + bytes(24)
    how = AT_RECURSIVE if below else 0
    linux.syscall("mount_setattr", AT_FDCWD, os.fsencode(target), how, attributes, len(attributes))


def fresh_scratch(scratch: str) -> None:
    """An empty folder for this process alone: memory, bounded, gone with its namespace."""
    linux.unshare(linux.CLONE_NEWNS)
    flags = MS_NOSUID | MS_NODEV | MS_NOEXEC
    linux.mount("tmpfs", scratch, "tmpfs", flags, SCRATCH_SIZE)
    os.chdir(scratch)
