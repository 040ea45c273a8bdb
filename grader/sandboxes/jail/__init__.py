"""The sandbox `jail`: Linux's own walls around each run, out of a fork server that is quick.

A child has its own namespaces of users, processes, mounts, network and the like, a root with
nothing in it but Python and the allowed packages, Landlock over files, sockets and signals, a
filter of system calls, hard limits, and no privilege. Where namespaces are refused, Landlock and
the filter stand alone. What holds is shown by a probe before the first job, and named so; where
less holds there is no jail, and nothing is run in it.

The way of a job: pool.py (servers, one for each job that runs) > keeper.py (the grader's side of a
server) > server.py (its own side) > wall.py (a child closes the wall step by step: view.py,
limits.py, landlock.py, seccomp.py with syscalls.py) > child.py of the folder above, which runs the
student's file. channel.py watches that child; selftest.py is the probe.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.sandboxes.jail.pool import Jail


def open_sandbox(keep: int) -> "Jail":
    """Raises SandboxError where no wall holds."""
    from grader.sandboxes.jail.keeper import Keeper

    # Before what follows is imported: it loads meanwhile.
    first = Keeper(("numpy",), isolated=True)
    from grader.sandboxes.jail.pool import Jail

    return Jail(keep=keep, first=first)
