"""The pages: safe with hostile text, honest about what was not graded, well-formed, repeatable."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from grader.exporters.html import export, index
from grader.exporters.html.prose import inline, prose, visible
from grader.exporters.html.rendering import WORDS
from grader.exporters.html.values import sides
from grader.model import (
    Answer,
    ArrayData,
    CaseReport,
    Diagnosis,
    PartReport,
    Provenance,
    Report,
    Role,
    Shown,
    Status,
)
from grader.words import points

PROVENANCE = Provenance(
    submission="3fa9c1d2e4b5a697",
    exercise="e" * 64,
    reference="f" * 64,
    seed=0,
    grader="0.1.0",
    python="3.11.7",
    numpy="2.4.6",
    sandbox="process",
)
VOID = {"meta", "br", "link", "img", "hr"}
HOSTILE = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "</pre></code></style><img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "{{ 7 * 191 }}{% raw %}",
    "-->]]>&lt;b&gt;",
    "admin\u202etxt.exe\u2066",
    "nul\x00, ansi \x1b[31m, c1 \x9b, bell \x07",
    "$<b>x</b>$ `<i>` **<u>**",
    "lone \ud800 surrogate",
)


def case_report(name="a case", role=Role.CORE, status=Status.MISSED, **more):
    credit = 1.0 if status is Status.PASSED else 0.0
    return CaseReport(name=name, role=role, status=status, credit=credit, **more)


def part_report(name="conv", kind="function", status=Status.MISSED, earned=0.0, **more):
    return PartReport(name=name, kind=kind, status=status, points=4.0, earned=earned, **more)


def report(*parts, student="ann", exercise="q2_3", status=Status.MISSED, earned=0.0, **more):
    fields = {"title": "Dilated convolution", "points": 4.0, "pending": 0.0} | more
    return Report(
        exercise=exercise,
        student=student,
        status=status,
        earned=earned,
        parts=parts or (part_report(),),
        provenance=PROVENANCE,
        **fields,
    )


def ungraded(student="ann", exercise="q2_3", trouble="no disk"):
    part = part_report(status=Status.UNGRADED, earned=None)
    return report(
        part,
        student=student,
        exercise=exercise,
        status=Status.UNGRADED,
        earned=None,
        trouble=trouble,
    )


def waiting(student="ann", exercise="q2_3"):
    part = part_report(kind="text", status=Status.NEEDS_REVIEW, earned=None, pending=4.0)
    return report(part, student=student, exercise=exercise, status=Status.NEEDS_REVIEW, pending=4.0)


def array(data, shape, dtype="float64"):
    return Shown(text=f"array {data}", value=ArrayData(shape=shape, dtype=dtype, data=data))


def full(text="text", student="ann", exercise="q2_3"):
    """A report that holds the text in every field that shows text, for every status."""
    shown = Shown(text=text)
    cases = tuple(
        case_report(text, role, status, message=text, input=shown, expected=shown, got=shown)
        for role in Role
        for status in Status
    )
    arrays = case_report(
        "arrays", expected=array([[1.0, 2.0]], (1, 2)), got=array([[1.0, 2.5]], (1, 2))
    )
    hidden = case_report(text, hidden=True)
    parts = tuple(
        part_report(
            f"{kind}_{status.value}",
            kind,
            status,
            earned=None if status in (Status.UNGRADED, Status.NEEDS_REVIEW) else 0.0,
            prompt=text,
            answer=Answer(text=text, line=3),
            message=text,
            line=3,
            diagnoses=(Diagnosis(mistake=text, message=text),),
            suggestion={"earned": 1.5, "ideas": [{"name": text, "found": True}]},
            judged_by=text,
            key=shown,
            cases=(*cases, arrays, hidden),
        )
        for kind, status in [("function", each) for each in Status] + [("text", Status.MISSED)]
    )
    return report(
        *parts,
        student=student,
        exercise=exercise,
        status=Status.PARTIAL,
        title=text,
        prompt=text,
        topics=(text,),
        trouble=text,
        output=text,
    )


class Page(HTMLParser):
    """Reads a page strictly: every element is closed, in order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.text = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names))
        self.elements.append((tag, dict(attributes)))
        self.text.append(" " if tag in {"td", "th", "br"} else "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    @property
    def words(self):
        return " ".join("".join(self.text).split())

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def student_page(*reports):
    return Page(export(reports))


def class_page(*reports, pages=None):
    return Page(index(reports, pages or {}))


ALL = [full(), report(exercise="q1_7"), ungraded(exercise="q4_3"), waiting(exercise="q5_2")]
PAGES = pytest.mark.parametrize(
    "text",
    [export(ALL), export([report()]), export([]), index(ALL, {"ann": "ann.html"}), index([], {})],
    ids=["student", "one exercise", "nothing", "class", "empty class"],
)


ELEMENTS = {
    *{"html", "head", "meta", "title", "style", "body", "header", "main", "section", "article"},
    *{
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "a",
        "b",
        "span",
        "bdi",
        "br",
        "code",
        "pre",
        "div",
        "blockquote",
    },
    *{"ul", "ol", "li", "details", "summary", "figure", "figcaption", "strong", "em"},
    *{"table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "rect", "path", "text"},
    *{"math", "mrow", "mi", "mn", "mo", "msup", "msub", "mfrac", "mover", "mtext", "mspace"},
}
ATTRIBUTES = {
    *{"style", "open", "viewbox", "width", "height", "x", "y", "d", "fill", "display", "stretchy"},
    *{"charset", "content", "http-equiv", "name", "lang", "class", "id", "href", "scope"},
    *{"tabindex", "role", "aria-label", "aria-labelledby", "aria-hidden", "start"},
}


# --- hostile text -------------------------------------------------------------------------------


def harmless(page):
    tags = {tag for tag, _ in page.elements}
    assert tags <= ELEMENTS
    assert {name for _, attributes in page.elements for name in attributes} <= ATTRIBUTES
    hrefs = [each["href"] for each in page.all("a")]
    assert all(re.match(r"#|students/", href) for href in hrefs)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_only_text(hostile):
    student = export([full(text, student=text) for text in (hostile,)])
    harmless(Page(student))
    assert "1337" not in student
    student.encode()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_only_text_on_the_class_page(hostile):
    reports = [full(hostile, student=hostile), ungraded(student=hostile, exercise="q4_3")]
    text = index(reports, {hostile: "students/a.html"})
    harmless(Page(text))
    assert "1337" not in text
    text.encode()


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\x00b", "a␀b"),
        ("\x1b[31m", "␛[31m"),
        ("\x7f\x9b", "␡⟨U+009B⟩"),
        ("a\u202eb\u2069\u200f\u061c", "a⟨U+202E⟩b⟨U+2069⟩⟨U+200F⟩⟨U+061C⟩"),
        ("\u200b\ufeff\u2028\U000e0041", "⟨U+200B⟩⟨U+FEFF⟩⟨U+2028⟩⟨U+E0041⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("a\r\nb\rc\td", "a\nb␍c\td"),
        ("Zoë 👩\u200d🔬 می\u200cخواهم", "Zoë 👩\u200d🔬 می\u200cخواهم"),
    ],
)
def test_what_cannot_be_seen_is_named(text, seen):
    assert visible(text) == seen


def test_no_unseen_character_is_left_on_a_page():
    unseen = "".join(
        map(chr, [*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F)])
    )
    reports = [full(f"a{unseen}b", student=unseen), ungraded(unseen, "q4_3", unseen)]
    for text in (export(reports), index(reports, {})):
        assert not set(text) & set(unseen)


