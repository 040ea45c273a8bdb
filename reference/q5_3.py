"""Answers and known mistakes of q5_3, partial derivatives of three formulas.

The second formula is asked in two readings; the endings `fraction` and `code` of a mistake's name
say in which one it is made.
"""

import numpy as np

from .partial_derivatives import grad_nested, grad_polynomial, grad_product, grad_quotient


def grad_expr1(x):
    """Of x1 + 5 x2 - 3 x3², (3,)."""
    return grad_polynomial(x)


def grad_expr2(x):
    """Of x1 (x2 - 4) + e^{x3²} / (5 x4²), (4,)."""
    return grad_quotient(x)


def grad_expr2_code(x):
    """Of x1 (x2 - 4) + (e^{x3²} / 5) x4², (4,)."""
    return grad_product(x)


def grad_expr3(x):
    """Of 1/x3 + e^{u²}, u = x1 + 5 (x2 + 3), (3,)."""
    return grad_nested(x)


def near_the_valley(rng):
    """A point (3,) at which u = x1 + 5 (x2 + 3) lies between -1.5 and 1.5, and x3 above 0.4."""
    return np.array([rng.uniform(-0.5, 0.5), rng.uniform(-3.2, -2.8), rng.uniform(0.4, 1.6)])


def scaled(gradient, **factors):
    """The gradient with some of its entries, x1 to x4, multiplied by factors."""
    return gradient * [factors.get(f"x{i + 1}", 1.0) for i in range(len(gradient))]


def with_entries(gradient, **entries):
    """The gradient with some of its entries, x1 to x4, replaced."""
    return np.array([entries.get(f"x{i + 1}", entry) for i, entry in enumerate(gradient)])


def power_not_lowered(x):
    """You bring the exponent of x3 down, but leave it standing as well. The power rule lowers it by
    one.
    """
    return with_entries(grad_expr1(x), x3=-6 * x[2] ** 2)


def exponent_lost(x):
    """You lower the exponent of x3 without bringing it down in front. The power rule does both."""
    return with_entries(grad_expr1(x), x3=-3 * x[2])


def factor_lost(x):
    """You lost the factor in front of the square. A constant factor stays as it is when
    you differentiate.
    """
    return with_entries(grad_expr1(x), x3=-2 * x[2])


def sign_lost(x):
    """You lost the minus sign in front of the last term. It belongs to the factor, and stays."""
    return scaled(grad_expr1(x), x3=-1)


def variables_kept(x):
    """You multiply each partial derivative by its variable again. A term that is linear in a
    variable has a constant slope.
    """
    return grad_expr1(x) * x


def value_of_expr1(x):
    """You return the value of the formula. Its three partial derivatives are asked for."""
    return x[0] + 5 * x[1] - 3 * x[2] ** 2


def square_not_differentiated_expr1(x):
    """You leave the last term as it stands. By x3 it has to be differentiated too."""
    return with_entries(grad_expr1(x), x3=-3 * x[2] ** 2)


def first_variable_kept(x):
    """By x1 you return x1 itself. A term that is linear in a variable has a constant slope."""
    return with_entries(grad_expr1(x), x1=x[0])


def second_term_kept(x):
    """By x2 you return the whole term. A term that is linear in a variable has a constant slope."""
    return with_entries(grad_expr1(x), x2=5 * x[1])


def coefficients_exchanged(x):
    """Your first two entries are exchanged. Look at which variable the 5 stands before."""
    return grad_expr1(x)[[1, 0, 2]]


def coefficient_lost(x):
    """By x2 you lost the factor. A constant factor stays as it is when you differentiate."""
    return with_entries(grad_expr1(x), x2=1)


def partial_derivatives_added(x):
    """You add the partial derivatives up. A gradient keeps them apart, one for each variable."""
    return grad_expr1(x).sum()


def code_reading(x):
    """You read the formula as a program does, where the square of x4 multiplies. Here it stands
    below the fraction bar, together with the 5.
    """
    return grad_product(x)


