"""From wrong values to a cause that we can prove, or to nothing."""

from grader.diagnosis.known import Outcome, alike, known_mistake, output_signature, same

__all__ = ["Outcome", "alike", "known_mistake", "output_signature", "same"]
