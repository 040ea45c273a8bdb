"""Drawings of a case from its own values, as SVG. One is made only where the numbers prove it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from operator import mul
from typing import Any

from markupsafe import Markup

from grader.exporters.html.reading import Entry, by_name, entries
from grader.exporters.html.values import Place, differences, written
from grader.model import ArrayData, CaseReport

MOST_SIDE = 26
MOST_FIELD = 48
MOST_LINES = 400
IMAGES = {"img", "image", "picture", "photo"}
CLOSE = 1e-3  # inputs are read back from six digits

Rows = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Picture:
    """Drawings side by side, each with its words, and what they show together."""

    caption: str
    drawings: tuple[tuple[str, Markup], ...]
    kind: str


def picture(case: CaseReport) -> Picture | None:
    """The drawing that explains a missed case, or None; a hidden case has none."""
    if case.hidden:
        return None
    for draw in (footprint, receptive_field, images, places):
        found = draw(case)
        if found is not None:
            return found
    return None


# --- a kernel on its input ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Window:
    """A kernel that slides over an image with zeros around it."""

    image: Rows
    kernel: Rows
    dilation: int
    stride: int
    padding: int

    def pixel(self, i: int, j: int) -> float:
        """A pixel, counted from the corner of the zeros around the image."""
        i, j = i - self.padding, j - self.padding
        inside = 0 <= i < len(self.image) and 0 <= j < len(self.image[0])
        return float(self.image[i][j]) if inside else 0.0

    def taps(self, at: Place) -> list[tuple[Place, float]]:
        """Where the taps stand for one output, with their weights."""
        i, j = at[0] * self.stride, at[1] * self.stride
        return [
            ((i + a * self.dilation, j + b * self.dilation), float(weight))
            for a, row in enumerate(self.kernel)
            for b, weight in enumerate(row)
        ]

    def output(self, at: Place) -> float:
        return sum(weight * self.pixel(*tap) for tap, weight in self.taps(at))

    @property
    def sides(self) -> Place:
        """Rows and columns of the image with its zeros."""
        return len(self.image) + 2 * self.padding, len(self.image[0]) + 2 * self.padding


def footprint(case: CaseReport) -> Picture | None:
    """Which pixels feed the first wrong output, where every expected output is such a sum."""
    window, want = _window(by_name(case.input)), _lone(case.expected)
    if window is None or want is None or max(window.sides) > MOST_SIDE or not _is(window, want):
        return None
    got = _lone(case.got)
    at = min(differences(got, want), default=(0, 0)) if got else (0, 0)
    taps = window.taps(at)
    label = f"output [{at[0]}, {at[1]}] reads {len(taps)} pixels of the input"
    words = f"Output [{at[0]}, {at[1]}] reads the {len(taps)} framed pixels"
    if len(taps) <= 6:
        terms = [f"{_factor(w)} · {_factor(window.pixel(*tap))}" for tap, w in taps]
        words += f": {' + '.join(terms)} = {written(_of(want, at))}"
    if window.padding:
        words += "; the dotted ones are the zeros around the image"
    return Picture(f"{words}.", (("input", _grid_of(window, taps, label)),), "footprint")


def _window(inputs: Any) -> Window | None:
    matrices = [v for v in inputs.values() if isinstance(v, ArrayData) and len(v.shape) == 2]
    steps = {name: v for name, v in inputs.items() if not isinstance(v, ArrayData)}
    if len(matrices) != 2 or len(inputs) != 2 + len(steps):
        return None
    if not set(steps) <= {"dilation", "stride", "padding"}:
        return None
    if not all(isinstance(v, int) and 0 <= v <= MOST_SIDE for v in steps.values()):
        return None
    dilation, stride = steps.get("dilation", 1), steps.get("stride", 1)
    if not (dilation and stride):
        return None
    return Window(matrices[0].data, matrices[1].data, dilation, stride, steps.get("padding", 0))


def _is(window: Window, want: Entry) -> bool:
    """Whether the right outputs are what the window gives: shape and every number."""
    assert want.array
    rows, columns = window.sides
    reach = [(len(side) - 1) * window.dilation for side in (window.kernel, window.kernel[0])]
    shape = tuple(
        (length - far - 1) // window.stride + 1
        for length, far in zip((rows, columns), reach, strict=True)
    )
    if want.array.shape != shape:
        return False
    every = product(range(shape[0]), range(shape[1]))
    return all(_near(window.output(at), _of(want, at)) for at in every)


def _grid_of(window: Window, taps: Sequence[tuple[Place, float]], label: str) -> Markup:
    """The image, its zeros dotted, the pixels under the taps framed."""
    rows, columns = window.sides
    size = 44 if columns <= 8 else 26 if columns <= 14 else 16
    framed = {tap for tap, _ in taps}
    squares: dict[str, list[tuple[float, float]]] = {"zero": [], "pixel": [], "tap": []}
    figures = []
    p = window.padding
    for i, j in product(range(rows), range(columns)):
        zero = not (p <= i < rows - p and p <= j < columns - p)
        kind = "tap" if (i, j) in framed else "zero" if zero else "pixel"
        # Squares are drawn inside their cells, so that frames are not covered by neighbours.
        squares[kind].append((j * size + 1.5, i * size + 1.5))
        if size == 44 or (size == 26 and kind == "tap"):
            digits = 2 if size == 44 else 1
            figures.append(
                f'<text class="{kind}" x="{(j + 0.5) * size:g}" y="{(i + 0.5) * size:g}">'
                f"{window.pixel(i, j):.{digits}g}</text>"
            )
    drawn = [_drawn(kind, corners, size - 3) for kind, corners in squares.items()]
    return _svg(columns * size, rows * size, label, [*drawn, *figures])


def _drawn(kind: str, corners: Iterable[tuple[float, float]], side: float) -> str:
    """Squares of one kind as one path."""
    square = f"h{side:g}v{side:g}h-{side:g}z"
    return f'<path class="{kind}" d="{"".join(f"M{x:g} {y:g}{square}" for x, y in corners)}"/>'


# --- what one unit of a stack of layers sees ----------------------------------------------------


def receptive_field(case: CaseReport) -> Picture | None:
    """The pixels that one unit of the last layer sees, where their number is what was expected."""
    values = list(by_name(case.input).values())
    layers = _layers(values[0]) if len(values) == 1 and len(entries(case.input)) == 1 else None
    if not layers or case.expected is None:
        return None
    counts = _counts(layers)
    if str(counts[0]) != case.expected.text or counts[0] > MOST_FIELD or len(layers) > 6:
        return None
    if sum(n * k for n, (k, _, _) in zip(counts[1:], layers, strict=True)) > MOST_LINES:
        return None
    label = f"one unit of the last layer sees {counts[0]} pixels of a row"
    drawn = _pyramid(layers, counts, label)
    told = "; ".join(
        f"layer {i}: {k} taps, stride {s}" + (f", dilation {d}" if d != 1 else "")
        for i, (k, s, d) in enumerate(layers, 1)
    )
    words = f"One unit of the last layer, above, and the {counts[0]} pixels of a row that it spans"
    return Picture(f"{words} ({told}).", (("", drawn),), "field")


def _layers(value: Any) -> list[tuple[int, int, int]] | None:
    """(taps, stride, dilation) of each layer."""
    if not isinstance(value, list) or not value:
        return None
    for layer in value:
        if not (isinstance(layer, tuple) and len(layer) in (2, 3)):
            return None
        if not all(type(n) is int and 1 <= n <= MOST_FIELD for n in layer):
            return None
    return [(layer[0], layer[1], layer[2] if len(layer) == 3 else 1) for layer in value]


def _counts(layers: Sequence[tuple[int, int, int]]) -> list[int]:
    """How many units of each row lie within what one unit of the last spans, pixels first."""
    counts = [1]
    for taps, stride, dilation in reversed(layers):
        counts.append((counts[-1] - 1) * stride + (taps - 1) * dilation + 1)
    return counts[::-1]


def _pyramid(layers: Sequence[tuple[int, int, int]], counts: Sequence[int], label: str) -> Markup:
    """Rows of units, each joined to what it reads in the row below; unread units are empty."""
    jumps = list(accumulate((stride for _, stride, _ in layers), mul, initial=1))
    starts = [0.0]
    for (taps, _, dilation), jump in zip(layers, jumps, strict=False):
        starts.append(starts[-1] + (taps - 1) * dilation / 2 * jump)
    step = max(12.0, min(26.0, 620 / counts[0]))
    height, left = 46, 76

    def x(row: int, unit: int) -> float:
        return round(left + (starts[row] + unit * jumps[row] + 0.5) * step, 1)

    def y(row: int) -> float:
        return 18.0 + (len(layers) - row) * height

    read = {len(layers): {0}}
    lines = []
    for row in range(len(layers), 0, -1):
        taps, stride, dilation = layers[row - 1]
        read[row - 1] = set()
        for unit, tap in product(sorted(read[row]), range(taps)):
            below = unit * stride + tap * dilation
            read[row - 1].add(below)
            lines.append(f"M{x(row, unit):g} {y(row):g}L{x(row - 1, below):g} {y(row - 1):g}")
    pieces = [f'<path class="link" d="{"".join(lines)}"/>']
    for row, count in enumerate(counts):
        name = f"layer {row}" if row else "input"
        pieces.append(f'<text class="name" x="0" y="{y(row):g}">{name}</text>')
        for kind, those in (("pixel", set(range(count)) - read[row]), ("tap", read[row])):
            corners = [(x(row, unit) - 4.5, y(row) - 4.5) for unit in sorted(those)]
            pieces.append(_drawn(kind, corners, 9))
    return _svg(int(left + counts[0] * step + 6), int(y(0) + 16), label, pieces)


# --- images, and where arrays differ ------------------------------------------------------------


def images(case: CaseReport) -> Picture | None:
    """An image, its filtered result and the student's, on one scale of grey."""
    given = by_name(case.input)
    names = [name for name in given if name in IMAGES]
    want, got = _lone(case.expected), _lone(case.got)
    if len(names) != 1 or want is None or got is None:
        return None
    image = next(entry for entry in entries(case.input) if entry.name == names[0])
    if image.rows is None or not (want.rows and got.rows):
        return None
    sizes = [len(entry.rows) * len(entry.rows[0]) for entry in (image, want) if entry.rows]
    if min(sizes) < 9 or len(want.rows) < 3 or _shape(want) != _shape(got):
        return None
    scale = _range([*want.rows, *got.rows])
    own = _range(image.rows)
    drawn = (
        ("input", _shaded(image.rows, own, "the input as an image")),
        ("expected", _shaded(want.rows, scale, "the expected result as an image")),
        ("got", _shaded(got.rows, scale, "your result as an image")),
        ("where they differ", _map(got, want)),
    )
    ends = f"{written(scale[0])} is black, {written(scale[1])} white"
    return Picture(f"As images; in the results {ends}.", drawn, "images")


