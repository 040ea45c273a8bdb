"""Weights around zero: a solution."""


def preactivation_stats(n, mu_w, var_w, mu_x, var_x):
    """Var(wx) = E[(wx)²] - (E[wx])², and with (σ² + μ²) multiplied out three terms remain."""
    mean = n * mu_w * mu_x
    variance = n * (var_w * var_x + var_w * mu_x**2 + mu_w**2 * var_x)
    return mean, variance


claims = {"a": False, "b": False, "c": False}

why = """
With weights around zero, the terms of the sum cancel on average: the pre-activation has mean zero
whatever the mean of the inputs, and does not drift away as the number of inputs grows. Sigmoid and
tanh units then begin where their curves are steep, provided that the variance is small enough as
well. The symmetry between the units is broken by the randomness of the draw, not by its mean.
"""
