"""A new exercise to begin with: small, complete, and passing its audit as it is."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from string import Template

from grader.course.loading import wrong_name
from grader.errors import UsageError
from grader.files import write_new

COURSE = """\
# What holds for the whole course. Only the title is needed; what follows are the defaults.
title: A new course
# seed: 0                 # what all inputs are drawn from
# assigned: [q6_1]        # what every student is to hand in
# allow: [numpy]          # the packages that submissions may import
# reveal: false           # whether students' pages show right answers
# limits: {call_seconds: 2, call_wall: 5, child_seconds: 10, submission_seconds: 20}
"""
ITEM = """\
# An exercise: what is asked, and how it is judged. `grader audit $id` tells whether it holds.
title: A new exercise
# source: {document: lecture_6.pdf, question: 1}
topics: [vectors]
prompt: |
  What all parts have in common, in Markdown, with formulas like $$x^2$$ between dollar signs.
parts:
"""
STUB = '''\
"""A new exercise.

$todo
"""
'''
SOLUTION = '"""A new exercise: a solution."""\n'


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One part of an item, and what belongs to it in the stub, the reference and the solution."""

    todo: str
    part: str
    stub: str
    solution: str
    reference: str = ""


SKELETONS = {
    "function": Skeleton(
        todo="Write the function.",
        part="""\
  - name: scale
    kind: function
    points: 2
    # returns: [y, norm]    names the entries, where the function returns a tuple
    prompt: |
      Write `scale(x, factor=2.0)` for a vector `x` of shape $$(n,)$$. It returns `x` times
      `factor`, an array of the same shape.
    # Core cases earn the points, edge cases take up to two fifths away, an example is only shown.
    # Arguments that a case leaves out are left to the student's own defaults.
    # hidden: true shows students the name of a case only.
    cases:
      - name: two numbers
        role: example
        inputs: {x: {array: [1, 2]}}
      - name: five numbers
        inputs: {x: {normal: [5]}}
      - name: another factor
        inputs: {x: {normal: [4]}, factor: 3.5}
      - name: a negative factor
        hidden: true
        inputs: {x: {normal: [3]}, factor: -0.5}
      - name: an empty vector
        role: edge
        inputs: {x: {zeros: [0]}}
""",
        stub='''

def scale(x, factor=2.0):
    """x times factor.

    x: array (n,)
    returns: array (n,)
    """
    raise NotImplementedError
''',
        solution="""

def scale(x, factor=2.0):
    return x * factor
""",
        reference='''\
"""Right answers and known mistakes."""


def scale(x, factor=2.0):
    """x times factor, (n,)."""
    return factor * x


def factor_ignored(x, factor=2.0):
    """You always double. The factor is an argument; use it."""
    return 2.0 * x


# The mistakes of each function part. Their docstrings are what the student reads.
MISTAKES = {"scale": [factor_ignored]}
''',
    ),
    "expression": Skeleton(
        todo="Replace None by a formula in quotation marks.",
        part="""\
  - name: slope
    kind: expression
    points: 1
    prompt: What is the derivative of $$x e^{a x}$$ by $$x$$?
    # Each symbol has the range of numbers on which formulas are compared.
    symbols: {x: [-2, 2], a: [0.5, 2]}
    answer: (1 + a*x)*exp(a*x)
    # What it is the derivative of, if it is one: slips with the rules are then found by themselves.
    derivative: {of: x*exp(a*x), by: x}
    mistakes:
      a*x*exp(a*x) + 1: You differentiated each factor by itself.
""",
        stub="\nslope = None\n",
        solution='\nslope = "exp(a*x) + a*x*exp(a*x)"\n',
    ),
    "number": Skeleton(
        todo="Replace None by your answer.",
        part="""\
  - name: taps
    kind: number
    points: 1
    prompt: How many weights has a $$3 \\times 3$$ kernel?
    answer: 9
    # relative: 1e-3        how far off a number may be that is not whole
    mistakes:
      3: That is one side of it.
      6: {message: You added the sides., credit: 0.25}
""",
        stub="\ntaps = None\n",
        solution="\ntaps = 9\n",
    ),
    "choice": Skeleton(
        todo="Replace None by the letter of your answer.",
        part="""\
  - name: early
    kind: choice
    points: 1
    prompt: Where is $$\\sigma(x)$$ for a very negative $$x$$?
    options: {a: near 0, b: near 1/2, c: near 1}
    # A list of letters, [a, c], earns by the option.
    answer: a
    mistakes: {b: That is its value at 0.}
""",
        stub="\nearly = None\n",
        solution='\nearly = "a"\n',
    ),
    "truth": Skeleton(
        todo="Replace each None by True or False.",
        part="""\
  - name: claims
    kind: truth
    points: 2
    statements:
      - {letter: a, text: A kernel has weights., holds: true, because: They are what it learns.}
      - {letter: b, text: Padding has weights., holds: false, because: It is filled with zeros.}
""",
        stub='\nclaims = {"a": None, "b": None}\n',
        solution='\nclaims = {"a": True, "b": False}\n',
    ),
    "text": Skeleton(
        todo="Replace None by your explanation.",
        part="""\
  - name: why
    kind: text
    points: 2
    prompt: Why does a convolution need fewer weights than a dense layer?
    # Each idea is found by one of its word patterns: * in a word stands for any letters, alone for
    # up to three words. A pattern under `not` cancels it in its sentence. A person decides.
    ideas:
      - name: shared
        points: 1
        any: ["shar*", "same weights", "reus*"]
        not: ["not shared"]
        text: The same weights are used everywhere.
      - name: local
        points: 1
        any: ["local*", "small window", "neighb*"]
        text: A unit sees a small window only.
    mistakes:
      - name: fewer_units
        any: ["fewer units", "fewer neurons"]
        message: It may have as many units. What counts is that they share their weights.
""",
        stub="\nwhy = None\n",
        solution='\nwhy = "All units share the same weights, and each sees only a small window."\n',
    ),
}


def create(root: Path, id: str, kind: str) -> list[Path]:
    """Write a new exercise, and a course.yaml where there is none; what was written.

    Raises UsageError, before anything is written, if the name cannot be one or is taken, and
    OutputError if something cannot be written.
    """
    wrong = "course is the name of the course's own file" if id == "course" else wrong_name(id)
    if wrong is None and find_spec(id) is not None:
        wrong = "is the name of a package that is installed here; choose another"
    if wrong:
        raise UsageError(f"{id}: {wrong}")
    files = texts(id, kind)
    there = [name for name in files if (root / name).exists()]
    if there:
        raise UsageError(f"{root / there[0]}: is there already; choose another name")
    files = {"exercises/course.yaml": COURSE, **files}
    return [root / name for name, text in files.items() if write_new(root / name, text)]


def texts(id: str, kind: str) -> dict[str, str]:
    """The text of each file of a new exercise, by its path in the course."""
    skeleton = SKELETONS[kind]
    found = {
        f"exercises/{id}.yaml": ITEM + skeleton.part,
        f"exercises/{id}.py": STUB + skeleton.stub,
        f"solutions/{id}.py": SOLUTION + skeleton.solution,
    }
    if skeleton.reference:
        found[f"reference/{id}.py"] = skeleton.reference
    return {
        name: Template(text).substitute(id=id, todo=skeleton.todo) for name, text in found.items()
    }
