"""Answers and known mistakes of q2_1, training from a constant."""

from functools import partial
from itertools import islice

import numpy as np

from .activations import sigmoid
from .constant_training import constant, descent, mse_gradients, train_constant


def descend(parameters, steps, gradients, lr):
    """Gradient descent from `parameters` with the gradients that a function of them gives."""
    for _ in range(steps):
        found = gradients(*parameters)
        parameters = tuple(p - lr * g for p, g in zip(parameters, found, strict=True))
    return parameters


def backwards(X, y, hidden, slope, w2, b2):
    """The gradients by W1, b1, w2, b2 from the hidden values and the slopes at them, (n, H)."""
    d_output = 2 * (hidden @ w2 + b2 - y) / y.size
    d_hidden = np.outer(d_output, w2) * slope
    return X.T @ d_hidden, d_hidden.sum(axis=0), hidden.T @ d_output, d_output.sum()


def updated_in_turn(X, y, H, c, lr, steps):
    """You change the output layer first and use its new weights in the hidden layer's gradient. All
    gradients of a step belong to the parameters from before it: compute the four, then update.
    """
    W1, b1, w2, b2 = constant(X.shape[1], H, c)
    for _ in range(steps):
        _, _, dw2, db2 = mse_gradients(X, y, W1, b1, w2, b2)
        d_output = 2 * (np.tanh(X @ W1 + b1) @ w2 + b2 - y) / y.size
        w2, b2 = w2 - lr * dw2, b2 - lr * db2
        d_hidden = np.outer(d_output, w2) * (1 - np.tanh(X @ W1 + b1) ** 2)
        W1, b1 = W1 - lr * X.T @ d_hidden, b1 - lr * d_hidden.sum(axis=0)
    return W1, b1, w2, b2


def half(X, y, H, c, lr, steps):
    """You lost a factor: your steps are half as long as they should be. The loss has no ½ in front,
    so nothing cancels what the square brings down.
    """
    return train_constant(X, y, H, c, lr / 2, steps)


def summed(X, y, H, c, lr, steps):
    """You add the errors of the examples up. The loss is their mean, so its gradient is divided by
    the number of examples.
    """
    return train_constant(X, y, H, c, lr * y.size, steps)


def averaged_twice(X, y, H, c, lr, steps):
    """You divide by the number of examples twice. The mean is in the loss once, so the gradient is
    divided once.
    """
    return train_constant(X, y, H, c, lr / y.size, steps)


def one_example_at_a_time(X, y, H, c, lr, steps):
    """You update after every single example. Each step here uses the whole batch: find the gradient
    of the mean first, then update once.
    """
    parameters = constant(X.shape[1], H, c)
    for _ in range(steps):
        for i in range(y.size):
            one = partial(mse_gradients, X[i : i + 1], y[i : i + 1])
            parameters = descend(parameters, 1, one, lr)
    return parameters


def momentum(X, y, H, c, lr, steps):
    """You keep a part of the last step's velocity. Plain gradient descent has no memory: each step
    is the learning rate times the present gradient.
    """
    parameters = constant(X.shape[1], H, c)
    velocity = [0.0] * 4
    for _ in range(steps):
        found = mse_gradients(X, y, *parameters)
        velocity = [0.9 * v + g for v, g in zip(velocity, found, strict=True)]
        parameters = tuple(p - lr * v for p, v in zip(parameters, velocity, strict=True))
    return parameters


def climbs(X, y, H, c, lr, steps):
    """You walk uphill: your loss grows with every step. Descent goes against the gradient; check
    the sign of the update, and that of the error in the gradient.
    """
    return train_constant(X, y, H, c, -lr, steps)


def biases_from_zero(X, y, H, c, lr, steps):
    """You start the biases at zero. Here every parameter starts at c, the biases too."""
    W1, b1, w2, _ = constant(X.shape[1], H, c)
    path = descent(X, y, (W1, 0 * b1, w2, 0.0), lr)
    return next(islice(path, steps, None))


def biases_kept(X, y, H, c, lr, steps):
    """You leave the biases as they are. They are parameters like the others: give them gradients
    and update them in every step.
    """

    def gradients(*parameters):
        dW1, db1, dw2, db2 = mse_gradients(X, y, *parameters)
        return dW1, 0 * db1, dw2, 0 * db2

    return descend(constant(X.shape[1], H, c), steps, gradients, lr)


