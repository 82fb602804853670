"""Drafts -> files of each format that is read, as people's programs write them."""

from __future__ import annotations

import csv as csv_files
import html as entities
import io
import textwrap
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import yaml
from openpyxl import Workbook

from tests.indexer.drafts import Draft, Heading, Item, Paragraph, Part, Table

WIDTH = 76  # of a wrapped text

_BULLETS = ("•", "◦")


def runs(draft: Draft) -> Iterator[Part | list[Item]]:
    """The parts of a draft in order, the items of one list together."""
    for is_item, parts in groupby(draft.parts, key=lambda part: isinstance(part, Item)):
        if is_item:
            yield [part for part in parts if isinstance(part, Item)]
        else:
            yield from parts


def with_bold(paragraph: Paragraph, before: str, after: str, plain: Callable[[str], str]) -> str:
    """The text of a paragraph with marks around its bold words; ``plain`` escapes the rest."""
    if not paragraph.bold:
        return plain(paragraph.text)
    left, bold, right = paragraph.text.partition(paragraph.bold)
    return f"{plain(left)}{before}{plain(bold)}{after}{plain(right)}"


def _numbered(paragraph: Paragraph, text: str) -> str:
    return f"{paragraph.number} {text}" if paragraph.number else text


# --- web page ---


def html(draft: Draft) -> bytes:
    """A page of a council's site: navigation, the document, a footer."""
    body = "\n".join(_html_parts(draft))
    notes = "".join(
        f'<li id="fn{sign}"><p>{escaped(note)} <a href="#ref{sign}">↩</a></p></li>'
        for sign, note in enumerate(draft.notes(), 1)
    )
    after = f'<section class="footnotes"><hr><ol>{notes}</ol></section>' if notes else ""
    title = escaped(draft.title)
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/halls">Halls</a></li></ul></nav>
<main><h1>{title}</h1>
{body}{after}
</main><footer><p>© Glenmore Council. <a href="/cookies">Cookies</a></p></footer></body></html>
""".encode()


def escaped(text: str) -> str:
    return entities.escape(text, quote=False)


def _html_parts(draft: Draft) -> Iterator[str]:
    signs = iter(range(1, len(draft.parts)))
    for part in runs(draft):
        match part:
            case Heading():
                yield f"<h{part.level + 1}>{escaped(part.whole)}</h{part.level + 1}>"
            case Paragraph():
                text = _numbered(part, with_bold(part, "<strong>", "</strong>", escaped))
                yield f"<p>{text}{_html_reference(next(signs)) if part.note else ''}</p>"
            case Table():
                yield _html_table(part)
            case list():
                yield _html_list(part, 0)


def _html_reference(sign: int) -> str:
    return f'<sup id="ref{sign}"><a href="#fn{sign}">{sign}</a></sup>'


def _html_list(items: list[Item], level: int) -> str:
    made = ""
    for at, item in enumerate(items):
        if item.level == level:
            below = []
            for other in items[at + 1 :]:
                if other.level <= level:
                    break
                below.append(other)
            inner = _html_list(below, level + 1) if below else ""
            made += f"<li>{escaped(item.text)}{inner}</li>\n"
    return f"<ul>\n{made}</ul>"


def _html_table(table: Table) -> str:
    head = "".join(f"<th>{escaped(text)}</th>" for text in table.headings)
    rows = ""
    for theme, together in table.by_theme():
        first = f'<td rowspan="{len(together)}">{escaped(theme)}</td>'
        for cells in together:
            rows += f"<tr>{first}{''.join(f'<td>{escaped(text)}</td>' for text in cells)}</tr>\n"
            first = ""
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>"


# --- Markdown ---


def markdown(draft: Draft) -> bytes:
    """Markdown with a pipe table and footnotes."""
    blocks = [f"# {draft.title}", *_markdown_parts(draft)]
    blocks += [f"[^{sign}]: {note}" for sign, note in enumerate(draft.notes(), 1)]
    return ("\n\n".join(blocks) + "\n").encode()


def _markdown_parts(draft: Draft) -> Iterator[str]:
    signs = iter(range(1, len(draft.parts)))
    for part in runs(draft):
        match part:
            case Heading():
                yield f"{'#' * (part.level + 1)} {part.whole}"
            case Paragraph():
                text = _numbered(part, with_bold(part, "**", "**", str))
                yield f"{text}[^{next(signs)}]" if part.note else text
            case Table():
                lines = [part.headings, ("---",) * len(part.headings), *part.as_written()]
                yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
            case list():
                yield "\n".join(f"{'  ' * item.level}- {item.text}" for item in part)


# --- plain text ---


def text(draft: Draft) -> bytes:
    """Plain text with a line for each paragraph, and tabs between the cells of a table."""
    return "\n\n".join(_text_parts(draft, lambda line, indent: line)).encode() + b"\n"


def wrapped_text(draft: Draft) -> bytes:
    """The same with lines of at most WIDTH characters; a row of a table stays one line."""
    return "\n\n".join(_text_parts(draft, _wrapped)).encode() + b"\n"


def _wrapped(line: str, indent: str) -> str:
    return textwrap.fill(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _text_parts(draft: Draft, wrap: Callable[[str, str], str]) -> Iterator[str]:
    yield draft.title
    signs = iter(range(1, len(draft.parts)))
    for part in runs(draft):
        match part:
            case Heading():
                yield part.whole
            case Paragraph():
                sign = f"[{next(signs)}]" if part.note else ""
                yield wrap(_numbered(part, part.text) + sign, "")
            case Table():
                yield "\n".join("\t".join(row) for row in (part.headings, *part.as_written()))
            case list():
                yield "\n".join(_text_item(item, wrap) for item in part)
    if draft.notes():
        notes = (wrap(f"[{sign}] {note}", "    ") for sign, note in enumerate(draft.notes(), 1))
        yield "\n".join(["Notes", "", *notes])


def _text_item(item: Item, wrap: Callable[[str, str], str]) -> str:
    indent = "    " * item.level
    return wrap(f"{indent}{_BULLETS[item.level]} {item.text}", f"{indent}  ")


# --- tables alone ---


def excel(draft: Draft) -> bytes:
    """A workbook: a sheet for each table, the themes in merged cells."""
    book = Workbook()
    book.remove(book.active)
    for number, table in enumerate(draft.tables, 1):
        sheet = book.create_sheet(f"Actions {number}")
        for row in (table.headings, *table.as_written()):
            sheet.append([text or None for text in row])
        at = 2
        for _, together in table.by_theme():
            if len(together) > 1:
                sheet.merge_cells(f"A{at}:A{at + len(together) - 1}")
            at += len(together)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv(draft: Draft) -> bytes:
    """The first table of a draft, as spreadsheet programs save it."""
    out = io.StringIO()
    table = draft.tables[0]
    csv_files.writer(out).writerows((table.headings, *table.as_written()))
    return out.getvalue().encode("utf-8-sig")


def records(draft: Draft) -> bytes:
    """The first table of a draft as a YAML action plan."""
    objectives = [
        {"name": theme, "actions": [*_actions(theme, rows)]}
        for theme, rows in draft.tables[0].by_theme()
    ]
    plan = {"title": draft.title, "kind": "action_plan", "objectives": objectives}
    return yaml.safe_dump(plan, allow_unicode=True, sort_keys=False).encode()


def _actions(theme: str, rows: Iterable[tuple[str, ...]]) -> Iterator[dict[str, str]]:
    for number, (action, when, who) in enumerate(rows, 1):
        yield {"id": f"{theme}-{number}", "text": action, "timescale": when, "lead": who}
