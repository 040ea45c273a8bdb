"""The pages in a real browser: nothing leaves, nothing runs, nothing is cut, axe finds nothing."""

import os
import runpy
import shutil
from pathlib import Path

import pytest

from grader.exporters.html import export, index

pytestmark = pytest.mark.slow

MODELS = runpy.run_path(str(Path(__file__).parents[1] / "exporters" / "test_html.py"))
CLASS = Path(__file__).parents[2] / "examples" / "class"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
INJECTIONS = (
    *MODELS["HOSTILE"],
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 2'>",
    "</style><style>@import url(http://localhost:9/x.css); body { display: none }</style>",
    "<svg><animate onbegin='window.ran = 3' attributeName=x dur=1s></svg>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror='window.ran = 4'></math>",
    r"$\text{</mtext></math><script>window.ran = 5</script>}$ $\href{javascript:1}{x}$",
    "[a](javascript:window.ran=6) ![b](http://localhost:9/y.png) <javascript:window.ran=7>",
    "```html\n<script>window.ran = 8</script>\n```",
    "<iframe srcdoc='<script>parent.ran = 9</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=http://localhost:9/'>",
    "<base href='http://localhost:9/'><link rel=stylesheet href='z.css'>",
    "x" * 100_000,
    "def f():\n    '''" + "<b>" * 30_000,
)


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        told = "chromium is not installed; apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def visit(browser, tmp_path):
    """Opens a file or a text as a page, and keeps what it asked for."""
    contexts = []

    def visit(page, width=1280, scheme="light"):
        if isinstance(page, str):
            path = tmp_path / f"{len(contexts)}.html"
            path.write_text(page, encoding="utf-8")
            page = path
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        opened = context.new_page()
        opened.asked = []
        opened.on("request", lambda request: opened.asked.append(request.url))
        opened.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        opened.goto(page.as_uri())
        return opened

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    from grader import cli

    out = tmp_path_factory.mktemp("class") / "results"
    with pytest.raises(SystemExit) as ended:
        cli.main(["grade", str(CLASS), "--out", str(out), "--sandbox", "process",
                  "--accept-weak-isolation"])  # fmt: skip
    assert ended.value.code == 0
    return out


NAMES = ["index.html", "students/cleo.html", "students/hal.html", "students/dov.html"]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_for_nothing_but_itself(visit, results, name):
    page = visit(results / name)
    assert page.asked == [(results / name).as_uri()]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_does_not_scroll_sideways(visit, results, name, width):
    page = visit(results / name, width)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    widest = """() => [...document.querySelectorAll('main *, header *')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .filter(e => !e.closest('.box, .display, .long')).map(e => e.outerHTML.slice(0, 99))"""
    assert page.evaluate(widest) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (768, "dark"), (1280, "light"), (1280, "dark")]
)
@pytest.mark.parametrize("name", NAMES[:3])
def test_axe_finds_nothing(visit, results, name, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(results / name, width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_page_wears_the_readers_colours(visit, results, scheme):
    page = visit(results / NAMES[1], scheme=scheme)
    shade = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (int(shade.split("(")[1].split(",")[0]) > 128) == (scheme == "light")


def test_a_page_prints(visit, results):
    page = visit(results / NAMES[1])
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
    page.emulate_media(media="print")
    folded = "() => [...document.querySelectorAll('.case details')].map(d => d.scrollHeight)"
    assert min(page.evaluate(folded)) > 60, "what is folded on a screen is printed"


def test_the_keyboard_reaches_what_scrolls(visit, results):
    page = visit(results / NAMES[1], 320)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    unreached = """() => [...document.querySelectorAll('*')].filter(e =>
        e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1
        && /auto|scroll/.test(getComputedStyle(e).overflowX)
        && e.tabIndex < 0).map(e => e.outerHTML.slice(0, 160))"""
    assert page.evaluate(unreached) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def long(text):
    """A long text where a report does not cut it."""
    answer = MODELS["Answer"](text=text, line=1)
    part = MODELS["part_report"](answer=answer, message=text, line=1)
    return MODELS["report"](part, student=text, output=text, title=text[:50])


@pytest.mark.parametrize("text", INJECTIONS, ids=range(len(INJECTIONS)))
def test_what_students_write_is_text_and_runs_nothing(visit, text):
    ours = MODELS["full"](text, student=text) if len(text) < 1000 else long(text)
    for page in (export([ours]), index([ours], {text: "students/a.html"})):
        opened = visit(page)
        assert len(opened.asked) == 1
        assert opened.evaluate("window.ran") is None
        assert opened.evaluate("[...document.scripts].length") == 0
        foreign = "img, iframe, base, link, object, embed, form, annotation-xml, animate"
        assert opened.evaluate(f"document.querySelectorAll('{foreign}').length") == 0
        handlers = """() => [...document.querySelectorAll('*')].filter(e =>
            e.getAttributeNames().some(name => name.startsWith('on'))).length"""
        assert opened.evaluate(handlers) == 0
        assert opened.locator("h1").is_visible()
