"""Words on the command line become one call, one text and an exit code.

Each command imports what it needs when it runs: `grader --help` loads neither NumPy nor a parser
of YAML, and a check starts the student's Python before it loads its own.
"""

import io
import json
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack, closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader import __version__
from grader.errors import CourseError, GraderError, SandboxError, UsageError

if TYPE_CHECKING:
    from grader.batch import Ended
    from grader.course import Course
    from grader.course.item import Policies
    from grader.gradebook.book import Gradebook
    from grader.model import Report, Sandbox

PASSED, MISSED, USAGE, TROUBLE, INTERRUPTED = 0, 1, 2, 3, 130
FOLDER = click.Path(path_type=Path)

course_option = click.option(
    "--course", "course_folder", type=FOLDER, metavar="DIR", help="A course of your own."
)
# The table of sandboxes, which would load the model; a test holds the two together.
sandbox_option = click.option(
    "--sandbox",
    "sandbox_name",
    type=click.Choice(["jail", "process"]),
    help="What keeps the code from the machine: the jail, unless it cannot hold here.",
)
seed_option = click.option("--seed", type=int, help="Draw the inputs from another seed.")


weak_option = click.option(
    "--accept-weak-isolation",
    "accept_weak",
    is_flag=True,
    help="Grade even where no wall keeps the code from your files.",
)


