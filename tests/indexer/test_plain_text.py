"""What happens to text that was pasted: pages, broken words, footnotes, markup, and any bytes."""

from __future__ import annotations

import random
import textwrap
from itertools import pairwise

import pytest

from indexer.decoding import decode, without_markup
from indexer.errors import DocumentError
from indexer.readers.lines import logical_lines
from indexer.types import Form, Role
from tests.indexer.reading import MEET, PAY, Read, check, read_text

TITLE = "The Glenmore Compact"


def said(text: str) -> list[str]:
    """The text of each block."""
    read = read_text(text)
    return [read.said(block) for block in read.blocks]


# --- pages ---


def pages(header: str, footer: str, *, between: str = "\f") -> str:
    """Four pages with # in their header and footer replaced by the page's number."""
    bodies = [f"{MEET} {word}\n\n{PAY} {word}" for word in "One. Two. Three. Four.".split()]
    whole = (f"{header}\n\n{body}\n\n{footer}" for body in bodies)
    return between.join(page.replace("#", str(i)) for i, page in enumerate(whole, 1))


@pytest.mark.parametrize(
    ("header", "footer", "between"),
    [
        ("", "Page # of 4", "\n"),
        ("", "- Page # -", "\n"),
        ("Glenmore Partnership", "Page # of 4", "\n"),
        ("", "Glenmore Partnership – Page #", "\n"),
        ("Glenmore Partnership", "#", "\f"),
        ("", "Glenmore Compact, May 2031\n#", "\f"),
        ("Agenda item 7\nGlenmore Partnership", "", "\f"),
    ],
    ids="of-all page header with-words form-feed number two-lines".split(),
)
def test_what_was_printed_round_each_page_is_left_out(header, footer, between):
    read = read_text(f"{TITLE}\n\n{pages(header, footer, between=between)}")
    bodies = [f"{part} {word}" for word in "One. Two. Three. Four.".split() for part in (MEET, PAY)]
    assert [read.said(block) for block in read.blocks] == bodies
    assert read.document.title == TITLE


def test_a_paragraph_that_goes_on_over_a_page_is_one():
    first, second = PAY[:88], PAY[88:]
    text = f"{TITLE}\n\n{MEET}\n\n{first}\n\nPage 1 of 2\n\n{second}\n\nPage 2 of 2\n"
    assert said(text) == [MEET, PAY]


@pytest.mark.parametrize(
    "text",
    [
        f"{MEET}\n\nSee page 3\n\n{PAY}\n\nSee page 9",
        f"{MEET}\n\nAgreed.\n\n{PAY}\n\nAgreed.\n\n{MEET}\n\nAgreed.",
        f"{MEET}\n\nPage 7\n\n{PAY}",
        f"{MEET}\fHalls are shared.\n\n{PAY}\fGreens are shared.\n\n{PAY}",
        f"{MEET}\n\n12\f{PAY}\n\n7\f{MEET}",
    ],
    ids=["references", "repeated", "one page", "other lines", "numbers at random"],
)
def test_lines_that_are_not_printed_round_pages_stay(text):
    found = read_text(text).document.text
    assert found.split() == text.split()


def test_the_title_stays_though_each_page_repeats_it():
    read = read_text("\f".join(f"{TITLE}\n\n{body}" for body in [MEET, PAY, f"{MEET} {PAY}"]))
    assert read.document.title == TITLE
    assert read.document.text.count(TITLE) == 1


def test_a_contents_page_goes_with_its_heading():
    text = f"{TITLE}\n\nContents\n\nHalls ..... 3\nMoney ..... 5\nWork ..... 9\n\nHalls\n\n{MEET}"
    assert read_text(text).document.text == f"{TITLE}\n\nHalls\n\n{MEET}"
    assert "Contents" in read_text(f"{TITLE}\n\nContents\n\n{MEET}").document.text


@pytest.mark.parametrize("rule", ["-----", "________", "* * *", "=====", "–––"])
def test_a_ruled_line_is_no_text(rule):
    assert said(f"{MEET}\n\n{rule}\n\n{PAY}") == [MEET, PAY]
    assert said(f"{MEET}\n{rule}\n{PAY}") == [MEET, PAY]


