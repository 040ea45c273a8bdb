"""Answers and known mistakes of q4_2, a tiny GAN backward.

The same slip can be made in several functions; the ending of a mistake's name says in which one.
"""

import numpy as np

from . import tiny_gan
from .activations import relu, sigmoid


def grad_yhat(y_hat):
    """∂L/∂ŷ = -1/ŷ."""
    return -1 / y_hat


def grad_H2(H2, W2, b2):
    """∂L/∂H2 = ∂L/∂M · W2, (r, c)."""
    return tiny_gan.grad_M(tiny_gan.logit(H2, W2, b2)) * W2


def unflatten(g, r, c):
    """g (r·c,) row by row, (r, c)."""
    return g.reshape(r, c)


def grad_W1(h, dH2, k=3):
    """∂L/∂W1, (C, k, k), and ∂L/∂b1."""
    return tiny_gan.grad_W1(h, dH2, k), dH2.sum()


def grad_h1(W1, dH2):
    """∂L/∂h, (C, H, W)."""
    return tiny_gan.grad_h(W1, dH2)


def grad_h0(dh):
    """∂L/∂h for the flat layer, row by row, (4C,)."""
    return dh.reshape(-1)


def grad_W0(Z, W0, b0, dh0):
    """∂L/∂W0, (8, 2), and ∂L/∂b0, (8,)."""
    return tiny_gan.grad_W0(Z, W0, b0, dh0)


def gan_backward(Z, W0, b0, W1, b1, W2, b2):
    """The loss and its gradients, from the end to the beginning; nine of them."""
    return chain(Z, W0, b0, W1, b1, W2, b2)


def chain(
    *network,
    loss=tiny_gan.loss,
    by_M=tiny_gan.grad_M,
    by_W1=grad_W1,
    by_h1=grad_h1,
    by_h0=grad_h0,
    by_W0=grad_W0,
):
    """The whole way back; each mistake below replaces one step or two of it."""
    Z, W0, b0, W1, b1, W2, b2 = network
    h = tiny_gan.hidden(Z, W0, b0)
    H2 = tiny_gan.image(h, W1, b1)
    M = tiny_gan.logit(H2, W2, b2)
    db2 = by_M(M)
    dH2 = db2 * W2
    dh1 = by_h1(W1, dH2)
    dh0 = by_h0(dh1)
    return (
        loss(M),
        db2 * H2,
        db2,
        dH2,
        *by_W1(h, dH2),
        dh1,
        dh0,
        *by_W0(Z, W0, b0, dh0),
    )


def db2_from(loss):
    """∂L/∂b2 = ŷ - 1, with ŷ = e^-L."""
    return np.expm1(-loss)


def dW2_from(Z, W0, b0, W1, b1, db2):
    """∂L/∂W2 = ∂L/∂b2 · H2, (4, 4)."""
    return db2 * tiny_gan.image(tiny_gan.hidden(Z, W0, b0), W1, b1)


def dH2_from(W2, db2):
    """∂L/∂H2 = ∂L/∂b2 · W2, (4, 4)."""
    return db2 * W2


def dW1_from(Z, W0, b0, dH2):
    """∂L/∂W1, (2, 3, 3)."""
    return tiny_gan.grad_W1(tiny_gan.hidden(Z, W0, b0), dH2, 3)


def db1_from(dH2):
    """∂L/∂b1, a number."""
    return dH2.sum()


def dh0_from(dh1):
    """∂L/∂h for the flat layer, (8,)."""
    return grad_h0(dh1)


def db0_from(Z, W0, b0, dh0):
    """∂L/∂b0, (8,): what the ReLU passes on."""
    return dh0 * (pre_activation(Z, W0, b0) > 0)


def dW0_from(Z, db0):
    """∂L/∂W0 = ∂L/∂b0 · Zᵀ, (8, 2); what has reached b0 has passed the ReLU."""
    return np.outer(db0, Z)


def climbs_yhat(y_hat):
    """You lost the minus sign in front of the logarithm. A larger ŷ makes this loss smaller."""
    return 1 / y_hat


def loss_yhat(y_hat):
    """You return the loss. Its derivative by ŷ is asked for."""
    return -np.log(y_hat)


def real_yhat(y_hat):
    """You differentiate the loss for a real image, -log(1 - ŷ). For a fake it is -log ŷ."""
    return 1 / (1 - y_hat)


