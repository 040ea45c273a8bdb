"""What TeX's commands stand for: letters, signs, brackets, spaces, alphabets, as elements."""

from collections.abc import Callable
from html import escape

LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "varrho": "ϱ",
    "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "ell": "ℓ", "hbar": "ℏ", "imath": "ı", "jmath": "ȷ",
}  # fmt: skip
UPRIGHT = {
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "partial": "∂", "nabla": "∇", "infty": "∞", "top": "⊤",
    "bot": "⊥", "emptyset": "∅", "varnothing": "∅", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ",
    "%": "%", "$": "$", "#": "#", "&": "&", "_": "_",
}  # fmt: skip
OPERATORS = {
    "times": "×", "cdot": "⋅", "pm": "±", "mp": "∓", "div": "÷", "ast": "∗", "star": "⋆",
    "circ": "∘", "bullet": "∙", "odot": "⊙", "oplus": "⊕", "ominus": "⊖", "otimes": "⊗",
    "ge": "≥", "geq": "≥", "le": "≤", "leq": "≤", "ll": "≪", "gg": "≫", "ne": "≠", "neq": "≠",
    "lt": "<", "gt": ">", "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡",
    "propto": "∝", "coloneqq": "≔", "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂",
    "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "cup": "∪", "cap": "∩", "setminus": "∖",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
    "longrightarrow": "⟶", "mapsto": "↦", "Rightarrow": "⇒", "Leftarrow": "⇐", "implies": "⟹",
    "iff": "⟺", "Leftrightarrow": "⇔", "uparrow": "↑", "downarrow": "↓", "forall": "∀",
    "exists": "∃", "neg": "¬", "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "mid": "∣",
    "parallel": "∥", "perp": "⟂", "colon": ":", "dots": "…", "ldots": "…", "cdots": "⋯",
    "vdots": "⋮", "ddots": "⋱", "int": "∫", "iint": "∬", "oint": "∮", "triangleq": "≜",
}  # fmt: skip
LARGE = {
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁",
    "bigotimes": "⨂",
}  # fmt: skip
FENCES = {
    "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "lvert": "|", "rvert": "|", "vert": "|", "lVert": "‖", "rVert": "‖", "Vert": "‖", "|": "‖",
    "{": "{", "}": "}", "lbrace": "{", "rbrace": "}",
}  # fmt: skip
FUNCTIONS = {
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sinh", "cosh", "tanh", "arcsin",
    "arccos", "arctan", "det", "dim", "ker", "deg", "arg", "Pr",
}  # fmt: skip
LIMITS = {"max", "min", "sup", "inf", "lim", "argmax", "argmin"}
SPACES = {
    ",": 0.167, ":": 0.222, ";": 0.278, " ": 0.333, "!": -0.167, "quad": 1.0, "qquad": 2.0,
    "enspace": 0.5, "thinspace": 0.167,
}  # fmt: skip
ACCENTS = {
    "hat": "^", "tilde": "~", "bar": "¯", "dot": "˙", "ddot": "¨", "vec": "→", "check": "ˇ",
    "breve": "˘",
}  # fmt: skip
WIDE = {"widehat": "^", "widetilde": "~", "overline": "‾", "overrightarrow": "→"}
BRACES = {"underbrace": "⏟", "underline": "_", "overbrace": "⏞"}
SIZES = {
    f"{size}{side}": em
    for size, em in (("big", 1.2), ("Big", 1.8), ("bigg", 2.4), ("Bigg", 3.0))
    for side in ("", "l", "r", "m")
}
MATRICES = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "smallmatrix": ("", ""), "array": ("", ""),
    "cases": ("{", ""), "aligned": ("", ""), "align": ("", ""), "align*": ("", ""),
    "split": ("", ""), "gathered": ("", ""),
}  # fmt: skip
# Where the letters of an alphabet begin in Unicode: capitals, small letters, figures.
ALPHABETS = {
    "mathbf": (0x1D400, 0x1D41A, 0x1D7CE), "boldsymbol": (0x1D468, 0x1D482, 0x1D7CE),
    "bm": (0x1D468, 0x1D482, 0x1D7CE), "mathcal": (0x1D49C, None, None),
    "mathbb": (0x1D538, None, None), "mathsf": (0x1D5A0, 0x1D5BA, 0x1D7E2),
    "mathtt": (0x1D670, 0x1D68A, 0x1D7F6),
}  # fmt: skip
# Letters that had a place before their alphabet got one.
ELSEWHERE = {
    **dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
    **{f"c{letter}": sign for letter, sign in zip("BEFHILMR", "ℬℰℱℋℐℒℳℛ", strict=True)},
}
BOLD_GREEK = 0x1D6C2 - ord("α")
TEXTS = {"text", "textrm", "textnormal", "textit", "textbf", "mbox"}
NAMES = {"mathrm", "operatorname", "mathit", "mathop"}
FRACTIONS = {"frac": "", "dfrac": ' displaystyle="true"', "tfrac": ' displaystyle="false"'}
COMMANDS = {
    *LETTERS, *UPRIGHT, *OPERATORS, *LARGE, *FENCES, *FUNCTIONS, *LIMITS, *SPACES, *ACCENTS, *WIDE,
    *BRACES, *SIZES, *ALPHABETS, *TEXTS, *NAMES, *FRACTIONS, "sqrt", "binom", "left", "right",
    "begin", "end", "limits", "nolimits", "displaystyle", "textstyle", "prime",
}  # fmt: skip


