"""Answers and known mistakes of q3_6, batch normalisation."""

import numpy as np

from .batch_norm import batchnorm_backward, batchnorm_eval, batchnorm_train, moving, standardised

# --- training -----------------------------------------------------------------------------------


def rows_normalised(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You take mean and variance over the features of each example. Batch normalisation takes them
    over the batch: one mean and one variance for each feature.
    """
    mean, var, unbiased = X.mean(axis=1), X.var(axis=1), X.var(axis=1, ddof=1)
    Y = gamma * standardised(X, mean, var, eps) + beta
    return Y, moving(running_mean, mean, momentum), moving(running_var, unbiased, momentum)


def all_numbers_normalised(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You take a single mean and a single variance of all numbers together. Every feature has its
    own: average over the axis of the batch only.
    """
    Y = gamma * standardised(X, X.mean(), X.var(), eps) + beta
    new_mean = moving(running_mean, X.mean(), momentum)
    return Y, new_mean, moving(running_var, X.var(ddof=1), momentum)


def biased_kept(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You keep the same variance that you normalise with. The one to be kept is the unbiased
    estimate, which divides by n - 1.
    """
    Y, new_mean, _ = batchnorm_train(X, gamma, beta, running_mean, running_var, momentum, eps)
    return Y, new_mean, moving(running_var, X.var(axis=0), momentum)


def unbiased_used(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You normalise the batch with the variance that divides by n - 1. That one is kept for later;
    the batch itself is normalised with the mean of the squared deviations.
    """
    _, *kept = batchnorm_train(X, gamma, beta, running_mean, running_var, momentum, eps)
    return gamma * standardised(X, X.mean(axis=0), X.var(axis=0, ddof=1), eps) + beta, *kept


def momentum_of_the_old(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You give the share `momentum` to the old running statistics. Here it is the share of the new
    batch; other programs define it the other way round.
    """
    return batchnorm_train(X, gamma, beta, running_mean, running_var, 1 - momentum, eps)


def batch_statistics_kept(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You return the statistics of this batch in place of the running ones. Mix them into the old
    ones, with the share that `momentum` gives.
    """
    return batchnorm_train(X, gamma, beta, running_mean, running_var, 1, eps)


def running_used(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You normalise the batch with the running statistics. In training they are only brought up to
    date; the batch is normalised with its own.
    """
    _, *kept = batchnorm_train(X, gamma, beta, running_mean, running_var, momentum, eps)
    return batchnorm_eval(X, gamma, beta, running_mean, running_var, eps), *kept


def eps_outside_the_root(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You add eps to the standard deviation. It belongs under the root, added to the variance."""
    _, *kept = batchnorm_train(X, gamma, beta, running_mean, running_var, momentum, eps)
    return gamma * (X - X.mean(axis=0)) / (X.std(axis=0) + eps) + beta, *kept


def eps_left_out(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You leave eps out, so a feature that is the same for the whole batch gives 0 divided by 0."""
    return batchnorm_train(X, gamma, beta, running_mean, running_var, momentum, 0)


def root_forgotten(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You divide by the variance. Its root brings the feature to unit spread."""
    _, *kept = batchnorm_train(X, gamma, beta, running_mean, running_var, momentum, eps)
    return gamma * (X - X.mean(axis=0)) / (X.var(axis=0) + eps) + beta, *kept


def not_scaled_nor_shifted(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You leave gamma and beta out. After the normalisation each feature is stretched by its gamma
    and moved by its beta, so that the network can undo it.
    """
    return batchnorm_train(X, 1, 0, running_mean, running_var, momentum, eps)


def eps_kept(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-5):
    """You add eps to the variance that is kept. It guards the division; the running variance is to
    be that of the data.
    """
    Y, new_mean, new_var = batchnorm_train(X, gamma, beta, running_mean, running_var, momentum, eps)
    return Y, new_mean, new_var + momentum * eps


def eps_of_another_library(X, gamma, beta, running_mean, running_var, momentum=0.1, eps=1e-3):
    """Your default for eps is 0.001, as in some libraries. Look at the default in the question."""
    return batchnorm_train(X, gamma, beta, running_mean, running_var, momentum, eps)


# --- use ----------------------------------------------------------------------------------------


def batch_statistics(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """You normalise with the statistics of this batch. After training the kept ones are used, so
    that the result for one example does not depend on which others came with it.
    """
    return gamma * standardised(X, X.mean(axis=0), X.var(axis=0), eps) + beta


def eps_outside_the_root_in_use(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """You add eps to the standard deviation. It belongs under the root, added to the variance."""
    return gamma * (X - running_mean) / (np.sqrt(running_var) + eps) + beta


def eps_left_out_in_use(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """You leave eps out, so a feature whose kept variance is 0 is divided by 0."""
    return batchnorm_eval(X, gamma, beta, running_mean, running_var, 0)


def root_forgotten_in_use(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """You divide by the variance. Its root brings the feature to unit spread."""
    return gamma * (X - running_mean) / (running_var + eps) + beta


def not_scaled_nor_shifted_in_use(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """You leave gamma and beta out. They were learnt in training, and belong to the layer in use as
    well.
    """
    return standardised(X, running_mean, running_var, eps)


def shifted_before_scaled(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """You add beta too early, so gamma stretches it too. Stretch first, then move."""
    return gamma * (standardised(X, running_mean, running_var, eps) + beta)


def mean_of_the_batch(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """You subtract the mean of this batch. After training the kept statistics are used, and the
    mean is one of them.
    """
    return gamma * standardised(X, X.mean(axis=0), running_var, eps) + beta


def variance_of_the_batch(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """You divide by the spread of this batch. After training the kept statistics are used, and the
    variance is one of them.
    """
    return gamma * standardised(X, running_mean, X.var(axis=0), eps) + beta


def mean_not_scaled(X, gamma, beta, running_mean, running_var, eps=1e-5):
    """You divide X by its spread before you subtract the mean. The mean is in the units of X, so
    subtract it first.
    """
    return gamma * (X / np.sqrt(running_var + eps) - running_mean) + beta


def eps_of_another_library_in_use(X, gamma, beta, running_mean, running_var, eps=1e-3):
    """Your default for eps is 0.001, as in some libraries. Look at the default in the question."""
    return batchnorm_eval(X, gamma, beta, running_mean, running_var, eps)


# --- backward -----------------------------------------------------------------------------------


def parts_of_backward(X, gamma, dY, eps):
    """The factor γ/√(var + eps), the normalised X, and the three terms that make dX."""
    var = X.var(axis=0)
    normal = standardised(X, X.mean(axis=0), var, eps)
    return gamma / np.sqrt(var + eps), normal, dY.mean(axis=0), normal * (dY * normal).mean(axis=0)


def with_variance_term(X, gamma, dY, eps, factor):
    """The gradients with the term of dX that leads through the variance times a factor."""
    scale, _, by_mean, by_variance = parts_of_backward(X, gamma, dY, eps)
    dX = scale * (dY - by_mean - factor * by_variance)
    return dX, *batchnorm_backward(X, gamma, dY, eps)[1:]


def statistics_held_constant(X, gamma, dY, eps=1e-5):
    """You treat mean and variance as constants. Each entry of X moves both of them, and through
    them the whole column of Y: that adds two terms.
    """
    scale, *_ = parts_of_backward(X, gamma, dY, eps)
    return scale * dY, *batchnorm_backward(X, gamma, dY, eps)[1:]


def variance_term_lost(X, gamma, dY, eps=1e-5):
    """You go back through the mean, but not through the variance. Each entry of X moves that as
    well.
    """
    scale, _, by_mean, _ = parts_of_backward(X, gamma, dY, eps)
    return scale * (dY - by_mean), *batchnorm_backward(X, gamma, dY, eps)[1:]


def mean_term_lost(X, gamma, dY, eps=1e-5):
    """You go back through the variance, but not through the mean. Each entry of X moves that as
    well.
    """
    scale, _, _, by_variance = parts_of_backward(X, gamma, dY, eps)
    return scale * (dY - by_variance), *batchnorm_backward(X, gamma, dY, eps)[1:]


def sums_for_means(X, gamma, dY, eps=1e-5):
    """Your two terms through mean and variance are n times too large. Each of the n examples moves
    the mean by an nth only, and likewise the variance.
    """
    scale, _, by_mean, by_variance = parts_of_backward(X, gamma, dY, eps)
    dX = scale * (dY - len(X) * (by_mean + by_variance))
    return dX, *batchnorm_backward(X, gamma, dY, eps)[1:]


def gamma_left_out(X, gamma, dY, eps=1e-5):
    """Your dX leaves gamma out. On the way forward it multiplies the normalised column, so on the
    way back it multiplies what arrives there.
    """
    return batchnorm_backward(X, 1, dY, eps)


def eps_forgotten_behind_the_mean(X, gamma, dY, eps=1e-5):
    """Your term through the variance divides by the variance alone. Where eps is added on the way
    forward, it stays added in the derivative.
    """
    scale, _, by_mean, by_variance = parts_of_backward(X, gamma, dY, eps)
    by_variance = by_variance * (X.var(axis=0) + eps) / X.var(axis=0)
    return scale * (dY - by_mean - by_variance), *batchnorm_backward(X, gamma, dY, eps)[1:]


def unbiased_backward(X, gamma, dY, eps=1e-5):
    """You use the variance that divides by n - 1. The way back must differentiate what was done on
    the way forward, and there the batch was normalised with the biased one.
    """
    n = len(X)
    centred = X - X.mean(axis=0)
    scale = gamma / np.sqrt(X.var(axis=0, ddof=1) + eps)
    normal = standardised(X, X.mean(axis=0), X.var(axis=0, ddof=1), eps)
    along = (dY * normal).sum(axis=0) / (n - 1)
    dX = scale * (dY - dY.mean(axis=0) - normal * along)
    return dX, scale / gamma * (dY * centred).sum(axis=0), dY.sum(axis=0)


def input_not_normalised(X, gamma, dY, eps=1e-5):
    """You multiply by X for dgamma. What gamma multiplies on the way forward is the normalised
    input.
    """
    dX, _, dbeta = batchnorm_backward(X, gamma, dY, eps)
    return dX, (dY * X).sum(axis=0), dbeta


def averaged_over_the_batch(X, gamma, dY, eps=1e-5):
    """You average dgamma and dbeta over the batch. The same gamma works on every example, so what
    they contribute adds up; a mean in the loss would already be in dY.
    """
    dX, dgamma, dbeta = batchnorm_backward(X, gamma, dY, eps)
    return dX, dgamma / len(X), dbeta / len(X)


def rows_backward(X, gamma, dY, eps=1e-5):
    """You take mean and variance over the features of each example. Batch normalisation takes them
    over the batch, along the first axis.
    """
    var, n = X.var(axis=1), X.shape[1]
    normal = standardised(X, X.mean(axis=1), var, eps)
    along = (dY * normal).sum(axis=1) / n
    dX = gamma / np.sqrt(var + eps) * (dY - dY.sum(axis=1) / n - normal * along)
    return dX, (dY * normal).sum(axis=1), dY.sum(axis=1)


def gamma_in_dgamma(X, gamma, dY, eps=1e-5):
    """Your dgamma holds gamma itself. By one factor of a product the other factor stays, and gamma
    is multiplied by the normalised input.
    """
    dX, dgamma, dbeta = batchnorm_backward(X, gamma, dY, eps)
    return dX, gamma * dgamma, dbeta


def input_only_centred(X, gamma, dY, eps=1e-5):
    """You multiply by X less its mean for dgamma. What gamma multiplies on the way forward has been
    divided by the spread as well.
    """
    dX, _, dbeta = batchnorm_backward(X, gamma, dY, eps)
    return dX, (dY * (X - X.mean(axis=0))).sum(axis=0), dbeta


def eps_outside_the_root_backward(X, gamma, dY, eps=1e-5):
    """You add eps to the standard deviation. It belongs under the root, added to the variance."""
    spread = X.std(axis=0) + eps
    normal = (X - X.mean(axis=0)) / spread
    along = (dY * normal).mean(axis=0)
    dX = gamma / spread * (dY - dY.mean(axis=0) - normal * along)
    return dX, (dY * normal).sum(axis=0), dY.sum(axis=0)


def divided_by_the_unbiased_spread(X, gamma, dY, eps=1e-5):
    """You use the variance that divides by n - 1. The batch was normalised with the mean of the
    squared deviations.
    """
    var = X.var(axis=0, ddof=1)
    normal = standardised(X, X.mean(axis=0), var, eps)
    along = (dY * normal).mean(axis=0)
    dX = gamma / np.sqrt(var + eps) * (dY - dY.mean(axis=0) - normal * along)
    return dX, (dY * normal).sum(axis=0), dY.sum(axis=0)


def square_without_its_two(X, gamma, dY, eps=1e-5):
    """Your term through the variance is half of what it should be. The slope of a squared deviation
    brings a factor in front.
    """
    return with_variance_term(X, gamma, dY, eps, 1 / 2)


def root_without_its_half(X, gamma, dY, eps=1e-5):
    """Your term through the variance is twice what it should be. The slope of a root brings a
    factor in front.
    """
    return with_variance_term(X, gamma, dY, eps, 2)


def power_not_lowered(X, gamma, dY, eps=1e-5):
    """In your term through the variance a power is wrong. You bring the exponent of var + eps down;
    it is lowered by one as well.
    """
    return with_variance_term(X, gamma, dY, eps, X.var(axis=0) + eps)


def means_over_all_entries(X, gamma, dY, eps=1e-5):
    """In dX you take means over all entries of dY. Every feature has a mean and a variance of its
    own, so average along the batch only.
    """
    scale, normal, _, _ = parts_of_backward(X, gamma, dY, eps)
    dX = scale * (dY - dY.mean() - normal * (dY * normal).mean())
    return dX, *batchnorm_backward(X, gamma, dY, eps)[1:]


def eps_of_another_library_backward(X, gamma, dY, eps=1e-3):
    """Your default for eps is 0.001, as in some libraries. Look at the default in the question."""
    return batchnorm_backward(X, gamma, dY, eps)


# --- facts --------------------------------------------------------------------------------------


def order_of_examples(rng, X):
    order = rng.permutation(len(X))
    before, after = yield {"X": X[order]}
    if not np.allclose(after.Y, before.Y[order]):
        return "with the examples in another order, your Y is not the same rows in that order"
    if not np.allclose(after.new_mean, before.new_mean):
        return "with the examples in another order, your new_mean changes"
    if not np.allclose(after.new_var, before.new_var):
        return "with the examples in another order, your new_var changes"
    return None


def order_of_examples_backward(rng, X, dY):
    order = rng.permutation(len(X))
    before, after = yield {"X": X[order], "dY": dY[order]}
    if not np.allclose(after.dX, before.dX[order]):
        return "with the examples in another order, your dX is not the same rows in that order"
    if not np.allclose(after.dgamma, before.dgamma):
        return "with the examples in another order, your dgamma changes"
    if not np.allclose(after.dbeta, before.dbeta):
        return "with the examples in another order, your dbeta changes"
    return None


MISTAKES = {
    "batchnorm_train": [
        rows_normalised,
        all_numbers_normalised,
        biased_kept,
        unbiased_used,
        momentum_of_the_old,
        batch_statistics_kept,
        running_used,
        eps_outside_the_root,
        eps_left_out,
        root_forgotten,
        not_scaled_nor_shifted,
        eps_kept,
        eps_of_another_library,
    ],
    "batchnorm_eval": [
        batch_statistics,
        eps_outside_the_root_in_use,
        eps_left_out_in_use,
        root_forgotten_in_use,
        not_scaled_nor_shifted_in_use,
        shifted_before_scaled,
        mean_of_the_batch,
        variance_of_the_batch,
        mean_not_scaled,
        eps_of_another_library_in_use,
    ],
    "batchnorm_backward": [
        statistics_held_constant,
        variance_term_lost,
        mean_term_lost,
        sums_for_means,
        gamma_left_out,
        eps_forgotten_behind_the_mean,
        unbiased_backward,
        input_not_normalised,
        averaged_over_the_batch,
        rows_backward,
        gamma_in_dgamma,
        input_only_centred,
        eps_outside_the_root_backward,
        divided_by_the_unbiased_spread,
        square_without_its_two,
        root_without_its_half,
        power_not_lowered,
        means_over_all_entries,
        eps_of_another_library_backward,
    ],
}
RELATIONS = {
    "batchnorm_train": [order_of_examples],
    "batchnorm_backward": {"order_of_examples": order_of_examples_backward},
}