def test_pages_load_nothing_and_run_nothing():
    for text in (export(ALL), index(ALL, {})):
        policy = next(each["content"] for each in Page(text).all("meta") if each.get("http-equiv"))
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        assert not re.search(r"https?:|url\(|@import|<script|<link", text)


# --- structure ----------------------------------------------------------------------------------


@PAGES
def test_ids_are_unique_and_links_inside_the_page_lead_somewhere(text):
    page = Page(text)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = {each["href"][1:] for each in page.all("a") if each["href"].startswith("#")}
    labels = {
        attributes["aria-labelledby"]
        for _, attributes in page.elements
        if "aria-labelledby" in attributes
    }
    assert inside | labels <= set(ids)


@PAGES
def test_headings_begin_with_one_h1_and_leave_out_no_level(text):
    levels = [int(tag[1]) for tag, _ in Page(text).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@PAGES
def test_every_page_has_its_language_landmarks_and_skip_link(text):
    page = Page(text)
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("main")) == 1
    assert page.all("a")[0] == {"class": "skip", "href": "#main-content"}
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all(
        "meta"
    )


@PAGES
def test_tables_have_captions_and_scoped_heads(text):
    page = Page(text)
    assert len(page.all("table")) == len(page.all("caption"))
    assert all(each.get("scope") in ("col", "row") for each in page.all("th"))


