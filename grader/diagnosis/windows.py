"""How many places a window has along an axis: the right formulas, and the slips with them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.diagnosis.observation import Observation, scalar
from grader.model import Value

IMAGES = ("x", "image", "img", "input", "inputs", "X", "h", "H", "maps", "a")
KERNELS = ("w", "W", "wd", "kernel", "filter", "filters", "weight", "weights", "W1", "K", "f", "k")
SIZES = ("k", "size", "kernel", "kernel_size", "pool", "pool_size", "window", "w")
STRIDES = ("stride", "s", "strides")
PADDINGS = ("padding", "p", "pad")
DILATIONS = ("dilation", "d", "rate", "dilation_rate")


@dataclass(frozen=True, slots=True)
class Sizes:
    """Along one axis: the input, the kernel, stride, padding and dilation."""

    n: int
    k: int
    s: int = 1
    p: int = 0
    d: int = 1


Extent = tuple[Callable[[Sizes], int], Callable[[Sizes], str]]


def dilated(v: Sizes) -> str:
    return str(v.k) if v.d == 1 else f"({v.d}·({v.k} − 1) + 1)"


# How far a kernel reaches, and how that is written.
EXTENTS: dict[str, Extent] = {
    "dilated": (lambda v: v.d * (v.k - 1) + 1, dilated),
    "plain": (lambda v: v.k, lambda v: str(v.k)),
    "taps": (lambda v: v.d * v.k, lambda v: f"{v.d}·{v.k}"),
    "wide": (
        lambda v: (v.d + 1) * (v.k - 1) + 1,
        lambda v: f"({v.d + 1}·({v.k} − 1) + 1)",
    ),
    "one": (lambda v: 1, lambda v: "1"),
    "none": (lambda v: 0, lambda v: "0"),
    "stride": (lambda v: v.s, lambda v: str(v.s)),
}


@dataclass(frozen=True, slots=True)
class Count:
    """⌊(n + sides·p − extent) / s⌋ + plus: what a window that slides has of places.

    `full` pads by the extent less 1 instead of p, on both sides.
    """

    sides: int = 2
    extent: str = "dilated"
    strided: bool = True
    ceiling: bool = False
    plus: int = 1
    full: bool = False
    kept: bool = False

    def size(self, v: Sizes) -> int:
        if self.kept:
            return v.n
        reach = EXTENTS[self.extent][0](v)
        padding = 2 * (reach - 1) if self.full else self.sides * v.p
        room, step = v.n + padding - reach, v.s if self.strided else 1
        return (-(-room // step) if self.ceiling else room // step) + self.plus

    def text(self, v: Sizes) -> str:
        """The sum with its numbers, as short as it can be written; without `= result`."""
        if self.kept:
            return str(v.n)
        reach, words = EXTENTS[self.extent][0](v), EXTENTS[self.extent][1](v)
        padding = 2 * (reach - 1) if self.full else self.sides * v.p
        pads = "" if not padding else f" + {2 if self.full else self.sides}·{padding_of(self, v)}"
        top = f"{v.n}{pads}" + ("" if words == "0" else f" − {words}")
        step = v.s if self.strided else 1
        if step != 1:
            exact = (v.n + padding - reach) % step == 0
            left, right = ("", "") if exact else "⌈⌉" if self.ceiling else "⌊⌋"
            top = f"{left}({top})/{step}{right}"
        return top + (f" + {self.plus}" if self.plus else "")


def padding_of(count: Count, v: Sizes) -> int:
    return EXTENTS[count.extent][0](v) - 1 if count.full else v.p


@dataclass(frozen=True, slots=True)
class Spread:
    """(n − 1)·s − sides·p + extent + plus: what the stamps of a transposed convolution cover."""

    sides: int = 2
    extent: str = "dilated"
    strided: bool = True
    plus: int = 0

    def size(self, v: Sizes) -> int:
        step = v.s if self.strided else 1
        return (v.n - 1) * step - self.sides * v.p + EXTENTS[self.extent][0](v) + self.plus

    def text(self, v: Sizes) -> str:
        step = f"·{v.s}" if self.strided and v.s != 1 else ""
        sides = abs(self.sides)
        cut = f" {'−' if self.sides > 0 else '+'} {sides}·{v.p}" if v.p and sides else ""
        more = f" {'+' if self.plus > 0 else '−'} {abs(self.plus)}" if self.plus else ""
        return f"({v.n} − 1){step}{cut} + {EXTENTS[self.extent][1](v)}{more}"


Formula = Count | Spread
Slip = tuple[str, Formula, str]

WINDOW, FULL, SAME, STAMPS = Count(), Count(full=True, strided=False), Count(kept=True), Spread()


def slips_of(right: Formula) -> Iterator[Slip]:
    """The slips with a formula: the id, what it becomes, and what is wrong with that in words."""
    yield from SLIPS[right]


# Two slips that share an id are the same one, told in the words of the first that holds.
SLIPS: dict[Formula, tuple[Slip, ...]] = {
    WINDOW: (
        ("padding", Count(sides=0), "the padding is left out"),
        ("padding_once", Count(sides=1), "the padding is counted on one side only"),
        ("padding_twice", Count(sides=4), "the padding is counted twice"),
        ("stride", Count(strided=False), "the stride is left out"),
        ("ceiling", Count(ceiling=True), "the division is rounded up where it is to be cut"),
        ("plus_one", Count(plus=0), "the + 1 for the first place is missing"),
        ("one_more", Count(plus=2), "one place too many is counted"),
        ("dilation", Count(extent="plain"), "the dilation is left out"),
        ("taps", Count(extent="taps"), "the kernel is counted with a gap behind its last tap"),
        ("gaps", Count(extent="wide"), "the gaps are one too wide: d is the step between two taps"),
        (
            "kernel",
            Count(extent="one"),
            "every window that begins on the input is counted, even where it hangs over the edge",
        ),
        ("full", FULL, "windows that hang over the edge are counted"),
        ("same", SAME, "the input's size is kept"),
        ("full", STAMPS, "this is the size of a transposed convolution"),
    ),
    FULL: (
        ("convolution", Count(strided=False), "only places inside the input are counted"),
        ("same", SAME, "the input's size is kept"),
        ("plus_one", replace(FULL, plus=0), "one place is missing"),
        ("one_more", replace(FULL, plus=2), "one place too many is counted"),
    ),
    STAMPS: (
        ("padding", Spread(sides=0), "the padding is not taken off"),
        ("padding_once", Spread(sides=1), "the padding is taken off one side only"),
        ("padding_twice", Spread(sides=4), "the padding is taken off twice"),
        ("padding_added", Spread(sides=-2), "the padding is added where it is to be taken off"),
        ("stride", Spread(strided=False), "the stride is left out"),
        (
            "multiple",
            Spread(extent="stride"),
            "the input times the stride is taken, whatever the kernel",
        ),
        ("kernel", Spread(extent="one"), "the kernel's size is left out"),
        ("plus_one", Spread(plus=-1), "one place is missing"),
        ("one_more", Spread(plus=1), "one place too many is counted"),
        ("dilation", Spread(extent="plain"), "the dilation is left out"),
        ("taps", Spread(extent="taps"), "the kernel is counted with a gap behind its last tap"),
        ("convolution", WINDOW, "this is the size of an ordinary convolution"),
        ("same", SAME, "the input's size is kept"),
    ),
}


# --- what the inputs of a call are --------------------------------------------------------------

Axes = tuple[Sizes, ...]


def readings(calls: Sequence[Observation]) -> Iterator[tuple[Axes, ...]]:
    """For each way to read the inputs as a window on an image, the sizes along the last axes.

    Nothing where there is no image, or no window.
    """
    names = list(calls[0].inputs)
    for image in sorted(images(calls[0], names), key=lambda n: place(n[0], IMAGES)):
        for kernel in sorted(names, key=lambda name: place(name, KERNELS)):
            if kernel not in image:
                found = [axes_of(call, image, kernel) for call in calls]
                if all(found):
                    yield tuple(axes for axes in found if axes)


def place(name: str, known: Sequence[str]) -> int:
    return known.index(name) if name in known else len(known)


def images(call: Observation, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Arrays, or two sides given as numbers: the inputs that can be the image."""
    for name in names:
        value = call.inputs[name]
        if isinstance(value, np.ndarray) and value.ndim:
            yield (name,)
    for sides in (("h", "w"), ("height", "width"), ("n",)):
        if all(whole(call.inputs.get(name)) is not None for name in sides):
            yield sides


