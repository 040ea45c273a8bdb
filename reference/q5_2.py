"""Answers and known mistakes of q5_2, derivatives of activation functions."""

import numpy as np

from .activations import relu, relu_subgradient, sigmoid, sigmoid_prime, softmax, softmax_jacobian


def quotient_overflows(t):
    """Your formula is right, but its exponential overflows for large negative t, and infinity
    divided by infinity is not a number. Find a form whose exponent is never a large positive
    number.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(-t) / (1 + np.exp(-t)) ** 2


def sigmoid_itself(t):
    """You return the sigmoid itself. Its slope is asked for, and that goes to 0 on both sides."""
    return sigmoid(t)


def minus_lost(t):
    """Your sign is wrong: the sigmoid rises everywhere. The chain rule brings two minus signs, one
    from the power and one from the exponent; you kept only one of them.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return -np.exp(-t) / (1 + np.exp(-t)) ** 2


def square_lost(t):
    """You lost a power of the denominator: your slope falls from 1 to 0. Differentiate the power -1
    of the bracket once more.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(-t) / (1 + np.exp(-t))


def tanh_rule(t):
    """You used the rule that belongs to tanh, with the sigmoid put in. The sigmoid has a rule of
    its own; differentiate it from its definition.
    """
    return 1 - sigmoid(t) ** 2


def argument_taken_for_value(t):
    """You use t as if the sigmoid had already been applied to it. The rule in terms of the
    sigmoid's value needs that value: compute it from t first.
    """
    return t * (1 - t)


def other_probability(t):
    """You return what the sigmoid is short of 1. That is one factor of the slope; the slope goes to
    0 on both sides.
    """
    return 1 - sigmoid(t)


def slope_with_plus(t):
    """Your slope has a wrong sign inside: it goes to 2 for large t. The sigmoid is flat at both
    ends.
    """
    return sigmoid(t) * (1 + sigmoid(t))


def minus_below_the_bar(t):
    """You subtract the exponential below the fraction bar, so your slope is infinite at 0. Look at
    the signs in the definition of the sigmoid.
    """
    return np.divide(np.exp(np.negative(t)), (1 - np.exp(np.negative(t))) ** 2)


def inner_derivative_lost(t):
    """You differentiate one over the bracket, but not the bracket itself. The chain rule multiplies
    by its derivative, which holds the exponential.
    """
    return -(sigmoid(t) ** 2)


def numerator_one(t):
    """You leave a 1 above the fraction bar. The chain rule brings the derivative of the bracket
    there.
    """
    return sigmoid(t) ** 2


def second_derivative(t):
    """You differentiate once too often: yours is 0 at 0, where the sigmoid is steepest."""
    return sigmoid_prime(t) * (1 - 2 * sigmoid(t))


def slope_of_tanh(t):
    """You return the slope of tanh, which is 1 at 0. The sigmoid rises more slowly."""
    return 1 - np.tanh(t) ** 2


def slope_at_the_value(t):
    """You take the slope at the sigmoid's value, so the sigmoid is applied twice. Take it at t."""
    return sigmoid_prime(sigmoid(t))


def zero_picked_at_zero(x):
    """You settle on slope 0 at the kink. That is the choice that training code makes; here all
    slopes allowed there are asked for, so at 0 the two ends differ.
    """
    return (x > 0) * 1.0, (x > 0) * 1.0


def one_picked_at_zero(x):
    """You settle on slope 1 at the kink, as if 0 were positive. All slopes allowed there are asked
    for, so at 0 the two ends differ.
    """
    return (x >= 0) * 1.0, (x >= 0) * 1.0


def middle_picked_at_zero(x):
    """You take the mean of the two slopes at the kink. It is one of the allowed slopes, but you are
    asked for the lowest and the highest of them.
    """
    return np.heaviside(x, 0.5), np.heaviside(x, 0.5)


def undefined_at_zero(x):
    """You treat the kink as undefined. There is no derivative at 0, but there are subgradients: the
    slopes of all lines that touch the graph there and stay below it.
    """
    return np.where(x == 0, np.nan, x > 0), np.where(x == 0, np.nan, x > 0)


def ends_swapped(x):
    """You return the upper end first. The lower end of the interval comes first, then the upper."""
    return relu_subgradient(x)[::-1]


def relu_values(x):
    """You return the values of ReLU. Its slopes are asked for, and where x is not 0 these do not
    depend on how large x is.
    """
    return relu(x), relu(x)


def near_zero_taken_for_zero(x):
    """You treat numbers close to 0 as 0. However small it is, a positive or negative number has one
    slope only: compare with 0 exactly.
    """
    zero = np.isclose(x, 0)
    return np.where(zero, 0, x > 0) * 1.0, np.where(zero, 1, x > 0) * 1.0


def absolute_value(x):
    """At the kink you go down to -1, as for the absolute value. To the left of 0 the ReLU has
    another slope.
    """
    lo, hi = relu_subgradient(x)
    return np.where(x == 0, -1.0, lo), hi


