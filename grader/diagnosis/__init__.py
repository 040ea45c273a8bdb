"""From wrong values to a cause that we can prove, or to nothing."""

from grader.diagnosis.known import INPUTS, Outcome, alike, known_mistake, output_signature, same

__all__ = ["INPUTS", "Outcome", "alike", "known_mistake", "output_signature", "same"]
