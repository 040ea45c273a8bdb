"""Linear activations: a solution."""


def linear_chain(c, n, x):
    """Apply the activation layer by layer."""
    y = x
    for _ in range(n):
        y = c * y
    return y


claims = {"a": False, "b": False}

y = "c^3*x"
