import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import DocumentError
from indexer.passages import LIST_CHARACTERS, PARAGRAPH_CHARACTERS, SHORT_LIST, cut
from indexer.sections import assemble
from indexer.types import Cell, Document, Element, Form, Passage, Role
from indexer.words import words
from tests.indexer.reading import Read, check, read_text

SENTENCE = "The Glenmore forum pays the clubs of the bay on the first day of May. "
LEANING = "They then have a whole year in which to spend it on the things they asked for. "


def passages(*elements: Element, title: str = "The Glenmore Compact") -> list[Passage]:
    text, sections, _ = assemble(elements)
    document = Document("d", "glenmore.txt", "docs/glenmore.txt", "", text, title)
    return cut(document, sections)


def heading(text: str, level: int = 1, where: str = "") -> Element:
    return Element(text, Role.HEADING, level, where=where)


def item(text: str, level: int = 0, cell: Cell | None = None) -> Element:
    return Element(text, Role.ITEM, level, marker="·", cell=cell)


def of(form: Form, made: list[Passage]) -> list[str]:
    return [passage.text for passage in made if passage.form is form]


def test_a_paragraph_is_a_passage_that_knows_where_it_stands():
    (passage,) = passages(
        heading("2 Money", where="chapter 2"),
        heading("2.1 Grants", 2, where="page 7"),
        Element("The forum pays. It pays in May.", number="2.11"),
    )
    assert passage.text == "The forum pays. It pays in May."
    assert passage.headings == ("2 Money", "2.1 Grants")
    assert passage.context == "The Glenmore Compact > Money > Grants"
    assert (passage.number, passage.where, passage.form) == ("2.11", "page 7", Form.PARAGRAPH)
    offsets = [(start - passage.start, end - passage.start) for start, end in passage.sentences]
    assert offsets == [(0, 15), (16, 31)]


def test_what_a_block_says_of_its_place_comes_before_its_section():
    made = passages(heading("Plan", where="p. 1"), Element("a", where="row 2"), Element("b"))
    assert [passage.where for passage in made] == ["row 2", "p. 1"]


def test_a_heading_that_says_what_the_title_says_stands_in_the_context_once():
    (passage,) = passages(heading("The Glenmore Compact"), heading("Aims", 2), Element("We meet."))
    assert passage.context == "The Glenmore Compact > Aims"


def test_a_cell_is_a_passage_with_its_row():
    cell = Cell(3, "Lead", "Open a hall", "Halls", ("Timescale",))
    made = passages(
        Element("Open a hall", cell=Cell(3, "Action", "Open a hall", "Halls")),
        Element("Forum", cell=cell),
    )
    assert [passage.form for passage in made] == [Form.CELL, Form.CELL]
    assert [passage.context for passage in made] == [
        "The Glenmore Compact > Halls > Action",
        "The Glenmore Compact > Halls > Open a hall > Lead",
    ]
    assert made[1].cell == cell


def test_a_long_lead_in_is_cut_from_the_front_in_the_context():
    opening = "x" * 400 + " We agree to:"
    made = passages(Element(opening), item("meet on the first day of May"), item(SENTENCE * 2))
    context = next(passage.context for passage in made if passage.form is Form.ITEM)
    assert context == f"The Glenmore Compact > {opening[-300:]}"


