"""Ways to write reports down: one file each, and one line here.

They are imported when they are used: a page needs Jinja2, and a verdict in a terminal does not.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from grader.model import Report

if TYPE_CHECKING:
    from grader.exporters.marks import Marks, Written

EXPORTERS = {
    "canvas": "grader.exporters.canvas",
    "csv": "grader.exporters.csv",
    "csv-long": "grader.exporters.csv_long",
    "gradescope": "grader.exporters.gradescope",
    "html": "grader.exporters.html",
    "json": "grader.exporters.json",
    "moodle": "grader.exporters.moodle",
    "terminal": "grader.exporters.terminal",
}


def exporter(name: str) -> Callable[[Sequence[Report]], str]:
    """The `export` of an exporter: reports in, text out."""
    export: Callable[[Sequence[Report]], str] = import_module(EXPORTERS[name]).export
    return export


def class_exporter(name: str) -> Callable[["Marks"], "Written"]:
    """The `export_class` of an exporter, which hands a class to another program."""
    export: Callable[[Marks], Written] = import_module(EXPORTERS[name]).export_class
    return export