def by_logit_yhat(y_hat):
    """You went one step too far and passed the sigmoid: that is the derivative by M. Stop at ŷ."""
    return y_hat - 1


def fake_slope(H2, W2, b2):
    """∂L/∂M, a number, and the probability ŷ."""
    M = tiny_gan.logit(H2, W2, b2)
    return tiny_gan.grad_M(M), sigmoid(M)


def climbs_H2(H2, W2, b2):
    """Your sign is the wrong way round: a step of H2 against this gradient makes the loss grow.
    Check the sign of the derivative by ŷ, from which you start.
    """
    return -grad_H2(H2, W2, b2)


def real_H2(H2, W2, b2):
    """You pass ŷ on where the distance of ŷ from 1 belongs: that is the gradient for a real image.
    Multiply the slope of the sigmoid by the derivative of -log ŷ.
    """
    return fake_slope(H2, W2, b2)[1] * W2


def no_sigmoid_slope_H2(H2, W2, b2):
    """You pass the gradient by ŷ through the sigmoid unchanged. Multiply it by the slope that the
    sigmoid has at M.
    """
    return -W2 / fake_slope(H2, W2, b2)[1]


def sigmoid_slope_alone_H2(H2, W2, b2):
    """You differentiate ŷ itself. The chain goes on to the loss: multiply by the loss's derivative
    by ŷ.
    """
    slope, y_hat = fake_slope(H2, W2, b2)
    return -slope * y_hat * W2


def by_weights_H2(H2, W2, b2):
    """You return the gradient by the weights. By the image, the other factor of each
    product stays.
    """
    return fake_slope(H2, W2, b2)[0] * H2


def logit_alone_H2(H2, W2, b2):
    """You stop at the logit M, one number. Each pixel reaches M through a weight of its own."""
    return fake_slope(H2, W2, b2)[0]


def bias_left_out_H2(H2, W2, b2):
    """You leave the bias out of M, so your ŷ is another one. Run the discriminator forward first,
    with its bias.
    """
    return grad_H2(H2, W2, 0.0)


def zero_by_zero_H2(H2, W2, b2):
    """You divide by ŷ and multiply by it again. Where ŷ is 0 in floating point that is no number:
    let the two cancel on paper first.
    """
    y_hat = fake_slope(H2, W2, b2)[1]
    return -1 / y_hat * (y_hat * (1 - y_hat)) * W2


def loss_without_its_slope_H2(H2, W2, b2):
    """Your gradient lacks a factor: where ŷ is near 0 it vanishes, and there the loss falls most
    steeply. The logarithm has a slope by ŷ, and it is more than a sign.
    """
    slope, y_hat = fake_slope(H2, W2, b2)
    return slope * y_hat * W2


def same_for_every_pixel_H2(H2, W2, b2):
    """You return the same number for every pixel, the derivative by M. Each pixel reaches M through
    a weight of its own.
    """
    return np.full(H2.shape, fake_slope(H2, W2, b2)[0])


def column_by_column(g, r, c):
    """You fill column by column. The rows are filled one after the other, each from the left."""
    return g.reshape(c, r).T


def sides_swapped(g, r, c):
    """You make c rows of r numbers. r is the number of rows, c that of columns."""
    return g.reshape(c, r)


def left_flat(g, r, c):
    """You return the vector as it came. Give it two axes."""
    return g


def stepped_by_rows(g, r, c):
    """You skip as many numbers for each row as there are rows. A row holds c numbers, so the next
    one begins so many places later.
    """
    return np.array([[g[i * r + j] for j in range(c)] for i in range(r)])


def rotated_W1(h, dH2, k=3):
    """Your kernel gradient is rotated by 180°. It belongs to a convolution in which each pixel puts
    a copy of the kernel on the image; here the kernel is laid on the map unflipped. Ask which pixel
    meets the tap (0, 0).
    """
    dW1, db1 = grad_W1(h, dH2, k)
    return dW1[:, ::-1, ::-1], db1


def transposed_W1(h, dH2, k=3):
    """You return each kernel's gradient with its axes swapped. Its rows belong to shifts down the
    rows of the map.
    """
    dW1, db1 = grad_W1(h, dH2, k)
    return dW1.transpose(0, 2, 1), db1


