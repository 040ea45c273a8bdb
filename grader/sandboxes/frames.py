"""What goes in to a child and comes out of it, as frames of JSON and bytes.

What comes out is only a claim: everything here is read as data, bounded, and refused as a Violation
where no honest child would have sent it.
"""

import builtins
import json
import re
from typing import Any

from grader.model import Ask, Call, Definition, Failure, Fault, Foreign, Job, Raised, Signature
from grader.sandboxes import child as inside

MAX_HEADER = 8 * 1024 * 1024
MAX_BODY = 2 * inside.MAX_BYTES
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")
# Half a character of a pair: only an escape can spell it in UTF-8, and no encoder takes it.
HALF = re.compile(r"\\u[dD][89a-fA-F]")


class Violation(Exception):
    """A frame that no honest child sends."""


def encode(
    job: Job, asks: list[int], skip: list[int], heard: int, *, hidden: bool, silent: bool
) -> bytes:
    """A job as one frame: the file's source, then the arguments of each ask.

    Prints of the first `heard` statements go nowhere, and all of them where it is `silent`.
    """
    body = bytearray(job.source)
    told = []
    for i in asks:
        ask = job.asks[i]
        if isinstance(ask, Call):
            arguments = [append(body, argument, len(job.source)) for argument in ask.arguments]
            called = {"name": ask.function, "seed": ask.seed, "arguments": arguments}
            told.append(called | {"silent": ask.probe})
        else:
            told.append({"name": ask.name, "seed": 0, "silent": False})
    header = json.dumps(
        {
            "module": job.module,
            "source": len(job.source),
            "asks": told,
            "skip": skip,
            "heard": heard,
            "silent": silent,
            "hidden": hidden,
            "allow": list(job.allow),
            "memory": job.limits.memory_mib * 1024 * 1024,
            "threads": job.limits.threads,
            "processor": int(job.limits.child_seconds) + 2,
        }
    ).encode()
    return inside.FRAME.pack(len(header), len(body)) + header + bytes(body)


def append(body: bytearray, argument: Any, start: int) -> tuple[Any, int, int]:
    tree, data = inside.pack(argument)
    at = len(body) - start
    body += data
    return tree, at, len(data)


def parse(header: bytes) -> dict[str, Any]:
    try:
        # Of bytes, json would guess the encoding, and let half a character through.
        text = header.decode()
        frame = json.loads(text)
        if not isinstance(frame, dict):
            raise Violation
        return cleaned(frame) if HALF.search(text) else frame
    except (ValueError, RecursionError) as error:
        raise Violation from error


def cleaned(value: Any) -> Any:
    """JSON whose texts any encoder takes."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {cleaned(key): cleaned(item) for key, item in value.items()}
    return value


def value_of(tree: Any, body: bytes) -> Any:
    try:
        return inside.unpack(tree, body, Foreign)
    except ValueError as error:
        raise Violation from error


def definition(place: Any) -> Definition:
    match place:
        case [int(first), int(last), None | str() as body]:
            return Definition(whole(first), whole(last), body)
    raise Violation


def lost_statement(told: Any) -> Failure:
    match told:
        case [int(first), int(line), str(message), list(words)]:
            fault = Fault(message[: inside.MAX_MESSAGE], whole_number(line))
            return Failure(whole(first), texts(words), fault)
    raise Violation


def signature(told: dict[str, Any]) -> Signature:
    match told:
        case {"kind": str(kind)}:
            return Signature(kind=kind[: inside.MAX_MESSAGE])
        case {"required": int(required), "accepted": None | int() as accepted}:
            return Signature(whole(required), None if accepted is None else whole(accepted))
    raise Violation


def raised(told: dict[str, Any], scratch: str, *, hidden: bool) -> Raised:
    """An exception; of a hidden case only its nearest built-in class."""
    error, builtin, message = told.get("raised"), told.get("builtin"), told.get("message")
    if not (isinstance(error, str) and isinstance(builtin, str) and isinstance(message, str)):
        raise Violation
    kind = getattr(builtins, builtin, None)
    if not (isinstance(kind, type) and issubclass(kind, BaseException)):
        builtin = "Exception"
    if hidden:
        return Raised(builtin, builtin)
    message = steady(message[: inside.MAX_MESSAGE], scratch)
    return Raised(error[:200], builtin, message, whole_number(told.get("line")))


def texts(words: list[Any]) -> tuple[str, ...]:
    if not all(isinstance(word, str) for word in words):
        raise Violation
    return tuple(words)


def positions(changed: list[Any], ask: Ask) -> tuple[int, ...]:
    count = len(ask.arguments) if isinstance(ask, Call) else 0
    return tuple(i for i in changed if type(i) is int and 0 <= i < count)


def whole(line: int) -> int:
    number = whole_number(line)
    if number is None:
        raise Violation
    return number


def whole_number(line: Any) -> int | None:
    return line if type(line) is int and 0 <= line < 2**31 else None


def steady(text: str, scratch: str) -> str:
    """A text without what differs from run to run: addresses, and the scratch folder's name."""
    return ADDRESS.sub("0x…", text.replace(scratch, "scratch"))
