"""What a class hands in: folders, zips, exports of Canvas and Moodle, and hostile ones of each."""

import io
import os
import random
import stat
import struct
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.intake import archive, open_submissions
from grader.intake.names import named, placed
from grader.intake.pile import zip_pile
from grader.submission import MAX_BYTES

IDS = ("q1_7", "q2_3")


def zipped(path, entries, **options):
    """A zip of {name or ZipInfo: content}, or of pairs where a name comes twice."""
    pairs = entries.items() if isinstance(entries, dict) else entries
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, content in pairs:
            file.writestr(name, content)
    return path


@pytest.fixture
def open_zip(tmp_path):
    def opened(entries, **options):
        return open_submissions(zipped(tmp_path / "class.zip", entries), IDS, **options)

    return opened


def read(submissions):
    """{student: {exercise: source, or why there is none}}, of what was handed in."""
    return {
        student: {
            id: one.trouble or one.source.decode("utf-8", "replace")[:40]
            for id, one in ((id, submissions.read(student, handed, id)) for id in IDS)
            if one.source is not None or one.trouble
        }
        for student, handed in submissions.students
    }


PLAIN = {"ann/q2_3.py": "a = 1", "bob/q1_7.py": "b = 1", "bob/q2_3.py": "b = 2"}
AS_PLAIN = {"ann": {"q2_3": "a = 1"}, "bob": {"q1_7": "b = 1", "q2_3": "b = 2"}}


@pytest.mark.parametrize(
    "entries",
    [
        PLAIN,
        {f"class/{name}": source for name, source in PLAIN.items()},
        {"class/": "", "class/ann/": ""} | {f"class/{n}": s for n, s in PLAIN.items()},
        {f"./{name}": source for name, source in PLAIN.items()},
        PLAIN | {"__MACOSX/ann/._q2_3.py": "x", "ann/.DS_Store": "x", ".git/config": "x"},
        {f"c/{n}": s for n, s in PLAIN.items()} | {"__MACOSX/c/._ann": "x", "c/.DS_Store": "x"},
        PLAIN | {"ann/__pycache__/q2_3.pyc": "x"},
    ],
)
def test_a_zip_is_read_as_the_folder_it_was(open_zip, entries):
    submissions = open_zip(entries)
    assert read(submissions) == AS_PLAIN
    assert submissions.handed_in == {"q1_7", "q2_3"}
    assert submissions.strange == ()


def test_a_zip_of_one_student_is_that_student(open_zip):
    assert read(open_zip({"ann/q2_3.py": "a"})) == {"ann": {"q2_3": "a"}}
    assert read(open_zip({"class/ann/q2_3.py": "a"})) == {"ann": {"q2_3": "a"}}
    assert read(open_zip({"ann/q2_3.py": "a", "ann/more/x.py": "b"})) == {"ann": {"q2_3": "a"}}


def test_a_loose_file_is_no_reason_to_take_the_top_folder_for_a_student(open_zip):
    submissions = open_zip({f"hw/{n}": s for n, s in PLAIN.items()} | {"README.txt": "hello"})
    assert read(submissions) == AS_PLAIN
    assert submissions.strange == ("README.txt: not a student's folder",)


def test_a_folder_reads_as_before(tmp_path):
    for name, source in PLAIN.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(source)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "eve").mkdir()
    (tmp_path / "ann" / "sub").mkdir()
    (tmp_path / "ann" / "notes.txt").write_text("")
    submissions = open_submissions(tmp_path, IDS)
    assert read(submissions) == AS_PLAIN | {"eve": {}}
    assert set(submissions.strange) == {
        "ann/notes.txt: no exercise",
        "ann/sub: a folder; not looked into",
        "eve: an empty folder",
    }


def test_what_goes_away_meanwhile_is_trouble_and_not_zero(tmp_path):
    for student in ("ann", "bob", "cat"):
        (tmp_path / student).mkdir()
        (tmp_path / student / "q2_3.py").write_text("x = 1")
    submissions = open_submissions(tmp_path, IDS)
    (tmp_path / "ann" / "q2_3.py").unlink()
    (tmp_path / "ann").rmdir()
    (tmp_path / "bob").rename(tmp_path / "elsewhere")
    (tmp_path / "bob").symlink_to("elsewhere")
    found = read(submissions)
    assert found["ann"] == {"q2_3": "ann/q2_3.py: no such file"}
    assert found["bob"] == {"q2_3": "bob: a symbolic link is not followed"}
    assert found["cat"] == {"q2_3": "x = 1"}


