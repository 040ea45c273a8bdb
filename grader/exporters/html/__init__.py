"""Pages for people: one student's answers with their reasons, and what a whole class earned."""

from grader.exporters.html.class_page import index
from grader.exporters.html.student_page import export

__all__ = ["export", "index"]
