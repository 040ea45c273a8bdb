"""Pages for people: one student's answers with their reasons, and what a whole class earned."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader import words
from grader.model import Answer, ArrayData, CaseReport, Formula, PartReport, Report, Shown, Status
from grader.tex import plain
from grader.words import natural

WORDS = {
    Status.PASSED: ("✓", "passed"),
    Status.PARTIAL: ("◐", "partly right"),
    Status.MISSED: ("✗", "missed"),
    Status.ERROR: ("!", "stopped with an error"),
    Status.TIMEOUT: ("◷", "out of time"),
    Status.MEMORY: ("▦", "out of memory"),
    Status.SKIPPED: ("»", "not run"),
    Status.NOT_ATTEMPTED: ("○", "not attempted"),
    Status.UNREADABLE: ("?", "could not be read"),
    Status.NEEDS_REVIEW: ("◔", "waits for a person"),
    Status.UNGRADED: ("□", "not graded"),
}
MISTAKES_SHOWN = 5
WIDEST = 10  # columns of a table that still fit on a sheet of A4


def export(reports: Sequence[Report]) -> str:
    """One self-contained page about one student, exercise by exercise.

    Raises ValueError for two students: nobody's page may show somebody else's work.
    """
    ordered = _in_order(reports)
    students = {report.student for report in ordered}
    if len(students) > 1:
        raise ValueError(f"a page is about one student, got {len(students)}")
    student = next(iter(students), "nobody")
    return _render("student.html", student=student, reports=ordered, total=_total(ordered))


def index(reports: Sequence[Report], pages: Mapping[str, str]) -> str:
    """The class page; `pages` leads from a student to the quoted, relative address of a page."""
    ordered = _in_order(reports)
    exercises = list(dict.fromkeys(report.exercise for report in ordered))
    return _render(
        "class.html",
        rows=[_row(ordered, student, exercises, pages) for student in _students(ordered)],
        exercises=[_summary([r for r in ordered if r.exercise == name]) for name in exercises],
        troubles=[report for report in ordered if report.earned is None],
    )


def _in_order(reports: Sequence[Report]) -> list[Report]:
    """By student, and by the course's order of exercises, as far as the ids tell it."""
    return sorted(reports, key=lambda report: (report.student, natural(report.exercise)))


def _students(reports: Sequence[Report]) -> list[str]:
    return sorted({report.student for report in reports})


# --- what was earned ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Total:
    """What several reports earned together; `earned` is None if all wait or none was graded."""

    earned: float | None
    pending: float
    points: float
    graded_points: float
    ungraded: tuple[Report, ...]


def _total(reports: Sequence[Report]) -> Total:
    graded = [report for report in reports if report.earned is not None]
    marks = [mark for mark in map(decided, graded) if mark is not None]
    return Total(
        earned=sum(marks) if marks else None,
        pending=sum(report.pending for report in reports),
        points=sum(report.points for report in reports),
        graded_points=sum(report.points for report in graded),
        ungraded=tuple(report for report in reports if report.earned is None),
    )


def decided(marked: Report | PartReport) -> float | None:
    """What was earned, or None while all of it waits: a sum over no decided part is no zero."""
    return None if marked.status is Status.NEEDS_REVIEW else marked.earned


@dataclass(frozen=True, slots=True)
class Row:
    """A student's line on the class page; None stands where no report exists."""

    student: str
    page: str | None
    cells: tuple[Report | None, ...]
    total: Total


def _row(
    reports: Sequence[Report], student: str, exercises: Sequence[str], pages: Mapping[str, str]
) -> Row:
    own = {report.exercise: report for report in reports if report.student == student}
    cells = tuple(own.get(exercise) for exercise in exercises)
    return Row(student, pages.get(student), cells, _total(list(own.values())))


