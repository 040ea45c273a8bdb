"""Slips of the pen: what a line of a computation becomes if one thing in it is done wrong.

Each is a replacement of one node of the syntax tree, and a clause that says so: `b1` is left out.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

MAX_FRAGMENT = 28
# What can be said of a computation without giving its author's own names away.
LIBRARY = frozenset({"np", "numpy", "math"})

# Calls that are taken for each other, whether of NumPy, of an array or of math.
FOR_EACH_OTHER = (
    ("sum", "mean", "max", "min", "prod", "median"),
    ("maximum", "minimum"),
    ("amax", "amin"),
    ("argmax", "argmin"),
    ("floor", "ceil", "round"),
    ("var", "std"),
    ("log", "log2", "log10"),
    ("sin", "cos"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
)
ACTIVATIONS = {"tanh": "np.tanh(x)", "sigmoid": "1 / (1 + np.exp(-x))", "relu": "np.maximum(x, 0)"}
WORDS: dict[type[ast.AST], str] = {
    ast.Add: "plus",
    ast.Sub: "minus",
    ast.Mult: "times",
    ast.Div: "divided by",
    ast.Gt: ">",
    ast.GtE: "≥",
    ast.Lt: "<",
    ast.LtE: "≤",
}
COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
}

# A new node, which kind of slip it is, and the clause that tells it.
Slip = tuple[ast.AST | None, str, str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Knows which names students know: those of the stub, and those in the question's text."""

    public: frozenset[str]

    def named(self, node: ast.AST) -> str | None:
        """A piece of the computation as code, if a student knows all names in it."""
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        text = ast.unparse(node)
        known = names <= self.public | LIBRARY
        return f"`{text}`" if known and len(text) <= MAX_FRAGMENT else None

    def step(self, name: str) -> str:
        """A call by its name, if a student or NumPy knows it."""
        known = name in self.public or hasattr(np, name) or hasattr(np.ndarray, name)
        return f"`{name}`" if known else "a step"

    def told(self, node: ast.AST, otherwise: str) -> str:
        return self.named(node) or otherwise


def slips(node: ast.AST, scope: tuple[str, ...], speaker: Speaker) -> Iterator[Slip]:
    """What may stand in a node's place by a slip. `scope` are the names that are known there."""
    match node:
        case ast.BinOp():
            yield from of_operation(node, speaker)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            if not isinstance(operand, ast.Constant):
                yield operand, "sign_lost", "a minus sign is lost"
        case ast.UnaryOp(op=ast.Invert() | ast.Not(), operand=operand):
            yield operand, "not_lost", "a condition is turned round"
        case ast.Call():
            yield from of_call(node, speaker)
        case ast.Attribute(value=value, attr="T"):
            yield value, "not_transposed", f"{speaker.told(value, 'a matrix')} is not transposed"
        case ast.Subscript(value=value, slice=index):
            yield from of_index(node, value, index, speaker)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            for compared in COMPARED.get(type(op), ()):
                told = f"{WORDS[compared]} stands where {WORDS[type(op)]} belongs"
                yield ast.Compare(left, [compared()], [right]), "compared", told
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            yield from of_number(value)
        case ast.Name(id=name, ctx=ast.Load()) if name in scope:
            for other in scope if name in speaker.public else ():
                if other != name and other in speaker.public:
                    told = f"`{other}` stands where `{name}` belongs"
                    yield ast.Name(other, ast.Load()), "operand", told
        case ast.IfExp(body=body, orelse=orelse):
            yield body, "case", "two cases are treated alike that differ"
            yield orelse, "case", "two cases are treated alike that differ"
        case ast.BoolOp(op=op, values=values):
            other_op = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield ast.BoolOp(other_op, values), "and_or", "`and` and `or` are exchanged"
        case ast.AugAssign(target=target, op=op, value=value):
            yield None, "step_left_out", f"{speaker.told(value, 'a step')} is left out"
            if isinstance(op, (ast.Add, ast.Sub)):
                turned = ast.Sub() if isinstance(op, ast.Add) else ast.Add()
                sentence = f"{WORDS[type(turned)]} stands where {WORDS[type(op)]} belongs"
                yield ast.AugAssign(target, turned, value), "operator", sentence
            yield ast.Assign([target], value), "overwritten", "a sum is overwritten, not added to"
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            if any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(value)):
                yield None, "step_left_out", "a step is left out"
        case ast.Assign(targets=[ast.Subscript()]):
            yield None, "step_left_out", "a step is left out"
        case ast.If(orelse=[]):
            yield None, "special_case", "a special case is not treated"