def slopes_of_absolute_value(x):
    """You return the slopes of the absolute value. To the left of 0 the ReLU is flat."""
    return np.where(x > 0, 1.0, -1.0), np.where(x < 0, -1.0, 1.0)


def diagonal_only(z):
    """You fill the diagonal only. The scores share one denominator, so every output depends on
    every score: the places off the diagonal are not 0.
    """
    return np.diag(np.diag(softmax_jacobian(z)))


def diagonal_as_vector(z):
    """You return one derivative for each score. With K outputs and K scores there are K times K
    derivatives: return the whole matrix.
    """
    return np.diag(softmax_jacobian(z))


def everything_cancels(z):
    """Your quotient rule makes everything 0. When you differentiate the sum in the denominator by
    one score, only that score's own term remains.
    """
    return np.zeros((z.size, z.size))


def off_diagonal_rule_everywhere(z):
    """You use the rule for two different indices on the diagonal too. Where output and score are
    the same one, the numerator changes as well and adds a term.
    """
    return -np.outer(softmax(z), softmax(z))


def diagonal_rule_everywhere(z):
    """You use the rule for equal indices off the diagonal too. There the numerator does not depend
    on the score, so one of your terms drops out.
    """
    return np.outer(softmax(z), 1 - softmax(z))


def outputs_rise_together(z):
    """Your signs off the diagonal are wrong. The outputs add up to 1, so when one score grows, the
    outputs of the others shrink: each column must sum to 0.
    """
    s = softmax(z)
    return np.where(np.eye(z.size) > 0, s * (1 - s), np.outer(s, s))


def softmax_overflows(z):
    """Your softmax overflows, or divides 0 by 0, when the scores are far from 0. Shift all scores
    by the same number before the exponential; softmax does not change.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        s = np.exp(z) / np.exp(z).sum()
        return np.diag(s) - np.outer(s, s)


def sigmoid_for_softmax(z):
    """You treat each score on its own, with a sigmoid. Softmax divides by the sum over all of them,
    and that ties the outputs together.
    """
    return np.diag(sigmoid_prime(z))


def identity_for_diagonal(z):
    """You put 1 on the diagonal before you subtract the products. By the product rule the outputs
    themselves stand there.
    """
    return np.eye(z.size) - np.outer(softmax(z), softmax(z))


def diagonal_without_its_output(z):
    """On the diagonal you lost a factor. The output itself stands before the bracket."""
    s = softmax(z)
    return np.where(np.eye(z.size) > 0, 1 - s, -np.outer(s, s))


def other_output_left_out(z):
    """Off the diagonal you lost a factor: two outputs belong there, the one that is differentiated
    and that of the other score.
    """
    s = softmax(z)
    return np.where(np.eye(z.size) > 0, s * (1 - s), -s[:, None])


def jacobian_of_the_logarithm(z):
    """You return the Jacobian of the logarithm of softmax. Without the logarithm, one more factor
    stands before it.
    """
    return np.eye(z.size) - softmax(z)


def sigmoids_for_outputs(z):
    """You use sigmoids as the outputs. Those of softmax are divided by their sum over all scores,
    so they add up to 1.
    """
    s = sigmoid(z)
    return np.diag(s) - np.outer(s, s)


def inner_product(z):
    """You subtract one and the same number everywhere, the sum of the squared outputs. Each place
    (i, j) has a product of its own.
    """
    s = softmax(z)
    return np.diag(s) - s @ s


def not_normalised(z):
    """You leave the exponentials as they are. Softmax divides each by the sum of all, so that the
    outputs add up to 1.
    """
    e = np.exp(z - z.max())
    return np.diag(e) - np.outer(e, e)


MISTAKES = {
    "sigmoid_prime": [
        quotient_overflows,
        sigmoid_itself,
        minus_lost,
        square_lost,
        tanh_rule,
        argument_taken_for_value,
        other_probability,
        slope_with_plus,
        minus_below_the_bar,
        inner_derivative_lost,
        numerator_one,
        second_derivative,
        slope_of_tanh,
        slope_at_the_value,
    ],
    "relu_subgradient": [
        zero_picked_at_zero,
        one_picked_at_zero,
        middle_picked_at_zero,
        undefined_at_zero,
        ends_swapped,
        relu_values,
        near_zero_taken_for_zero,
        absolute_value,
        slopes_of_absolute_value,
    ],
    "softmax_jacobian": [
        diagonal_only,
        diagonal_as_vector,
        everything_cancels,
        off_diagonal_rule_everywhere,
        diagonal_rule_everywhere,
        outputs_rise_together,
        softmax_overflows,
        sigmoid_for_softmax,
        identity_for_diagonal,
        diagonal_without_its_output,
        other_output_left_out,
        jacobian_of_the_logarithm,
        sigmoids_for_outputs,
        inner_product,
        not_normalised,
    ],
}
