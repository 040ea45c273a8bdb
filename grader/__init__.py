"""Auto-graded exercises in the mathematics of deep learning."""

__version__ = "0.1.0"
