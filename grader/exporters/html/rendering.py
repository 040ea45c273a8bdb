"""Templates, and what each of their expressions passes through before it is on a page."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grader import words
from grader.exporters.html.code import lines, wide
from grader.exporters.html.prose import formula, inline, prose, visible
from grader.exporters.html.totals import decided, missed
from grader.exporters.html.values import BRIEF, sides
from grader.model import Status

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


def render(template: str, **values: object) -> str:
    """A page; whatever is no Markup is escaped, and what cannot be seen is named."""
    return _ENVIRONMENT.get_template(template).render(values)


def points(value: float) -> str:
    """A number of points with its noun."""
    return f"{words.points(value)} {'point' if value == 1 else 'points'}"


def _finalize(value: Any) -> Any:
    """Every expression of a template passes here before it is escaped, so none is forgotten."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parents[1] / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = words.points
    filters = (decided, formula, inline, lines, missed, points, prose, sides, wide)
    environment.filters.update({each.__name__: each for each in filters})
    environment.globals.update(BRIEF=BRIEF, WORDS=WORDS, MISTAKES_SHOWN=MISTAKES_SHOWN)
    return environment


_ENVIRONMENT = _environment()
