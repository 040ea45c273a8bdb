"""A scripted child says anything at all: what is believed, what is refused, what is tried again."""

import json

import pytest

from grader.errors import SandboxError
from grader.model import Call, Job, Limits, Raised, Read, Returned, Status, Stopped
from grader.sandboxes import watch
from grader.sandboxes.child import FRAME, pack
from grader.sandboxes.gate import Gate
from grader.sandboxes.supervisor import supervise

QUICK = Limits(call_seconds=1, call_wall=0.05, submission_wall=0.5)
READY, END = {"ready": True}, {"end": True}
PARSED = {"parsed": {"f": [1, 2, None]}, "statements": 2}
ABOUT = {"about": "f", "required": 1, "accepted": 1}
TREE, BODY = pack(7)
SEVEN = {"answer": 0, "value": TREE, "changed": []}


def statement(number, names=("f",)):
    return {"statement": number, "line": number + 1, "names": list(names)}


def frame(header, body=b""):
    data = header if isinstance(header, bytes) else json.dumps(header).encode()
    return FRAME.pack(len(data), len(body)) + data + body


class Scripted:
    """A channel that plays frames; `None` says nothing for a while, `b""` is the end."""

    scratch = "/nowhere"
    ended_because = None

    def __init__(self, *frames, status=0):
        self.frames, self.status = list(frames), status

    def send(self, job):
        self.job = job

    def receive(self, timeout):
        if not self.frames:
            return None
        head = self.frames.pop(0)
        return head if isinstance(head, (bytes, type(None))) else frame(head)

    def seconds(self):
        return 0.0

    def finish(self):
        return self.status

    def printed(self):
        return b""


ASKS = (Call("f", "f", (1,)),)


def run(*channels, asks=ASKS, limits=QUICK):
    waiting = list(channels)
    return supervise(Job("q1_1", b"", asks, limits), lambda: waiting.pop(0), Gate())


def test_an_honest_child_is_believed():
    honest = Scripted(READY, PARSED, statement(0), statement(1), {"ask": 0}, ABOUT, SEVEN, END)
    found = run(honest)
    assert found.outputs == (Returned(7),)
    assert found.signatures["f"].accepted == 1


def test_frames_may_come_in_any_pieces():
    data = b"".join(map(frame, (READY, PARSED, {"ask": 0}, SEVEN, END)))
    assert run(Scripted(*(data[i : i + 1] for i in range(len(data))))).outputs == (Returned(7),)


LIES = [
    ("no JSON", b"{"),
    ("no mapping", b"[]"),
    ("deep JSON", b"[" * 100_000),
    ("deep JSON with half a character", b'{"a":"\\ud800","b":' + b"[" * 900 + b"]" * 900 + b"}"),
    ("another encoding", json.dumps({"answer": 0, "absent": True}).encode("utf-16")),
    ("bytes that are no UTF-8", b'{"answer":0,"value":["?","\xed\xa0\x80"],"changed":[]}'),
    ("an unknown frame", {"mark": 100}),
    ("names that are no texts", statement(1, [[[]]])),
    ("a number of arguments beyond every function", {**ABOUT, "accepted": 2**40}),
    ("a second beginning", READY),
    ("a statement that there is not", statement(2)),
    ("a statement before", statement(-1)),
    ("a statement without a line", {"statement": 1, "line": -5, "names": []}),
    ("an ask that there is not", {"ask": 1}),
    ("the same ask again, with all its time", {"ask": 0}),
    ("an answer to nothing", {**SEVEN, "answer": 1}),
    ("the end before the answers", END),
    ("a failure of another statement", {"failed": 1, "raised": "E", "builtin": "E", "message": ""}),
    ("a word about what nobody asked", {"about": "g", "kind": "an int"}),
    ("a second outline", PARSED),
    ("a fault after the file was read", {"fault": "no", "line": 1}),
]