class Unfinished(Exception):
    """A run that was asked to stop, and did: the message says how to go on."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="grader", message="%(prog)s %(version)s")
def app() -> None:
    """Auto-graded exercises in the mathematics of deep learning.

    A student starts with `grader start q2_3`, writes the answers into q2_3.py, and runs
    `grader check q2_3`. An instructor runs `grader grade submissions/ --out results/`.
    """


@app.command("list")
@click.option("--markdown", is_flag=True, help="A page with parts, sources and corrections.")
@course_option
def list_command(markdown: bool, course_folder: Path | None) -> int:
    """List the exercises: name, title, points."""
    from grader.course import open_course
    from grader.course.overview import overview
    from grader.words import points

    course = open_course(course_folder)
    exercises = course.exercises()
    if markdown:
        click.echo(overview(course.title, exercises), nl=False)
        return PASSED
    width = max((len(exercise.id) for exercise in exercises), default=0)
    for exercise in exercises:
        whole = points(sum(part.points for part in exercise.parts))
        click.echo(f"{exercise.id:<{width}}  {exercise.title}  ({whole} points)")
    return PASSED


@app.command("show")
@click.argument("name", metavar="EXERCISE")
@course_option
def show_command(name: str, course_folder: Path | None) -> int:
    """Show an exercise: its question, its parts, and what each asks for."""
    from grader.asking import chosen_parts
    from grader.course import open_course
    from grader.exporters.terminal import question

    id, _, part = name.partition(".")
    exercise = open_course(course_folder).exercise(id)
    parts = [p.name for p in exercise.parts]
    echo(question(exercise, chosen_parts(id, [part], parts) if part else parts))
    return PASSED


@app.command("start")
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
@click.option("--to", "folder", type=FOLDER, default=".", metavar="DIR", help="Where to put them.")
@course_option
def start_command(names: tuple[str, ...], folder: Path, course_folder: Path | None) -> int:
    """Write the files to fill in. Files that exist are kept."""
    from grader.course import open_course
    from grader.files import write_new

    course = open_course(course_folder)
    for exercise in course.exercises(list(dict.fromkeys(names)) or None):
        path = folder / f"{exercise.id}.py"
        kept = not write_new(path, exercise.stub.source)
        click.echo(f"{path}: is there already, kept" if kept else f"{path}: written")
    return PASSED


@app.command("check")
@click.argument("names", nargs=-1, metavar="[EXERCISE[.PART]]...")
@click.option("--file", "file", type=FOLDER, metavar="F", help="Read this file instead.")
@click.option("--student", default="you", metavar="ID", help="Whose report it is.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("--html", "page", type=FOLDER, metavar="F", help="Write the report as a page.")
@click.option("--hint", is_flag=True, help="Show a hint for what is not right yet.")
@sandbox_option
@seed_option
@course_option
def check_command(
    names: tuple[str, ...],
    file: Path | None,
    student: str,
    as_json: bool,
    page: Path | None,
    hint: bool,
    sandbox_name: str | None,
    seed: int | None,
    course_folder: Path | None,
) -> int:
    """Check your answers: what is right, what is not, and why.

    Without a name: every exercise that has a file here.
    """
    with ExitStack() as stack:
        from grader.sandboxes.opening import Opening

        opening = stack.enter_context(closing(Opening(sandbox_name)))
        import_module("grader.kinds")
        opening.go_on()
        from grader.asking import asked_for, prepare_all
        from grader.course import open_course
        from grader.grading import grade
        from grader.submission import read_submission

        course = open_course(course_folder)
        wanted = asked_for(course, names, file)
        submissions = [read_submission(student, id, path) for id, path, _ in wanted]
        papers = prepare_all(course, [(id, parts) for id, _, parts in wanted], seed)
        sandbox = stack.enter_context(closing(opening.wait()))
        if sandbox_name is None:
            tell_weakness(sandbox)
        reports = [
            grade(paper, submission, sandbox, hint=hint).report
            for paper, submission in zip(papers, submissions, strict=True)
        ]
    if page is not None:
        from grader.exporters import exporter
        from grader.files import write

        write(page, exporter("html")(reports))
    one = bool(names) and len(reports) == 1
    print_reports(reports, course, named=bool(names), as_json=as_json, one=one)
    return max(code_of(report) for report in reports)


def tell_weakness(sandbox: "Sandbox") -> None:
    """One honest line where there is no wall, though one was to be expected."""
    from grader.sandboxes.opening import is_weak

    if is_weak(sandbox):
        told = f"no wall here: your file runs as any program of yours would ({sandbox.name})"
        click.echo(f"{told}; grader doctor says why", err=True)


@app.command("grade")
@click.argument("submissions_folder", type=FOLDER, metavar="SUBMISSIONS")
@click.option("--out", "results", type=FOLDER, required=True, metavar="RESULTS", help="Where to.")
@click.option("--roster", "roster_file", type=FOLDER, metavar="CSV", help="Who is in the class.")
@click.option("--only", metavar="NAMES", help="These exercises, with commas between them.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Submissions at a time.")
@click.option("--reveal", is_flag=True, help="Add right answers to the students' pages.")
@click.option("--json", "as_json", is_flag=True, help="Print what happens as JSON, line by line.")
@weak_option
@sandbox_option
@seed_option
@course_option
def grade_command(
    submissions_folder: Path,
    results: Path,
    roster_file: Path | None,
    only: str | None,
    jobs: int | None,
    reveal: bool,
    as_json: bool,
    accept_weak: bool,
    sandbox_name: str | None,
    seed: int | None,
    course_folder: Path | None,
) -> int:
    """Grade a class: SUBMISSIONS/<student>/<exercise>.py.

    A zip of that will do, and so will the zip that Canvas or Moodle exports for an assignment.

    What RESULTS holds already and still stands is not graded again.
    """
    from grader import policy
    from grader.asking import refuse_results_among
    from grader.batch import Desk, Setup, expected, grade_class
    from grader.course import open_course
    from grader.gradebook.book import open_book
    from grader.gradebook.pages import open_results, write_pages
    from grader.intake import open_submissions
    from grader.intake.roster import read_roster
    from grader.progress import progress

    course = open_course(course_folder)
    names = [name.strip() for name in only.split(",")] if only is not None else []
    ids = [exercise.id for exercise in course.exercises(names)] if names else []
    roster = None if roster_file is None else read_roster(roster_file)
    submissions = open_submissions(submissions_folder, course.ids, only=ids, roster=roster)
    ids = list(expected(course, submissions, ids))
    course.exercises(ids)
    refuse_results_among(submissions_folder, results)
    jobs = jobs or processors()
    told = progress(events=as_json)
    with ExitStack() as stack:
        sandbox = class_sandbox(sandbox_name, 1, accept_weak=accept_weak)
        stack.enter_context(closing(sandbox))
        open_results(results)
        book = stack.enter_context(open_book(results))
        tell_strange(submissions.strange, results)
        setup = Setup(course.root.resolve(), sandbox.name, seed, reveal or course.reveal)
        book.set_settings(setup.as_settings(bundled=course_folder is None))
        policy.keep(results, course.policies)
        ended = grade_class(book, submissions, ids, Desk(course, setup, sandbox), told, jobs=jobs)
        write_pages(book, told=told.pages)
        told.end()
        if ended.left:
            raise Unfinished(
                f"stopped: {ended.made + ended.held} of {ended.made + ended.held + ended.left} "
                "reports are kept; the same command goes on from here"
            )
        return tell_class(book, ended, sandbox.name, as_json=as_json)


def class_sandbox(name: str | None, jobs: int, *, accept_weak: bool) -> "Sandbox":
    """Raises UsageError or SandboxError where students' code would meet no wall."""
    from grader.sandboxes import open_sandbox
    from grader.sandboxes.opening import is_weak, open_strongest

    way_out = "accept that with --accept-weak-isolation"
    if name == "process" and not accept_weak:
        raise UsageError(f"--sandbox process keeps students' code from nothing of yours; {way_out}")
    sandbox = open_strongest(jobs) if name is None else open_sandbox(name, jobs)
    if is_weak(sandbox) and not accept_weak:
        sandbox.close()
        raise SandboxError(
            "no wall holds on this machine: students' code could read your files and use the "
            f"network; grader doctor says why and what helps, or {way_out}"
        )
    return sandbox


