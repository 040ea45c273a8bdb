"""Answers and known mistakes of q2_8, capsules."""

import numpy as np

from .activations import softmax
from .capsules import agreement, outputs, route, squash


def v_from(u_hat, c):
    """The outputs that are made with these couplings, (J, D)."""
    return outputs(u_hat, c)


def protected(s, little):
    """The squashed vectors, with a little number under the root."""
    square = (s**2).sum(axis=-1, keepdims=True)
    return square / (1 + square) * s / np.sqrt(square + little)


def zero_by_zero(s):
    """You divide the zero vector by its length, and 0 divided by 0 is not a number. Write the
    formula so that nothing is divided by the length, or treat that vector apart.
    """
    length = np.linalg.norm(s, axis=-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        return length**2 / (1 + length**2) * s / length


def little_added(s):
    """You add a small number under the root, so very short vectors come out wrong. Simplify the
    formula first, and nothing is left to protect from a division by 0.
    """
    return protected(s, 1e-7)


def less_added(s):
    """You add a small number under the root, so very short vectors come out wrong. Simplify the
    formula first, and nothing is left to protect from a division by 0.
    """
    return protected(s, 1e-8)


def least_added(s):
    """You add a small number under the root, so very short vectors come out wrong. Simplify the
    formula first, and nothing is left to protect from a division by 0.
    """
    return protected(s, 1e-9)


def added_to_the_length(s):
    """You add a small number to the length, so very short vectors come out wrong. Simplify the
    formula first, and nothing is left to protect from a division by 0.
    """
    length = np.linalg.norm(s, axis=-1, keepdims=True)
    return length**2 / (1 + length**2) * s / (length + 1e-8)


def one_length_for_all(s):
    """You take one length over the whole array. Each vector along the last axis is a capsule and
    has a length of its own.
    """
    length = np.linalg.norm(s)
    return length / (1 + length**2) * s


def first_axis(s):
    """You take the lengths along the first axis. The vectors lie along the last one."""
    length = np.linalg.norm(s, axis=0, keepdims=True)
    return length / (1 + length**2) * s


def unit_length(s):
    """You give every vector length 1. Only the direction should stay: a short vector becomes still
    shorter, a long one comes close to length 1.
    """
    length = np.linalg.norm(s, axis=-1, keepdims=True)
    return s / np.where(length, length, 1)


def direction_lost(s):
    """You return the new lengths only. Let each vector keep its direction, with that length."""
    return (s**2).sum(axis=-1) / (1 + (s**2).sum(axis=-1))


def length_left_in(s):
    """You multiply the new length by the vector itself. The second factor is its direction: the
    vector divided by its length.
    """
    square = (s**2).sum(axis=-1, keepdims=True)
    return square / (1 + square) * s


def length_not_squared(s):
    """You use the length where its square belongs, so short vectors shrink too little. Check the
    fraction in front of the direction.
    """
    return s / (1 + np.linalg.norm(s, axis=-1, keepdims=True))


def sides_added(s):
    """You take the sum of the absolute values for the length. The length of a vector is the root of
    the sum of its squares.
    """
    length = np.abs(s).sum(axis=-1, keepdims=True)
    return length / (1 + length**2) * s


def squares_averaged(s):
    """You take the mean of the squares for the squared length. They are added up, however many
    there are.
    """
    length = np.sqrt((s**2).mean(axis=-1, keepdims=True))
    return length / (1 + length**2) * s


def divided_twice(s):
    """You divide by the length once too often, so short vectors hardly shrink and long ones vanish.
    The squared length stands above the fraction line too.
    """
    return s / (1 + (s**2).sum(axis=-1, keepdims=True))


def entry_by_entry(s):
    """You squash every entry on its own, and that turns the vector. Its length belongs in the
    fraction, the same for all entries of a vector.
    """
    return s * np.abs(s) / (1 + s**2)


def softmax_over_senders(u_hat, iters):
    """You let the couplings add up to 1 over the capsules below. Each capsule below shares itself
    out among those above: its own row adds up to 1.
    """
    b = np.zeros(u_hat.shape[:2])
    c = softmax(b.T).T
    for _ in range(iters - 1):
        b = b + agreement(u_hat, outputs(u_hat, c))
        c = softmax(b.T).T
    return outputs(u_hat, c), c


def softmax_over_everything(u_hat, iters):
    """You let all the couplings together add up to 1. Each capsule below shares itself out on its
    own: every row adds up to 1.
    """
    b = np.zeros(u_hat.shape[:2])
    c = softmax(b.ravel()).reshape(b.shape)
    for _ in range(iters - 1):
        b = b + agreement(u_hat, outputs(u_hat, c))
        c = softmax(b.ravel()).reshape(b.shape)
    return outputs(u_hat, c), c


def updated_after_the_last(u_hat, iters):
    """Your outputs are right, but your couplings are one update ahead of them. Return those that
    the last outputs were made with: nothing is updated after the last iteration.
    """
    return route(u_hat, iters)[0], route(u_hat, iters + 1)[1]


def one_iteration_more(u_hat, iters):
    """You go round once more than asked. One iteration already makes outputs; a single one makes
    them with equal couplings.
    """
    return route(u_hat, iters + 1)


def never_updated(u_hat, iters):
    """Your couplings stay equal. After each iteration but the last, add to the logits how well each
    prediction fits the output that it helped to make.
    """
    return route(u_hat, 1)


def logits_replaced(u_hat, iters):
    """You put the last agreement in place of the logits. The agreements of all iterations add up in
    them.
    """
    _, c = route(u_hat, 1)
    for _ in range(iters - 1):
        c = softmax(agreement(u_hat, outputs(u_hat, c)))
    return outputs(u_hat, c), c


def not_squashed(u_hat, iters):
    """You leave the squashing out. An output is the squashed sum, and the agreement is measured
    with that.
    """
    b = np.zeros(u_hat.shape[:2])
    c = softmax(b)
    for _ in range(iters - 1):
        b = b + agreement(u_hat, np.einsum("ij,ijd->jd", c, u_hat))
        c = softmax(b)
    return np.einsum("ij,ijd->jd", c, u_hat), c


def squashed_at_the_end(u_hat, iters):
    """You squash the outputs at the very end only. Within an iteration too, the agreement is
    measured with the squashed output.
    """
    s, c = not_squashed(u_hat, iters)
    return squash(s), c


def one_agreement_per_output(u_hat, iters):
    """You give a whole column one agreement. Every prediction has its own: a number for each pair
    of a capsule below and a capsule above.
    """
    b = np.zeros(u_hat.shape[:2])
    c = softmax(b)
    for _ in range(iters - 1):
        b = b + agreement(u_hat, outputs(u_hat, c)).sum(axis=0)
        c = softmax(b)
    return outputs(u_hat, c), c


MISTAKES = {
    "squash": [
        zero_by_zero,
        little_added,
        one_length_for_all,
        first_axis,
        unit_length,
        direction_lost,
        length_left_in,
        length_not_squared,
        entry_by_entry,
        less_added,
        least_added,
        added_to_the_length,
        sides_added,
        squares_averaged,
        divided_twice,
    ],
    "route": [
        softmax_over_senders,
        softmax_over_everything,
        updated_after_the_last,
        one_iteration_more,
        never_updated,
        logits_replaced,
        not_squashed,
        squashed_at_the_end,
        one_agreement_per_output,
    ],
}