def of_operation(node: ast.BinOp, speaker: Speaker) -> Iterator[Slip]:
    left, right, op = node.left, node.right, node.op
    match op:
        case ast.Add() | ast.Sub():
            yield left, "left_out", f"{speaker.told(right, 'a term')} is left out"
            kept = right if isinstance(op, ast.Add) else ast.UnaryOp(ast.USub(), right)
            yield kept, "left_out", f"{speaker.told(left, 'a term')} is left out"
            turned = ast.Sub() if isinstance(op, ast.Add) else ast.Add()
            before = f" before {told}" if (told := speaker.named(right)) else ""
            sentence = f"{WORDS[type(turned)]} stands where {WORDS[type(op)]} belongs{before}"
            yield ast.BinOp(left, turned, right), "operator", sentence
            yield ast.BinOp(left, ast.Mult(), right), "operator", "two terms are multiplied"
            if isinstance(op, ast.Sub):
                yield ast.BinOp(right, op, left), "reversed", "a difference is turned round"
        case ast.Mult() | ast.Div():
            yield left, "left_out", f"{speaker.told(right, 'a factor')} is left out"
            if isinstance(op, ast.Mult):
                yield right, "left_out", f"{speaker.told(left, 'a factor')} is left out"
                sentence = "two factors are added"
                yield ast.BinOp(left, ast.Add(), right), "operator", sentence
                by = speaker.told(right, "a factor")
                yield ast.BinOp(left, ast.Div(), right), "operator", f"{by} divides"
            else:
                by = speaker.told(right, "a divisor")
                yield ast.BinOp(left, ast.Mult(), right), "operator", f"{by} multiplies"
                yield ast.BinOp(right, op, left), "reversed", "a fraction is turned round"
                whole = ast.BinOp(left, ast.FloorDiv(), right)
                yield whole, "whole", "a division drops what is behind the point"
        case ast.FloorDiv():
            negative = ast.BinOp(ast.UnaryOp(ast.USub(), left), op, right)
            yield ast.UnaryOp(ast.USub(), negative), "rounded", "a division is rounded up"
            yield left, "left_out", f"{speaker.told(right, 'a divisor')} is left out"
        case ast.Pow():
            yield left, "power_lost", f"the power of {speaker.told(left, 'a term')} is left out"
            yield ast.BinOp(left, ast.Mult(), right), "operator", "a power is taken for a product"
            yield ast.BinOp(right, op, left), "reversed", "a base and its exponent are exchanged"
        case ast.MatMult():
            yield ast.BinOp(right, op, left), "reversed", "a matrix product is turned round"
            for one, other, whose in (
                (transposed(left), right, left),
                (left, transposed(right), right),
            ):
                told = f"{speaker.told(whose, 'a factor')} of a matrix product is transposed"
                yield ast.BinOp(one, op, other), "transposed", told
            elementwise = "a matrix product is taken entry by entry"
            yield ast.BinOp(left, ast.Mult(), right), "elementwise", elementwise
            for activation, body in ACTIVATIONS.items():
                told = f"`{activation}` is applied to a matrix product"
                yield applied(body, node), "activated", told
            yield left, "left_out", f"{speaker.told(right, 'a matrix')} is left out"
            yield right, "left_out", f"{speaker.told(left, 'a matrix')} is left out"


def of_call(node: ast.Call, speaker: Speaker) -> Iterator[Slip]:
    name = name_of(node.func)
    for group in FOR_EACH_OTHER:
        for other in group if name in group else ():
            if other != name:
                sentence = f"`{other}` stands where `{name}` belongs"
                yield (
                    ast.Call(renamed(node.func, other), node.args, node.keywords),
                    "call",
                    sentence,
                )
    if name in ACTIVATIONS and len(node.args) == 1:
        for other, body in ACTIVATIONS.items():
            if other != name:
                yield (
                    applied(body, node.args[0]),
                    "call",
                    f"`{other}` stands where `{name}` belongs",
                )
    if name == "range" and node.args:
        yield from of_range(node)
    yield from of_arguments(node, name, speaker)
    for i, keyword in enumerate(node.keywords):
        if keyword.arg == "axis":
            yield from of_axis(node, i, keyword.value)
        rest = node.keywords[:i] + node.keywords[i + 1 :]
        told = (
            f"{speaker.told(keyword.value, f'`{keyword.arg}`')} is left out of {speaker.step(name)}"
        )
        yield ast.Call(node.func, node.args, rest), "argument", told