def factors_swapped_fraction(x):
    """Your first two entries are exchanged. By a factor of a product, the other factor stays."""
    return grad_expr2(x)[[1, 0, 2, 3]]


def inner_lost_fraction(x):
    """You forget the inner derivative by x3. The exponent is a function of x3 itself: multiply by
    its slope.
    """
    x3, x4 = x[2:]
    return with_entries(grad_expr2(x), x3=np.exp(x3**2) / (5 * x4**2))


def power_rule_for_exp_fraction(x):
    """You treat the exponential as a power and lower its exponent by one. The exponential function
    is its own derivative; the exponent contributes by the chain rule.
    """
    x3, x4 = x[2:]
    return with_entries(grad_expr2(x), x3=x3**2 * np.exp(x3**2 - 1) / (5 * x4**2))


def minus_lost_fraction(x):
    """Your sign by x4 is wrong. In the denominator the exponent of x4 is negative, and it is
    brought down with its sign.
    """
    return scaled(grad_expr2(x), x4=-1)


def exponent_raised_fraction(x):
    """You move the exponent of x4 the wrong way. In the denominator it is negative, and one less
    than a negative number is further away from 0.
    """
    return scaled(grad_expr2(x), x4=x[3] ** 2)


def denominator_differentiated_fraction(x):
    """You differentiate the denominator by itself, and leave it below the bar. The slope of one
    over a function is not one over its slope.
    """
    x3, x4 = x[2:]
    return with_entries(grad_expr2(x), x4=np.exp(x3**2) / (10 * x4))


def five_squared_fraction(x):
    """You square the 5 as well. Below the bar only x4 is squared."""
    return with_entries(grad_expr2(x), x3=grad_expr2(x)[2] / 5, x4=grad_expr2(x)[3] / 5)


def four_beside_the_wrong_factor_fraction(x):
    """By x2 you return x1 - 4. By one factor of a product the other factor stays, and the 4 belongs
    to the bracket.
    """
    return with_entries(grad_expr2(x), x2=x[0] - 4)


def power_lost_fraction(x):
    """By x4 you keep its square below the bar. Differentiating takes the exponent one further away
    from 0.
    """
    return scaled(grad_expr2(x), x4=x[3])


def fraction_reading(x):
    """You put the square of x4 below the fraction bar. A program divides by 5 first and then
    multiplies: operators of one rank are worked off from the left.
    """
    return grad_quotient(x)


def factors_swapped_code(x):
    """Your first two entries are exchanged. By a factor of a product, the other factor stays."""
    return grad_expr2_code(x)[[1, 0, 2, 3]]


def inner_lost_code(x):
    """You forget the inner derivative by x3. The exponent is a function of x3 itself: multiply by
    its slope.
    """
    x3, x4 = x[2:]
    return with_entries(grad_expr2_code(x), x3=np.exp(x3**2) / 5 * x4**2)


def power_rule_for_exp_code(x):
    """You treat the exponential as a power and lower its exponent by one. The exponential function
    is its own derivative; the exponent contributes by the chain rule.
    """
    x3, x4 = x[2:]
    return with_entries(grad_expr2_code(x), x3=x3**2 * np.exp(x3**2 - 1) / 5 * x4**2)


def power_not_lowered_code(x):
    """You bring the exponent of x4 down, but leave it standing as well. The power rule lowers it by
    one.
    """
    return scaled(grad_expr2_code(x), x4=x[3])


def exponent_lost_code(x):
    """You lower the exponent of x4 without bringing it down in front. The power rule does both."""
    return scaled(grad_expr2_code(x), x4=0.5)


def four_beside_the_wrong_factor_code(x):
    """By x2 you return x1 - 4. By one factor of a product the other factor stays, and the 4 belongs
    to the bracket.
    """
    return with_entries(grad_expr2_code(x), x2=x[0] - 4)


def five_once_too_often(x):
    """Your first two entries are five times too large: the factor 5 is the slope of u by x2. By x1
    the slope of u is another one.
    """
    return scaled(grad_expr3(x), x1=5, x2=5)


