"""What each wall costs: submissions per second and core, start-up, memory.

A small file with five calls, a child of its own for each submission, one after another and all on
one core; the competitors take turns, a few submissions each, so that a busy machine slows all of
them alike. Beside them what a hand-made autograder does: a fresh Python that imports NumPy and
runs the file with no wall at all. The figures of a jail include the whole wall, closed anew for
each child.

    .venv/bin/python benchmarks/sandbox.py [rounds]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np
import psutil

from grader.errors import SandboxError
from grader.model import Call, Job, Returned
from grader.sandboxes import open_sandbox
from grader.sandboxes.interpreter import environment
from grader.sandboxes.jail.pool import Jail
from grader.sandboxes.jail.selftest import Tier

SOURCE = """
import numpy as np

def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
"""
CALLED = "\nfor seed in range(5): softmax(np.random.default_rng(seed).normal(size=(4, 3)))\n"
WAITS = "import time\n\ndef softmax(x):\n    time.sleep(0.2)\n    return x\n"
# As in a class: without it each would find the processor's caches full of the one before.
IN_A_ROW = 5
STARTS = 5
MIB = 1024 * 1024


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        path = Path(folder, "softmax.py")
        path.write_text(SOURCE + CALLED)
        process = stack.enter_context(closing(open_sandbox("process")))
        jails, starts, memories, refused = [], {}, {}, []
        for tier in Tier:
            try:
                starts[tier] = [started(tier) for _ in range(STARTS)]
                jail = stack.enter_context(closing(Jail([tier])))
                memories[tier] = memory(jail)
            except SandboxError as error:
                refused.append(f"jail:{tier.value} is not here: {error}")
                continue
            jails.append(jail)
        works = {
            "fresh Python, no wall": lambda: fresh(path, folder),
            **{box.name: lambda box=box: graded(box) for box in (process, *jails)},
        }
        tell_speed(measure(works, rounds))
    for tier, times in starts.items():
        tell_worker(tier, times, memories[tier])
    print(*refused, sep="\n")


def fresh(path, folder):
    subprocess.run([sys.executable, path], check=True, env=environment(folder))


def job(source):
    arrays = [np.random.default_rng(seed).normal(size=(4, 3)) for seed in range(5)]
    asks = tuple(Call("softmax", "softmax", (array,)) for array in arrays)
    return Job("softmax", source.encode(), asks)


def graded(sandbox):
    outputs = sandbox.run(job(SOURCE)).outputs
    assert all(isinstance(output, Returned) for output in outputs)


def measure(works, rounds):
    times = {name: [] for name in works}
    for number in range(rounds + 1):
        for name, work in works.items():
            for _ in range(IN_A_ROW):
                begin = time.perf_counter()
                work()
                if number:
                    times[name].append(time.perf_counter() - begin)
    return times


def started(tier):
    """Seconds from nothing to a server that is ready and has passed its probe."""
    begin = time.perf_counter()
    with closing(Jail([tier])):
        return time.perf_counter() - begin


def memory(jail):
    """MiB of a worker while its child runs: (resident set of the server, of the child, in all).

    The resident set of a child is nearly all the server's pages, which a fork shares. So the last
    figure is proportional: a page that n processes map counts 1/n in each, summed over the
    child, its server, and in tier A the process that waits for the namespace to end. Of pages
    that the grader has mapped too, those of libraries, its share is left out. None where the
    system does not tell: these processes let nobody but root look into them.
    """
    before = {each.pid for each in psutil.Process().children(recursive=True)}
    run = threading.Thread(target=jail.run, args=(job(WAITS),))
    run.start()
    time.sleep(0.5)
    now = psutil.Process().children(recursive=True)
    child = next(each for each in now if each.pid not in before and each.ppid() in before)
    above = child.parents()
    worker = [child, *above[: above.index(psutil.Process())]]
    found = resident(above[0]), resident(child), proportional(worker)
    run.join()
    return found


def resident(process):
    return process.memory_info().rss / MIB


def proportional(processes):
    try:
        texts = [Path(f"/proc/{each.pid}/smaps_rollup").read_text() for each in processes]
    except OSError:
        return None
    lines = [line.split() for text in texts for line in text.splitlines()]
    return sum(int(line[1]) for line in lines if line[0] == "Pss:") / 1024


def tell_speed(times):
    first = next(iter(times.values()))
    baseline = statistics.median(first)
    print(f"{f'median of {len(first)}':<24}{'ms':>8}{'per second and core':>22}{'ratio':>8}")
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"{name:<24}{middle * 1000:>8.1f}{1 / middle:>22.0f}{baseline / middle:>8.1f}")


def tell_worker(tier, times, memories):
    server, child, together = memories
    start = statistics.median(times) * 1000
    shared = "not told" if together is None else f"{together:.0f} MiB"
    print(
        f"\njail:{tier.value}: start-up with its probe {start:.0f} ms (median of {len(times)}); "
        f"resident: server {server:.0f} MiB,\n"
        f"  child {child:.0f} MiB; proportional, server and child together: {shared}"
    )


if __name__ == "__main__":
    main()