def of_arguments(node: ast.Call, name: str, speaker: Speaker) -> Iterator[Slip]:
    args = node.args
    if any(isinstance(each, ast.Starred) for each in args):
        return
    shown = speaker.step(name)
    if args and not is_constant(args[0]):
        yield args[0], "call_left_out", f"{shown} is left out"
    if isinstance(node.func, ast.Attribute) and name_of(node.func.value) not in LIBRARY:
        yield node.func.value, "call_left_out", f"{shown} is left out"
    if len(args) == 2 and not any(map(is_constant, args)):
        turned = ast.Call(node.func, [args[1], args[0]], node.keywords)
        yield turned, "arguments", f"the two arguments of {shown} are exchanged"
    if len(args) > 1:
        fewer = ast.Call(node.func, args[:-1], node.keywords)
        yield fewer, "argument", f"{speaker.told(args[-1], 'an argument')} is left out of {shown}"


def of_range(node: ast.Call) -> Iterator[Slip]:
    at = 1 if len(node.args) > 1 else 0
    for step, kind, told in (
        (-1, "range_short", "a loop ends one too early"),
        (1, "range_long", "a loop ends one too late"),
    ):
        end = ast.BinOp(node.args[at], ast.Add(), ast.Constant(step))
        args = [*node.args[:at], end, *node.args[at + 1 :]]
        yield ast.Call(node.func, args, node.keywords), kind, told
    if len(node.args) == 1:
        late = ast.Call(node.func, [ast.Constant(1), *node.args], node.keywords)
        yield late, "range_late", "a loop begins one too late"


def of_axis(node: ast.Call, at: int, axis: ast.expr) -> Iterator[Slip]:
    def with_axis(value: int) -> ast.Call:
        changed = ast.keyword("axis", ast.Constant(value))
        keywords = [*node.keywords[:at], changed, *node.keywords[at + 1 :]]
        return ast.Call(node.func, node.args, keywords)

    match axis:
        case ast.Constant(value=0):
            yield with_axis(1), "axis", "the other axis is taken"
        case ast.Constant(value=1) | ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)):
            yield with_axis(0), "axis", "the other axis is taken"


def of_index(
    node: ast.Subscript, value: ast.expr, index: ast.expr, speaker: Speaker
) -> Iterator[Slip]:
    if not isinstance(node.ctx, ast.Load):
        return
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    if len(parts) == 2 and not any(isinstance(part, ast.Slice) for part in parts):
        turned = ast.Subscript(value, ast.Tuple(parts[::-1], ast.Load()), ast.Load())
        yield turned, "indices", "the two indices of an entry are exchanged"
    if any(is_reversal(part) for part in parts):
        yield value, "not_reversed", f"{speaker.told(value, 'an array')} is not turned round"
    match index:
        case ast.Slice(lower=lower, upper=upper, step=None) if lower or upper:
            yield value, "whole_range", "all entries are taken where some belong"
        case ast.Slice(step=ast.expr()) if not is_reversal(index):
            yield value, "step_ignored", "every entry is taken where steps are to be made"


def of_number(value: float) -> Iterator[Slip]:
    others = [value + 1, value - 1] if isinstance(value, int) else [1.0, 2 * value, value / 2]
    for other in others:
        if other != value:
            told = f"{other:g} stands where {value:g} belongs"
            yield ast.Constant(other), "number", told


# --- small pieces of trees ----------------------------------------------------------------------


def transposed(node: ast.expr) -> ast.Attribute:
    return ast.Attribute(node, "T", ast.Load())


def name_of(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return name
    return ""


def renamed(function: ast.expr, name: str) -> ast.expr:
    if isinstance(function, ast.Attribute):
        return ast.Attribute(function.value, name, ast.Load())
    return ast.Name(name, ast.Load())


def applied(body: str, argument: ast.expr) -> ast.expr:
    """A formula in x, with a piece of a tree in its place."""
    tree = ast.parse(body, mode="eval").body

    class Filled(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return argument if node.id == "x" else node

    filled: ast.expr = Filled().visit(tree)
    return filled


def is_constant(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant)


def is_reversal(node: ast.expr) -> bool:
    match node:
        case ast.Slice(step=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))):
            return True
    return False
