"""``compactbot show``: how a document was understood, so that an officer can see and trust it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from rapidfuzz import process

from bot.commands.progress import counted
from bot.config import Config, load_config
from bot.core.errors import ConfigError
from bot.core.replies import shortened
from bot.indexing import read_file
from indexer.documents_file import OPENING, stub
from indexer.errors import IndexDamaged, IndexMissing
from indexer.passages import cut
from indexer.readers import Reading
from indexer.sources import TOLD_NAME, File, Source, files_of
from indexer.store import open_current
from indexer.types import Block, Document, Form, Passage, Role, Section

_LINE = 88  # characters of a text that is shown in one line
_UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Seen:
    """A document as it is read now: from which file, and into which passages."""

    file: File
    reading: Reading
    passages: tuple[Passage, ...]


def run(args: argparse.Namespace) -> int:
    """Exit code 0, or 1 where something in the document could not be made out."""
    config = load_config(Path(args.config))
    seen = _see(config, _file(config, args.document))
    if args.json:
        print(json.dumps(_as_json(seen), ensure_ascii=False))
    else:
        print("\n".join(_lines(seen, full=args.full)))
    return 1 if seen.reading.document.notes else 0


def _see(config: Config, file: File) -> Seen:
    reading = read_file(config, file)
    return Seen(file, reading, tuple(cut(reading.document, reading.sections)))


def _file(config: Config, named: str) -> File:
    """The file that a path, or the name or title of an indexed document, means."""
    path = Path(named)
    if path.is_file():
        return next(files_of([Source(path, path.name)]))
    try:
        generation = open_current(config.index_folder)
    except (IndexMissing, IndexDamaged) as error:
        raise ConfigError(named, f"there is no such file, and {error}") from None
    files = {row.shown: row for row in generation.files().values()}
    names: dict[str, str] = {}
    for document in generation.documents().values():
        for name in (document.path, document.name, document.title):
            names.setdefault(name.lower(), document.path)
        names |= {copy.lower(): copy for copy in document.copies}
    shown = names.get(named.lower())
    if shown is None:
        near = process.extractOne(named.lower(), list(names), score_cutoff=60)
        hint = (
            f"Did you mean '{names[near[0]]}'?" if near else "See them with: compactbot ask about"
        )
        raise ConfigError(named, f"there is no such file, nor a document of that name. {hint}")
    return next(files_of([Source(Path(files[shown].path), shown)]))


def _as_json(seen: Seen) -> dict[str, object]:
    document = seen.reading.document
    about = asdict(document)
    text = about.pop("text")
    return {
        **about,
        "format": seen.reading.format,
        "characters": len(text),
        "sections": [
            {"headings": section.headings, "blocks": [_block(b, document) for b in section.blocks]}
            for section in seen.reading.sections
        ],
        "passages": [
            {**asdict(passage), "page": document.page(passage.start)} for passage in seen.passages
        ],
        "stub": _stub(seen),
    }


def _block(block: Block, document: Document) -> dict[str, object]:
    text = document.text[block.start : block.end]
    return {**asdict(block), "text": text, "page": document.page(block.start)}


def _lines(seen: Seen, *, full: bool) -> Iterator[str]:
    document = seen.reading.document
    yield document.title
    yield from (f"  {name}: {value}" for name, value in _facts(seen))
    yield "\nHow it is built"
    above: tuple[str, ...] = ()
    for section in seen.reading.sections:
        yield from _headings(section, above)
        above = section.headings
        indent = "  " * (len(above) + 1)
        yield from (f"{indent}{line}" for line in _contents(section, document))
    yield f"\nPassages ({len(seen.passages)}): what can be found and quoted"
    for passage in seen.passages:
        place = _place(passage, document)
        text = passage.text if full else shortened(" ".join(passage.text.split()), _LINE)
        yield f"  {passage.position + 1}. {place}{text}"
    if document.notes:
        yield "\nWhat could not be made out"
        yield from (f"  {note}" for note in document.notes)
    yield f"\nTo correct what it says of itself, put this into {TOLD_NAME} beside the file:"
    yield _stub(seen).rstrip()


def _facts(seen: Seen) -> Iterator[tuple[str, str]]:
    document = seen.reading.document
    pages = f", {counted(document.pages[-1][1], 'page')}" if document.pages else ""
    yield "file", f"{document.path} ({seen.reading.format}{pages})"
    yield "kind", document.kind.replace("_", " ")
    for name in ("area", "edition", "date", "licence"):
        yield name, getattr(document, name) or _UNKNOWN
    if document.superseded_by:
        yield "superseded by", document.superseded_by
    if document.origin:
        yield "our summary of", document.origin.title


def _headings(section: Section, above: Sequence[str]) -> Iterator[str]:
    """The headings of a section that do not stand over the one before it too."""
    same = 0
    while same < min(len(section.headings), len(above)) and section.headings[same] == above[same]:
        same += 1
    if same == len(section.headings) and same:
        same -= 1
    for depth, heading in enumerate(section.headings[same:], same + 1):
        yield f"{'  ' * depth}{heading}"


def _contents(section: Section, document: Document) -> Iterator[str]:
    """What stands in a section: its paragraphs, lists and tables in order, a line for each."""
    for table, together in groupby(section.blocks, key=lambda b: b.cell.table if b.cell else None):
        blocks = list(together)
        if table is not None:
            yield _table(blocks)
            continue
        for role, run in groupby(blocks, key=lambda b: (b.role, b.group)):
            yield from _run(role[0], list(run), document)


def _run(role: Role, blocks: list[Block], document: Document) -> Iterator[str]:
    if role is Role.ITEM:
        yield f"a list of {counted(len(blocks), 'item')}"
        return
    for block in blocks:
        text = " ".join(document.text[block.start : block.end].split())
        name = f"paragraph {block.number}" if block.number else role.value
        yield f"{name}: {shortened(text, _LINE)}"


def _table(blocks: list[Block]) -> str:
    rows = {block.cell.row for block in blocks if block.cell}
    columns = list(dict.fromkeys(b.cell.column for b in blocks if b.cell and b.cell.column))
    columns += [h for b in blocks if b.cell for h in b.cell.blanks if h not in columns]
    named = f": {', '.join(dict.fromkeys(columns))}" if columns else ""
    return f"a table of {counted(len(rows), 'row')}{named}"


def _place(passage: Passage, document: Document) -> str:
    page = document.page(passage.start)
    parts = [f"page {page}"] if page else []
    parts += [f"paragraph {passage.number}"] if passage.number else []
    parts += [passage.form.value] if passage.form is not Form.PARAGRAPH else []
    parts += [f"row {passage.cell.row}, {passage.cell.column}"] if passage.cell else []
    return f"[{', '.join(parts)}] " if parts else ""


def _stub(seen: Seen) -> str:
    inside = seen.file.path.relative_to(seen.file.root).as_posix()
    return OPENING + stub(seen.reading.document, inside)
