"""ReLU, forward and back.

Write the function.
"""

import numpy as np


def relu(z, da):
    """The ReLU's values, and the gradient that it passes back.

    z: array of any shape
    da: the gradient of the loss by the values a, same shape
    returns: (a, dz), two arrays of that shape
    """
    raise NotImplementedError
