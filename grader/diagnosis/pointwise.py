"""Wrong numbers that are each a function of the right one: a root, a logarithm, a rounding."""

from collections.abc import Callable, Iterator

import numpy as np

from grader.checks import Array
from grader.diagnosis.evidence import BITS, INPUTS, Evidence
from grader.diagnosis.observation import Found

ROUGHLY = 1e-3
MOST_DECIMALS = 5

# What each wrong number is, and what to look at.
IMAGES: dict[str, tuple[Callable[[Array], Array], str, str]] = {
    "sign": (
        np.negative,
        "is exactly the negative of the right one",
        "Look for a minus sign lost or doubled.",
    ),
    "clipped": (
        lambda want: np.maximum(want, 0),
        "is right where the right one is positive, and 0 where it is negative",
        "Look for a maximum with 0, or an activation too many.",
    ),
    "squared": (
        np.square,
        "is the square of the right one",
        "Look for a square too many, or a square root left out.",
    ),
    "root": (
        np.sqrt,
        "is the square root of the right one",
        "Look for a square root too many, or a square left out.",
    ),
    "reciprocal": (
        np.reciprocal,
        "is 1 divided by the right one",
        "Look for a fraction upside down, or an exponent with the wrong sign.",
    ),
    "complement": (
        lambda want: 1 - want,
        "is 1 minus the right one",
        "Look whether the opposite event or class is meant.",
    ),
    "exponential": (
        np.exp,
        "is e to the power of the right one",
        "Look for a logarithm left out, or an exponential too many.",
    ),
    "exponential_negative": (
        lambda want: np.exp(-want),
        "is e to the power of minus the right one",
        "Look for a negative logarithm left out.",
    ),
    "logarithm": (
        np.log,
        "is the logarithm of the right one",
        "Look for a logarithm too many, or an exponential left out.",
    ),
    "logarithm_negative": (
        lambda want: -np.log(want),
        "is minus the logarithm of the right one",
        "Look for a negative logarithm too many.",
    ),
}


def image(id: str) -> Callable[[Evidence], Iterator[Found]]:
    """The cause that a function of IMAGES is taken of every right number."""
    function, words, look = IMAGES[id]

    def cause(evidence: Evidence) -> Iterator[Found]:
        if evidence.enough and evidence.is_image(function) and not is_of_places(evidence, id):
            yield Found(id, f"Every number {words}. {look}")

    return cause


def is_of_places(evidence: Evidence, id: str) -> bool:
    """Whether what is wrong with some signs alone can as well be wrong with some places.

    So it is where nothing on a diagonal is wrong, or the same places are in every call.
    """
    if id not in ("absolute", "clipped"):
        return False
    wrongs = np.split(evidence.wrong, evidence.starts[1:])
    masks = [w.reshape(p.want.shape) for w, p in zip(wrongs, evidence.pairs, strict=True)]
    if all(m.ndim == 2 and m.shape[0] == m.shape[1] for m in masks):
        return not any(mask.diagonal().any() for mask in masks)
    return len({(mask.shape, mask.tobytes()) for mask in masks if mask.any()}) == 1


def absolute(evidence: Evidence) -> Iterator[Found]:
    """Signs that are lost; where none is positive it cannot be told from the opposite sign."""
    if evidence.enough and bool((evidence.want > 0).any()) and evidence.is_image(np.abs):
        if is_of_places(evidence, "absolute"):
            return
        look = "Look for an absolute value, or a root of a square."
        yield Found("absolute", f"Every number is the right one without its sign. {look}")


def inverted(evidence: Evidence) -> Iterator[Found]:
    """Booleans, each the opposite of the right one."""
    told = evidence.distinct >= INPUTS and evidence.wrong.size >= BITS
    if evidence.booleans and told and bool(evidence.wrong.all()):
        yield Found(
            "inverted", "Every answer is the opposite of the right one. Look for a `not` too many."
        )


WHOLE_NUMBERS: tuple[tuple[str, Callable[[Array], Array], str], ...] = (
    ("nearest", np.rint, "the right one rounded to a whole number"),
    ("down", np.floor, "the right one rounded down to a whole number"),
    ("cut", np.trunc, "the right one without its decimals"),
    ("up", np.ceil, "the right one rounded up to a whole number"),
)


def whole(evidence: Evidence) -> Iterator[Found]:
    """Right numbers made whole: rounded, cut, floored or raised."""
    if evidence.integers or not evidence.enough or not is_short(evidence.probe[0], 0):
        return
    fitting = [words for _, make, words in WHOLE_NUMBERS if evidence.is_image(make)]
    if fitting:
        words = fitting[0] if len(fitting) == 1 else "the right one made a whole number"
        look = "Look for an array of integers, // instead of /, or a rounding."
        yield Found("whole", f"Every number is {words}. {look}")


def rounded(evidence: Evidence) -> Iterator[Found]:
    """Right numbers rounded to a few decimals."""
    if evidence.integers or not evidence.enough or is_short(evidence.probe[0], 0):
        return
    for decimals in range(1, MOST_DECIMALS + 1):
        if is_short(evidence.probe[0], decimals):
            if evidence.is_image(rounding(decimals)):
                yield Found(
                    "rounded", "Every number is rounded. Return it with all of its decimals."
                )
            return


def rounding(decimals: int) -> Callable[[Array], Array]:
    return lambda want: np.round(want, decimals)


def is_short(numbers: Array, decimals: int) -> bool:
    """Whether no number has more decimals; all are finite."""
    scaled = numbers * 10**decimals
    return bool((np.abs(scaled - np.rint(scaled)) <= 1e-9).all())


def precision(evidence: Evidence) -> Iterator[Found]:
    """Wrong by less than a thousandth everywhere: a fact, whatever the reason."""
    if evidence.integers or not evidence.enough:
        return
    off = np.abs(evidence.got - evidence.want)
    close = (off <= ROUGHLY * np.abs(evidence.want)) | ~evidence.wrong
    if close.all():
        yield Found(
            "precision",
            "Every number is off by less than a thousandth of the right one. Look for rounding "
            "on the way, single precision, or a small number such as an epsilon.",
        )
