"""What no single value can tell: whether an item, its stub, reference and solution agree."""

import ast
import builtins
import keyword
from collections import Counter
from collections.abc import Iterator, Mapping

from grader.course.complaints import Complaint, Trail, got, listed, suggest
from grader.course.python_reader import PythonFile, parameters
from grader.inputs import Made, generators
from grader.kinds.cases import Case, FunctionPart
from grader.kinds.chains import Circle, order_of, unknown
from grader.kinds.pairs import NoPair, pair_of
from grader.kinds.truth import TruthPart
from grader.model import Parameter, Part, Role

# A place in the item, and what is wrong there.
Found = Iterator[tuple[Trail, str]]
# The parts that are valid in themselves, by their number in the item.
Parts = Mapping[int, Part]


# --- the item in itself -------------------------------------------------------------------------


def in_item(parts: Parts) -> Found:
    names: set[str] = set()
    for i, part in parts.items():
        if part.name in names:
            yield ("parts", i, "name"), f"another part is named {part.name}"
        names.add(part.name)
        if keyword.iskeyword(part.name) or hasattr(builtins, part.name):
            yield ("parts", i, "name"), f"{part.name} means something in Python; choose another"
        if part.needs_prompt and not part.prompt.strip():
            yield ("parts", i), "prompt is missing: it asks the question"
        if isinstance(part, FunctionPart):
            yield from inside(("parts", i), in_returns(part))
            yield from inside(("parts", i, "cases"), in_cases(part))


def inside(trail: Trail, found: Found) -> Found:
    return (((*trail, *below), what) for below, what in found)


def in_returns(part: FunctionPart) -> Found:
    for i, name in enumerate(part.returns):
        if not name.isidentifier() or keyword.iskeyword(name):
            yield ("returns", i), f"must be a name{got(name)}"
        if name in part.returns[:i]:
            yield ("returns", i), f"another entry is named {name}"


def in_cases(part: FunctionPart) -> Found:
    names: set[str] = set()
    for i, case in enumerate(part.cases):
        if case.name in names:
            yield (i, "name"), f"another case has this name{got(case.name)}"
        names.add(case.name)
        if case.hidden and case.role is Role.EXAMPLE:
            yield (i, "hidden"), "an example is shown in full; it cannot be hidden"
    core = Counter(case.role for case in part.cases)[Role.CORE]
    if core < 2:
        yield (), f"must have at least two core cases (got {core})"


# --- the item and its stub ----------------------------------------------------------------------


def against_stub(parts: Parts, stub: PythonFile) -> Found:
    for i, part in parts.items():
        signature = stub.signature(part.name)
        if not isinstance(part, FunctionPart) or signature is None:
            continue
        names = [parameter.name for parameter in signature]
        for j, name in enumerate(part.square):
            if name not in names:
                yield ("parts", i, "square", j), no_parameter(part.name, name, names)
        for j, case in enumerate(part.cases):
            trail = ("parts", i, "cases", j, "inputs")
            yield from inside(trail, in_inputs(part.name, case, signature))


def in_inputs(function: str, case: Case, signature: tuple[Parameter, ...]) -> Found:
    names = [parameter.name for parameter in signature]
    for name in case.inputs:
        if name not in names:
            yield (name,), no_parameter(function, name, names)
    for parameter in signature:
        if parameter.required and parameter.name not in case.inputs:
            yield (), f"{parameter.name} is missing"


def in_gradients(gradients: Mapping[str, str], parts: Parts, stub: PythonFile) -> Found:
    """What keeps a backward part from being compared with its forward part."""
    functions = {part.name: part for part in parts.values() if isinstance(part, FunctionPart)}
    for back, ahead in gradients.items():
        unknown = [name for name in (back, ahead) if name not in functions]
        for name in unknown:
            yield ("gradients", back), f"no function part {name}{suggest(name, functions)}"
        taken, inputs = stub.signature(back), stub.signature(ahead)
        if unknown or taken is None or inputs is None:
            continue
        try:
            names = [p.name for p in taken], [p.name for p in inputs]
            pair_of(functions[back], functions[ahead], *names)
        except NoPair as error:
            yield ("gradients", back), str(error)


def no_parameter(function: str, name: str, names: list[str]) -> str:
    known = f"; its parameters are {listed(names)}" if names else "; it has none"
    return f"{function} has no parameter {name}{suggest(name, names) or known}"


def in_stub(parts: Parts, stub: PythonFile) -> Iterator[Complaint]:
    for part in parts.values():
        if isinstance(part, FunctionPart):
            yield from in_signature(part.name, stub)
        elif part.name not in stub.values:
            yield stub.missing(part.name, f"{part.name} = None")
        elif isinstance(part, TruthPart):
            yield from in_letters(part, stub)


def in_signature(name: str, stub: PythonFile) -> Iterator[Complaint]:
    if name not in stub.functions:
        yield stub.missing(name, f"def {name}(...)")
        return
    try:
        parameters(stub.functions[name])
    except ValueError as error:
        yield stub.complain(stub.functions[name], f"{name}: {error}")


def in_letters(part: TruthPart, stub: PythonFile) -> Iterator[Complaint]:
    value, letters = stub.values[part.name], [s.letter for s in part.statements]
    if not isinstance(value, ast.Dict) or not leaves_open(value, letters):
        wanted = ", ".join(f'"{letter}": None' for letter in letters)
        yield stub.complain(value, f"{part.name}: must be {{{wanted}}}, as the item's statements")