def test_a_folder_that_cannot_be_listed_is_trouble(tmp_path, monkeypatch):
    (tmp_path / "ann").mkdir()
    listed = os.listdir

    def refuse(path):
        if path == tmp_path / "ann":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "listdir", refuse)
    submissions = open_submissions(tmp_path, IDS)
    assert read(submissions)["ann"]["q2_3"] == "ann: cannot be read: Permission denied"


# --- Canvas and Moodle ---------------------------------------------------------------------------


def test_an_export_of_canvas_is_read_with_late_marks_and_last_attempts(open_zip):
    submissions = open_zip(
        {
            "doeann_101_9001_q2_3.py": "first",
            "doeann_101_9002_q2_3-1.py": "second",
            "doeann_101_9003_q2_3-10.py": "last",
            "roebob_LATE_102_9004_q2_3.py": "late",
            "LATE_anon_Xy1zz_9005_q2_3.py": "nobody",
            "li_小龍_103_9006_q2_3 (1).py": "unicode",
            "poecat_104_9007_essay.pdf": "",
            "moedan_105_text.html": "",
        }
    )
    assert read(submissions) == {
        "101": {"q2_3": "last"},
        "102": {"q2_3": "late"},
        "103": {"q2_3": "unicode"},
        "104": {},
        "105": {},
        "anon_Xy1zz": {"q2_3": "nobody"},
    }
    late = {s for s, handed in submissions.students for f in handed.files.values() if f.late}
    assert late == {"102", "anon_Xy1zz"}
    assert set(submissions.strange) == {
        "doeann_101_9001_q2_3.py: another attempt; doeann_101_9003_q2_3-10.py counts",
        "doeann_101_9002_q2_3-1.py: another attempt; doeann_101_9003_q2_3-10.py counts",
        "poecat_104_9007_essay.pdf: no exercise",
        "moedan_105_text.html: no exercise",
    }


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("Ann Doe_12345_assignsubmission_file_/q2_3.py", "12345"),
        ("Ann Doe_12345_assignsubmission_file/q2_3.py", "12345"),
        ("Ann Doe_12345_assignsubmission_file_q2_3.py", "12345"),
        ("homework/Ann Doe_12345_assignsubmission_file_/q2_3 (2).py", "12345"),
        ("Participant_7_assignsubmission_file/Q2_3.PY", "7"),
        ("The Owls_assignsubmission_file_/q2_3.py", "The Owls"),
    ],
)
def test_an_export_of_moodle_is_read(open_zip, name, student):
    other = name.replace("12345", "54321").replace("q2_3", "q1_7")
    submissions = open_zip({name: "a", other: "b"} if other != name else {name: "a"})
    assert read(submissions)[student]["q2_3"] == "a"


def test_an_export_in_one_top_folder_is_read(open_zip):
    submissions = open_zip({"hw/doeann_101_1_q2_3.py": "a", "hw/roebob_102_2_q2_3.py": "b"})
    assert read(submissions) == {"101": {"q2_3": "a"}, "102": {"q2_3": "b"}}


@pytest.mark.parametrize(
    ("names", "source", "told"),
    [
        (["doeann_101_1_homework.py"], "0", []),
        (["doeann_101_1_homework.py", "doeann_101_2_homework-1.py"], "1", ["another attempt"]),
        (["doeann_101_1_homework.py", "doeann_101_2_q2_3.py"], "1", ["homework.py: no exercise"]),
        (["doeann_101_1_a.py", "doeann_101_2_b.py"], "several Python files", ["no exercise"]),
        (["doeann_101_1_q1_7.py"], None, []),
        (["doeann_101_1_a.py", "doeann_101_2_a.txt"], "0", ["a.txt: no exercise"]),
        (["ann/homework.py"], "0", []),
    ],
)
def test_where_one_exercise_is_asked_the_only_file_is_for_it(open_zip, names, source, told):
    submissions = open_zip({name: str(i) for i, name in enumerate(names)}, only=["q2_3"])
    (found,) = read(submissions).values()
    assert found.get("q2_3", "").startswith(source or "")
    assert ("q2_3" in found) == (source is not None)
    for line in told:
        assert any(line in strange for strange in submissions.strange)
    if not told:
        assert submissions.strange == ()


