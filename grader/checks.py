"""What can be wrong with a value: its type, its shape, its finiteness, its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.model import Foreign, Value
from grader.values import describe, figure, shape_text

RELATIVE = {"f2": 1e-2, "f4": 1e-4}
FLOOR = 1e-12

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What replaces 1e-6 of the relative and 1e-12 of the absolute difference, where given."""

    relative: float | None = None
    absolute: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a value is worth, 0 to 1, and what is wrong with it; of a tuple, entry by entry."""

    credit: float
    message: str | None = None
    entries: "tuple[Finding, ...]" = ()


RIGHT = Finding(1.0)
EXACTLY = Tolerance()


class Unlike(Exception):
    """A value is not of a type that can be compared; the text says what it is instead."""


def compare(
    got: Value, want: Value, tolerance: Tolerance = EXACTLY, names: Sequence[str] = ()
) -> Finding:
    """Judge a value against the right one; with names, entry by entry.

    The right value decides what is accepted: a list for a tuple or an array, 9.0 for 9.
    """
    if names:
        return compare_entries(got, want, tolerance, names)
    match want:
        case None | str():
            return compare_plain(got, want)
        case _ if is_boolean(want):
            return compare_plain(got, want)
        case list() | tuple():
            return compare_items(got, want, tolerance)
        case dict():
            return compare_keys(got, want, tolerance)
        case np.ndarray() if want.ndim:
            return compare_arrays(got, want, tolerance)
    return compare_numbers(got, np.asarray(want), tolerance)


def compare_entries(
    got: Value, want: Sequence[Value], tolerance: Tolerance, names: Sequence[str]
) -> Finding:
    """The mean of the entries; each message says which entry it is about."""
    wanted = f"expected {len(names)} values ({', '.join(names)})"
    if not isinstance(got, (list, tuple)):
        return Finding(0.0, f"{wanted}, got {describe(got)}")
    if len(got) != len(names):
        return Finding(0.0, f"{wanted}, got {len(got)}")
    findings = [compare(g, w, tolerance) for g, w in zip(got, want, strict=True)]
    return RIGHT if all(f.credit == 1 for f in findings) else together(findings, names)


def together(findings: Sequence[Finding], names: Sequence[str]) -> Finding:
    """The finding of a tuple from those of its entries."""
    told = [f"{n}: {f.message}" for n, f in zip(names, findings, strict=True) if f.message]
    credit = sum(finding.credit for finding in findings) / len(findings)
    return Finding(credit, "; ".join(told), tuple(findings))


def compare_plain(got: Value, want: Value) -> Finding:
    if is_boolean(want):
        if not is_boolean(got):
            return Finding(0.0, f"expected a boolean, got {describe(got)}")
        got, want = bool(got), bool(want)
    if type(got) is type(want) and got == want:
        return RIGHT
    return Finding(0.0, f"expected {want!r}, got {describe(got)}")


def compare_items(got: Value, want: Sequence[Value], tolerance: Tolerance) -> Finding:
    """All or nothing; an array stands for a list of tuples of numbers."""
    if want and all(isinstance(number, float) for number in want) and not is_text(got):
        return compare_arrays(got, np.asarray(want), tolerance)
    if isinstance(got, np.ndarray) and got.ndim:
        got = list(got)
    if not isinstance(got, (list, tuple)):
        return Finding(0.0, f"expected a list of {len(want)}, got {describe(got)}")
    if len(got) != len(want):
        return Finding(0.0, f"expected a list of {len(want)}, got one of {len(got)}")
    for i, (g, w) in enumerate(zip(got, want, strict=True)):
        finding = compare(g, w, tolerance)
        if finding.credit < 1:
            return Finding(0.0, f"at [{i}]: {finding.message}")
    return RIGHT


def compare_keys(got: Value, want: dict[str, Value], tolerance: Tolerance) -> Finding:
    if not isinstance(got, dict):
        return Finding(0.0, f"expected a dictionary, got {describe(got)}")
    if got.keys() != want.keys():
        return Finding(0.0, f"expected the keys {sorted(want)}, got {sorted(got)}")
    for key, value in want.items():
        finding = compare(got[key], value, tolerance)
        if finding.credit < 1:
            return Finding(0.0, f"at {key!r}: {finding.message}")
    return RIGHT


def compare_numbers(got: Value, want: Array, tolerance: Tolerance) -> Finding:
    """One number: 0-d arrays and NumPy scalars are numbers, booleans and one-element lists not."""
    if isinstance(got, np.ndarray) and got.ndim:
        return Finding(0.0, f"expected a single number, got {describe(got)}")
    if isinstance(got, (list, tuple)):
        return Finding(0.0, f"expected a single number, got {describe(got)}")
    try:
        number = numeric(got)
    except Unlike as unlike:
        return Finding(0.0, f"expected a number, got {unlike}")
    if bool(near(number, want, tolerance)):
        return RIGHT
    return Finding(0.0, apart(want.item(), number.item()))


def agrees(got: Value, want: Value, tolerance: Tolerance, names: Sequence[str] = ()) -> bool:
    """Whether a value counts as right: as `compare` says, without the words for what is not."""
    if names and isinstance(want, tuple):
        if not isinstance(got, (list, tuple)) or len(got) != len(want):
            return False
        return all(agrees(g, w, tolerance) for g, w in zip(got, want, strict=True))
    if isinstance(want, np.ndarray) and isinstance(got, np.ndarray):
        numbers = "biuf" if want.dtype.kind == "b" else "iuf"
        if got.dtype.kind in numbers and (got.dtype.kind == "b") == (want.dtype.kind == "b"):
            return got.shape == want.shape and bool(near(got, want, tolerance).all())
    return compare(got, want, tolerance, names).credit == 1


def compare_arrays(got: Value, want: Array, tolerance: Tolerance) -> Finding:
    """Shape first, never broadcast; half the credit for right numbers in a wrong shape."""
    if isinstance(got, list) and not got and not want.size:
        return RIGHT
    try:
        array = booleans(got) if want.dtype.kind == "b" else numeric(got)
    except Unlike as unlike:
        return Finding(0.0, f"expected an array of shape {shape_text(want.shape)}, got {unlike}")
    if array.shape != want.shape:
        return wrong_shape(array, want, tolerance)
    right = near(array, want, tolerance)
    return RIGHT if right.all() else Finding(0.0, difference(array, want, right))


def wrong_shape(got: Array, want: Array, tolerance: Tolerance) -> Finding:
    if not got.ndim:
        return Finding(0.0, f"expected an array of shape {shape_text(want.shape)}, got one number")
    message = f"expected shape {shape_text(want.shape)}, got {shape_text(got.shape)}"
    if got.size == want.size >= 2 and near(got.ravel(), want.ravel(), tolerance).all():
        return Finding(0.5, f"the numbers are right, but in a wrong shape: {message}")
    return Finding(0.0, message)


def difference(got: Array, want: Array, right: Array) -> str:
    """The first number that differs, where it stands, and how many there are."""
    place = tuple(int(i) for i in np.argwhere(~right)[0])
    wrong = int((~right).sum())
    where = f"at [{', '.join(map(str, place))}]"
    first = f"{where} {apart(want[place].item(), got[place].item())}"
    if right.size == 1:
        return first
    return f"{wrong} of {right.size} numbers differ; {first}"


def apart(want: Any, got: Any) -> str:
    """Two numbers that differ; in full, where six digits do not show it."""
    words = figure(want), figure(got)
    if words[0] == words[1]:
        words = repr(want), repr(got)
    return f"expected {words[0]}, got {words[1]}"


def near(got: Array, want: Array, tolerance: Tolerance) -> Array:
    """Which numbers are right, element by element; the shapes are the same.

    Integers must be equal. Else |got - want| <= r |want| + r S / 1000 + 1e-12, with S the largest
    finite |want|; single and half precision have a larger r, and r S in place of r S / 1000.
    NaN is right only where NaN is wanted, an infinity where the same infinity is.
    """
    if want.dtype.kind in "biu":
        return exactly(got, want)
    kind = got.dtype.str[1:]
    r = RELATIVE.get(kind, 1e-6) if tolerance.relative is None else tolerance.relative
    floor = FLOOR if tolerance.absolute is None else tolerance.absolute
    got, want = got.astype(np.float64), want.astype(np.float64)
    size = np.abs(want)
    largest = size.max(where=np.isfinite(want), initial=0.0)
    margin = r * largest * (1.0 if kind in RELATIVE else 1e-3) + floor
    with np.errstate(all="ignore"):
        close = np.abs(got - want) <= r * size + margin
    both = np.isfinite(got) & np.isfinite(want)
    same: Array = np.where(both, close, (got == want) | (np.isnan(got) & np.isnan(want)))
    return same


def exactly(got: Array, want: Array) -> Array:
    """Equal as numbers, whatever their types: 9.0 is 9, and no rounding helps 2**53 + 1."""
    if got.dtype.kind != want.dtype.kind:
        got, want = got.astype(object), want.astype(object)
    equal: Array = np.asarray(got == want, dtype=bool)
    return equal


def as_wanted(got: Value, want: Value) -> Value:
    """A value in the form of the right one: a list as an array where an array is wanted.

    Raises Unlike where it has no such form.
    """
    match want:
        case np.ndarray() if want.ndim:
            return booleans(got) if want.dtype.kind == "b" else numeric(got)
        case list() | tuple():
            return got.tolist() if isinstance(got, np.ndarray) and got.ndim else got
        case int() | float() | np.ndarray() | np.number() if not isinstance(want, bool):
            return numeric(got)[()]
    return got


def numeric(value: Value) -> Array:
    """Numbers as an array: of an array, a number, or a rectangular list of these.

    Raises Unlike for everything else; booleans are no numbers.
    """
    match value:
        case np.ndarray() if value.dtype.kind in "iuf":
            return value
        case np.ndarray() | bool() | np.bool_():
            raise Unlike(describe(value))
        case int() | float() | np.integer() | np.floating():
            return np.asarray(value)
        case list() | tuple():
            return stacked([numeric(item) for item in value], value)
    raise Unlike(describe(value))


def is_shaped(value: Value, shape: Sequence[int]) -> bool:
    """Whether an array or nested lists have a shape; what is larger is not looked through."""
    if isinstance(value, np.ndarray):
        return bool(value.shape == tuple(shape))
    if not isinstance(value, (list, tuple)):
        return not shape
    inside = bool(shape) and len(value) == shape[0]
    return inside and all(is_shaped(item, shape[1:]) for item in value)


def booleans(value: Value) -> Array:
    """Booleans as an array. Raises Unlike for everything else."""
    match value:
        case np.ndarray() if value.dtype.kind == "b":
            return value
        case bool() | np.bool_():
            return np.asarray(value)
        case list() | tuple():
            return stacked([booleans(item) for item in value], value)
    raise Unlike(describe(value))


def stacked(items: list[Array], value: Value) -> Array:
    if len({item.shape for item in items}) > 1:
        raise Unlike(f"{describe(value)} whose items differ in shape")
    if not items:
        return np.zeros(0)
    try:
        return np.stack(items)
    except (ValueError, IndexError) as error:
        raise Unlike(f"{describe(value)} with too many axes") from error


def is_text(value: Value) -> bool:
    return isinstance(value, (str, dict, Foreign)) or value is None


def is_boolean(value: Value) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim == 0 and value.dtype.kind == "b"
    return isinstance(value, (bool, np.bool_))
