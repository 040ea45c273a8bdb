"""Answers and known mistakes of q3_10, upsampling."""

import numpy as np

from .upsampling import bilinear_weights, linear_weights, upsample


def by_weights(x, weights):
    """The image times the weights (places, size) that a function gives for each of its sides."""
    rows, columns = [weights(side) for side in x.shape]
    return rows @ x @ columns.T


def bilinear_at(x, f, mode, places):
    """Bilinear interpolation at other places, given for each side; nearest as it should be."""
    if mode == "nearest":
        return upsample(x, f, mode)
    return by_weights(x, lambda side: linear_weights(places(side), side))


def corners_aligned(x, f, mode):
    """You spread the output from corner pixel to corner pixel of the input. Both images cover the
    same area here, so the centre of an outer pixel of the output lies further out.
    """
    return bilinear_at(x, f, mode, lambda side: np.linspace(0, side - 1, side * f))


def half_pixel_forgotten(x, f, mode):
    """You take a pixel's corner for its place, so your image moves towards the top left. Use the
    centres, half a pixel inwards from the corner, both in the output and in the input.
    """
    return bilinear_at(x, f, mode, lambda side: np.minimum(np.arange(side * f) / f, side - 1))


def half_pixel_of_the_output_only(x, f, mode):
    """You use the centres of the output's pixels, but the corners of the input's. After the
    division you are half a pixel of the input too far.
    """
    return bilinear_at(
        x, f, mode, lambda side: np.minimum((np.arange(side * f) + 0.5) / f, side - 1)
    )


def fades_to_zero(x, f, mode):
    """Your image gets darker towards its edge, as if there were zeros outside. Places beyond the
    outermost centres take the value of the edge.
    """
    return bilinear_at(x, f, mode, lambda side: (np.arange(side * f) + 0.5) / f - 0.5)


def carried_on_beyond_the_edge(x, f, mode):
    """You carry the last slope on beyond the outermost centres. Places out there take the value of
    the edge.
    """
    if mode == "nearest":
        return upsample(x, f, mode)
    return by_weights(x, lambda side: extrapolating_weights(side, f))


def extrapolating_weights(side, f):
    """Linear weights (side·f, side) whose two neighbours are held, not their share."""
    place = (np.arange(side * f) + 0.5) / f - 0.5
    left = np.clip(np.floor(place), 0, max(side - 2, 0)).astype(int)
    share = (place - left)[:, None] if side > 1 else 0
    right = np.minimum(left + 1, side - 1)
    return (1 - share) * np.eye(side)[left] + share * np.eye(side)[right]


def clamped_places(side, f):
    """Where the output's pixels lie in the input, (side·f,)."""
    return np.clip((np.arange(side * f) + 0.5) / f - 0.5, 0, side - 1)


def rows_only(x, f, mode):
    """You interpolate along the first axis and copy pixels along the second one. Bilinear means
    linear along both, one after the other.
    """
    if mode == "nearest":
        return upsample(x, f, mode)
    return bilinear_weights(x.shape[0], f) @ np.repeat(x, f, axis=1)


def always_nearest(x, f, mode):
    """You copy pixels whatever the mode says. Look at `mode`: "bilinear" mixes neighbours."""
    return upsample(x, f, "nearest")


def tiled(x, f, mode):
    """You repeat the whole image like tiles. Each single pixel is to be repeated, so that
    neighbours stay neighbours.
    """
    return np.tile(x, (f, f)) if mode == "nearest" else upsample(x, f, mode)


def zeros_between(x, f, mode):
    """You put zeros between the pixels. That is the first step of a transposed convolution; nearest
    fills the whole block with the pixel's value.
    """
    if mode != "nearest":
        return upsample(x, f, mode)
    y = np.zeros(np.multiply(x.shape, f))
    y[::f, ::f] = x
    return y


def corner_rounded(x, f, mode):
    """You divide the output's index by f and round to the nearest whole number, which moves the
    image. The output pixel lies within one pixel of the input: round down.
    """
    if mode != "nearest":
        return upsample(x, f, mode)
    rows, columns = [
        np.minimum(np.round(np.arange(side * f) / f), side - 1).astype(int) for side in x.shape
    ]
    return x[np.ix_(rows, columns)]


def half_pixel_of_the_input_only(x, f, mode):
    """You move by half a pixel of the input, but not by half a pixel of the output. Start from the
    centre of the output's pixel as well.
    """
    return bilinear_at(x, f, mode, lambda side: np.maximum(np.arange(side * f) / f - 0.5, 0))


def columns_only(x, f, mode):
    """You interpolate along the second axis and copy pixels along the first one. Bilinear means
    linear along both, one after the other.
    """
    if mode == "nearest":
        return upsample(x, f, mode)
    return np.repeat(x, f, axis=0) @ bilinear_weights(x.shape[1], f).T


def shares_exchanged(x, f, mode):
    """You exchanged the shares of the two neighbours. The nearer one counts more: close to the left
    centre, nearly all comes from the left.
    """
    if mode == "nearest":
        return upsample(x, f, mode)

    def weights(side):
        place = clamped_places(side, f)
        left = np.floor(place).astype(int)
        share = (place - left)[:, None]
        right = np.minimum(left + 1, side - 1)
        return share * np.eye(side)[left] + (1 - share) * np.eye(side)[right]

    return by_weights(x, weights)


def fractions_cut_off(x, f, mode):
    """You cut the places off to whole numbers before you interpolate, so nothing is mixed. What is
    cut off is the share of the next pixel.
    """
    return bilinear_at(x, f, mode, lambda side: np.floor(clamped_places(side, f)))


def wraps_around(x, f, mode):
    """At the edge you mix in pixels from the other side of the image. Places beyond the outermost
    centres take the value of the edge.
    """
    if mode == "nearest":
        return upsample(x, f, mode)

    def weights(side):
        place = (np.arange(side * f) + 0.5) / f - 0.5
        left = np.floor(place).astype(int)
        share = (place - left)[:, None]
        return (1 - share) * np.eye(side)[left % side] + share * np.eye(side)[(left + 1) % side]

    return by_weights(x, weights)


MISTAKES = {
    "upsample": [
        corners_aligned,
        half_pixel_forgotten,
        half_pixel_of_the_output_only,
        fades_to_zero,
        carried_on_beyond_the_edge,
        rows_only,
        always_nearest,
        tiled,
        zeros_between,
        corner_rounded,
        half_pixel_of_the_input_only,
        columns_only,
        shares_exchanged,
        fractions_cut_off,
        wraps_around,
    ],
}
