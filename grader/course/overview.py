"""A page that lists a course: its exercises with topics, parts, points and sources."""

from collections.abc import Iterator, Sequence

from grader.model import Exercise, Part
from grader.words import one_line, points


def overview(title: str, exercises: Sequence[Exercise]) -> str:
    """Markdown: a table of the exercises, then a section for each."""
    whole = sum(total(exercise) for exercise in exercises)
    count = sum(len(exercise.parts) for exercise in exercises)
    lines = [
        f"# {title}",
        "",
        f"{len(exercises)} exercises, {count} parts, {points(whole)} points. Written by "
        "`grader list --markdown`.",
        "",
        "| exercise | title | topics | parts | points |",
        "|---|---|---|---|---|",
        *(row(exercise) for exercise in exercises),
    ]
    for exercise in exercises:
        lines += ["", *section(exercise)]
    return "\n".join(lines) + "\n"


def row(exercise: Exercise) -> str:
    cells = [
        f"[{exercise.id}](#{exercise.id})",
        exercise.title,
        ", ".join(exercise.topics),
        str(len(exercise.parts)),
        points(total(exercise)),
    ]
    return f"| {' | '.join(cells)} |"


def section(exercise: Exercise) -> Iterator[str]:
    yield f'## <a id="{exercise.id}"></a>{exercise.id}: {exercise.title}'
    yield ""
    if exercise.source is not None:
        document, question = exercise.source
        yield f"From document `{document}`, question {question}."
        yield ""
    yield "| part | kind | points | asks for |"
    yield "|---|---|---|---|"
    for part in exercise.parts:
        yield f"| `{part.name}` | {part.kind} | {points(part.points)} | {asked(part)} |"
    if exercise.corrections:
        yield ""
        yield "What the document gets wrong, and what holds:"
        yield ""
        yield from (f"- {correction}" for correction in exercise.corrections)


def asked(part: Part) -> str:
    """The first paragraph of what a part asks, on one line of a table."""
    first = one_line(part.question().split("\n\n")[0])
    return first.replace("|", "\\|")


def total(exercise: Exercise) -> float:
    return sum(part.points for part in exercise.parts)
