import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import DocumentError
from indexer.readers.web import read
from indexer.sections import assemble
from indexer.types import Element, Role
from tests.indexer.reading import check, read_text

MEET = (
    "Glenmore Council and the voluntary groups of the bay agreed a new way of working in the"
    " spring. They meet four times a year in the town hall."
)
PAY = (
    "Grants are paid on the first day of the quarter. Groups that need the money earlier can ask"
    " the fund officer, who answers within five working days."
)


def elements(html: str | bytes) -> tuple[Element, ...]:
    return read(html if isinstance(html, bytes) else html.encode(), "glenmore.html").elements


def said(html: str | bytes) -> list[str]:
    """Each element as a line: its depth as # or -, its number or marker, its text."""
    return [line(element) for element in elements(html)]


def line(e: Element) -> str:
    if e.cell:
        return f"[{e.cell.column}] {e.text}"
    mark = {Role.HEADING: "#" * e.level, Role.ITEM: "-" * (e.level + 1), Role.FOOTNOTE: "note"}
    return " ".join(filter(None, (mark.get(e.role, ""), e.number, e.marker, e.text)))


# --- what is the document, and what stands around it ---

PAGE = f"""<!DOCTYPE html><html><head><title>Glenmore Compact | Glenmore Council</title>
<meta name="dcterms.modified" content="2031-05-04T10:00"></head><body class="has-cookie-banner">
<a href="#main">Skip to main content</a>
<div id="cookie-banner"><h2>Cookies</h2><p>We use cookies to make this site work.</p></div>
<header role="banner"><p>Glenmore Council</p><nav><a href="/">Home</a></nav></header>
<div class="breadcrumbs"><ol><li><a href="/">Home</a></li><li>Compact</li></ol></div>
<main id="main"><h1>Glenmore Compact</h1>
<form><label>Search</label><input value="find"><button>Go</button></form>
<h2>Contents</h2><ul><li><a href="#a">Aims</a></li><li><a href="#b">Money</a></li></ul>
<article><header><h2 id="a">Aims</h2></header><p>{MEET}</p><footer>The forum, Glenmore</footer>
</article><p hidden>Hidden.</p><p style="display: none">Unseen.</p>
<p aria-hidden="true">Silent.</p><h2 id="b"><button>Money</button></h2><p>{PAY}</p>
<svg><text>Drawing</text></svg><noscript>No script</noscript><script>var a = "<p>x</p>";</script>
<!-- a comment --><div class="share-links"><a href="/f">Share</a></div>
<div class="pagination"><a href="?2">Next page</a></div></main>
<aside><p>See also <a href="/x">another page</a></p></aside>
<footer><p>Contact us. © Glenmore Council</p></footer></body></html>"""


def test_of_a_page_only_the_document_is_read():
    assert said(PAGE) == [
        "# Glenmore Compact",
        "## Aims",
        MEET,
        "The forum, Glenmore",
        "## Money",
        PAY,
    ]


def test_the_edges_of_the_pages_of_an_exported_document_are_left_out():
    top, foot = '<div title="header"><p>Forum</p></div>', '<div title="footer"><p>Page 3</p></div>'
    assert said(f"<body>{top}<h1>Halls</h1><p>{MEET}</p>{foot}</body>") == ["# Halls", MEET]


