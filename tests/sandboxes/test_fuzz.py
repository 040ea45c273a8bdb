"""Streams of frames, damaged in every way: each is believed or refused, and nothing else happens.

Every damage comes from a seed; a failure prints its bytes.
"""

import contextlib
import json
import random
import time
import tracemalloc

import numpy as np
import pytest

from grader import values
from grader.model import Call, Foreign, Job, Raised, Read, Returned
from grader.sandboxes.child import FRAME, pack
from grader.sandboxes.frames import MAX_BODY, MAX_HEADER, Violation
from grader.sandboxes.watch import Story, Watch

ASKS = (Call("f", "f", (1.0, [2])), Read("r", "r"), Call("g", "g", (), hidden=True))
SAMPLES = [
    None, True, 7, -(2**63), 0.5, float("nan"), "é", "", [1, (2.0, "b")], {"a": [1], "é": None},
    np.arange(6.0).reshape(2, 3), np.zeros((0, 4), "f4"), np.array([True, False]),
    np.array(3, "u8"), np.float16(1), {1, 2}, object, [np.ones(3), {"k": np.int8(1)}],
]  # fmt: skip
PACKED = [pack(sample) for sample in SAMPLES]
# What stands where something else should: words of the codec, numbers beyond every size, depth.
ODD = [
    None, True, False, -1, 0, 1, 2**31, 2**63, 10**40, 0.5, 1e308, float("nan"), float("inf"),
    "", "f", "f8", "O", "n", "?", "\x00", "\ud800", "x" * 600, [], {}, ["n"], ["?", "\udfff"],
    ["l", [["n"]] * 3], ["a", "f8", [2]], ["s", 4], [[[[[[[]]]]]]], {"a": {"b": []}},
]  # fmt: skip
NUMBERS = [b"NaN", b"-Infinity", b"1e999", b"9" * 5000, b"-0", b"01", b"1.", b"9" * 30]


class Silent:
    """A channel that is never asked for more than its clock."""

    scratch = "/scratch"
    ended_because = None

    def seconds(self):
        return 0.0


def honest(random):
    """A stream as an honest child sends it: headers with their bodies."""
    frames = [({"ready": True}, b"")]
    if random.random() < 0.2:
        frames.append(({"lost": [[1, 2, "a reason", ["def", "f"]]]}, b""))
    if random.random() < 0.05:
        return [*frames, ({"fault": "no Python", "line": 1}, b""), ({"end": True}, b"")]
    outline = {"f": [1, 2, "0a"], "r": [3, 3, None]}
    frames.append(({"parsed": outline, "statements": 3}, b""))
    for number in range(3):
        frames.append(({"statement": number, "line": number + 1, "names": ["f"]}, b""))
        if random.random() < 0.2:
            frames.append(({"failed": number, **raised(random)}, b""))
    for number, ask in enumerate(ASKS):
        frames.append(({"ask": number}, b""))
        if isinstance(ask, Call):
            frames.append(({"about": ask.function, "required": 1, "accepted": 2}, b""))
        if random.random() < 0.2:
            frames.append(({"answer": number, **raised(random)}, b""))
        else:
            tree, body = random.choice(PACKED)
            frames.append(({"answer": number, "value": tree, "changed": [0]}, body))
    return [*frames, ({"end": True}, b"")]


def raised(random):
    builtin = random.choice(["KeyError", "print", "__import__", "Exception"])
    return {"raised": "Mine", "builtin": builtin, "message": "at 0xdeadbeef", "line": 3}


# --- damage: of what a header says, of how it is written, of the bytes ---------------------------


def swapped(random, value):
    """A JSON value with one thing in it replaced by something odd."""
    if not isinstance(value, (list, dict)) or not value or random.random() < 0.25:
        return random.choice(ODD)
    if isinstance(value, list):
        at = random.randrange(len(value))
        return [*value[:at], swapped(random, value[at]), *value[at + 1 :]]
    key = random.choice(list(value))
    if random.random() < 0.1:
        return {**value, random.choice(["answer", "raised", "value", "\ud800"]): value[key]}
    return {**value, key: swapped(random, value[key])}


