"""Slips with what goes in: a right computation of a wrong input.

A kernel that is flipped, a bias that is left out, a stride that is ignored, two arguments that are
exchanged: what comes out is the right answer for inputs that were changed so.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, permutations
from typing import Any

import numpy as np

Change = Callable[[Any], Any]


class Unfit(Exception):
    """A change that cannot be made to such a value."""


# Kind, what is to be said of a parameter, and what is done to its value.
CHANGES: list[tuple[str, str, Change]] = []


def change(kind: str, clause: str) -> Callable[[Change], Change]:
    def listed(function: Change) -> Change:
        CHANGES.append((kind, clause, function))
        return function

    return listed


@change("ignored", "`{}` is taken to be 0")
def zero(value: Any) -> Any:
    return number(value) * 0


@change("ignored", "`{}` is taken to be 1")
def one(value: Any) -> Any:
    return number(value) * 0 + 1


@change("transposed", "`{}` is transposed")
def transposed(value: Any) -> Any:
    if isinstance(value, list) and value:
        return [transposed(each) for each in value]
    return np.swapaxes(array(value, 2), -1, -2)


@change("flipped", "`{}` is turned upside down")
def upside_down(value: Any) -> Any:
    return array(value, 2)[..., ::-1, :]


@change("flipped", "`{}` is flipped left to right")
def left_to_right(value: Any) -> Any:
    return array(value, 2)[..., ::-1]


@change("flipped", "`{}` is rotated by 180°")
def rotated(value: Any) -> Any:
    return array(value, 2)[..., ::-1, ::-1]


@change("reversed", "`{}` is taken in reverse order")
def backwards(value: Any) -> Any:
    return sequence(value)[::-1]


@change("first_left_out", "the first of `{}` is left out")
def without_first(value: Any) -> Any:
    return sequence(value)[1:]


@change("last_left_out", "the last of `{}` is left out")
def without_last(value: Any) -> Any:
    return sequence(value)[:-1]


@change("first_alone", "the first of `{}` is taken alone")
def first_alone(value: Any) -> Any:
    return sequence(value)[:1]


@change("last_alone", "the last of `{}` is taken alone")
def last_alone(value: Any) -> Any:
    return sequence(value)[-1:]


@change("first_everywhere", "the first of `{}` stands for all of them")
def first_everywhere(value: Any) -> Any:
    items = sequence(value)
    repeated = [items[0]] * len(items) if len(items) else items
    return np.array(repeated) if isinstance(items, np.ndarray) else repeated


@change("one_too_large", "`{}` is one too large")
def one_more(value: Any) -> Any:
    return whole(value) + 1


@change("one_too_small", "`{}` is one too small")
def one_less(value: Any) -> Any:
    return whole(value) - 1


@change("negative", "`{}` has the opposite sign")
def negative(value: Any) -> Any:
    return -number(value)


@change("size", "`{}` is taken without its sign")
def unsigned(value: Any) -> Any:
    return abs(number(value))


@change("squared", "`{}` is squared")
def squared(value: Any) -> Any:
    return number(value) ** 2


@change("root", "the root of `{}` is taken")
def root(value: Any) -> Any:
    return np.sqrt(number(value))


@change("doubled", "`{}` is doubled")
def doubled(value: Any) -> Any:
    return 2 * number(value)


@change("halved", "`{}` is halved")
def halved(value: Any) -> Any:
    return number(value) / 2


@change("turned", "`{}` is turned round")
def turned(value: Any) -> Any:
    if not isinstance(value, (bool, np.bool_)):
        raise Unfit
    return not value


def of_inputs(
    names: Sequence[str], values: Sequence[Sequence[Any]]
) -> Iterator[tuple[str, str, Change]]:
    """Every slip with the inputs: its kind, its clause, and what it makes of all arguments.

    `values` are the arguments of every call; they tell which texts a parameter takes.
    """
    for at, name in enumerate(names):
        for kind, clause, function in CHANGES:
            yield f"input.{kind}", clause.format(name), changing(at, function)
        yield from of_texts(at, name, [row[at] for row in values if at < len(row)])
    for i, j in combinations(range(len(names)), 2):
        told = f"`{names[i]}` and `{names[j]}` are exchanged"
        yield "input.exchanged", told, exchanging(i, j)
    for i, j in permutations(range(len(names)), 2):
        told = f"`{names[j]}` stands where `{names[i]}` belongs"
        yield "input.replaced", told, replacing(i, j)


def of_texts(at: int, name: str, found: Sequence[Any]) -> Iterator[tuple[str, str, Change]]:
    texts = list(dict.fromkeys(value for value in found if isinstance(value, str)))
    for text in texts if len(texts) > 1 else ():
        told = f"`{name}` is taken to be {text!r} always"
        yield "input.ignored", told, changing(at, renaming(dict.fromkeys(texts, text)))
    for one, other in combinations(texts, 2):
        told = f"{one!r} and {other!r} are exchanged"
        yield "input.exchanged", told, changing(at, renaming({one: other, other: one}))


def renaming(names: dict[str, str]) -> Change:
    return lambda value: names.get(value, value)


def changing(at: int, function: Change) -> Change:
    return lambda given: [*given[:at], function(given[at]), *given[at + 1 :]]


def exchanging(i: int, j: int) -> Change:
    def exchange(given: list[Any]) -> list[Any]:
        found = list(given)
        found[i], found[j] = found[j], found[i]
        return found

    return exchange


def replacing(i: int, j: int) -> Change:
    return lambda given: [*given[:i], given[j], *given[i + 1 :]]


# --- which values a change can be made to ---------------------------------------------------------


def number(value: Any) -> Any:
    if isinstance(value, (bool, np.bool_, str, list, tuple, dict)) or value is None:
        raise Unfit
    return value


def whole(value: Any) -> Any:
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)):
        raise Unfit
    return value


def array(value: Any, axes: int) -> Any:
    if not isinstance(value, np.ndarray) or value.ndim < axes:
        raise Unfit
    return value


def sequence(value: Any) -> Any:
    if isinstance(value, list) or (isinstance(value, np.ndarray) and value.ndim):
        return value
    raise Unfit