@PAGES
def test_scrolling_boxes_are_named_and_reached_by_keyboard(text):
    for _, attributes in Page(text).elements:
        if attributes.get("role") == "region":
            assert attributes["tabindex"] == "0"
            assert attributes["aria-label"]


def test_same_reports_in_any_order_give_the_same_bytes():
    assert export(ALL) == export(ALL[::-1])
    reports = [*ALL, report(student="bob"), ungraded("carl")]
    pages = {"ann": "students/ann.html", "bob": "students/bob.html"}
    assert index(reports, pages) == index(reports[::-1], dict(reversed(pages.items())))


# --- a student's page ---------------------------------------------------------------------------


def test_every_status_has_a_symbol_and_words():
    assert set(WORDS) == set(Status)
    assert len({symbol for symbol, _ in WORDS.values()}) == len(Status)
    assert len({words for _, words in WORDS.values()}) == len(Status)


@pytest.mark.parametrize("status", Status)
def test_a_status_is_told_in_words(status):
    symbol, words = WORDS[status]
    assert f"{symbol} {words}" in student_page(report(part_report(status=status))).words


def test_trouble_is_no_zero():
    part = part_report(status=Status.PARTIAL, earned=3.5)
    words = student_page(ungraded(), report(part, exercise="q1_7", earned=3.5)).words
    assert "No total yet So far 3.5 of 4 points" in words
    assert "Not graded, which is not a zero: q2_3 (4 points)" in words
    assert "Not graded: no disk" in words
    assert "no mark, of 4 points" in words
    assert "0 of 4" not in words


def test_what_waits_is_pending_and_no_zero():
    words = student_page(waiting()).words
    assert "4 points pending: a person has to read the answer first" in words
    assert not re.search(r"\b0 of\b|None", words)


def test_the_total_adds_up_and_names_what_is_pending():
    half = report(status=Status.PARTIAL, earned=2.25, pending=1.0)
    words = student_page(half, report(exercise="q1_7", earned=1.25)).words
    assert "3.5 of 8 points ✓ 3.5 earned ◔ 1 pending ✗ 3.5 missed 1 point pending" in words


def test_a_page_is_about_one_student():
    with pytest.raises(ValueError, match="one student, got 2"):
        export([report(student="ann"), report(student="bob")])


def test_an_answer_keeps_its_line_numbers():
    answer = Answer(text="def f(x):\r\n    y = 1\r    return <x>\n", line=9)
    text = export([report(part_report(answer=answer, line=11))])
    plain = re.sub('<span class="[kmf]">(.*?)</span>', r"\1", text)
    assert '<span class="number">9</span>def f(x):\n' in plain
    assert '<span class="number">10</span>    y = 1\n' in plain
    assert "▸11</span>    return &lt;x&gt;</span>\n</code>" in plain