def places(case: CaseReport) -> Picture | None:
    """Where a large array differs, as a map."""
    want, got = _lone(case.expected), _lone(case.got)
    if want is None or got is None or not (got.rows and want.rows) or _shape(want) != _shape(got):
        return None
    if len(got.rows) * len(got.rows[0]) <= 64 or len(got.rows) < 2:
        return None
    return Picture(
        "Each square is a number of the result; the filled ones differ, the darker the more.",
        (("where they differ", _map(got, want)),),
        "images",
    )


def _map(got: Entry, want: Entry) -> Markup:
    """Filled squares where two arrays differ."""
    apart = differences(got, want)
    assert got.rows
    rows, columns = len(got.rows), len(got.rows[0])
    most = max((d for d in apart.values() if d < float("inf")), default=0.0) or 1.0
    strong = [at for at, distance in apart.items() if distance > most / 3]
    weak = [at for at, distance in apart.items() if distance <= most / 3]
    label = f"{len(apart)} of {rows * columns} numbers differ: {_where(apart, rows, columns)}"
    frame = f'<rect class="frame" width="{columns}" height="{rows}"/>'
    pieces = [frame, *_path("weak", weak), *_path("strong", strong)]
    return _svg(columns, rows, label, pieces, kind="map")


def _where(apart: Iterable[Place], rows: int, columns: int) -> str:
    """The rows and columns that hold differences, in words."""
    found = list(apart)
    if not found:
        return "none"
    lows, highs = (
        [min(x) for x in zip(*found, strict=True)],
        [max(x) for x in zip(*found, strict=True)],
    )
    if len(found) == rows * columns:
        return "all"
    return f"in rows {lows[0]} to {highs[0]} and columns {lows[1]} to {highs[1]}"


