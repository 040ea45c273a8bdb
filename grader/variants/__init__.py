"""Wrong variants of a right answer: its own code with one slip in it.

Where a student's outputs are those of one variant on every call, the slip is what happened, or has
the same effect. Course code alone is run here, never a student's.
"""

import ast
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from grader.reference import COURSE_CODE
from grader.variants.inputs import Change, of_inputs
from grader.variants.slips import Speaker, slips

# So many at most: an answer with more places for slips is too long to be one exercise.
MOST = 400
LATER = ("operand", "number", "argument", "replaced", "squared", "root", "doubled", "halved")
Owner = tuple[Any, str]


@dataclass(frozen=True, slots=True)
class Variant:
    """`clause` says what is done wrong; `call` gives what comes out."""

    id: str
    clause: str
    call: Callable[..., Any]

    @property
    def rank(self) -> int:
        """0 for what is made most often, or is told with a name."""
        vague = "`" not in self.clause
        return 2 * any(kind in LATER for kind in self.id.split(".")) + vague


def variants_of(
    answer: Callable[..., Any],
    parameters: Mapping[str, Any],
    calls: Sequence[Sequence[Any]],
    public: frozenset[str],
) -> tuple[Variant, ...]:
    """All variants of an answer with one slip: with an input, or in its own code, or in what it
    calls of its own course.

    `parameters` come with their defaults, `calls` are the arguments of each call; `public` are the
    names that students know: a clause names no other.
    """
    if not isinstance(answer, FunctionType):
        return ()
    speaker = Speaker(public)
    found = [*with_inputs(answer, parameters, calls)]
    with COURSE_CODE:
        found += [each for f in involved(answer) for each in of_function(answer, f, speaker)]
    # Of slips that come to the same, the one that is made more often is told.
    found.sort(key=lambda variant: variant.rank)
    return tuple(found[:MOST])


def with_inputs(
    answer: FunctionType, parameters: Mapping[str, Any], calls: Sequence[Sequence[Any]]
) -> Iterator[Variant]:
    defaults = list(parameters.values())

    def calling(change: Change) -> Callable[..., Any]:
        return lambda *given: answer(*change([*given, *defaults[len(given) :]]))

    for kind, clause, change in of_inputs(list(parameters), calls):
        yield Variant(named(kind, clause), clause, calling(change))


def named(kind: str, *words: str) -> str:
    """An id that stays the same as long as the slip does."""
    return f"{kind}.{hashlib.sha256(' '.join(words).encode()).hexdigest()[:6]}"


def involved(answer: FunctionType) -> list[FunctionType]:
    """The answer and every function of its course that it may call, nearest first."""
    package = answer.__module__.rpartition(".")[0]
    found = [answer]
    for function in found:
        for other in called(function):
            if other.__module__.rpartition(".")[0] == package and other not in found:
                found.append(other)
    return found


def called(function: FunctionType) -> Iterator[FunctionType]:
    """The functions whose names stand in a function's code, its defaults among them."""
    names = names_in(function.__code__)
    values = [function.__globals__.get(name) for name in names]
    modules = [value for value in values if isinstance(value, ModuleType)]
    values += [vars(module).get(name) for module in modules for name in names]
    values += [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    return (value for value in values if isinstance(value, FunctionType))


def names_in(code: CodeType) -> list[str]:
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return [*code.co_names, *(name for each in inner for name in names_in(each))]


def of_function(
    answer: FunctionType, function: FunctionType, speaker: Speaker
) -> Iterator[Variant]:
    """The variants with a slip in one function. What may run for ever is left as it is."""
    tree = definition(function)
    if tree is None or any(isinstance(node, ast.While) for node in ast.walk(tree)):
        return
    places = owners(function)
    for number, body in enumerate(exchanged_steps(tree)):
        compiled = with_body(tree, body)
        if compiled is not None:
            told = "two steps are taken in the wrong order"
            id = named("order", function.__qualname__, str(number))
            yield Variant(id, told, calling(answer, function, made(compiled, function), places))
    for number, (parent, field, at, node) in enumerate(slots(tree)):
        for new, kind, clause in slips(node, scope(tree), speaker):
            compiled = with_slip(tree, parent, field, at, new)
            if compiled is None:
                continue
            slipped = made(compiled, function)
            id = named(kind, function.__qualname__, str(number), clause)
            yield Variant(id, clause, calling(answer, function, slipped, places))


def exchanged_steps(tree: ast.FunctionDef) -> Iterator[tuple[list[ast.stmt], list[ast.stmt]]]:
    """Every block of a function, with each pair of neighbours in it exchanged."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for i in range(len(body) - 1):
            yield body, [*body[:i], body[i + 1], body[i], *body[i + 2 :]]


def with_body(
    tree: ast.FunctionDef, bodies: tuple[list[ast.stmt], list[ast.stmt]]
) -> CodeType | None:
    """The function's code with other statements in one block; the tree is left as it was."""
    block, other = bodies
    before = list(block)
    block[:] = other
    try:
        return compiled_alone(tree)
    finally:
        block[:] = before


def definition(function: FunctionType) -> ast.FunctionDef | None:
    path = Path(function.__code__.co_filename)
    for node in ast.walk(parsed(path)) if path.is_file() else ():
        if isinstance(node, ast.FunctionDef) and node.name == function.__name__:
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            return node if first == function.__code__.co_firstlineno else None
    return None


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes())


