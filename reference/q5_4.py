"""Answers, known mistakes and hand-made inputs of q5_4, ambiguous images."""

import numpy as np

from .ambiguity import ambiguity_scores, best, entropy, find_confusable


def some_zeros(rng):
    """Four networks, five images, three classes; each network rules some classes out."""
    P = rng.dirichlet(np.ones(3), size=(4, 5))
    P[[0, 1, 3], [1, 4, 4], [2, 0, 1]] = 0
    P[:, 2, 1] = 0
    return P / P.sum(axis=-1, keepdims=True)


def disagreeing(rng):
    """Six images: of 0, 2, 4 the networks are sure in two ways, of 1, 3, 5 they share a doubt.

    The mean puts each of the three above, the smaller probability of each network alone below.
    """
    sure = np.array([[0.9, 0.05, 0.05], [0.05, 0.05, 0.9]])
    doubtful = np.array([[0.3, 0.4, 0.3], [0.25, 0.5, 0.25]])
    P = np.stack([sure, doubtful] * 3, axis=1)
    P = P + rng.uniform(0, 0.02, size=P.shape)
    return P / P.sum(axis=-1, keepdims=True)


def tied(rng):
    """Two networks, eight images, three classes: eighths, whose means are exact and tie often."""
    first = np.array([[4, 2, 1, 6, 2, 0, 4, 3], [4, 4, 3, 2, 4, 4, 0, 1]])
    second = np.array([[2, 4, 3, 1, 3, 4, 4, 2], [2, 2, 3, 3, 1, 2, 4, 4]])
    return np.stack([first, second, 8 - first - second], axis=-1) / 8


def logarithm_of_zero(P):
    """You take the logarithm of 0, and your entropies are no numbers. A probability of 0 adds
    nothing, so leave it out of the sum.
    """
    margin, _, _ = ambiguity_scores(P)
    mean = P.mean(axis=0)
    total = -np.sum(mean * np.log(mean), axis=-1)
    return margin, total, total + np.sum(P * np.log(P), axis=-1).mean(axis=0)


def bits(P):
    """You use logarithms to the base 2. Entropies in nats have natural ones."""
    margin, total, shared = ambiguity_scores(P)
    return margin, total / np.log(2), shared / np.log(2)


def negative_entropy(P):
    """You leave the minus sign out. Logarithms of probabilities are negative; an entropy is not."""
    margin, total, shared = ambiguity_scores(P)
    return margin, -total, -shared


def largest_less_smallest(P):
    """Your margin is the largest probability less the smallest. The second-largest belongs there:
    two close rivals make an image ambiguous.
    """
    _, total, shared = ambiguity_scores(P)
    return np.ptp(P.mean(axis=0), axis=-1), total, shared


def mean_of_margins(P):
    """You take each network's margin and then the mean of those. Take the mean probabilities first:
    networks that are sure of different classes leave a small margin.
    """
    _, total, shared = ambiguity_scores(P)
    ranked = np.sort(P, axis=-1)
    return (ranked[..., -1] - ranked[..., -2]).mean(axis=0), total, shared


def mean_of_entropies(P):
    """Your entropy is the mean of the networks' own entropies. The entropy of their mean is asked
    for, and it is the larger one wherever they disagree.
    """
    margin, _, shared = ambiguity_scores(P)
    return margin, entropy(P).mean(axis=0), shared


def swapped_information(P):
    """You subtract the two entropies the wrong way round, and get a mutual information below 0."""
    margin, total, shared = ambiguity_scores(P)
    return margin, total, -shared


def sum_of_entropies(P):
    """You subtract the networks' entropies added up. Their mean belongs there."""
    margin, total, _ = ambiguity_scores(P)
    return margin, total, total - entropy(P).sum(axis=0)


def mean_over_images(P):
    """You take the mean over the images. The networks stand along the first axis of P."""
    return ambiguity_scores(np.swapaxes(P, 0, 1))


def votes(P):
    """You let each network vote for one class and count the votes. Their mean probabilities keep
    what a vote throws away: how sure a network was.
    """
    return ambiguity_scores(np.eye(P.shape[2])[P.argmax(axis=2)])


def one_less_the_largest(P):
    """Your margin is what the largest probability is short of 1. The second-largest belongs there:
    two close rivals make an image ambiguous.
    """
    _, total, shared = ambiguity_scores(P)
    return 1 - P.mean(axis=0).max(axis=-1), total, shared


def divided_by_the_largest_entropy(P):
    """You divide by the largest entropy that so many classes can have. That is a share; entropies
    in nats are asked for.
    """
    margin, total, shared = ambiguity_scores(P)
    largest = np.log(P.shape[2])
    return margin, total / largest, shared / largest


def entropy_alone_divided(P):
    """You divide the entropy by the largest one that so many classes can have. That is a share; the
    entropy in nats is asked for.
    """
    margin, total, shared = ambiguity_scores(P)
    return margin, total / np.log(P.shape[2]), shared


def first_network_alone(P):
    """You ask the first network alone. The scores are made of the mean over all of them, and of how
    much they differ.
    """
    return ambiguity_scores(P[:1])