@app.command("report")
@click.argument("results", type=FOLDER, metavar="RESULTS")
@course_option
def report_command(results: Path, course_folder: Path | None) -> int:
    """Write the table and the pages again from RESULTS/results.db.

    With --course, the policies of that course hold from now on.
    """
    from grader import policy
    from grader.gradebook import require_results
    from grader.gradebook.book import open_book
    from grader.gradebook.pages import open_results, write_pages

    require_results(results)
    open_results(results)
    with open_book(results) as book:
        if course_folder is not None:
            policy.keep(results, policies_of(course_folder))
        write_pages(book, everything=True)
        return tell_class(book)


@app.command("regrade")
@click.argument("results", type=FOLDER, metavar="RESULTS")
@click.argument("submissions_folder", type=FOLDER, metavar="[SUBMISSIONS]", required=False)
@click.option("--dry-run", is_flag=True, help="Show who would move, and write nothing.")
@click.option("--never-lower", is_flag=True, help="Keep the better mark, and record both.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Submissions at a time.")
@weak_option
@sandbox_option
@course_option
def regrade_command(
    results: Path,
    submissions_folder: Path | None,
    dry_run: bool,
    never_lower: bool,
    jobs: int | None,
    accept_weak: bool,
    sandbox_name: str | None,
    course_folder: Path | None,
) -> int:
    """Grade again what rests on something that changed: who moves, by how much, and why.

    What was handed in is read from RESULTS, or anew from SUBMISSIONS.
    """
    from dataclasses import replace

    from grader.batch import Desk
    from grader.course import open_course
    from grader.gradebook import require_results
    from grader.gradebook.book import open_book
    from grader.gradebook.pages import open_results, write_pages
    from grader.intake import open_submissions
    from grader.progress import progress
    from grader.regrading import regrade, setup_of, summary
    from grader.words import visible

    require_results(results)
    open_results(results)
    jobs = jobs or processors()
    told = progress(events=False)
    with open_book(results) as book:
        given = course_folder or book.settings().get("course")
        course = open_course(Path(given) if given else None)
        submissions = (
            None if submissions_folder is None else open_submissions(submissions_folder, course.ids)
        )
        with closing(class_sandbox(sandbox_name, 1, accept_weak=accept_weak)) as sandbox:
            setup = setup_of(book, course.root.resolve(), sandbox.name)
            setup = replace(setup, reveal=setup.reveal or course.reveal)
            moves, ended, gone = regrade(
                book,
                submissions,
                Desk(course, setup, sandbox),
                told,
                jobs=jobs,
                writes=not dry_run,
                never_lower=never_lower,
            )
        if not dry_run:
            book.set_settings(setup.as_settings(bundled=given is None))
            write_pages(book, told=told.pages)
        told.end()
        for id in gone:
            click.echo(f"{id}: no longer in the course; its reports stay as they are", err=True)
        for line in summary(moves, held=ended.held, writes=not dry_run):
            click.echo(visible(line))
        if ended.left:
            raise Unfinished(f"stopped: {ended.left} left; the same command goes on from here")
        return TROUBLE if any(move.after is None for move in moves) else PASSED


