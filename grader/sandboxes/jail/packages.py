"""Which files belong to the packages that a course allows: theirs, and those of what they need."""

import importlib.metadata
import importlib.util
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Packages:
    """Files and folders to be seen, and the folders that Python is to look into for them."""

    paths: tuple[str, ...]
    sites: tuple[str, ...]


@lru_cache
def packages(allow: Sequence[str]) -> Packages:
    """Of installed packages alone; a name that is not installed is the student's ImportError."""
    paths: set[Path] = set()
    done: set[str] = set()
    owners = importlib.metadata.packages_distributions() if set(allow) - {"numpy"} else {}
    waiting = []
    for name in allow:
        waiting += owners.get(name, [name])
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key not in done:
            done.add(key)
            found, needed = files_of(name)
            paths |= found
            waiting += needed
    sites = dict.fromkeys(str(path.parent) for path in sorted(paths))
    return Packages(tuple(str(path) for path in sorted(paths)), tuple(sites))


def files_of(name: str) -> tuple[set[Path], list[str]]:
    """The top-level entries of a distribution, and the distributions that it requires."""
    try:
        distribution = importlib.metadata.distribution(name)
    except importlib.metadata.PackageNotFoundError:
        return set(), []
    tops = {file.parts[0] for file in distribution.files or ()}
    site = Path(str(distribution.locate_file("")))
    # Paths that lead out of the folder are commands; files that end in .pth are code of ours.
    kept = {site / top for top in tops if top not in ("..", "__pycache__", "/")}
    found = {path for path in kept if path.suffix != ".pth" and path.exists()}
    required = [text for text in distribution.requires or () if "extra ==" not in text]
    return found, [match[0] for text in required if (match := NAME.match(text))]
