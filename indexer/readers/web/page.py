"""A page's bytes -> its tree, and what its head says: encoding, title, date."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from indexer.decoding import decode, visible, without_markup
from indexer.errors import DocumentError

DROPPED = "DROPPED"  # tags in capitals are ours: the parser makes every tag of a page lower case
GONE = "GONE"  # as DROPPED, where a block stood
LAYOUT = "LAYOUT"  # a table that only places things on the page
NOTE_SIGN = "NOTE"  # the sign of a footnote; its attribute of this name is the key of the note

_HEAD = 4096
_MOST_TAGS = 800_000
_CHARSET = re.compile(
    rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I
)
_PROLOGUE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<!doctype\b[^>\[]*(?:\[.*?\]\s*)?>", re.I | re.S)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_EMBEDDED = re.compile(r"(?<=[\"'(])data:[a-z/+.-]*;base64,[^\"')]*", re.I)
_ENDS_SITE = re.compile(r"\b(?:council|gov\.?uk|nhs|home|website|web site|official site)\b", re.I)
_FILE_NAME = re.compile(r"^microsoft word - |\.(?:docx?|html?|pdf)$|^(?:untitled|document)\b", re.I)
_DATES = (
    "dcterms.modified dc.date.modified article:modified_time last-modified dcterms.date dc.date"
    " dcterms.issued dc.date.issued article:published_time date"
).split()
_TOO_LARGE = "this is too large to be read at once. Split it into smaller files and add those."
_TOO_DEEP = (
    "the parts of this web page stand too deep in each other. Open it in a browser, print it to"
    " a PDF and add that."
)


def parse(data: bytes, shown: str) -> HtmlElement | None:
    """The tree of a page, or None where there is nothing. Nothing outside the page is fetched.

    Raises DocumentError for bytes that are not text and for a page that is too large or too deep.
    """
    declared = _CHARSET.search(data[:_HEAD])
    text = decode(data, shown, declared.group(1).decode("ascii") if declared else "")
    return parse_text(_EMBEDDED.sub("", text), shown)


def parse_text(text: str, shown: str) -> HtmlElement | None:
    """The tree of HTML that is text already. Raises DocumentError as `parse` does."""
    if text.count("<") > _MOST_TAGS:
        raise DocumentError(shown, _TOO_LARGE)
    if opening := _PROLOGUE.match(text):
        text = text[opening.end() :]
    parser = HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root: HtmlElement | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise DocumentError(shown, _TOO_DEEP)
    return root


def tidy(text: str) -> str:
    """Text on one line, without markup that was escaped once too often."""
    return " ".join(without_markup(without_controls(text), " ").split())


def without_controls(text: str) -> str:
    """The text without control characters, which a page can have as entities."""
    return _CONTROL.sub("", visible(text))


def text_of(node: HtmlElement) -> str:
    """All text in an element, on one line."""
    return tidy("".join(node.itertext()))


def said_in_head(root: HtmlElement, *names: str) -> str:
    """The content of the first <meta> that has one of these names, in their order."""
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        said.setdefault(name, tidy(meta.get("content") or ""))
    return next((said[name] for name in names if said.get(name)), "")


def title_of(root: HtmlElement) -> str:
    """What is marked as the title, the only <h1>, or the head's title without the site's name."""
    marked = next((text_of(node) for node in root.iter("p") if is_title(node)), "")
    headings = [*islice(filter(None, map(text_of, root.iter("h1"))), 2)]
    if marked or len(headings) == 1:
        return marked or headings[0]
    in_head = next((text_of(node) for node in root.iter("title")), "")
    in_head = "" if _FILE_NAME.search(in_head) else _without_site(root, in_head)
    return in_head or said_in_head(root, "og:title", "dc.title", "dcterms.title")


def is_title(paragraph: HtmlElement) -> bool:
    """Whether Word or Google Docs marked a paragraph as the title of the document."""
    return not {"MsoTitle", "title"}.isdisjoint((paragraph.get("class") or "").split())


def _without_site(root: HtmlElement, title: str) -> str:
    site = said_in_head(root, "og:site_name", "application-name").lower()
    for separator in (" | ", " » ", " :: "):
        title = title.split(separator, 1)[0]
    for separator in (" - ", " – ", " — "):
        before, _, last = title.rpartition(separator)
        if before and (last.lower() == site or _ENDS_SITE.search(last)):
            title = before
    return title.strip()


def date_of(root: HtmlElement) -> str:
    """The day that the page says it was last changed or published on, as it is written."""
    date = said_in_head(root, *_DATES)
    return date[:10] if re.match(r"\d{4}-\d\d-\d\d", date) else date
