"""Course files by their stem: `reference("q2_3")`, `solution("q2_3")`."""

import importlib
import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def reference():
    """Load a reference file as part of a private package, so that its relative imports work."""
    spec = ModuleSpec("course_under_test", None, is_package=True)
    spec.submodule_search_locations = [str(ROOT / "reference")]
    sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    return lambda stem: importlib.import_module(f"{spec.name}.{stem}")


@pytest.fixture(scope="session")
def solution():
    """Load a solution on its own, as a student's file is."""

    def load(stem):
        path = ROOT / "solutions" / f"{stem}.py"
        spec = importlib.util.spec_from_file_location(f"solution_{stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
