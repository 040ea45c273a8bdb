"""Shows what holds: a probe runs like a student's file, and tries what none may be able to do."""

import os
import tempfile
from enum import Enum
from pathlib import Path

from grader.errors import SandboxError
from grader.model import Call, Job, Raised, Returned, Stopped
from grader.sandboxes.gate import Gate
from grader.sandboxes.jail.channel import Jailed
from grader.sandboxes.jail.keeper import Keeper
from grader.sandboxes.supervisor import supervise


class Tier(Enum):
    """What holds: A all of it; B too, but outside files' names and sizes can be seen."""

    A = "A"
    B = "B"


CANARY = b"a canary that nobody inside may see"

# Each returns True if it got through, and raises if the wall held.
PROBE = """
import os, socket

def reads(canary, pid):
    open(canary).close()

def reads_ours(canary, pid):
    open(OURS).close()

def sees(canary, pid):
    os.stat(canary)

def writes(canary, pid):
    open(canary + ".out", "w").close()

def removes(canary, pid):
    os.unlink(canary)

def connects(canary, pid):
    socket.socket(socket.AF_INET, socket.SOCK_STREAM)

def names(canary, pid):
    socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)

def forks(canary, pid):
    if os.fork() == 0:
        os._exit(0)

def executes(canary, pid):
    os.execv("/proc/self/exe", ["python", "-c", ""])

def signals(canary, pid):
    os.kill(pid, 0)

def looks(canary, pid):
    open(f"/proc/{pid}/status").close()

def traces(canary, pid):
    import ctypes
    if ctypes.CDLL(None).ptrace(16, pid, None, None) < 0:
        raise OSError("refused")

def serves(canary, pid):
    with open("own", "w") as file:
        file.write("1")
    return open("own").read() == "1"
"""
ATTACKS = (
    "reads",
    "reads_ours",
    "writes",
    "removes",
    "connects",
    "names",
    "forks",
    "executes",
    "signals",
    "looks",
    "traces",
)


def prove(tier: Tier, keeper: Keeper) -> None:
    """Wait for a server, and probe it: it is ready for jobs then.

    Raises SandboxError if it does not start, if the probe gets through, or if an honest file is
    not served; the server is closed then.
    """
    try:
        keeper.wait_until_ready()
        probe(tier, keeper)
    except BaseException:
        keeper.close()
        raise
    keeper.proved = True


def probe(tier: Tier, keeper: Keeper) -> None:
    # What a wall ends comes last: whatever came after it would need another child.
    attacks = [*(["sees"] if tier is Tier.A else []), *ATTACKS]
    try:
        with tempfile.TemporaryDirectory(prefix="grader-") as folder:
            os.chmod(folder, 0o755)
            canary = Path(folder, "canary")
            canary.write_bytes(CANARY)
            canary.chmod(0o666)
            arguments = (str(canary), os.getpid())
            asks = tuple(Call(name, name, arguments) for name in ["serves", *attacks])
            job = Job("probe", f"OURS = {__file__!r}\n{PROBE}".encode(), asks)
            outputs = supervise(job, lambda: Jailed(lambda: keeper, leave), Gate()).outputs
    except OSError as error:
        raise SandboxError(f"no canary for the probe: {error}") from error
    served, *held = outputs
    if not isinstance(served, Returned) or served.value is not True:
        raise SandboxError(f"the jail does not serve an honest file: {served}")
    through = [
        name
        for name, output in zip(attacks, held, strict=True)
        if not isinstance(output, Raised | Stopped)
    ]
    if through:
        raise SandboxError(f"the jail does not hold: {', '.join(through)}")


def leave(keeper: Keeper) -> None:
    """The probe's server has no other jobs yet."""
