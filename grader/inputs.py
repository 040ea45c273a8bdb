"""What a case gives to a function: literals, and a small vocabulary of seeded generators."""

import hashlib
import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import numpy as np
from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from typing_extensions import TypeAliasType

from grader.model import Frozen, Value

MOST = 1_000_000
Size = Annotated[int, Field(ge=0, le=100_000)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Make = Callable[[str, np.random.Generator], Value]
Ordered = TypeVar("Ordered", "Uniform", "Integers")


def small(shape: tuple[int, ...]) -> tuple[int, ...]:
    if math.prod(shape) > MOST:
        raise ValueError(f"must have at most {MOST} numbers (got {math.prod(shape)})")
    return shape


Shape = Annotated[
    tuple[Size, ...],
    Field(strict=False, max_length=8, description="The shape; [] is a plain number."),
    AfterValidator(small),
]


class Generator(Frozen):
    """A mapping with one word that names it; the list behind `normal` and its like is a shape."""

    def draw(self, rng: np.random.Generator, make: Make) -> Value:
        raise NotImplementedError


class Normal(Generator):
    """Normally distributed numbers."""

    normal: Shape
    mean: Finite = 0.0
    std: Annotated[Finite, Field(ge=0)] = 1.0

    def draw(self, rng: np.random.Generator, make: Make) -> Value:
        return plain(rng.normal(self.mean, self.std, self.normal))


class Uniform(Generator):
    """Evenly distributed numbers between `low` and `high`."""

    uniform: Shape
    low: Finite = 0.0
    high: Finite = 1.0

    def draw(self, rng: np.random.Generator, make: Make) -> Value:
        return plain(rng.uniform(self.low, self.high, self.uniform))

    @model_validator(mode="after")
    def _low_is_below_high(self) -> "Uniform":
        return in_order(self)


class Integers(Generator):
    """Whole numbers from `low` to `high`, both ends included."""

    integers: Shape
    low: int
    high: int

    def draw(self, rng: np.random.Generator, make: Make) -> Value:
        return plain(rng.integers(self.low, self.high, self.integers, endpoint=True))

    @model_validator(mode="after")
    def _low_is_below_high(self) -> "Integers":
        return in_order(self)


class Dirichlet(Generator):
    """Positive numbers that sum to 1 along the last axis."""

    dirichlet: Annotated[Shape, Field(min_length=1)]
    alpha: Annotated[Finite, Field(gt=0)] = 1.0

    def draw(self, rng: np.random.Generator, make: Make) -> Value:
        *batch, classes = self.dirichlet
        return rng.dirichlet(np.full(classes, self.alpha), size=tuple(batch))


class Zeros(Generator):
    """Zeros."""

    zeros: Shape

    def draw(self, rng: np.random.Generator, make: Make) -> Value:
        return plain(np.zeros(self.zeros))


class Full(Generator):
    """One number in every place."""

    full: Shape
    value: float | int

    def draw(self, rng: np.random.Generator, make: Make) -> Value:
        return plain(np.full(self.full, float(self.value)))


class Literally(Generator):
    """Nested lists as an array."""

    array: Any
    dtype: Literal["float", "int"] = "float"

    def draw(self, rng: np.random.Generator, make: Make) -> Value:
        return np.array(self.array, dtype=np.float64 if self.dtype == "float" else np.int64)

    @model_validator(mode="after")
    def _is_rectangular(self) -> "Literally":
        if not isinstance(self.array, list):
            raise ValueError("must be a list of numbers, or of such lists")
        try:
            drawn = np.array(self.array)
        except ValueError as error:
            raise ValueError("must be rectangular: its rows differ in length") from error
        if drawn.size and drawn.dtype.kind not in ("iu" if self.dtype == "int" else "iuf"):
            kind = "whole numbers" if self.dtype == "int" else "numbers"
            raise ValueError(f"must hold {kind} only")
        return self


class Tuples(Generator):
    """A list of tuples, such as layers of (kernel, stride)."""

    tuples: list[list[float | int]]

    def draw(self, rng: np.random.Generator, make: Make) -> Value:
        return [tuple(row) for row in self.tuples]


class Made(Generator):
    """A function `name(rng)` of the exercise's reference file."""

    make: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]

    def draw(self, rng: np.random.Generator, make: Make) -> Value:
        return make(self.make, rng)


GENERATORS: dict[str, type[Generator]] = {
    "normal": Normal,
    "uniform": Uniform,
    "integers": Integers,
    "dirichlet": Dirichlet,
    "zeros": Zeros,
    "full": Full,
    "array": Literally,
    "tuples": Tuples,
    "make": Made,
}


def form(value: Any) -> str | None:
    """Which form of input a value from YAML takes, or None where it takes none."""
    if isinstance(value, Generator):
        value = value.model_dump()
    if isinstance(value, dict):
        return next((word for word in GENERATORS if word in value), None)
    return "list" if isinstance(value, list) else "plain"


Plain = str | bool | int | float | None
if TYPE_CHECKING:
    Input = Any
else:
    # Named, so that a list of inputs can hold inputs.
    Input = TypeAliasType(
        "Input",
        Annotated[
            Annotated[Normal, Tag("normal")]
            | Annotated[Uniform, Tag("uniform")]
            | Annotated[Integers, Tag("integers")]
            | Annotated[Dirichlet, Tag("dirichlet")]
            | Annotated[Zeros, Tag("zeros")]
            | Annotated[Full, Tag("full")]
            | Annotated[Literally, Tag("array")]
            | Annotated[Tuples, Tag("tuples")]
            | Annotated[Made, Tag("make")]
            | Annotated[list["Input"], Tag("list")]
            | Annotated[Plain, Tag("plain")],
            Discriminator(form),
        ],
    )


def draw(value: Any, rng: np.random.Generator, make: Make) -> Value:
    """The value of an input; generators inside one input draw from `rng` in order."""
    if isinstance(value, Generator):
        return value.draw(rng, make)
    if isinstance(value, list):
        return [draw(item, rng, make) for item in value]
    return value


def generators(value: Any) -> list[Generator]:
    """Every generator in an input, in order."""
    if isinstance(value, Generator):
        return [value]
    return [g for item in value for g in generators(item)] if isinstance(value, list) else []


def is_random(value: Any) -> bool:
    """Whether an input differs from seed to seed."""
    fixed = (Zeros, Full, Literally, Tuples)
    return any(not isinstance(generator, fixed) for generator in generators(value))


def draw_all(
    inputs: Mapping[str, Any], seed: int, where: tuple[str, ...], make: Make
) -> dict[str, Value]:
    """Every input of a case, each from a generator of its own, so that none disturbs another."""
    return {
        name: draw(value, np.random.default_rng(number(str(seed), *where, name)), make)
        for name, value in inputs.items()
    }


def number(*names: str) -> int:
    """The seed that names stand for: SHA-256 of the names joined by newlines."""
    return int.from_bytes(hashlib.sha256("\n".join(names).encode()).digest(), "big")


def in_order(drawn: Ordered) -> Ordered:
    if drawn.low > drawn.high:
        raise ValueError(f"low must not be above high (got {drawn.low} and {drawn.high})")
    if not math.isfinite(drawn.high - drawn.low):
        raise ValueError(f"low and high are too far apart (got {drawn.low} and {drawn.high})")
    return drawn


def plain(array: Any) -> Value:
    """An array as it is; what has no axis as a plain number."""
    return array if isinstance(array, np.ndarray) and array.ndim else array.item()