def _path(kind: str, squares: Iterable[Place]) -> list[str]:
    drawn = _squares(sorted(squares))
    return [f'<path class="{kind}" d="{drawn}"/>'] if drawn else []


def _shaded(rows: Rows, scale: tuple[float, float], label: str) -> Markup:
    """An image in greys, a path for each grey."""
    low, high = scale
    levels: dict[int, list[Place]] = {}
    for i, row in enumerate(rows):
        for j, number in enumerate(map(float, row)):
            levels.setdefault(_grey(number, low, high), []).append((i, j))
    pieces = [
        f'<path fill="#{f"{17 * level:02x}" * 3}" d="{_squares(at)}"/>'
        for level, at in sorted(levels.items())
    ]
    return _svg(len(rows[0]), len(rows), label, pieces, kind="map")


def _grey(number: float, low: float, high: float) -> int:
    """From 0, black, to 15, white; black for what is no number."""
    if number != number:
        return 0
    return round(15 * (min(max(number, low), high) - low) / (high - low)) if high > low else 8


def _squares(at: Iterable[Place]) -> str:
    return "".join(f"M{j} {i}h1v1h-1z" for i, j in at)


def _range(rows: Rows) -> tuple[float, float]:
    finite = [v for row in rows for v in map(float, row) if abs(v) < float("inf")]
    return (min(finite), max(finite)) if finite else (0.0, 0.0)


# --- shared -------------------------------------------------------------------------------------


def _svg(width: int, height: int, label: str, pieces: Sequence[str], kind: str = "drawn") -> Markup:
    """A drawing of squares and numbers that we made: nothing of a student's is in it."""
    size = f'width="{width}" height="{height}"'
    if kind == "map":
        scale = max(4, min(20, 150 // max(width, height)))
        size = f'width="{width * scale}" height="{height * scale}"'
    return Markup(
        f'<svg class="{kind}" role="img" aria-label="{label}" {size}'
        f' viewBox="0 0 {width} {height}">{"".join(pieces)}</svg>'
    )


def _lone(shown: Any) -> Entry | None:
    """The one matrix that a case shows, or None."""
    found = entries(shown)
    if len(found) != 1 or found[0].array is None or len(found[0].array.shape) != 2:
        return None
    return found[0]


def _shape(entry: Entry) -> tuple[int, ...]:
    return entry.array.shape if entry.array else ()


def _of(entry: Entry, at: Place) -> float:
    return float(entry.rows[at[0]][at[1]]) if entry.rows else float("nan")


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE * max(1.0, abs(other))


def _factor(number: float) -> str:
    return f"({written(number)})" if number < 0 else written(number)