def test_the_plain_name_stands_first_in_a_students_own_folder(open_zip):
    submissions = open_zip({"ann/q2_3 (1).py": "copy", "ann/q2_3.py": "own", "bob/q2_3-1.py": "b"})
    assert read(submissions) == {"ann": {"q2_3": "own"}, "bob": {"q2_3": "b"}}
    assert submissions.strange == ("ann/q2_3 (1).py: another attempt; q2_3.py counts",)


def test_a_notebook_is_listed_and_not_read(open_zip):
    submissions = open_zip({"ann/q2_3.ipynb": "{}", "bob/q2_3.ipynb": "{}", "bob/q2_3.py": "b"})
    assert "notebooks are not read yet" in read(submissions)["ann"]["q2_3"]
    assert read(submissions)["bob"] == {"q2_3": "b"}
    assert len([line for line in submissions.strange if "notebooks" in line]) == 2


def test_the_time_of_an_entry_is_kept_where_it_is_that_of_the_file(open_zip):
    info = zipfile.ZipInfo("ann/q2_3.py", (2026, 3, 1, 23, 59, 58))
    canvas = zipfile.ZipInfo("doeann_101_1_q2_3.py", (2026, 3, 1, 23, 59, 58))
    undated = zipfile.ZipInfo("bob/q2_3.py", (1980, 1, 1, 0, 0, 0))
    submissions = open_zip({info: "a", canvas: "b", undated: "c"})
    times = [submissions.read(*one, "q2_3").handed_in for one in submissions.students]
    assert times == [None, datetime(2026, 3, 1, 23, 59, 58), None]


# --- hostile ------------------------------------------------------------------------------------


def special(name, mode):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (mode | 0o777) << 16
    return info


def nested():
    inside = io.BytesIO()
    zipped(inside, {"q2_3.py": "x"})
    return inside.getvalue()


LEFT_OUT = [
    ("../ann/q2_3.py", "leads out"),
    ("x/../../q2_3.py", "leads out"),
    ("/etc/q2_3.py", "no path inside"),
    ("C:/ann/q2_3.py", "no path inside"),
    ("c:q2_3.py", "no path inside"),
    ("ann\\q2_3.py", "a backslash"),
    ("..\\ann\\q2_3.py", "a backslash"),
    ("x" * 300 + "/q2_3.py", "too long"),
    ("bob/" + "x" * 300 + ".py", "too long"),
    ("bob/answers.zip", "a zip; not opened"),
    ("bob/further/q2_3.py", "further folder"),
    ("bob/q9_9.py", "no exercise"),
    ("stray.txt", "not a student's folder"),
]


@pytest.mark.parametrize(("name", "told"), LEFT_OUT)
def test_what_is_no_answer_is_left_out_and_told(open_zip, name, told):
    info = zipfile.ZipInfo("placeholder")
    info.filename = name
    submissions = open_zip([("ann/q2_3.py", "a"), ("bob/q2_3.py", "b"), (info, nested())])
    found = read(submissions)
    assert (found["ann"], found["bob"]) == ({"q2_3": "a"}, {"q2_3": "b"})
    assert len(found) == 2
    assert len(submissions.strange) == 1
    assert told in submissions.strange[0]


def patched(path, old, new):
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))
    return path


@pytest.mark.parametrize(
    "raw", [b"b\0b", b"\xed\xa0\x80", b"\xff\xfe\xfd", b"\x1b[2", b"\xe2\x80\xae"]
)
@pytest.mark.parametrize("student", ["bbb", "bé"])
def test_names_made_to_trouble_are_told_and_never_fatal(tmp_path, raw, student):
    path = zipped(tmp_path / "z.zip", {"ann/q2_3.py": "a", f"{student}/q2_3.py": "b"})
    patched(path, student.encode(), raw)
    submissions = open_submissions(path, IDS)
    assert read(submissions)["ann"] == {"q2_3": "a"}
    for name, _ in submissions.students:
        name.encode("utf-8")
    if raw != b"\xff\xfe\xfd" and raw != b"\xed\xa0\x80":
        assert len(submissions.strange) == 1


def test_unusual_names_are_taken_as_they_are_and_told(open_zip):
    names = ["CON", "a\u202eb", "x ", "\x1b[2J", "x" * 255, "😀"]
    submissions = open_zip({f"{name}/q2_3.py": "x" for name in names})
    assert {student for student, _ in submissions.students} == set(names)
    assert len(submissions.strange) == 4


