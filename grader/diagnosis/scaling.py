"""Wrong numbers that are a multiple of the right ones, or off by the same amount."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from grader.checks import Array
from grader.diagnosis import inputs
from grader.diagnosis.evidence import FEW_NUMBERS, NUMBERS, Evidence, different
from grader.diagnosis.observation import Found, Observation, scalar
from grader.model import Value
from grader.values import figure

WORDS = {
    2.0: "twice the right one",
    3.0: "three times the right one",
    4.0: "four times the right one",
    1 / 2: "half of the right one",
    1 / 3: "a third of the right one",
    1 / 4: "a quarter of the right one",
}
BASE = "Look for a logarithm to the base {} where {} is meant."
# Constants that are known by name: the id, and what to look at.
NAMED: tuple[tuple[float, str, str, str], ...] = (
    (1 / np.log(2), "1/ln 2", "logarithm", BASE.format("2", "e")),
    (np.log(2), "ln 2", "logarithm", BASE.format("e", "2")),
    (1 / np.log(10), "1/ln 10", "logarithm", BASE.format("10", "e")),
    (np.log(10), "ln 10", "logarithm", BASE.format("e", "10")),
    (np.pi / 180, "π/180", "degrees", "Look for degrees and radians."),
    (180 / np.pi, "180/π", "degrees", "Look for degrees and radians."),
    (2**0.5, "√2", "constant_root", "Look at what is under the root."),
    (0.5**0.5, "1/√2", "constant_root", "Look at what is under the root."),
    (3**0.5, "√3", "constant_root", "Look at what is under the root."),
    (1 / 3**0.5, "1/√3", "constant_root", "Look at what is under the root."),
)
SUM = "Look whether a sum stands where a mean is asked for."
MEAN = "Look whether a mean stands where a sum is asked for."
TWICE = "Look whether it is multiplied once too often, or not divided by it."
NEVER = "Look whether it is divided by once too often, or not multiplied by it."
ROOTS = "Look at what is under the root, and whether a root is left out."
UNBIASED = "Look whether the mean is to be taken over n or over n − 1."
OPPOSITE = "Look where {n} stands, and where 1 − {n}."

Relation = tuple[str, Callable[[Array], Array], str, str]

# What numbers have in the middle that are not near one another by chance.
LARGE = 4

# How a factor can depend on a number n: the id, the words for it, and what to look at.
RELATIONS: tuple[Relation, ...] = (
    ("times", lambda n: n, "{n} times the right one", SUM),
    ("divided", lambda n: 1 / n, "the right one divided by {n}", MEAN),
    ("root", lambda n: np.sqrt(n), "√{n} times the right one", ROOTS),
    ("per_root", lambda n: 1 / np.sqrt(n), "the right one divided by √{n}", ROOTS),
    ("square", lambda n: n**2, "{n}² times the right one", SUM),
    ("per_square", lambda n: n**-2.0, "the right one divided by {n}²", MEAN),
    ("n_minus_1", lambda n: n / (n - 1), "{n}/({n} − 1) times the right one", UNBIASED),
    ("n_minus_1", lambda n: (n - 1) / n, "({n} − 1)/{n} times the right one", UNBIASED),
    ("n_minus_1", lambda n: (n / (n - 1)) ** 0.5, "√({n}/({n} − 1)) times the right one", UNBIASED),
    ("n_minus_1", lambda n: ((n - 1) / n) ** 0.5, "√(({n} − 1)/{n}) times the right one", UNBIASED),
)
LOOK_AT_PARAMETER = {SUM: TWICE, MEAN: NEVER}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that each call has: an input, or a length of one. `numbers` holds one per pair."""

    words: str
    numbers: Array
    parameter: bool


def factor(evidence: Evidence) -> Iterator[Found]:
    """The same factor for all numbers of a call: constant, or a quantity of the call."""
    found = factors(evidence) if evidence.enough else None
    if found is None:
        return
    known = np.isfinite(found)
    constant = found[known][0]
    if evidence.fits(constant * evidence.want):
        yield from constant_factor(evidence, float(constant))
    else:
        yield from named_factor(evidence, found, known)


