"""What `grader check q2_3` costs on a right answer, as a ratio to importing NumPy.

Whole processes, one after another in turn, so that a busy machine slows all of them alike. Beside
it the same cases under pytest, which is what a hand-made autograder runs, and under the other
autograders that `benchmarks/peers.py` has set up. Each shows first that it grades: the right
solution gets all of it, and one that flips the kernel what it deserves and no more.

    .venv/bin/python benchmarks/check.py [rounds] [folder of the other autograders]
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import peers
from assignments import ANSWERS, FORMATS, activated, with_cases

from grader.course import open_course
from grader.grading import prepare

EXERCISE = "q2_3"
ROOT = Path(__file__).parents[1]
PROGRAMS = Path(sys.executable).parent
BASELINE = 'python -c "import numpy"'
# One that takes longer than this, in seconds, runs in every fifth round alone.
SLOW, SELDOM = 1.0, 5


@dataclass
class Competitor:
    """A command that grades in a folder; `proof` are its outcomes for a right and a wrong file."""

    name: str
    command: list
    programs: Path
    write: Callable
    outcome: Callable
    proof: tuple[int, int]
    environment: dict = field(default_factory=dict)
    every: int = 1
    times: list = field(default_factory=list)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    others = Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else peers.FOLDER
    with tempfile.TemporaryDirectory() as folder:
        entered, out = {}, []
        for number, each in enumerate([*ours(), *theirs(others)]):
            place = Path(folder, str(number))
            trouble = proved(each, place) if isinstance(each, Competitor) else each
            if trouble:
                out.append(trouble)
            else:
                entered[place] = each
        measure(entered, rounds)
    tell(list(entered.values()), out)


def tell(entered, out):
    baseline = statistics.median(entered[0].times)
    print(f"{'':<42}{'runs':>6}{'median ms':>11}{'ratio':>8}")
    for each in entered:
        median = statistics.median(each.times)
        ratio = median / baseline
        print(f"{each.name:<42}{len(each.times):>6}{median * 1000:>11.0f}{ratio:>8.2f}")
    print(
        f"\nWhat takes more than {SLOW:g} s takes part in every fifth round only.", *out, sep="\n"
    )


def ours():
    """The baseline, and `grader check` in each sandbox; the proof is what they exit with."""
    environment = {"PYTHONPATH": str(ROOT)}
    check = [sys.executable, "-m", "grader", "check", EXERCISE, "--sandbox"]
    for name, command, proof in (
        (BASELINE, [sys.executable, "-c", "import numpy"], (0, 0)),
        (f"grader check {EXERCISE}, process", [*check, "process"], (0, 1)),
        (f"grader check {EXERCISE}, jail", [*check, "jail"], (0, 1)),
    ):
        yield Competitor(name, command, PROGRAMS, only_source, exit_code, proof, environment)


def only_source(folder, programs, cases, source):
    with_cases(folder, [], source)


def exit_code(folder, done):
    return done.returncode


def theirs(folder):
    """The other autograders; for one that is not set up, a sentence that says so."""
    cases = the_cases()
    proof = (len(cases) + len(ANSWERS), deserved(cases) + len(ANSWERS))
    for name, each in FORMATS.items():
        programs = PROGRAMS
        if name in peers.PEERS:
            programs = peers.programs(name, folder)
            if not peers.installed(name, folder):
                yield f"{name}: not set up; benchmarks/peers.py does it"
                continue
        called, command = f"the same cases under {name}", each.command(programs)
        yield Competitor(called, command, programs, each.write, each.passed, proof)


def the_cases():
    course = open_course(ROOT)
    return [
        (question.part.name, posed.arguments, posed.want)
        for question in prepare(course, course.exercise(EXERCISE)).questions
        for posed in getattr(question, "posed", ())
    ]


def right():
    return (ROOT / "solutions" / f"{EXERCISE}.py").read_text()


def wrong():
    """The solution with its kernel flipped."""
    flipped = right().replace("w[a, b]", "w[-1 - a, -1 - b]")
    assert flipped != right()
    return flipped


def deserved(cases):
    """How many cases the wrong solution gets right by the nature of its mistake."""
    names = {}
    exec(wrong(), names)
    pairs = [(names[function](*arguments), want) for function, arguments, want in cases]
    return sum(np.allclose(got, want) for got, want in pairs)


def proved(competitor, folder):
    """None if it grades a right and a wrong submission rightly; else what is not so."""
    outcomes, times = [], []
    for kind, source in (("right", right()), ("wrong", wrong())):
        try:
            competitor.write(folder / kind, competitor.programs, the_cases(), source)
            taken, done = run(competitor, folder / kind)
            outcomes.append(competitor.outcome(folder / kind, done))
        except (OSError, LookupError, ValueError, subprocess.SubprocessError) as error:
            return f"{competitor.name}: no figure, it does not work here: {error}"
        times.append(taken)
    # The first run may have had to compile.
    competitor.every = SELDOM if min(times) > SLOW else 1
    if tuple(outcomes) == competitor.proof:
        return None
    told = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
    last = f" ({told[-1]})" if told else ""
    return f"{competitor.name}: no figure, it gave {outcomes} and not {[*competitor.proof]}{last}"


def run(competitor, folder):
    environment = {**activated(competitor.programs), **competitor.environment}
    begin = time.perf_counter()
    done = subprocess.run(competitor.command, cwd=folder, env=environment, capture_output=True)
    return time.perf_counter() - begin, done


def measure(places, rounds):
    for number in range(rounds):
        for folder, competitor in places.items():
            if number % competitor.every == 0:
                competitor.times.append(run(competitor, folder / "right")[0])


if __name__ == "__main__":
    main()