# --- words broken over lines ---


def wrapped(text: str) -> str:
    """The text between paragraphs whose lines end at a width."""
    filling = "\n\n".join(textwrap.fill(part, 70) for part in [MEET, PAY] * 4)
    return f"{filling}\n\n{text}\n\n{filling}"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("commu-", "nity", "community"),
        ("self-", "help", "self-help"),
        ("Kinlarig-", "Glenmore", "Kinlarig-Glenmore"),
        ("short-", "and long-term", "short- and long-term"),
        ("commu\u00ad", "nity", "community"),
        ("and/", "or", "and/or"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole(first, second, expected):
    before = "The forum of the bay agreed that it would speak for every"
    text = wrapped(f"{before} {first}\n{second} group in all talks with the council.")
    assert f"{before} {expected} group in all talks with the council." in said(text)


def test_a_broken_word_is_whole_in_a_text_whose_lines_are_not_wrapped_too():
    text = f"{MEET}\n\nThe forum speaks for every commu-\nnity in the bay.\n\n{PAY}"
    assert said(text) == [MEET, "The forum speaks for every community in the bay.", PAY]


def test_the_other_lines_say_whether_a_hyphen_belongs_to_a_word():
    before = "The forum of the bay agreed that it would speak for every"
    text = f"{before} re-\nordered list in all talks with the council."
    for word in ("reordered", "re-ordered"):
        expected = f"{before} {word} list in all talks with the council."
        assert expected in said(wrapped(f"The lists are {word} well.\n\n{text}"))


def test_long_wrapped_lines_are_joined_as_short_ones_are():
    lines = [
        f"the council and the groups of the bay agreed upon this as point {i}" for i in range(500)
    ]
    assert [line.text for line in logical_lines(lines)] == [" ".join(lines)]


# --- footnotes ---


def notes(read: Read) -> list[tuple[str, str]]:
    """The text of each block with a note behind it, and the note."""
    blocks = read.blocks
    return [
        (read.said(before), read.said(block))
        for before, block in pairwise(blocks)
        if block.role is Role.FOOTNOTE
    ]


@pytest.mark.parametrize(
    ("one", "two", "below"),
    [
        ("[1]", "[2]", "-----\n[1] See page 4.\n[2] As agreed in May."),
        ("[1]", "[2]", "Notes\n\n1. See page 4.\n\n2. As agreed in May."),
        ("¹", "²", "_____\n1 See page 4.\n2 As agreed\nin May."),
        ("¹", "²", "¹ See page 4.\n² As agreed in May."),
        (" [1]", "[2]", "References\n[1] See page 4.\n[2] As agreed in May."),
        ("[^1]", "[^2]", "[^1]: See page 4.\n[^2]: As agreed in May."),
    ],
    ids="rule heading raised raised-alone references caret".split(),
)
def test_a_note_follows_what_refers_to_it(one, two, below):
    read = read_text(f"{TITLE}\n\n{MEET}{one}\n\nGroups{two} can ask.\n\n{PAY}\n\n{below}")
    check(read)
    assert notes(read) == [(MEET, "See page 4."), ("Groups can ask.", "As agreed in May.")]
    assert read.document.text == (
        f"{TITLE}\n\n{MEET}\n\n1 See page 4.\n\nGroups can ask.\n\n2 As agreed in May.\n\n{PAY}"
    )
    assert "See page 4." in read.of(Form.PARAGRAPH)


def test_notes_at_the_foot_of_pages_count_on():
    first = f"{MEET}[1]\n\n-----\n[1] See page 4.\n"
    read = read_text(f"{TITLE}\n\n{first}\f{PAY}[2]\n\n-----\n[2] As agreed in May.\n")
    assert notes(read) == [(MEET, "See page 4."), (PAY, "As agreed in May.")]


def test_one_word_may_refer_to_two_notes_and_two_words_to_one():
    text = f"{MEET}[1][2]\n\n{PAY}[1]\n\nNotes\n[1] See page 4.\n[2] As agreed in May."
    read = read_text(text)
    assert read.document.text.replace("\n\n", "\n").split("\n") == [
        MEET,
        "1 See page 4.",
        "2 As agreed in May.",
        PAY,
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{MEET}[1]\n\n{PAY}",
        f"{MEET}\n\nNotes\n\n1. Meet in May.\n2. Talk in June.",
        f"{MEET}[3]\n\n-----\n[1] See page 4.\n[2] As agreed in May.",
        f"A hall of 90 m² is let.\n\n{PAY}\n\nNotes\n\n2 Ask the hall for its key.",
        f"{MEET} [sic]\n\n{PAY}",
        f"See [1] and [2].\n\n{PAY}",
    ],
    ids=["no note", "no reference", "others", "square metres", "words", "no words before"],
)
def test_a_reference_without_its_note_and_a_note_without_its_reference_stay(text):
    read = read_text(text)
    assert [block.role for block in read.blocks if block.role is Role.FOOTNOTE] == []
    assert read.document.text.split() == text.replace("-----", "").split()