@pytest.mark.parametrize("lie", [row[1] for row in LIES], ids=[row[0] for row in LIES])
def test_a_frame_that_no_honest_child_sends_ends_it(lie):
    lying = Scripted(READY, PARSED, statement(0), {"ask": 0}, frame(lie), END)
    found = run(lying, Scripted(READY, PARSED, END))
    (output,) = found.outputs
    assert output == Stopped(Status.ERROR, "your code wrote into the channel of its own results")


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ({"answer": 0, "value": ["f"], "changed": []}, b"1234"),
        ({"answer": 0, "value": ["a", "f8", [2]], "changed": []}, b"12345678"),
        ({"answer": 0, "value": ["i", 1], "changed": []}, b"more"),
        ({"answer": 0, "value": [], "changed": []}, b""),
        ({"answer": 0, "raised": 1, "builtin": "E", "message": ""}, b""),
    ],
)
def test_an_answer_whose_bytes_do_not_agree_is_refused(header, body):
    found = run(Scripted(READY, PARSED, {"ask": 0}, frame(header, body)))
    assert found.outputs[0].status is Status.ERROR


def test_sizes_that_promise_too_much_are_refused_before_anything_is_kept():
    huge = FRAME.pack(2**31, 0)
    assert run(Scripted(READY, PARSED, {"ask": 0}, huge)).outputs[0].status is Status.ERROR


def test_a_text_that_no_encoder_takes_is_made_one():
    for half in (b"\\ud800", b"\\uDFFF"):
        header = b'{"answer":0,"value":["?","' + half + b'"],"changed":[]}'
        (output,) = run(Scripted(READY, PARSED, {"ask": 0}, frame(header), END)).outputs
        assert output.value.description == "?"


def test_a_class_that_is_no_exception_is_told_as_one():
    told = {"answer": 0, "raised": "Mine", "builtin": "print", "message": "x", "line": 3}
    (output,) = run(Scripted(READY, PARSED, {"ask": 0}, told, END)).outputs
    assert output == Raised("Mine", "Exception", "x", 3)


def test_a_child_with_hidden_cases_can_tell_nothing_but_its_answers():
    told = {"raised": "Secret7", "builtin": "KeyError", "message": "secret", "line": 7}
    asks = (Call("f", "f", (1,)), Call("f", "f", (2,), hidden=True))
    visible = Scripted(READY, PARSED, {"ask": 0}, ABOUT, SEVEN, END)
    hidden = Scripted(
        READY, {"parsed": {"f": [7, 7, "secret"]}, "statements": 2}, statement(0),
        {"failed": 0, **told}, {"ask": 0}, {"about": "f", "kind": "secret"}, {"answer": 0, **told},
        END,
    )  # fmt: skip
    found = run(visible, hidden, asks=asks)
    assert found.outputs == (Returned(7), Raised("KeyError", "KeyError"))
    assert "secret" not in repr(found).lower()


def test_a_hidden_exit_does_not_tell_its_code():
    asks = (Call("f", "f", (2,), hidden=True),)
    ended = Scripted(READY, PARSED, {"ask": 0}, b"", status=187)
    (output,) = run(Scripted(READY, PARSED, END), ended, asks=asks).outputs
    assert output == Stopped(Status.ERROR, "your code ended its own process")


@pytest.mark.parametrize("frames", [(), (b"",)], ids=["silent", "gone"])
def test_a_child_that_does_not_start_is_trouble_of_ours(frames, monkeypatch):
    monkeypatch.setattr(watch, "START_UP", 0.05)
    with pytest.raises(SandboxError, match="did not start"):
        run(Scripted(*frames))


def test_a_child_that_stops_at_once_though_the_file_was_read_is_trouble_of_ours():
    asks = (Read("a", "a"), Call("f", "f", (2,), hidden=True))
    answer = {"answer": 0, "value": TREE, "changed": []}
    with pytest.raises(SandboxError, match="stopped at once"):
        run(Scripted(READY, PARSED, {"ask": 0}, answer, END), Scripted(READY, b""), asks=asks)


