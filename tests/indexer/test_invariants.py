"""What holds for every document in every format, whole or damaged.

Each is read or refused in a sentence; nothing else is raised. Of what is read, each passage stands
word for word at its offsets, and each sentence in at least one passage (``check``).
"""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from indexer.errors import DocumentError
from indexer.types import Role
from tests.indexer import office, writers
from tests.indexer.drafts import Draft, Heading, Item, Paragraph, draft
from tests.indexer.mutations import damaged, mutated
from tests.indexer.reading import Read, check, read_text

WRITERS = {
    "a.docx": office.word,
    "b.docx": office.automatic_word,
    "a.pdf": office.pdf,
    "b.pdf": office.open_pdf,
    "a.html": writers.html,
    "a.md": writers.markdown,
    "a.txt": writers.text,
    "b.txt": writers.wrapped_text,
    "a.xlsx": writers.excel,
    "a.csv": writers.csv,
    "a.yaml": writers.records,
}
TABLES_ONLY = ("a.xlsx", "a.csv", "a.yaml")
TEXTS = ("a.html", "a.md", "a.txt", "b.txt", "a.csv", "a.yaml")
ARCHIVES = ("a.docx", "b.docx", "a.xlsx")
TYPED = ("html", "md", "txt", "csv", "yaml")

drafts = st.randoms(use_true_random=False).map(lambda chance: draft(chance, sections=2))
chances = st.randoms(use_true_random=False)
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_or_refused(data: bytes, name: str) -> Read | None:
    """The document, after all that must hold of it was checked; None where it was refused."""
    try:
        read = read_text(data, name)
    except DocumentError as refusal:
        refused(refusal.reason)
        return None
    check(read)
    return read


def refused(reason: str) -> None:
    """A reason is a sentence that goes on from the file's name."""
    assert re.fullmatch(r"[a-z'].*[.?]", reason, re.S), reason


@cache
def file(name: str, number: int) -> bytes:
    return WRITERS[name](draft(random.Random(number), sections=2))


def words_of(made: Draft, name: str) -> str:
    """The words that a draft brings into a file."""
    texts = [text for table in made.tables for row in table.rows for text in row]
    if name not in TABLES_ONLY:
        for part in made.parts:
            match part:
                case Heading():
                    texts.append(part.whole)
                case Paragraph():
                    texts += [part.text, part.number, part.note]
                case Item():
                    texts.append(part.text)
    return " ".join(texts)


# --- whole documents ---


@pytest.mark.parametrize("name", WRITERS)
@settings(quick, max_examples=6)
@given(made=drafts)
def test_every_document_is_read_and_every_word_of_it_stands_in_its_text(name, made):
    read = read_or_refused(WRITERS[name](made), name)
    assert read
    said = set(words_of(made, name).split())
    assert said <= set(read.document.text.split()) | set(read.document.title.split())


@pytest.mark.parametrize("name", [name for name in WRITERS if name not in TABLES_ONLY])
@settings(quick, max_examples=4)
@given(made=drafts)
def test_no_passage_stands_under_two_headings(name, made):
    read = read_or_refused(WRITERS[name](made), name)
    assert read
    titles = {part.whole for part in made.parts if isinstance(part, Heading)}
    for passage in read.passages:
        assert not titles & set(passage.text.split("\n")), passage.text


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_is_read_in_the_same_way_each_time(name):
    first, again = (read_text(file(name, 1), name) for _ in range(2))
    assert first == again


# --- damaged documents ---


@pytest.mark.parametrize("name", TEXTS)
@settings(quick, max_examples=40)
@given(number=st.integers(0, 3), chance=chances)
def test_damaged_text_is_read_or_refused(name, number, chance):
    read_or_refused(damaged(file(name, number), chance), name)


@pytest.mark.parametrize("name", ["a.pdf", "b.pdf", *ARCHIVES])
@settings(quick, max_examples=25)
@given(number=st.integers(0, 3), chance=chances)
def test_damaged_bytes_are_read_or_refused(name, number, chance):
    read_or_refused(mutated(file(name, number), chance), name)


@pytest.mark.parametrize("suffix", TYPED)
@settings(quick, max_examples=60)
@given(text=st.text(max_size=400))
@example(text="\u00ad")
@example(text="# \n\n- \n\n|a|\n|-|\n")
def test_any_text_is_read_or_refused(suffix, text):
    read_or_refused(text.encode(errors="replace"), f"any.{suffix}")


MARKS = """* ** _ > ` ``` ~~~ --- === | |---| [ ]( ) # • ◦ , ; : . " "" ’ “ ” &amp; &# {} [] &a *a
[^1] <b> </b> <table> <tr> <td> <td/> </tr> </table> <th> <ul> <li> </ul> <p> </p> <h2> </h2> <br>
<sup>1</sup> <!-- --> </div> Theme Action Lead Contents March £5,000 e.g. title: objectives: null
Glenmore promises""".split()
PIECES = (
    *MARKS,
    *("<td rowspan=9>", "<div hidden>"),
    *("\n", "\n\n", " ", "    ", "\t", "\x0c", "\u00ad", "\u200b", "\ufeff"),
    *("# ", "## ", "- ", "  - ", "1. ", "1.1 ", "2031 ", "(a) ", "[^1]: ", "- 3 -", "Page 3 of 9"),
    *("The council agrees to pay. ", "we will ", "By whom", "....... 4", "kind: action_plan\n"),
    *("  - name: ", "    actions:\n", "      - id: ", "        text: "),
)


@pytest.mark.parametrize("suffix", TYPED)
@settings(quick, max_examples=80)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_mixture_of_marks_is_read_or_refused(suffix, pieces):
    read_or_refused("".join(pieces).encode(), f"any.{suffix}")


@pytest.mark.parametrize("name", WRITERS)
@settings(quick, max_examples=5)
@given(other=st.sampled_from([*WRITERS]))
def test_a_file_under_a_wrong_name_is_read_or_refused(name, other):
    read_or_refused(file(name, 0), other)


# --- that a fault would be seen ---


def test_a_sentence_in_no_passage_is_found():
    read = read_text(file("a.md", 0), "a.md")
    paragraph = next(p for p in read.passages if p.form == Role.PARAGRAPH)
    left = [passage for passage in read.passages if passage != paragraph]
    with pytest.raises(AssertionError):
        check(Read(read.document, read.sections, left))