def test_a_note_stays_though_what_refers_to_it_is_left_out():
    text = f"Halls[1] ..... 3\nMoney ..... 5\nWork ..... 9\n\n{MEET}\n\nNotes\n[1] See page 4."
    assert said(text) == [MEET, "See page 4."]


# --- markup ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("&lt;p&gt;One&lt;/p&gt;", "\nOne\n"),
        ("R&amp;amp;D", "R&D"),
        ("&lt;forum@glenmore.example&gt;", "<forum@glenmore.example>"),
        ("glenmore.example/?a=1&section=2&copy=3", "glenmore.example/?a=1&section=2&copy=3"),
        ("4 &lt; 5", "4 < 5"),
    ],
    ids="tags ampersand e-mail address smaller".split(),
)
def test_what_was_escaped_twice_is_taken_out(text, expected):
    assert without_markup(text) == expected


def test_form_feeds_are_ends_of_lines_unless_they_are_asked_for():
    assert decode(b"one\ftwo", "a.txt") == "one\ntwo"
    assert decode(b"one\ftwo", "a.txt", form_feeds=True) == "one\ftwo"


# --- large and damaged texts ---


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"the groups of the bay agreed to meet in the hall {i}" for i in range(8_000)),
        "\n\n".join("\n".join([MEET[:80]] * 5) for _ in range(1_000)),
        "Bay\f\n" * 9_000 + MEET,
        "Page 1\n" * 9_000 + MEET,
        "a[1] " * 20_000 + "\n\n[1] See page 4.",
        "----\n[1] a[1]\n" * 10_000,
        "a" * 500_000 + "-\nb",
        "www." * 50_000 + "\n" + MEET,
    ],
    ids="wrapped paragraphs form-feeds pages references rules letters links".split(),
)
def test_a_large_pasted_text_is_read(text):
    check(read_text(text))


WHOLE = (
    f"{TITLE}\n\nMay 2031\n\nContents\n\nHalls ..... 3\n\n1. Halls\n\n{MEET}[1]\n\n"
    f"We agree to:\n\n- meet;\n  - talk\n\nPage 1 of 2\f\tAction\n\tLead\n\n\tOpen a hall.\n\tForum"
    f"\n\nTheme\tAction\nHalls\tOpen <p>one</p>\n\n{PAY}¹ &amp; more\n\n-----\n[1] See page 4.\n"
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some flipped, cut out, doubled or changed about."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed))
        other = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at:] = changed[at : at + other] or b"x"
            case 2:
                changed[at:at] = changed[min(at, other) : max(at, other)]
            case _:
                changed[at], changed[other] = changed[other], changed[at]
    return bytes(changed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_any_bytes_are_read_or_refused(encoding):
    chance = random.Random(7)
    refused = 0
    for _ in range(100):
        try:
            check(read_text(mutated(WHOLE.encode(encoding), chance)))
        except DocumentError:
            refused += 1
    assert refused < 100
