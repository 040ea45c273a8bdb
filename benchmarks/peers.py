"""Sets up other autograders for `check.py` to measure, each in a virtual environment of its own.

    .venv/bin/python benchmarks/peers.py [folder]

Where one is there already nothing is done; one that cannot be installed is named, and left out.
"""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

FOLDER = Path(__file__).with_name(".peers")
# Versions that grade the same assignment rightly; some leave a package out that they need for it.
PEERS = {
    "gradescope-utils": ("gradescope-utils==0.5.0", "numpy==2.4.6"),
    "check50": ("check50==3.5.0", "numpy==2.4.6"),
    "nbgrader": ("nbgrader==0.9.6", "ipykernel==7.4.0", "numpy==2.4.6"),
    "otter-grader": ("otter-grader==7.0.0", "ipykernel==7.4.0", "numpy==2.4.6"),
}
STAMP = "installed"


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name in PEERS:
        print(f"{name}: {set_up(name, folder)}", flush=True)
    return 0 if all(installed(name, folder) for name in PEERS) else 1


def programs(name, folder=FOLDER):
    """Where the commands of an environment are."""
    return folder / name / ("Scripts" if sys.platform == "win32" else "bin")


def installed(name, folder=FOLDER):
    stamp = folder / name / STAMP
    return stamp.is_file() and stamp.read_text() == wanted(name)


def wanted(name):
    return "\n".join([sys.version, *PEERS[name]])


def set_up(name, folder):
    """Make an environment; what is to be said of it."""
    if installed(name, folder):
        return "is there"
    try:
        venv.create(folder / name, with_pip=True, clear=True)
        install = [programs(name, folder) / "python", "-m", "pip", "install", "--quiet"]
        subprocess.run(
            [*install, "--disable-pip-version-check", *PEERS[name]],
            check=True,
            stderr=subprocess.PIPE,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(folder / name, ignore_errors=True)
        return f"cannot be installed: {reason(error)}"
    (folder / name / STAMP).write_text(wanted(name))
    return f"installed ({PEERS[name][0]})"


def reason(error):
    lines = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
    return lines[-1]


if __name__ == "__main__":
    sys.exit(main())
