"""Which files belong to the packages that a course allows: theirs, and those of what they need."""

import importlib.metadata
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

NAME = re.compile(r"[A-Za-z0-9._-]+")
# What an installation's record names beside the modules: commands, and code that runs at start.
NO_MODULES = {"", "..", "__pycache__"}


@dataclass(frozen=True, slots=True)
class Packages:
    """Files and folders to be seen, and the folders that Python is to look into for them."""

    paths: tuple[str, ...]
    sites: tuple[str, ...]


def packages(allow: Iterable[str], search: Sequence[str]) -> Packages:
    """Of what is installed in these folders; what is not there is the student's ImportError."""
    installed = Installed(search)
    paths: set[Path] = set()
    done: set[str] = set()
    waiting = [owner for name in allow for owner in installed.owners(name)]
    while waiting:
        name = normal(waiting.pop())
        if name not in done:
            done.add(name)
            found, needed = installed.files(name)
            paths |= found
            waiting += needed
    sites = dict.fromkeys(str(path.parent) for path in sorted(paths))
    return Packages(tuple(str(path) for path in sorted(paths)), tuple(sites))


class Installed:
    """The distributions in some folders, the first of a name before later ones."""

    def __init__(self, search: Sequence[str]) -> None:
        self._search = list(search)

    def owners(self, module: str) -> list[str]:
        """The distributions that bring a module: that of its name, or else whoever has it."""
        if self._one(module) is not None:
            return [module]
        every = importlib.metadata.distributions(path=self._search)
        return [each.name for each in every if module in tops(each)]

    def files(self, name: str) -> tuple[set[Path], list[str]]:
        """The top-level entries of a distribution, and the distributions that it requires."""
        found = self._one(name)
        if found is None:
            return set(), []
        site = Path(str(found.locate_file("")))
        kept = {site / top for top in tops(found) if not top.endswith(".pth")}
        required = [text for text in found.requires or () if "extra ==" not in text]
        needed = [match[0] for text in required if (match := NAME.match(text))]
        return {path for path in kept if path.exists()}, needed

    def _one(self, name: str) -> importlib.metadata.Distribution | None:
        found = importlib.metadata.distributions(name=name, path=self._search)
        return next(iter(found), None)


def tops(distribution: importlib.metadata.Distribution) -> set[str]:
    """The first components of its files; of one that has no record, its name and metadata.

    The record is read as text: a path object for each of a thousand files takes ten milliseconds.
    """
    lines = (distribution.read_text("RECORD") or "").splitlines()
    names = {line.partition(",")[0].partition("/")[0] for line in lines}
    listed = (distribution.read_text("top_level.txt") or distribution.name).split()
    return (names or {*listed, f"{listed[0]}.py"}) - NO_MODULES


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
