"""What this machine can guarantee when it runs a student's code, shown by trying; what helps."""

import importlib.util
import platform
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader import __version__
from grader.errors import SandboxError
from grader.sandboxes.interpreter import has_processor_clock
from grader.sandboxes.opening import why_not_here
from grader.words import visible

GUARANTEES = {
    "A": (
        "A submission sees no file of yours, not even its name, and no network; it cannot start or "
        "harm another process, outlive its run, or change what the next one sees."
    ),
    "B": (
        "A submission cannot open a file of yours or use the network, and cannot start or harm "
        "another process. It can see names and sizes of files outside."
    ),
    "C": (
        "Limits on time and memory keep accidents from spreading: a loop, an exit, a crash costs "
        "its own case. The code runs with your rights: it can read your files and use the network."
    ),
}
WITHOUT_A_CLOCK = "the wall clock alone stops a call; this system has no clock of a process"
RUN_LINUX = (
    "For a wall, run grader on Linux: in a virtual machine, under WSL 2 on Windows, or in a "
    "container."
)
NO_LANDLOCK = (
    "The kernel has no Landlock: it needs Linux 5.13 or later, with landlock among the modules "
    "in /sys/kernel/security/lsm (boot parameter lsm=landlock,...)."
)
CONTAINER = (
    "This is a container: tier A needs one that may make namespaces, for example `docker run "
    "--security-opt seccomp=unconfined --security-opt apparmor=unconfined`; in it the jail drops "
    "these rights again before a submission runs."
)
# A setting of the kernel, the value that refuses user namespaces, and the way out.
SETTINGS = (
    ("kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"),
    ("user/max_user_namespaces", "0", "sysctl -w user.max_user_namespaces=10000"),
    (
        "kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (or an AppArmor profile with "
        "userns for this Python)",
    ),
)
PROC = Path("/proc/sys")
CONTAINERS = (Path("/.dockerenv"), Path("/run/.containerenv"))


@dataclass(frozen=True, slots=True)
class Machine:
    """`tier` is what runs of `check` and `grade` get; `refused` says why not a stronger one."""

    tier: str
    sandbox: str
    refused: dict[str, str]
    advice: tuple[str, ...]
    system: str
    python: str
    numpy: str
    grader: str
    proofs: bool
    processor_clock: bool

    def as_json(self) -> dict[str, Any]:
        return {"schema": 1, **asdict(self), "guarantee": GUARANTEES[self.tier]}


def examine() -> Machine:
    """Try every tier from the strongest, as a run would."""
    sandbox, refused = strongest()
    tier = sandbox.rpartition(":")[2][0]
    return Machine(
        tier=tier,
        sandbox=sandbox,
        refused=refused,
        advice=tuple(advice(tier, refused)),
        system=f"{platform.system()} {platform.release()}, {platform.machine()}",
        python=platform.python_version(),
        numpy=np.__version__,
        grader=__version__,
        proofs=importlib.util.find_spec("sympy") is not None,
        processor_clock=has_processor_clock(),
    )


def strongest() -> tuple[str, dict[str, str]]:
    """What provenance would say here, and why each stronger tier is refused."""
    from grader.sandboxes.process import Process

    reason = why_not_here()
    if reason is not None:
        return Process().name, {"A": reason, "B": reason}
    from grader.sandboxes.jail.keeper import Keeper
    from grader.sandboxes.jail.selftest import Tier, prove

    refused = {}
    for tier in Tier:
        try:
            keeper = Keeper(("numpy",), isolated=tier is Tier.A)
            prove(tier, keeper)
        except SandboxError as error:
            refused[tier.value] = str(error)
        else:
            keeper.close()
            return f"jail:{tier.value}", refused
    return Process().name, refused


def advice(tier: str, refused: dict[str, str]) -> Iterator[str]:
    """How to get more than this tier."""
    if sys.platform != "linux":
        yield RUN_LINUX
        return
    if "A" in refused:
        for name, value, command in SETTINGS:
            if setting(name) == value:
                yield f"User namespaces are switched off: {command}"
        if any(path.exists() for path in CONTAINERS):
            yield CONTAINER
    if tier == "C" and "landlock" in refused.get("B", "").lower():
        yield NO_LANDLOCK


def setting(name: str) -> str | None:
    try:
        return (PROC / name).read_text().strip()
    except OSError:
        return None


def told(machine: Machine) -> str:
    """The page of `grader doctor`, at most 80 columns wide."""
    shown = "no wall" if machine.tier == "C" else "shown by a probe just now"
    lines = [
        f"grader {machine.grader}, Python {machine.python}, NumPy {machine.numpy}",
        machine.system,
        "",
        f"tier {machine.tier} ({machine.sandbox}): {shown}",
        *paragraph(GUARANTEES[machine.tier]),
    ]
    for tier, reason in machine.refused.items():
        lines += ["", f"tier {tier} does not hold here", *paragraph(GUARANTEES[tier])]
        lines += paragraph(f"Why not: {reason}")
    if machine.advice:
        lines += ["", "What helps:"]
        lines += [line for each in machine.advice for line in paragraph(each, "- ")]
    lines += ["", *notes(machine)]
    return visible("\n".join(lines)) + "\n"


def notes(machine: Machine) -> Iterator[str]:
    refuses = "refuses, unless it gets --accept-weak-isolation"
    yield f"grade:     {refuses if machine.tier == 'C' else 'runs here'}"
    yield "check:     runs here" + (", and says that there is no wall" * (machine.tier == "C"))
    yield "formulas:  " + (
        "proved by SymPy, where numbers leave a doubt"
        if machine.proofs
        else "decided by numbers alone; SymPy is not installed (the extra `proof`)"
    )
    if not machine.processor_clock:
        yield f"limits:    {WITHOUT_A_CLOCK}"


def paragraph(text: str, begin: str = "") -> list[str]:
    indent = "  " + " " * len(begin)
    return textwrap.wrap(text, 78, initial_indent=f"  {begin}", subsequent_indent=indent)
