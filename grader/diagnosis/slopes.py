"""A derivative along one direction: by central differences, and by what a backward pass says."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grader.checks import Array
from grader.values import figure

# Of the larger of the two: what counts as equal, and what counts as different. Between, silence.
ALIKE, APART = 1e-6, 1e-4
# By how much the two halves of a difference may differ; at a kink or a jump they differ wholly.
SMOOTH = 1e-3
# Ratios from this many directions that are equal are no accident.
RATIOS = 3


@dataclass(frozen=True, slots=True)
class Slope:
    """By how much the loss changes along a direction, and by how much a backward pass says."""

    change: float
    claim: float
    scale: float

    @property
    def agrees(self) -> bool:
        return abs(self.change - self.claim) <= ALIKE * self.scale

    @property
    def differs(self) -> bool:
        return abs(self.change - self.claim) > APART * self.scale

    @property
    def ratio(self) -> float | None:
        return self.claim / self.change if abs(self.change) > APART * self.scale else None


def slope(
    outputs: Sequence[Array | None],
    upstream: Array,
    size: float,
    direction: Array,
    claim: Array | None,
) -> Slope | None:
    """The slope along a direction, from the outputs here, `size` ahead and as far behind.

    None where one of them is of another shape than the gradient that arrives, where the claim is
    not of the direction's shape, or where the outputs bend too much to have a slope.
    """
    shapes = {None if output is None else output.shape for output in outputs}
    if shapes != {upstream.shape} or claim is None or claim.shape != direction.shape:
        return None
    here, ahead, behind = (np.asarray(output) for output in outputs)
    rise, bend = ahead - behind, ahead - 2 * here + behind
    # What does not move at all is flat or was rounded: that is no slope to go by.
    if not np.linalg.norm(bend) < SMOOTH * np.linalg.norm(rise):
        return None
    moved, said = upstream * rise / (2 * size), claim * direction
    scale = max(float(np.abs(moved).sum()), float(np.abs(said).sum()))
    return Slope(float(moved.sum()), float(said.sum()), scale) if np.isfinite(scale) else None


def short(one: float, other: float) -> tuple[str, str]:
    """Two numbers that differ with three digits, or with as many as it takes to show it."""
    words = f"{one:.3g}", f"{other:.3g}"
    return words if words[0] != words[1] else (figure(one), figure(other))


def common_ratio(slopes: Sequence[Slope]) -> str | None:
    """By how much too large all gradients are, where that is the same in every direction."""
    found = [s.ratio for s in slopes]
    ratios = [ratio for ratio in found if ratio is not None]
    if len(ratios) < max(RATIOS, len(found)) or abs(ratios[0]) < APART:
        return None
    same = all(abs(ratio - ratios[0]) <= 1e-4 * abs(ratios[0]) for ratio in ratios)
    return short(1.0, ratios[0])[1] if same else None
