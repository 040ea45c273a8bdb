"""What a class costs: a synthetic one for q2_3, one submission in three wrong.

Every file ends in a comment of its own, so that none is spared for being the same as another.
Prints how many submissions a second go from their folder into the gradebook (run, judged,
diagnosed, stored; pages are timed apart), with one worker and with two, beside a fresh interpreter
for each submission, pytest for each, and the autograders that `benchmarks/peers.py` has set up;
the memory of the whole at each size; the time of a second run in which nothing changed; and that
of a regrade after one item of ten changed.

    .venv/bin/python benchmarks/batch.py [--sizes 100,300] [--jobs 1,2] [--others 3]
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import peers
import psutil
from assignments import FORMATS, activated
from check import PROGRAMS, the_cases

from grader.course import open_course

ROOT = Path(__file__).parents[1]
SOURCE = (ROOT / "solutions" / "q2_3.py").read_text()
TEN = ("q2_3", "q1_7", "q2_4", "q2_5", "q3_1", "q3_2", "q3_3", "q4_1", "q5_1", "q5_5")
# What students do: each of these is wrong in its own way, and read to the end by the diagnosis.
WRONG = (
    ("y += w[a, b]", "y += w[-1 - a, -1 - b]"),
    ("y += w[a, b]", "y += w[b % kh, a % kw]"),
    ("a * dilation :, b * dilation :", "a:, b:"),
    ("shifted[::stride, ::stride]", "shifted"),
    ("padded[padding : padding + h, padding : padding + width] = x", "padded[:h, :width] = x"),
    ("y = np.zeros((ho, wo))", "y = np.ones((ho, wo))"),
    ("y += w[a, b]", "y -= w[a, b]"),
    ("return y", "return y.T"),
    ("extent = 5", "extent = 3"),
    ("dilation * (kh - 1) - 1", "dilation * (kh - 1)"),
)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="100,300", help="submissions, with commas between")
    parser.add_argument("--jobs", default="1,2", help="workers, with commas between")
    parser.add_argument("--others", type=int, default=3, help="submissions for the slow ones")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    print(f"Python {platform.python_version()}, {len(os.sched_getaffinity(0))} processors")
    print(
        f"{'':<44}{'a second':>10}{'seconds':>9}{'MiB':>6}{'pages s':>9}{'again s':>9}", flush=True
    )
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            handed_in = make_class(Path(folder, f"class{size}"), size)
            for jobs in options.jobs.split(","):
                whole_class(handed_in, size, jobs, Path(folder, f"results{size}-{jobs}"))
        for each in others(Path(folder, "others"), options.others):
            print(each, flush=True)
        print(regrade_of_ten(Path(folder, "ten"), max(2, sizes[0] // 10)))


def source(number):
    """A student's file: every third has a mistake, and none is the same as another."""
    text = SOURCE
    if number % 3 == 0:
        old, new = WRONG[number // 3 % len(WRONG)]
        text = SOURCE.replace(old, new)
        assert text != SOURCE, old
    return f"{text}\n# submission {number}\n"


def make_class(folder, size):
    for number in range(size):
        student = folder / f"s{number:05}"
        student.mkdir(parents=True)
        (student / "q2_3.py").write_text(source(number))
    return folder


def whole_class(handed_in, size, jobs, results):
    """One run from the beginning, and one in which nothing changed."""
    command = ["grade", handed_in, "--out", results, "--jobs", jobs, "--json"]
    first, memory, pages = timed(command)
    again, _, _ = timed(command)
    name = f"grader grade, {size} files, {jobs} worker{'s' if jobs != '1' else ''}"
    rate = size / (first - pages)
    print(
        f"{name:<44}{rate:>10.1f}{first - pages:>9.1f}{memory:>6.0f}{pages:>9.1f}{again:>9.2f}",
        flush=True,
    )


def timed(command):
    """Seconds from start to end, the largest memory of all its processes, seconds of pages."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *map(str, command)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True,
    )  # fmt: skip
    peak = [0.0]
    watcher = threading.Thread(target=watch, args=[process, peak])
    watcher.start()
    last = begun
    for line in process.stdout:
        if '"report"' in line:
            last = time.perf_counter()
    assert process.wait() in (0, 1), command
    end = time.perf_counter()
    watcher.join()
    return end - begun, peak[0], 0.0 if last == begun else end - last


def watch(process, peak):
    """The proportional share of memory of a process and all that it started, in MiB."""
    while process.poll() is None:
        try:
            whole = psutil.Process(process.pid)
            found = sum(memory_of(each) for each in [whole, *whole.children(recursive=True)])
            peak[0] = max(peak[0], found / 2**20)
        except psutil.Error:
            pass
        time.sleep(0.5)


def memory_of(process):
    try:
        return process.memory_full_info().pss
    except (psutil.Error, AttributeError):
        return 0


def others(folder, many):
    """The same files under what does no more than one at a time."""
    folder.mkdir()
    (folder / "check").mkdir()
    yield rated(
        "python -c 'import q2_3', nothing judged",
        many * 5,
        lambda number: run_in(
            folder / "check", number, [sys.executable, "-c", "import numpy, q2_3"]
        ),
    )
    environment = {"PYTHONPATH": str(ROOT)}
    yield rated(
        "grader check, an interpreter each",
        many,
        lambda number: run_in(
            folder / "check", number, [sys.executable, "-m", "grader", "check", "q2_3"], environment
        ),
    )
    cases = the_cases()
    for name in ("pytest", "nbgrader", "otter-grader"):
        form, programs = FORMATS[name], PROGRAMS
        if name in peers.PEERS:
            programs = peers.programs(name)
            if not peers.installed(name):
                yield f"{name}: not set up; benchmarks/peers.py does it"
                continue
        yield rated(f"{name}, a run each", many, run_format(folder / name, form, programs, cases))


def run_format(folder, form, programs, cases):
    def run(number):
        place = folder / str(number)
        form.write(place, programs, cases, source(number))
        subprocess.run(
            form.command(programs), cwd=place, env=activated(programs), capture_output=True
        )

    return run


def run_in(folder, number, command, environment=None):
    (folder / "q2_3.py").write_text(source(number))
    environment = {**os.environ, **(environment or {})}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True)


def rated(name, many, run):
    begun = time.perf_counter()
    for number in range(many):
        run(number)
    taken = time.perf_counter() - begun
    return f"{name:<44}{many / taken:>10.1f}{taken:>9.1f}"


def regrade_of_ten(folder, students):
    """Ten exercises each; the first one's reference is changed, and what hangs on it redone."""
    course = folder / "course"
    for name in ("exercises", "reference", "solutions"):
        shutil.copytree(ROOT / name, course / name)
    for number in range(students):
        student = folder / "class" / f"s{number:05}"
        student.mkdir(parents=True)
        for id in ten():
            text = (ROOT / "solutions" / f"{id}.py").read_text()
            (student / f"{id}.py").write_text(f"{text}\n# {number}\n")
    results = folder / "results"
    whole, _, _ = timed(["grade", folder / "class", "--out", results, "--course", course])
    reference = course / "reference" / f"{ten()[0]}.py"
    reference.write_text(reference.read_text() + "# changed\n")
    redone, _, _ = timed(["regrade", results])
    return (
        f"\n{students} students, ten exercises each: graded in {whole:.1f} s; regraded after one "
        f"reference changed in {redone:.1f} s"
    )


def ten():
    known = open_course(ROOT).ids
    return [id for id in dict.fromkeys([*TEN, *known]) if id in known][:10]


if __name__ == "__main__":
    main()
