"""What machines do not offer: each says what it can guarantee, and no command pretends more."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.sandboxes import open_sandbox

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's")
ROOT = Path(__file__).parents[2]
WITHOUT = Path(__file__).with_name("without.py")
NAMESPACES, LANDLOCK, FILTERS = "unshare", "landlock_create_ruleset", "seccomp"


def grader(*words, without="", limit=None, **environment):
    """A command in a process of its own, on a machine that refuses these system calls."""
    command = [sys.executable, "-m", "grader", *map(str, words)]
    if words[0] != "doctor":
        command += ["--course", str(ROOT)]
    if without:
        command = [sys.executable, str(WITHOUT), without, *command]
    path = os.pathsep.join([str(ROOT), *sys.path])
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, **environment},
        preexec_fn=limit,
    )


@pytest.fixture(scope="module", autouse=True)
def a_machine_with_a_jail():
    try:
        open_sandbox("jail").close()
    except SandboxError as error:
        pytest.skip(f"this machine has no jail: {error}")


MACHINES = [
    ("everything", "", "A", []),
    ("no user namespaces", NAMESPACES, "B", ["unshare"]),
    ("a kernel without Landlock", LANDLOCK, "C", ["landlock", "Linux 5.13"]),
    ("neither", f"{NAMESPACES},{LANDLOCK}", "C", ["unshare", "landlock"]),
    ("no filters of system calls", FILTERS, "C", ["seccomp"]),
]


@pytest.mark.parametrize(
    ("without", "tier", "told"), [row[1:] for row in MACHINES], ids=[row[0] for row in MACHINES]
)
def test_the_doctor_tells_the_tier_and_why_not_a_stronger_one(without, tier, told):
    found = json.loads(grader("doctor", "--json", without=without).stdout)
    page = grader("doctor", without=without)
    assert (found["tier"], page.returncode, page.stderr) == (tier, 0, "")
    assert sorted(found["refused"]) == [each for each in "AB" if each < tier]
    assert f"tier {tier} (" in page.stdout
    for words in told:
        assert words in page.stdout
    assert max(len(line) for line in page.stdout.splitlines()) <= 80


@pytest.mark.parametrize(
    ("without", "tier"), [row[1:3] for row in MACHINES], ids=[row[0] for row in MACHINES]
)
def test_a_check_runs_everywhere_and_says_where_there_is_no_wall(without, tier):
    file = ROOT / "solutions" / "q1_7.py"
    ended = grader("check", "q1_7", "--file", file, "--json", without=without)
    assert ended.returncode == 0, ended.stderr
    name = json.loads(ended.stdout)["provenance"]["sandbox"]
    assert name == {"A": "jail:A", "B": "jail:B", "C": "process:C"}[tier]
    lines = ended.stderr.splitlines()
    assert len(lines) == (tier == "C")
    assert all(line.startswith("no wall here: ") and "grader doctor" in line for line in lines)


def test_a_jail_that_is_asked_for_by_name_is_not_replaced():
    file = ROOT / "solutions" / "q1_7.py"
    ended = grader("check", "q1_7", "--file", file, "--sandbox", "jail", without=LANDLOCK)
    assert ended.returncode == 3
    assert ended.stderr.startswith("grader: no jail holds on this machine")
    assert len(ended.stderr.splitlines()) == 1


@pytest.fixture
def submissions(tmp_path):
    folder = tmp_path / "submissions" / "ann"
    folder.mkdir(parents=True)
    (folder / "q1_7.py").write_bytes((ROOT / "solutions" / "q1_7.py").read_bytes())
    return folder.parent


def test_no_class_is_graded_without_a_wall_unless_that_is_accepted(submissions, tmp_path):
    results = tmp_path / "results"
    words = ["grade", submissions, "--out", results]
    refused = grader(*words, without=LANDLOCK)
    assert (refused.returncode, results.exists()) == (3, False)
    assert "--accept-weak-isolation" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    asked = grader(*words, "--sandbox", "process")
    assert (asked.returncode, results.exists()) == (2, False)
    accepted = grader(*words, "--accept-weak-isolation", without=LANDLOCK)
    assert accepted.returncode == 0, accepted.stderr
    assert "sandbox: process:C" in accepted.stdout


@pytest.mark.parametrize(("without", "tier"), [("", "A"), (NAMESPACES, "B")])
def test_a_class_is_graded_behind_a_wall_and_the_tier_is_told(submissions, tmp_path, without, tier):
    ended = grader("grade", submissions, "--out", tmp_path / "results", without=without)
    assert ended.returncode == 0, ended.stderr
    assert f"sandbox: jail:{tier}" in ended.stdout


def few_files(most):
    return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def test_few_descriptors_are_enough(submissions, tmp_path):
    words = ["grade", submissions, "--out", tmp_path / "results", "--jobs", 2]
    ended = grader(*words, limit=few_files(32))
    assert ended.returncode == 0, ended.stderr
    assert "sandbox: jail:A" in ended.stdout


def test_too_few_descriptors_are_a_clear_line(submissions, tmp_path):
    ended = grader("grade", submissions, "--out", tmp_path / "results", limit=few_files(10))
    assert ended.returncode == 3
    assert len(ended.stderr.splitlines()) == 1
    assert "Traceback" not in ended.stderr


def test_a_home_that_nobody_can_write_to_does_not_matter():
    file = ROOT / "solutions" / "q1_7.py"
    ended = grader("check", "q1_7", "--file", file, HOME="/proc/1", XDG_CACHE_HOME="/proc/1")
    assert (ended.returncode, ended.stderr) == (0, "")
