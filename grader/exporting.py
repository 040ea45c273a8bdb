"""A folder of results becomes files for another program; what has no place there is told."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from grader import gradebook
from grader.errors import OutputError, UsageError
from grader.exporters import class_exporter
from grader.exporters.marks import Marks, Person, Written, read_roster
from grader.exporters.sheet import Sheet, read_file, read_sheet
from grader.files import write
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
) -> Written:
    """Write an export of a results folder. Raises UsageError or OutputError, and writes nothing."""
    reports = chosen(gradebook.load(results), only)
    marks = Marks(
        reports=reports, people=people_of(results, roster), template=sheet_of(name, template)
    )
    written = class_exporter(name)(marks)
    save(written, out)
    return written


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
    pages = gradebook.page_names(list(written.files))
    for student, text in written.files.items():
        folder = out / pages[student].removesuffix(".html")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"{folder}: cannot be written: {error.strerror}") from error
        write(folder / "results.json", text)