def maps_mixed_W1(h, dH2, k=3):
    """You use the sum of the maps for every kernel. A kernel has met its own map only."""
    together = np.broadcast_to(h.sum(axis=0), h.shape)
    return grad_W1(together, dH2, k)


def bias_without_gradient_W1(h, dH2, k=3):
    """You take the bias for a constant. It was added to every pixel, so it has a gradient too."""
    return grad_W1(h, dH2, k)[0], 0.0


def bias_at_each_pixel_W1(h, dH2, k=3):
    """You return a bias gradient for each pixel. There is one bias, which reaches all of them: add
    up what comes back.
    """
    return grad_W1(h, dH2, k)[0], dH2


def bias_averaged_W1(h, dH2, k=3):
    """You average the bias gradient over the pixels. What comes back from them is added up."""
    return grad_W1(h, dH2, k)[0], dH2.mean()


def bias_gradient_one_W1(h, dH2, k=3):
    """You return 1 as the gradient of the bias. That is the slope of one pixel by it; multiply by
    what comes back to each pixel, and add up.
    """
    return grad_W1(h, dH2, k)[0], 1.0


def unflipped_h1(W1, dH2):
    """You slide the kernel over dH2 as it is written. The pixel that a tap read on the way forward
    gets its share back through that same tap: draw the taps that read one pixel, and see in which
    order they stand.
    """
    return tiny_gan.grad_h(W1[:, ::-1, ::-1], dH2)


def forward_again_h1(W1, dH2):
    """You apply the forward convolution once more, where its transpose belongs. The gradient has
    the shape of h, which is smaller than the image.
    """
    return tiny_gan.full_maps(np.broadcast_to(dH2, (len(W1), *dH2.shape)), W1)


def inverted_h1(W1, dH2):
    """You undo the convolution, as if a gradient went back through its inverse. It goes back
    through the transpose: each pixel adds up what it gave to the image, with the same weights.
    """
    channels, kh, kw = W1.shape
    rows, columns = dH2.shape[0] - kh + 1, dH2.shape[1] - kw + 1
    lit = np.eye(rows * columns).reshape(-1, 1, rows, columns)
    solved = np.zeros((channels, rows, columns))
    for c in range(channels):
        forward = np.array([tiny_gan.full_maps(pixel, W1[c : c + 1]).ravel() for pixel in lit])
        solved[c] = np.linalg.lstsq(forward.T, dH2.ravel(), rcond=None)[0].reshape(rows, columns)
    return solved


def channels_added_h1(W1, dH2):
    """You add the maps up, as the way forward does. Here each map has a gradient of its own."""
    return tiny_gan.grad_h(W1, dH2).sum(axis=0)


def first_kernel_h1(W1, dH2):
    """You use the first kernel for every map. Each map went through a kernel of its own."""
    return tiny_gan.grad_h(np.broadcast_to(W1[:1], W1.shape), dH2)


def transposed_h1(W1, dH2):
    """You use each kernel with its axes swapped. What is transposed on the way back is the matrix
    that takes the whole map to the image, not the little kernel.
    """
    return tiny_gan.grad_h(W1.transpose(0, 2, 1), dH2)


def columns_first_h0(dh):
    """You read each map column by column. The layer was laid out row by row."""
    return dh.transpose(0, 2, 1).reshape(-1)


def channel_last_h0(dh):
    """You take one value from each map in turn. All of the first map comes first, then all of the
    second.
    """
    return dh.transpose(1, 2, 0).reshape(-1)


def one_row_each_h0(dh):
    """You give each map a row of its own. The flat layer has one axis."""
    return dh.reshape(len(dh), -1)


def maps_added_h0(dh):
    """You add the maps up. The flat layer holds all their values, one after the other."""
    return dh.sum(axis=0).reshape(-1)


def pre_activation(Z, W0, b0):
    """What enters the ReLU, (8,)."""
    return W0 @ Z + b0


def by_mask(Z, dh0, mask):
    """The gradients of W0 and b0 if the ReLU let `mask` through."""
    return np.outer(dh0 * mask, Z), dh0 * mask


def no_relu_mask_W0(Z, W0, b0, dh0):
    """You pass the gradient through the ReLU unchanged. A unit that is not active has slope 0
    there, so its weights and its bias learn nothing.
    """
    return by_mask(Z, dh0, 1)


