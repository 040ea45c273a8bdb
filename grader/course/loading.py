"""One item and the files of its name become an Exercise, or all that is wrong with them."""

import hashlib
import keyword
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from grader.course import crosschecks, formulas
from grader.course.complaints import Complaint, reason
from grader.course.item import AnyPart, Item
from grader.course.python_reader import PythonFile, read_python
from grader.course.wording import complain
from grader.course.yaml_reader import Document, read_yaml, unreadable
from grader.kinds.cases import FunctionPart
from grader.model import Exercise, Frozen, Part, Stub
from grader.reference import References

Model = TypeVar("Model", bound=Frozen)

ID = re.compile(r"[a-z][a-z0-9_]*")


def load(root: Path, id: str) -> tuple[Exercise | None, list[Complaint]]:
    """An exercise, or None with what is wrong; its course code is read, not run."""
    files = Files.of(root, id)
    item = validated(Item, files.item)
    raw = raw_parts(files.item)
    parts = dict(enumerate(item.parts)) if item else sound(raw)
    complaints = files.complaints(id, parts, item.gradients if item else {})
    if 0 < len(parts) == len(raw) and isinstance(files.reference, PythonFile):
        complaints += crosschecks.in_tables(parts, files.reference)
    if item is None or complaints:
        return None, complaints
    return files.exercise(root, id, item), []


def read_item(root: Path, file: str) -> tuple[bytes, Document]:
    """A YAML file of a course, with its bytes."""
    try:
        data = (root / file).read_bytes()
    except OSError as error:
        return b"", unreadable(file, (1, 1), f"cannot be read: {reason(error)}")
    return data, read_yaml(data, file)


def validated(model: type[Model], document: Document) -> Model | None:
    """What a document says, or None with its complaints."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        complain(error, document)
        return None


def raw_parts(document: Document) -> list[Any]:
    raw = document.value.get("parts") if isinstance(document.value, dict) else None
    return raw if isinstance(raw, list) else []


def sound(raw: list[Any]) -> dict[int, Part]:
    """The parts that are valid although something else in their item is not."""
    found: dict[int, Part] = {}
    for i, value in enumerate(raw):
        try:
            found[i] = part_adapter().validate_python(value)
        except ValidationError:
            continue
    return found


@cache
def part_adapter() -> TypeAdapter[Part]:
    return TypeAdapter(AnyPart)


@dataclass(frozen=True, slots=True)
class Files:
    """The four files of one exercise, each read once."""

    data: bytes
    item: Document
    stub: PythonFile | Complaint
    reference: PythonFile | Complaint
    solution: PythonFile | Complaint

    @classmethod
    def of(cls, root: Path, id: str) -> "Files":
        folders = ("exercises", "reference", "solutions")
        names = [f"{folder}/{id}.py" for folder in folders]
        data, item = read_item(root, f"exercises/{id}.yaml")
        return cls(data, item, *(read_python(root / name, name) for name in names))

    def complaints(
        self, id: str, parts: crosschecks.Parts, gradients: Mapping[str, str]
    ) -> list[Complaint]:
        for trail, what in self.in_item(parts, gradients):
            self.item.complain(trail, what)
        formulas.check(self.item, self.data)
        wrong = wrong_name(id)
        named = [Complaint(self.item.file, 1, 1, wrong)] if wrong else []
        return [*named, *self.item.complaints, *self.beside(parts)]

    def in_item(self, parts: crosschecks.Parts, gradients: Mapping[str, str]) -> crosschecks.Found:
        yield from crosschecks.in_item(parts)
        if isinstance(self.stub, PythonFile):
            yield from crosschecks.against_stub(parts, self.stub)
            yield from crosschecks.in_gradients(gradients, parts, self.stub)
        if isinstance(self.reference, PythonFile):
            yield from crosschecks.against_reference(parts, self.reference)
            if isinstance(self.stub, PythonFile):
                yield from crosschecks.in_chains(parts, self.stub, self.reference)

    def beside(self, parts: crosschecks.Parts) -> Iterator[Complaint]:
        """What is wrong in the Python files."""
        for file, check in (
            (self.stub, crosschecks.in_stub),
            (self.reference, crosschecks.in_reference),
            (self.solution, crosschecks.in_solution),
        ):
            if isinstance(file, PythonFile):
                yield from check(parts, file)
            elif file is not self.reference or crosschecks.needs_reference(parts):
                yield file

    def exercise(self, root: Path, id: str, item: Item) -> Exercise:
        assert isinstance(self.stub, PythonFile)
        digest = hashlib.sha256(self.data + b"\0" + self.stub.data)
        return Exercise(
            id=id,
            path=root / "exercises" / f"{id}.yaml",
            title=item.title,
            topics=item.topics,
            prompt=item.prompt,
            parts=item.parts,
            source=(item.source.document, item.source.question) if item.source else None,
            corrections=item.corrections,
            charge_once=item.charge_once,
            gradients=item.gradients,
            stub=stub_of(root / "exercises" / f"{id}.py", self.stub, item.parts),
            solution=root / "solutions" / f"{id}.py",
            reference=References(root / "reference").of(id),
            digest=digest.hexdigest(),
        )


def wrong_name(id: str) -> str | None:
    """Why a name cannot be an exercise's, or None."""
    if not ID.fullmatch(id):
        return "the file's name must be a small letter, then small letters, digits and _"
    if keyword.iskeyword(id) or id in sys.stdlib_module_names:
        return f"{id} is the name of a module of Python; choose another"
    return None


def stub_of(path: Path, file: PythonFile, parts: tuple[Part, ...]) -> Stub:
    functions = [part.name for part in parts if isinstance(part, FunctionPart)]
    return Stub(
        path=path,
        source=file.source,
        signatures={name: file.signature(name) or () for name in functions},
        bodies=file.bodies,
        names=file.names,
    )
