"""Answers and known mistakes of q4_3, the gradients of an autoencoder.

The same slip can be made in each function; the ending of a mistake's name says in which one:
`decoder` for W2, `hidden` for h, `encoder` for W1.
"""

import numpy as np

from .activations import sigmoid, sigmoid_prime
from .autoencoder import forward, grad_h, grad_W1, grad_W2, grad_xprime


def ae_grad_xprime(x, xp):
    """∂L/∂x', (N,)."""
    return grad_xprime(x, xp)


def ae_grad_W2(x, W1, b1, W2, b2):
    """∂L/∂W2, (M, N), and ∂L/∂b2, (N,)."""
    return grad_W2(x, W1, b1, W2, b2)


def ae_grad_h(x, W1, b1, W2, b2):
    """∂L/∂h, (M,)."""
    return grad_h(x, W1, b1, W2, b2)


def ae_grad_W1(x, W1, b1, W2, b2):
    """∂L/∂W1, (N, M), and ∂L/∂b1, (M,)."""
    return grad_W1(x, W1, b1, W2, b2)


def scaled(factor, gradients):
    """Each gradient times the factor."""
    return tuple(factor * gradient for gradient in gradients)


def outer_with(left, delta):
    """The gradients of a layer's weights and bias: what entered it, times delta, and delta."""
    return np.outer(left, delta), delta


def overflowing_delta(x, W1, b1, W2, b2):
    """∂L/∂z2 by a sigmoid that is infinity over infinity where z2 is large."""
    _, _, z2, _ = forward(x, W1, b1, W2, b2)
    with np.errstate(over="ignore", invalid="ignore"):
        xp = np.exp(z2) / (1 + np.exp(z2))
        return grad_xprime(x, xp) * xp * (1 - xp)


def slope_twice_delta(x, W1, b1, W2, b2):
    """∂L/∂z2 with the slope of the sigmoid taken at x'."""
    _, _, _, xp = forward(x, W1, b1, W2, b2)
    return grad_xprime(x, xp) * sigmoid_prime(xp)


def matrix_first(x, W1, b1, W2, b2):
    """∂L/∂h with W2 applied to both factors before they are multiplied."""
    _, _, z2, xp = forward(x, W1, b1, W2, b2)
    return (W2 @ sigmoid_prime(z2)) * (W2 @ grad_xprime(x, xp))


def delta_by(slope, x, W1, b1, W2, b2):
    """∂L/∂z2 with another slope of the output layer, a function of z2 and x'."""
    _, _, z2, xp = forward(x, W1, b1, W2, b2)
    return grad_xprime(x, xp) * slope(z2, xp)


def slope_of_argument(z2, xp):
    """The sigmoid's rule, with its argument where its value belongs."""
    return z2 * (1 - z2)


def slope_of_tanh(z2, xp):
    """The rule that belongs to tanh."""
    return 1 - xp**2


def linear_delta(x, W1, b1, W2, b2):
    """∂L/∂z2 if nothing were behind z2."""
    _, _, z2, _ = forward(x, W1, b1, W2, b2)
    return grad_xprime(x, z2)


def cross_entropy_delta(x, W1, b1, W2, b2):
    """∂L/∂z2 if the loss were the cross-entropy."""
    _, _, _, xp = forward(x, W1, b1, W2, b2)
    return xp - x


def climbs(x, xp):
    """Your sign is the wrong way round: a step against this gradient makes the loss grow. Look at
    the sign of the inner derivative of x - x' with respect to x'.
    """
    return 2 * (x - xp)


def half(x, xp):
    """You lost a factor: your gradient is half of what it should be. The loss has no ½ in front, so
    nothing cancels what the square brings down.
    """
    return xp - x


def averaged(x, xp):
    """You divide by the number of components. The loss is the sum of the squared errors, not their
    mean.
    """
    return 2 * (xp - x) / x.size


def loss_itself(x, xp):
    """You return the loss, one number. Its gradient has an entry for each component of x'."""
    return ((x - xp) ** 2).sum()


def squared_errors(x, xp):
    """You return the squared errors, which the loss adds up. Their derivative by x' is asked
    for.
    """
    return (x - xp) ** 2


def slope_too_early(x, xp):
    """You multiply by the slope of the sigmoid already. That leads from x' back to what entered the
    sigmoid; stop at x'.
    """
    return grad_xprime(x, xp) * xp * (1 - xp)


