"""The known mistake that gives what a student gives, and what equal wrong outputs share."""

import hashlib
from collections.abc import Sequence

from grader.checks import Tolerance, compare
from grader.model import (
    Diagnosis,
    Foreign,
    Mistake,
    Output,
    Raised,
    Returned,
    Status,
    Stopped,
    Value,
)
from grader.values import fingerprint

Outcome = Returned | Raised


def known_mistake(
    outputs: Sequence[Output],
    mistakes: Sequence[tuple[Mistake, Sequence[Outcome]]],
    tolerances: Sequence[Tolerance],
    names: Sequence[str],
) -> tuple[Diagnosis, ...]:
    """The one mistake that reproduces all of a wrong part's outputs, the right ones as well.

    Cases that were skipped have no output to reproduce. Nothing is said where two mistakes fit.
    """
    ran = [i for i, o in enumerate(outputs) if not is_skipped(o)]
    fitting = [
        mistake
        for mistake, outcomes in mistakes
        if ran and all(same(outputs[i], outcomes[i], tolerances[i], names) for i in ran)
    ]
    if len(fitting) != 1:
        return ()
    return (Diagnosis(mistake=fitting[0].id, message=fitting[0].message),)


def same(output: Output, outcome: Outcome, tolerance: Tolerance, names: Sequence[str]) -> bool:
    """Whether an output is what a mistake gives: the same value, or the same exception."""
    match output, outcome:
        case Returned(got), Returned(want):
            return alike(got, want, tolerance, names)
        case Raised(builtin=got), Raised(builtin=want):
            return bool(got == want)
    return False


def alike(got: Value, want: Value, tolerance: Tolerance, names: Sequence[str]) -> bool:
    """Whether two values count as equal, entry by entry where the right answer has entries."""
    if isinstance(want, Foreign):
        return False
    entries = names if isinstance(want, tuple) and len(want) == len(names) else ()
    return compare(got, want, tolerance, entries).credit == 1


def is_skipped(output: Output) -> bool:
    return isinstance(output, Stopped) and output.status is Status.SKIPPED


def output_signature(outputs: Sequence[Output]) -> str:
    """12 hex digits that equal wrong outputs share: kinds, shapes, six significant digits."""
    words = [words_of(output) for output in outputs]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def words_of(output: Output) -> str:
    match output:
        case Returned(value):
            return fingerprint(value)
        case Raised(builtin=builtin):
            return f"raised {builtin}"
        case Stopped(status):
            return f"stopped {status}"
    return "absent"
