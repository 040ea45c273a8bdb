"""Trusted course code, loaded by path: right answers, known mistakes, inputs made by hand."""

import ast
import hashlib
import importlib
import inspect
import io
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from functools import cached_property
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from types import FunctionType, ModuleType

import numpy as np

from grader.errors import CourseError
from grader.model import Mistake, Property, Raised, Relation, Returned, Value
from grader.words import in_course, one_line

COURSE_CODE = threading.RLock()


class References:
    """The `reference/` folder of one course, as a private package: two courses never meet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
        self.package = f"_reference_{digest}"

    def module(self, name: str) -> ModuleType:
        """A reference file, imported. Raises CourseError with the file and line where it fails."""
        if self.package not in sys.modules:
            spec = ModuleSpec(self.package, None, is_package=True)
            spec.submodule_search_locations = [str(self.folder)]
            sys.modules[self.package] = module_from_spec(spec)
        with blamed(self.folder, self.folder / f"{name}.py"), redirect_stdout(io.StringIO()):
            return importlib.import_module(f"{self.package}.{name}")

    def of(self, exercise: str) -> "ReferenceFile":
        return ReferenceFile(self, exercise)


class ReferenceFile:
    """The reference file of one exercise; it is imported when something of it is first asked."""

    def __init__(self, references: References, exercise: str) -> None:
        self._references = references
        self._exercise = exercise
        self.path = references.folder / f"{exercise}.py"

    @cached_property
    def module(self) -> ModuleType:
        return self._references.module(self._exercise)

    def answer(self, name: str) -> Callable[..., Value]:
        return self._function(name)

    def mistakes(self, part: str) -> tuple[Mistake, ...]:
        found = self._table("MISTAKES").get(part, {})
        return tuple(self._mistake(id, function) for id, function in found.items())

    def properties(self, part: str) -> tuple[Property, ...]:
        found = self._table("PROPERTIES").get(part, {})
        return tuple(
            Property(id, f, tuple(inspect.signature(f).parameters)) for id, f in found.items()
        )

    def relations(self, part: str) -> tuple[Relation, ...]:
        found = self._table("RELATIONS").get(part, {})
        return tuple(self._relation(id, function) for id, function in found.items())

    def _relation(self, id: str, function: FunctionType) -> Relation:
        names = tuple(inspect.signature(function).parameters)
        if not inspect.isgeneratorfunction(function) or names[:1] != ("rng",):
            line = function.__code__.co_firstlineno
            raise CourseError(
                f"{in_course(self.path)}:{line}:1: {function.__name__}: "
                "a relation takes rng and inputs, and yields changed inputs"
            )
        return Relation(id, function, names[1:])

    def _table(self, name: str) -> dict[str, dict[str, FunctionType]]:
        """A table from parts to plain functions by their ids, which are their names unless the
        part's functions stand in a dictionary. Raises CourseError."""
        table = getattr(self.module, name, {})
        where = f"{in_course(self.path)}: {name}"
        if not isinstance(table, dict):
            raise CourseError(f"{where}: must be a dictionary from parts to lists of functions")
        return {part: by_id(found, f"{where}: {part}") for part, found in table.items()}

    def make(self, name: str, rng: np.random.Generator) -> Value:
        return self.call(self._function(name), (rng,))

    def call(self, function: Callable[..., Value], arguments: Sequence[Value]) -> Value:
        with blamed(self._references.folder, self.path), quiet():
            return function(*arguments)

    def attempt(
        self, function: Callable[..., Value], arguments: Sequence[Value]
    ) -> Returned | Raised:
        try:
            with quiet():
                return Returned(function(*arguments))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001, a mistake may fail in any way a student can
            kinds = (k.__name__ for k in type(error).__mro__ if k.__module__ == "builtins")
            name = next(kinds)
            return Raised(name, name, str(error))

    @cached_property
    def digest(self) -> str:
        """The hash of this file and of the files of the folder that it imports."""
        digest = hashlib.sha256()
        for path in sorted(imported(self.path)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()

    def _function(self, name: str) -> Callable[..., Value]:
        with COURSE_CODE:
            function = getattr(self.module, name, None)
        if not callable(function):
            raise CourseError(f"{in_course(self.path)}: no function {name}")
        return function  # type: ignore[no-any-return]

    def _mistake(self, id: str, function: FunctionType) -> Mistake:
        message = one_line(inspect.cleandoc(function.__doc__ or "").split("\n\n")[0])
        if not message:
            line = function.__code__.co_firstlineno
            raise CourseError(
                f"{in_course(self.path)}:{line}:1: {function.__name__}: "
                "a mistake needs a docstring, which is what the student reads"
            )
        return Mistake(id, message, function)


def by_id(found: object, where: str) -> dict[str, FunctionType]:
    """Functions by id, of a list or a dictionary. Raises CourseError for anything else."""
    if not isinstance(found, (list, tuple, dict)):
        raise CourseError(f"{where}: must be a list of functions, or a dictionary from ids to them")
    functions = found.values() if isinstance(found, dict) else found
    for function in functions:
        if not isinstance(function, FunctionType):
            raise CourseError(f"{where}: {function!r} is no function with a name")
    if isinstance(found, dict):
        for id in found:
            if not str(id).isidentifier():
                raise CourseError(f"{where}: an id must be a name (got {id!r})")
        return {str(id): function for id, function in found.items()}
    return {function.__name__: function for function in found}


def imported(path: Path) -> set[Path]:
    """A reference file and every file beside it that it imports, directly or not."""
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        file = waiting.pop()
        if file in found or not file.is_file():
            continue
        found.add(file)
        waiting += [file.with_name(f"{name}.py") for name in relative_imports(file)]
    return found


def relative_imports(path: Path) -> Iterator[str]:
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            if node.module:
                yield node.module.partition(".")[0]
            else:
                yield from (alias.name for alias in node.names)


@contextmanager
def quiet() -> Iterator[None]:
    """Overflow and the like are part of what references and mistakes are tried on; what they
    print is nobody's output. One at a time: a slip is tried in the course's own functions."""
    nowhere = io.StringIO()
    silence = (warnings.catch_warnings(), np.errstate(all="ignore"), redirect_stdout(nowhere))
    with COURSE_CODE, silence[0], silence[1], silence[2]:
        warnings.simplefilter("ignore")
        yield


@contextmanager
def blamed(folder: Path, path: Path) -> Iterator[None]:
    """Turn whatever course code raises into a CourseError with the file and line."""
    try:
        yield
    except (CourseError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise CourseError(f"{place(error, folder, path)}: {told(error)}") from error


def place(error: BaseException, folder: Path, path: Path) -> str:
    """Where in the course's own files an exception comes from: the last such line."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{in_course(Path(error.filename))}:{error.lineno}:{error.offset or 1}"
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if Path(f.filename).resolve().parent == folder.resolve()]
    if not ours:
        return in_course(path)
    return f"{in_course(Path(ours[-1].filename))}:{ours[-1].lineno}:1"


def told(error: BaseException) -> str:
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
