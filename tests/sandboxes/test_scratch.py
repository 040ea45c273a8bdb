"""The scratch folder on the machine's disc: full or not is seen, and nothing of it stays."""

import os
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the jail is Linux's")
scratch = pytest.importorskip("grader.sandboxes.jail.scratch")


def deep(folder, depth, name="d"):
    here = os.getcwd()
    os.chdir(folder)
    for _ in range(depth):
        os.mkdir(name)
        os.chdir(name)
    open("file", "w").close()
    os.chdir(here)


def large(folder):
    (folder / "a").write_bytes(bytes(9 * 2**20))
    (folder / "b").mkdir()
    (folder / "b" / "c").write_bytes(bytes(9 * 2**20))


def promised(folder):
    """Blocks of the disc beyond a file's end."""
    fd = os.open(folder / "a", os.O_CREAT | os.O_RDWR)
    os.posix_fallocate(fd, 0, 17 * 2**20)
    os.close(fd)


FOLDERS = [
    ("nothing", lambda folder: None, False),
    ("a few files", lambda folder: [(folder / str(i)).touch() for i in range(500)], False),
    ("many files", lambda folder: [(folder / str(i)).touch() for i in range(513)], True),
    ("large files", large, True),
    ("a file that only says so", lambda folder: os.truncate(os.open(folder / "a", 64 | 2), 2**30),
     True),
    ("blocks", promised, True),
    ("deep folders", lambda folder: deep(folder, 100), False),
    ("deeper folders", lambda folder: deep(folder, 1500), True),
    ("long names", lambda folder: deep(folder, 30, "x" * 250), True),
    ("a link to a folder", lambda folder: os.symlink("/usr", folder / "a"), False),
    ("a link to nothing", lambda folder: os.symlink("nothing", folder / "a"), False),
    ("folders in folders", lambda folder: [os.makedirs(folder / a / b) for a in "ab" for b in "cd"],
     False),
    ("a closed folder", lambda folder: os.mkdir(folder / "a", 0), os.getuid() != 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fill", "full"), [row[1:] for row in FOLDERS], ids=[row[0] for row in FOLDERS]
)
def test_a_folder_is_full_or_not_and_is_removed_whole(tmp_path, fill, full):
    folder = tmp_path / "scratch"
    folder.mkdir()
    fill(folder)
    assert scratch.overfull(str(folder)) is full
    scratch.remove(str(folder))
    assert os.listdir(tmp_path) == []
    assert os.path.isdir("/usr/lib")


def test_a_folder_that_is_not_there_is_neither_full_nor_removed(tmp_path):
    assert not scratch.overfull(str(tmp_path / "none"))
    scratch.remove(str(tmp_path / "none"))
