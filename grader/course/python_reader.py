"""What a Python file of a course says, without running it."""

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from grader.course.complaints import Complaint, reason, suggest
from grader.model import Parameter
from grader.sandboxes.child import bound, outline


@dataclass(frozen=True)
class PythonFile:
    """A file that is valid Python; `file` is its name in complaints."""

    file: str
    data: bytes
    tree: ast.Module

    @property
    def source(self) -> str:
        return self.data.decode("utf-8-sig")

    @cached_property
    def names(self) -> frozenset[str]:
        """What the file defines at its top level, in whatever way."""
        return frozenset(name for node in self.tree.body for name in bound(node))

    @cached_property
    def is_open(self) -> bool:
        """Whether it takes all names of another file, so that `names` are not all."""
        return "*" in self.names

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """The plain functions of the top level, the last of each name."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}

    @cached_property
    def values(self) -> dict[str, ast.expr]:
        """What names are assigned to at the top level, the last of each name."""
        return dict(assigned(self.tree))

    @cached_property
    def bodies(self) -> dict[str, str | None]:
        """Digests of what functions do; "" is nothing at all."""
        return {name: body for name, (_, _, body) in outline(self.tree).items()}

    def defines(self, name: str) -> bool:
        return self.is_open or name in self.names

    def complain(self, node: ast.expr | ast.stmt | None, message: str) -> Complaint:
        line, column = (node.lineno, node.col_offset + 1) if node else (1, 1)
        return Complaint(self.file, line, column, message)

    def missing(self, name: str, way: str) -> Complaint:
        if name in self.names:
            return self.complain(None, f"{name} is not defined as it should be; write {way}")
        nearest = suggest(name, self.names)
        return self.complain(None, f"{name} is not defined{nearest or f'; write {way}'}")

    def signature(self, name: str) -> tuple[Parameter, ...] | None:
        """The parameters of a function, if there is one that is as it should be."""
        try:
            return parameters(self.functions[name]) if name in self.functions else None
        except ValueError:
            return None


def read_python(path: Path, file: str) -> PythonFile | Complaint:
    """A file of a course, or why it cannot be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Complaint(file, 1, 1, "there is no such file; every exercise needs one")
    except OSError as error:
        return Complaint(file, 1, 1, f"cannot be read: {reason(error)}")
    try:
        data.decode("utf-8-sig")
        return PythonFile(file, data, parsed(data))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Complaint(file, line, 1, "not UTF-8; save the file as UTF-8")
    except SyntaxError as error:
        return Complaint(file, error.lineno or 1, error.offset or 1, f"no Python: {error.msg}")
    except (ValueError, RecursionError, MemoryError) as error:
        return Complaint(file, 1, 1, f"no Python: {error or 'too deeply nested'}")


def parsed(data: bytes) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(data)


def assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Names and values of the plain assignments of the top level, in order."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets, value=value):
                yield from ((t.id, value) for t in targets if isinstance(t, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value


def parameters(function: ast.FunctionDef) -> tuple[Parameter, ...]:
    """A signature of plain parameters with literal defaults. Raises ValueError for any other."""
    arguments = function.args
    extra = (arguments.posonlyargs, arguments.vararg, arguments.kwonlyargs, arguments.kwarg)
    if any(extra):
        raise ValueError("must have plain parameters only, none of *, / and **")
    required = len(arguments.args) - len(arguments.defaults)
    names = [argument.arg for argument in arguments.args]
    return (
        *(Parameter(name, required=True) for name in names[:required]),
        *map(optional, names[required:], arguments.defaults),
    )


def optional(name: str, default: ast.expr) -> Parameter:
    try:
        return Parameter(name, required=False, default=ast.literal_eval(default))
    except (ValueError, TypeError, RecursionError, MemoryError) as error:
        raise ValueError(f"the default of {name} must be a literal") from error
