"""Explanations: what is suggested, what is said of wrong ideas, and that nothing here decides."""

import pytest

WHY = [
    ("It shares its weights.", 2, []),
    ("The same weights are used, in a SMALL\nwindow!", 3, []),
    ("Weights are not shared. But it is local.", 1, []),
    ("Units are local; the kernel is being flipped there.", 1, ["flipped"]),
    ("The kernel is not really flipped.", 0, []),
    ("The kernel. It is flipped.", 0, []),
    ("Nothing of that.", 0, []),
]


@pytest.mark.parametrize(("text", "earned", "mistakes"), WHY, ids=[row[0][:20] for row in WHY])
def test_ideas_are_found_and_a_person_decides(graded, text, earned, mistakes):
    part = graded(f"why = {text!r}", "why", "s2")
    assert (part.status, part.earned, part.pending) == ("needs_review", None, 3)
    assert part.suggestion["earned"] == earned
    assert [diagnosis.mistake for diagnosis in part.diagnoses] == mistakes


@pytest.mark.parametrize(
    ("source", "status", "told"),
    [
        ("why = None", "not_attempted", "not answered yet"),
        ("why = ' '", "not_attempted", "not answered yet"),
        ("why = 3", "missed", "expected a text, got a whole number"),
        ("why = 'a' * 10**6", "missed", "expected a text, got a value that is too large"),
        ("why = 1 / 0", "error", "where why is defined"),
    ],
)
def test_what_is_no_explanation_does_not_wait(graded, source, status, told):
    part = graded(source, "why", "s2")
    assert (part.status, part.earned, part.pending) == (status, 0.0, 0.0)
    assert told in part.message


def test_only_the_beginning_of_a_long_text_is_read(graded):
    part = graded("why = 'word ' * 5000 + 'same weights'", "why", "s2")
    assert part.suggestion["earned"] == 0
    assert part.message == "a person decides; only the first 20,000 characters were read"


def test_a_report_that_only_waits_needs_review_and_others_do_not_wait_for_it(graded):
    waiting = graded("why = 'same weights'", exercise="s2")
    assert (waiting.status, waiting.earned, waiting.pending) == ("missed", 0, 3)
    right = graded("why = 'a'\ndef shares(x): return x / sum(x), sum(x)", exercise="s2")
    assert (right.status, right.earned, right.pending) == ("passed", 2, 3)
    assert graded("why = 'a'", "why", "s2").status == "needs_review"


def test_the_model_answer_is_revealed_as_its_text(graded):
    report = graded("why = 'a'", exercise="s2", reveal=True)
    assert report.parts[0].key.text.startswith("Every window is read")
