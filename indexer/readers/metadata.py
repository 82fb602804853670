"""What a document without front matter says of itself: its title and its date."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

from indexer.types import Element, Kind, Role

_MONTHS = "January February March April May June July August September October November December"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(_MONTHS.split())}) (?:19|20)\d\d\b"
)
_YEARS = re.compile(r"\b((?:19|20)\d\d)\s*(?:-|–|to)\s*((?:19|20)?\d\d)\b")
_NAMED = re.compile(
    r"\b((?:[A-Z][\w-]+ ){1,3}(?:Compact|Partnership|Agreement|Accord|Concordat))\b"
)
_TOP_ELEMENTS, _TOP_CHARACTERS, _TITLE_CHARACTERS = 10, 1500, 110
_GENERIC = frozenset(
    "introduction foreword background purpose summary contents recommendations".split()
)


def guess_title(elements: Sequence[Element], name: str) -> str:
    """The title at the top of a document, else what its opening names, else the file name."""
    top = []
    for element in elements[:_TOP_ELEMENTS]:
        if len(element.text) > _TITLE_CHARACTERS or element.text.endswith("."):
            break
        top.append(" ".join(element.text.split()))
    later = [element.text.rstrip(":").lower() for element in elements[1:]]
    repeated = [line for line in top if later.count(line.rstrip(":").lower()) > 1]
    if repeated:
        return repeated[0].rstrip(":")
    if top and not _is_generic(top[0]):
        second = top[1] if len(top) > 1 and _is_subtitle(elements[1], top[0]) else ""
        first = _as_title(top[0]).rstrip(": ")
        return f"{first}: {second}" if second else first
    opening = " ".join(element.text for element in elements[:5])[:_TOP_CHARACTERS]
    named = _NAMED.search(opening)
    return named.group(1) if named else name.rsplit(".", 1)[0].replace("_", " ")


def _is_generic(line: str) -> bool:
    return bool(re.match(r"\d", line)) or bool(_GENERIC & set(line.lower().split()))


def _is_subtitle(element: Element, title: str) -> bool:
    short = element.role is not Role.PARAGRAPH and not re.match(r"\d", element.text)
    if title.endswith(":") and element.role is Role.ITEM:
        return False  # the first item of a list
    return short and not _is_generic(element.text) and element.text.lower() != title.lower()


def _as_title(line: str) -> str:
    return string.capwords(line) if line.isupper() else line


def guess_edition(text: str, title: str) -> str:
    """A period in the title, else the first date with a month near the top, else empty."""
    years = _YEARS.search(title)
    if years:
        return f"{years.group(1)}-{years.group(2)}"
    labelled = re.search(rf"\bdate[:\s]+({_DATE.pattern})", text[: 4 * _TOP_CHARACTERS], re.I)
    if labelled:
        return labelled.group(1)
    alone = re.search(rf"^\s*({_DATE.pattern})\s*$", text[:_TOP_CHARACTERS], re.M)
    return alone.group(1) if alone else ""


def guess_kind(title: str) -> Kind:
    """The kind that a title names."""
    lower = title.lower()
    for words, kind in (
        (("improvement plan",), Kind.IMPROVEMENT_PLAN),
        (("case stud",), Kind.CASE_STUDY),
        (("action plan",), Kind.ACTION_PLAN),
        (("compacts at work", "guidance", "guide", "toolkit"), Kind.GUIDANCE),
        (("compact", "concordat", "accord"), Kind.COMPACT),
    ):
        if any(word in lower for word in words):
            return kind
    return Kind.DOCUMENT