def median_of_the_networks(P):
    """You take the median over the networks. Take the mean: medians of probabilities need not add
    up to 1.
    """
    mean = np.median(P, axis=0)
    ranked = np.sort(mean, axis=-1)
    total = entropy(mean)
    return ranked[:, -1] - ranked[:, -2], total, total - entropy(P).mean(axis=0)


def impurity_for_entropy(P):
    """You use the Gini impurity, which is made of squares. An entropy is made of logarithms."""

    def impurity(p):
        return 1 - np.sum(p**2, axis=-1)

    margin, _, _ = ambiguity_scores(P)
    total = impurity(P.mean(axis=0))
    return margin, total, total - impurity(P).mean(axis=0)


def first_network_for_the_mean(P):
    """You ask the first network alone where the mean of all of them belongs. In the mutual
    information the networks' own entropies are right.
    """
    margin, total, _ = ambiguity_scores(P[:1])
    return margin, total, total - entropy(P).mean(axis=0)


def mean_of_smaller_ones(P, a, b, k):
    """You take the smaller probability in each network and then the mean. Take the means first:
    that also finds images of which the networks are sure in different ways.
    """
    return best(np.minimum(P[..., a], P[..., b]).mean(axis=0), k)


def sum_of_both(P, a, b, k):
    """You add the two probabilities. A sure puppy then scores as high as a puppy that could be a
    bagel; the smaller of the two must be high.
    """
    return best(P.mean(axis=0)[:, [a, b]].sum(axis=1), k)


def product_of_both(P, a, b, k):
    """You multiply the two probabilities. Score by the smaller of them."""
    return best(P.mean(axis=0)[:, [a, b]].prod(axis=1), k)


def larger_of_both(P, a, b, k):
    """You score by the larger of the two probabilities, which finds images that are surely one of
    them. The smaller one must be high.
    """
    return best(P.mean(axis=0)[:, [a, b]].max(axis=1), k)


def smallest_difference(P, a, b, k):
    """You look for the smallest difference. Two probabilities near 0 are close as well, and such an
    image shows neither class.
    """
    mean = P.mean(axis=0)
    return best(-np.abs(mean[:, a] - mean[:, b]), k)


def lowest_first(P, a, b, k):
    """You sort upwards and begin with the lowest scores. The most confusable images come first."""
    mean = P.mean(axis=0)
    return np.argsort(np.minimum(mean[:, a], mean[:, b]), kind="stable")[:k]


def ties_reversed(P, a, b, k):
    """You sort upwards and turn the order round, which turns ties round as well. Of equal images
    the one with the lower number comes first.
    """
    mean = P.mean(axis=0)
    return np.argsort(np.minimum(mean[:, a], mean[:, b]), kind="stable")[::-1][:k]


def by_number(P, a, b, k):
    """You return the right images in the order of their numbers. Order them by their scores."""
    return np.sort(find_confusable(P, a, b, k))


def first_network_only(P, a, b, k):
    """You ask the first network alone. The score is made of the mean over all of them."""
    return find_confusable(P[:1], a, b, k)


def classes_counted_from_one(P, a, b, k):
    """You count the classes from 1. Here a and b are counted from 0, as Python does."""
    return find_confusable(P, a - 1, b - 1, k)


def scores_for_images(P, a, b, k):
    """You return the highest scores. The images that have them are asked for, by their numbers."""
    mean = P.mean(axis=0)
    return np.sort(np.minimum(mean[:, a], mean[:, b]))[::-1][:k]


def last_k(P, a, b, k):
    """You sort upwards, take the last k and turn them round. That turns ties round as well, and
    where k is 0 a slice of the last 0 is everything.
    """
    mean = P.mean(axis=0)
    return np.argsort(np.minimum(mean[:, a], mean[:, b]), kind="stable")[-k:][::-1]


def median_for_mean(P, a, b, k):
    """You take the median over the networks. Take the mean."""
    return find_confusable(np.median(P, axis=0)[None], a, b, k)


def ranks_for_images(P, a, b, k):
    """You sort twice, so you return the ranks of the first images. Sorting once gives the images in
    the order of their ranks.
    """
    mean = P.mean(axis=0)
    order = best(np.minimum(mean[:, a], mean[:, b]), P.shape[1])
    return np.argsort(order)[:k]


MISTAKES = {
    "ambiguity_scores": [
        logarithm_of_zero,
        bits,
        negative_entropy,
        largest_less_smallest,
        mean_of_margins,
        mean_of_entropies,
        swapped_information,
        sum_of_entropies,
        mean_over_images,
        votes,
        one_less_the_largest,
        divided_by_the_largest_entropy,
        entropy_alone_divided,
        first_network_alone,
        median_of_the_networks,
        impurity_for_entropy,
        first_network_for_the_mean,
    ],
    "find_confusable": [
        mean_of_smaller_ones,
        sum_of_both,
        product_of_both,
        larger_of_both,
        smallest_difference,
        lowest_first,
        ties_reversed,
        by_number,
        first_network_only,
        classes_counted_from_one,
        scores_for_images,
        last_k,
        median_for_mean,
        ranks_for_images,
    ],
}
