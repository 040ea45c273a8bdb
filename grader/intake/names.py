"""What a file's path says: whose it is, which exercise it is for, which attempt, whether late.

The patterns of Canvas and Moodle are told in docs/submissions.md.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.submission import SUFFIXES
from grader.words import UNSEEN

MAX_NAME = 255
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
CANVAS = re.compile(
    r"(?:(?!LATE_)(?P<name>\w*?)_)?(?:(?P<late>LATE)_)?(?P<id>\d{1,20}|anon_[A-Za-z0-9]{1,20})"
    r"_(?:(?P<file>\d{1,20})_(?P<own>.+)|text\.html|link\.html)",
    re.DOTALL,
)
MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d{1,20}))?_assignsubmission_[a-z]{1,40}(?:_(?P<own>.*))?", re.DOTALL
)
ATTEMPT = re.compile(r"(?P<base>.+?)(?:-(?P<dash>\d{1,4})| ?\((?P<round>\d{1,4})\))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a file is: a folder's name, or what Canvas or Moodle (`system`) call somebody."""

    id: str
    name: str = field(default="", compare=False)
    system: str = ""

    @property
    def label(self) -> str:
        """What tells one from others and can be read."""
        return f"{self.name}_{self.id}" if self.name and self.name != self.id else self.id


@dataclass(frozen=True, slots=True)
class Placed:
    """What a path says; `order` is Canvas's number of the file, larger for later ones."""

    owner: Owner
    own: str
    late: bool = False
    order: int = 0


def placed(path: Sequence[str], *, is_folder: bool = False) -> Placed | None:
    """Whose a file is, and its own name; None where nobody's. A deeper one has slashes in it."""
    first, *rest = path
    if moodle := MOODLE.fullmatch(first):
        name = moodle["name"]
        own = "/".join(rest) or moodle["own"] or ""
        return Placed(Owner(moodle["id"] or name, name, "moodle"), own)
    if rest or is_folder:
        return Placed(Owner(first), "/".join(rest))
    if canvas := CANVAS.fullmatch(first):
        owner = Owner(canvas["id"], canvas["name"] or "", "canvas")
        order = int(canvas["file"] or 0)
        return Placed(owner, canvas["own"] or "a text or link", canvas["late"] is not None, order)
    return None


@dataclass(frozen=True, slots=True)
class Named:
    """An answer file's own name, taken apart; `exercise` is None where it names none."""

    exercise: str | None
    base: str
    suffix: str
    attempt: int
    exact: bool


def named(own: str, exercises: Sequence[str]) -> Named | None:
    """None for what is no Python file and no notebook."""
    base, dot, ending = own.rpartition(".")
    suffix = f".{ending}".lower()
    if suffix not in SUFFIXES or not dot or "/" in own:
        return None
    known = {id.casefold(): id for id in exercises}
    if base.casefold() in known:
        id = known[base.casefold()]
        return Named(id, id, suffix, 0, exact=own == f"{id}{suffix}")
    attempt = 0
    if found := ATTEMPT.fullmatch(base):
        base, attempt = found["base"], int(found["dash"] or found["round"])
    return Named(known.get(base.casefold()), base.casefold(), suffix, attempt, exact=False)


def refused(name: str) -> str | None:
    """Why a zip's name for an entry is no path inside it, or None."""
    if "\0" in name:
        return "a NUL in its name"
    if "\\" in name:
        return "a backslash in its name"
    if name.startswith("/") or re.match(r"[A-Za-z]:", name):
        return "its name is no path inside the zip"
    parts = name.split("/")
    if ".." in parts:
        return "its name leads out of the zip"
    if any(len(part) > MAX_NAME for part in parts) or len(name) > 4 * MAX_NAME:
        return "its name is too long"
    return None


def odd(name: str) -> str | None:
    """What is unusual about a name that is taken as it is all the same, or None."""
    if UNSEEN.search(name):
        return "a name with signs that are not seen"
    if RESERVED.fullmatch(name):
        return "a name that Windows keeps for itself"
    if name != name.strip() or name.endswith("."):
        return "a name that begins or ends unusually"
    return None


def same_letters(name: str) -> str:
    """Equal for names that differ in upper and lower case, or in how accents are written."""
    return unicodedata.normalize("NFC", name).casefold()
