"""Whether SymPy can prove two formulas equal, asked in a process of its own that is ended in time.

SymPy never sees a text: both formulas are handed over as trees, and built from its own classes.
Run as a script, this file reads them from standard input and answers on standard output.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from grader.formula.tree import (
    Call,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Tree,
    children,
)

# The child has two seconds of the processor, by a limit of its own; the wall clock is wide, so that
# a busy machine changes no verdict.
PATIENCE = 30.0


def prove(got: Tree, want: Tree) -> bool | None:
    """True where SymPy simplifies the difference to 0; None where it does not, or not in time.

    It never says False: what it cannot prove is for a person to decide.
    """
    data = json.dumps([packed(got), packed(want)])
    command = [sys.executable, "-I", str(Path(__file__).with_name("sympy_child.py"))]
    try:
        asked = subprocess.run(
            command, input=data, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return True if asked.stdout.strip() == "equal" else None


def packed(tree: Tree) -> list[Any]:
    """A tree as JSON: [kind, what it holds, ...]."""
    match tree:
        case Number(value):
            return ["number", value.numerator, value.denominator]
        case Symbol(name):
            return ["symbol", name]
        case Call(name, argument):
            return ["call", name, packed(argument)]
        case Negative() | Sum() | Product() | Quotient() | Power():
            return [type(tree).__name__.lower(), *map(packed, children(tree))]
    raise AssertionError(tree)
