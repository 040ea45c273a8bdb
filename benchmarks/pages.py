"""What pages cost: one of ten exercises, and those of a class of five hundred on two cores.

.venv/bin/python benchmarks/pages.py [students]
"""

import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

from grader.exporters.html import export
from grader.gradebook import load

ROOT = Path(__file__).parents[1]


def main():
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    pages = {name: ten(own) for name, own in graded().items()}
    export(next(iter(pages.values())))  # loads the templates and converts the prompts
    for name, reports in pages.items():
        begin = time.perf_counter()
        size = len(export(reports).encode())
        taken = time.perf_counter() - begin
        print(f"{name:<6} ten exercises {size / 1000:>7.0f} KB {taken * 1000:>7.0f} ms")
    some = list(pages.values())
    begin = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        work = (some[i % len(some)] for i in range(students))
        total = sum(pool.map(size_of, work, chunksize=5))
    taken = time.perf_counter() - begin
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{students} students on two cores: {taken:.1f} s, {total / 1e6:.0f} MB of pages,")
    print(f"at most {memory:.0f} MiB of memory for each of the two")


def graded():
    """The reports of the sample class, by student."""
    with tempfile.TemporaryDirectory() as folder:
        grade = [sys.executable, "-m", "grader", "grade", "examples/class", "--out", folder]
        subprocess.run(grade, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        own = {}
        for report in load(Path(folder)):
            own.setdefault(report.student, []).append(report)
        return own


def ten(reports):
    """Ten exercises out of those that there are, under names of their own."""
    return [replace(reports[i % len(reports)], exercise=f"q9_{i + 1}") for i in range(10)]


def size_of(reports):
    return len(export(reports))


if __name__ == "__main__":
    main()
