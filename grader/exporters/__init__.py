"""Ways to write reports down: one file each, and one line here.

They are imported when they are used: a page needs Jinja2, and a verdict in a terminal does not.
"""

from collections.abc import Callable, Sequence
from importlib import import_module

from grader.model import Report

EXPORTERS = {
    "csv": "grader.exporters.csv",
    "html": "grader.exporters.html",
    "json": "grader.exporters.json",
    "terminal": "grader.exporters.terminal",
}


def exporter(name: str) -> Callable[[Sequence[Report]], str]:
    """The `export` of an exporter: reports in, text out."""
    export: Callable[[Sequence[Report]], str] = import_module(EXPORTERS[name]).export
    return export
