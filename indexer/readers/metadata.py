"""What a document without front matter says of itself: its title, area, edition and the rest."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence

from indexer.places import Places
from indexer.readers import imprint
from indexer.readers.extract import Extract
from indexer.schema import About
from indexer.types import Element, Kind, Role
from indexer.words import content_stems, fold

_NAMED = re.compile(
    r"\b((?:[A-Z][\w-]+ ){1,3}(?:Compact|Partnership|Agreement|Accord|Concordat))\b"
)
_PUBLISHER = re.compile(
    r"(?:©|[Cc]opyright|[Pp]ublished by|[Pp]roduced by|[Ii]ssued by)[^\n]{0,80}"
    r"|^[^\n.]{0,40}\bCouncil$",
    re.M,
)
_TOP_ELEMENTS, _TOP_CHARACTERS, _TITLE_CHARACTERS = 10, 1500, 110
_GENERIC = frozenset(
    "introduction foreword background purpose summary contents recommendations".split()
)
_PROGRAM = re.compile(r"^(?:microsoft (?:office )?(?:word|powerpoint|excel)|word)\s*[-–]\s*", re.I)
_SUFFIX = re.compile(r"\.(?:docx?|pdf|html?|rtf|odt|xlsx?|csv|txt|indd|pub|pptx?)$", re.I)
_NO_TITLE = re.compile(
    r"(?:un(?:titled|known|benannt)|no title|title|document|doc|template|layout|slide|book|sheet"
    r"|page|new page|home|index|welcome|powerpoint presentation|microsoft word|blank|report|draft"
    r"|temp|test|normal|letterhead)(?: (?:document|page|title))?[ _-]*\d*",
    re.I,
)
_SITE = re.compile(r"\s+(?:[|»·–—-]|::)\s+")


def guess(extract: Extract, text: str, name: str, places: Places) -> About:
    """What can be made out; empty where it is not sure. ``name`` is the file's name."""
    title = _title(extract, text, name)
    prose = "\n\n".join(element.text for element in extract.elements if element.cell is None)
    date = imprint.date_of(prose)  # a day in a table is that of an action
    return About(
        title=title,
        area=places.main_area(title, text) or _area_named(text, places),
        edition=imprint.edition_of(prose, title) or date,
        date=date or extract.date,
        licence=imprint.licence_of(prose),
        superseded_by=imprint.successor_of(prose, title),
    )


def _title(extract: Extract, text: str, name: str) -> str:
    """The title that the file marks, if it is one and stands in the text; else by the text."""
    guessed = guess_title(extract.elements, name)
    marked = _PROGRAM.sub("", " ".join(extract.title.split()))
    if _SUFFIX.search(marked):
        return guessed  # the name that the file once had
    headings = {fold(e.text) for e in extract.elements[:_TOP_ELEMENTS] if e.role is Role.HEADING}
    parts = [part for part in _SITE.split(marked) if fold(part) in headings]
    marked = parts[0] if parts else marked
    stems = content_stems(marked[: 2 * _TITLE_CHARACTERS])
    known = content_stems(f"{text[: 2 * _TOP_CHARACTERS]} {name.replace('_', ' ')}")
    is_title = (
        len(marked) <= _TITLE_CHARACTERS
        and len(stems) > 1
        and not _NO_TITLE.fullmatch(marked)
        and len(stems & known) > len(stems) / 2
    )
    return _as_title(marked).rstrip(": ") if is_title else guessed


def guess_title(elements: Sequence[Element], name: str) -> str:
    """The title at the top of a document, else what its opening names, else the file name."""
    elements = [element for element in elements if not imprint.is_notice(element.text)]
    top = []
    for element in elements[:_TOP_ELEMENTS]:
        if element.cell or len(element.text) > _TITLE_CHARACTERS or element.text.endswith("."):
            break
        top.append(" ".join(element.text.split()))
    later = [element.text.rstrip(":").lower() for element in elements[1:]]
    repeated = [
        line
        for line, element in zip(top, elements, strict=False)
        if later.count(line.rstrip(":").lower()) > 1 and not _is_lead_in(element)
    ]
    if repeated:
        return repeated[0].rstrip(":")
    if top and not _is_generic(top[0]):
        second = top[1] if len(top) > 1 and _is_subtitle(*elements[:3]) else ""
        first = _as_title(top[0]).rstrip(": ")
        return f"{first}: {second}" if second else first
    opening = " ".join(element.text for element in elements[:5])[:_TOP_CHARACTERS]
    named = _NAMED.search(opening)
    return named.group(1) if named else _by_name(name)


def _is_generic(line: str) -> bool:
    return bool(re.match(r"\d", line)) or bool(_GENERIC & set(line.lower().split()))


def _is_lead_in(element: Element) -> bool:
    return element.role is Role.PARAGRAPH and element.text.endswith(":")


def _is_subtitle(title: Element, element: Element, below: Element | None = None) -> bool:
    """Whether the second element goes on with the title, and does not begin what stands below."""
    first = " ".join(title.text.split())
    if element.role is Role.ITEM and (first.endswith(":") or element.marker[:1].isalnum()):
        return False  # the first item of a list
    if element.role is Role.HEADING and element.level > title.level:
        return below is None or below.role is Role.HEADING  # else it is a section of its own
    short = element.role is not Role.PARAGRAPH and not re.match(r"\d", element.text)
    return short and not _is_generic(element.text) and element.text.lower() != first.lower()


def _as_title(line: str) -> str:
    return string.capwords(line) if line.isupper() else line


def _by_name(name: str) -> str:
    """A file's name as words; the dash of a period stays."""
    return " ".join(re.sub(r"_|(?<!\d)-|-(?!\d)", " ", name.rsplit(".", 1)[0]).split())


def _area_named(text: str, places: Places) -> str:
    """The one area whose compact the opening names, or whose council publishes it; else empty."""
    top = text[:_TOP_CHARACTERS]
    named = [match.group() for match in _NAMED.finditer(top)]
    named += [m.group() for m in _PUBLISHER.finditer(f"{top}\n{text[-_TOP_CHARACTERS:]}")]
    areas = {area for words in named for _, area in places.find(words)}
    return areas.pop() if len(areas) == 1 else ""


def guess_kind(title: str) -> Kind:
    """The kind that a title names."""
    lower = title.lower()
    for words, kind in (
        (("minutes of", "meeting", "agenda", "annual report"), Kind.DOCUMENT),
        (("improvement plan",), Kind.IMPROVEMENT_PLAN),
        (("case stud",), Kind.CASE_STUDY),
        (("action (?:plan|tracker|log)", "work ?plan", "delivery plan"), Kind.ACTION_PLAN),
        (("compacts at work", "guidance", "guide", "toolkit"), Kind.GUIDANCE),
        (("compact", "concordat", "accord"), Kind.COMPACT),
    ):
        if any(re.search(rf"\b{word}(?!ing)", lower) for word in words):
            return kind
    return Kind.DOCUMENT
