"""One draft, written in each format, comes back as it was; what a format loses is said here."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from indexer.types import Block, Role
from tests.conftest import REPOSITORY
from tests.indexer import office, writers
from tests.indexer.drafts import Draft, Heading, Item, Paragraph, Part, Table, draft, plan
from tests.indexer.reading import Read, check, read_text

FORMATS: dict[str, Callable[[Draft], bytes]] = {
    "docx": office.word,
    "docx, counted": office.automatic_word,
    "pdf": office.pdf,
    "html": writers.html,
    "md": writers.markdown,
    "txt": writers.text,
    "txt, wrapped": writers.wrapped_text,
}
TABLES = {"xlsx": writers.excel, "csv": writers.csv}
SEEDS = range(15)

# What cannot come back, because the file does not hold it. docs/documents.md tells the same.
DEPTH = "headings without numbers are all of one depth"
SUBTITLE = "a heading right below the title, without a number, is taken for its second half"
PAGES = "a paragraph may come back in two where a sentence of it ends at the foot of a page"
LOSSES = {"pdf": (PAGES,), "txt": (DEPTH, SUBTITLE), "txt, wrapped": (DEPTH, SUBTITLE)}

Line = tuple[Any, ...]


def written(parts: tuple[Part, ...]) -> Iterator[Line]:
    """What should come back, block by block: its headings, what it is, and its text."""
    path: tuple[str, ...] = ()
    lead = above = ""
    for part in parts:
        match part:
            case Heading():
                path = (*path[: part.level - 1], part.whole)
            case Paragraph():
                lead = part.text if part.text.endswith(":") else ""
                yield path, "paragraph", part.number, part.text
                if part.note:
                    yield path, "footnote", part.note
            case Item():
                yield path, "item", part.level, above if part.level else lead, part.text
                above = above if part.level else part.text
            case Table():
                for row in rows(part):
                    yield path, "row", *row


def rows(table: Table) -> Iterator[Line]:
    """The theme and the title of each row, its cells under their headings, and its blanks."""
    for theme, *cells in table.rows:
        under = list(zip(table.headings[1:], cells, strict=True))
        filled = tuple((heading, text) for heading, text in under if text)
        yield theme, cells[0], filled, tuple(heading for heading, text in under if not text)


def came_back(read: Read) -> Iterator[Line]:
    """The same of a document that was read."""
    title = read.document.title
    for section in read.sections:
        path = section.headings[1:] if section.headings[:1] == (title,) else section.headings
        row: list[Block] = []
        for block in section.blocks:
            if row and (not block.cell or block.cell.row != number_of(row)):
                yield path, "row", *row_of(read, row)
                row = []
            if block.cell:
                row.append(block)
            else:
                yield path, *line_of(read, block)
        if row:
            yield path, "row", *row_of(read, row)


def line_of(read: Read, block: Block) -> Line:
    if block.role is Role.ITEM:
        lead = read.document.text[slice(*(block.lead or (0, 0)))]
        return "item", block.level, lead, read.said(block)
    if block.role is Role.FOOTNOTE:
        return "footnote", read.said(block)
    return "paragraph", block.number, read.said(block)


def number_of(row: list[Block]) -> int:
    assert row[0].cell
    return row[0].cell.row


def row_of(read: Read, blocks: list[Block]) -> Line:
    cell = blocks[0].cell
    assert cell
    cells = tuple((block.cell.column, read.said(block)) for block in blocks if block.cell)
    return cell.theme, cell.title, cells, cell.blanks


def without_what_is_lost(form: str, made: Draft) -> Draft:
    """The draft as its format can hold it."""
    losses = LOSSES.get(form, ())
    numbered = any(isinstance(part, Heading) and part.number for part in made.parts)
    first = made.parts[0]
    if SUBTITLE in losses and isinstance(first, Heading) and not first.number:
        made = replace(made, title=f"{made.title}: {first.text}")
    if DEPTH in losses and not numbered:
        flat = (replace(p, level=1) if isinstance(p, Heading) else p for p in made.parts)
        made = replace(made, parts=tuple(flat))
    return made


def mended(read: Read, found: list[Line], expected: list[Line]) -> list[Line]:
    """What was found, with the paragraphs joined again that came apart between two pages."""
    begins = {read.document.text[start : start + 20] for start, _ in read.document.pages}
    made: list[Line] = []
    for line in found:
        if made and line[1:3] == ("paragraph", "") and line[3][:20] in begins:
            whole = (*made[-1][:3], f"{made[-1][-1]} {line[3]}")
            if whole in expected:
                made[-1] = whole
                continue
        made.append(line)
    return made


def read_as(form: str, made: Draft) -> Read:
    return read_text({**FORMATS, **TABLES}[form](made), f"draft.{form.partition(',')[0]}")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", FORMATS)
def test_a_document_comes_back_as_it_was_written(form, seed):
    made = draft(random.Random(seed))
    read = read_as(form, made)
    kept = without_what_is_lost(form, made)
    expected, found = [*written(kept.parts)], [*came_back(read)]
    if PAGES in LOSSES.get(form, ()):
        found = mended(read, found, expected)
    assert read.document.title == kept.title
    assert found == expected
    assert not read.document.notes
    check(read)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("form", TABLES)
def test_a_table_comes_back_as_it_was_written(form, seed):
    made = draft(random.Random(seed))
    read = read_as(form, made)
    assert [line[1:] for line in came_back(read)] == [*only_rows(made)]
    assert not read.document.notes
    check(read)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("form", [*FORMATS, *TABLES])
def test_a_table_over_several_pages_comes_back_as_it_was_written(form, seed):
    made = plan(random.Random(seed), rows=50)
    read = read_as(form, made)
    assert [line[1:] for line in came_back(read)] == [*only_rows(made)]
    assert form in TABLES or read.document.title == made.title
    assert not read.document.notes
    check(read)


def only_rows(made: Draft) -> Iterator[Line]:
    return (("row", *row) for table in made.tables for row in rows(table))


@pytest.mark.parametrize(
    "loss", dict.fromkeys(loss for losses in LOSSES.values() for loss in losses)
)
def test_what_is_lost_is_told_in_the_documents(loss):
    told = " ".join((REPOSITORY / "docs" / "documents.md").read_text(encoding="utf-8").split())
    assert loss in told
