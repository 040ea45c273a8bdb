"""Answers and known mistakes of q4_1, a tiny GAN forward."""

import numpy as np

from . import tiny_gan
from .activations import relu, sigmoid


def generator_hidden(Z, W0, b0):
    """The maps h, (2, 2, 2)."""
    return tiny_gan.hidden(Z, W0, b0)


def full_conv_maps(h, W1):
    """Each map of h under its own kernel, full padding, (C, H+kh-1, W+kw-1)."""
    return tiny_gan.full_maps(h, W1)


def generator_output(h, W1, b1):
    """The image H2, (H+kh-1, W+kw-1)."""
    return tiny_gan.image(h, W1, b1)


def discriminator_forward(H2, W2, b2):
    """The logit M and the probability ŷ = σ(M) that the image is fake."""
    M = tiny_gan.logit(H2, W2, b2)
    return M, sigmoid(M)


def no_relu(Z, W0, b0):
    """You leave out the ReLU. Whatever is negative after the bias has been added becomes 0."""
    return (W0 @ Z + b0).reshape(2, 2, 2)


def bias_left_out(Z, W0, b0):
    """You leave out the bias. It is added to the eight weighted sums before the ReLU acts."""
    return relu(W0 @ Z).reshape(2, 2, 2)


def bias_after_relu(Z, W0, b0):
    """You add the bias after the ReLU. It belongs inside: it decides which units are silent."""
    return (relu(W0 @ Z) + b0).reshape(2, 2, 2)


def relu_on_each_term(Z, W0, b0):
    """You apply the ReLU to the weighted sum and to the bias, each by itself. Add them first: the
    ReLU acts once, on the whole pre-activation.
    """
    return (relu(W0 @ Z) + relu(b0)).reshape(2, 2, 2)


def columns_first(Z, W0, b0):
    """You fill each map column by column. Both maps are filled row by row, from left to right."""
    return tiny_gan.hidden(Z, W0, b0).transpose(0, 2, 1)


def channel_last(Z, W0, b0):
    """You deal the eight values out to the two maps in turn. The first four belong to the first
    map, the last four to the second: the channel is the first axis, and the slowest.
    """
    return relu(W0 @ Z + b0).reshape(2, 2, 2).transpose(2, 0, 1)


def axes_reversed(Z, W0, b0):
    """You let the first axis run fastest, as Fortran does. Row-major order is asked for: the last
    axis runs fastest.
    """
    return relu(W0 @ Z + b0).reshape(2, 2, 2, order="F")


def left_flat(Z, W0, b0):
    """You stop at the eight values in a row. Lay them out as two maps of 2×2."""
    return relu(W0 @ Z + b0)


def weights_reshaped(Z, W0, b0):
    """You reshape W0 where it should be transposed. A reshape reads the numbers on in the same
    order, so they land at other units; W0 already has a row for each unit.
    """
    return relu(Z @ W0.reshape(2, 8) + b0).reshape(2, 2, 2)


def flipped_kernel(h, W1):
    """You use the kernel flipped: that is convolution as mathematicians define it. Lay the kernel
    on the map as it is written.
    """
    return tiny_gan.full_maps(h, W1[:, ::-1, ::-1])


def transposed_kernel(h, W1):
    """You use each kernel with its axes swapped. Its rows run down the rows of the map, its columns
    along the columns.
    """
    return tiny_gan.full_maps(h, W1.transpose(0, 2, 1))


def first_kernel_for_all(h, W1):
    """You use the first kernel for every map. Each map has a kernel of its own."""
    return tiny_gan.full_maps(h, np.broadcast_to(W1[:1], W1.shape))


