"""Answers and known mistakes of q3_1, linear activations."""


def linear_chain(c, n, x):
    """h(h(…h(x)…)) with h(x) = c·x applied n times, that is cⁿ·x."""
    return c**n * x


def applied_once(c, n, x):
    """You apply the activation once, however many layers there are. Each layer applies it to what
    the layer before gave.
    """
    return c * x


def once_too_often(c, n, x):
    """You apply the activation once too often. Count with no layer at all: nothing should happen to
    x then.
    """
    return c ** (n + 1) * x


def once_too_seldom(c, n, x):
    """You apply the activation once too seldom. Count with a single layer: it should have been
    applied once by then.
    """
    return c ** max(n - 1, 0) * x


def at_least_once(c, n, x):
    """You apply the activation even where there is no layer. With no layer, x comes out as it went
    in: begin from x itself.
    """
    return c ** max(n, 1) * x


def multiplied_by_n(c, n, x):
    """You multiply by the number of layers. Every layer multiplies the result of the one before by
    c again, so the factors gather in a power.
    """
    return n * c * x


def x_raised_too(c, n, x):
    """You raise x to a power too. Only the factor c is applied again and again; x enters once, at
    the beginning.
    """
    return (c * x) ** n


def factor_alone(c, n, x):
    """You return the factor that all layers together make, without x. Apply it to x: the result has
    the shape of x.
    """
    return c**n


def power_turned_around(c, n, x):
    """You raise the number of layers to the power c. Each layer multiplies by c once more, so ask
    which of the two numbers is repeated, and which one counts.
    """
    return n**c * x


MISTAKES = {
    "linear_chain": [
        applied_once,
        once_too_often,
        once_too_seldom,
        at_least_once,
        multiplied_by_n,
        x_raised_too,
        factor_alone,
        power_turned_around,
    ],
}
