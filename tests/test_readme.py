"""What the README shows is what the commands print."""

import re
import shlex


def test_the_verdict_in_the_readme_is_what_is_printed(grader, root, monkeypatch):
    monkeypatch.chdir(root)
    readme = (root / "README.md").read_text(encoding="utf-8")
    found = re.search(r"`(grader check [^`]+)`:\n\n```\n(.*?)\n```", readme, re.DOTALL)
    command, shown = found.groups()
    assert grader(*shlex.split(command)[1:]).out.rstrip() == shown


def test_the_readme_names_every_command(root):
    from grader.cli import app

    readme = (root / "README.md").read_text(encoding="utf-8")
    assert [name for name in app.commands if f"grader {name}" not in readme] == []


def test_the_sizes_in_the_readme_are_true(root, course):
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert f"the {len(course.ids)} that" in readme
    students = [path for path in (root / "examples" / "class").iterdir() if path.is_dir()]
    assert len(students) == 8
    assert "(eight students, four exercises)" in readme