def test_what_the_wall_clock_stopped_runs_once_more_and_counts_once():
    stuck = [Scripted(READY, PARSED, {"ask": 0}) for _ in range(2)]
    (output,) = run(*stuck).outputs
    assert (output.status, output.message) == (Status.TIMEOUT, "no answer after 0.05 s")
    slow = Scripted(READY, PARSED, {"ask": 0})
    assert run(slow, Scripted(READY, PARSED, {"ask": 0}, SEVEN, END)).outputs == (Returned(7),)


def test_reading_that_the_wall_clock_stopped_is_tried_again():
    again = Scripted(READY, PARSED, {"ask": 0}, SEVEN, END)
    assert run(Scripted(READY), again).outputs == (Returned(7),)
    assert run(Scripted(READY), Scripted(READY)).fault.message == "no answer after 0.05 s"


def test_a_submission_that_only_waits_is_bounded_as_a_whole():
    limits = Limits(call_wall=10, submission_wall=0.1)
    (output,) = run(Scripted(READY, PARSED, {"ask": 0}), limits=limits).outputs
    assert output.message == "your code had taken 0.1 s in all"


def test_a_late_grader_believes_what_had_arrived_in_time(monkeypatch):
    late = Scripted(READY, PARSED, {"ask": 0}, SEVEN, END)
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr(late, "seconds", lambda: 0.0)
    monkeypatch.setattr(watch.time, "monotonic", lambda: next(clock) * 0.001)
    assert run(late).outputs == (Returned(7),)


PROBED = (Call("f", "f", (1,)), Call("f", "f", (2,), probe=True), Call("f", "f", (3,), probe=True))


def answers(*numbers):
    for number in numbers:
        yield {"ask": number}
        yield frame({"answer": number, "value": TREE, "changed": []}, BODY)


def probed(*children):
    story = [READY, PARSED, statement(0)]
    channels = [Scripted(*story, *child) for child in children]
    run = supervise(Job("q", b"", PROBED, QUICK), lambda: channels.pop(0), Gate())
    assert not channels
    return run


def test_probes_are_answered_after_the_cases():
    assert probed([*answers(0, 1, 2), END]).outputs == (Returned(7),) * 3


def test_a_probe_that_stops_costs_nothing_but_the_probes():
    ended = probed([*answers(0), {"ask": 1}, b""]).outputs
    assert ended[0] == Returned(7)
    assert [output.status for output in ended[1:]] == [Status.SKIPPED] * 2


def test_no_child_is_started_for_probes_alone():
    ended = probed([{"ask": 0}, b""]).outputs
    assert [output.status for output in ended] == [Status.ERROR, Status.SKIPPED, Status.SKIPPED]


SECRET = (Call("f", "f", (1,)), Call("f", "f", (2,), hidden=True))


def hidden_says(*frames):
    """What a run tells where the child with the hidden case says this besides."""
    honest = [READY, PARSED, statement(0)]
    visible = Scripted(*honest, *answers(0), END)
    hidden = Scripted(READY, PARSED, *frames, *answers(0), END)
    channels = [visible, hidden, Scripted(READY, PARSED, *answers(0), END)]
    return supervise(Job("q", b"", SECRET, QUICK), lambda: channels.pop(0), Gate())


FAILED = {"failed": 0, "raised": "ValueError", "builtin": "ValueError", "message": "", "line": 7}
TALES = [
    ("a line and names of its own", [{**statement(0, ["secret"]), "line": 99890403}]),
    ("a statement that failed", [{**statement(0, ["secret"]), "line": 99890403}, FAILED]),
    ("lost pieces", [{"lost": [[99890403, 99790551, "secret", ["secret"]]]}, statement(0)]),
]


@pytest.mark.parametrize("frames", [row[1] for row in TALES], ids=[row[0] for row in TALES])
def test_a_child_with_a_hidden_case_tells_nothing_but_its_answers(frames):
    run = hidden_says(*frames)
    assert run.outputs == (Returned(7), Returned(7))
    assert run.failures == ()
    assert "secret" not in str(run)
    assert "9989" not in str(run)


def test_a_statement_that_stops_a_child_with_a_hidden_case_is_no_remark():
    run = hidden_says({**statement(0, ["secret"]), "line": 99890403}, b"")
    assert run.failures == ()
    assert "9989" not in str(run)
