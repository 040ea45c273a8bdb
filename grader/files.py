"""Files are written whole or not at all."""

import os
import tempfile
from pathlib import Path

from grader.errors import OutputError


def write(path: Path, text: str) -> None:
    """Write a whole file or nothing: under another name first, then renamed.

    A link stays one, and what is no file (a pipe, a device) is written into.
    """
    path = Path(os.path.realpath(path))
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
            return
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".grader-")
        try:
            with open(descriptor, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            os.chmod(temporary, 0o666 & ~umask())
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror}") from error


def write_new(path: Path, text: str) -> bool:
    """Write a file that is not there yet; False if it is. Raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent}: cannot be written: {error.strerror}") from error
    if os.path.lexists(path):
        return False
    write(path, text)
    return True


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def require_writable(folder: Path) -> None:
    """Make a folder, and see that a file can be made in it. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=".grader-")
        os.close(descriptor)
        os.unlink(name)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror}") from error


def remove(path: Path) -> None:
    """Remove a file that we wrote, if it is still there. Raises OutputError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be removed: {error.strerror}") from error