@dataclass(frozen=True, slots=True)
class Cause:
    """A mistake, how many reports show it, and the share of graded reports that is."""

    part: str
    mistake: str
    message: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Summary:
    """One exercise over the class: `marks` are those that were decided, in full or in part."""

    exercise: str
    title: str
    points: float
    graded: int
    marks: tuple[float, ...]
    waiting: int
    ungraded: int
    causes: tuple[Cause, ...]

    @property
    def mean(self) -> float:
        """The mean of the marks; there must be one."""
        return math.fsum(self.marks) / len(self.marks)


def _summary(reports: Sequence[Report]) -> Summary:
    graded = [report for report in reports if report.earned is not None]
    return Summary(
        exercise=reports[0].exercise,
        title=reports[0].title,
        points=reports[0].points,
        graded=len(graded),
        marks=tuple(mark for mark in map(decided, graded) if mark is not None),
        waiting=sum(report.pending > 0 for report in reports),
        ungraded=len(reports) - len(graded),
        causes=_causes(graded),
    )


def _causes(reports: Sequence[Report]) -> tuple[Cause, ...]:
    """The mistakes by frequency, each counted once in a report however often it shows."""
    messages: dict[tuple[str, str], str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for report in reports:
        found = {
            (part.name, diagnosis.mistake): diagnosis.message
            for part in report.parts
            for diagnosis in part.diagnoses
        }
        counts.update(found.keys())
        messages = found | messages
    return tuple(
        Cause(part, mistake, messages[part, mistake], count, count / len(reports))
        for (part, mistake), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


# --- values side by side ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as it is written, and whether the other side has another one."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A small array, or a band of its columns; the rows of a short vector have no heads."""

    caption: str
    columns: range
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One value of a case: grids where it is a small array, else its text."""

    label: str
    text: str
    grids: tuple[Grid, ...]

    @property
    def broad(self) -> bool:
        """Whether two of its kind are read better one below the other."""
        return any(len(grid.columns) > 5 for grid in self.grids)

    @property
    def cells(self) -> list[Cell]:
        """All cells of all grids."""
        return [cell for grid in self.grids for row in grid.rows for cell in row]


Numbers = list[list[Any]]


def sides(case: CaseReport) -> list[Side]:
    """Input, expected and got, as far as the case may show them; a hidden case shows none."""
    if case.hidden:
        return []
    want, got = _numbers(case.expected), _numbers(case.got)
    marks = _marks(case.expected, case.got)
    given = [
        ("input", case.input, _grids(case.input, _numbers(case.input))),
        ("expected", case.expected, _grids(case.expected, want, got, marks)),
        ("got", case.got, _grids(case.got, got, want, marks)),
    ]
    return [Side(label, shown.text, grids) for label, shown, grids in given if shown is not None]


def _numbers(shown: Shown | None) -> Numbers | None:
    """The rows of an array of one or two axes; None for what is none, or is empty."""
    if shown is None or shown.value is None or 0 in shown.value.shape:
        return None
    match shown.value:
        case ArrayData(shape=(_,), data=list(row)):
            return [row]
        case ArrayData(shape=(_, _), data=list(rows)):
            return rows
    return None


def _marks(expected: Shown | None, got: Shown | None) -> frozenset[tuple[int, int]]:
    """Where two arrays of one shape differ.

    A report does not say which tolerance judged the case, so this is the usual one; if nothing
    differs by it, a stricter one was used and whatever is unequal differs.
    """
    want, have = _numbers(expected), _numbers(got)
    if not (expected and got and expected.value and got.value and want and have):
        return frozenset()
    if expected.value.shape != got.value.shape:
        return frozenset()
    slack = _slack(expected.value, got.value, want)
    pairs = {
        (i, j): (wanted, had)
        for i, rows in enumerate(zip(want, have, strict=True))
        for j, (wanted, had) in enumerate(zip(*rows, strict=True))
    }
    marks = frozenset(at for at, pair in pairs.items() if _apart(*pair, slack))
    return marks or frozenset(at for at, (wanted, had) in pairs.items() if wanted != had)


def _slack(expected: ArrayData, got: ArrayData, want: Numbers) -> tuple[float, float]:
    """Relative and absolute tolerance: none for integers, wider for numbers of low precision."""
    if not expected.dtype.startswith("float"):
        return 0.0, 0.0
    sizes = [abs(float(number)) for row in want for number in row]
    largest = max((size for size in sizes if math.isfinite(size)), default=0.0)
    match got.dtype:
        case "float16":
            return 1e-2, 1e-2 * largest + 1e-12
        case "float32":
            return 1e-4, 1e-4 * largest + 1e-12
    return 1e-6, 1e-9 * largest + 1e-12


def _apart(want: Any, got: Any, slack: tuple[float, float]) -> bool:
    if want == got:
        return False
    wanted, had = float(want), float(got)
    if not (math.isfinite(wanted) and math.isfinite(had)):
        return True
    relative, absolute = slack
    return abs(had - wanted) > relative * abs(wanted) + absolute


def _grids(
    shown: Shown | None,
    numbers: Numbers | None,
    other: Numbers | None = None,
    marks: frozenset[tuple[int, int]] = frozenset(),
) -> tuple[Grid, ...]:
    if shown is None or shown.value is None or numbers is None:
        return ()
    rows = tuple(
        tuple(
            _cell(mine, other[i][j]) if other and (i, j) in marks else Cell(_written(mine))
            for j, mine in enumerate(row)
        )
        for i, row in enumerate(numbers)
    )
    caption = f"shape {shown.value.shape}, {shown.value.dtype}"
    return _bands(caption, rows) if len(shown.value.shape) == 2 else _folded(caption, rows[0])


def _bands(caption: str, rows: tuple[tuple[Cell, ...], ...]) -> tuple[Grid, ...]:
    """A matrix, cut between columns where it is too wide."""
    heads = tuple(map(str, range(len(rows))))
    every = range(len(rows[0]))
    if len(every) <= WIDEST:
        return (Grid(caption, every, heads, rows),)
    bands = [every[start : start + WIDEST] for start in every[::WIDEST]]
    return tuple(
        Grid(
            f"{caption}, columns {band[0]} to {band[-1]}",
            band,
            heads,
            tuple(row[band.start : band.stop] for row in rows),
        )
        for band in bands
    )


def _folded(caption: str, vector: tuple[Cell, ...]) -> tuple[Grid, ...]:
    """A vector over several rows, each headed by what to add to the index above."""
    if len(vector) <= WIDEST:
        return (Grid(caption, range(len(vector)), (), (vector,)),)
    starts = range(0, len(vector), WIDEST)
    rows = tuple(vector[start : start + WIDEST] for start in starts)
    return (Grid(caption, range(WIDEST), tuple(f"{start} +" for start in starts), rows),)


def _cell(mine: Any, other: Any) -> Cell:
    """A number that differs, in full where six digits would not tell it from the other."""
    alike = _written(mine) == _written(other)
    return Cell(repr(mine) if alike else _written(mine), differs=True)


def _written(number: Any) -> str:
    match number:
        case "NaN" | "Infinity" | "-Infinity":
            return str(float(number))
        case float():
            return f"{number:.6g}"
    return str(number)


# --- text ---------------------------------------------------------------------------------------

# What a page would not show, or what would reorder its text: control and format characters but
# for tab, line feed and the two joiners that scripts and emoji need; and lone surrogates.
_LINE_END = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r"^```[^\n]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_BULLET = re.compile(r"^[ \t]*([-*]|\d{1,9}[.)])[ \t]+", re.MULTILINE)
MATHML = re.compile(
    r'<math xmlns="http://www\.w3\.org/1998/Math/MathML">'
    r"(?:</?(?:mrow|mi|mn|mo|mfrac|msup|msub|msqrt)>|[\w.()|·+−-])*</math>"
)
_SPAN = re.compile(
    r"`(?P<code>[^`]+)`|\$\$(?P<display>[^$]+)\$\$|\$(?P<formula>[^$]+)\$|\*\*(?P<strong>[^*]+)\*\*"
    r"|(?<![\w*])\*(?P<em>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])"
)


def visible(text: str) -> str:
    """The text with what cannot be seen, or moves other text, named: ⟨U+202E⟩."""
    return words.visible(text.replace("\r\n", "\n"))


def _finalize(value: Any) -> Any:
    """Every expression of a template passes here before it is escaped, so none is forgotten."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def points(value: float) -> str:
    """A number of points with its noun."""
    return f"{words.points(value)} {'point' if value == 1 else 'points'}"


def lines(answer: Answer) -> Iterator[tuple[int | None, str]]:
    """An answer line by line, numbered as in the student's file if its place is known."""
    for offset, line in enumerate(_LINE_END.split(answer.text.rstrip("\r\n"))):
        yield (None if answer.line is None else answer.line + offset), line


def wide(text: str) -> bool:
    """Whether a box on a narrow screen would have to scroll to show the text."""
    return any(len(line.expandtabs(4)) > 24 for line in _LINE_END.split(text))


def formula(read_as: Formula) -> Markup:
    """A typed formula as MathML, where it holds only elements that we write; else as text."""
    if MATHML.fullmatch(read_as.mathml):
        return Markup(read_as.mathml)
    return Markup("<code>{}</code>").format(visible(read_as.text))


def inline(text: str) -> Markup:
    """`code`, **bold** and formulas inside a sentence; all else is escaped as it stands."""
    done, at = Markup(), 0
    for match in _SPAN.finditer(text):
        done += escape(visible(text[at : match.start()])) + _span(match)
        at = match.end()
    return done + escape(visible(text[at:]))


def _span(match: re.Match[str]) -> Markup:
    match match.lastgroup:
        case "code":
            return Markup("<code>{}</code>").format(visible(match["code"]))
        case "strong":
            return Markup("<strong>{}</strong>").format(inline(match["strong"]))
        case "em":
            return Markup("<em>{}</em>").format(inline(match["em"]))
        case kind:
            formula = visible(plain(match[kind or 0]))
            return Markup('<span class="formula {}">{}</span>').format(kind, formula)


def prose(text: str) -> Markup:
    """Paragraphs, lists and fenced code of a prompt in Markdown; nothing else is interpreted."""
    done = Markup()
    for position, chunk in enumerate(_FENCE.split(text.replace("\r\n", "\n"))):
        if position % 2:
            done += Markup("<pre><code>{}</code></pre>\n").format(visible(chunk))
        else:
            done += Markup().join(map(_block, re.split(r"\n[ \t]*\n", chunk)))
    return done


def _block(text: str) -> Markup:
    """A paragraph, a list, or a paragraph that leads to a list."""
    lead, *listed = _BULLET.split(text)
    done = Markup("<p>{}</p>\n").format(inline(lead.strip())) if lead.strip() else Markup()
    if not listed:
        return done
    items = [Markup("<li>{}</li>").format(inline(item.strip())) for item in listed[1::2]]
    frame = Markup("<ul>{}</ul>\n")
    if listed[0][:-1]:
        frame = Markup('<ol start="{}">{{}}</ol>\n').format(int(listed[0][:-1]))
    return done + frame.format(Markup().join(items))


# --- templates ----------------------------------------------------------------------------------


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["formula"] = formula
    environment.filters["number"] = words.points
    filters = (decided, inline, lines, points, prose, sides, wide)
    environment.filters.update({each.__name__: each for each in filters})
    environment.globals.update(WORDS=WORDS, MISTAKES_SHOWN=MISTAKES_SHOWN)
    return environment


_ENVIRONMENT = _environment()


def _render(template: str, **values: object) -> str:
    return _ENVIRONMENT.get_template(template).render(values)
