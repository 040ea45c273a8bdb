"""Walls between a student's code and the grader: one file each, and one line here."""