@app.command("explain")
@click.argument("results", type=FOLDER, metavar="RESULTS")
@click.argument("student", metavar="STUDENT")
@click.argument("exercise", metavar="EXERCISE")
def explain_command(results: Path, student: str, exercise: str) -> int:
    """Tell where a mark comes from: every version, what it rests on, and what changed."""
    from grader.gradebook import history
    from grader.regrading import explained
    from grader.words import visible

    for line in explained(history(results, student, exercise)):
        click.echo(visible(line))
    return PASSED


@app.command("forget")
@click.argument("results", type=FOLDER, metavar="RESULTS")
@click.argument("student", metavar="STUDENT")
@click.option("--pseudonym", metavar="NAME", help="Keep the marks, under this name.")
def forget_command(results: Path, student: str, pseudonym: str | None) -> int:
    """Remove one student from RESULTS: reports, answers, history, pages.

    With --pseudonym the work stays under another name; names in the work itself stay in it.
    """
    from grader.gradebook import require_results
    from grader.gradebook.book import open_book
    from grader.gradebook.pages import open_results, remove_pages, write_pages
    from grader.regrading import require_known
    from grader.words import visible

    require_results(results)
    open_results(results)
    with open_book(results) as book:
        require_known(book, student)
        if pseudonym is not None and (not pseudonym.strip() or book.has_student(pseudonym)):
            raise UsageError(f"--pseudonym {pseudonym!r}: empty, or a student's already")
        if pseudonym is None:
            files, told = book.forget(student), "forgotten"
        else:
            files, told = book.rename(student, pseudonym), f"now called {pseudonym}"
        remove_pages(results, files)
        write_pages(book, tables=True)
    click.echo(visible(f"{student}: {told}; remove the folder handed in as well, or the next "
                       "grade brings it back"))  # fmt: skip
    return PASSED


@app.command("export")
@click.argument("results", type=FOLDER, metavar="RESULTS")
# The exporters of a class; a test holds the two together.
@click.option(
    "--to",
    "name",
    type=click.Choice(["csv", "csv-long", "canvas", "moodle", "gradescope", "json"]),
    required=True,
    help="What reads it.",
)
@click.option("--out", type=FOLDER, required=True, metavar="PATH", help="A file, or a folder.")
@click.option("--only", metavar="NAMES", help="These exercises, with commas between them.")
@click.option("--template", type=FOLDER, metavar="CSV", help="Canvas's own export, to be filled.")
@click.option("--roster", type=FOLDER, metavar="CSV", help="Who is who, if not RESULTS/roster.csv.")
@click.option(
    "--submitted",
    type=FOLDER,
    metavar="CSV",
    help="When work came (student,exercise,submitted_at), if not RESULTS/submitted.csv.",
)
@course_option
def export_command(
    results: Path,
    name: str,
    out: Path,
    only: str | None,
    template: Path | None,
    roster: Path | None,
    submitted: Path | None,
    course_folder: Path | None,
) -> int:
    """Write marks for another program: a table, Canvas, Moodle, Gradescope, JSON lines.

    Under the policies of the course that was graded, or of --course. Ends with 1 where a student
    or an exercise has no place there; each is told.
    """
    from grader import policy
    from grader.exporting import export_results
    from grader.words import counted, visible

    names = [name.strip() for name in only.split(",")] if only is not None else []
    written = export_results(
        results,
        name,
        out,
        only=names,
        template=template,
        roster=roster,
        submitted=submitted,
        policies=policy.kept(results) if course_folder is None else policies_of(course_folder),
    )
    for line in written.unplaced:
        click.echo(f"no place: {visible(' '.join(line.split()))}", err=True)
    for line in written.told:
        click.echo(f"note: {visible(' '.join(line.split()))}", err=True)
    files = "" if "" in written.files else f"  ({counted(len(written.files), 'student')})"
    click.echo(f"{out}: written{files}")
    return MISSED if written.unplaced else PASSED