TROUBLED = [
    (special("bob/q2_3.py", stat.S_IFLNK), "/etc/passwd", "symbolic link"),
    (special("bob/q2_3.py", stat.S_IFIFO), "", "no regular file"),
    (special("bob/q2_3.py", stat.S_IFDIR), "", "this is a folder"),
    (zipfile.ZipInfo("bob/q2_3.py/"), "", "this is a folder"),
]


@pytest.mark.parametrize(("info", "content", "told"), TROUBLED)
def test_an_answer_that_is_not_to_be_read_is_trouble_and_told(open_zip, info, content, told):
    submissions = open_zip({"ann/q2_3.py": "a", info: content})
    assert told in read(submissions)["bob"]["q2_3"]
    assert any(told in line for line in submissions.strange)


def test_encrypted_and_oddly_packed_entries_are_trouble(tmp_path):
    path = zipped(tmp_path / "z.zip", {"ann/q2_3.py": "a"})
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\1\2")
    for place, value, told in ((8, 1, "is encrypted"), (10, 14, "not read (method 14)")):
        changed = bytearray(content)
        struct.pack_into("<H", changed, at + place, value)
        path.write_bytes(changed)
        submissions = open_submissions(path, IDS)
        assert told in read(submissions)["ann"]["q2_3"]
        assert told in submissions.strange[0]


def test_of_an_entry_that_comes_twice_the_last_counts(open_zip):
    with pytest.warns(UserWarning, match="Duplicate"):
        submissions = open_zip([("ann/q2_3.py", "one"), ("ann/q2_3.py", "two")])
    assert read(submissions) == {"ann": {"q2_3": "two"}}
    assert submissions.strange == ("ann/q2_3.py: twice in the zip; the last counts",)


def test_students_that_differ_by_letter_case_are_kept_apart_and_told(open_zip):
    submissions = open_zip({"ann/q2_3.py": "a", "Ann/q2_3.py": "A", "bob/q2_3.py": "b"})
    assert read(submissions)["Ann"] == {"q2_3": "A"}
    assert submissions.strange == ("Ann, ann: differ by letter case alone; kept apart",)


def test_a_bomb_is_told_and_read_no_further_than_it_may_be(open_zip):
    submissions = open_zip({"ann/q2_3.py": b"#" * (64 * MAX_BYTES), "bob/q2_3.py": "b"})
    (ann, handed), _ = submissions.students
    submission = submissions.read(ann, handed, "q2_3")
    assert len(submission.source) == MAX_BYTES + 1
    assert submission.unreadable == "the file is larger than 1 MiB"
    assert "expands from" in submissions.strange[0]


@pytest.mark.parametrize("size", [0, 1, MAX_BYTES - 1, MAX_BYTES, MAX_BYTES + 1, MAX_BYTES + 2])
@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_file_of_any_size_is_read_as_far_as_it_may_be(tmp_path, size, packing):
    content = random.Random(7).randbytes(size)
    with zipfile.ZipFile(tmp_path / "z.zip", "w", packing) as file:
        file.writestr("ann/q2_3.py", content)
    (entry,) = archive.entries_of(tmp_path / "z.zip")
    assert entry.read() == content[: MAX_BYTES + 1]


def test_entries_that_share_their_bytes_are_not_read(tmp_path):
    path = zipped(
        tmp_path / "z.zip", {"ann/q2_3.py": "a" * 99, "bob/q2_3.py": "b", "c/q2_3.py": "c"}
    )
    content = bytearray(path.read_bytes())
    second = content.index(b"PK\1\2", content.index(b"PK\1\2") + 1)
    struct.pack_into("<L", content, second + 42, 0)
    path.write_bytes(content)
    found = read(open_submissions(path, IDS))
    assert "bytes are those of another" in found["ann"]["q2_3"]
    assert "bytes are those of another" in found["bob"]["q2_3"]
    assert found["c"] == {"q2_3": "c"}


