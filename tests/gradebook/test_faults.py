"""A class that is killed, stopped, or meets a disk that is full: nothing is lost, nothing twice."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from grader import gradebook
from grader.gradebook.database import NAME, locked


@pytest.fixture
def larger(handed_in):
    """Forty more students, each with a file of its own; one in three is wrong."""
    right, wrong = ((handed_in / who / "q2_3.py").read_text() for who in ("ann", "cat"))
    for number in range(40):
        folder = handed_in / f"s{number:02}"
        folder.mkdir()
        (folder / "q2_3.py").write_text((right if number % 3 else wrong) + f"# {number}\n")
    return handed_in


@pytest.fixture
def grade_apart(apart, own_course, larger):
    def run(results, *words):
        return apart("grade", larger, "--out", results, "--course", own_course, *words)

    return run


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_is_killed_again_and_again_ends_as_one_that_was_not(
    jobs, grade_apart, tmp_path, rows, written
):
    undisturbed, results = tmp_path / "undisturbed", tmp_path / "killed"
    begun = time.monotonic()
    assert grade_apart(undisturbed, "--jobs", jobs).wait() == 0
    taken = time.monotonic() - begun
    rng, kills, held = random.Random(jobs), 0, 0
    while kills < 15:
        process = grade_apart(results, "--jobs", jobs)
        try:
            process.wait(rng.uniform(0.1, 0.8 * taken))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
        else:
            assert process.returncode == 0
            # It came to its end: begin anew, to be killed at other moments.
            assert rows(results) == rows(undisturbed)
            shutil.rmtree(results)
            held = 0
            continue
        now = len(gradebook.load(results)) if has_tables(results) else 0
        assert now >= held
        held = now
    assert grade_apart(results, "--jobs", jobs).wait() == 0
    assert rows(results) == rows(undisturbed)
    assert written(results) == written(undisturbed)


def has_tables(results):
    if not (results / NAME).is_file():
        return False
    db = sqlite3.connect(results / NAME)
    (many,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    db.close()
    return many > 0


@pytest.mark.slow
def test_what_a_killed_run_started_ends_with_it(grade_apart, tmp_path):
    import psutil

    process = grade_apart(tmp_path / "results", "--jobs", 2)
    wait_for(lambda: has_tables(tmp_path / "results"))
    time.sleep(2)
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(children, timeout=10)
    assert not [child for child in alive if child.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_keeps_what_is_done_and_says_how_to_go_on(
    number, grade_apart, tmp_path, rows, written
):
    results = tmp_path / "results"
    process = grade_apart(results, "--jobs", 1, "--json")
    for line in process.stdout:
        if '"event": "report"' in line:
            break
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from here" in err
    assert len(told_in(err)) == 1
    kept = len(gradebook.load(results))
    assert 0 < kept < 46
    assert len(list((results / "students").iterdir())) == kept
    assert grade_apart(results, "--jobs", 1).wait() == 0
    undisturbed = tmp_path / "undisturbed"
    assert grade_apart(undisturbed, "--jobs", 1).wait() == 0
    assert rows(results) == rows(undisturbed)
    assert written(results) == written(undisturbed)


def test_a_second_run_on_the_same_results_is_told(graded, grader):
    with locked(graded.results):
        for ended in (graded(), grader("report", graded.results)):
            assert ended.code == 2
            assert "another grader writes into it now" in ended.err
            assert len(told_in(ended.err)) == 1
        assert len(gradebook.load(graded.results)) == 6
    assert graded().code == 0


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from grader import cli
cli.main(sys.argv[2:])
"""