def leaves_open(value: ast.Dict, letters: list[str]) -> bool:
    """Whether each letter stands there once, in any order, with None for an answer."""
    keys = [text(key) for key in value.keys]
    empty = [isinstance(x, ast.Constant) and x.value is None for x in value.values]
    return all(empty) and Counter(keys) == Counter(letters)


# --- the item and its reference and solution ----------------------------------------------------


def needs_reference(parts: Parts) -> bool:
    return any(isinstance(part, FunctionPart) for part in parts.values())


def definition(part: Part) -> str:
    return f"def {part.name}(...)" if isinstance(part, FunctionPart) else f"{part.name} = ..."


def against_reference(parts: Parts, reference: PythonFile) -> Found:
    for i, part in parts.items():
        for j, case in enumerate(part.cases if isinstance(part, FunctionPart) else ()):
            for name, value in case.inputs.items():
                trail = ("parts", i, "cases", j, "inputs", name)
                yield from inside(trail, in_generators(value, reference))


def in_generators(value: object, reference: PythonFile) -> Found:
    for generator in generators(value):
        if isinstance(generator, Made) and not reference.defines(generator.make):
            yield (), no_function(generator.make, reference)


def in_chains(parts: Parts, stub: PythonFile, reference: PythonFile) -> Found:
    """What is wrong with how entries follow, as far as the file itself tells it: what it imports
    is looked at when it is used."""
    for i, part in parts.items():
        signature = stub.signature(part.name)
        if isinstance(part, FunctionPart) and part.follows and signature is not None:
            inputs = [parameter.name for parameter in signature]
            yield from inside(("parts", i, "follows"), in_links(part, inputs, reference))


def in_links(part: FunctionPart, inputs: list[str], reference: PythonFile) -> Found:
    known = {*inputs, *part.returns}
    needs: dict[str, list[str]] = {}
    for entry, name in part.follows.items():
        if entry not in part.returns:
            yield (entry,), f"returns has no entry {entry}{suggest(entry, part.returns)}"
        elif not reference.defines(name):
            yield (entry,), no_function(name, reference)
        elif name in reference.functions:
            needs[entry] = named(reference.functions[name])
            missing = [each for each in needs[entry] if each not in known]
            yield from (
                ((entry,), f"{unknown(name, each)}{suggest(each, known)}") for each in missing
            )
    try:
        order_of(part.returns, needs)
    except Circle as error:
        yield (), str(error)


def named(function: ast.FunctionDef) -> list[str]:
    """The names of a function's parameters, of whatever kind."""
    return [node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)]


def no_function(name: str, reference: PythonFile) -> str:
    return f"no function {name} in {reference.file}{suggest(name, reference.names)}"


def in_reference(parts: Parts, reference: PythonFile) -> Iterator[Complaint]:
    functions = [part.name for part in parts.values() if isinstance(part, FunctionPart)]
    for name in functions:
        if not reference.defines(name):
            yield reference.missing(name, f"def {name}(...)")


def in_tables(parts: Parts, reference: PythonFile) -> Iterator[Complaint]:
    """What is wrong in the tables of mistakes and of facts. All parts must be known."""
    for table in ("MISTAKES", "PROPERTIES", "RELATIONS"):
        yield from in_table(table, parts, reference)


def in_table(title: str, parts: Parts, reference: PythonFile) -> Iterator[Complaint]:
    functions = [part.name for part in parts.values() if isinstance(part, FunctionPart)]
    table = reference.values.get(title)
    if not isinstance(table, ast.Dict):
        return
    keys = [text(key) for key in table.keys]
    for i, (key, value) in enumerate(zip(table.keys, table.values, strict=True)):
        name = keys[i]
        if name is not None and name not in functions:
            nearest = suggest(name, functions)
            yield reference.complain(key, f"{title}: no function part {name}{nearest}")
        if name is not None and name in keys[:i]:
            yield reference.complain(key, f"{title}: {name} stands here a second time")
        for item in listed_in(value):
            if isinstance(item, ast.Name) and not reference.defines(item.id):
                nearest = suggest(item.id, reference.names)
                yield reference.complain(item, f"{title}: {name}: no function {item.id}{nearest}")
        yield from in_ids(value, f"{title}: {name}", reference)


def listed_in(value: ast.expr) -> list[ast.expr]:
    """The functions of a part: a list of them, or a dictionary from their ids."""
    if isinstance(value, ast.Dict):
        return value.values
    return value.elts if isinstance(value, (ast.List, ast.Tuple)) else []


def in_ids(value: ast.expr, where: str, reference: PythonFile) -> Iterator[Complaint]:
    keys = value.keys if isinstance(value, ast.Dict) else []
    ids = [text(key) for key in keys]
    for i, (key, id) in enumerate(zip(keys, ids, strict=True)):
        if id is not None and not id.isidentifier():
            yield reference.complain(key, f"{where}: an id must be a name{got(id)}")
        if id is not None and id in ids[:i]:
            yield reference.complain(key, f"{where}: {id} stands here a second time")


def text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_solution(parts: Parts, solution: PythonFile) -> Iterator[Complaint]:
    for part in parts.values():
        if not solution.defines(part.name):
            yield solution.missing(part.name, definition(part))