def factors(evidence: Evidence) -> Array | None:
    """The factor of each pair, NaN where only zeros are wanted; None where there is none."""
    want, got = evidence.want, evidence.got
    if not np.isfinite(evidence.probe[0]).all() or (evidence.probe[1] == 0).any():
        return None
    finite = np.isfinite(want) & np.isfinite(got)
    want, got = np.where(finite, want, 0.0), np.where(finite, got, 0.0)
    size = np.add.reduceat(want * want, evidence.starts)
    found: Array = np.add.reduceat(want * got, evidence.starts) / size
    if not np.isfinite(found).any():
        return None
    candidate = evidence.spread(np.nan_to_num(found)) * evidence.want
    return found if evidence.fits(candidate) else None


def constant_factor(evidence: Evidence, constant: float) -> Iterator[Found]:
    # 0 times is a constant answer, and -1 times a sign; both are told by their own causes.
    if not evidence.seen or abs(constant) < 1e-12 or is_near(constant, -1):
        return
    for number, name, id, look in NAMED:
        if is_near(constant, number):
            yield Found(f"factor.{id}", f"Every number is {name} times the right one. {look}")
            return
    exactly = f"{figure(constant)} times the right one"
    words = next((w for number, w in WORDS.items() if is_near(constant, number)), exactly)
    look = "Look for a constant factor that is lost or too many."
    yield Found("factor", f"Every number is {words}. {look}")


def is_near(got: float, want: float) -> bool:
    return abs(got - want) <= 1e-6 * abs(want)


def named_factor(evidence: Evidence, found: Array, known: Array) -> Iterator[Found]:
    """A factor that differs from call to call as a quantity of the call does."""
    told = known & evidence.wrong_pairs
    fitting: dict[str, list[Quantity]] = {}
    relations: dict[str, Relation] = {}
    for quantity in quantities(evidence):
        if different(quantity.numbers[told]) < 2:
            continue
        for relation in RELATIONS:
            if relation[3] == UNBIASED and not is_count(quantity.numbers):
                relation = (*relation[:3], OPPOSITE.format(n=quantity.words))
            if agrees(relation[1], quantity.numbers, found, known):
                fitting.setdefault(relation[2], []).append(quantity)
                relations[relation[2]] = relation
    # Two relations that hold alike are rivals; two quantities that are always equal are not.
    if len(fitting) == 1:
        [(words, equal)] = fitting.items()
        yield factor_sentence(evidence, relations[words], equal)


def is_count(numbers: Array) -> bool:
    """Whether numbers can say over how many a mean is taken."""
    return bool((numbers == np.rint(numbers)).all() and (numbers >= 1).all())


def agrees(relation: Callable[[Array], Array], numbers: Array, found: Array, known: Array) -> bool:
    one = relation(numbers[known][:1])[0]
    if not abs(found[known][0] - one) <= 1e-6 * abs(one):
        return False
    wanted = relation(numbers[known])
    return bool((np.abs(found[known] - wanted) <= 1e-6 * np.abs(wanted)).all())


def factor_sentence(evidence: Evidence, relation: Relation, equal: list[Quantity]) -> Found:
    id, _, words, look = relation
    first = equal[0]
    also = f" (or {equal[1].words}, which is equal in every call)" if len(equal) > 1 else ""
    if first.parameter:
        told = f"Every number is {words.format(n=first.words)}{also}."
        name = first.words.strip("`")
        return Found(f"factor.{name}", f"{told} {LOOK_AT_PARAMETER.get(look, look)}")
    told = f"Every number is {words.format(n='n')}, with n {first.words}{also}."
    return Found(f"factor.{'count' if id != 'n_minus_1' else id}", f"{told} {look}")


