"""Cells of tables that other programs read: harmless to a spreadsheet, quoted where need be."""

import re
from collections.abc import Iterable
from decimal import Decimal

from grader.words import visible

# A spreadsheet runs a cell that begins so as a formula, some after spaces or quotes; the wide
# signs are what some of them make plain ones of.
FORMULA = re.compile(r"""^[\s'"]*[=+\-@\t\r\n＝＋－＠]|^\s*[\t\r\n]""")
# Whatever may separate cells in somebody's spreadsheet, and spaces that a reader may strip.
SPECIAL = re.compile(r'[,;\t"\r\n]|^\s|\s$')


def neutral(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run."""
    shown = visible(cell)
    return f"'{shown}" if FORMULA.match(cell) or FORMULA.match(shown) else shown


def quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if SPECIAL.search(cell) else cell


def row(cells: Iterable[str]) -> str:
    """A line of a table. Each cell is made harmless first."""
    return ",".join(quoted(neutral(cell)) for cell in cells) + "\n"


def number(mark: Decimal | float | None) -> str:
    """A mark with all its decimals, and none that says nothing; empty where there is no mark."""
    if mark is None:
        return ""
    exact = mark if isinstance(mark, Decimal) else Decimal(str(mark))
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
