"""Imports point down the list of layers, never up; what runs inside imports nothing of ours."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "grader"
LAYERS = [
    ["__main__"],
    ["cli"],
    ["regrading"],
    ["batch"],
    ["audit", "scaffold", "asking", "doctor", "exporting"],
    ["sharpness"],
    ["grading", "statistics"],
    ["gradebook"],
    ["policy"],
    ["course", "exporters"],
    ["kinds"],
    ["diagnosis"],
    ["checks", "inputs", "patterns", "formula", "variants"],
    ["intake"],
    ["submission", "sandboxes"],
    ["reference", "values"],
    ["model", "files"],
    ["progress", "mathml"],
    ["errors", "words", "tex", "symbols", "__init__"],
]
# __main__ is the command line once more.
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def layer_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path):
    """The parts of our package that a file imports; those for types alone do not count."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        parts = [name.split(".") for name in names]
        yield from (p[1] for p in parts if p[0] == "grader" and len(p) > 1 and p[1] in LEVEL)


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path):
    own = layer_of(path)
    assert own in LEVEL, f"{own}: give it a place in the list of layers"
    for other in imports_of(path):
        assert other == own or LEVEL[other] > LEVEL[own], f"{own} imports {other}"


def test_the_file_that_runs_inside_imports_nothing_of_ours():
    assert not list(imports_of(PACKAGE / "sandboxes" / "child.py"))


@pytest.mark.parametrize(("package", "table"), [("kinds", "KINDS"), ("exporters", "EXPORTERS")])
def test_every_file_of_a_package_is_a_line_of_its_table(package, table):
    from importlib import import_module

    lines = getattr(import_module(f"grader.{package}"), table)
    names = {name.replace("-", "_") for name in lines}
    modules = [path for path in (PACKAGE / package).iterdir() if path.name[0] != "_"]
    files = {path.stem for path in modules if path.suffix == ".py" or list(path.glob("*.py"))}
    shared = {
        "cases",
        "cells",
        "chains",
        "gradients",
        "marks",
        "pairs",
        "people",
        "outcome",
        "reading",
        "reasons",
        "relations",
        "remark",
        "sheet",
        "slipped",
    }  # what the kinds, and what the exporters, have in common
    assert files - shared == names
