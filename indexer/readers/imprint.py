"""What a text says of itself as a publication: its edition, date, licence and successor.

Everything here is careful: where the words could be about something else, nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.words import sentences

LATER = "a later document"
"""Stands for the successor of a document that is superseded by one that it does not name."""
WITHDRAWN = "withdrawn"
"""Stands for the successor of a document that was withdrawn."""

_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?\d{1,2}(?: ?(?:st|nd|rd|th))?"
_MONTH_DATE = rf"(?:{_DAY} (?:of )?)?{_MONTH},? {_YEAR}\b"
_DATE = (
    rf"(?:{_MONTH_DATE}|(?:Spring|Summer|Autumn|Winter) {_YEAR}\b"
    rf"|\b\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR}\b|\b{_YEAR}-\d\d-\d\d\b)"
)
_YEARS = re.compile(rf"\b({_YEAR})\s*(-|–|/|to)\s*((?:19|20)?\d\d)\b(?!/)")
_LABEL = (
    r"(?:date(?: of (?:publication|issue|meeting|report|adoption))?|(?:publication|issue|meeting"
    r"|report|adoption) date|dated|(?:first )?published|issued|adopted|agreed|approved|signed"
    r"|(?:date )?(?:last )?(?:updated|reviewed|revised|modified|amended))"
    r"(?: by [^\n.;:\d]{3,80}?(?= (?:on|in) ))?(?: on| in)?"
)
_LABELLED = re.compile(
    rf"^[ \t]*(?:[-•·*]\s+)?{_LABEL}(?:[ \t]*:)?\s+(?P<date>{_DATE}|{_YEAR}\b)"
    r"(?=[ \t]*[.,;)]?[ \t]*$|[ \t]+(?:by|at)\b[^\n]{1,60}$)",
    re.I | re.M,
)
_ALONE = re.compile(rf"^[ \t]*[(]?(?P<date>{_DATE})[)]?[ \t]*$", re.M)
_NUMBER = r"(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|new|revised|final)"
_EDITION = re.compile(
    rf"(?:the )?(?P<edition>{_NUMBER} (?:edition|version)\b"
    r"|(?:version|edition|issue)(?: (?:no\.?|number))?[ :]{1,2}\d{1,2}(?:\.\d{1,2}){0,2}\b"
    r"|v\d{1,2}(?:\.\d{1,2}){0,2}\b"
    rf"|(?:revised|reviewed|updated)(?: in)? (?:{_DATE}|{_YEAR}\b)"
    r"|(?:(?:first|second|third|final|consultation|working|discussion|public) )?draft"
    r"(?: for (?:consultation|comment|discussion|approval))?)",
    re.I,
)
_EDITION_LINE = re.compile(
    rf"{_EDITION.pattern}[ ,.:;–—)(-]*(?P<date>{_DATE}|{_YEAR})?[ .)]*", re.I
)
_IN_TITLE = re.compile(rf"(?:[(\[,–—-]\s*|\s)({_EDITION.pattern})[)\]]?\s*$", re.I)
_TOP, _LABELS_TOP, _IMPRINT = 1500, 6000, 4000  # characters
_SHORT_LINE = 80
_EDGES = " \t()[]*_"

_OPEN = re.compile(
    r"\bOpen Government Licen[cs]e(?:,? ?\(OGL\))?(?:,? (?:v|version ?)\d(?:\.\d)?)?"
    r"|\bCC[ -]BY(?:-(?:NC|SA|ND)){0,2}(?: \d\.\d)?(?: (?:International|UK|Scotland))?\b"
    r"|\bCreative Commons (?:Attribution|Zero)(?:[- ](?:Non-?Commercial|Share-?Alike"
    r"|No-?Deriv(?:ative)?s)){0,2}(?: \d\.\d)?(?: (?:International|Unported))?\b"
    r"|\bCC0(?: \d\.\d)?\b",
    re.I,
)
_OWNED = re.compile(
    r"^[ \t]*((?:copyright )?©[^\n]{3,120}?|copyright \(c\)[^\n]{3,120}?"
    r"|crown copyright[^\n]{0,60}?"
    rf"|(?:copyright|\(c\)) {_YEAR}\b[^\n]{{3,100}}?"
    rf"|copyright [^\n.]{{3,80}}? {_YEAR}(?:\.? all rights reserved)?)\.?[ \t]*$",
    re.I | re.M,
)
_OTHER = re.compile(
    r"\b(?:contains?|containing|photo\w*|images?|pictures?|icons?|maps?|mapping|logos?|data"
    r"|databases?|ordnance survey|illustrations?|cover|software|fonts?)\b",
    re.I,
)

_THIS = (
    r"(?:(?:please )?note(?: that)?:? |important:? )?this (?:[a-z]+ ){0,2}?(?:document|compact"
    r"|concordat|accord|agreement|guidance|guide|toolkit|plan|strategy|policy|paper|report|page"
    r"|publication|version|edition)\b(?: of [^.,;]{1,60})?"
)
_IS_GONE = (
    r"(?:has (?:now |since )?been|was|is now|is)(?: now)? (?P<how>superseded|replaced|withdrawn)\b"
    r"(?P<rest>[^\n]*)"
)
_BANNER = re.compile(
    r"\W*(?:status:? )?(?P<how>superseded|replaced|withdrawn)\b(?P<rest>[^\n]{0,100})", re.I
)
_SUCCESSOR = re.compile(
    r"^(?: (?:in|on) [^,;.]{0,20}?\d{4},?)?[ :–—-]*\b(?i:by|with)[ :]+(?P<name>[^\n;]{3,120}?)"
    r"(?=[.,]? (?:in|on|from) (?:\d|[A-Z])[^.]*\.?$|[.,;]?$)"
)
_UNSURE = re.compile(r"\b(?:will|may|[Ii]f|[Uu]ntil|[Uu]nless|not|[Oo]nce|when|should|would)\b")


def edition_of(text: str, title: str) -> str:
    """A period in the title, or an edition there or on a line near the top; else empty."""
    if years := _YEARS.search(title):
        first, sign, last = years.groups()
        return f"{first}{'/' if sign == '/' else '-'}{last}"
    found = _IN_TITLE.search(title) or _edition_line(text)
    return _tidy(found.group("edition")) if found else ""


def date_of(text: str) -> str:
    """The date that a line near the top gives, as it is written: labelled, else alone."""
    found = _LABELLED.search(text[:_LABELS_TOP]) or _ALONE.search(text[:_TOP])
    found = found or _edition_line(text)
    return _tidy(found.group("date") or "") if found else ""


def is_notice(line: str) -> bool:
    """Whether a line is a date, an edition or a notice such as SUPERSEDED, and so no title."""
    stripped = line.strip(_EDGES)
    alone = _ALONE.fullmatch(stripped) or _EDITION_LINE.fullmatch(stripped)
    return bool(alone) or (bool(_BANNER.match(stripped)) and _is_banner(stripped))


def _edition_line(text: str) -> re.Match[str] | None:
    """A line near the top that holds an edition, with or without its date, and nothing else."""
    lines = (line.strip(_EDGES) for line in text[:_TOP].split("\n"))
    found = (_EDITION_LINE.fullmatch(line) for line in lines if len(line) <= _SHORT_LINE)
    return next(filter(None, found), None)


def _tidy(words: str) -> str:
    return " ".join(words.split())


def licence_of(text: str) -> str:
    """The open licence that the text says it is under, else its line of copyright; else empty."""
    edges = text if len(text) <= 2 * _IMPRINT else f"{text[:_IMPRINT]}\n{text[-_IMPRINT:]}"
    named = [
        _tidy(match.group())
        for sentence in _sentences(edges)
        if (match := _OPEN.search(sentence)) and _is_about_all(sentence)
    ]
    if named:
        government = {name.lower().startswith("open") for name in named}
        return max(named, key=len) if len(government) == 1 else ""
    owned = (match.group(1) for match in _OWNED.finditer(edges))
    return next((_tidy(line) for line in owned if not _OTHER.search(line)), "")


def _is_about_all(sentence: str) -> bool:
    """Whether a licence holds for the document and not for something in it."""
    return not _OTHER.search(sentence) or bool(re.match(rf"{_THIS}\b", sentence, re.I))


def successor_of(text: str, title: str) -> str:
    """What took the document's place, by its own words near the top; else empty.

    LATER where it says that something did and not what, WITHDRAWN where it was withdrawn.
    """
    own = rf"(?:{_THIS}|(?:the )?{re.escape(title)})" if len(title) > 10 else _THIS
    said = re.compile(rf"(?:the )?{own},? {_IS_GONE}", re.I)
    for sentence in [*_sentences(text[:_TOP])][: None if len(text) <= _TOP else -1]:
        found = said.match(sentence) or (_BANNER.match(sentence) if _is_banner(sentence) else None)
        if found and not _UNSURE.search(sentence):
            return _successor(found)
    return ""


def _is_banner(sentence: str) -> bool:
    """A line that is a notice and no sentence: SUPERSEDED, "Replaced by the Compact 2031"."""
    word = re.match(r"\W*(?:status:? )?(\w+)", sentence, re.I)
    alone = word is not None and not re.search(r"\w", sentence[word.end() :])
    return alone or (
        len(sentence) <= _SHORT_LINE
        and bool(re.match(r"\W*(?:status:? )?\w+ ?[:–—-]? ?(?:by|with|in|on)\b", sentence, re.I))
    )


def _successor(found: re.Match[str]) -> str:
    named = _SUCCESSOR.match(found.group("rest"))
    if named:
        name = re.sub(r"^(?:the|our|a|an) ", "", named.group("name")).strip(" .*_")
        return "" if re.match(r"this\b", name, re.I) else name
    return LATER if found.group("how").lower() in ("superseded", "replaced") else WITHDRAWN


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from (line[start:end].strip() for start, end in sentences(line))