def absolute_errors_xprime(x, xp):
    """You keep the sign of each error only, as if the loss added up absolute errors. Here it adds
    up squares, and a larger error pulls harder.
    """
    return np.sign(xp - x)


def cross_entropy_xprime(x, xp):
    """You differentiate the cross-entropy. The loss here is the sum of the squared errors."""
    return -x / xp + (1 - x) / (1 - xp)


def climbs_decoder(x, W1, b1, W2, b2):
    """Your sign is the wrong way round: a step against these gradients makes the loss grow. Check
    the sign of the gradient by x', from which you start.
    """
    return scaled(-1, ae_grad_W2(x, W1, b1, W2, b2))


def half_decoder(x, W1, b1, W2, b2):
    """You lost a factor: your gradients are half of what they should be. The loss has no ½ in
    front, so nothing cancels what the square brings down.
    """
    return scaled(1 / 2, ae_grad_W2(x, W1, b1, W2, b2))


def averaged_decoder(x, W1, b1, W2, b2):
    """You divide by the number of components. The loss is the sum of the squared errors, not their
    mean.
    """
    return scaled(1 / x.size, ae_grad_W2(x, W1, b1, W2, b2))


def no_sigmoid_slope_decoder(x, W1, b1, W2, b2):
    """You pass the gradient by x' through the sigmoid unchanged. Multiply it, component by
    component, by the slope that the sigmoid has there.
    """
    _, h, _, xp = forward(x, W1, b1, W2, b2)
    return outer_with(h, grad_xprime(x, xp))


def slope_at_output_decoder(x, W1, b1, W2, b2):
    """You take the sigmoid's slope at x', which has been through the sigmoid already. Take it at
    the pre-activation, or write it in terms of x' without applying the sigmoid again.
    """
    _, h, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(h, slope_twice_delta(x, W1, b1, W2, b2))


def no_relu_decoder(x, W1, b1, W2, b2):
    """You leave the ReLU out of the forward pass, so units that should be silent take part. Compute
    h with it before you go backward.
    """
    z1 = W1.T @ x + b1
    z2 = W2.T @ z1 + b2
    return outer_with(z1, grad_xprime(x, sigmoid(z2)) * sigmoid_prime(z2))


def transposed_decoder(x, W1, b1, W2, b2):
    """You return the gradient of W2 with its axes swapped. A gradient has the shape of what it is
    taken by: the hidden units belong on the first axis here.
    """
    dW2, db2 = ae_grad_W2(x, W1, b1, W2, b2)
    return dW2.T, db2


def overflows_decoder(x, W1, b1, W2, b2):
    """Your sigmoid overflows for large pre-activations, and infinity divided by infinity is not a
    number. Use a form whose exponent is never a large positive number.
    """
    _, h, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(h, overflowing_delta(x, W1, b1, W2, b2))


def argument_for_value_decoder(x, W1, b1, W2, b2):
    """You use the short rule for the sigmoid's slope with its argument. The rule is written in
    terms of the sigmoid's value.
    """
    _, h, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(h, delta_by(slope_of_argument, x, W1, b1, W2, b2))


def tanh_rule_decoder(x, W1, b1, W2, b2):
    """You use the rule for the slope that belongs to tanh. The output layer ends in a sigmoid,
    which has a rule of its own.
    """
    _, h, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(h, delta_by(slope_of_tanh, x, W1, b1, W2, b2))


def linear_output_decoder(x, W1, b1, W2, b2):
    """You leave the sigmoid out of the output layer, forward and back. x' is what leaves it."""
    _, h, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(h, linear_delta(x, W1, b1, W2, b2))


def cross_entropy_decoder(x, W1, b1, W2, b2):
    """You start from x' - x, which belongs to the cross-entropy: there the sigmoid's slope cancels.
    With squared errors it does not.
    """
    _, h, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(h, cross_entropy_delta(x, W1, b1, W2, b2))


def bias_without_slope(x, W1, b1, W2, b2):
    """Your gradient of b2 lacks the slope of the sigmoid. The bias stands inside the sigmoid, as
    the weights do.
    """
    dW2, _ = ae_grad_W2(x, W1, b1, W2, b2)
    _, _, _, xp = forward(x, W1, b1, W2, b2)
    return dW2, grad_xprime(x, xp)


