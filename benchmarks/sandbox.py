"""Submissions per second behind each wall: a small file, one child each, one after another.

Beside them what a hand-made autograder does: a fresh Python that imports NumPy and runs the file
with no wall at all. The figures of a jail include the whole wall, closed anew for each child.

    .venv/bin/python benchmarks/sandbox.py [rounds]
"""

import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np

from grader.errors import SandboxError
from grader.model import Call, Job, Returned
from grader.sandboxes import SANDBOXES, open_sandbox

SOURCE = """
import numpy as np

def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
"""
CALLED = "\nfor seed in range(5): softmax(np.random.default_rng(seed).normal(size=(4, 3)))\n"


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(f"{f'median of {rounds}':<24}{'ms':>8}{'per second':>12}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "softmax.py")
        path.write_text(SOURCE + CALLED)
        report("fresh Python, no wall", measure(lambda: fresh(path), rounds))
    for name in sorted(SANDBOXES, reverse=True):
        try:
            sandbox = open_sandbox(name)
        except SandboxError as error:
            print(f"{name:<24}{error}")
            continue
        with closing(sandbox):
            report(sandbox.name, measure(lambda: graded(sandbox), rounds))  # noqa: B023


def fresh(path):
    subprocess.run([sys.executable, path], check=True)


def graded(sandbox):
    arrays = [np.random.default_rng(seed).normal(size=(4, 3)) for seed in range(5)]
    asks = tuple(Call("softmax", "softmax", (array,)) for array in arrays)
    outputs = sandbox.run(Job("softmax", SOURCE.encode(), asks)).outputs
    assert all(isinstance(output, Returned) for output in outputs)


def measure(work, rounds):
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return times


def report(name, times):
    middle = statistics.median(times)
    print(f"{name:<24}{middle * 1000:>8.1f}{1 / middle:>12.0f}")


if __name__ == "__main__":
    main()