def output_bias_kept(X, y, H, c, lr, steps):
    """You leave the bias of the output as it is. It is a parameter like the others: give it a
    gradient and update it in every step.
    """

    def gradients(*parameters):
        *rest, db2 = mse_gradients(X, y, *parameters)
        return *rest, 0 * db2

    return descend(constant(X.shape[1], H, c), steps, gradients, lr)


def hidden_biases_kept(X, y, H, c, lr, steps):
    """You leave the biases of the hidden units as they are. They are parameters like the others:
    give them gradients and update them in every step.
    """

    def gradients(*parameters):
        dW1, db1, dw2, db2 = mse_gradients(X, y, *parameters)
        return dW1, 0 * db1, dw2, db2

    return descend(constant(X.shape[1], H, c), steps, gradients, lr)


def without_tanh(X, y, H, c, lr, steps):
    """Your network is linear: the tanh is missing. Units that are all alike are still tanh units,
    so a common start does not make the network a linear model.
    """

    def gradients(W1, b1, w2, b2):
        return backwards(X, y, X @ W1 + b1, 1, w2, b2)

    return descend(constant(X.shape[1], H, c), steps, gradients, lr)


def without_slope(X, y, H, c, lr, steps):
    """You send the gradient through the tanh unchanged. On its way back to the hidden layer it is
    multiplied by the slope that the tanh has at each unit.
    """

    def gradients(W1, b1, w2, b2):
        return backwards(X, y, np.tanh(X @ W1 + b1), 1, w2, b2)

    return descend(constant(X.shape[1], H, c), steps, gradients, lr)


def sigmoid_slope(X, y, H, c, lr, steps):
    """You multiply by the slope of the sigmoid. The hidden units are tanh, whose slope in terms of
    their value is another one.
    """

    def gradients(W1, b1, w2, b2):
        hidden = np.tanh(X @ W1 + b1)
        return backwards(X, y, hidden, hidden * (1 - hidden), w2, b2)

    return descend(constant(X.shape[1], H, c), steps, gradients, lr)


def sigmoid_units(X, y, H, c, lr, steps):
    """Your hidden units are sigmoids, forwards and backwards. Here they are tanh, and so is the
    slope on the way back.
    """

    def gradients(W1, b1, w2, b2):
        hidden = sigmoid(X @ W1 + b1)
        return backwards(X, y, hidden, hidden * (1 - hidden), w2, b2)

    return descend(constant(X.shape[1], H, c), steps, gradients, lr)


def all_weights_alike(X, y, H, c, lr, steps):
    """You give all the weights of the hidden layer the same gradient. Alike are the units, that is
    the columns of W1; weights that come from different inputs see different data.
    """

    def gradients(*parameters):
        dW1, *rest = mse_gradients(X, y, *parameters)
        return np.full_like(dW1, dW1.mean()), *rest

    return descend(constant(X.shape[1], H, c), steps, gradients, lr)


def shared_array(X, y, H, c, lr, steps):
    """Your b1 and w2 are one and the same array, so each gets the updates of both. `a = b = ...`
    gives one array two names, and `-=` changes it under both: make two arrays.
    """

    def gradients(*parameters):
        dW1, db1, dw2, db2 = mse_gradients(X, y, *parameters)
        return dW1, db1 + dw2, db1 + dw2, db2

    return descend(constant(X.shape[1], H, c), steps, gradients, lr)


def one_step_more(X, y, H, c, lr, steps):
    """You take one step too many. After 0 steps the parameters are still what they were at the
    start.
    """
    return train_constant(X, y, H, c, lr, steps + 1)


def one_step_less(X, y, H, c, lr, steps):
    """You take one step too few. After 1 step the parameters have moved once."""
    return train_constant(X, y, H, c, lr, max(0, steps - 1))


def first_step_only(X, y, H, c, lr, steps):
    """You return after the first step. Look how far the return statement is indented: it belongs
    behind the loop.
    """
    return train_constant(X, y, H, c, lr, min(1, steps))


def transposed(X, y, H, c, lr, steps):
    """You return W1 with its axes swapped. It has a row for each input and a column for each hidden
    unit.
    """
    W1, *rest = train_constant(X, y, H, c, lr, steps)
    return W1.T, *rest


MISTAKES = {
    "train_constant": [
        updated_in_turn,
        half,
        summed,
        climbs,
        biases_from_zero,
        biases_kept,
        without_tanh,
        without_slope,
        all_weights_alike,
        shared_array,
        one_step_more,
        transposed,
        averaged_twice,
        one_example_at_a_time,
        momentum,
        output_bias_kept,
        hidden_biases_kept,
        sigmoid_slope,
        sigmoid_units,
        one_step_less,
        first_step_only,
    ],
}
