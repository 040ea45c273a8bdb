"""Answers and known mistakes of q2_2, weights around zero."""

from math import sqrt

from .preactivations import preactivation_stats, product_variance


def means_left_out(n, mu_w, var_w, mu_x, var_x):
    """Your variance holds only where both means are 0. A mean that is not 0 multiplies the other
    factor's spread and adds to the variance.
    """
    return n * mu_w * mu_x, n * var_w * var_x


def weights_taken_as_centred(n, mu_w, var_w, mu_x, var_x):
    """Your variance is the one for weights of mean 0. Here the weights may have another mean, and
    then the spread of the inputs counts more.
    """
    return n * mu_w * mu_x, n * var_w * (var_x + mu_x**2)


def inputs_taken_as_centred(n, mu_w, var_w, mu_x, var_x):
    """Your variance is the one for inputs of mean 0. Here the inputs may have another mean, and
    then the spread of the weights counts more.
    """
    return n * mu_w * mu_x, n * (var_w + mu_w**2) * var_x


def mean_taken_as_zero(n, mu_w, var_w, mu_x, var_x):
    """You take the mean to be 0. That needs a factor of mean 0; for independent factors the mean of
    a product is the product of the means.
    """
    return 0.0, preactivation_stats(n, mu_w, var_w, mu_x, var_x)[1]


def means_added(n, mu_w, var_w, mu_x, var_x):
    """You add the two means within a term. That rule is for a sum; each term here is a product of a
    weight and an input.
    """
    return n * (mu_w + mu_x), preactivation_stats(n, mu_w, var_w, mu_x, var_x)[1]


def means_not_squared(n, mu_w, var_w, mu_x, var_x):
    """You add a mean to a variance. The mean of a square is the variance plus the square of the
    mean.
    """
    return n * mu_w * mu_x, n * ((var_w + mu_w) * (var_x + mu_x) - mu_w * mu_x)


def squared_mean_kept(n, mu_w, var_w, mu_x, var_x):
    """You return the mean of the squares where the variance belongs. Subtract what the square of a
    term's mean contributes.
    """
    return n * mu_w * mu_x, n * (var_w + mu_w**2) * (var_x + mu_x**2)


def squared_sum_taken_off(n, mu_w, var_w, mu_x, var_x):
    """You subtract the square of the whole sum's mean from a sum over single terms. Find the
    variance of one product first; the variances of independent terms then add.
    """
    mean = n * mu_w * mu_x
    return mean, n * (var_w + mu_w**2) * (var_x + mu_x**2) - mean**2


def variances_added(n, mu_w, var_w, mu_x, var_x):
    """You add the two variances within a term. That rule is for a sum; each term here is a product
    of a weight and an input.
    """
    return n * mu_w * mu_x, n * (var_w + var_x)


def terms_move_together(n, mu_w, var_w, mu_x, var_x):
    """You multiply the variance by the square of n, as if all terms were one term, n times over.
    They are independent, so their variances add.
    """
    return n * mu_w * mu_x, n**2 * product_variance(mu_w, var_w, mu_x, var_x)


def averaged(n, mu_w, var_w, mu_x, var_x):
    """You average over the terms. A unit adds its terms up and does not divide by their number."""
    variance = product_variance(mu_w, var_w, mu_x, var_x)
    return mu_w * mu_x, variance / max(1, n)


def one_term_only(n, mu_w, var_w, mu_x, var_x):
    """You describe one term only. There are n of them: both their means and their variances add."""
    return mu_w * mu_x, product_variance(mu_w, var_w, mu_x, var_x)


def one_term_less(n, mu_w, var_w, mu_x, var_x):
    """You count one term too few in the variance. One less than n belongs to estimates from a
    sample; here the variances of n terms add up.
    """
    variance = product_variance(mu_w, var_w, mu_x, var_x)
    return n * mu_w * mu_x, (n - 1) * variance


def variances_squared(n, mu_w, var_w, mu_x, var_x):
    """You square the variances that you are given. They are variances already, not standard
    deviations.
    """
    return preactivation_stats(n, mu_w, var_w**2, mu_x, var_x**2)


def deviation_for_variance(n, mu_w, var_w, mu_x, var_x):
    """You return the standard deviation. The variance is asked for, so take no root."""
    mean, variance = preactivation_stats(n, mu_w, var_w, mu_x, var_x)
    return mean, sqrt(variance)


MISTAKES = {
    "preactivation_stats": [
        means_left_out,
        weights_taken_as_centred,
        squared_mean_kept,
        squared_sum_taken_off,
        variances_added,
        terms_move_together,
        averaged,
        one_term_only,
        variances_squared,
        deviation_for_variance,
        inputs_taken_as_centred,
        mean_taken_as_zero,
        means_added,
        means_not_squared,
        one_term_less,
    ],
}