@pytest.mark.slow
@pytest.mark.parametrize("room", [0, 20_000, 120_000])
def test_a_full_disk_is_told_and_what_was_finished_is_kept(
    room, own_course, larger, tmp_path, grader, rows
):
    results = tmp_path / "results"
    command = ["grade", str(larger), "--out", str(results), "--course", str(own_course)]
    command += ["--jobs", "1"]
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, str(room), *command],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 3
    told = told_in(ended.stderr)
    assert len(told) == 1
    # Where nothing at all can be written, there is no room for the code to run in either.
    assert "cannot be" in told[0] or "no scratch folder" in told[0]
    held = len(gradebook.load(results)) if has_tables(results) else 0
    assert grader(*command).code == 0
    undisturbed = tmp_path / "undisturbed"
    grader(*command[:3], str(undisturbed), *command[4:])
    assert rows(results) == rows(undisturbed)
    assert held < 46


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to mount")
def test_a_disk_of_a_few_hundred_kilobytes_and_one_that_is_read_only(
    own_course, larger, tmp_path, grader
):
    results = tmp_path / "results"
    results.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", results], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        command = ["grade", larger, "--out", results, "--course", own_course, "--jobs", "1"]
        ended = grader(*command)
        assert ended.code == 3
        assert len(told_in(ended.err)) == 1
        assert "cannot be written" in ended.err
        held = len(gradebook.load(results))
        assert 0 < held < 46
        subprocess.run(["mount", "-o", "remount,size=8m", results], check=True)
        assert grader(*command).code == 0
        subprocess.run(["mount", "-o", "remount,ro", results], check=True)
        ended = grader(*command)
        assert ended.code == 3
        assert "cannot be written" in ended.err
        assert len(gradebook.load(results)) == 46
        assert grader("explain", results, "ann", "q2_3").code == 0
        assert grader("forget", results, "ann").code == 3
    finally:
        subprocess.run(["umount", "-l", results], check=False)


def test_a_folder_that_disappears_midway_is_no_zero(graded, handed_in, monkeypatch):
    from grader import batch

    for student in ("dan", "fay"):
        (handed_in / student / "q2_3.py").write_text("extent = 5\n# new\n")
    planned = batch.Plan.__iter__

    def after_the_plan(plan):
        shutil.rmtree(handed_in / "fay")
        return planned(plan)

    monkeypatch.setattr(batch.Plan, "__iter__", after_the_plan)
    ended = graded()
    assert ended.code == 3
    assert "fay: q2_3: not graded: fay/q2_3.py: no such file" in ended.err
    marks = {r.student: r.earned for r in gradebook.load(graded.results)}
    assert (marks["dan"], marks["fay"]) == (1.0, None)
    # The mark of before is in the history, and the table says that there is none now.
    assert gradebook.history(graded.results, "fay", "q2_3")[0].earned is not None


def test_pages_that_a_kill_left_unwritten_are_written_by_the_next_run(
    graded, handed_in, monkeypatch, written, rows
):
    (handed_in / "dan" / "q2_3.py").write_text("extent = 5\n")
    with monkeypatch.context() as patch:
        patch.setattr("grader.gradebook.pages.write_portion", lambda *rest: 1 / 0)
        assert graded().code == 3
    assert graded().code == 0
    assert ">1<" in (graded.results / "index.html").read_text() or written(graded.results)
    assert not [row for row in rows(graded.results)["page"] if row["stale"]]
    page = (graded.results / "students" / "dan.html").read_text()
    assert "extent = <span" in page


def test_a_worker_that_is_lost_is_trouble_of_ours_and_the_rest_is_kept(graded, monkeypatch):
    from concurrent.futures.process import BrokenProcessPool

    from grader import batch

    def lost(desk, submission):
        raise BrokenProcessPool("gone")

    monkeypatch.setattr(batch, "__version__", "9.0")
    monkeypatch.setattr(batch.Desk, "mark", lost)
    ended = graded()
    assert ended.code == 3
    assert "a worker was ended from outside" in ended.err
    assert len(gradebook.load(graded.results)) == 6


def told_in(err):
    """What is said of a run; what was left out of the class is another matter."""
    return [line for line in err.splitlines() if not line.startswith("left out: ")]


def wait_for(happened, seconds=20):
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)
