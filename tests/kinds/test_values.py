"""Numbers, letters and claims: what they earn, and what is said of them."""

import pytest

RIGHT, HALF, WRONG, OPEN = "passed", "partial", "missed", "not_attempted"

ANSWERS = [
    ("half", "half = 0.5", RIGHT, 1, None),
    ("half", "half = 1 / 2", RIGHT, 1, None),
    ("half", "import numpy as np\nhalf = np.float64(0.5)", RIGHT, 1, None),
    ("half", "half = 0.5 + 1e-12", RIGHT, 1, None),
    ("half", "half = 0.5 + 1e-8", WRONG, 0, "that is not the number"),
    ("half", "half = 2", WRONG, 0, "That is its inverse."),
    ("half", "half = 0.25", HALF, 0.5, "That is a quarter."),
    ("half", "half = '0.5'", WRONG, 0, "expected a number, got a string"),
    ("half", "half = True", WRONG, 0, "expected a number, got a boolean"),
    ("half", "half = [0.5]", WRONG, 0, "expected a number, got a list of 1"),
    ("half", "half = float('nan')", WRONG, 0, "that is not the number"),
    ("half", "half = 1j", WRONG, 0, "expected a number, got a complex"),
    ("half", "half = None", OPEN, 0, "not answered yet"),
    ("half", "", OPEN, 0, "not answered yet"),
    ("half", "half = 1 / 0", "error", 0, "line 1, where half is defined"),
    ("half", "half = print(1", "unreadable", 0, "on line 1"),
    ("half", "while True: half = 1", "timeout", 0, "processor time"),
    ("one", "one = 'b'", RIGHT, 1, None),
    ("one", "one = ' B '", RIGHT, 1, None),
    ("one", "one = ['b']", RIGHT, 1, None),
    ("one", "one = 'a'", WRONG, 0, "Not this."),
    ("one", "one = 'c'", WRONG, 0, "c is not the answer"),
    ("one", "one = 'z'", WRONG, 0, "'z' is not among the options a, b, c"),
    ("one", "one = 'ab'", WRONG, 0, "'ab' is not among the options a, b, c"),
    ("one", "one = {'a', 'b'}", WRONG, 0, "expected one letter, got 2"),
    ("one", "one = 2", WRONG, 0, "expected a letter, got a whole number"),
    ("one", "one = ''", OPEN, 0, "not answered yet"),
    ("one", "one = []", OPEN, 0, "not answered yet"),
    ("some", "some = {'a', 'c'}", RIGHT, 4, None),
    ("some", "some = ['c', 'a', 'a']", RIGHT, 4, None),
    ("some", "some = 'a'", HALF, 3, "3 of 4 options are judged rightly"),
    ("some", "some = ['a', 'd']", HALF, 2, "Never."),
    ("some", "some = ['b', 'd']", WRONG, 0, "0 of 4 options are judged rightly"),
    ("some", "some = ['a', 'x']", WRONG, 0, "'x' is not among the options"),
    ("some", "some = ['a', 1]", WRONG, 0, "expected letters, got a list of 2"),
    ("claims", "claims = {'a': True, 'b': False, 'c': True, 'd': False}", RIGHT, 4, None),
    ("claims", "import numpy as np\nclaims = {'a': np.True_, 'b': np.bool_(0), 'c': 3 > 2}",
     HALF, 3, "3 of 4 statements are judged rightly, 1 not answered"),
    ("claims", "claims = {'a': True, 'b': True, 'c': None}", HALF, 1,
     "1 of 4 statements are judged rightly, 2 not answered"),
    ("claims", "claims = {'A': True, ' B': False, 'c': True, 'd': False}", RIGHT, 4, None),
    ("claims", "claims = {'a': False}", WRONG, 0, "0 of 4 statements"),
    ("claims", "claims = {'a': None}", OPEN, 0, "not answered yet"),
    ("claims", "claims = {}", OPEN, 0, "not answered yet"),
    ("claims", "claims = {'a': True, 'z': True}", WRONG, 0, "'z' is no statement"),
    ("claims", "claims = {'a': 1}", WRONG, 0, "a: expected True or False, got a whole number"),
    ("claims", "claims = [True]", WRONG, 0, "expected a dictionary"),
    ("claims", "claims = {1: True}", WRONG, 0, "expected a dictionary"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "source", "status", "earned", "told"), ANSWERS, ids=[r[1][-40:] for r in ANSWERS]
)
def test_an_answer_earns_what_it_is_worth_and_hears_why(graded, part, source, status, earned, told):
    report = graded(source or "\nother = 1", part)
    assert (report.status, report.earned) == (status, earned)
    said = [report.message or "", *(d.message for d in report.diagnoses)]
    assert report.message is None if told is None else any(told in text for text in said)


def test_keys_are_told_only_where_they_are_revealed(graded):
    source = "half = 3\none = 'c'\nsome = 'b'\nclaims = {'a': False}\n"
    hidden, revealed = graded(source), graded(source, reveal=True)
    assert [part.key for part in hidden.parts] == [None] * 6
    keys = {part.name: part.key.text for part in revealed.parts}
    assert keys["half"] == "0.5"
    assert keys["one"] == "b: that"
    assert keys["some"] == "a: yes\nc: also"
    assert keys["claims"].splitlines()[0] == "a: true. One is."
    assert keys["affine"].startswith("def affine(x, a=2.0, b=0.0):")


def test_a_named_mistake_has_its_key_as_id(graded):
    (diagnosis,) = graded("half = 0.25", "half").diagnoses
    assert (diagnosis.mistake, diagnosis.message) == ("0.25", "That is a quarter.")