@pytest.mark.parametrize("damage", ["contents", "packing", "place", "size", "name", "cut"])
def test_one_damaged_entry_costs_that_submission_alone(tmp_path, damage):
    source = random.Random(7).randbytes(500).hex()
    path = zipped(tmp_path / "z.zip", {"ann/q2_3.py": source, "bob/q2_3.py": "b"})
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\1\2")
    if damage == "contents":
        content[100] ^= 0xFF
    elif damage == "packing":
        content[30 + len("ann/q2_3.py")] = 0xFF
    elif damage == "place":
        struct.pack_into("<L", content, at + 42, 2**31)
    elif damage == "size":
        struct.pack_into("<L", content, at + 24, 7)
    elif damage == "name":
        content[30:33] = b"bob"
    else:
        struct.pack_into("<L", content, at + 20, 20)
    path.write_bytes(content)
    found = read(open_submissions(path, IDS))
    assert found == {
        "ann": {"q2_3": "ann/q2_3.py: is damaged in the zip"}, "bob": {"q2_3": "b"}
    }  # fmt: skip


def test_a_zip_that_goes_away_is_trouble(open_zip, tmp_path):
    submissions = open_zip({"ann/q2_3.py": "a"})
    (tmp_path / "class.zip").unlink()
    assert "cannot be read" in read(submissions)["ann"]["q2_3"]


def test_zips_of_other_makers_are_read(tmp_path):
    path = tmp_path / "z.zip"
    with zipfile.ZipFile(path, "w") as file:
        for student in ("ann", "bob"):
            with file.open(f"{student}/q2_3.py", "w", force_zip64=True) as entry:
                entry.write(b"x = 1")
        file.comment = b"PK made by somebody"
    path.write_bytes(b"#!/bin/sh\n" + path.read_bytes())
    assert read(open_submissions(path, IDS))["bob"] == {"q2_3": "x = 1"}
    path.write_bytes(path.read_bytes()[:-1])
    assert read(open_submissions(path, IDS))["bob"] == {"q2_3": "x = 1"}
    other = zipped(tmp_path / "y.zip", {"Zoe/q2_3.py": "z", "bob/q2_3.py": "b"})
    utf8 = patched(other, b"Zoe", "Zé".encode())
    assert read(open_submissions(utf8, IDS))["Zé"] == {"q2_3": "z"}
    cp437 = patched(utf8, "Zé".encode(), "Züe".encode("cp437"))
    assert read(open_submissions(cp437, IDS))["Züe"] == {"q2_3": "z"}


NO_ZIPS = {
    "empty": (b"", "neither a folder nor a zip"),
    "text": (b"hello", "neither a folder nor a zip"),
    "gzip": (b"\x1f\x8b" + bytes(100), "neither a folder nor a zip"),
    "half": (b"PK\3\4" + bytes(100), "the zip is damaged"),
    "nobody": (b"PK\5\6" + bytes(18), "no folder of a student"),
    "far": (b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, 46, 999, 0), "the zip is damaged"),
    "no list": (bytes(46) + b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, 46, 0, 0), "damaged"),
    "many": (b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, 2**31, 0, 0), "more than 200,000"),
    "split": (b"PK\5\6" + struct.pack("<4H2LH", 3, 0, 1, 1, 0, 0, 0), "split"),
    "no 64": (
        b"PK\6\7" + bytes(16) + b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, 46, 0, 0), "damaged"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "told"), NO_ZIPS.values(), ids=NO_ZIPS)
def test_what_is_no_zip_is_told_in_one_line_before_anything_runs(tmp_path, content, told):
    (tmp_path / "class.zip").write_bytes(content)
    with pytest.raises(UsageError, match=told) as raised:
        open_submissions(tmp_path / "class.zip", IDS)
    assert len(raised.value.messages) == 1


def test_a_zip_of_the_large_format_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    path = zipped(tmp_path / "z.zip", PLAIN)
    assert b"PK\6\6" in path.read_bytes()
    assert read(open_submissions(path, IDS)) == AS_PLAIN


def test_numbers_that_are_too_large_stand_in_an_extra_field():
    extra = struct.pack("<2HL", 9, 4, 0) + struct.pack("<2H2Q", 1, 16, 2**33, 2**34)
    assert archive.widened(extra, [0xFFFFFFFF, 5, 0xFFFFFFFF]) == [2**33, 5, 2**34]
    assert archive.widened(b"", [1, 2, 3]) == [1, 2, 3]


@pytest.mark.parametrize(("date", "time"), [(0, 0), (0x21, 0), (0xFFFF, 0), (0x5A61, 0xFFFF)])
def test_a_time_that_is_none_is_not_known(date, time):
    assert archive.time_of(date, time) is None