def inner_five_lost(x):
    """Your entry by x2 lacks the slope of u. The bracket with x2 is multiplied by 5, so u moves
    faster than x2.
    """
    return scaled(grad_expr3(x), x2=1 / 5)


def square_not_differentiated(x):
    """You skip the square between u and the exponential. There are three functions inside one
    another, and each contributes its slope.
    """
    x1, x2, _ = x
    bell = np.exp((x1 + 5 * (x2 + 3)) ** 2)
    return with_entries(grad_expr3(x), x1=bell, x2=5 * bell)


def two_lost(x):
    """Your first two entries are half of what they should be. The slope of a square brings a factor
    in front.
    """
    return scaled(grad_expr3(x), x1=1 / 2, x2=1 / 2)


def bracket_ignored(x):
    """You multiply only x2 by 5, not the 3 beside it. The 5 stands before the bracket."""
    return grad_nested(x - [0, 2.4, 0])


def square_outside(x):
    """You square the exponential. The square belongs to its exponent."""
    x1, x2, _ = x
    slope = 2 * np.exp(2 * (x1 + 5 * (x2 + 3)))
    return with_entries(grad_expr3(x), x1=slope, x2=5 * slope)


def minus_lost(x):
    """Your sign by x3 is wrong. One over x3 falls on either side of 0."""
    return scaled(grad_expr3(x), x3=-1)


def exponent_raised(x):
    """You move the exponent of x3 the wrong way. One over x3 has the exponent -1, and the power
    rule lowers it by one.
    """
    return with_entries(grad_expr3(x), x3=-1.0)


def inner_five_squared(x):
    """Your entry by x2 has the factor 5 twice. The slope of u by x2 holds it once."""
    return scaled(grad_expr3(x), x2=5)


def square_below_the_bar(x):
    """Your entry by x3 is the derivative of one over x3 squared. In the formula x3 itself stands
    below the bar.
    """
    return with_entries(grad_expr3(x), x3=-2 / x[2] ** 3)


def power_rule_for_exp(x):
    """You treat the exponential as a power and lower its exponent by one. The exponential function
    is its own derivative; the exponent contributes by the chain rule.
    """
    u = x[0] + 5 * (x[1] + 3)
    slope = u**2 * np.exp(u**2 - 1)
    return with_entries(grad_expr3(x), x1=slope, x2=5 * slope)


def square_kept(x):
    """You multiply by u² where its slope belongs. There are three functions inside one another, and
    the one in the middle is a square.
    """
    u = x[0] + 5 * (x[1] + 3)
    return with_entries(grad_expr3(x), x1=u**2 * np.exp(u**2), x2=5 * u**2 * np.exp(u**2))


MISTAKES = {
    "grad_expr1": [
        power_not_lowered,
        exponent_lost,
        factor_lost,
        sign_lost,
        variables_kept,
        value_of_expr1,
        square_not_differentiated_expr1,
        first_variable_kept,
        second_term_kept,
        coefficients_exchanged,
        coefficient_lost,
        partial_derivatives_added,
    ],
    "grad_expr2": [
        code_reading,
        factors_swapped_fraction,
        inner_lost_fraction,
        power_rule_for_exp_fraction,
        minus_lost_fraction,
        exponent_raised_fraction,
        denominator_differentiated_fraction,
        five_squared_fraction,
        four_beside_the_wrong_factor_fraction,
        power_lost_fraction,
    ],
    "grad_expr2_code": [
        fraction_reading,
        factors_swapped_code,
        inner_lost_code,
        power_rule_for_exp_code,
        power_not_lowered_code,
        exponent_lost_code,
        four_beside_the_wrong_factor_code,
    ],
    "grad_expr3": [
        five_once_too_often,
        inner_five_lost,
        square_not_differentiated,
        two_lost,
        bracket_ignored,
        square_outside,
        minus_lost,
        exponent_raised,
        inner_five_squared,
        square_below_the_bar,
        power_rule_for_exp,
        square_kept,
    ],
}
