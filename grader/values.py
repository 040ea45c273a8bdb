"""Values in words and figures: what they are, and how a report shows them."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader.model import ArrayData, Foreign, Shown, Value
from grader.words import cut

MAX_NUMBERS = 400


def describe(value: Value) -> str:
    """What a value is, with its article: `an array of shape (2, 3)`, `a list of 4`, `a string`."""
    match value:
        case Foreign(description):
            return description
        case None:
            return "None"
        case bool() | np.bool_():
            return "a boolean"
        case np.ndarray() if value.ndim == 0 and value.dtype.kind == "b":
            return "a boolean"
        case int() | np.integer():
            return "a whole number"
        case float() | np.floating():
            return "a number"
        case str():
            return "a string"
        case np.ndarray():
            noun = "an array of booleans" if value.dtype.kind == "b" else "an array"
            return f"{noun}, shape {shape_text(value.shape)}" if value.ndim else "a number"
        case list() | tuple() | dict():
            name = {list: "a list", tuple: "a tuple", dict: "a dictionary"}[type(value)]
            return f"{name} of {len(value)}"
    return f"a {type(value).__name__}"


def shape_text(shape: tuple[int, ...]) -> str:
    return str(tuple(int(n) for n in shape))


def figure(number: Any) -> str:
    """A number with six significant digits; integers in full."""
    if isinstance(number, (bool, np.bool_, int, np.integer)):
        return str(number)
    return f"{float(number) + 0.0:.6g}"


def text(value: Value) -> str:
    """A value for people, at most 2,000 characters."""
    return cut(_text(value))


def _text(value: Value) -> str:
    match value:
        case Foreign(description):
            return description
        case np.ndarray() if value.ndim == 0:
            return figure(value.item())
        case np.ndarray() if value.size == 0:
            return f"an empty array of shape {shape_text(value.shape)}"
        case np.ndarray():
            return array_text(value)
        case None | str():
            return repr(value)
        case list():
            return f"[{_items(value)}]"
        case tuple():
            return f"({_items(value)}{',' if len(value) == 1 else ''})"
        case dict():
            return "{" + ", ".join(f"{k!r}: {_text(v)}" for k, v in value.items()) + "}"
    return figure(value)


def _items(values: list[Value] | tuple[Value, ...]) -> str:
    joint = ",\n" if any(isinstance(v, np.ndarray) and v.ndim > 1 for v in values) else ", "
    return joint.join(_text(v) for v in values)


def array_text(array: np.ndarray[Any, Any]) -> str:
    """Nested lists in aligned columns; of a large array the edges only."""
    few = array.size <= MAX_NUMBERS
    width = max(map(len, map(figure, array.ravel()))) if few and array.ndim > 1 else 0
    rows = np.array2string(
        array,
        separator=", ",
        max_line_width=78,
        threshold=MAX_NUMBERS,
        edgeitems=3,
        formatter={"float_kind": lambda number: figure(number).rjust(width)},
    )
    if array.size <= MAX_NUMBERS:
        return rows
    return f"shape {shape_text(array.shape)}\n{rows}"


def named(values: Mapping[str, Value]) -> str:
    """`x = ...` lines, arrays on lines of their own."""
    return cut("\n".join(_named(name, value) for name, value in values.items()))


def _named(name: str, value: Value) -> str:
    words = _text(value)
    return f"{name} =\n{words}" if "\n" in words else f"{name} = {words}"


def shown(value: Value) -> Shown:
    """A value as a report holds it."""
    return Shown(text=text(value), value=array_data(value))


def shown_named(values: Mapping[str, Value]) -> Shown:
    return Shown(text=named(values))


def array_data(value: Value) -> ArrayData | None:
    if not isinstance(value, np.ndarray) or value.size > MAX_NUMBERS:
        return None
    return ArrayData(shape=value.shape, dtype=value.dtype.name, data=plain(value.tolist()))


def plain(data: Any) -> Any:
    """Nested lists with non-finite numbers as words, since JSON has no figure for them."""
    if isinstance(data, list):
        return [plain(item) for item in data]
    if isinstance(data, float) and not np.isfinite(data):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(data)]
    return data


def fingerprint(value: Value) -> str:
    """A value's kind, shape and numbers at six significant digits: equal for equal answers."""
    match value:
        case np.ndarray() if value.dtype.kind in "iufb":
            # Adding zero turns -0.0 into 0.0, which nobody can tell apart on paper.
            numbers = " ".join(f"{x + 0.0:.6g}" for x in value.ravel().tolist())
            return f"array {shape_text(value.shape)} {numbers}"
        case list() | tuple():
            return f"[{', '.join(fingerprint(item) for item in value)}]"
        case dict():
            return "{" + ", ".join(f"{k!r}: {fingerprint(value[k])}" for k in sorted(value)) + "}"
        case float():
            return f"{value + 0.0:.6g}"
    return _text(value)