def mask_open_at_zero_W0(Z, W0, b0, dh0):
    """You let the gradient pass where the pre-activation is exactly 0. The slope of the ReLU at 0
    is agreed to be 0 here.
    """
    return by_mask(Z, dh0, pre_activation(Z, W0, b0) >= 0)


def mask_by_value_W0(Z, W0, b0, dh0):
    """You multiply by the value of the ReLU where its slope belongs. An active unit passes the
    gradient on as it is, however large its value.
    """
    return by_mask(Z, dh0, relu(pre_activation(Z, W0, b0)))


def mask_by_gradient_W0(Z, W0, b0, dh0):
    """You silence units by the sign of their gradient. What counts is the sign of what entered the
    ReLU on the way forward.
    """
    return by_mask(Z, dh0, dh0 > 0)


def mask_without_bias_W0(Z, W0, b0, dh0):
    """You decide without the bias which units are active. The bias was added before the ReLU."""
    return by_mask(Z, dh0, W0 @ Z > 0)


def bias_not_masked_W0(Z, W0, b0, dh0):
    """You mask the gradient of the weights only. The bias stands inside the ReLU as well."""
    return grad_W0(Z, W0, b0, dh0)[0], dh0


def transposed_W0(Z, W0, b0, dh0):
    """You return the gradient of W0 with its axes swapped. A gradient has the shape of what it is
    taken by: the eight units belong on the first axis.
    """
    dW0, db0 = grad_W0(Z, W0, b0, dh0)
    return dW0.T, db0


def bias_gradient_summed_W0(Z, W0, b0, dh0):
    """You add the gradient of b0 up. There are eight biases, one for each unit, and each has its
    own.
    """
    dW0, db0 = grad_W0(Z, W0, b0, dh0)
    return dW0, db0.sum()


def input_left_out_W0(Z, W0, b0, dh0):
    """Your gradient of W0 does not depend on Z. On the way forward a weight was multiplied by one
    of its numbers.
    """
    _, db0 = grad_W0(Z, W0, b0, dh0)
    return np.outer(db0, np.ones_like(Z)), db0


def weights_for_input_W0(Z, W0, b0, dh0):
    """You multiply by the weights where the input belongs. By one factor of a product, the other
    factor stays.
    """
    _, db0 = grad_W0(Z, W0, b0, dh0)
    return db0[:, None] * W0, db0


def climbs_chain(Z, W0, b0, W1, b1, W2, b2):
    """All your gradients point the wrong way: a step against them makes the loss grow. Check the
    sign of the derivative by ŷ, from which you start.
    """
    return chain(Z, W0, b0, W1, b1, W2, b2, by_M=lambda M: sigmoid(-M))


def real_chain(Z, W0, b0, W1, b1, W2, b2):
    """You use the loss for a real image, -log(1 - ŷ). The image is a fake, and ŷ is the probability
    that it is one.
    """
    return chain(Z, W0, b0, W1, b1, W2, b2, loss=lambda M: np.logaddexp(0, M), by_M=sigmoid)


def no_sigmoid_slope_chain(Z, W0, b0, W1, b1, W2, b2):
    """You pass the gradient by ŷ through the sigmoid unchanged. Multiply it by the slope that the
    sigmoid has at M; everything further back follows.
    """
    return chain(Z, W0, b0, W1, b1, W2, b2, by_M=lambda M: -1 / sigmoid(M))


def zero_by_zero_chain(Z, W0, b0, W1, b1, W2, b2):
    """You compute ŷ first, which is 0 in floating point where M is very small: its logarithm is
    infinite, and 0 divided by 0 is no number. Write loss and slope in terms of M.
    """

    def slope(M):
        return -1 / sigmoid(M) * (sigmoid(M) * (1 - sigmoid(M)))

    return chain(Z, W0, b0, W1, b1, W2, b2, loss=lambda M: -np.log(sigmoid(M)), by_M=slope)


def clipped_chain(Z, W0, b0, W1, b1, W2, b2):
    """You keep ŷ away from 0 before you take the logarithm. That makes the loss finite, but not
    right where M is very small: write it in terms of M, then nothing has to be clipped.
    """

    def loss(M):
        return -np.log(np.maximum(sigmoid(M), 1e-12))

    return chain(Z, W0, b0, W1, b1, W2, b2, loss=loss)


