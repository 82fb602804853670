"""Footnotes of a page: which signs lead to which note, whichever program wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from indexer.readers.web.boilerplate import fragment
from indexer.readers.web.page import DROPPED, GONE, NOTE_SIGN, text_of

_SIGN = re.compile(r"[\[(]?(\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§¶]{1,4})[\])]?", re.I)
_NOTE_PLACE = re.compile(
    r"_?(?:ftnt?|e?fn|edn|foot-?note|end-?note|note|cite_note)[a-z:._-]{0,12}\d", re.I
)
_BACK = re.compile(r"(?:[↩↑⏎^\ufe0e\s]+|back\b.{0,40}|return\b.{0,40}|jump up.{0,40})", re.I)
_NOTE_BLOCKS = frozenset("li p div dd aside".split())
_INLINE = frozenset("a sup sub span b i em strong font small cite".split())
_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its sign as shown, and the element that holds its text."""

    sign: str
    node: HtmlElement


def mark_notes(root: HtmlElement) -> dict[str, Note]:
    """The notes of a page by their key. Marks their signs, and the notes themselves as gone."""
    if not any(_sign(node) for node in root.iter("a", "sup")):
        return {}
    order = {node: place for place, node in enumerate(root.iter("a", "sup", *_NOTE_BLOCKS))}
    targets = _targets(root)
    placed = frozenset(targets.values())
    notes: dict[str, Note] = {}
    keys: dict[str, str] = {}  # by the place that a link names
    used: set[HtmlElement] = set()
    for link in [*root.iter("a")]:
        place = fragment(link.get("href") or "")
        target = targets.get(place)
        sign = _sign(link)
        if target is None or not sign or not _leads_to_note(link, place):
            continue
        if place not in keys:
            block = _block(target, placed)
            if block is None or block in used or order[block] < order[link]:
                continue
            keys[place] = str(len(notes))
            notes[keys[place]] = Note(sign, block)
            used.add(block)
        _mark(link, keys[place])
    _mark_unlinked(root, order, notes, used)
    for note in notes.values():
        _drop_way_back(note.node)
        note.node.tag = GONE
    return notes


def _targets(root: HtmlElement) -> dict[str, HtmlElement]:
    wanted = {fragment(link.get("href") or "") for link in root.iter("a") if _sign(link)} - {""}
    found: dict[str, HtmlElement] = {}
    for node in root.iter():
        for name in (node.get("id"), node.get("name") if node.tag == "a" else None):
            if name in wanted and name is not None:
                found.setdefault(name, node)
    return found


def _sign(node: HtmlElement) -> str:
    """The sign of a footnote that an element shows, without its brackets; else nothing."""
    if len(node) > 3 or len(node.text or "") > 20:
        return ""
    match = _SIGN.fullmatch(text_of(node).replace(" ", ""))
    return match.group(1) if match else ""


def _leads_to_note(link: HtmlElement, place: str) -> bool:
    said = f"{link.get('role') or ''} {link.get('class') or ''} {link.get('epub:type') or ''}"
    near = [link, *islice(link.iterancestors(), 3)]
    raised = any(node.tag == "sup" for node in near) or any(child.tag == "sup" for child in link)
    return raised or "noteref" in said or "footnote" in said or bool(_NOTE_PLACE.match(place))


def _block(target: HtmlElement, placed: frozenset[HtmlElement]) -> HtmlElement | None:
    """The block that a note is: that of its place, or the one around its paragraphs."""
    block: HtmlElement | None = target
    while block is not None and block.tag in _INLINE:
        block = block.getparent()
    if block is None or block.tag not in _NOTE_BLOCKS or not 0 < len(text_of(block)) <= _LONGEST:
        return None
    around = block.getparent()
    if around is not None and block.tag == "p" and around.tag in ("div", "li", "aside"):
        places = (node for node in around.iter() if node in placed)
        starts = not (around.text or "").strip() and around[0] is block
        if starts and _only_one(places) and len(text_of(around)) <= _LONGEST:
            return around
    return block


def _only_one(found: Iterator[HtmlElement]) -> bool:
    return next(found, None) is not None and next(found, None) is None


def _mark(node: HtmlElement, key: str) -> None:
    """Makes an element the sign of a note."""
    node.clear(keep_tail=True)
    node.tag = NOTE_SIGN
    node.set(NOTE_SIGN, key)


def _mark_unlinked(
    root: HtmlElement,
    order: dict[HtmlElement, int],
    notes: dict[str, Note],
    used: set[HtmlElement],
) -> None:
    """Raised signs without a link, whose note is a later paragraph that begins with the sign."""
    raised = [(node, sign) for node in root.iter("sup") if (sign := _sign(node))]
    starts: dict[str, tuple[HtmlElement, HtmlElement]] = {}
    for node, sign in raised:
        block = node.getparent()
        first = block is not None and not (block.text or "").strip() and block[0] is node
        if first and block is not None and block.tag in _NOTE_BLOCKS and block not in used:
            starts.setdefault(sign, (node, block))
    for node, sign in raised:
        start, block = starts.get(sign, (node, node))
        if start is not node and order[node] < order[start] and len(text_of(block)) <= _LONGEST:
            key = f"sup {sign}"
            notes.setdefault(key, Note(sign, block))
            _mark(node, key)


def _drop_way_back(block: HtmlElement) -> None:
    for link in block.iter("a"):
        if "#" in (link.get("href") or "") and (_BACK.fullmatch(text_of(link)) or _sign(link)):
            link.tag = DROPPED
