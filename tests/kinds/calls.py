"""A student's functions called in this process, on whatever a question asks of them."""

import copy

import numpy as np

from grader.kinds import question
from grader.kinds.cases import as_sent
from grader.model import Absent, Raised, Returned


def asked(exercise, part, seed=0):
    """The question of one part, by its name."""
    (found,) = [each for each in exercise.parts if each.name == part]
    return question(found, exercise, seed)


def answers(calls, functions):
    """What comes back of calls, with functions by their names."""
    return [answer(call, functions) for call in calls]


def answer(call, functions):
    if call.function not in functions:
        return Absent()
    try:
        with np.errstate(all="ignore"):
            value = functions[call.function](*copy.deepcopy(call.arguments))
    except Exception as error:  # noqa: BLE001, a student's function may raise anything
        return Raised(type(error).__name__, type(error).__name__)
    return Returned(as_sent(value))