def rotated_chain(Z, W0, b0, W1, b1, W2, b2):
    """Your kernel gradients are rotated by 180°, all else is right. They belong to the convolution
    that flips its kernel; here the kernel is laid on the map as it is written.
    """
    return chain(Z, W0, b0, W1, b1, W2, b2, by_W1=rotated_W1)


def flipped_chain(Z, W0, b0, W1, b1, W2, b2):
    """You flip the kernels, on the way forward and back: your gradients fit together, but belong to
    another network. Here a kernel is laid on its map as it is written.
    """
    return chain(Z, W0, b0, W1[:, ::-1, ::-1], b1, W2, b2, by_W1=rotated_W1)


def unflipped_chain(Z, W0, b0, W1, b1, W2, b2):
    """From the maps h on, your gradients are wrong: you slide the kernels over dH2 as they are
    written. Draw the taps that read one pixel of h, and see in which order they stand.
    """
    return chain(Z, W0, b0, W1, b1, W2, b2, by_h1=unflipped_h1)


def biases_left_out_chain(Z, W0, b0, W1, b1, W2, b2):
    """You leave b0 and b1 out of the way forward. They shift what the ReLU and the discriminator
    see, so nearly every gradient depends on them.
    """
    return chain(Z, W0, 0 * b0, W1, 0.0, W2, b2)


def no_relu_mask_chain(Z, W0, b0, W1, b1, W2, b2):
    """The last two gradients are wrong: you pass the gradient through the ReLU unchanged. A unit
    that is not active has slope 0 there.
    """
    return chain(Z, W0, b0, W1, b1, W2, b2, by_W0=no_relu_mask_W0)


def mask_open_at_zero_chain(Z, W0, b0, W1, b1, W2, b2):
    """You let the gradient pass where the pre-activation is exactly 0. The slope of the ReLU at 0
    is agreed to be 0 here.
    """
    return chain(Z, W0, b0, W1, b1, W2, b2, by_W0=mask_open_at_zero_W0)


def masked_too_early_chain(Z, W0, b0, W1, b1, W2, b2):
    """You let the ReLU silence dh0 already. That is the gradient behind the ReLU; a dead unit can
    have one, it only does not pass it on.
    """
    active = pre_activation(Z, W0, b0) > 0
    return chain(Z, W0, b0, W1, b1, W2, b2, by_h0=lambda dh1: grad_h0(dh1) * active)


MISTAKES = {
    "grad_yhat": [climbs_yhat, loss_yhat, real_yhat, by_logit_yhat],
    "grad_H2": [
        climbs_H2,
        real_H2,
        no_sigmoid_slope_H2,
        sigmoid_slope_alone_H2,
        by_weights_H2,
        logit_alone_H2,
        bias_left_out_H2,
        zero_by_zero_H2,
        loss_without_its_slope_H2,
        same_for_every_pixel_H2,
    ],
    "unflatten": [column_by_column, sides_swapped, left_flat, stepped_by_rows],
    "grad_W1": [
        rotated_W1,
        transposed_W1,
        maps_mixed_W1,
        bias_without_gradient_W1,
        bias_at_each_pixel_W1,
        bias_averaged_W1,
        bias_gradient_one_W1,
    ],
    "grad_h1": [
        unflipped_h1,
        forward_again_h1,
        inverted_h1,
        channels_added_h1,
        first_kernel_h1,
        transposed_h1,
    ],
    "grad_h0": [columns_first_h0, channel_last_h0, one_row_each_h0, maps_added_h0],
    "grad_W0": [
        no_relu_mask_W0,
        mask_open_at_zero_W0,
        mask_by_value_W0,
        mask_by_gradient_W0,
        mask_without_bias_W0,
        bias_not_masked_W0,
        transposed_W0,
        bias_gradient_summed_W0,
        input_left_out_W0,
        weights_for_input_W0,
    ],
    "gan_backward": [
        climbs_chain,
        real_chain,
        no_sigmoid_slope_chain,
        zero_by_zero_chain,
        clipped_chain,
        rotated_chain,
        flipped_chain,
        unflipped_chain,
        biases_left_out_chain,
        no_relu_mask_chain,
        mask_open_at_zero_chain,
        masked_too_early_chain,
    ],
}
