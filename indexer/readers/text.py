"""Plain text, as messy as people paste it -> elements: headings, paragraphs, items, cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.decoding import without_markup
from indexer.tables import Row, table_at
from indexer.types import Cell, Element, Role

_BULLET = re.compile(r"^(\s*)([·•◦▪●○‣∙*–—-]|[ivx]{1,4}[.)]|\(?[a-z][.)])\s+(?=\S)")
_UNIT = (  # what follows a decimal that is a quantity and no paragraph number
    "million|billion|per ?cent|times|hours?|days?|weeks?|months?|years?|miles?|am|pm|fte|FTE"
    "|full-time|part-time"
)
_NUMBER = re.compile(
    r"^\s*((?:\d{1,2}\.)+\d{1,2}|\d{1,2}|[A-Z]\.\d{1,2})[.)]?"
    rf"(?:\s+(?=\S)(?!(?:{_UNIT})\b)|\s*$)"
)
_LABELLED = re.compile(r"^[A-Z][\w-]*(?: [\w&-]+){0,3}: \S")
_DATE = re.compile(
    r"^(?:date\b.*\d{4}|(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d{4})$",
    re.I,
)
_TOP_LEVEL = re.compile(r"^(?:appendix|appendices|annex|schedule|part|chapter)\b", re.I)
_INLINE_BULLET = re.compile(r"\s+(?=[•▪●‣] )")
_RUN_IN = re.compile(r"^\*\*([^*]{3,100})\*\*\s*[-–—:]\s*(?=\S)")
_STUCK_BOLD = re.compile(r"(?<=[^\s*])\*\*(\s*[^*\n]{2,80}?)\*\*\s*$")
_WHOLLY_BOLD = re.compile(r"^\*\*\s*([^*]+?)\s*\*\*$")
_MARKDOWN_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*$")
_CONTACT = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+|https?://|www\.|(?:\+44|\b0)[\d\s()-]{8,}\d"
)
_ENDS = (".", "!", "?", ";", ":", ",", '."', ".”", ".’")
_OPENS_LIST = re.compile(r"[:;][-–—]?$")
_HEADING_WORDS, _CAPTION_WORDS, _CHARACTERS_PER_WORD = 14, 26, 7
_SHORT_LINE = 60
_WRAPPED_WIDTH = 110
_RUN_IN_MARK = "\x1f"  # put before a title that ran into its paragraph; no text has it
_ITEM_TITLE = 9  # depth of a bulleted title until the heading above it is known


@dataclass(frozen=True, slots=True)
class _Line:
    """One logical line: a paragraph or a short line, with how it stood."""

    text: str
    alone: bool  # a blank line, or the start, stands before it


def text_elements(text: str) -> list[Element]:
    """The elements of a plain text, in order.

    Recognises numbered and unnumbered headings, paragraph numbers, bulleted and unbulleted lists,
    tables flattened to tabs, contact blocks, and drops contents pages.
    """
    lines = [part for line in text.split("\n") for part in _unstuck(line)]
    listed = _contents_lines(lines)
    titles = frozenset(map(_key, listed.values())) if len(listed) > 2 else frozenset()
    elements: list[Element] = []
    row = 0
    prose: list[str] = []
    at = 0
    while at < len(lines):
        table = None if at in listed else table_at(lines, at)
        if table is None:
            prose.append("" if at in listed else lines[at])
            at += 1
            continue
        elements += _prose(prose, before_table=True)
        prose = []
        for table_row in table.rows:
            row += not table_row.continues
            elements += _row(table_row, row)
        at += table.lines
    elements += _prose(prose)
    return _levelled(elements, titles)


def _unstuck(line: str) -> list[str]:
    """A line with a bold title stuck to its end as several lines."""
    return _STUCK_BOLD.sub(r"\n\n\1", line).split("\n")


def _contents_lines(lines: list[str]) -> dict[int, str]:
    """Where the lines of a contents page stand, and the title each has.

    Dots before a page number are enough. With a tab alone, which a table has too, the title stands
    again as a line of its own, or the line stands below the word "contents".
    """
    paged = {i: title for i, line in enumerate(lines) if (title := _before_page_number(line))}
    others = {_key(line) for i, line in enumerate(lines) if i not in paged}
    found: dict[int, str] = {}
    inside = False
    for i, line in enumerate(lines):
        title = paged.get(i, "")
        if title and (inside or "..." in line or _key(title) in others):
            found[i] = title
        elif line.strip():
            inside = _key(line) in ("contents", "table of contents")
    return found


def _before_page_number(line: str) -> str:
    """What stands before dots or a tab and a page number; else nothing."""
    rest = line.strip().rstrip("0123456789")
    digits = len(line.strip()) - len(rest)
    title = rest.rstrip(" .\t")
    leads = "..." in rest[len(title) :] or "\t" in rest[len(title) :]
    return title if leads and 1 <= digits <= 3 else ""


def _key(title: str) -> str:
    """A title as it is compared: without its number, its case and its marks."""
    return re.sub(r"\W+", " ", re.sub(r"^\W*(?:\d+\W+)*(?=\w)", "", title)).strip().lower()


def _row(row: Row, number: int) -> Iterator[Element]:
    title = _one_line(row.title)
    theme = _one_line(row.theme)
    for column, text in row.cells:
        if not text or (_one_line(text) == theme and theme != title):
            continue
        cell = Cell(number, column, title, theme, row.blanks)
        lines = _INLINE_BULLET.sub("\n", without_markup(text)).split("\n")
        for element in _prose(lines, in_cell=True):
            yield replace(element, cell=cell)


def _one_line(text: str) -> str:
    return " ".join(without_markup(text, " ").split())


def _prose(raw: list[str], *, in_cell: bool = False, before_table: bool = False) -> list[Element]:
    lines = _logical_lines(raw)
    elements: list[Element] = []
    indents: list[int] = []  # of the bullets of the list, outermost first
    end = _Line("", alone=True) if before_table else None
    for i, line in enumerate(lines):
        following = lines[i + 1] if i + 1 < len(lines) else end
        before = elements[-1] if elements else None
        if before_table and len(lines) - i <= 2 and _is_title(line.text, _CAPTION_WORDS):
            elements.append(Element(line.text, Role.HEADING))
        else:
            made = _element(line, before, following, in_cell=in_cell)
            if made.role is Role.ITEM:
                made = replace(made, level=_depth_in_list(indents, line.text, before))
            elements.append(made)
    return _unbulleted_items(elements)


def _logical_lines(raw: list[str]) -> list[_Line]:
    """Joins what belongs together: wrapped lines, broken paragraphs, numbers, contact blocks."""
    wrapped = _is_wrapped(raw)
    lines: list[_Line] = []
    alone = True
    for line in (part for whole in raw for part in _lines_of(whole)):
        if not line.strip():
            alone = True
            continue
        text = line.strip()
        if lines and _continues(lines[-1].text, line, alone=alone, wrapped=wrapped):
            block = not _BULLET.match(lines[-1].text) and _is_fragment(lines[-1].text)
            separator = "\n" if block and _is_fragment(text) else " "
            lines[-1] = replace(lines[-1], text=f"{lines[-1].text}{separator}{text}")
        else:
            lines.append(_Line(line.rstrip(), alone))
        alone = False
    return lines


def _lines_of(line: str) -> list[str]:
    """A line without markup; a title that runs into its paragraph is a line of its own."""
    text = without_markup(line, " ").rstrip()
    bullet = _BULLET.match(text)
    run_in = _RUN_IN.match(text[bullet.end() :] if bullet else text)
    if not run_in:
        return [text]
    return ["", _RUN_IN_MARK + run_in.group(1), "", run_in.string[run_in.end() :]]


def _is_wrapped(raw: list[str]) -> bool:
    """Whether lines end at a width: hardly one is wider, and most that go on come near it."""
    lengths = sorted(len(line) for line in raw if line.strip())
    going_on = sorted(len(a) for a, b in pairwise(raw) if a.strip() and b.strip())
    return (
        len(going_on) > 0
        and lengths[int(len(lengths) * 0.97)] <= _WRAPPED_WIDTH
        and (len(lengths) > 20 or going_on[len(going_on) // 2] > _SHORT_LINE)
    )


def _continues(before: str, line: str, *, alone: bool, wrapped: bool) -> bool:
    text = line.strip()
    last = before.rsplit("\n", 1)[-1].strip()
    if _NUMBER.fullmatch(last + " ") and not _BULLET.match(line):
        return True  # a paragraph number on a line of its own
    if _starts_something(line):
        return not alone and last.endswith(",") and _is_fragment(text)  # 8 High Street
    if _CONTACT.search(text) and _is_fragment(text):
        return _is_fragment(last) and not _NUMBER.match(last)
    if alone:
        return text[:1].islower() and not last.endswith(_ENDS) and len(last) > _SHORT_LINE
    if wrapped:
        return len(last) > _SHORT_LINE // 2 or not last.endswith(_ENDS)
    return _is_fragment(last) and _is_fragment(text) and not _BULLET.match(before)


def _starts_something(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBER.match(line) or _MARKDOWN_HEADING.match(line))


def _is_fragment(text: str) -> bool:
    """A short line that is no sentence: a name, an address line, a telephone number."""
    last = text.rsplit("\n", 1)[-1]
    return len(last) <= _SHORT_LINE and not last.endswith((".", ";", "?", "!")) and "**" not in last


def _element(
    line: _Line, before: Element | None, following: _Line | None, *, in_cell: bool
) -> Element:
    text = line.text
    if text.startswith(_RUN_IN_MARK):
        return Element(text.removeprefix(_RUN_IN_MARK), Role.HEADING, _ITEM_TITLE)
    if match := _MARKDOWN_HEADING.match(text):
        return Element(match.group(2), Role.HEADING, len(match.group(1)))
    bullet = _BULLET.match(text)
    if bullet:
        rest = text[bullet.end() :].strip()
        numbered = _NUMBER.match(rest)
        if numbered and numbered.end() < len(rest) and "." in numbered.group(1):
            return Element(rest[numbered.end() :].strip(), number=numbered.group(1))
        in_list = before is not None and before.role is Role.ITEM
        if not in_cell and not in_list and following and _is_item_title(rest, following):
            return Element(rest, Role.HEADING, _ITEM_TITLE, marker=bullet.group(2))
        return Element(rest, Role.ITEM, marker=bullet.group(2))
    return _plain(text.strip(), before, following, in_cell=in_cell)


def _depth_in_list(indents: list[int], line: str, before: Element | None) -> int:
    """The depth of an item by how far in it stands; ``indents`` are those of the list so far."""
    indent = len(line) - len(line.lstrip())
    if not indents or before is None or before.role is not Role.ITEM:
        indents[:] = [indent]
    while len(indents) > 1 and abs(indent - indents[-2]) <= abs(indent - indents[-1]):
        indents.pop()
    deeper = indent - indents[-1]
    if deeper > 1 or (deeper == 1 and before is not None and before.text.endswith(":")):
        indents.append(indent)
    return len(indents) - 1


def _plain(text: str, before: Element | None, following: _Line | None, *, in_cell: bool) -> Element:
    number = _NUMBER.match(text)
    rest = text[number.end() :].strip() if number else text
    bold = _WHOLLY_BOLD.match(rest)
    title = bold.group(1) if bold else rest
    in_list = before is not None and (
        _opens(before.text) or (before.role is Role.ITEM and before.marker[:1].isdigit())
    )
    if number and in_list and "." not in number.group(1):
        return Element(rest, Role.ITEM, marker=text[: number.end()].strip())
    if not in_cell and following and _is_title(title):
        full = f"{text[: number.end()].strip()} {title}" if number else title
        return Element(full, Role.HEADING, _depth(number.group(1)) if number else 0)
    if number and rest and "." in number.group(1):
        return Element(rest, number=number.group(1))
    return Element(text)


def _depth(number: str) -> int:
    return 1 + number.count(".")


def _opens(text: str) -> bool:
    return bool(_OPENS_LIST.search(text.rstrip()))


def _is_title(text: str, most_words: int = _HEADING_WORDS) -> bool:
    if "\n" in text or _CONTACT.search(text) or _DATE.match(text):
        return False
    return (
        len(text) <= _CHARACTERS_PER_WORD * most_words
        and len(text.split()) <= most_words
        and not text.endswith((".", "!", ";", ":", ",", "-"))
        and (text[:1].isupper() or text[:1].isdigit() or text[:1] in "“\"'‘")
    )


def _is_item_title(text: str, following: _Line) -> bool:
    """A bulleted line that is the title of the prose below it."""
    prose = following.text.strip()
    return (
        _is_title(text)
        and len(text.split()) <= 5
        and not _starts_something(following.text)
        and prose[:1].isupper()
        and prose.endswith(".")
        and len(prose) > _SHORT_LINE
    )


def _unbulleted_items(elements: list[Element]) -> list[Element]:
    """List items that lost their bullets, or never had one, become items.

    Lower-case lines and labelled paragraphs ("Respect: ...") after a colon, and lines under an
    item that ends in a colon, up to the next item.
    """
    made: list[Element] = []
    inside = False  # inside a list without bullets
    for i, element in enumerate(elements):
        before = made[-1] if made else None
        plain = not element.number and element.level == 0 and element.role is not Role.ITEM
        if plain and before and (inside or _opens(before.text)):
            nested = before.role is Role.ITEM and (before.level > 0 or before.text.endswith(":"))
            resumes = any(e.role is Role.ITEM for e in elements[i + 1 : i + 6])
            listed = element.text[:1].islower() or _LABELLED.match(element.text)
            if listed or (nested and resumes):
                made.append(replace(element, role=Role.ITEM, level=int(nested)))
                inside = True
                continue
        inside = False
        made.append(element)
    return made


def _levelled(elements: list[Element], contents: frozenset[str]) -> list[Element]:
    """Gives headings without a number their depth: by contents page, capitals and lead-ins."""
    numbered = any(e.role is Role.HEADING and 0 < e.level < _ITEM_TITLE for e in elements)
    made: list[Element] = []
    current = announced = 0  # depth of the heading above; depth that a lead-in has announced
    for i, element in enumerate(elements):
        if element.role is not Role.HEADING:
            made.append(replace(element, level=max(element.level, 0)))
            continue
        if element.level == _ITEM_TITLE:
            made.append(replace(element, level=current + 1))
            continue
        if element.level == 0 and i and _opens(elements[i - 1].text):
            announced = current + 1
        elif element.level or not _short_section(elements, i):
            announced = 0
        current = element.level or announced or _depth_by_look(element.text, contents, numbered)
        made.append(replace(element, level=current))
    return made


def _depth_by_look(title: str, contents: frozenset[str], numbered: bool) -> int:
    top = _key(title) in contents or title.isupper() or _TOP_LEVEL.match(title)
    return 1 if top or not numbered else 2


def _short_section(elements: list[Element], heading: int) -> bool:
    """Whether the section holds nothing but one or two paragraphs that open no list."""
    body = []
    for element in elements[heading + 1 :]:
        if element.role is Role.HEADING:
            break
        body.append(element)
    plain = all(e.role is Role.PARAGRAPH and e.cell is None for e in body)
    return plain and 0 < len(body) <= 2 and not any(_opens(e.text) for e in body)