def test_a_page_says_its_title_and_its_date():
    extract = read(PAGE.encode(), "glenmore.html")
    assert (extract.title, extract.date) == ("Glenmore Compact", "2031-05-04")
    document = read_text(PAGE, "glenmore.html").document
    assert document.title == "Glenmore Compact"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ("<title>Glenmore Compact | Glenmore Council</title>", "", "Glenmore Compact"),
        ("<title>Glenmore Compact - GOV.UK</title>", "", "Glenmore Compact"),
        ("<title>Glenmore Compact - 2031 to 2034</title>", "", "Glenmore Compact - 2031 to 2034"),
        (
            "<title>Our Compact – The Bay</title><meta property='og:site_name' content='The Bay'>",
            "",
            "Our Compact",
        ),
        ("<title>Microsoft Word - a.doc</title>", "<p class=MsoTitle>Our Compact", "Our Compact"),
        (
            "<title>x.html</title><meta property='og:title' content='Our Compact'>",
            "",
            "Our Compact",
        ),
        ("<title>Our Compact</title>", "<h1>One</h1><h1>Two</h1>", "Our Compact"),
        ("<title>Site</title>", "<h1>Our <b>Compact</b></h1>", "Our Compact"),
        ("", "", ""),
    ],
    ids="bar gov dash site-name word graph many one none".split(),
)
def test_a_title_is_the_heading_or_that_of_the_head_without_the_sites_name(head, body, expected):
    html = f"<html><head>{head}</head><body>{body}<p>{MEET}</p></body></html>"
    assert read(html.encode(), "a.html").title == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<form id=aspnetForm><div class=sidebar-wrapper>", "</div></form>"),
        ("<table><tr><td><a href=/>Home</a></td><td>", "</td></tr></table>"),
        ("<aside>", "</aside>"),
        ("<nav><div>", "</div></nav>"),
        ("<header>", "</header>"),
        ("<div class='cookie-page consent'>", "</div>"),
        ("<div aria-hidden=true>", "</div>"),
        ("<main><p>Short.</p></main><div>", "</div>"),
        ("<div id=content><p>Short.</p></div><font><center>", "</center></font>"),
        ("<blockquote><dl><dd>", "</dd></dl></blockquote>"),
        ("<o:wrapper><custom-part>", "</custom-part></o:wrapper>"),
    ],
    ids="form table aside nav header cookie hidden main content quote unknown".split(),
)
def test_a_document_in_an_odd_container_is_read_in_full(before, after):
    html = f"<html><body>{before}<h2>Aims</h2><p>{MEET}</p><p>{PAY}</p>{after}<p>End.</p></body>"
    lines = " ".join(said(html))
    assert all(text in lines for text in ("Aims", MEET, PAY, "End."))


@pytest.mark.parametrize(
    "part",
    [
        f"<section id=social-care><h2>Social care</h2><p>{MEET}</p></section>",
        "<section id=share><h2>Sharing halls</h2><p>We share.</p></section>",
        "<div class=print><p>We print.</p></div>",
        f"<section id=consent><p>{MEET}</p></section>",
        f"<aside class=case-study><p>{MEET} {PAY}</p></aside>",
        f"<button aria-controls=p>Open</button><div id=p hidden><p>{MEET}</p></div>",
        "<p>See <a href='#a'>Aims</a> and <a href='#b'>the money part</a> of this.</p>",
    ],
    ids="care share print consent aside panel links".split(),
)
def test_prose_is_kept_whatever_its_part_is_called(part):
    rest = f"<p>{PAY}</p>" * 4 + "<p id=a>x</p><p id=b>y</p>"
    before = len(said(f"<body><article>{rest}</article></body>"))
    assert len(said(f"<body><article>{part}{rest}</article></body>")) > before


def test_a_page_that_is_one_typed_text_is_read_as_text():
    html = (
        f"<html><body><pre>1 Main Report\n\n1.1 {MEET}\n\n- to meet\n- to talk</pre></body></html>"
    )
    assert said(html) == ["# 1 Main Report", f"1.1 {MEET}", "- - to meet", "- - to talk"]


# --- headings ---


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h3>A</h3><p>x</p><h4>B</h4><p>y</p>", ["# A", "x", "## B", "y"]),
        ("<div role=heading aria-level=2>A</div><h3>B</h3><p>y</p>", ["# A", "## B", "y"]),
        ("<h2>4.1 Halls<br>and greens</h2><p>y</p>", ["# 4.1 Halls and greens", "y"]),
        (f"<h2>A</h2><p><b>Halls</b></p><p>{MEET}</p>", ["# A", "## Halls", MEET]),
        (f"<p><strong>Halls</strong><br>{MEET}</p>", ["# Halls", MEET]),
        (
            f"<p><b>1. Halls</b></p><p>{MEET}</p><p><b>1.1 Fees</b></p><p>{PAY}</p>",
            ["# 1. Halls", MEET, "## 1.1 Fees", PAY],
        ),
        (
            "<p><b>1. Halls</b></p><p>We will:</p><p>- open</p>",
            ["# 1. Halls", "We will:", "- - open"],
        ),
        ("<p><b>Halls</b></p><p>2.1 They open</p>", ["# Halls", "2.1 They open"]),
        (f"<p><b>Date of next visit</b></p><p>{MEET}</p>", ["# Date of next visit", MEET]),
        (f"<p><b>Date 3 May 2031</b></p><p>{MEET}</p>", ["Date 3 May 2031", MEET]),
        (f"<p><b>Halls.</b></p><p>{MEET}</p>", ["Halls.", MEET]),
        (f"<p><b>We will:</b></p><p>{MEET}</p>", ["We will:", MEET]),
        ("<p><b>Ann Bell</b></p><p>Chair</p>", ["Ann Bell", "Chair"]),
        (f"<p><b style='font-weight:normal'>Halls</b></p><p>{MEET}</p>", ["Halls", MEET]),
        (f"<h2>{MEET} {PAY}</h2><p>x</p>", [f"{MEET} {PAY}", "x"]),
        (f"<details><summary>Why?</summary><p>{MEET}</p></details>", ["# Why?", MEET]),
    ],
    ids=(
        "levels role break bold bold-break numbers lead-in numbered date-named date full-stop"
        " colon name normal prose summary"
    ).split(),
)
def test_headings_are_found_by_their_tags_or_their_look(html, expected):
    assert said(html) == expected