def test_an_answer_without_a_place_has_no_numbers():
    text = export([report(part_report(answer=Answer(text="\n  f = x\ng = y")))])
    assert "<pre><code>\n  f = x\ng = y\n</code></pre>" in text


def test_printed_text_keeps_its_first_empty_line():
    assert "<pre>\n\nhello</pre>" in export([report(output="\nhello")])


def test_the_reason_comes_before_message_answer_and_cases():
    part = part_report(
        diagnoses=(Diagnosis(mistake="flip", message="the kernel is `flipped`"),),
        message="one of two cases passed",
        line=7,
        answer=Answer(text="def conv(): ...", line=7),
        cases=(case_report("rate 2", message="values differ"),),
    )
    words = student_page(report(part)).words
    found = ["Why the kernel is flipped", "one of two", "def conv", "values differ"]
    places = [words.index(each) for each in found]
    assert places == sorted(places)


def test_a_hidden_case_tells_its_name_only():
    secret = Shown(text="SECRET")
    case = case_report("odd sizes", hidden=True, input=secret, expected=secret, got=secret)
    text = export([report(part_report(cases=(case,)))])
    assert "SECRET" not in text
    assert "✗ missed odd sizes hidden, told by its name only" in Page(text).words


def test_an_example_says_that_it_is_worth_nothing():
    case = case_report("the document's", Role.EXAMPLE)
    words = student_page(report(part_report(cases=(case,)))).words
    assert "the document's example, worth nothing" in words


def test_a_passed_case_takes_one_line():
    case = case_report(status=Status.PASSED, input=Shown(text="LONG"), got=Shown(text="LONG"))
    assert "LONG" not in student_page(report(part_report(cases=(case,)))).words


def test_an_answer_is_revealed_only_if_the_report_has_it():
    assert "A right answer" not in student_page(report()).words
    page = student_page(report(part_report(key=Shown(text="1/c + 1/k^2"))))
    assert "A right answer 1/c + 1/k^2" in page.words


def test_the_ideas_that_a_text_was_searched_for_stay_unseen():
    part = part_report(kind="text", suggestion={"earned": 1, "ideas": [{"name": "IDEA"}]})
    assert "IDEA" not in student_page(report(part)).words


def test_the_footer_has_something_to_quote():
    assert "quote 3fa9c1d2e4b5 q2_3" in student_page(report()).words
    none = replace(report(), provenance=replace(PROVENANCE, submission=None))
    assert "quote no file q2_3" in student_page(none).words


# --- arrays -------------------------------------------------------------------------------------


def marked(expected, got):
    """The texts of got, a star after those that are marked; nothing without a table."""
    grids = sides(case_report(expected=expected, got=got))[1].grids
    return [
        [cell.text + "*" * (cell.shade > 0) for cell in row] for grid in grids for row in grid.rows
    ]


@pytest.mark.parametrize(
    ("expected", "got", "shown"),
    [
        (array([1.0, 2.0], (2,)), array([1.0, 2.5], (2,)), [["1", "2.5*"]]),
        (array([[1.0], [2.0]], (2, 1)), array([[1.0], [2.0 + 1e-9]], (2, 1)), None),
        (array([1.0, 2.0], (2,)), array([1.1, 2.0 + 1e-9], (2,)), [["1.1*", "2"]]),
        (array([1.0, 2.0], (2,)), array(["NaN", "-Infinity"], (2,)), [["nan*", "-inf*"]]),
        (array(["NaN"], (1,)), array(["NaN"], (1,)), [["nan"]]),
        (array([9], (1,), "int64"), array([9.0000001], (1,)), [["9.0000001*"]]),
        (array([9], (1,), "int64"), array([9.0], (1,)), [["9"]]),
        (array([True], (1,), "bool"), array([False], (1,), "bool"), [["False*"]]),
        (
            array([1.0, 2.0], (2,)),
            array([1.00002, 3.0], (2,), "float32"),
            [["1.00002", "3*"]],
        ),
        (array([1.0], (1,)), array([1.05], (1,), "float16"), [["1.05*"]]),
        (array([1.0, 2.0], (2,)), array([[1.0], [3.0]], (2, 1)), [["1"], ["3"]]),
        (Shown(text="(1, 2)"), array([3.0], (1,)), [["3"]]),
    ],
)
def test_cells_that_differ_are_marked(expected, got, shown):
    if shown is None:  # only a stricter tolerance than the usual one tells these apart
        shown = [["1"], [f"{2.0 + 1e-9!r}*"]]
    assert marked(expected, got) == shown


