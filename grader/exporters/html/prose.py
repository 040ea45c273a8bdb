"""An author's texts as markup: Markdown without HTML, formulas as MathML. All else is escaped."""

import re
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markupsafe import Markup, escape

from grader import words
from grader.exporters.html.code import coloured
from grader.mathml import TexError, mathml
from grader.model import Formula
from grader.tex import plain

MATHML = re.compile(
    r'<math xmlns="http://www\.w3\.org/1998/Math/MathML">'
    r"(?:</?(?:mrow|mi|mn|mo|mfrac|msup|msub|msqrt)>|[\w.()|·+−-])*</math>"
)
FORMULA = re.compile(r"\$\$(?P<display>[^$]+)\$\$|\$(?P<inline>[^$]+)\$")
LONG = 36  # characters of TeX that may not fit on a narrow screen
UNUSED = ["heading", "lheading", "html_block", "reference"]
UNUSED_INLINE = ["html_inline", "image", "autolink", "entity"]


def prose(text: str) -> Markup:
    """A prompt: paragraphs, lists, tables, fenced code, links and formulas."""
    return _prose(visible(text))


def inline(text: str) -> Markup:
    """`code`, **bold** and formulas inside a sentence; all else stands as it is written."""
    return _inline(visible(text))


def formula(read_as: Formula) -> Markup:
    """A typed formula as MathML, where it holds only elements that we write; else as text."""
    if MATHML.fullmatch(read_as.mathml):
        return Markup(read_as.mathml)
    return Markup("<code>{}</code>").format(visible(read_as.text))


def visible(text: str) -> str:
    """The text with what cannot be seen, or moves other text, named: ⟨U+202E⟩."""
    return words.visible(text.replace("\r\n", "\n"))


# Converted once in a course, however many students are asked.
@lru_cache(maxsize=4096)
def _prose(text: str) -> Markup:
    return Markup(_PROMPTS.render(text))


@lru_cache(maxsize=4096)
def _inline(text: str) -> Markup:
    return Markup(_SENTENCES.renderInline(text))


# --- rules of our own ---------------------------------------------------------------------------


def _formula_inside(state: StateInline, silent: bool) -> bool:  # noqa: FBT001, the rules' form
    """Takes a formula inside a paragraph."""
    found = FORMULA.match(state.src, state.pos) if state.src[state.pos] == "$" else None
    if found is None:
        return False
    if not silent:
        kind = found.lastgroup or "inline"
        token = state.push("formula", "", 0)
        token.content, token.meta = found[kind], {"display": kind == "display"}
    state.pos = found.end()
    return True


def _formula_alone(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    """Takes a formula on lines of its own, so that no sign in it begins a list."""
    begin = state.bMarks[first] + state.tShift[first]
    found = FORMULA.match(state.src, begin)
    if found is None or found.lastgroup != "display" or state.is_code_block(first):
        return False
    after = first + found[0].count("\n")
    end = state.eMarks[after] if after < last else -1
    if state.src[found.end() : end].strip() not in ("", ".", ","):
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content, token.meta, token.block = found["display"], {"display": True}, True
        state.line = after + 1
    return True


def _formula(_: Any, tokens: Any, i: int, *rest: Any) -> str:
    """A formula, in a box that scrolls where it is long; in plain text where it is no TeX."""
    tex, display = tokens[i].content, tokens[i].meta["display"]
    try:
        shown = mathml(tex.strip(), display=display)
    except TexError:
        shown = f'<span class="formula">{escape(plain(tex))}</span>'
    reached = ' role="group" tabindex="0" aria-label="formula"' if len(tex) > LONG else ""
    if display:
        return f'<span class="display"{reached}>{shown}</span>'
    return f'<span class="long"{reached}>{shown}</span>' if reached else shown


def _fence(_: Any, tokens: Any, i: int, *rest: Any) -> str:
    code = tokens[i].content
    language = tokens[i].info.strip()
    return f"<pre><code>{coloured(code) if language == 'python' else escape(code)}</code></pre>\n"


def _head(_: Any, tokens: Any, i: int, *rest: Any) -> str:
    return '<th scope="col">'


def _link(_: Any, tokens: Any, i: int, *rest: Any) -> str:
    return f'<a rel="noreferrer" href="{escape(tokens[i].attrs.get("href", ""))}">'


def _prompts() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.disable(UNUSED + UNUSED_INLINE)
    markdown.inline.ruler.before("escape", "formula", _formula_inside)
    markdown.block.ruler.before("fence", "formula", _formula_alone, {"alt": ["paragraph"]})
    for name, rule in (
        ("formula", _formula), ("fence", _fence), ("th_open", _head), ("link_open", _link)
    ):  # fmt: skip
        markdown.add_render_rule(name, rule)
    return markdown


def _sentences() -> MarkdownIt:
    markdown = MarkdownIt("zero", {"html": False}).enable(["backticks", "emphasis"])
    markdown.inline.ruler.before("escape", "formula", _formula_inside)
    markdown.add_render_rule("formula", _formula)
    return markdown


_PROMPTS, _SENTENCES = _prompts(), _sentences()
