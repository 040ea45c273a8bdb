"""Calls of a function beside a right one, made in a line, for the tests of causes and shapes."""

import numpy as np
import pytest

from grader.checks import Tolerance
from grader.diagnosis.observation import Observation
from grader.model import Raised, Returned

EXACTLY = Tolerance()


def attempt(function, inputs):
    fresh = {k: np.copy(v) if isinstance(v, np.ndarray) else v for k, v in inputs.items()}
    try:
        with np.errstate(all="ignore"):
            value = function(**fresh)
    except (ValueError, IndexError, OverflowError, ZeroDivisionError) as error:
        name = type(error).__name__
        return Raised(name, name, str(error))
    changed = [i for i, (k, v) in enumerate(inputs.items()) if not np.array_equal(v, fresh[k])]
    return Returned(value, tuple(changed))


def observed(right, student, calls, hidden=(), defaulted=(), tolerance=EXACTLY):
    """What is seen when a student's function is called on the inputs of each of the calls.

    `hidden` are positions of calls; `defaulted` holds the names left out for each call.
    """
    return [
        Observation(
            inputs=inputs,
            want=right(**inputs),
            output=attempt(student, inputs),
            tolerance=tolerance,
            hidden=i in hidden,
            order=i,
            defaulted=frozenset(defaulted[i]) if defaulted else frozenset(),
        )
        for i, inputs in enumerate(calls)
    ]


@pytest.fixture(scope="session")
def observe():
    return observed
