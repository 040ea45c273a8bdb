"""Formulas that students type: read, compared, explained and shown, never evaluated as code."""