def quantities(evidence: Evidence) -> Iterator[Quantity]:
    """Parameters that are numbers, then lengths of inputs."""
    columns = [measures(pair.call) for pair in evidence.pairs]
    for words in columns[0]:
        if all(words in column for column in columns):
            numbers = np.array([column[words] for column in columns], dtype=np.float64)
            yield Quantity(words, numbers, words.startswith("`"))


# Every entry of a tuple asks for the same calls in turn.
@lru_cache(maxsize=64)
def measures(call: Observation) -> Mapping[str, float]:
    """Everything about a call that can be counted, by the words for it."""
    found: dict[str, float] = {}
    for name, value in call.inputs.items():
        number = scalar(value)
        if number is not None:
            found[f"`{name}`"] = number
    for name, value in call.inputs.items():
        found.update(lengths(name, value))
    return found


def lengths(name: str, value: Value) -> Iterator[tuple[str, float]]:
    if isinstance(value, (list, tuple)):
        yield f"the length of `{name}`", len(value)
    if not isinstance(value, np.ndarray) or not value.ndim:
        return
    if value.ndim == 1:
        yield f"the length of `{name}`", value.size
        return
    for axis, length in enumerate(value.shape):
        yield axis_words(name, axis, value.ndim), length
    yield f"how many numbers `{name}` has", value.size
    if value.ndim > 2:
        pixels = value.shape[-1] * value.shape[-2]
        yield f"the product of the last two axes of `{name}`", pixels


def axis_words(name: str, axis: int, ndim: int) -> str:
    if ndim == 2:
        return f"the number of {('rows', 'columns')[axis]} of `{name}`"
    return f"the length of axis {axis} of `{name}`"


def offset(evidence: Evidence) -> Iterator[Found]:
    """The same amount added to all numbers: of all calls, or an input's."""
    if evidence.integers and evidence.numbers and evidence.distinct < NUMBERS:
        enough = evidence.distinct >= FEW_NUMBERS
    else:
        enough = evidence.enough
    if not enough or not np.isfinite(evidence.probe[0] - evidence.probe[1]).all():
        return
    if different(evidence.want[evidence.wrong]) < FEW_NUMBERS:
        # What is too large where one number is right shows nothing of the others.
        return
    constant = float(evidence.probe[0][0] - evidence.probe[1][0])
    if evidence.fits(evidence.want + constant):
        yield from constant_offset(evidence, constant)
    elif evidence.enough and not is_multiple(evidence):
        yield from inputs.term(evidence)


def is_multiple(evidence: Evidence) -> bool:
    """Whether a constant factor gives the same: an input added to itself is twice that input."""
    found = factors(evidence)
    known = found[np.isfinite(found)] if found is not None else None
    return known is not None and evidence.fits(known[0] * evidence.want)


def sometimes(evidence: Evidence) -> Iterator[Found]:
    """One whole number in each call, off by the same one where it is wrong, and right elsewhere."""
    if not evidence.integers or not evidence.numbers or evidence.wrong.sum() <= FEW_NUMBERS:
        return
    wanted = evidence.want[evidence.wrong]
    off = set((evidence.got - evidence.want)[evidence.wrong].tolist())
    if off not in ({1.0}, {-1.0}) or different(wanted) < FEW_NUMBERS:
        return
    # Small numbers are near one another whatever is wrong.
    if np.median(np.abs(wanted)) >= LARGE:
        size = "large" if off == {1.0} else "small"
        look = "Look at how a division is rounded, and at whether both ends are counted."
        yield Found("one_off", f"Where you are wrong, you are one too {size}. {look}")


def constant_offset(evidence: Evidence, constant: float) -> Iterator[Found]:
    size = "large" if constant > 0 else "small"
    if evidence.integers and abs(constant) == 1:
        look = "Look at a + 1 or − 1, and at whether both ends are counted."
        yield Found("off_by_one", f"Every number is one too {size}. {look}")
    elif evidence.seen and evidence.enough:
        words = f"Every number is too {size} by {figure(abs(constant))}, always the same."
        yield Found("offset", f"{words} Look for a constant that is added or left out.")
