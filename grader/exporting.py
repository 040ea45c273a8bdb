"""A folder of results becomes files for another program; what has no place there is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from grader import gradebook, policy
from grader.course.item import Policies
from grader.errors import OutputError, UsageError
from grader.exporters import class_exporter
from grader.exporters.marks import Marks, Person, Written
from grader.exporters.people import read_roster
from grader.exporters.sheet import Sheet, read_file, read_sheet
from grader.files import write
from grader.gradebook.pages import page_names
from grader.model import Report

ROSTER = "roster.csv"


def export_results(
    results: Path,
    name: str,
    out: Path,
    *,
    only: Sequence[str] = (),
    template: Path | None = None,
    roster: Path | None = None,
    submitted: Path | None = None,
    policies: Policies | None = None,
) -> Written:
    """Write an export of a results folder, under these policies.

    Raises UsageError or OutputError, and then writes nothing.
    """
    reports = chosen(gradebook.load(results), only)
    times = policy.times_in(results) if submitted is None else policy.read_times(submitted)
    marks = Marks(
        reports=reports, people=people_of(results, roster), template=sheet_of(name, template)
    )
    doubts: tuple[str, ...] = ()
    if policies is not None:
        doubts = tuple(policy.doubts(reports, times, policies))
        marks = under(policies, marks, times)
    written = class_exporter(name)(marks)
    save(written, out)
    return replace(written, told=(*written.told, *doubts))


def under(policies: Policies, marks: Marks, times: policy.Times) -> Marks:
    """Marks with what policies make of them."""
    adjusted = policy.adjusted(marks.reports, times, policies)
    totals = policy.totals(adjusted, policies)
    return replace(
        marks,
        adjusted={(each.student, each.exercise): each for each in adjusted},
        totals={each.student: each for each in totals},
    )


def chosen(reports: list[Report], only: Sequence[str]) -> list[Report]:
    """The reports of these exercises. Raises UsageError."""
    known = {report.exercise for report in reports}
    missing = [id for id in only if id not in known]
    if missing:
        raise UsageError(*(f"no exercise {id} in these results" for id in missing))
    return [report for report in reports if not only or report.exercise in only]


def people_of(results: Path, roster: Path | None) -> Mapping[str, Person]:
    """Who is who: from the roster that was named, or else from the one among the results."""
    path = roster or results / ROSTER
    if roster is None and not path.exists():
        return {}
    return read_roster(read_file(path, "a roster"), str(path))


def sheet_of(name: str, template: Path | None) -> Sheet | None:
    if template is None:
        return None
    if name != "canvas":
        raise UsageError(f"--template is for canvas; {name} needs none")
    return read_sheet(read_file(template, "Canvas's own export"), str(template))


def save(written: Written, out: Path) -> None:
    """One file, or for each student a folder with results.json."""
    if set(written.files) == {""}:
        if out.is_dir():
            raise UsageError(f"{out}: this is a folder; name a file to write")
        write(out, written.files[""])
        return
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: this is a file; name a folder to write into")
    pages = page_names(list(written.files))
    for student, text in written.files.items():
        folder = out / pages[student].removesuffix(".html")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: cannot be written: {error.strerror}") from error
        write(folder / "results.json", text)
