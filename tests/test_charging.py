"""A mistake that several parts share costs the first of them, and no other."""

from dataclasses import replace

import pytest

from grader.grading import charged_once, grade, prepare
from grader.kinds.outcome import Judged
from grader.model import Diagnosis, PartReport, Status
from grader.submission import Submission


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


# --- in the bank ----------------------------------------------------------------------------------


@pytest.fixture
def marked(course, sandbox, root):
    """Grade the solution of an exercise with some of its lines replaced."""

    def run(exercise, *replacements, parts=()):
        source = (root / "solutions" / f"{exercise}.py").read_text(encoding="utf-8")
        for old, new in replacements:
            assert source.count(old) == 1, old
            source = source.replace(old, new)
        paper = prepare(course, course.exercise(exercise), parts=parts)
        return grade(paper, Submission("ann", exercise, source.encode()), sandbox).report

    return run


DH2 = ("    dH2 = db2 * W2", "    dH2 = -db2 * W2")
GAN = [
    ("the sign of dH2", [DH2], 0.9, "cause.sign", "dH2"),
    ("the sign of db2", [("    db2 = slope_at(M)", "    db2 = -slope_at(M)")], 0.9,
     "climbs_chain", None),
    ("db2 of a real image", [("    db2 = slope_at(M)", "    db2 = slope_at(M) + 1")], 0.9,
     "cause.offset", "db2"),
    ("a dW2 of its own", [("loss, db2 * H2,", "loss, db2 * H2**2,")], 0.9, "chain.dW2", "dW2"),
    ("dh1 with the kernels as they are written",
     [("dh1 = grad_h1(W1, dH2)", "dh1 = grad_h1(W1[:, ::-1, ::-1], dH2)")], 0.9,
     "unflipped_chain", None),
    ("dh0 column by column",
     [("dh0 = grad_h0(dh1)", "dh0 = grad_h0(dh1.transpose(0, 2, 1))")], 0.9, "cause.order", "dh0"),
    ("no mask", [("np.where(W0.dot(Z) + b0 > 0, dh0, 0.0)", "1 * dh0")], 0.9,
     "no_relu_mask_chain", None),
    ("the sign of dH2, and no mask",
     [DH2, ("np.where(W0.dot(Z) + b0 > 0, dh0, 0.0)", "1 * dh0")], 0.8, "cause.sign", "dH2"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("slips", "credit", "named", "link"), [r[1:] for r in GAN], ids=[r[0] for r in GAN]
)
def test_a_slip_on_the_way_back_costs_one_entry(marked, slips, credit, named, link):
    (part,) = marked("q4_2", *slips, parts=["gan_backward"]).parts
    core = [case.credit for case in part.cases if case.role == "core"]
    assert {round(found, 9) for found in core} - {round(credit + 0.1, 9)} == {credit}
    (diagnosis,) = part.diagnoses
    assert diagnosis.mistake == named
    assert link is None or f"`{link}`" in diagnosis.message


def test_an_answer_of_zeros_earns_nothing_in_a_chain(marked):
    zeros = "    return loss, db2 * H2, db2, dH2, dW1, db1, dh1, dh0, dW0, db0"
    report = marked(
        "q4_2", (zeros, f"{zeros.replace('loss,', '*(0 * g for g in (loss,')}))"),
        parts=["gan_backward"],
    )  # fmt: skip
    assert report.earned == 0


def test_outputs_that_are_made_with_wrong_couplings_keep_their_half(marked):
    (part,) = marked("q2_8", ("if iteration < iters - 1:", "if False:"), parts=["route"]).parts
    assert [d.mistake for d in part.diagnoses] == ["never_updated"]
    assert {case.credit for case in part.cases if case.role == "core"} == {0.5}


XPRIME = "return -2 * (x - xp)"
DELTA = "return ae_grad_xprime(x, xp) * xp * (1 - xp)"
AUTOENCODER = [
    ("the sign", [(XPRIME, "return 2 * (x - xp)")], [0, 3, 2, 4]),
    ("a factor lost", [(XPRIME, "return xp - x")], [0, 3, 2, 4]),
    ("a mean", [(XPRIME, "return -2 * (x - xp) / x.size")], [0, 3, 2, 4]),
    ("the sign, in the helper only", [(DELTA, DELTA.replace("return ", "return -"))],
     [1, 0, 2, 4]),
    ("no slope", [(DELTA, "return ae_grad_xprime(x, xp)")], [1, 0, 2, 4]),
    ("the sign, and no mask",
     [(XPRIME, "return 2 * (x - xp)"), ("    delta[h == 0] = 0\n", "")], [0, 3, 2, None]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("slips", "earned"), [r[1:] for r in AUTOENCODER], ids=[r[0] for r in AUTOENCODER]
)
def test_a_slip_that_runs_through_all_functions_costs_the_first(marked, slips, earned):
    parts = marked("q4_3", *slips).parts
    paid = next(part.name for part in parts if part.status != "passed")
    for part, marks in zip(parts, earned, strict=True):
        if marks is None:
            assert part.earned < part.points / 2
        elif marks == part.points:
            assert part.earned == marks
            assert not part.message or f"the same slip as in {paid}" in part.message
        else:
            assert part.earned < part.points