def slots(tree: ast.FunctionDef) -> list[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every place of a body where a node stands: its parent, the field, the index in a list."""
    found: list[tuple[ast.AST, str, int | None, ast.AST]] = []
    body = tree.body[1:] if ast.get_docstring(tree) is not None else tree.body
    waiting: list[ast.AST] = [tree]
    while waiting:
        parent = waiting.pop(0)
        for field, value in ast.iter_fields(parent):
            if parent is tree and field != "body":
                continue
            items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
            for at, node in items:
                if isinstance(node, ast.AST) and (parent is not tree or node in body):
                    found.append((parent, field, at, node))
                    waiting.append(node)
    return found


def scope(tree: ast.FunctionDef) -> tuple[str, ...]:
    """The names of a function that hold quantities: its parameters, and what it assigns."""
    given = [each.arg for each in (*tree.args.args, *tree.args.kwonlyargs)]
    stored = [
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return tuple(dict.fromkeys([*given, *stored]))


def with_slip(
    tree: ast.FunctionDef, parent: ast.AST, field: str, at: int | None, new: ast.AST | None
) -> CodeType | None:
    """The function's code with another node in one place, or none; the tree is left as it was."""
    holder = getattr(parent, field)
    before = holder if at is None else holder[at]
    new = ast.Pass() if new is None else new
    place(parent, field, at, ast.copy_location(new, before))
    try:
        return compiled_alone(tree)
    finally:
        place(parent, field, at, before)


def compiled_alone(tree: ast.FunctionDef) -> CodeType | None:
    try:
        module = ast.Module([ast.FunctionDef(**bare(tree))], [])
        return compile(ast.fix_missing_locations(module), "<variant>", "exec")
    except (SyntaxError, TypeError, ValueError):
        return None


def bare(tree: ast.FunctionDef) -> dict[str, Any]:
    """A definition without its decorators and default values, which stay those of the original."""
    return {**dict(ast.iter_fields(tree)), "decorator_list": [], "lineno": 1, "col_offset": 0}


def place(parent: ast.AST, field: str, at: int | None, node: Any) -> None:
    if at is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[at] = node


def made(code: CodeType, function: FunctionType) -> FunctionType:
    """A function of this code, with the globals and the defaults of another."""
    namespace: dict[str, Any] = {}
    exec(code, function.__globals__, namespace)  # noqa: S102, the course's own code
    slipped: FunctionType = namespace[function.__name__]
    slipped.__defaults__ = function.__defaults__
    slipped.__kwdefaults__ = function.__kwdefaults__
    return slipped


def owners(function: FunctionType) -> list[Owner]:
    """Where the functions of a course keep this one: in modules, and as a default."""
    package = function.__module__.rpartition(".")[0]
    found: list[Owner] = []
    for name, module in list(sys.modules.items()):
        if name.rpartition(".")[0] == package:
            values = vars(module)
            found += [(values, key) for key, value in values.items() if value is function]
            for other in values.values():
                defaults = getattr(other, "__kwdefaults__", None) or {}
                found += [(defaults, key) for key, value in defaults.items() if value is function]
    return found


def calling(
    answer: FunctionType, function: FunctionType, slipped: FunctionType, places: Sequence[Owner]
) -> Callable[..., Any]:
    """The answer, with a slipped function in place of the right one while it runs."""

    def call(*arguments: Any) -> Any:
        with exchanged(places, slipped, function):
            return (slipped if function is answer else answer)(*arguments)

    return call


@contextmanager
def exchanged(
    places: Sequence[Owner], slipped: FunctionType, function: FunctionType
) -> Iterator[None]:
    for holder, key in places:
        holder[key] = slipped
    try:
        yield
    finally:
        for holder, key in places:
            holder[key] = function
