"""Set up a virtual environment beside this file, once, and run one of two things in it.

python3 run.py sample     grade the sample class in examples/class
python3 run.py test       pass the tests; what follows is handed to pytest
"""

import hashlib
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
STAMP = os.path.join(VENV, "installed-%s")
SAMPLE = os.path.join("examples", "class")
RESULTS = "results"


def main(arguments):
    # No f-strings or annotations up to here: an old Python shall read this file and say so.
    if arguments[:1] not in (["sample"], ["test"]):
        return __doc__.strip()
    os.chdir(HERE)
    if arguments[0] == "test":
        set_up("test", ".[test]")
        return run("pytest", *arguments[1:])
    set_up("sample", ".")
    # The class is ours: where no wall holds it is graded all the same.
    return run(
        "grader", "grade", SAMPLE, "--out", RESULTS, "--accept-weak-isolation", *arguments[1:]
    )


def set_up(purpose, packages):
    wanted = fingerprint()
    if is_file_with(STAMP % "test", wanted) or is_file_with(STAMP % purpose, wanted):
        return
    if not os.path.exists(os.path.join(BIN, "python")) or not is_file_with(
        STAMP % "python", sys.version
    ):
        make_venv()
        write(STAMP % "python", sys.version)
    print("installing into .venv (once) ...", flush=True)
    pip = [os.path.join(BIN, "python"), "-m", "pip", "install", "--quiet"]
    pip += ["--disable-pip-version-check", "--constraint", "constraints.txt"]
    finish([*pip, "--editable", packages], "The packages could not be installed; see above.")
    write(STAMP % purpose, wanted)


def make_venv():
    try:
        import ensurepip  # noqa: F401, Debian leaves it out of its venv
        import venv
    except ImportError:
        version = "%d.%d" % sys.version_info[:2]
        sys.exit(
            "This Python has no venv module. On Debian or Ubuntu: "
            f"apt install python{version}-venv; elsewhere install Python with its venv."
        )
    try:
        venv.create(VENV, with_pip=True, clear=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"The virtual environment {VENV} cannot be made: {error}")


def fingerprint():
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "constraints.txt"):
        with open(os.path.join(HERE, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def is_file_with(path, text):
    try:
        with open(path) as file:
            return file.read() == text
    except OSError:
        return False


def run(command, *arguments):
    environment = dict(os.environ, PATH=BIN + os.pathsep + os.environ.get("PATH", ""))
    # Compiled modules are kept: without them every start compiles everything again.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.call([os.path.join(BIN, command), *arguments], env=environment)


def finish(command, otherwise):
    if subprocess.call(command) != 0:
        sys.exit(otherwise)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
