"""Starts the server with nothing else of ours: these packages are folders, their own code not run.

The server loads its modules by their full names, and yet neither the model nor anything that
knows of a course is in its memory.
"""

import sys
import types
from pathlib import Path

HERE = Path(__file__).parent
FOLDERS = {
    "grader": HERE.parents[1],
    "grader.sandboxes": HERE.parent,
    "grader.sandboxes.jail": HERE,
}

for name, folder in FOLDERS.items():
    package = types.ModuleType(name)
    package.__path__ = [str(folder)]
    sys.modules[name] = package

from grader.sandboxes.jail.server import main  # noqa: E402

main()
