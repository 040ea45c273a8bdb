"""What it costs to judge a formula: right ones in other words, wrong ones with their causes.

.venv/bin/python benchmarks/formula.py
"""

import statistics
import time
from pathlib import Path

from grader.course import open_course
from grader.kinds import question
from grader.kinds.expression import ExpressionPart

ROOT = Path(__file__).parents[1]
REFUSED = ["9**9**9**9", "factorial(10**7)", "x+" * 5000 + "x", "(" * 5000 + "x" + ")" * 5000]


def main():
    course = open_course(ROOT)
    right, wrong = [], []
    asked = None
    for exercise in course.exercises():
        for part in exercise.parts:
            if isinstance(part, ExpressionPart):
                asked = question(part, exercise, 0)
                asked.verdict(part.answer)  # loads the arithmetic
                right.append(taken(asked, f"({part.answer})*2/2 + 0*{next(iter(part.symbols))}"))
                wrong += [taken(asked, f"1.5*({written}) + 1") for written in part.mistakes]
    report("right, written differently", right)
    report("wrong, every cause tried", wrong)
    report("refused", [taken(asked, source) for source in REFUSED])


def taken(asked, source):
    begin = time.perf_counter()
    asked.verdict(source)
    return (time.perf_counter() - begin) * 1000


def report(name, times):
    middle, worst = statistics.median(times), max(times)
    print(f"{name:<28}{len(times):>4} formulas, median {middle:.1f} ms, worst {worst:.1f} ms")


if __name__ == "__main__":
    main()