# --- paragraphs, lists ---


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>1.11 {PAY}</p>", [f"1.11 {PAY}"]),
        (f"<p><b>2.3</b>&nbsp;&nbsp;{PAY}</p>", [f"2.3 {PAY}"]),
        (f"<div><div>1.2</div><div>{PAY}</div></div>", [f"1.2 {PAY}"]),
        (f"<p>(b)</p><p>{PAY}</p><p>5.</p>", [f"- (b) {PAY}", "5."]),
        ("<p>3.5 million people live here.</p>", ["3.5 million people live here."]),
        ("<p>one<br>two</p>", ["one\ntwo"]),
        ("<p>one<br><br>two</p>", ["one", "two"]),
        (
            "<p>We:<br>• meet<br>• talk<br>And so on.</p>",
            ["We:", "- • meet", "- • talk", "And so on."],
        ),
        ("<p>We:<br>• meet<br>every May</p>", ["We:", "- • meet every May"]),
        ("<p>(a) meet</p><p>3. talk</p>", ["- (a) meet", "- 3. talk"]),
        (
            "<pre>one\n  two\n\nthree</pre><p>x" + " x" * 99,
            ["one\n  two", "three", "x" + " x" * 99],
        ),
        ("<blockquote>We meet.</blockquote>", ["We meet."]),
        ("<p>See <a href='/f'>the <i>form</i></a>.</p>", ["See the form."]),
        ("<p>vol&shy;un&#8203;teer&nbsp;group</p>", ["volunteer group"]),
        ("<p>R&amp;amp;D &lt;p&gt;and&lt;/p&gt; more &lt; 5</p>", ["R&D\nand\nmore < 5"]),
        ("<p>10 m<sup>2</sup> on the 1<sup>st</sup></p>", ["10 m2 on the 1st"]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
        ("<p><img alt='A map of the bay'></p><p><img alt='x'>y</p>", ["A map of the bay", "y"]),
        ("<p>a &#1;&#x202;b&#0;</p>", ["a Ȃb\ufffd"]),
    ],
    ids=(
        "number bold-number number-above letter-above decimal break two-breaks bullets wrapped"
        " typed pre quote link invisible escaped raised loose picture control"
    ).split(),
)
def test_text_is_clean_and_its_numbers_and_bullets_are_known(html, expected):
    assert said(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", ["- • a", "-- • b", "- • c"]),
        ("<ol><li>a<li value=5>b<li>c</ol>", ["- 1. a", "- 5. b", "- 6. c"]),
        ("<ol type=a start=3><li>a<li>b</ol>", ["- c. a", "- d. b"]),
        ("<ol type=I><li>a<li>b</ol>", ["- I. a", "- II. b"]),
        ("<ol reversed><li>a<li>b</ol>", ["- 2. a", "- 1. b"]),
        ("<ol style='list-style-type:lower-roman'><li>a<li>b</ol>", ["- i. a", "- ii. b"]),
        ("<ol style='list-style:none'><li>1.1 a<li>(b) c</ol>", ["1.1 a", "- (b) c"]),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", ["- • a", "- b", "- • c"]),
        ("<dl><dt>Lead<dd>Forum<dt>When?<dd>May</dl>", ["- Lead: Forum", "- When? May"]),
        ("<dl><dt>Steps<dd><ul><li>a</ul><dt>None</dl>", ["- Steps", "-- • a", "- None"]),
        (f"<ul><li><h3>Halls</h3><p>{MEET}</p></li></ul>", ["# Halls", MEET]),
        ("<ol><li value=9999>a</ol>", ["- 9999. a"]),
        ("<ol type=i><li value=9999>a<li value=-3>b</ol>", ["- 9999. a", "- -3. b"]),
    ],
    ids=(
        "nested value letters roman reversed style none paragraphs terms steps heading large small"
    ).split(),
)
def test_lists_have_their_markers_and_depths(html, expected):
    assert said(html) == expected