@app.command("stats")
@click.argument("results", type=FOLDER, metavar="RESULTS")
@click.option("--json", "as_json", is_flag=True, help="Print the statistics as JSON.")
def stats_command(results: Path, as_json: bool) -> int:
    """Tell how hard the questions are, what they tell about students, and what goes wrong."""
    from grader import gradebook
    from grader.exporters.json import dumps, unfolded
    from grader.statistics import class_statistics
    from grader.statistics.told import told

    stats = class_statistics(gradebook.load(results))
    if as_json:
        click.echo(dumps({"schema": 1, **unfolded(stats)}, indent=2))
    else:
        echo(told(stats))
    return PASSED


@app.command("audit")
@click.argument("names", nargs=-1, metavar="[EXERCISE]...")
@sandbox_option
@course_option
def audit_command(
    names: tuple[str, ...], sandbox_name: str | None, course_folder: Path | None
) -> int:
    """Check the promises of a course: solutions pass, mistakes are told apart, files belong."""
    from grader.audit import audit
    from grader.course import open_course
    from grader.sandboxes.opening import Opening

    with closing(Opening(sandbox_name)) as opening, closing(opening.wait()) as sandbox:
        findings = audit(open_course(course_folder), list(dict.fromkeys(names)), sandbox)
    for line in findings.summary:
        click.echo(line)
    for warning in findings.warnings:
        click.echo(f"warning: {warning}", err=True)
    if findings.broken:
        raise CourseError(*findings.broken)
    return PASSED


@app.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def doctor_command(as_json: bool) -> int:
    """Tell what this machine can guarantee when it runs students' code, and what helps."""
    from grader.doctor import examine, told

    machine = examine()
    click.echo(json.dumps(machine.as_json(), indent=2) if as_json else told(machine), nl=as_json)
    return PASSED


@app.command("new")
@click.argument("name", metavar="EXERCISE")
@click.option(
    "--kind",
    type=click.Choice(["choice", "expression", "function", "number", "text", "truth"]),
    default="function",
    show_default=True,
    help="What its first part asks for.",
)
@click.option(
    "--course",
    "course_folder",
    type=FOLDER,
    default=".",
    metavar="DIR",
    help="The course it belongs to; this folder, unless given. Made if it is not there.",
)
def new_command(name: str, kind: str, course_folder: Path) -> int:
    """Write a new exercise to begin with: item, stub, reference and solution."""
    from grader.course import open_course
    from grader.scaffold import create

    for path in create(course_folder, name, kind):
        click.echo(f"{path}: written")
    exercise = open_course(course_folder).exercise(name)
    click.echo(f"now change {exercise.path}, and see: grader audit {name} --course {course_folder}")
    return PASSED


@app.command("schema")
@click.option("--report", "of_report", is_flag=True, help="The schema of a report instead.")
def schema_command(of_report: bool) -> int:
    """Print the JSON Schema of an exercise's YAML, for editors."""
    if of_report:
        from grader.exporters.json import schema
    else:
        from grader.course import schema
    click.echo(json.dumps(schema(), indent=2, sort_keys=True))
    return PASSED


# --- what the commands share --------------------------------------------------------------------


def print_reports(
    reports: Sequence["Report"], course: "Course", *, named: bool, as_json: bool, one: bool
) -> None:
    if as_json:
        from grader.exporters.json import export, export_list

        click.echo(export(reports) if one else export_list(reports), nl=False)
        return
    from grader.exporters import terminal

    if named:
        echo(terminal.export(reports))
        return
    done = {report.exercise for report in reports}
    echo(terminal.table(reports, [id for id in course.ids if id not in done]))


def policies_of(course_folder: Path) -> "Policies | None":
    """The policies of a course. Raises CourseError where its course.yaml is wrong."""
    from grader.course import open_course

    course = open_course(course_folder)
    course.exercises([])
    return course.policies


def code_of(report: "Report") -> int:
    """0: all passed, or waits; 1: something was missed; 3: it could not be graded."""
    status = report.status.value
    if status == "ungraded":
        click.echo(f"{report.exercise}: not graded: {report.trouble}", err=True)
        return TROUBLE
    return PASSED if status in ("passed", "needs_review") else MISSED


