"""Shares of a whole."""


def shares(x):
    return x / x.sum(), x.sum()


def not_divided(x):
    """You did not divide by the whole."""
    return x, x.sum()


def sum_to_one(probabilities):
    if abs(probabilities.sum() - 1) > 1e-6:
        return f"the probabilities sum to {probabilities.sum():.3g}, not to 1"
    return None


def as_many_as_inputs(x, output):
    if len(output[0]) != len(x):
        return f"there are {len(output[0])} probabilities for {len(x)} inputs"
    return None


MISTAKES = {"shares": [not_divided]}
PROPERTIES = {"shares": [sum_to_one, as_many_as_inputs]}
