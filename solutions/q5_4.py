"""Puppy or bagel: a solution."""

import numpy as np


def entropy(p):
    """Entropy of the distributions along the last axis; log 0 is never taken."""
    terms = np.zeros(p.shape)
    positive = p > 0
    terms[positive] = -p[positive] * np.log(p[positive])
    return terms.sum(axis=-1)


def ambiguity_scores(P):
    """Margin, entropy and disagreement of the networks' mean."""
    mean = P.sum(axis=0) / len(P)
    images = np.arange(len(mean))
    first = mean.argmax(axis=1)
    largest = mean[images, first]
    rest = mean.copy()
    rest[images, first] = -1
    own = sum(entropy(p) for p in P) / len(P)
    return largest - rest.max(axis=1), entropy(mean), entropy(mean) - own


def find_confusable(P, a, b, k):
    """Sort by falling score; Python's sort keeps the order of images whose scores are equal."""
    mean = P.mean(axis=0)
    score = np.minimum(mean[:, a], mean[:, b])
    order = sorted(range(len(score)), key=lambda n: -score[n])
    return np.array(order[:k], dtype=int)


why = """
Take the mean of the three networks' probabilities. A small margin between the two largest of
them, or a large entropy, shows images of which the networks are unsure. A second method looks for
disagreement: each network may be sure, but of another class, which the mutual information
measures. A third one picks pairs of classes that look alike, from a confusion matrix or by hand,
and takes the images for which both probabilities are high. The limit: the networks can agree
confidently and be wrong. Such an image scores low everywhere, and only a label or a person finds
it.
"""
