"""Reports for a person in front of a terminal: what was asked, what came back, what it means."""

import re
import textwrap
from collections.abc import Iterator, Sequence

from click import style

from grader.model import CaseReport, Exercise, Part, PartReport, Report, Role, Shown, Status
from grader.tex import without_tex
from grader.words import counted, one_line, points, visible

WIDTH = 80
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2})([^\s*](?:[^*]*[^\s*])?)\1(?![\w*])")
MAX_LINES = 8
MAX_INPUT = 40
SHORT = 24
WORDS = {
    Status.PASSED: ("✓", "green", "passed"),
    Status.PARTIAL: ("◐", "yellow", "partly right"),
    Status.MISSED: ("✗", "red", "not right"),
    Status.ERROR: ("✗", "red", "stopped with an error"),
    Status.TIMEOUT: ("✗", "red", "ran out of time"),
    Status.MEMORY: ("✗", "red", "ran out of memory"),
    Status.SKIPPED: ("–", "yellow", "not run"),
    Status.NOT_ATTEMPTED: ("·", "cyan", "not answered yet"),
    Status.UNREADABLE: ("!", "red", "unreadable"),
    Status.NEEDS_REVIEW: ("?", "cyan", "waits for a person"),
    Status.UNGRADED: ("!", "magenta", "not graded"),
}


def export(reports: Sequence[Report]) -> str:
    """Each report in full, with terminal colours; whoever prints it decides whether they stay."""
    return "\n\n".join("\n".join(lines_of(report)) for report in reports) + "\n"


def question(exercise: Exercise, parts: Sequence[str]) -> str:
    """An exercise as a student reads it before answering."""
    whole = points(sum(part.points for part in exercise.parts))
    lines = [style(spread(f"{exercise.id} · {exercise.title}", f"{whole} points"), bold=True)]
    if exercise.topics:
        lines.append(style(", ".join(exercise.topics), dim=True))
    lines += ["", *paragraphs(exercise.prompt, "")] if exercise.prompt else []
    for part in exercise.parts:
        if part.name in parts:
            heading = spread(f"  {part.name}", f"{part.kind} · {points(part.points)}")
            lines += ["", style(heading, bold=True)]
            lines += paragraphs(part.question(), "  ")
            lines += ["", *hanging("    ", textwrap.wrap(answer_line(part, exercise), WIDTH - 4))]
    return "\n".join(lines) + "\n"


def answer_line(part: Part, exercise: Exercise) -> str:
    """How a student's file answers a part: the stub's line for it."""
    parameters = exercise.stub.signatures.get(part.name)
    if parameters is not None:
        written = (p.name if p.required else f"{p.name}={p.default!r}" for p in parameters)
        return f"def {part.name}({', '.join(written)}): ..."
    found = re.search(rf"(?m)^{part.name}\s*=.*$", exercise.stub.source)
    return found[0] if found else f"{part.name} = None"


def paragraphs(prompt: str, indent: str) -> list[str]:
    """A prompt with its formulas in plain text, wrapped; lists and code keep their lines."""
    lines: list[str] = []
    for block in without_tex(prompt).strip().split("\n\n"):
        kept = block.startswith((" ", "- ", "|", "```")) or "\n- " in block
        pieces = block.split("\n") if kept else [one_line(block)]
        for piece in pieces:
            hang = "  " if piece.startswith("- ") else ""
            wrapped = textwrap.wrap(
                piece,
                WIDTH - len(indent),
                subsequent_indent=hang,
                break_long_words=False,
                break_on_hyphens=False,
            )
            lines += [f"{indent}{line}" for line in wrapped or [piece]]
        lines.append("")
    return [EMPHASIS.sub(r"\2", line) for line in lines[:-1]]


def table(reports: Sequence[Report], still_open: Sequence[str]) -> str:
    """A line for each report: what is done and what is not; then what has no file yet."""
    width = max([len(report.exercise) for report in reports], default=0)
    lines = [table_row(report, width) for report in reports]
    if still_open:
        listed = textwrap.wrap(", ".join(still_open), WIDTH - 10, break_on_hyphens=False)
        lines += ["", *hanging("no file:  ", listed)]
    return "\n".join(lines) + "\n"


def table_row(report: Report, width: int) -> str:
    symbol, colour, words = WORDS[report.status]
    left = f"{symbol} {report.exercise:<{width}}  {visible(report.title)}"
    return style(spread(left, f"{words}  {sum_of(report):>9}"), fg=colour)


def lines_of(report: Report) -> Iterator[str]:
    _, colour, words = WORDS[report.status]
    title = f"{report.exercise} · {visible(report.title)}"
    yield style(spread(title, f"{words} · {sum_of(report)}"), bold=True)
    if report.trouble:
        yield from wrapped(f"Not graded: {report.trouble}", "  ", WORDS[Status.UNGRADED][1])
    before = None
    for part in report.parts:
        yield ""
        yield from part_lines(part, before)
        before = part.message
    told = {part.line for part in report.parts if not part.cases}
    for remark in report.remarks:
        if remark.line in told:
            continue
        yield ""
        yield from wrapped(sentence(remark.text), "  ")
    if report.output:
        yield ""
        yield "  Your code printed:"
        yield from block(report.output, "    ")


