"""Word patterns: what they find, and what they do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.patterns import fits, found_in, pattern, sentences

FOUND = [
    ("flip*", "It is flipped"),
    ("*weight*", "overweighted"),
    ("b*nd*ry", "the boundary"),
    ("kernel * flipped", "The kernel flipped"),
    ("kernel * flipped", "the kernel is then all flipped"),
    ("zero-mean", "a Zero Mean start"),
    ("isn't", "it isn’t so"),
    ("0.5", "about 0.5 of it"),
    ("straße", "STRASSE"),
    ("field grows", "the field\ngrows"),
    ("w2", "then W2 follows"),
]
NOT_FOUND = [
    ("flip", "It is flipped"),
    ("ab*ba", "aba"),
    ("kernel * flipped", "the kernel is then at last all flipped"),
    ("kernel * flipped", "The kernel. Flipped."),
    ("kernel flipped", "the kernel\n\nflipped"),
    ("kernel flipped", "flipped kernel"),
    ("same weights", "the same"),
]


@pytest.mark.parametrize(("wanted", "text"), FOUND)
def test_a_pattern_is_found(wanted, text):
    assert found_in(sentences(text), [pattern(wanted)])


@pytest.mark.parametrize(("wanted", "text"), NOT_FOUND)
def test_a_pattern_is_not_found(wanted, text):
    assert not found_in(sentences(text), [pattern(wanted)])


@pytest.mark.parametrize(
    ("text", "found"), [("a b. b", False), ("b. a c. c", True), ("a b. a", True)]
)
def test_what_is_unwanted_cancels_its_own_sentence(text, found):
    assert found_in(sentences(text), [["a"]], [["b"]]) is found


@pytest.mark.parametrize("text", ["", "*", "...", "* *", "* kernel", "kernel *"])
def test_a_pattern_that_fits_anything_is_refused(text):
    with pytest.raises(ValueError, match="pattern"):
        pattern(text)


@given(st.text("abc*", max_size=8), st.text("abc", max_size=8))
def test_a_star_in_a_word_stands_for_any_letters(want, word):
    import re

    expected = re.fullmatch(re.escape(want).replace(r"\*", ".*"), word) is not None
    assert fits(word, want) == expected


@given(st.text(max_size=200), st.text("ab* ", max_size=20))
def test_any_text_can_be_searched_for_any_pattern(text, wanted):
    try:
        words = pattern(wanted)
    except ValueError:
        return
    found_in(sentences(text), [words])