def padding_too_small(h, W1):
    """You pad so that a map keeps its size. Full padding lets the kernel overlap the map by as
    little as one pixel, so the result is larger than the map.
    """
    _, kh, kw = W1.shape
    return tiny_gan.correlate(tiny_gan.padded(h, (kh - 1) // 2, (kw - 1) // 2), W1)


def padding_by_size(h, W1):
    """You pad by the full size of the kernel. Then a border of zeros appears around the result;
    the outermost place of the kernel still meets one pixel of the map.
    """
    _, kh, kw = W1.shape
    return tiny_gan.correlate(tiny_gan.padded(h, kh, kw), W1)


def padding_on_wrong_axis(h, W1):
    """You pad the rows by what the kernel's width asks for, and the columns by its height. Count
    the padding of each axis from the kernel's length along that same axis.
    """
    _, kh, kw = W1.shape
    return tiny_gan.correlate(tiny_gan.padded(h, kw - 1, kh - 1), W1)


def maps_added(h, W1):
    """You add the maps up already. Here each map is to stay by itself; they are added afterwards,
    when the image is made.
    """
    return tiny_gan.full_maps(h, W1).sum(axis=0)


def padding_of_the_document(h, W1):
    """You pad by 2, whatever the kernel. That is right for the document's 3×3 kernels; here count
    it from each kernel's own height and width.
    """
    return tiny_gan.correlate(tiny_gan.padded(h, 2, 2), W1)


def padding_on_one_side(h, W1):
    """You put all the zeros above and to the left. The size comes out right, but half of them
    belong below and to the right.
    """
    _, kh, kw = W1.shape
    padding = [(0, 0), (2 * (kh - 1), 0), (2 * (kw - 1), 0)]
    return tiny_gan.correlate(np.pad(h, padding), W1)


def no_padding(h, W1):
    """You lay the kernel only where it lies inside the map as a whole. Full padding lets it overlap
    the map by as little as one pixel, so the result is larger than the map.
    """
    maps, height, width = h.shape
    _, kh, kw = W1.shape
    y = np.zeros((maps, height - kh + 1, width - kw + 1))
    return tiny_gan.correlate(h, W1) if y.size else y


def bias_left_out_of_image(h, W1, b1):
    """You leave out the bias. It is added to every pixel of the image."""
    return tiny_gan.full_maps(h, W1).sum(axis=0)


def bias_for_each_map(h, W1, b1):
    """You add the bias once for each map. There is one bias: add it once, after the maps have been
    added up.
    """
    return (tiny_gan.full_maps(h, W1) + b1).sum(axis=0)


def maps_kept_apart(h, W1, b1):
    """You keep the maps apart. The image has one channel: it is the sum of the maps."""
    return tiny_gan.full_maps(h, W1) + b1


def maps_averaged(h, W1, b1):
    """You average the maps. A convolution adds what its channels contribute."""
    return tiny_gan.full_maps(h, W1).mean(axis=0) + b1


def relu_on_image(h, W1, b1):
    """You apply a ReLU to the image. This layer has no activation: negative pixels stay."""
    return relu(tiny_gan.image(h, W1, b1))


def flipped_kernel_in_image(h, W1, b1):
    """You use the kernels flipped: that is convolution as mathematicians define it. Lay each kernel
    on its map as it is written.
    """
    return tiny_gan.image(h, W1[:, ::-1, ::-1], b1)


def first_map_only(h, W1, b1):
    """You use the first map only. The image is the sum of all of them."""
    return tiny_gan.image(h[:1], W1[:1], b1)


def bias_before_the_convolution(h, W1, b1):
    """You add the bias to the maps before they meet their kernels. It belongs to the image, behind
    the convolution.
    """
    return tiny_gan.image(h + b1, W1, 0.0)


def sigmoid_on_image(h, W1, b1):
    """You put the image through a sigmoid. This layer has no activation."""
    return sigmoid(tiny_gan.image(h, W1, b1))


def tanh_on_image(h, W1, b1):
    """You put the image through tanh. Many generators end that way; this one has no activation."""
    return np.tanh(tiny_gan.image(h, W1, b1))


def bias_left_out_of_logit(H2, W2, b2):
    """You leave out the bias. It is added once to the weighted sum, before the sigmoid."""
    return discriminator_forward(H2, W2, 0.0)


def bias_for_each_pixel(H2, W2, b2):
    """You add the bias once for each pixel. There is one bias: add it once, to the whole sum."""
    return discriminator_forward(H2, W2, H2.size * b2)


def pixels_averaged(H2, W2, b2):
    """You average over the pixels. The logit is their weighted sum, not its mean."""
    return discriminator_forward(H2, W2 / H2.size, b2)


def relu_before_sum(H2, W2, b2):
    """You apply a ReLU to the image. The discriminator takes the pixels as they are, the negative
    ones included.
    """
    return discriminator_forward(relu(H2), W2, b2)


def other_class(H2, W2, b2):
    """You return the probability of the other class. ŷ belongs to class 0, the fakes, and it grows
    with M.
    """
    M, y_hat = discriminator_forward(H2, W2, b2)
    return M, 1 - y_hat


def sigmoid_left_out(H2, W2, b2):
    """You return the logit twice. The second value is a probability: send M through the sigmoid."""
    M, _ = discriminator_forward(H2, W2, b2)
    return M, M


def sigmoid_overflows(H2, W2, b2):
    """Your sigmoid overflows for a large M, and infinity divided by infinity is not a number. Use a
    form whose exponent is never a large positive number.
    """
    M = tiny_gan.logit(H2, W2, b2)
    return M, np.exp(M) / (1 + np.exp(M))


def matrix_product(H2, W2, b2):
    """You take a matrix product of the image and the weights. Each pixel meets its own weight only:
    multiply entry by entry, then add up.
    """
    M = (H2 @ W2.T).sum() + b2
    return M, sigmoid(M)


def bias_after_the_sigmoid(H2, W2, b2):
    """You add the bias after the sigmoid, where it can leave the interval from 0 to 1. It belongs
    to M.
    """
    M = tiny_gan.logit(H2, W2, 0.0)
    return M, sigmoid(M) + b2


def relu_before_the_sigmoid(H2, W2, b2):
    """You put M through a ReLU before the sigmoid, so ŷ never falls below ½. A negative M says that
    the image looks real.
    """
    M = tiny_gan.logit(H2, W2, b2)
    return M, sigmoid(relu(M))


def one_logit_for_each_row(H2, W2, b2):
    """You add up along the rows only and keep a number for each. The discriminator gives one M for
    the whole image.
    """
    M = (W2 * H2).sum(axis=1) + b2
    return M, sigmoid(M)


def class_for_probability(H2, W2, b2):
    """You round ŷ to the class. The probability itself is asked for."""
    M, y_hat = discriminator_forward(H2, W2, b2)
    return M, np.round(y_hat)


def bias_missing_in_probability(H2, W2, b2):
    """Your M is right, but you make ŷ without the bias. It is added before the sigmoid: ŷ is the
    sigmoid of the very M that you return.
    """
    return tiny_gan.logit(H2, W2, b2), sigmoid(tiny_gan.logit(H2, W2, 0.0))


MISTAKES = {
    "generator_hidden": [
        no_relu,
        bias_left_out,
        bias_after_relu,
        relu_on_each_term,
        columns_first,
        channel_last,
        axes_reversed,
        left_flat,
        weights_reshaped,
    ],
    "full_conv_maps": [
        flipped_kernel,
        transposed_kernel,
        first_kernel_for_all,
        padding_too_small,
        padding_by_size,
        padding_on_wrong_axis,
        maps_added,
        padding_of_the_document,
        padding_on_one_side,
        no_padding,
    ],
    "generator_output": [
        bias_left_out_of_image,
        bias_for_each_map,
        maps_kept_apart,
        maps_averaged,
        relu_on_image,
        flipped_kernel_in_image,
        first_map_only,
        bias_before_the_convolution,
        sigmoid_on_image,
        tanh_on_image,
    ],
    "discriminator_forward": [
        bias_left_out_of_logit,
        bias_for_each_pixel,
        pixels_averaged,
        relu_before_sum,
        other_class,
        sigmoid_left_out,
        sigmoid_overflows,
        matrix_product,
        bias_after_the_sigmoid,
        relu_before_the_sigmoid,
        one_logit_for_each_row,
        class_for_probability,
        bias_missing_in_probability,
    ],
}
