import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import DocumentError
from indexer.readers.markdown import read
from indexer.sections import assemble
from indexer.types import Element, Role
from tests.indexer.reading import check, read_text

MEET = (
    "Glenmore Council and the voluntary groups of the bay agreed a new way of working in the"
    " spring. They meet four times a year in the town hall."
)


def elements(text: str | bytes) -> tuple[Element, ...]:
    return read(text if isinstance(text, bytes) else text.encode(), "glenmore.md").elements


def said(text: str) -> list[str]:
    """Each element as a line: its depth as # or -, its number or marker, its text."""
    return [line(element) for element in elements(text)]


def line(e: Element) -> str:
    if e.cell:
        return f"[{e.cell.column}] {e.text}"
    mark = {Role.HEADING: "#" * e.level, Role.ITEM: "." * (e.level + 1), Role.FOOTNOTE: "note"}
    return " ".join(filter(None, (mark.get(e.role, ""), e.number, e.marker, e.text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"1.11 {MEET}", [f"1.11 {MEET}"]),
        (f"**2.3** {MEET}", [f"2.3 {MEET}"]),
        ("## 4.1 Halls\n\nWe meet.", ["# 4.1 Halls", "We meet."]),
        ("3.5 million people live here.", ["3.5 million people live here."]),
        ("- 1.1 We meet.\n- 1.2 We talk.", ["1.1 We meet.", "1.2 We talk."]),
        ("(a) We meet.\n\n(b) We talk.", [". (a) We meet.", ". (b) We talk."]),
    ],
    ids="number bold heading decimal items letters".split(),
)
def test_a_typed_number_stands_apart_from_its_paragraph(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Halls\n=====\n\nOpen\n----\n\nWe meet.", ["# Halls", "## Open", "We meet."]),
        (f"**Halls**\n\n{MEET}", ["# Halls", MEET]),
        (f"# Compact\n\n**Halls**\n\n{MEET}", ["# Compact", "## Halls", MEET]),
        ("**Ann Bell**\n\nChair", ["Ann Bell", "Chair"]),
        ("## A\n\nx\n\n### B\n\ny", ["# A", "x", "## B", "y"]),
    ],
    ids="underlined bold below name levels".split(),
)
def test_headings_are_found_by_their_marks_or_their_look(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- [x] meet\n- [ ] talk", [". - meet", ". - talk"]),
        ("3. meet\n4. talk", [". 3. meet", ". 4. talk"]),
        ("* meet\n\n  each May\n\n  1) early", [". * meet", ". each May", ".. 1) early"]),
        ("- meet\n\n  ```\n  at  ten\n  ```\n- talk", [". - meet", "at  ten", ". - talk"]),
        ("- Halls<br>• one<br>• two", [". - Halls", ". • one", ". • two"]),
    ],
    ids="tasks numbers paragraphs code breaks".split(),
)
def test_items_keep_their_markers_and_what_belongs_to_them(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~~We~~ <u>meet</u> <!-- now -->here", ["We meet here"]),
        ("![The map](map.png)", ["The map"]),
        ("We ![x](x.png) meet", ["We meet"]),
        ("<div>\n\nWe *meet*\n\n</div>", ["We meet"]),
        ("Write <your name> & <b>age</b>", ["Write <your name> & age"]),
        ("<script>\nvar a;\n</script>\n\nWe", ["We"]),
        ("vol&shy;un\u200bteer&nbsp;group", ["volunteer group"]),
        ("a &lt;b&gt; c", ["a <b> c"]),
        (
            "See [a] and [b][c] and [^9].\n\n[c]: http://glenmore.example",
            ["See [a] and b and [^9]."],
        ),
    ],
    ids="struck picture inline-picture html placeholder script invisible escaped brackets".split(),
)
def test_text_is_clean(text, expected):
    assert said(text) == expected


FOOTNOTES = """We meet[^1] and talk[^long].

It goes on.

[^1]: Each May
  in the hall.
[^long]: The first paragraph.

    The second.

[^none]: Nobody asks for it.
"""


