"""Facts that a reference states about all right outputs, told where a wrong one violates them."""

import pytest

FACTS = [
    ("return x / x.sum() + 0.1, x.sum()",
     {"cause.offset": "", "property.sum_to_one": "three: "}),
    ("return list(x / x.sum())[:-1] + [9.0], x.sum()", {"property.sum_to_one": "three: "}),
    ("return (x / x.sum())[:2], x.sum()",
     {"cause.block.too_little": "", "property.sum_to_one": "sum to",
      "property.as_many_as_inputs": "2 probabilities for 3"}),
    ("return x / x.sum(), 2 * x.sum()", {"cause.factor": "`total`"}),
    ("return x, x.sum()", {"not_divided": "You did not divide"}),
    ("return 'a', x.sum()", {}),
    ("return x / x.sum()", {"cause.one_entry": ""}),
    ("return [[1.0], [2.0, 3.0]], x.sum()", {}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "told"), FACTS, ids=[row[0] for row in FACTS])
def test_a_violated_fact_is_told_with_its_numbers(graded, body, told):
    part = graded(f"def shares(x): {body}", "shares", "s2")
    found = {diagnosis.mistake: diagnosis.message for diagnosis in part.diagnoses}
    assert found.keys() == told.keys()
    assert all(words in found[id] for id, words in told.items())


def test_a_fact_serves_a_hidden_case_too(graded):
    source = "def shares(x): return x / x.sum() + (len(x) == 5), x.sum()"
    (diagnosis,) = graded(source, "shares", "s2").diagnoses
    assert diagnosis.message == "unseen: the probabilities sum to 6, not to 1"


def test_a_fact_is_no_cause_so_equal_wrong_outputs_are_found_all_the_same(graded):
    source = "def shares(x): return x / x.sum() + (len(x) == 5), x.sum()"
    assert graded(source, "shares", "s2").signature
    assert not graded("def shares(x): return x, x.sum()", "shares", "s2").signature
