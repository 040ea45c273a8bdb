"""Answers and known mistakes of q1_1, starting all weights alike."""

import numpy as np

from .activations import sigmoid
from .mean_squared_network import forward, grad_f, grad_parameters, gradients


def two_layer_grads(X, y, W1, b1, w2, b2):
    """∂L/∂W1 (d, H), ∂L/∂b1 (H,), ∂L/∂w2 (H,) and ∂L/∂b2."""
    return gradients(X, y, W1, b1, w2, b2)


def scaled(factor, gradients):
    """Each gradient times the factor."""
    return tuple(factor * gradient for gradient in gradients)


def half(X, y, W1, b1, w2, b2):
    """You lost a factor: your gradients are half of what they should be. The loss has no ½ in
    front, so nothing cancels what the square brings down.
    """
    return scaled(1 / 2, gradients(X, y, W1, b1, w2, b2))


def summed(X, y, W1, b1, w2, b2):
    """You add up the examples without dividing by their number. The loss is a mean over the
    examples, and so are its gradients.
    """
    return scaled(y.size, gradients(X, y, W1, b1, w2, b2))


def climbs(X, y, W1, b1, w2, b2):
    """Your sign is the wrong way round: a step against these gradients makes the loss grow. Look at
    the sign with which the output stands inside the square.
    """
    return scaled(-1, gradients(X, y, W1, b1, w2, b2))


def no_tanh_slope(X, y, W1, b1, w2, b2):
    """You pass the gradient through the tanh unchanged. Multiply it, unit by unit, by the slope
    that the tanh has there.
    """
    h, f = forward(X, W1, b1, w2, b2)
    df = grad_f(f, y)
    return grad_parameters(X, h, df, np.outer(df, w2))


def slope_at_value(X, y, W1, b1, w2, b2):
    """You take the slope of the tanh at the hidden value, which has been through the tanh already.
    Take it at the pre-activation, or write it in terms of h without another tanh.
    """
    h, f = forward(X, W1, b1, w2, b2)
    df = grad_f(f, y)
    return grad_parameters(X, h, df, np.outer(df, w2) * (1 - np.tanh(h) ** 2))


def output_weights_skipped(X, y, W1, b1, w2, b2):
    """You hand the error on to the hidden layer without the output weights. A hidden unit moves the
    output only as much as its own output weight lets it.
    """
    h, f = forward(X, W1, b1, w2, b2)
    df = grad_f(f, y)
    return grad_parameters(X, h, df, df[:, None] * (1 - h**2))


def linear_network(X, y, W1, b1, w2, b2):
    """You leave the tanh out, forwards and backwards: that is the gradient of a linear network.
    Whatever the weights are, this network bends at its hidden layer.
    """
    h = X @ W1 + b1
    df = grad_f(h @ w2 + b2, y)
    return grad_parameters(X, h, df, np.outer(df, w2))


def relu_network(X, y, W1, b1, w2, b2):
    """Your hidden units are ReLUs, forwards and backwards. Here they are tanh, and so is the slope
    on the way back.
    """
    z = X @ W1 + b1
    h = np.maximum(z, 0)
    df = grad_f(h @ w2 + b2, y)
    return grad_parameters(X, h, df, np.outer(df, w2) * (z > 0))


def sigmoid_network(X, y, W1, b1, w2, b2):
    """Your hidden units are sigmoids, forwards and backwards. Here they are tanh, and so is the
    slope on the way back.
    """
    h = sigmoid(X @ W1 + b1)
    df = grad_f(h @ w2 + b2, y)
    return grad_parameters(X, h, df, np.outer(df, w2) * h * (1 - h))


def sigmoid_slope(X, y, W1, b1, w2, b2):
    """You multiply by the slope of the sigmoid. The hidden units are tanh, whose slope in terms of
    h is another one.
    """
    h, f = forward(X, W1, b1, w2, b2)
    df = grad_f(f, y)
    return grad_parameters(X, h, df, np.outer(df, w2) * h * (1 - h))


def preactivation_for_value(X, y, W1, b1, w2, b2):
    """You build the gradient of w2 from the pre-activations. The output weights multiply what the
    hidden units hand on, so use the values behind the tanh.
    """
    dW1, db1, _, db2 = gradients(X, y, W1, b1, w2, b2)
    _, f = forward(X, W1, b1, w2, b2)
    return dW1, db1, (X @ W1 + b1).T @ grad_f(f, y), db2


def weights_alike(X, y, W1, b1, w2, b2):
    """You give all the weights of a hidden unit the same gradient. Units that start alike stay like
    one another, but the weights of one unit come from different inputs and move differently.
    """
    dW1, db1, dw2, db2 = gradients(X, y, W1, b1, w2, b2)
    return np.broadcast_to(dW1.mean(axis=0), dW1.shape).copy(), db1, dw2, db2


def biases_averaged(X, y, W1, b1, w2, b2):
    """You divide the gradients of the biases by the number of examples twice. The mean is in the
    loss already, so only add up what comes back from the examples.
    """
    dW1, db1, dw2, db2 = gradients(X, y, W1, b1, w2, b2)
    return dW1, db1 / y.size, dw2, db2 / y.size


def transposed(X, y, W1, b1, w2, b2):
    """You return the gradient of W1 with its axes swapped. A gradient has the shape of what it is
    taken by: the inputs belong on the first axis here.
    """
    dW1, db1, dw2, db2 = gradients(X, y, W1, b1, w2, b2)
    return dW1.T, db1, dw2, db2


MISTAKES = {
    "two_layer_grads": [
        half,
        summed,
        climbs,
        no_tanh_slope,
        slope_at_value,
        output_weights_skipped,
        linear_network,
        weights_alike,
        biases_averaged,
        transposed,
        relu_network,
        sigmoid_network,
        sigmoid_slope,
        preactivation_for_value,
    ],
}