# --- footnotes ---


@pytest.mark.parametrize(
    "html",
    [
        '<p>We meet<sup><a href="#fn1" id="r1">1</a></sup> here.</p><p>x</p>'
        '<h2>Notes</h2><ol><li id="fn1"><p>Each May. <a href="#r1">↩</a></p></li></ol>',
        '<p>We meet<a href="#_ftn1" name="_ftnref1">[1]</a> here.</p><p>x</p><div>'
        '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Each</p><p>May.</p></div></div>',
        '<p>We meet<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> here.</p><p>x</p>'
        '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Each May.</span></p></div>',
        '<p>We meet<sup>[<a href="a.html#cite_note-1">1</a>]</sup> here.</p><p>x</p>'
        '<ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> Each May.</li></ol>',
        "<p>We meet<sup>1</sup> here.</p><p>x</p><p><sup>1</sup> Each May.</p>",
        '<p>We meet<a role="doc-noteref" href="#x">1</a> here.</p><p>x</p>'
        '<section role="doc-endnotes"><div id="x">1. Each May.</div></section>',
    ],
    ids="list word google wiki typed role".split(),
)
def test_a_footnote_follows_the_paragraph_that_refers_to_it(html):
    assert said(html) == ["We meet here.", "note 1 Each May.", "x"]


def test_a_footnote_of_a_table_follows_the_table():
    html = (
        "<table><tr><th>Action<th>Lead<tr><td>Open<sup><a href=#fn1>a</a></sup><td>Forum"
        "<tr><td>Mow<td>Club</table><p>x<p id=fn1>Or close.</p>"
    )
    lines = said(html)
    assert lines[-2:] == ["note a Or close.", "x"]
    assert "[Action] Open" in lines


def test_control_characters_written_as_entities_are_taken_out():
    html = (
        "<p>We<script>x</script>&#1;meet<sup><a href='#fn1&#3;'>1</a></sup>&#4; here.</p>"
        "<p><img alt='A&#2; map'></p><p id='fn1&#3;'>Each&#7; May.</p>"
    )
    assert said(html) == ["Wemeet here.", "note 1 Each May.", "A map"]


def test_a_link_that_leads_to_no_note_is_text():
    assert said('<p>See part <a href="#p2">2</a>.</p><h2 id=p2>Two</h2><p>x</p>') == [
        "See part 2.",
        "# Two",
        "x",
    ]


# --- tables ---


def test_a_table_knows_its_headings_and_merged_cells():
    html = (
        "<table><caption>Table 1</caption><thead><tr><th>Theme<th colspan=2>Action</thead>"
        "<tr><td rowspan=2>Halls<td>Open one<td>by May<tr><td>Close one<td>by June"
        "<tr><td>Greens<td colspan=2>Mow one<table><tr><td>twice<td>a week</table></table>"
    )
    lines = said(html)
    assert lines[0] == "Table 1"
    assert {"[Action] Open one", "[Action] Close one", "[Action] Mow one"} <= {*lines}
    assert {text for _, text in (entry.split("] ") for entry in lines[1:])} >= {"twice", "a week"}


@pytest.mark.parametrize(
    "table",
    [
        "<table role=presentation><tr><td>{a}<td>x<tr><td>{b}<td>y</table>",
        "<table><tr><td>{a}{b}</table>",
        "<table><tr><td>{a}<td>{b}</table>",
        "<table><tr><td>{a}<tr><td>{b}</table>",
        "<table><tr><td>x<td><table><tr><td>{a}</table><tr><td>y<td>{b}</table>",
        "<table><tr><td>x<td>{a}<h2>Money</h2><tr><td>y<td>{b}</table>",
    ],
    ids="role cell row column nested headings".split(),
)
def test_a_table_that_only_places_text_is_no_table(table):
    found = elements(table.format(a=f"<p>{MEET}</p>", b=f"<p>{PAY}</p>"))
    assert not any(element.cell for element in found)
    assert [e.text for e in found if len(e.text) > 9] == [MEET, PAY]