def input_for_hidden(x, W1, b1, W2, b2):
    """You multiply by x for the gradient of W2. What these weights meet on the way forward is the
    hidden layer.
    """
    return outer_with(x, ae_grad_W2(x, W1, b1, W2, b2)[1])


def climbs_hidden(x, W1, b1, W2, b2):
    """Your sign is the wrong way round: a step of h against this gradient makes the loss grow.
    Check the sign of the gradient by x', from which you start.
    """
    return -ae_grad_h(x, W1, b1, W2, b2)


def half_hidden(x, W1, b1, W2, b2):
    """You lost a factor: your gradient is half of what it should be. The loss has no ½ in front, so
    nothing cancels what the square brings down.
    """
    return ae_grad_h(x, W1, b1, W2, b2) / 2


def averaged_hidden(x, W1, b1, W2, b2):
    """You divide by the number of components. The loss is the sum of the squared errors, not their
    mean.
    """
    return ae_grad_h(x, W1, b1, W2, b2) / x.size


def no_sigmoid_slope_hidden(x, W1, b1, W2, b2):
    """You pass the gradient by x' through the sigmoid unchanged. Multiply it, component by
    component, by the slope that the sigmoid has there.
    """
    _, _, _, xp = forward(x, W1, b1, W2, b2)
    return W2 @ grad_xprime(x, xp)


def slope_at_output_hidden(x, W1, b1, W2, b2):
    """You take the sigmoid's slope at x', which has been through the sigmoid already. Take it at
    the pre-activation, or write it in terms of x' without applying the sigmoid again.
    """
    return W2 @ slope_twice_delta(x, W1, b1, W2, b2)


def matrix_first_hidden(x, W1, b1, W2, b2):
    """You apply the matrix before the two vectors of length N are multiplied. Multiply slope and
    gradient component by component first, and apply W2 once, to their product.
    """
    return matrix_first(x, W1, b1, W2, b2)


def encoder_weights_hidden(x, W1, b1, W2, b2):
    """You go back through the encoder's weights. Its transpose has the right shape, but the path
    from the loss to h leads through the decoder's weights.
    """
    return W1.T @ grad_W2(x, W1, b1, W2, b2)[1]


def masked_hidden(x, W1, b1, W2, b2):
    """You let the ReLU silence the gradient too early. The gradient by h is what arrives behind the
    ReLU; a dead unit can have one, it only does not pass it on.
    """
    z1, _, _, _ = forward(x, W1, b1, W2, b2)
    return ae_grad_h(x, W1, b1, W2, b2) * (z1 > 0)


def overflows_hidden(x, W1, b1, W2, b2):
    """Your sigmoid overflows for large pre-activations, and infinity divided by infinity is not a
    number. Use a form whose exponent is never a large positive number.
    """
    return W2 @ overflowing_delta(x, W1, b1, W2, b2)


def argument_for_value_hidden(x, W1, b1, W2, b2):
    """You use the short rule for the sigmoid's slope with its argument. The rule is written in
    terms of the sigmoid's value.
    """
    return W2 @ delta_by(slope_of_argument, x, W1, b1, W2, b2)


def tanh_rule_hidden(x, W1, b1, W2, b2):
    """You use the rule for the slope that belongs to tanh. The output layer ends in a sigmoid,
    which has a rule of its own.
    """
    return W2 @ delta_by(slope_of_tanh, x, W1, b1, W2, b2)


def linear_output_hidden(x, W1, b1, W2, b2):
    """You leave the sigmoid out of the output layer, forward and back. x' is what leaves it."""
    return W2 @ linear_delta(x, W1, b1, W2, b2)


def cross_entropy_hidden(x, W1, b1, W2, b2):
    """You start from x' - x, which belongs to the cross-entropy: there the sigmoid's slope cancels.
    With squared errors it does not.
    """
    return W2 @ cross_entropy_delta(x, W1, b1, W2, b2)


def stopped_before_the_weights(x, W1, b1, W2, b2):
    """You stop before the decoder's weights. Between its pre-activations and h they are still to be
    passed.
    """
    return ae_grad_W2(x, W1, b1, W2, b2)[1]


def times_hidden(x, W1, b1, W2, b2):
    """You multiply by h. In a product of weights and h, the derivative by h leaves the weights
    only.
    """
    _, h, _, _ = forward(x, W1, b1, W2, b2)
    return ae_grad_h(x, W1, b1, W2, b2) * h