def test_what_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = zipped(tmp_path / "z.zip", PLAIN)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(UsageError, match="cannot be read: Permission denied"):
        open_submissions(path, IDS)
    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(UsageError, match="cannot be read: Permission denied"):
        open_submissions(tmp_path, IDS)


def test_zips_beyond_all_bounds_are_refused(tmp_path, monkeypatch):
    path = zipped(tmp_path / "z.zip", PLAIN)
    monkeypatch.setattr(archive, "MAX_ENTRIES", 2)
    with pytest.raises(UsageError, match="more than 2 files"):
        open_submissions(path, IDS)
    content = path.read_bytes()
    path.write_bytes(content[:-22] + struct.pack("<4s4H", b"PK\5\6", 0, 0, 1, 1) + content[-10:])
    with pytest.raises(UsageError, match="more than 2 files"):
        open_submissions(path, IDS)
    monkeypatch.setattr(archive, "MAX_ENTRIES", 200)
    monkeypatch.setattr(archive, "MAX_EXPANDED", 10)
    with pytest.raises(UsageError, match="larger than"):
        open_submissions(path, IDS)


# --- any zip ------------------------------------------------------------------------------------


WHOLE = zipped(io.BytesIO(), PLAIN | {"doeann_101_1_q2_3.py": "x" * 99}).getvalue()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=6))
def test_a_zip_with_any_bytes_changed_is_read_or_refused(tmp_path_factory, changes):
    content = bytearray(WHOLE)
    for at, value in changes:
        content[at] = value
    path = tmp_path_factory.getbasetemp() / "changed.zip"
    path.write_bytes(content)
    try:
        submissions = open_submissions(path, IDS)
    except UsageError:
        return
    read(submissions)


NAMES = st.text(st.sampled_from("ab/\\.:\0 _-()1LATEq2_3py\u202eé"), min_size=1, max_size=30)


@settings(max_examples=200, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=5, unique=True))
def test_any_names_are_placed_or_told(tmp_path_factory, names):
    path = tmp_path_factory.getbasetemp() / "named.zip"
    infos = []
    for i, name in enumerate(names):
        infos.append(zipfile.ZipInfo(f"p{i}"))
        infos[-1].filename = name
    zipped(path, [(info, "x") for info in infos])
    for found in zip_pile(path).found:
        assert ".." not in found.path
        assert all(part and "\0" not in part and "\\" not in part for part in found.path)
    try:
        submissions = open_submissions(path, IDS, only=["q2_3"])
    except UsageError as error:
        assert "no folder of a student" in str(error)  # noqa: PT017, others are wrong
        return
    students = [student for student, _ in submissions.students]
    assert len(set(students)) == len(students)
    read(submissions)


@given(
    name=st.from_regex(r"[a-zé]{0,12}", fullmatch=True),
    late=st.booleans(),
    user=st.integers(1, 10**12),
    file=st.integers(1, 10**12),
    own=st.sampled_from(["q2_3.py", "q2_3-4.py", "q2_3 (4).py", "1_2_3.py", "LATE_1_2_x.py"]),
)
def test_a_name_of_canvas_is_taken_apart_as_it_was_made(name, late, user, file, own):
    made = "_".join([name, *(["LATE"] if late else []), str(user), str(file), own])
    found = placed((made,))
    assert (found.owner.name, found.owner.id) == (name, str(user))
    assert (found.late, found.order, found.own) == (late, file, own)


@pytest.mark.parametrize(
    ("own", "exercise", "attempt"),
    [
        ("q2_3.py", "q2_3", 0),
        ("Q2_3.PY", "q2_3", 0),
        ("q2_3-1.py", "q2_3", 1),
        ("q2_3 (12).py", "q2_3", 12),
        ("q2_3(2).py", "q2_3", 2),
        ("q2_3.ipynb", "q2_3", 0),
        ("q2_33.py", None, 0),
        ("my q2_3.py", None, 0),
        ("-1.py", None, 0),
    ],
)
def test_an_exercise_is_known_by_its_files_name(own, exercise, attempt):
    found = named(own, IDS)
    assert (found.exercise, found.attempt) == (exercise, attempt)


@pytest.mark.parametrize("own", ["q2_3.txt", "q2_3", "a/q2_3.py", ".py.txt", ""])
def test_other_files_are_for_no_exercise(own):
    assert named(own, IDS) is None
