"""Formulas in TeX, as authors write them between dollar signs, as plain text for a terminal."""

import re
import unicodedata

SIGNS = {
    "times": "×", "ge": "≥", "geq": "≥", "le": "≤", "leq": "≤", "cdot": "·", "pm": "±", "ne": "≠",
    "neq": "≠", "approx": "≈", "odot": "⊙", "in": "∈", "to": "→", "leftarrow": "←", "cdots": "⋯",
}  # fmt: skip
COMMANDS = {
    "partial": "∂", "sigma": "σ", "mu": "μ", "alpha": "α", "beta": "β", "gamma": "γ",
    "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "eta": "η", "lambda": "λ", "theta": "θ",
    "pi": "π", "phi": "φ", "tau": "τ", "Delta": "Δ", "sum": "Σ", "prod": "Π", "int": "∫",
    "dots": "…", "ldots": "…", "top": "ᵀ", "infty": "∞", "nabla": "∇", "langle": "⟨",
    "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lVert": "‖", "rVert": "‖", "quad": "  ",
    "qquad": "   ", "left": "", "right": "", "big": "", "Big": "", "bigl": "", "bigr": "",
    **{name: f" {sign} " for name, sign in SIGNS.items()},
}  # fmt: skip
SPACES = {",": " ", ";": " ", " ": " ", "!": "", "\\": "; "}
ACCENTS = {"hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "dot": "\u0307"}
FRACTIONS = ("frac", "dfrac", "tfrac")
RAISED = dict(zip("0123456789+-=()niT⊤ᵀ", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵀᵀ", strict=True))
LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
FORMULA = re.compile(r"`[^`]*`|\$\$(?P<display>.+?)\$\$|\$(?P<inline>[^$]+)\$", re.DOTALL)
TOKEN = re.compile(r"\\(?P<command>[a-zA-Z]+)\s*|\\(?P<space>.)|(?P<other>.)", re.DOTALL)


def without_tex(markdown: str) -> str:
    """Markdown whose formulas are plain text; code is left as it is."""
    return FORMULA.sub(_shown, markdown)


def _shown(found: re.Match[str]) -> str:
    formula = found["display"] or found["inline"]
    return found[0] if formula is None else plain(formula)


def plain(tex: str) -> str:
    """A formula as text: x₁ (x₂ - 4) + e^(x₃²)/(5 x₄²). An unknown command is its name."""
    tokens = list(TOKEN.finditer(tex))
    words, _ = _row(tokens, 0)
    words = unicodedata.normalize("NFC", words)
    return re.sub(r" {2,}", " ", words).replace(" )", ")").replace("( ", "(").strip()


Tokens = list[re.Match[str]]


def _row(tokens: Tokens, at: int) -> tuple[str, int]:
    """What stands up to a closing brace, or to the end."""
    words = ""
    while at < len(tokens) and tokens[at]["other"] != "}":
        sign = tokens[at]["other"]
        if sign in ("^", "_"):
            inner, at = _argument(tokens, at + 1)
            words = words.rstrip() + _shifted(inner, sign)
        else:
            piece, at = _argument(tokens, at)
            words += piece
    return words, at


def _argument(tokens: Tokens, at: int) -> tuple[str, int]:
    """One group in braces, or one sign, or one command with what belongs to it."""
    while at < len(tokens) and tokens[at]["other"] == "\n":
        return " ", at + 1
    if at >= len(tokens):
        return "", at
    token = tokens[at]
    if token["other"] == "{":
        words, at = _row(tokens, at + 1)
        return words, at + 1
    if token["command"] is None:
        other = token["other"]
        return {"&": " "}.get(other, other) or SPACES.get(token["space"], token["space"]), at + 1
    return _command(token["command"], tokens, at + 1)


def _command(name: str, tokens: Tokens, at: int) -> tuple[str, int]:
    if name in FRACTIONS:
        over, at = _argument(tokens, at)
        under, at = _argument(tokens, at)
        words = f"{_bracketed(over)}/{_bracketed(under)}"
        return f"({words})" if _multiplies(tokens, at) else words, at
    if name in ("begin", "end"):
        _, at = _argument(tokens, at)
        return "", at
    if name in ACCENTS:
        inner, at = _argument(tokens, at)
        return inner[:1] + ACCENTS[name] + inner[1:], at
    if name == "sqrt":
        inner, at = _argument(tokens, at)
        return f"√({inner})", at
    if name in COMMANDS:
        return COMMANDS[name], at
    if at < len(tokens) and tokens[at]["other"] == "{":
        return _argument(tokens, at)  # \mathrm{...}, \text{...}
    called = at < len(tokens) and tokens[at]["other"] in ("(", "_", "^")
    return name if called else f"{name} ", at


def _multiplies(tokens: Tokens, at: int) -> bool:
    """Whether a factor follows, which a fraction on one line would seem to divide by."""
    while at < len(tokens) and (tokens[at]["other"] == " " or tokens[at]["space"] in SPACES):
        at += 1
    if at >= len(tokens):
        return False
    command, other = tokens[at]["command"], tokens[at]["other"] or ""
    return other.isalnum() or bool(command and command not in SIGNS)


def _shifted(inner: str, sign: str) -> str:
    """A power or an index: in small figures where there are such, else with its sign."""
    small = RAISED if sign == "^" else LOWERED
    if not inner.strip():
        return sign
    compact = inner.replace(" ", "").replace("−", "-")
    if compact and all(character in small for character in compact):
        return "".join(small[character] for character in compact)
    if (compact.isalnum() and compact.isascii()) or len(compact) == 1:
        return f"{sign}{compact}"
    return f"{sign}({inner.strip()})"


def _bracketed(words: str) -> str:
    words = words.strip()
    return words if re.fullmatch(r"[\w.∂σμ²³₀-₉^]+|∂ ?\w[\w₀-₉]*", words) else f"({words})"