def mo(text: str, stretchy: str | None = None) -> str:
    """An operator; nothing for the bracket that is none."""
    if not text:
        return ""
    stretch = "" if stretchy is None else f' stretchy="{stretchy}"'
    return f"<mo{stretch}>{escape(text)}</mo>"


def space(em: float) -> str:
    return f'<mspace width="{em:g}em"></mspace>'


def sign(character: str) -> str:
    """One character that is no command, as an identifier or an operator."""
    if character.isalpha():
        return f"<mi>{escape(character)}</mi>"
    if character in "()[]|":
        return mo(character, "false")
    return mo({"-": "−", "*": "∗", "~": "\xa0"}.get(character, character))


def scripts(base: str, below: str, above: str, *, limits: bool) -> str:
    under, over, both = ("munder", "mover", "munderover") if limits else ("msub", "msup", "msubsup")
    if below and above:
        return f"<{both}>{base}{below}{above}</{both}>"
    if below:
        return f"<{under}>{base}{below}</{under}>"
    return f"<{over}>{base}{above}</{over}>" if above else base


def sides_of(environment: str) -> Callable[[int], str]:
    """The class of a column's cells: equations meet at their signs, cases begin at the left."""
    if environment.startswith(("align", "split")):
        return lambda column: f' class="{"from" if column % 2 else "to"}"'
    return lambda column: ' class="from"' if environment == "cases" else ""


def other_letter(letter: str, alphabet: str) -> str:
    """A letter in another alphabet, where that has it."""
    capital, small, figure = ALPHABETS[alphabet]
    if alphabet == "mathbb" and letter in ELSEWHERE:
        return ELSEWHERE[letter]
    if alphabet == "mathcal" and f"c{letter}" in ELSEWHERE:
        return ELSEWHERE[f"c{letter}"]
    if "A" <= letter <= "Z" and capital:
        return chr(capital + ord(letter) - ord("A"))
    if "a" <= letter <= "z" and small:
        # The italic h of physics had its place before.
        return chr(small + ord(letter) - ord("a"))
    if letter.isdecimal() and letter.isascii() and figure:
        return chr(figure + int(letter))
    if "α" <= letter <= "ω" and alphabet in ("mathbf", "boldsymbol", "bm"):
        return chr(ord(letter) + BOLD_GREEK)
    return letter