def test_a_long_paragraph_is_cut_between_sentences_into_pieces_of_like_length():
    text = (SENTENCE * 20).strip()
    made = passages(Element(text))
    assert " ".join(passage.text for passage in made) == text
    assert len(made) == -(-len(text) // PARAGRAPH_CHARACTERS)
    assert all(passage.text.startswith("The Glenmore forum") for passage in made)
    lengths = [len(passage.text) for passage in made]
    assert max(lengths) - min(lengths) <= 2 * len(SENTENCE)


def test_a_paragraph_is_not_cut_before_a_sentence_that_leans_on_the_one_before():
    made = passages(Element(((SENTENCE + LEANING) * 5).strip()))
    assert len(made) == 2
    assert all(passage.text.startswith("The Glenmore forum") for passage in made)


@pytest.mark.parametrize("length", [PARAGRAPH_CHARACTERS, PARAGRAPH_CHARACTERS * 3])
def test_one_sentence_is_never_cut(length):
    assert [len(passage.text) for passage in passages(Element("x" * length))] == [length]


def test_a_short_list_is_one_passage_with_its_lead_in():
    made = passages(
        Element("We agree to:"), item("meet on the first day"), item("sing in the hall")
    )
    assert [(passage.form, passage.text) for passage in made] == [
        (Form.LIST, "We agree to:\n\n· meet on the first day\n· sing in the hall")
    ]


def test_in_a_longer_list_each_longer_item_is_a_passage_too():
    filling = [item(f"meet on day {number} of the month of May") for number in range(15)]
    made = passages(Element("We agree to:"), item("sing in the hall"), item("talk"), *filling)
    lead = (0, len("We agree to:"))
    assert made[0].text.startswith("We agree to:\n\n· sing in the hall\n· talk\n· meet on day 0")
    assert len(made[0].text) > SHORT_LIST
    assert [passage.form for passage in made] == [Form.LIST, *[Form.ITEM] * 16]
    assert [passage.lead for passage in made] == [None, *[lead] * 16]
    assert [passage.text for passage in made][1:3] == [
        "sing in the hall",
        "meet on day 0 of the month of May",
    ]


def parts(passage: Passage) -> list[str]:
    return [passage.text[a - passage.start : b - passage.start] for a, b in passage.sentences]


@pytest.mark.parametrize(
    "items",
    [
        ["meet in the hall.", "sing"],
        ["(sometimes) meet", "“meet”", "£3 a head"],
        ["a few of them", "x – and — so on"],
    ],
    ids=["plain", "marks", "dashes"],
)
def test_the_sentences_of_a_list_are_its_lead_in_and_its_items(items):
    (found, *_) = passages(Element("We agree to:"), *map(item, items))
    assert parts(found) == ["We agree to:", *items]


@pytest.mark.parametrize("first", ["meet in the hall", "Meet. Then talk.", "No. 7 is first."])
def test_the_first_item_of_a_list_without_a_lead_in_is_a_sentence_of_it(first):
    assert parts(passages(Element("We meet."), item(first), item("sing"))[1]) == [first, "sing"]


def test_a_lead_in_keeps_its_first_word():
    (found, *_) = passages(Element("Aims. We agree to:"), item("meet"), item("sing"))
    assert parts(found) == ["Aims. We agree to:", "meet", "sing"]


def test_a_list_of_one_item_is_only_that_item():
    made = passages(Element("We agree to:"), item("talk"))
    assert [(passage.form, passage.text) for passage in made] == [
        (Form.PARAGRAPH, "We agree to:"),
        (Form.ITEM, "talk"),
    ]


def test_a_list_without_a_lead_in_begins_with_its_first_item():
    made = passages(Element("We meet."), item("one"), item("two"))
    assert of(Form.LIST, made) == ["· one\n· two"]
    assert of(Form.PARAGRAPH, made) == ["We meet."]


def test_a_long_list_is_cut_between_items_and_only_the_first_piece_has_the_lead_in():
    items = [f"{number} {SENTENCE.strip()}" for number in range(40)]
    made = passages(Element("We agree:"), *map(item, items))
    lists = of(Form.LIST, made)
    assert "".join(lists).count("We agree:") == 1
    assert sum(text.count("The Glenmore forum") for text in lists) == len(items)
    assert all(len(text) <= LIST_CHARACTERS for text in lists)
    single = [text for text in lists if text in items]
    assert of(Form.ITEM, made) + single == items


NESTED = [
    Element("We agree:"),
    item("to meet in the hall on Mondays:"),
    item("early in the day", 1),
    item("late in the day", 1),
    item("to talk about what was said"),
    item("to sing when all is done"),
]


def test_a_list_inside_a_list_is_a_passage_with_the_item_that_opens_it():
    lists = of(Form.LIST, passages(*NESTED))
    assert "to meet in the hall on Mondays:\n· early in the day\n· late in the day" in lists


def test_a_list_that_goes_on_after_an_inner_list_is_not_told_from_the_start_again():
    lists = of(Form.LIST, passages(*NESTED))
    assert "· to talk about what was said\n· to sing when all is done" in lists
    assert len([text for text in lists if "We agree:" in text]) <= 1


def test_no_list_with_inner_lists_is_longer_than_its_pieces_may_be():
    said = SENTENCE.strip()
    items = [item(said), item(f"{said} So:"), item("early in the day", 1)] * 20
    lists = of(Form.LIST, passages(Element("We agree:"), *items))
    assert max(map(len, lists)) <= LIST_CHARACTERS


def test_the_same_words_twice_are_two_passages():
    made = passages(Element("We meet."), heading("Again"), Element("We meet."))
    assert [passage.text for passage in made] == ["We meet.", "We meet."]
    assert made[0].id != made[1].id


def test_ids_are_the_same_for_the_same_text_and_differ_between_documents():
    assert passages(Element("We meet.")) == passages(Element("We meet."))
    text, sections, _ = assemble([Element("We meet.")])
    ids = {cut(Document(i, "", "", "", text, ""), sections)[0].id for i in ("a", "b")}
    assert len(ids) == 2


PIECES = [
    "The Glenmore Compact",
    "GLENMORE PLAN - PROGRESS",
    "1 Main Report",
    "2. Money and halls",
    "Working together",
    "What is the forum?",
    "1.11 The clubs of the bay meet in the hall each spring to plan the year.",
    "2.3",
    "- 1.2 The forum pays grants in May. It says why when it cannot.",
    "The clubs of the bay meet four times a year in the old hall by the harbour. " * 4,
    "They agreed on these aims:",
    "· meet each month;",
    "· Large halls",
    "- share what they know:",
    "  - early",
    " - ii. and late; and",
    "a) ask first",
    "1. First thing",
    "Respect: we listen to each other.",
    "notes the plan and",
    "**Shared halls** - The halls are open to each club on one day of the week.",
    "The board meets in June.**Next steps**",
    "**Bold title**",
    "# A marked title",
    "Ann Bell",
    "Forum Officer",
    "8 Harbour Street,",
    "Email: ann@glenmore.example",
    "01632 960001",
    "the clubs of the bay agreed in spring that the whole of the memorandum",
    "Date 1 May 2031",
    "3.5 million people live here.",
]
TABLES = [
    "Working together ..... 3",
    "Money and halls\t5",
    "\tAction",
    "\tTimescale",
    "\tOpen a hall.",
    "\t",
    "Theme\tAction\tLead",
    "Halls\tOpen one • soon • well\t<p>Forum &amp; clubs</p> <ul><li>both</li></ul>",
    "\tClean one\t",
    "<ann@glenmore.example>",
]
GAPS = st.sampled_from(["\n", "\n\n", "\n\n\n", " ", "\n \n", "\t", ""])


@st.composite
def texts(draw: st.DrawFn, pieces: list[str]) -> str:
    """Pieces of documents, joined as they come, and with a few characters changed."""
    chosen = draw(st.lists(st.sampled_from(pieces), min_size=1, max_size=25))
    text = "".join(piece + draw(GAPS) for piece in chosen)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        cut_out = draw(st.integers(0, 3))
        text = text[:at] + draw(st.text(max_size=3)) + text[at + cut_out :]
    return text


ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)))
FRONT = "---\ntitle: Glenmore\n---\n"
MARKDOWN = [
    *PIECES,
    "## Sharing halls",
    "*Where: page 3.*",
    "| Action | Lead |\n|---|---|\n| Open | |\n| | Forum |",
    "> quoted",
    "```\ncode\n```",
    "<div>x</div>",
    "2. second\n\n   more of it",
    "    - deep",
    "Setext\n===",
    "[a](b) `c` **d** &amp; \\* ![e](f)",
]
RECORDS = [
    "title: Glenmore\n",
    "kind: principles\n",
    "kind: action_plan\n",
    "records:\n",
    "objectives:\n",
    "  - id: a\n    name: Trust\n    type: value\n    statement: We keep our word.\n",
    "  - name: Halls\n    actions:\n",
    "      - id: b\n        text: Open a hall.\n        lead: Forum\n",
    "    where: page 1\n",
    "year: 2031\n",
    "- x\n",
    ": [",
    "&a *a",
]


