"""Xavier initialisation.

Write the function and replace each None by your answer.
"""

import numpy as np


def xavier(shape, gain=1.0):
    """How many inputs and outputs a weight serves, and how far it may lie from 0.

    shape: a list of ints, [out, in] or [out, in, kh, kw]
    gain: a number
    returns: (fan_in, fan_out, std, limit), two ints and two numbers
    """
    raise NotImplementedError


claims = {"a": None, "b": None, "c": None}

why = None
