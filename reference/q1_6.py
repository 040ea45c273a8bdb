"""Answers and known mistakes of q1_6, a residual block's gradient."""

import numpy as np

from .residual import grad_hidden, grad_input


def residual_backward(X, W1, W2, dY):
    """∂L/∂X, (n, d)."""
    return grad_input(X, W1, W2, dY)


def shortcut_alone(X, W1, W2, dY):
    """You hand the upstream gradient on as if nothing stood beside the shortcut. That is one of two
    terms: X reaches Y through the block's weights as well.
    """
    return dY.copy()


def block_alone(X, W1, W2, dY):
    """You go back through the weights and forget the shortcut. X also reaches Y directly, and that
    brings a second term.
    """
    return grad_hidden(X, W1, W2, dY) @ W1.T


def bare_ones(X, W1, W2, dY):
    """You add 1 for the shortcut, its derivative, without the gradient that arrives. By the chain
    rule each path's derivative is multiplied by what comes from above.
    """
    return 1 + grad_hidden(X, W1, W2, dY) @ W1.T


def input_added(X, W1, W2, dY):
    """You add X, as the forward pass does. On the way back the shortcut carries the gradient that
    arrives, not the values.
    """
    return X + grad_hidden(X, W1, W2, dY) @ W1.T


def no_mask(X, W1, W2, dY):
    """You pass the gradient through the ReLU unchanged. A hidden unit that is not active has slope
    0 there, example by example.
    """
    return dY + dY @ W2.T @ W1.T


def mask_open_at_zero(X, W1, W2, dY):
    """You let the gradient pass where the pre-activation is exactly 0. The slope of the ReLU at 0
    is agreed to be 0 here.
    """
    return dY + ((dY @ W2.T) * (X @ W1 >= 0)) @ W1.T


def mask_by_gradient(X, W1, W2, dY):
    """You apply the ReLU to the gradient. What decides whether a unit passes it on is the sign of
    the unit's pre-activation in the forward pass.
    """
    return dY + np.maximum(dY @ W2.T, 0) @ W1.T


def mask_by_value(X, W1, W2, dY):
    """You multiply by the value of the ReLU where its slope belongs. An active unit passes the
    gradient on as it is, however large its value.
    """
    return dY + ((dY @ W2.T) * np.maximum(X @ W1, 0)) @ W1.T


def leaky_slope(X, W1, W2, dY):
    """You let a hundredth of the gradient through a unit that is not active. That is a leaky ReLU;
    here the slope is 0 there.
    """
    slope = np.where(X @ W1 > 0, 1, 0.01)
    return dY + ((dY @ W2.T) * slope) @ W1.T


def relu_behind_the_sum(X, W1, W2, dY):
    """You put a ReLU behind the sum and go back through it first. Here the block ends with the sum:
    its gradient reaches both paths as it arrives.
    """
    Y = X + np.maximum(X @ W1, 0) @ W2
    return residual_backward(X, W1, W2, dY * (Y > 0))


def forward_again(X, W1, W2, dY):
    """You send the gradient through the weights in the forward direction. On the way back the last
    matrix comes first, and each is transposed.
    """
    return dY + ((dY @ W1) * (X @ W1 > 0)) @ W2


def output_for_gradient(X, W1, W2, dY):
    """You return the output of the block. The gradient by its input is asked for."""
    return X + np.maximum(X @ W1, 0) @ W2


def block_averaged(X, W1, W2, dY):
    """You divide what comes back through the block by the number of examples. Each example has a
    row of its own here, and nothing is averaged over the rows.
    """
    return dY + grad_hidden(X, W1, W2, dY) @ W1.T / max(1, len(X))


MISTAKES = {
    "residual_backward": [
        shortcut_alone,
        block_alone,
        bare_ones,
        input_added,
        no_mask,
        mask_open_at_zero,
        mask_by_gradient,
        mask_by_value,
        forward_again,
        leaky_slope,
        relu_behind_the_sum,
        output_for_gradient,
        block_averaged,
    ],
}
