"""Input, expected and got of a case side by side: small arrays as tables, large ones in part."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.exporters.html.reading import Entry, entries
from grader.model import ArrayData, CaseReport

# Rows and columns of a table that fits beside another; fewer where a case is folded away.
FULL, BRIEF = (8, 8), (3, 6)
SHADES = 3

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as it is written; `shade` is 0 where both sides agree, up to 3 where most apart."""

    text: str
    shade: int = 0
    first: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """An array, or the part of it around the first difference."""

    caption: str
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a case: a grid for each small array, else its text."""

    label: str
    text: str
    grids: tuple[Grid, ...] = ()
    differing: int = 0
    size: int = 0
    first: str = ""


def sides(case: CaseReport, room: Place = FULL) -> list[Side]:
    """Input, expected and got, as far as the case may show them; a hidden case shows none.

    Of arrays with more rows or columns than there is room for, a part is shown.
    """
    if case.hidden:
        return []
    shown = [] if case.input is None else [Side("input", case.input.text)]
    want, got = entries(case.expected), entries(case.got)
    told = f" {case.message or ''} "
    if case.expected is not None:
        shown.append(_side("expected", case.expected.text, want, got, told, room))
    if case.got is not None:
        shown.append(_side("got", case.got.text, got, want, told, room))
    return shown


def _side(
    label: str, text: str, own: Sequence[Entry], others: Sequence[Entry], told: str, room: Place
) -> Side:
    """A side with tables, if any of its values is an array; a lone number stays in the text."""
    if not any(entry.array for entry in own):
        return Side(label, text)
    other = {entry.name: entry for entry in others}
    compared = [(entry, other.get(entry.name)) for entry in own]
    apart = [differences(entry, beside) for entry, beside in compared]
    grids = tuple(_grid(*pair, found, room) for pair, found in zip(compared, apart, strict=True))
    first = ""
    for (entry, beside), places in zip(compared, apart, strict=True):
        if label == "got" and places and beside and not first:
            first = _first(entry, beside, min(places), told)
    size = sum(math.prod(entry.array.shape) for entry in own if entry.array)
    return Side(label, text, grids, sum(map(len, apart)), size, first)


def _first(got: Entry, want: Entry, at: Place, told: str) -> str:
    """The first difference in words, unless the case's message has it."""
    assert got.array
    assert got.rows
    assert want.rows
    place = f"[{at[1]}]" if len(got.array.shape) == 1 else f"[{at[0]}, {at[1]}]"
    if f"at {place} expected" in told:
        return ""
    mine, other = got.rows[at[0]][at[1]], want.rows[at[0]][at[1]]
    name = f"{got.name}{place}" if got.name else place
    return f"first at {name}: expected {written(other)}, got {written(mine)}"


# --- what differs -------------------------------------------------------------------------------


def differences(own: Entry, other: Entry | None) -> dict[Place, float]:
    """Where two arrays of one shape differ, and by how much.

    A report does not say which tolerance judged the case, so this is the usual one; if nothing
    differs by it, a stricter one was used and whatever is unequal differs.
    """
    if other is None or not (own.array and other.array and own.rows and other.rows):
        return {}
    if own.array.shape != other.array.shape:
        return {}
    slack = _slack(own.array, other.array)
    pairs = {
        (i, j): (mine, theirs)
        for i, row in enumerate(own.rows)
        for j, (mine, theirs) in enumerate(zip(row, other.rows[i], strict=True))
        if mine != theirs
    }
    apart = {at: _distance(*pair) for at, pair in pairs.items() if _apart(*pair, slack)}
    return apart or {at: _distance(*pair) for at, pair in pairs.items()}


def _slack(one: ArrayData, other: ArrayData) -> tuple[float, float]:
    """Relative and absolute tolerance: none for integers, wider for numbers of low precision."""
    kinds = {one.dtype, other.dtype}
    if not any(kind.startswith("float") or not kind for kind in kinds):
        return 0.0, 0.0
    flat = [number for array in (one, other) for number in _flat(array.data)]
    sizes = [abs(float(number)) for number in flat]
    largest = max((size for size in sizes if math.isfinite(size)), default=0.0)
    if "float16" in kinds:
        return 1e-2, 1e-2 * largest + 1e-12
    if "float32" in kinds:
        return 1e-4, 1e-4 * largest + 1e-12
    if "" in kinds:  # read back from six digits
        return 2e-6, 1e-9 * largest + 1e-12
    return 1e-6, 1e-9 * largest + 1e-12


