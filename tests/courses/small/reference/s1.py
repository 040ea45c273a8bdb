"""Right answers and mistakes."""


def affine(x, a=2.0, b=0.0):
    return a * x + b


def no_offset(x, a=2.0, b=0.0):
    """You left out b."""
    return a * x


def offset_first(x, a=2.0, b=0.0):
    """You multiply b as well."""
    return a * (x + b)


def pair(x):
    return 2 * x, x**2


def swapped(x):
    """The two are the wrong way round."""
    return x**2, 2 * x


MISTAKES = {"affine": [no_offset, offset_first], "pair": [swapped]}
