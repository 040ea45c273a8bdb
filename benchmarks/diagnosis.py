"""What it costs to say why, over all function parts of the bank.

Wrong outputs are those of the known mistakes, and of each slip of a sample, which nobody listed;
beside them answers that nothing explains: right ones with noise, for which everything is tried.
The first wrong answer to a part pays for what is computed once; the figures are of later ones, and
what the first one pays stands in a line of its own.

    .venv/bin/python benchmarks/diagnosis.py [slips of each part]
"""

import statistics
import sys
import time
from pathlib import Path

import numpy as np

from grader.course import open_course
from grader.grading import prepare
from grader.kinds.function import FunctionQuestion
from grader.model import Returned, Status, Stopped

ROOT = Path(__file__).parents[1]
SKIPPED = Stopped(Status.SKIPPED, "")


def main():
    sample = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    course = open_course(ROOT)
    papers = [prepare(course, exercise) for exercise in course.exercises()]
    questions = [q for p in papers for q in p.questions if isinstance(q, FunctionQuestion)]
    once, known, slips, noise = [], [], [], []
    for question in questions:
        reasons = question.reasons
        once.append(timed(reasons, noisy(reasons)))
        known += [timed(reasons, outcomes) for _, outcomes in reasons.mistakes]
        for number in range(
            0, len(reasons.slips.variants), max(1, len(reasons.slips.variants) // sample)
        ):
            outcomes = [reasons.slips.outcome(number, i) for i in range(len(reasons.tried))]
            slips.append(timed(reasons, outcomes))
        noise.append(timed(reasons, noisy(reasons)))
    print(f"{'ms':<28}{'count':>7}{'mean':>8}{'median':>8}{'worst':>8}{'named':>8}")
    report("known mistakes", known)
    report("slips that nobody listed", slips)
    report("noise, where all is tried", noise)
    report("the first of each part", once)


def timed(reasons, outcomes):
    """Seconds for one diagnosis, and whether there was one."""
    cases = len(reasons.posed)
    fresh = iter(outcomes[cases:])
    # A call that is made again is not needed here; probes without a right answer were not run.
    probed = [SKIPPED if probe.repeats else next(fresh, SKIPPED) for probe in reasons._tries]
    further = [SKIPPED] * (len(reasons.gradients.calls) + len(reasons.relations.calls))
    begin = time.perf_counter()
    found = reasons.diagnoses(list(outcomes[:cases]), [*probed, *further])
    return time.perf_counter() - begin, bool(found)


def noisy(reasons):
    rng = np.random.default_rng(0)
    return [Returned(disturbed(posed.want, rng)) for posed in reasons.tried]


def disturbed(value, rng):
    if isinstance(value, (tuple, list)):
        return type(value)(disturbed(each, rng) for each in value)
    if isinstance(value, (str, bool)) or value is None:
        return value
    return (
        value + rng.integers(1, 9)
        if isinstance(value, int)
        else value + rng.normal(size=np.shape(value))
    )


def report(name, rows):
    times = [seconds * 1000 for seconds, _ in rows]
    named = sum(found for _, found in rows) / len(rows)
    figures = (statistics.mean(times), statistics.median(times), max(times))
    print(f"{name:<28}{len(rows):>7}" + "".join(f"{f:>8.1f}" for f in figures) + f"{named:>8.0%}")


if __name__ == "__main__":
    main()