def axes_of(call: Observation, image: tuple[str, ...], kernel: str) -> Axes | None:
    sides = sides_of(call, image)
    window = call.inputs.get(kernel)
    if isinstance(window, np.ndarray) and window.ndim:
        extents: tuple[int, ...] = window.shape[-2:]
    else:
        number = whole(window) if kernel in SIZES else None
        extents = () if number is None else (number,) * len(sides)
    if not extents or len(extents) != len(sides):
        return None
    s, p, d = setting(call, STRIDES, 1), setting(call, PADDINGS, 0), setting(call, DILATIONS, 1)
    if s < 1 or d < 1:
        return None
    return tuple(Sizes(n, k, s, p, d) for n, k in zip(sides, extents, strict=True))


def sides_of(call: Observation, image: tuple[str, ...]) -> tuple[int, ...]:
    value = call.inputs.get(image[0])
    if isinstance(value, np.ndarray) and value.ndim:
        return tuple(value.shape[-2:])
    numbers = (whole(call.inputs.get(name)) for name in image)
    return tuple(number for number in numbers if number is not None)


def setting(call: Observation, names: Sequence[str], default: int) -> int:
    """The first parameter of these names that is a whole number."""
    found = (whole(call.inputs.get(name)) for name in names)
    return next((number for number in found if number is not None), default)


def whole(value: Value) -> int | None:
    number = scalar(value)
    return int(number) if number is not None and number == int(number) else None
