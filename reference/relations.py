"""What holds between outputs of a layer at several inputs; reference files take what they need."""

import numpy as np


def linear_in_x(rng, x):
    z = rng.normal(size=x.shape)
    of_x, of_z, of_both = yield {"x": z}, {"x": x + 2 * z}
    if not np.allclose(of_both, of_x + 2 * of_z):
        return "your output for x + 2z is not that for x plus twice that for z: it is not linear"
    return None


def affine_in_x(rng, x):
    """As `linear_in_x` with a bias, which is left where the weights of a sum add up to 1."""
    z = rng.normal(size=x.shape)
    of_x, of_z, of_both = yield {"x": z}, {"x": 2 * z - x}
    if not np.allclose(of_both, 2 * of_z - of_x):
        return (
            "your output for 2z - x is not twice that for z less that for x: besides the bias it "
            "is not linear"
        )
    return None


def moves_with_the_image(rng, x, stride, padding):
    """Zeros lie below the image, then above it: what a stride moves down, the output moves by 1.

    Without padding nearly all that slides a window keeps to this, so it is not asked.
    """
    if padding == 0:
        return None
    zeros = np.zeros((*x.shape[:-2], stride, x.shape[-1]))
    above, below = np.concatenate([zeros, x], axis=-2), np.concatenate([x, zeros], axis=-2)
    _, late, early = yield {"x": above}, {"x": below}
    if not np.allclose(late[..., 1:, :], early[..., :-1, :]):
        rows = "1 row" if stride == 1 else f"{stride} rows"
        return (
            f"with the image {rows} lower between rows of zeros, your output is not the same 1 "
            "row lower"
        )
    return None