def _flat(data: list[Any]) -> list[Any]:
    return [number for row in data for number in row] if isinstance(data[0], list) else data


def _apart(mine: Any, other: Any, slack: tuple[float, float]) -> bool:
    relative, absolute = slack
    distance = _distance(mine, other)
    if distance == math.inf:
        return True
    return distance > relative * max(abs(float(mine)), abs(float(other))) + absolute


def _distance(mine: Any, other: Any) -> float:
    distance = abs(float(mine) - float(other))
    return distance if math.isfinite(distance) else math.inf


# --- tables -------------------------------------------------------------------------------------


def _grid(entry: Entry, beside: Entry | None, apart: dict[Place, float], room: Place) -> Grid:
    if entry.array is None or entry.rows is None:
        return Grid(entry.name, (), (), ((Cell(entry.text),),))
    first = min(apart, default=None)
    finite = [distance for distance in apart.values() if math.isfinite(distance)]
    most = max(finite, default=0.0)
    cells = [
        [
            Cell(
                _apart_in_words(number, beside, (i, j)) if (i, j) in apart else written(number),
                _shade(apart.get((i, j)), most),
                (i, j) == first,
            )
            for j, number in enumerate(row)
        ]
        for i, row in enumerate(entry.rows)
    ]
    return _cut(entry, cells, first or (0, 0), room)


def _shade(distance: float | None, most: float) -> int:
    """From 1 to 3 by the share of the largest difference."""
    if distance is None:
        return 0
    if not math.isfinite(distance) or not most:
        return SHADES
    return max(1, math.ceil(SHADES * math.sqrt(min(1.0, distance / most))))


def _cut(entry: Entry, cells: list[list[Cell]], around: Place, room: Place) -> Grid:
    """A small array whole; of a large one the rows and columns around a place."""
    assert entry.array
    shape = entry.array.shape
    if len(shape) == 1:
        return _folded(entry, cells[0], around[1], room)
    rows, columns = _span(shape[0], room[0], around[0]), _span(shape[1], room[1], around[1])
    part = []
    if len(rows) < shape[0]:
        part.append(f"rows {rows[0]} to {rows[-1]}")
    if len(columns) < shape[1]:
        part.append(f"columns {columns[0]} to {columns[-1]}")
    return Grid(
        _caption(entry, part),
        tuple(map(str, columns)),
        tuple(map(str, rows)),
        tuple(tuple(cells[i][j] for j in columns) for i in rows),
    )


def _span(length: int, most: int, around: int) -> range:
    """At most so many places, with `around` near their beginning."""
    if length <= most:
        return range(length)
    begin = max(0, min(around - 1, length - most))
    return range(begin, begin + most)


def _folded(entry: Entry, vector: list[Cell], around: int, room: Place) -> Grid:
    """A vector over several rows, each headed by what to add to the index above."""
    widest = room[1]
    span = _span(len(vector), room[0] * widest, around)
    if len(vector) <= widest:
        return Grid(_caption(entry, []), tuple(map(str, span)), (), (tuple(vector),))
    starts = range(span.start, span.stop, widest)
    rows = tuple(tuple(vector[start : min(start + widest, span.stop)]) for start in starts)
    part = [f"entries {span[0]} to {span[-1]}"] if len(span) < len(vector) else []
    heads = tuple(f"{start} +" for start in starts)
    return Grid(_caption(entry, part), tuple(map(str, range(widest))), heads, rows)


def _caption(entry: Entry, part: list[str]) -> str:
    """Name and shape; of what is shown in part, also which part, and the range of all numbers."""
    assert entry.array
    words = [f"shape {entry.array.shape}"]
    words += [entry.array.dtype] if entry.array.dtype else []
    if part:
        words.append(" and ".join(part))
        flat = [float(number) for number in _flat(entry.array.data)]
        finite = [number for number in flat if math.isfinite(number)]
        if finite:
            words.append(f"all from {written(min(finite))} to {written(max(finite))}")
    return f"{entry.name}: {', '.join(words)}" if entry.name else ", ".join(words)


def _apart_in_words(number: Any, beside: Entry | None, at: Place) -> str:
    """A number that differs, in full where six digits would not tell it from the other."""
    other = beside.rows[at[0]][at[1]] if beside and beside.rows else None
    return repr(number) if written(number) == written(other) else written(number)


def written(number: Any) -> str:
    """A number with six significant digits."""
    match number:
        case "NaN" | "Infinity" | "-Infinity":
            return str(float(number))
        case float():
            return f"{number:.6g}"
    return str(number)
