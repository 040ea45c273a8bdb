"""How ambiguous images are to an ensemble of classifiers; P (M, N, K) holds its probabilities.

Source: Settles, "Active Learning Literature Survey", 2009, section 3.1, for margin and entropy;
Houlsby et al., "Bayesian Active Learning for Classification and Preference Learning", 2011, for the
mutual information between the class and the network.
"""

import numpy as np


def entropy(p):
    """-Σ_k p_k log p_k along the last axis, in nats, with 0·log 0 = 0."""
    # Where p is 0, log 1 stands in for log 0: both products are 0.
    return -np.sum(p * np.log(np.where(p > 0, p, 1)), axis=-1)


def ambiguity_scores(P):
    """Margin, entropy and mutual information of the mean over the networks, each (N,)."""
    mean = P.mean(axis=0)
    *_, second, first = np.moveaxis(np.sort(mean, axis=-1), -1, 0)
    return first - second, entropy(mean), entropy(mean) - entropy(P).mean(axis=0)


def find_confusable(P, a, b, k):
    """The k images of largest min(mean p_a, mean p_b), falling; ties by rising index: (k,)."""
    mean = P.mean(axis=0)
    score = np.minimum(mean[:, a], mean[:, b])
    return best(score, k)


def best(score, k):
    """The places of the k largest scores, the largest first and ties in order."""
    return np.argsort(-score, kind="stable")[:k]
