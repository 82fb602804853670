"""A part of a Word file -> the same without what its reader does not see.

Tracked changes are taken as accepted; deleted and moved text, instructions of fields, contents
pages, hidden placeholders and the second version of a drawing go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, chain

from indexer.readers.word.markup import Node, below, local, switched, value, w

_UNSEEN = frozenset(
    w(name)
    for name in (
        "del moveFrom delText delInstrText instrText rt sectPr pPrChange rPrChange tblPrChange "
        "trPrChange tcPrChange tblGridChange numberingChange annotationRef"
    ).split()
)
_LISTING = re.compile(r"\s*(?:TOC|TOA|INDEX)\b", re.I)
_NOTE_AGAIN = re.compile(r"\s*NOTEREF\b.*\\f", re.I | re.S)
_GALLERY = "Table of Contents"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def finalise(root: Node) -> bool:
    """Takes out of a part, in place, what is not its final, visible text.

    Returns whether that was, among others, a contents page.
    """
    _choose(root)
    listing = _take_out_fields(root)
    for node in list(root.iter(*_UNSEEN)):
        if local(node) == "del" and local(_parent(node)) in ("rPr", "trPr"):
            continue  # says of a paragraph's end or a row that it is deleted
        _drop(node)
    for box in list(root.iter(w("sdt"))):
        if _is_unfilled(box) or _is_contents(box):
            listing = listing or _is_contents(box)
            _drop(box)
    for row in list(root.iter(w("tr"))):
        if below(row, "trPr", "del") is not None:
            _drop(row)
    for paragraph in reversed(list(root.iter(w("p")))):  # so that each text moves only once
        if below(paragraph, "pPr", "rPr", "del") is not None:
            _run_on(paragraph)
    return listing


def _parent(node: Node) -> Node:
    parent = node.getparent()
    return node if parent is None else parent


def _drop(node: Node) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _choose(root: Node) -> None:
    """Of the versions of a drawing, keeps the first that holds text, else the first."""
    for choice in list(root.iter(_CHOICE)):
        versions = list(choice)
        texts = (version for version in versions if version.find(f".//{w('t')}") is not None)
        kept = next(chain(texts, versions), None)
        for version in versions:
            if version is not kept:
                choice.remove(version)


def _is_unfilled(box: Node) -> bool:
    """Whether a content control shows its prompt ("Click here to enter text")."""
    return bool(switched(box, "sdtPr", "showingPlcHdr"))


def _is_contents(box: Node) -> bool:
    return value(box, "sdtPr", "docPartObj", "docPartGallery") == _GALLERY


def _run_on(paragraph: Node) -> None:
    """A paragraph whose end is deleted goes on in the next one."""
    following = paragraph.getnext()
    if following is None or following.tag != w("p"):
        return
    at = 0 if below(following, "pPr") is None else 1
    for node in [node for node in paragraph if node.tag != w("pPr")]:
        following.insert(at, node)
        at += 1
    _drop(paragraph)


@dataclass
class _Field:
    """A field that is open: where it begins, its instruction, and where its result begins."""

    start: int
    instruction: str = ""
    result: int | None = None

    def unseen_until(self, end: int) -> int:
        """Where what it shows begins; its end where it shows nothing, or only lists pages."""
        if _LISTING.match(self.instruction) or _NOTE_AGAIN.match(self.instruction):
            return end
        return end if self.result is None else self.result


def _take_out_fields(root: Node) -> bool:
    """Takes out the instructions of fields, and results that list pages; whether there were any.

    A field that never ends is no field.
    """
    listing = False
    for simple in list(root.iter(w("fldSimple"))):
        if _LISTING.match(simple.get(w("instr"), "")):
            _drop(simple)
            listing = True
    nodes = list(root.iter(w("fldChar"), w("t"), w("instrText"), w("tab"), w("br")))
    edges = [0] * (len(nodes) + 1)  # how many unseen stretches begin less end at each node
    fields: list[_Field] = []
    for at, node in enumerate(nodes):
        kind = node.get(w("fldCharType"), "")
        if node.tag == w("instrText") and fields and fields[-1].result is None:
            fields[-1].instruction += node.text or ""
        elif kind == "begin":
            fields.append(_Field(at))
        elif kind == "separate" and fields:
            fields[-1].result = at
        elif kind == "end" and fields:
            ended = fields.pop()
            listing = listing or bool(_LISTING.match(ended.instruction))
            edges[ended.start] += 1
            edges[ended.unseen_until(at)] -= 1
    for node, depth in zip(nodes, accumulate(edges), strict=False):
        if depth and node.tag != w("fldChar"):
            _drop(node)
    return listing