def test_a_table_inside_a_table_that_places_text_keeps_its_columns():
    inner = "<table><tr><th>Action<th>Lead<tr><td>Open one<td>Forum<tr><td>Mow<td>Club</table>"
    lines = said(f"<table><tr><td>x<td>{inner}<tr><td>y<td>z</table>")
    assert {"[Action] Open one", "[Lead] Forum", "x", "z"} <= {*lines}


# --- programs that write pages ---

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<title>Report template</title></head><body lang=EN-GB><div class=WordSection1>
<p class=MsoTitle>The Glenmore Compact<o:p></o:p></p>
<p class=MsoTocHeading>Contents</p>
<p class=MsoToc1><a href="#_Toc1">Purpose<span>......... </span>3</a></p>
<h1 style='mso-list:l0 level1 lfo1'><a name="_Toc1"></a><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>Purpose</h1>
<p class=MsoNormal style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.1<span>&nbsp;
</span></span>We agree \x96 all of us.</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='font-family:Symbol'><span
style='mso-list:Ignore'>\xb7<span>&nbsp; </span></span></span>to meet</p>
<p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><span style='mso-list:Ignore'>o<span>
&nbsp;</span></span>early</p>
<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt'><span>\xb7<span>&nbsp;
&nbsp;</span></span>to talk</p>
<p class=MsoListParagraph style='margin-left:72.0pt;text-indent:-18.0pt'><span>o<span>&nbsp;
&nbsp;</span></span>late</p></div></body></html>"""


def test_a_page_of_word_has_its_numbers_and_bullets():
    extract = read(WORD.encode("latin-1"), "glenmore.htm")
    assert extract.title == "The Glenmore Compact"
    assert [line(element) for element in extract.elements] == [
        "# The Glenmore Compact",
        "## 1. Purpose",
        "1.1 We agree – all of us.",
        "- • to meet",
        "-- • early",
        "- • to talk",
        "-- • late",
    ]


def test_a_page_of_google_docs_has_its_bold_titles_and_lists():
    html = (
        "<html><head><style>ol.lst-kix_a-0>li:before{content:''}.lst-kix_a-1>li:before{content:"
        '"(" counter(lst-ctn-kix_a-1,lower-latin) ") "}.c3{font-weight:700}</style></head><body>'
        '<p class="c5 title"><span>Our Compact</span></p><p><span class="c3">Aims</span></p>'
        f'<p><span>{MEET}</span></p><ul class="lst-kix_b-0"><li>one</li></ul>'
        '<ul class="lst-kix_b-1"><li>two</li></ul><ol class="lst-kix_a-1" start=2><li>three</li>'
        "</ol></body></html>"
    )
    expected = ["# Our Compact", "## Aims", MEET, "- • one", "-- • two", "-- (b) three"]
    assert said(html) == expected


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ("<meta charset='iso-8859-2'>", "iso-8859-2"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1250'>", "cp1250"),
        ("", "utf-8"),
        ("<meta charset=utf-8>", "utf-16"),
    ],
    ids="meta http-equiv none mark".split(),
)
def test_a_page_says_its_encoding(declaration, encoding):
    html = f"<html><head>{declaration}</head><body><p>Gmina Żółw – druga</p></body></html>"
    html = html.replace("–", "-")
    assert said(html.encode(encoding)) == ["Gmina Żółw - druga"]


def test_xhtml_with_a_document_type_is_read_as_any_page():
    html = (
        '<?xml version="1.0" encoding="iso-8859-1"?>\n<!DOCTYPE html [<!ENTITY a "&#38;b;&#38;b;">'
        '<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<html xmlns="http://www.w3.org/1999/xhtml">'
        "<body><p>Caf\xe9 &x;<br/>two</p></body></html>"
    )
    assert said(html.encode("latin-1")) == ["Café &x;\ntwo"]


# --- pages that nobody writes ---


@pytest.mark.parametrize(
    "html",
    ["", "  ", "<!-- x -->", "<html></html>", "<script>x</script>", "<br>", "<table></table>"],
)
def test_a_page_without_text_has_no_elements(html):
    assert said(html) == []


def test_parts_that_stand_deep_in_each_other_are_read():
    assert said("<div>" * 1500 + f"<p>{MEET}</p>" + "</div>" * 1500) == [MEET]
    assert len(said("<ul><li>one" * 500)) == 500
    assert len(said("<table><tr><td>one<td>two<tr><td>three<td>four" * 200)) >= 4 * 199


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<div>" * 10_000 + MEET, "the parts of this web page stand too deep in each other"),
        ("<b>" * 900_000, "this is too large to be read at once"),
        ("\x00\x01\x02" * 500, "this is not a text file"),
    ],
    ids="deep large bytes".split(),
)
def test_a_page_that_cannot_be_read_is_refused_with_what_to_do(html, reason):
    with pytest.raises(DocumentError, match=reason):
        said(html)


@pytest.mark.parametrize(
    "html",
    [
        "<table>" + "<tr><td rowspan=60000 colspan=1000>a<td>b" * 500 + "</table>",
        "<p>x" + "." * 200_000 + "</p>",
        "<p>" + "word<br>" * 20_000,
        "<p style='" + "list-style:" * 20_000 + "'>x",
        f'<div class="{"cookie-" * 20_000}!">x</div>',
        '<a href="#fn' + "a" * 100_000 + '!">1</a>',
        "<!DOCTYPE [" + "]" * 100_000,
        '<img src="data:image/png;base64,' + "A" * 2_000_000 + '">x',
        "<a href=#x>1</a>" * 5_000,
        "<dl>" + "<dt>a</dt><dd>b</dd>" * 5_000,
    ],
    ids="spans dots breaks style class place type picture signs terms".split(),
)
def test_a_page_made_to_take_for_ever_does_not(html):
    assert len(said(html)) < 20_000


WORDS = st.integers(0, 9999).map(lambda n: f"word{n}")
INLINE = st.sampled_from(["{}", "<b>{}</b>", "<a href='/x'>{}</a>", "<span><i>{}</i></span>"])
TEXTS = st.lists(st.tuples(INLINE, WORDS), min_size=1, max_size=4).map(
    lambda parts: " ".join(shape.format(word) for shape, word in parts)
)
BLOCKS = st.recursive(
    st.tuples(
        st.sampled_from(["<p>{}</p>", "<h2>{}</h2>", "{}<br>", "<div>{}</div>", "<pre>{}</pre>"]),
        TEXTS,
    ).map(lambda made: made[0].format(made[1])),
    lambda inner: st.tuples(
        st.sampled_from(
            [
                "<div>{}</div>",
                "<ul><li>{}</li></ul>",
                "<ol><li>{}</li></ol>",
                "<blockquote>{}</blockquote>",
                "<section>{}",
                "<dl><dt>{}</dt></dl>",
                "<dl><dd>{}</dd></dl>",
                "<table><tr><td>{}</td></tr></table>",
                "<center><font>{}",
                "{}<p hidden>gone1</p>",
                "{}<script>gone2</script>",
            ]
        ),
        st.lists(inner, min_size=1, max_size=3).map("".join),
    ).map(lambda made: made[0].format(made[1])),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_every_visible_word_of_a_page_is_in_the_document_in_its_order(html):
    text = assemble(elements(f"<html><body>{html}</body></html>"))[0]
    assert re.findall(r"word\d+", text) == re.findall(r"word\d+", html)
    assert "gone" not in text


def test_a_damaged_page_is_read_or_refused():
    pages = [PAGE.encode(), WORD.encode("latin-1"), PAGE.encode("utf-16")]
    chance = random.Random(1)
    for i in range(300):
        data = bytearray(pages[i % 3])
        for _ in range(chance.randint(1, 20)):
            at, to = chance.randrange(len(data)), chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] ^= 1 << chance.randrange(8)
                case 1:
                    data[at:to] = data[to:at]
                case 2:
                    del data[at : at + chance.randrange(50)]
                case _:
                    data[at], data[to] = data[to], data[at]
            data = data or bytearray(b"x")
        try:
            text = assemble(elements(bytes(data)))[0]
        except DocumentError:
            continue
        assert not re.search("[\x00-\x08\x0e-\x1f]", text)


def test_the_passages_of_a_page_hold_what_holds_for_each_document():
    check(read_text(PAGE, "glenmore.html"))
    check(read_text(WORD.encode("latin-1"), "glenmore.htm"))
