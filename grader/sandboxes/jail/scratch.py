"""A child's scratch folder where it lies on the machine's disc: whether it is full, and its end.

A student chose every name in it, every depth and every mode.
"""

import contextlib
import os

MAX_ENTRIES = 512
MAX_BYTES = 16 * 1024 * 1024
BLOCK = 512
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def overfull(folder: str) -> bool:
    """Whether a folder holds more than one in memory could, or cannot be looked through."""
    entries = size = 0
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                for entry in found:
                    entries, size = entries + 1, size + size_of(entry)
                    if entries > MAX_ENTRIES or size > MAX_BYTES:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            # It is deeper than any path, or may be written and not read.
            return True
    return False


def size_of(entry: os.DirEntry[str]) -> int:
    """What a file takes, on the disc or by its own word, whichever is more."""
    with contextlib.suppress(OSError):
        status = entry.stat(follow_symlinks=False)
        return max(status.st_size, status.st_blocks * BLOCK)
    return 0


def remove(folder: str) -> None:
    """A folder with all that is in it. What cannot be removed stays, without a word.

    It goes down and up by descriptors: no path grows long, and nothing recurses.
    """
    above: list[tuple[str, list[str]]] = []
    with contextlib.suppress(OSError):
        fd = os.open(folder, FOLDER)
        try:
            below = emptied(fd)
            while below or above:
                if below:
                    name = below.pop()
                    above.append((name, below))
                    os.chmod(name, 0o700, dir_fd=fd)
                    fd = moved(fd, name)
                    below = emptied(fd)
                else:
                    name, below = above.pop()
                    fd = moved(fd, "..")
                    os.rmdir(name, dir_fd=fd)
        finally:
            os.close(fd)
        os.rmdir(folder)


def emptied(fd: int) -> list[str]:
    """Remove all but the subfolders, which are named."""
    with os.scandir(fd) as found:
        entries = list(found)
    below = [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]
    for name in {entry.name for entry in entries} - set(below):
        os.unlink(name, dir_fd=fd)
    return below


def moved(fd: int, name: str) -> int:
    """A descriptor of a folder next to this one, instead of this one's."""
    there = os.open(name, FOLDER, dir_fd=fd)
    os.close(fd)
    return there
