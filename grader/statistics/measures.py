"""Two numbers of classical test theory, and how they are usually read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEWEST = 3
# Marks have two decimals; what is left of a sum below this is rounding.
DECIMALS = 9
FLOOR = float("-inf")

RELIABILITY = (
    (0.9, "very high; some may ask the same"),
    (0.75, "satisfactory"),
    (0.6, "moderate"),
    (0.0, "low"),
    (FLOOR, "negative: what one rewards another punishes"),
)
DISCRIMINATION = (
    (0.4, "very good"),
    (0.3, "good"),
    (0.2, "fair"),
    (0.0, "weak"),
    (FLOOR, "negative: look at its key and its wording"),
)
TOO_FEW = f"fewer than {FEWEST} students"
NO_VARIANCE = "no variance"
ALONE = "nothing to compare with"
SOME_WAIT = "some wait for a person"

Marks = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """A number over n students and so many items, with its reading; without one, the reason."""

    value: float | None
    n: int
    items: int
    reading: str


def discrimination(own: Marks, rest: Marks, items: int) -> Coefficient:
    """The correlation of an item with the rest of the test, over students who have both marks.

    The rest leaves the item itself out (corrected item-rest correlation); NaN is no mark.
    """
    both = ~(np.isnan(own) | np.isnan(rest))
    x, y = own[both], np.round(rest[both], DECIMALS)
    n = len(x)
    if items < 2:
        return Coefficient(value=None, n=n, items=items, reading=ALONE)
    if n < FEWEST:
        return Coefficient(value=None, n=n, items=items, reading=TOO_FEW)
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return Coefficient(value=None, n=n, items=items, reading=NO_VARIANCE)
    x, y = x - x.mean(), y - y.mean()
    value = float(np.clip((x @ y) / np.sqrt((x @ x) * (y @ y)), -1, 1))
    return Coefficient(value=tidy(value), n=n, items=items, reading=read(value, DISCRIMINATION))


def alpha(marks: Marks) -> Coefficient:
    """Cronbach's alpha of marks, (students, items), over students who have all of them.

    k/(k − 1) · (1 − Σ var(item) / var(total)), variances with n − 1.
    """
    whole = marks[~np.isnan(marks).any(axis=1)]
    n, items = whole.shape
    if items < 2:
        return Coefficient(value=None, n=n, items=items, reading=ALONE)
    if n < FEWEST:
        return Coefficient(value=None, n=n, items=items, reading=TOO_FEW)
    total = np.round(whole.sum(axis=1), DECIMALS)
    if np.ptp(total) == 0:
        return Coefficient(value=None, n=n, items=items, reading=NO_VARIANCE)
    ratio = whole.var(axis=0, ddof=1).sum() / total.var(ddof=1)
    value = float(items / (items - 1) * (1 - ratio))
    return Coefficient(value=tidy(value), n=n, items=items, reading=read(value, RELIABILITY))


def read(value: float, readings: Sequence[tuple[float, str]]) -> str:
    """How a value is usually read: the first word whose threshold it meets."""
    return next(word for threshold, word in readings if tidy(value) >= threshold)


def tidy(value: float) -> float:
    """Six decimals, the same on every machine, and no −0."""
    return round(value, 6) + 0.0