def climbs_encoder(x, W1, b1, W2, b2):
    """Your sign is the wrong way round: a step against these gradients makes the loss grow. Check
    the sign of the gradient by x', from which you start.
    """
    return scaled(-1, ae_grad_W1(x, W1, b1, W2, b2))


def half_encoder(x, W1, b1, W2, b2):
    """You lost a factor: your gradients are half of what they should be. The loss has no ½ in
    front, so nothing cancels what the square brings down.
    """
    return scaled(1 / 2, ae_grad_W1(x, W1, b1, W2, b2))


def averaged_encoder(x, W1, b1, W2, b2):
    """You divide by the number of components. The loss is the sum of the squared errors, not their
    mean.
    """
    return scaled(1 / x.size, ae_grad_W1(x, W1, b1, W2, b2))


def no_sigmoid_slope_encoder(x, W1, b1, W2, b2):
    """You pass the gradient by x' through the sigmoid unchanged. Multiply it, component by
    component, by the slope that the sigmoid has there.
    """
    z1, _, _, xp = forward(x, W1, b1, W2, b2)
    return outer_with(x, (W2 @ grad_xprime(x, xp)) * (z1 > 0))


def matrix_first_encoder(x, W1, b1, W2, b2):
    """You apply W2 before the two vectors of length N are multiplied. Multiply the sigmoid's slope
    and the gradient by x' component by component first, and apply W2 once, to their product.
    """
    z1, _, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(x, matrix_first(x, W1, b1, W2, b2) * (z1 > 0))


def no_relu_mask(x, W1, b1, W2, b2):
    """You pass the gradient by h through the ReLU unchanged. A unit that is not active has slope 0
    there, so its weights and its bias learn nothing from this x.
    """
    return outer_with(x, ae_grad_h(x, W1, b1, W2, b2))


def mask_open_at_zero(x, W1, b1, W2, b2):
    """You let the gradient pass where the pre-activation is exactly 0. The slope of the ReLU at 0
    is agreed to be 0 here.
    """
    z1, _, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(x, ae_grad_h(x, W1, b1, W2, b2) * (z1 >= 0))


def mask_by_value(x, W1, b1, W2, b2):
    """You multiply by the value of the ReLU where its slope belongs. An active unit passes the
    gradient on as it is, however large h is.
    """
    _, h, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(x, ae_grad_h(x, W1, b1, W2, b2) * h)


def transposed_encoder(x, W1, b1, W2, b2):
    """You return the gradient of W1 with its axes swapped. A gradient has the shape of what it is
    taken by: the components of x belong on the first axis here.
    """
    dW1, db1 = ae_grad_W1(x, W1, b1, W2, b2)
    return dW1.T, db1


def overflows_encoder(x, W1, b1, W2, b2):
    """Your sigmoid overflows for large pre-activations, and infinity divided by infinity is not a
    number. Use a form whose exponent is never a large positive number.
    """
    z1, _, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(x, (W2 @ overflowing_delta(x, W1, b1, W2, b2)) * (z1 > 0))


def argument_for_value_encoder(x, W1, b1, W2, b2):
    """You use the short rule for the sigmoid's slope with its argument. The rule is written in
    terms of the sigmoid's value.
    """
    z1, _, _, _ = forward(x, W1, b1, W2, b2)
    delta = delta_by(slope_of_argument, x, W1, b1, W2, b2)
    return outer_with(x, (W2 @ delta) * (z1 > 0))


def tanh_rule_encoder(x, W1, b1, W2, b2):
    """You use the rule for the slope that belongs to tanh. The output layer ends in a sigmoid,
    which has a rule of its own.
    """
    z1, _, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(x, (W2 @ delta_by(slope_of_tanh, x, W1, b1, W2, b2)) * (z1 > 0))


def linear_output_encoder(x, W1, b1, W2, b2):
    """You leave the sigmoid out of the output layer, forward and back. x' is what leaves it."""
    z1, _, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(x, (W2 @ linear_delta(x, W1, b1, W2, b2)) * (z1 > 0))


def cross_entropy_encoder(x, W1, b1, W2, b2):
    """You start from x' - x, which belongs to the cross-entropy: there the sigmoid's slope cancels.
    With squared errors it does not.
    """
    z1, _, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(x, (W2 @ cross_entropy_delta(x, W1, b1, W2, b2)) * (z1 > 0))