@pytest.mark.parametrize(
    "got",
    [
        Shown(text="(1, 2)"),
        array(3.0, ()),
        array([], (0,)),
        array([[[1.0]]], (1, 1, 1)),
    ],
    ids=["tuple", "no axis", "empty", "three axes"],
)
def test_what_is_no_small_array_is_shown_as_text(got):
    assert marked(array([1.0], (1,)), got) == []
    page = student_page(report(part_report(cases=(case_report(got=got),))))
    assert "".join(got.text.split()) in "".join(page.words.split())


def test_a_difference_is_marked_by_a_symbol_and_counted():
    case = case_report(expected=array([1.0, 2.0], (2,)), got=array([1.0, 2.5], (2,)))
    text = export([report(part_report(cases=(case,)))])
    assert '<td class="d3 at">2.5</td>' in text
    assert '.got .d3::after { content: " ≠"' in text
    assert "1 of 2 differ, marked ≠; first at [1]: expected 2, got 2.5." in Page(text).words


def test_the_first_difference_is_not_said_twice():
    case = case_report(
        message="1 of 2 numbers differ; at [1] expected 2, got 2.5",
        expected=array([1.0, 2.0], (2,)),
        got=array([1.0, 2.5], (2,)),
    )
    assert [side.first for side in sides(case)] == ["", ""]


def test_the_shade_grows_with_the_difference():
    case = case_report(expected=array([0.0] * 4, (4,)), got=array([0.0, 0.01, 0.4, 1.0], (4,)))
    assert [cell.shade for cell in sides(case)[1].grids[0].rows[0]] == [0, 1, 2, 3]


def test_a_long_vector_is_folded():
    got = array(list(range(19)), (19,), "int64")
    (grid,) = sides(case_report(got=got))[0].grids
    assert grid.heads == ("0 +", "8 +", "16 +")
    assert [len(row) for row in grid.rows] == [8, 8, 3]


def test_of_a_large_array_the_part_with_the_first_difference_is_shown():
    zeros = [[0.0] * 20 for _ in range(20)]
    other = [row[:] for row in zeros]
    other[12][15] = 1.0
    case = case_report(expected=array(zeros, (20, 20)), got=array(other, (20, 20)))
    (grid,) = sides(case)[1].grids
    assert grid.caption == (
        "shape (20, 20), float64, rows 11 to 18 and columns 12 to 19, all from 0 to 1"
    )
    assert [cell.text for row in grid.rows for cell in row if cell.first] == ["1"]


def test_named_results_are_compared_one_by_one():
    case = case_report(
        expected=Shown(text="dW =\n[[1, 2],\n [3, 4]]\nb = 0.5"),
        got=Shown(text="dW =\n[[1, 2],\n [3, 5]]\nb = 0.5"),
    )
    expected, got = sides(case)
    assert [grid.caption for grid in got.grids] == ["dW: shape (2, 2)", "b"]
    assert got.first == "first at dW[1, 1]: expected 4, got 5"
    words = student_page(report(part_report(cases=(case,)))).words
    assert "✗ dW differs ✓ b right" in words


