"""What it costs to load exercises, in processor time, as a ratio to importing NumPy.

.venv/bin/python benchmarks/load.py [rounds]
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from grader.course import open_course

ROOT = Path(__file__).parents[1]
IMPORT = "import time; import numpy; print(time.process_time())"


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    open_course(ROOT).exercise("q1_7")  # builds what is built once
    one = [taken(lambda: open_course(ROOT).exercise("q2_3")) for _ in range(rounds)]
    whole = [taken(lambda: open_course(ROOT).exercises()) for _ in range(rounds)]
    run = [sys.executable, "-c", IMPORT]
    baseline = [float(subprocess.check_output(run)) for _ in range(rounds)]
    base = statistics.median(baseline)
    count = len(open_course(ROOT).ids)
    for name, times in (
        ("import numpy, with Python", baseline),
        ("one exercise", one),
        (f"all {count} exercises", whole),
    ):
        middle = statistics.median(times)
        print(f"{name:<28}{middle * 1000:>7.0f} ms of processor time, ratio {middle / base:.2f}")


def taken(call):
    begin = time.process_time()
    call()
    return time.process_time() - begin


if __name__ == "__main__":
    main()