def test_footnotes_follow_the_paragraph_that_refers_to_them():
    assert said(FOOTNOTES) == [
        "We meet and talk.",
        "note 1 Each May in the hall.",
        "note 2 The first paragraph. The second.",
        "It goes on.",
        "Nobody asks for it.",
    ]


def test_a_footnote_that_stands_twice_loses_no_text():
    text = " ".join(said("We[^1] meet.\n\n[^1]: One.\n\n[^1]: Two."))
    assert "One." in text
    assert "Two." in text


TABLE = """
| Action | Lead |
|---|---|
| Open[^1] one | **Forum** |
| Mow \\| cut | |

[^1]: Or close.
"""
HTML_TABLE = """
<table><tr><th>Action</th><th>Lead</th></tr>
<tr><td rowspan="2">Open one</td><td>Forum</td></tr><tr><td>Club</td></tr></table>
"""


def test_a_table_is_rows_with_their_columns():
    assert said(TABLE) == [
        "[Action] Open one",
        "[Lead] Forum",
        "[Action] Mow | cut",
        "note 1 Or close.",
    ]


def test_a_table_in_html_is_a_table_too():
    lines = said(f"We agree.\n{HTML_TABLE}\nWe sign.")
    assert lines[0] == "We agree."
    assert {"[Action] Open one", "[Lead] Forum", "[Lead] Club"} <= {*lines}


def test_a_table_of_headings_alone_is_not_lost():
    assert said("| Action | Lead |\n|---|---|\n\nWe sign.") == ["Action", "Lead", "We sign."]


def test_lists_far_inside_each_other_are_read():
    text = "\n".join(f"{'  ' * depth}- item number {depth}" for depth in range(40))
    assert len(said(text)) == 40


WORDS = st.integers(0, 9999).map(lambda n: f"word{n}")
TEXTS = st.lists(
    st.tuples(st.sampled_from("{} **{}** *{}* [{}](x) `{}` ~~{}~~ {}\n".split(" ")), WORDS),
    min_size=1,
    max_size=4,
).map(lambda parts: " ".join(shape.format(word) for shape, word in parts).strip())
SHAPES = ("{}", "# {}", "- {}", "1. {}", "> {}", "    {}", "```\n{}\n```", "<p>{}</p>", "- [ ] {}")
BLOCKS = st.tuples(st.sampled_from(SHAPES), TEXTS).map(
    lambda made: made[0].format(made[1].replace("\n", " ") if made[0][0] in "#<" else made[1])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=8).map("\n\n".join))
def test_every_word_of_a_text_is_in_the_document_in_its_order(text):
    assert re.findall(r"word\d+", assemble(elements(text))[0]) == re.findall(r"word\d+", text)


def test_a_damaged_text_is_read_or_refused():
    texts = [FOOTNOTES + TABLE + HTML_TABLE, f"---\ntitle: A\nyear: 2031\n---\n# A\n\n{MEET}\n- b"]
    chance = random.Random(1)
    for i in range(300):
        data = bytearray(texts[i % 2].encode())
        for _ in range(chance.randint(1, 20)):
            at, to = chance.randrange(len(data)), chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] ^= 1 << chance.randrange(8)
                case 1:
                    data[at:at] = data[to : to + 30]
                case _:
                    data[at], data[to] = data[to], data[at]
        try:
            assemble(elements(bytes(data)))
        except DocumentError:
            continue


@pytest.mark.parametrize(
    "text",
    [
        "[^1]: x\n" * 3_000 + "[^1]" * 3_000,
        "[^1]: " * 9_000,
        "<" * 50_000,
        "- " * 5_000 + "a",
        "[^1]: a" + "\n" * 20_000 + "    b",
    ],
    ids="footnotes inner angles lists blanks".split(),
)
def test_a_text_made_to_take_for_ever_does_not(text):
    assert len(said(text)) < 10_000


def test_the_passages_of_a_text_hold_what_holds_for_each_document():
    check(read_text(FOOTNOTES + TABLE, "glenmore.md"))