def tell_strange(strange: Sequence[str], results: Path) -> None:
    """The first lines of the list, and where all of it is."""
    from grader.files import remove, write
    from grader.words import visible

    lines = [" ".join(visible(line).split()) for line in strange]
    path = results / "left_out.txt"
    if not lines:
        remove(path)
        return
    write(path, "".join(f"{line}\n" for line in lines))
    for line in lines[:10]:
        click.echo(f"left out: {line}", err=True)
    if len(lines) > 10:
        click.echo(f"left out: {len(lines) - 10} more, all in {path}", err=True)


def tell_class(
    book: "Gradebook", ended: "Ended | None" = None, sandbox: str = "", *, as_json: bool = False
) -> int:
    """What a class command has done, and its code: 3 where something was not graded."""
    from grader import policy
    from grader.gradebook.pages import briefs_of
    from grader.words import counted, visible

    troubles = book.troubles()
    code = TROUBLE if troubles else PASSED
    for student, exercise, trouble in troubles:
        click.echo(visible(f"{student}: {exercise}: not graded: {trouble}"), err=True)
    if as_json and ended is not None:
        left = {"event": "end", "made": ended.made, "held": ended.held, "code": code}
        click.echo(json.dumps(left))
        return code
    if ended is not None:
        click.echo(f"sandbox: {sandbox}")
    if policy.kept(book.folder) is not None:
        briefs = [brief for student in book.students() for brief in briefs_of(book, student)]
        for doubt in policy.doubts_in(book.folder, briefs):
            click.echo(f"policies: {visible(doubt)}", err=True)
    students, exercises = book.size()
    told = f"graded {counted(students, 'student')}, {counted(exercises, 'exercise')}"
    if ended is not None and ended.held:
        new = counted(ended.made, "new report") if ended.made else "nothing has changed"
        told += f"; {new}, {ended.held} kept from before"
    click.echo(told)
    click.echo(f"marks:  {book.folder / 'grades.csv'}")
    click.echo(f"pages:  {book.folder / 'index.html'}")
    return code


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def echo(text: str) -> None:
    """Print with colours on a terminal only, and not where NO_COLOR asks for none."""
    click.echo(text, nl=False, color=False if os.environ.get("NO_COLOR") else None)


# --- the way out --------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code; nothing ends in a traceback."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    # Small arrays gain nothing from threads, and starting them takes longer than grading.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    # Looking for plugins reads the records of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Whoever asks us to stop gets the same tidy end as with Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # A terminal that is closed, unless nohup said that it does not matter.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, signal.default_int_handler)
    sys.exit(flushed(code_of_command(arguments)))


def flushed(code: int) -> int:
    """The exit code, when the last of the output is out."""
    if sys.stdout is None:
        return code
    try:
        sys.stdout.flush()
    except OSError as error:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, Python flushes it once more at its end
        if not isinstance(error, BrokenPipeError):
            click.echo(f"grader: output cannot be written: {error.strerror}", err=True)
        return TROUBLE
    return code


def code_of_command(arguments: Sequence[str]) -> int:
    try:
        code: Any = app.main(list(arguments), prog_name="grader", standalone_mode=False)
        return code if isinstance(code, int) else PASSED
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        way_out = f"; see {context.command_path} --help" if context else ""
        return fail(arguments, USAGE, [error.format_message().rstrip(".") + way_out])
    except GraderError as error:
        return fail(arguments, error.code, error.messages)
    except Unfinished as error:
        return fail(arguments, INTERRUPTED, [str(error)])
    except (KeyboardInterrupt, click.Abort):
        return fail(arguments, INTERRUPTED, ["interrupted"])
    except SystemExit:
        # So click ends when whoever read our output has gone; there is nobody to tell.
        return TROUBLE
    except OSError as error:
        return fail(arguments, TROUBLE, [f"output cannot be written: {error.strerror}"])
    except Exception as error:  # noqa: BLE001, the last line: a traceback is no message
        told = f"an error of the grader itself: {type(error).__name__}: {error}"
        return fail(arguments, TROUBLE, [told])


def fail(arguments: Sequence[str], code: int, messages: Sequence[str]) -> int:
    """Say what went wrong on standard error, and as JSON where JSON was asked for."""
    from grader.words import visible

    if "--json" in arguments:
        error = {"code": code, "messages": list(messages)}
        click.echo(json.dumps({"schema": 1, "error": error}))
    for message in messages:
        click.echo(f"grader: {visible(' '.join(message.split()))}", err=True)
    return code


if __name__ == "__main__":
    main()
