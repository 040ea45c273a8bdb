"""No text whatever makes the loader fail in any way but by telling what is wrong."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course import open_course
from grader.errors import CourseError

GOOD = Path(__file__).parent / "good"
ITEM = (GOOD / "exercises" / "q1_10.yaml").read_bytes()
SETTINGS = (GOOD / "exercises" / "course.yaml").read_bytes()
TELLING = [
    b"yes",
    b"010",
    b"&a ",
    b"*a",
    b"!!str ",
    b"<<: ",
    b"---\n",
    b"\t",
    b"\0",
    b"\xff",
    b"[" * 40,
]
WORDS = [b"null", b".nan", b".inf", b"-1", b"1e400", b"{}", b"[]", b"''", b"true", b"9" * 30, b"x"]
PIECES = [*TELLING, *WORDS, b"\n", b" ", b"  ", b": ", b"- ", b"#", b"'", b'"', b",", b"]", b"}"]


@st.composite
def mutated(draw, text):
    """A text with some stretches of it replaced, repeated or taken out."""
    for _ in range(draw(st.integers(1, 4))):
        a = draw(st.integers(0, len(text)))
        b = draw(st.integers(a, min(len(text), a + 30)))
        c = draw(st.integers(0, len(text)))
        piece = draw(st.sampled_from([*PIECES, text[c : c + 20]]) | st.binary(max_size=4))
        text = text[:a] + piece + text[b:]
    return text


@st.composite
def replaced(draw, text):
    """A text in which one plain value gives way to another: mostly still YAML."""
    words = [word for word in text.replace(b",", b" ").split() if len(word) > 1]
    for _ in range(draw(st.integers(1, 3))):
        word = draw(st.sampled_from(words))
        text = text.replace(word, draw(st.sampled_from([*WORDS, *TELLING, *words])), 1)
    return text


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return shutil.copytree(GOOD, tmp_path_factory.mktemp("course"), dirs_exist_ok=True)


def loaded(folder, file, text):
    """Load a course with one file changed, and hold what it tells to its form."""
    path = Path(folder) / "exercises" / file
    before = path.read_bytes()
    path.write_bytes(text)
    try:
        open_course(Path(folder)).exercises()
    except CourseError as error:
        for message in error.messages:
            assert message.isprintable()
            name, line, column, what = message.split(":", 3)
            assert int(line) >= 1
            assert int(column) >= 1
            assert name.endswith((".yaml", ".py"))
            assert what.strip()
            assert len(message) < 1000
    finally:
        path.write_bytes(before)


EXAMPLES = settings(max_examples=120, deadline=None)


@EXAMPLES
@given(text=mutated(ITEM) | replaced(ITEM))
def test_any_item_loads_or_is_told(folder, text):
    loaded(folder, "q1_10.yaml", text)


@EXAMPLES
@given(text=mutated(SETTINGS) | replaced(SETTINGS))
def test_any_course_loads_or_is_told(folder, text):
    loaded(folder, "course.yaml", text)


@EXAMPLES
@given(text=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_load_or_are_told(folder, text):
    loaded(folder, "q1_9.yaml", text)