@pytest.mark.parametrize(
    "data", [["<b>", "x"], [1e308, 10**400], [None, 1], [[1], [2, 3]], [{"a": 1}]]
)
def test_what_is_no_number_is_in_no_table(data):
    odd = Shown(text="odd", value=ArrayData(shape=(len(data),), dtype="<i>", data=data))
    assert sides(case_report(expected=odd, got=odd))[1].grids == ()
    harmless(student_page(report(part_report(cases=(case_report(expected=odd, got=odd),)))))


# --- what to do next, and pictures --------------------------------------------------------------


def test_what_lost_most_is_to_be_done_first():
    flip = Diagnosis(mistake="flip", message="The kernel is flipped.")
    small = part_report("extent", "number", earned=3.0)
    words = student_page(report(small, part_report(diagnoses=(flip,)), topics=("vision",))).words
    assert words.index("conv 4 points to gain The kernel is flipped.") < words.index(
        "extent 1 point to gain"
    )
    assert "Topics to read again: vision (4 missed)" in words
    assert "grader check q2_3 --hint" in words


def test_a_footprint_is_drawn_where_the_numbers_prove_it():
    text = "x =\n[[1, 2, 3],\n [4, 5, 6],\n [7, 8, 9]]\nw =\n[[1, 10]]\ndilation = 2"
    right = array([[31.0], [64.0], [97.0]], (3, 1))
    case = case_report(input=Shown(text=text), expected=right, got=array([[13.0]], (1, 1)))
    words = student_page(report(part_report(cases=(case,)))).words
    assert "Output [0, 0] reads the 2 framed pixels: 1 · 1 + 10 · 3 = 31." in words
    other = replace(case, expected=array([[31.0], [64.0], [98.0]], (3, 1)))
    assert "framed" not in student_page(report(part_report(cases=(other,)))).words


def test_a_receptive_field_is_drawn_where_its_size_is_right():
    case = case_report(
        input=Shown(text="layers = [(5, 1), (3, 2), (4, 1)]"),
        expected=Shown(text="13"),
        got=Shown(text="15"),
    )
    words = student_page(report(part_report(cases=(case,)))).words
    assert "the 13 pixels of a row that it spans" in words
    other = replace(case, expected=Shown(text="14"))
    assert "spans" not in student_page(report(part_report(cases=(other,)))).words


def test_an_image_is_drawn_beside_its_filtered_ones():
    rows = [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0]]
    case = case_report(
        input=Shown(text="img =\n" + str(rows).replace("], ", "],\n ")),
        expected=array(rows, (3, 3)),
        got=array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0], [6.0, 7.0, 9.0]], (3, 3)),
    )
    page = student_page(report(part_report(cases=(case,))))
    assert [each["aria-label"] for each in page.all("svg")] == [
        "the input as an image",
        "the expected result as an image",
        "your result as an image",
        "1 of 9 numbers differ: in rows 2 to 2 and columns 2 to 2",
    ]
    hidden = replace(case, hidden=True)
    assert not student_page(report(part_report(cases=(hidden,)))).all("svg")


