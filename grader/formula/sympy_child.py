"""The process that asks SymPy: two packed trees in, `equal` out, or nothing."""

import json
import sys

import sympy

NAMES = "exp log sqrt sin cos tan asin acos atan sinh cosh tanh sech"
CALLS = {
    **{name: getattr(sympy, name) for name in NAMES.split()},
    "abs": sympy.Abs,
    "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)),
}
CONSTANTS = {"pi": sympy.pi, "e": sympy.E}


def built(tree):
    kind, *held = tree
    if kind == "number":
        return sympy.Rational(*held)
    if kind == "symbol":
        return CONSTANTS.get(held[0], sympy.Symbol(held[0], real=True))
    if kind == "call":
        return CALLS[held[0]](built(held[1]))
    parts = [built(part) for part in held]
    if kind == "negative":
        return -parts[0]
    if kind == "sum":
        return sympy.Add(*parts)
    if kind == "product":
        return sympy.Mul(*parts)
    if kind == "quotient":
        return parts[0] / parts[1]
    return sympy.Pow(*parts)


SECONDS = 2


def end_in_time():
    """After two seconds of the processor from here on: what it took to load does not count."""
    try:
        import resource
    except ImportError:
        return  # The wall clock of whoever asks is left.
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))


def main():
    end_in_time()
    got, want = map(built, json.load(sys.stdin))
    if sympy.simplify(got - want) == 0:
        print("equal")


if __name__ == "__main__":
    main()