def respelt(random, header, odd):
    """The text of a header, with keys said twice, numbers that JSON does not have, depth."""
    text = json.dumps(header, ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")
    if not odd:
        return text
    match random.randrange(6):
        case 0:
            return text[:-1] + b"," + text[1:]
        case 1:
            return text.replace(b"1", random.choice(NUMBERS))
        case 2:
            depth = random.choice([10, 400, 900, 5000])
            return text[:-1] + b',"deep":' + b"[" * depth + b'"\\ud800"' + b"]" * depth + b"}"
        case 3:
            return text.decode("utf-8", "replace").encode(random.choice(["utf-16", "utf-32"]))
        case 4:
            return text.replace(b'"', random.choice([b"'", b'"\\uDbff', b"\xed\xa0\x80", b""]))
    return text.replace(b"[", b"[" * random.randrange(1000))


def lying(random, header, body, often):
    """The sizes of a frame: right, or a lie."""
    sizes = [header, body]
    if often and random.random() < 0.5:
        sizes[random.randrange(2)] = random.choice([0, 1, MAX_HEADER, MAX_BODY, 2**31, 2**32 - 1])
    return FRAME.pack(*sizes)


def bent(random, data):
    """Bytes with some flipped, cut away, doubled, or put elsewhere."""
    data = bytearray(data)
    for _ in range(random.choice([0, 0, 1, 1, 2, 8])):
        at, end = sorted(random.randrange(len(data) + 1) for _ in range(2))
        match random.randrange(4):
            case 0 if at < len(data):
                data[at] ^= 1 << random.randrange(8)
            case 1:
                del data[at : min(end, at + 40)]
            case 2:
                data[at:at] = data[at:end]
            case 3:
                data[end:end] = data[at : at + 40]
    return bytes(data)


def damaged(random):
    """A stream in which about one frame is damaged; and how many frames it has."""
    frames = honest(random)
    if random.random() < 0.2:
        at, other = (random.randrange(len(frames)) for _ in range(2))
        frames[at], frames[other] = frames[other], frames[at]
    data, victim = b"", random.randrange(len(frames))
    for number, (header, body) in enumerate(frames):
        how = random.randrange(5) if number == victim else 9
        header = swapped(random, header) if how in (0, 1) else header
        text = respelt(random, header, odd=how == 2)
        body = bent(random, body) if how == 3 else body
        data += lying(random, len(text), len(body), often=how == 4) + text + body
    return (bent(random, data) if random.random() < 0.3 else data), len(frames)


def fed(data, pieces=1, *, hidden=False):
    """A watch that has read a stream. Raises Violation."""
    watch = Watch(Story(Job("q", b"", ASKS)), Silent(), [0, 1, 2], hidden=hidden)
    step = max(1, len(data) // pieces)
    for at in range(0, len(data), step):
        watch.read(data[at : at + step])
    return watch


def told(story):
    """Every text that a report could show."""
    yield repr(story.outputs), repr(story.failures), repr(story.lost)
    yield from ((each.kind or "",) for each in story.signatures.values())
    for output in story.outputs.values():
        match output:
            case Returned(Foreign(description)):
                yield (description,)
            case Returned(value):
                yield values.text(value), values.describe(value), values.fingerprint(value)
                yield values.shown(value).text
            case Raised(error, builtin, message, line):
                assert len(error) + len(builtin) + len(message) < 1000
                assert line is None or type(line) is int
                yield error, builtin, message
    yield tuple(story.definitions)
    yield (story.fault.message if story.fault else "",)


def fuzz(seed, frames):
    """Feed so many frames; how many streams were believed, and how many refused."""
    source, believed, refused = random.Random(seed), 0, 0
    while frames > 0:
        data, count = damaged(source)
        frames -= count
        try:
            watch = fed(data, source.choice([1, 3, 50]), hidden=source.random() < 0.2)
            "".join(word for words in told(watch.story) for word in words).encode()
        except Violation:
            refused += 1
        except Exception as error:
            raise AssertionError(f"{error!r} of {data!r}") from error
        else:
            believed += 1
    return believed, refused


def test_damaged_frames_are_believed_or_refused():
    believed, refused = fuzz(seed=1, frames=20_000)
    assert believed > 200
    assert refused > 500


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_a_million_damaged_frames_are_believed_or_refused(seed):
    believed, refused = fuzz(seed, frames=100_000)
    assert believed > 1_000
    assert refused > 3_000


# --- memory and time: no more than what came ------------------------------------------------------

BEGINNING = [
    {"ready": True},
    {"parsed": {"f": [1, 2, None]}, "statements": 1},
    {"statement": 0, "line": 1, "names": ["f"]},
    {"ask": 0},
]


def frame(header, body=b""):
    data = header if isinstance(header, bytes) else json.dumps(header).encode()
    return FRAME.pack(len(data), len(body)) + data + body


def answer(tree, body=b""):
    return frame({"answer": 0, "value": tree, "changed": []}, body)


LIES = [
    ("a thousand million numbers in eight bytes", answer(["a", "f8", [10**9]], bytes(8))),
    ("axes whose product is huge", answer(["a", "f8", [2**20] * 60], bytes(8))),
    ("many axes of nothing", answer(["a", "i1", [2**20] * 60 + [0]])),
    ("more axes than there are", answer(["a", "i1", [1] * 10**5], b"1")),
    ("a text longer than its bytes", answer(["s", 10**15], b"1")),
    ("a text of all bytes", answer(["s", MAX_BODY], bytes(MAX_BODY))),
    ("items without end", answer(["l", [["n"]] * 50_000])),
    ("lists in lists", answer(["l", [["l", [["l", [["n"]] * 40]] * 40]] * 40])),
    ("keys without end", answer(["d", ["k"] * 10**5, [["n"]] * 10**5])),
    ("one key very often", answer(["d", ["k"] * 9_000, [["f"]] * 9_000], bytes(72_000))),
    ("a body that belongs to nothing", answer(["n"], bytes(MAX_BODY))),
    ("a header without end", FRAME.pack(2**32 - 1, 0) + b"[" * 10**5),
    ("a header that never comes", FRAME.pack(MAX_HEADER, 0)),
    ("brackets", frame(b"[" * 10**6)),
    ("lists of nothing", frame(b'{"answer":0,"value":[' + b"[]," * 10**5 + b"[]]}")),
    ("a number of many digits", frame(b'{"ask":' + b"9" * 10**6 + b"}")),
    ("escapes", frame(b'{"about":"f","kind":"' + b"\\ud800" * 10**5 + b'"}')),
    ("words without end", frame({"about": "f", "kind": "x" * 10**6})),
    ("many small frames", frame({"about": "f", "kind": "x"}) * 3_000),
]  # fmt: skip
# The lists that JSON makes of "[]," are the largest that few bytes can become.
FOR_EACH_BYTE = 40
A_LITTLE = 200_000


@pytest.mark.parametrize("lie", [lie for _, lie in LIES], ids=[name for name, _ in LIES])
def test_a_lie_costs_no_more_memory_than_its_bytes(lie):
    beginning = b"".join(map(frame, BEGINNING))
    tracemalloc.start()
    try:
        fed(beginning + lie)
    except Violation:
        pass
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < FOR_EACH_BYTE * len(lie) + A_LITTLE


GROWING = [
    ("small frames", lambda n: frame({"about": "f", "kind": "x"}) * n),
    ("a frame in single bytes", lambda n: FRAME.pack(MAX_HEADER, 0) + b" " * n),
    ("lists", lambda n: frame(b'{"answer":0,"value":[' + b"[]," * n + b"[]]}")),
    ("escapes", lambda n: frame(b'{"about":"f","kind":"' + b"\\ud800" * n + b'"}')),
    ("a number", lambda n: frame(b'{"ask":' + b"9" * n + b"}")),
    ("words", lambda n: frame({"about": "f", "kind": "0x1" * n})),
]  # fmt: skip


def seconds(data):
    begin = time.process_time()
    with contextlib.suppress(Violation):
        fed(data, len(data) // 16)
    return time.process_time() - begin


@pytest.mark.slow
@pytest.mark.parametrize("grown", [grow for _, grow in GROWING], ids=[name for name, _ in GROWING])
def test_twice_the_bytes_take_no_more_than_a_little_over_twice_the_time(grown):
    beginning = b"".join(map(frame, BEGINNING[:3]))
    little, much = (min(seconds(beginning + grown(n)) for _ in range(3)) for n in (5_000, 40_000))
    # Eight times as much; something quadratic would take sixty-four times as long.
    assert much < 24 * little + 0.05