def read_or_refused(content: str | bytes, name: str) -> Read | None:
    """The file as it was read, or None where it was refused with a reason."""
    try:
        return read_text(content, name)
    except DocumentError as error:
        refused = error
    lines = content.count(b"\n" if isinstance(content, bytes) else "\n")
    assert str(refused).startswith(name)
    assert refused.line <= lines + 2
    return None


@given(texts(PIECES) | texts(PIECES + TABLES) | ANY_TEXT)
def test_any_plain_text_is_cut_into_passages_that_are_its_words(text):
    if read := read_or_refused(text, "glenmore.txt"):
        check(read)


@given(
    texts(MARKDOWN) | texts(MARKDOWN).map(FRONT.__add__) | ANY_TEXT | ANY_TEXT.map(FRONT.__add__)
)
def test_any_markdown_is_cut_into_passages_that_are_its_words(text):
    if read := read_or_refused(text, "glenmore.md"):
        check(read)


@given(st.lists(st.sampled_from(RECORDS)).map("".join) | texts(RECORDS) | ANY_TEXT)
def test_any_records_are_cut_into_passages_that_are_their_words(text):
    if read := read_or_refused(text, "glenmore.yaml"):
        check(read)


@given(
    st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"]),
    st.binary() | ANY_TEXT.map(lambda text: text.encode("utf-16-le")),
    st.sampled_from(["glenmore.txt", "glenmore.md", "glenmore.yaml"]),
)
def test_any_bytes_are_read_or_refused(mark, data, name):
    if read := read_or_refused(mark + data, name):
        check(read)


PLAIN = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n"]))).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)


@given(PLAIN)
def test_no_word_of_a_plain_text_is_lost_or_moved(text):
    if read := read_or_refused(text, "glenmore.txt"):
        assert words(read.document.text) == words(text)


def folded(text: str) -> str:
    """The text without what a reader takes off it: bold marks, and where its lines end."""
    return " ".join(text.replace("**", " ").split())


@given(PLAIN)
def test_every_passage_stands_in_the_file_as_it_is_quoted(text):
    if read := read_or_refused(text, "glenmore.txt"):
        quotes = [folded(passage.text) for passage in read.passages]
        assert [quote for quote in quotes if quote not in folded(text)] == []