def mask_by_gradient(x, W1, b1, W2, b2):
    """You silence units by the sign of their gradient. What counts is the sign of what entered the
    ReLU on the way forward.
    """
    dh = ae_grad_h(x, W1, b1, W2, b2)
    return outer_with(x, dh * (dh > 0))


def mask_without_bias(x, W1, b1, W2, b2):
    """You decide without the bias which units are active. The bias was added before the ReLU."""
    return outer_with(x, ae_grad_h(x, W1, b1, W2, b2) * (W1.T @ x > 0))


def output_for_input(x, W1, b1, W2, b2):
    """You multiply by x' for the gradient of W1. What these weights meet on the way forward is the
    input.
    """
    _, _, _, xp = forward(x, W1, b1, W2, b2)
    return outer_with(xp, ae_grad_W1(x, W1, b1, W2, b2)[1])


def sigmoid_slope_too(x, W1, b1, W2, b2):
    """You use the slope of the sigmoid on the hidden layer too. The hidden layer has a ReLU, whose
    slope is 0 or 1.
    """
    _, h, _, _ = forward(x, W1, b1, W2, b2)
    return outer_with(x, ae_grad_W1(x, W1, b1, W2, b2)[1] * h * (1 - h))


def bias_not_masked(x, W1, b1, W2, b2):
    """You mask the gradient of the weights only. The bias stands inside the ReLU as well."""
    dW1, _ = ae_grad_W1(x, W1, b1, W2, b2)
    return dW1, ae_grad_h(x, W1, b1, W2, b2)


# One id for one slip: it costs the first part that makes it, and no other.
MISTAKES = {
    "ae_grad_xprime": {
        "climbs": climbs,
        "half": half,
        "averaged": averaged,
        "loss_itself": loss_itself,
        "squared_errors": squared_errors,
        "slope_too_early": slope_too_early,
        "absolute_errors": absolute_errors_xprime,
        "cross_entropy": cross_entropy_xprime,
    },
    "ae_grad_W2": {
        "climbs": climbs_decoder,
        "half": half_decoder,
        "averaged": averaged_decoder,
        "no_sigmoid_slope": no_sigmoid_slope_decoder,
        "slope_at_output": slope_at_output_decoder,
        "no_relu": no_relu_decoder,
        "transposed_W2": transposed_decoder,
        "overflows": overflows_decoder,
        "argument_for_value": argument_for_value_decoder,
        "tanh_rule": tanh_rule_decoder,
        "linear_output": linear_output_decoder,
        "cross_entropy": cross_entropy_decoder,
        "bias_without_slope": bias_without_slope,
        "input_for_hidden": input_for_hidden,
    },
    "ae_grad_h": {
        "climbs": climbs_hidden,
        "half": half_hidden,
        "averaged": averaged_hidden,
        "no_sigmoid_slope": no_sigmoid_slope_hidden,
        "slope_at_output": slope_at_output_hidden,
        "matrix_first": matrix_first_hidden,
        "encoder_weights": encoder_weights_hidden,
        "masked": masked_hidden,
        "overflows": overflows_hidden,
        "argument_for_value": argument_for_value_hidden,
        "tanh_rule": tanh_rule_hidden,
        "linear_output": linear_output_hidden,
        "cross_entropy": cross_entropy_hidden,
        "stopped_before_the_weights": stopped_before_the_weights,
        "times_hidden": times_hidden,
    },
    "ae_grad_W1": {
        "climbs": climbs_encoder,
        "half": half_encoder,
        "averaged": averaged_encoder,
        "no_sigmoid_slope": no_sigmoid_slope_encoder,
        "matrix_first": matrix_first_encoder,
        "no_relu_mask": no_relu_mask,
        "mask_open_at_zero": mask_open_at_zero,
        "mask_by_value": mask_by_value,
        "transposed_W1": transposed_encoder,
        "overflows": overflows_encoder,
        "argument_for_value": argument_for_value_encoder,
        "tanh_rule": tanh_rule_encoder,
        "linear_output": linear_output_encoder,
        "cross_entropy": cross_entropy_encoder,
        "mask_by_gradient": mask_by_gradient,
        "mask_without_bias": mask_without_bias,
        "output_for_input": output_for_input,
        "sigmoid_slope_too": sigmoid_slope_too,
        "bias_not_masked": bias_not_masked,
    },
}