def sum_of(report: Report) -> str:
    if report.earned is None:
        return f"– of {points(report.points)}"
    waiting = f" (+{points(report.pending)} to decide)" if report.pending else ""
    return f"{points(report.earned)} of {points(report.points)}{waiting}"


def part_lines(part: PartReport, before: str | None) -> Iterator[str]:
    """A part; what was said of the part before is not said again."""
    symbol, colour, words = WORDS[part.status]
    earned = "–" if part.earned is None else points(part.earned)
    name = style(f"  {symbol} {part.name}", fg=colour, bold=True)
    right = f"{words} · {earned} of {points(part.points)}"
    yield name + " " * max(1, WIDTH - len(part.name) - 4 - len(right)) + right
    for diagnosis in part.diagnoses:
        yield from wrapped(f"Why: {without_tex(diagnosis.message)}", "    ", "cyan")
    if part.read_as is not None and part.status is not Status.PASSED:
        yield from wrapped(f"read as {part.read_as.text}", "    ")
    if part.message and part.message not in (words, before):
        yield from wrapped(sentence(part.message), "    ")
    if part.hint is not None and part.status is not Status.PASSED:
        yield from wrapped(f"Hint: {without_tex(part.hint)}", "    ", "cyan")
    if part.key is not None:
        yield from labelled("right answer", part.key)
    yield from case_lines(part.cases, explained=bool(part.diagnoses))


def case_lines(cases: Sequence[CaseReport], *, explained: bool) -> Iterator[str]:
    """Right cases by name, wrong ones with what is wrong; the first that may be seen in full.

    Where a cause is proved, the other wrong ones are named and no more.
    """
    if all(case.status is Status.PASSED for case in cases) and cases:
        hidden = sum(case.hidden for case in cases)
        yield f"    all {len(cases)} cases" + (f", {hidden} of them hidden" if hidden else "")
        return
    told: dict[str, str] = {}
    last = ""
    in_full = next((c for c in cases if is_wrong(c) and c.input is not None), None)
    for case in cases:
        symbol, colour, _ = WORDS[case.status]
        yield style(f"    {symbol} ", fg=colour) + visible(case.name) + label(case)
        message = case.message or ""
        if case is in_full or not (explained or message in told or not message):
            told[message] = case.name
            last = message
            yield from wrapped(sentence(message), "        ")
        elif message and not explained:
            first = "" if message == last else f" as with “{visible(told[message])}”"
            yield from (style(line, dim=True) for line in wrapped(f"the same{first}", "        "))
        if case is in_full:
            yield from values(case)


def is_wrong(case: CaseReport) -> bool:
    return case.status is not Status.PASSED


def label(case: CaseReport) -> str:
    words = [case.role.value] if case.role is not Role.CORE else []
    words += ["hidden"] if case.hidden else []
    return style(f"  ({', '.join(words)})", dim=True) if words else ""


def values(case: CaseReport) -> Iterator[str]:
    """The input in full, so that the case can be tried; then what was wanted and what came.

    A single number is not said again: the message has it.
    """
    if case.input is not None:
        yield from labelled("called with", case.input, MAX_INPUT)
    if case.expected is None or (case.got is not None and is_short(case.expected)):
        return
    for name, value in (("expected", case.expected), ("got", case.got)):
        if value is not None:
            yield from labelled(name, value)


def is_short(value: Shown) -> bool:
    return value.value is None and len(value.text) <= SHORT


def labelled(name: str, value: Shown, most: int = MAX_LINES) -> Iterator[str]:
    lines = visible(value.text).split("\n")
    if len(lines) == 1 and len(lines[0]) + len(name) < WIDTH - 12:
        yield style(f"        {name}: ", dim=True) + lines[0]
        return
    yield style(f"        {name}:", dim=True)
    yield from block(value.text, "          ", most)


def block(text: str, indent: str, most: int = MAX_LINES) -> Iterator[str]:
    """Lines as they are, the first few, cut to the width."""
    lines = visible(text).rstrip("\n").split("\n")
    for line in lines[:most]:
        room = WIDTH - len(indent)
        yield indent + (line if len(line) <= room else line[: room - 1] + "…")
    if len(lines) > most:
        yield f"{indent}… {counted(len(lines) - most, 'more line')}"


def wrapped(text: str, indent: str, colour: str | None = None) -> Iterator[str]:
    for paragraph in visible(text).split("\n"):
        for line in textwrap.wrap(paragraph, WIDTH - len(indent)):
            yield indent + (style(line, fg=colour) if colour else line)


def hanging(label: str, lines: Sequence[str]) -> list[str]:
    return [(label if i == 0 else " " * len(label)) + line for i, line in enumerate(lines)]


def spread(left: str, right: str) -> str:
    """Two texts at the two ends of a line."""
    room = WIDTH - len(right) - 2
    left = left if len(left) <= room else left[: room - 1] + "…"
    return left + " " * (WIDTH - len(left) - len(right)) + right


def sentence(text: str) -> str:
    """A message as a line of its own begins with a capital, unless it begins with a name."""
    first = text.split(" ")[0]
    return text[:1].upper() + text[1:] if first.isalpha() and first.islower() else text