# --- numbers and prose --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"), [(4.0, "4"), (3.5, "3.5"), (2.25, "2.25"), (0.1 + 0.2, "0.3"), (10, "10")]
)
def test_numbers_have_no_useless_decimals(value, written):
    assert points(value) == written


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("a `x < 1` b", "a <code>x &lt; 1</code> b"),
        ("**bold $x$**", "<strong>bold <math><mi>x</mi></math></strong>"),
        ("$b$ and `$HOME`", "<math><mi>b</mi></math> and <code>$HOME</code>"),
        (r"$\nothing$ \* &lt;", '<span class="formula">nothing</span> \\* &amp;lt;'),
        ("2 ** 3 ** 4 <b>", "2 ** 3 ** 4 &lt;b&gt;"),
        ("[a](https://x.org)", "[a](https://x.org)"),
        ("a ` b $ c ** d", "a ` b $ c ** d"),
    ],
)
def test_a_sentence_may_hold_code_bold_and_formulas(text, markup):
    assert inline(text).startswith(markup)


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("one\nline\n\ntwo\n", "<p>one\nline</p>\n<p>two</p>\n"),
        ("do:\n- a\n  b\n- c", "<p>do:</p>\n<ul>\n<li>a\nb</li>\n<li>c</li>\n</ul>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        (
            "$$a\n- b$$",
            '<span class="display"><math display="block"><mrow><mi>a</mi><mo>−</mo>'
            "<mi>b</mi></mrow></math></span>",
        ),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>\n"),
        ("[a](https://x.org)", '<p><a rel="noreferrer" href="https://x.org">a</a></p>\n'),
        ("# a\n![b](c)", '<p># a\n!<a rel="noreferrer" href="c">b</a></p>\n'),
        (
            "|a|\n|-|\n|b|",
            '<table>\n<thead>\n<tr>\n<th scope="col">a</th>\n</tr>\n</thead>\n'
            "<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n",
        ),
        ("```python\n- <x>\n\n```\n", "<pre><code>- &lt;x&gt;\n\n</code></pre>\n"),
        ("<h1>", "<p>&lt;h1&gt;</p>\n"),
        ("", ""),
    ],
)
def test_a_prompt_has_paragraphs_lists_and_code(text, markup):
    assert prose(text) == markup


# --- the class page -----------------------------------------------------------------------------


def test_the_class_page_links_students_that_have_a_page():
    page = class_page(
        report(student="ann b"), report(student="bob"), pages={"ann b": "students/ann%20b.html"}
    )
    assert [each["href"] for each in page.all("a")[1:]] == ["students/ann%20b.html"]


def test_the_class_page_has_a_row_per_student_in_order():
    page = class_page(
        report(student="bob", earned=1.5),
        report(student="ann", earned=3.0),
        report(student="ann", exercise="q1_7", earned=4.0),
    )
    assert "Student q1_7 q2_3 Earned Pending Points ann 4 3 7 8 bob no report 1.5 1.5 4" in (
        page.words
    )


def test_an_ungraded_report_leaves_the_cell_and_the_total_empty():
    words = class_page(ungraded(), report(exercise="q1_7", earned=4.0)).words
    assert "ann 4 ungraded ungraded 8" in words
    assert "Not graded □ not graded ann, q2_3: no disk" in words


def test_pending_points_are_named_and_not_counted():
    words = class_page(waiting(), report(student="bob", status=Status.PARTIAL, earned=2)).words
    assert "ann +4 pending 4 4 bob 2 2 4" in words
    assert "q2_3 Dilated convolution 4 1 2 2 1 0" in words


def test_an_exercise_without_any_mark_has_no_mean():
    assert "q2_3 Dilated convolution 4 0 0 1" in class_page(ungraded()).words


def test_mean_and_highest_mark_leave_out_what_was_not_graded():
    words = class_page(
        report(student="ann", earned=4.0), report(student="bob", earned=1.0), ungraded("carl")
    ).words
    assert "q2_3 Dilated convolution 4 2 2.5 4 0 1" in words


def test_mistakes_are_counted_once_a_report_and_the_frequent_ones_come_first():
    def made(student, *mistakes):
        found = tuple(Diagnosis(mistake=each, message=f"About {each}.") for each in mistakes)
        return report(part_report(diagnoses=found), student=student)

    words = class_page(
        made("ann", "sign", "flip", "flip"), made("bob", "flip"), made("carl"), ungraded("dora")
    ).words
    assert "of 3 graded Mistake Reports Share" in words
    assert "conv: flip About flip. 2 67 % conv: sign About sign. 1 33 %" in words


def test_rare_mistakes_are_left_to_a_count():
    found = tuple(Diagnosis(mistake=f"m{i}", message="...") for i in range(7))
    words = class_page(report(part_report(diagnoses=found))).words
    assert "m4" in words
    assert "m5" not in words
    assert "and 2 more" in words


def test_a_class_without_recognised_mistakes_says_so():
    assert "No mistake was recognised." in class_page(report()).words
