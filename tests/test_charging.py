"""A mistake that several parts share costs the first of them, and no other."""

from dataclasses import replace

import pytest

from grader.grading import charged_once
from grader.kinds.outcome import Judged
from grader.model import Diagnosis, PartReport, Status


def part(name, *slips, earned=1.0, kind="function", keeps=1.0):
    report = PartReport(
        name=name,
        kind=kind,
        status=Status.PARTIAL,
        points=3.0,
        earned=earned,
        message="1 of 2 scored cases right",
        diagnoses=tuple(Diagnosis(mistake=slip, message=f"{slip} in {name}.") for slip in slips),
    )
    return Judged(report, keeps=keeps)


def earned(*parts):
    return [verdict.report.earned for verdict in charged_once(parts)]


CHARGED = [
    ("the same slip", [part("a", "sign"), part("b", "sign"), part("c", "sign")], [1, 3, 3]),
    ("other slips", [part("a", "sign"), part("b", "half"), part("c", "sign")], [1, 1, 3]),
    ("a right part between",
     [part("a", "sign"), part("b", earned=3.0), part("c", "sign")], [1, 3, 3]),
    ("a part that lost nothing pays nothing",
     [part("a", "sign", earned=3.0), part("b", "sign"), part("c", "sign")], [3, 1, 3]),
    ("a cause is no slip", [part("a", "cause.sign"), part("b", "cause.sign")], [1, 1]),
    ("nor is a link", [part("a", "chain.dW"), part("b", "chain.dW")], [1, 1]),
    ("nor is a fact", [part("a", "property.sum"), part("b", "property.sum")], [1, 1]),
    ("two that fit", [part("a", "half|sign"), part("b", "half|sign")], [1, 1]),
    ("a slip and something else", [part("a", "sign"), part("b", "sign", "cause.none")], [1, 1]),
    ("nothing known", [part("a"), part("b")], [1, 1]),
    ("other kinds", [part("a", "sign", kind="number"), part("b", "sign", kind="number")], [1, 1]),
    ("a slip first made in another kind", [part("a", "sign", kind="number"), part("b", "sign")],
     [1, 1]),
    ("not graded", [part("a", "sign", earned=None), part("b", earned=None)], [None, None]),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "marks"), [r[1:] for r in CHARGED], ids=[r[0] for r in CHARGED])
def test_a_slip_costs_its_first_part(parts, marks):
    assert earned(*parts) == marks


def test_a_part_that_keeps_its_credit_says_which_has_paid():
    one, other = (
        verdict.report for verdict in charged_once([part("a", "sign"), part("b", "sign")])
    )
    assert one == part("a", "sign").report
    assert (other.status, other.message) == (
        Status.PASSED,
        "the same slip as in a, which has paid for it: this part keeps its credit",
    )
    assert [diagnosis.message for diagnosis in other.diagnoses] == ["sign in b."]


def test_what_else_costs_a_part_still_does():
    _, other = charged_once([part("a", "sign"), part("b", "sign", keeps=0.9)])
    assert (other.report.status, other.report.earned) == (Status.PARTIAL, 2.7)
    assert other.report.message.endswith(
        "this part keeps 90 % of its points, since it changes an argument in place"
    )


def test_cases_stay_as_they_were():
    verdict = part("b", "sign")
    verdict = replace(verdict, report=replace(verdict.report, line=3))
    _, other = charged_once([part("a", "sign"), verdict])
    assert other.report.cases == verdict.report.cases
    assert other.report.line == 3
