"""The known mistake that gives what a student gives, and what equal wrong outputs share."""

import hashlib
import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Protocol

from grader.checks import Tolerance, agrees
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


# On how many inputs a mistake must differ from the truth: one could be an accident.
INPUTS = 2
SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Solved(Protocol):
    """A call whose right answer is known."""

    @property
    def want(self) -> Value: ...

    @property
    def tolerance(self) -> Tolerance: ...


def known_mistake(
    outputs: Sequence[Output],
    mistakes: Sequence[tuple[Mistake, Sequence[Outcome]]],
    calls: Sequence[Solved],
    names: Sequence[str],
) -> tuple[Diagnosis, ...]:
    """The one mistake that reproduces all of a wrong part's outputs, the right ones as well.

    Calls that were skipped have no output to reproduce. Where several mistakes fit, only what
    their messages begin with alike is said.
    """
    ran = [i for i, output in enumerate(outputs) if not is_skipped(output)]
    wrong = [i for i in ran if not same(outputs[i], Returned(calls[i].want), calls[i], names)]
    if len(wrong) < INPUTS:
        return ()
    fitting = [
        mistake
        for mistake, outcomes in mistakes
        if all(same(outputs[i], outcomes[i], calls[i], names) for i in (*wrong, *ran))
    ]
    if not fitting:
        return ()
    shared = shared_sentences([mistake.message for mistake in fitting])
    ids = "|".join(sorted(mistake.id for mistake in fitting))
    return (Diagnosis(mistake=ids, message=shared),) if shared else ()


def shared_sentences(messages: Sequence[str]) -> str:
    """The sentences with which all messages begin."""
    rows = zip(*(SENTENCE.split(message) for message in messages), strict=False)
    return " ".join(row[0] for row in takewhile(lambda row: len(set(row)) == 1, rows))


def same(output: Output, outcome: Outcome, call: Solved, names: Sequence[str]) -> bool:
    """Whether an output is what a mistake gives: the same value, or the same exception."""
    match output, outcome:
        case Returned(got), Returned(want):
            return alike(got, want, call.tolerance, names)
        case Raised(builtin=got), Raised(builtin=want):
            return bool(got == want)
    return False


def alike(got: Value, want: Value, tolerance: Tolerance, names: Sequence[str]) -> bool:
    """Whether two values count as equal, entry by entry where the right answer has entries."""
    if isinstance(want, Foreign):
        return False
    entries = names if isinstance(want, tuple) and len(want) == len(names) else ()
    return agrees(got, want, tolerance, entries)


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
