"""A page -> the part that is the document: menus, banners and hidden parts are marked as gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from lxml import etree
from lxml.html import HtmlElement

from indexer.readers.web.page import DROPPED, GONE, text_of

_NEVER_TEXT = frozenset(
    "script style noscript template svg head iframe object embed canvas audio video select option"
    " datalist input textarea map xml area base basefont link meta frame param source track".split()
)
_LANDMARKS = frozenset("nav dialog menu".split())
_OF_PAGE = frozenset("header footer".split())
_SECTIONS = frozenset("article aside main section".split())
_ROLES = frozenset(
    "banner contentinfo navigation search menu menubar dialog alertdialog toolbar tablist".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 summary".split())
_INLINE = frozenset(
    "a abbr b bdi cite code em font i img label small span strong sub sup u".split()
)
_FURNITURE = re.compile(
    r"(?:[\w-]*[-_])?(?:breadcrumbs?|pagination|pager|navbar|navigation|sidebar|masthead)"
    r"|(?:skip|share|print|social)[-_]?(?:to|this|links?|nav|buttons?|media|icons|page|content"
    r"|main|tools|bar)(?:[-_](?:content|main|links?))?"
    r"|(?:site|page|global|main|top)[-_]?(?:header|footer|nav|menu)"
    r"|share|back-?to-?top|related[-_]?(?:links|content|pages|items)|page[-_]?(?:feedback|tools)"
    r"|feedback[-_](?:form|link|banner)|contents-list|toc|table-of-contents|MsoToc\w+",
    re.I,
)
_COOKIE = re.compile(r"cookie|consent|gdpr", re.I)
_PANEL = re.compile(r"accordion|collaps|tab-?pane|expand|panel|dropdown-content", re.I)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_UNSEEN_CLASSES = frozenset(
    "visually-hidden govuk-visually-hidden sr-only screen-reader-text".split()
)
_SKIP_LINK = re.compile(r"(?:skip to|jump to|back to top|return to top|top of page)\b", re.I)
_MAIN_IDS = frozenset(
    "content main main-content maincontent page-content pagecontent primary bodycontent"
    " mw-content-text entry-content article-content post-content".split()
)
_PROSE, _COOKIE_TEXT = 200, 1500  # characters outside links
_MOSTLY_LINKS, _NEARLY_ALL = 0.5, 0.9


class _Why(Enum):
    """Why a part of a page may not belong to the document."""

    LANDMARK = auto()
    ASIDE = auto()
    FURNITURE = auto()
    COOKIE = auto()
    UNSEEN = auto()
    PANEL = auto()  # unseen, but opened by a button
    LIST = auto()


@dataclass
class _Part:
    """An open element: the characters in it, in links and in links to places of this page."""

    node: HtmlElement
    why: _Why | None = None
    main: float = 0.0  # the share of the text from which it is the document; 0: never
    text: int = 0
    linked: int = 0
    inside: int = 0
    headings: int = 0

    @property
    def prose(self) -> int:
        return self.text - self.linked


@dataclass
class _Survey:
    """One walk over a page that measures its parts and marks what is no part of the document."""

    ids: frozenset[str]
    opened: frozenset[str]  # ids of what a button opens
    size: int
    open: list[_Part] = field(default_factory=list)
    mains: list[_Part] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    sections: int = 0

    def walk(self, body: HtmlElement) -> _Part:
        events = etree.iterwalk(body, events=("start", "end"))
        part = _Part(body)
        for event, node in events:
            if event == "start":
                self.open.append(part := self._begin(node))
                self._count(node.text)
            else:
                part = self.open.pop()
                self._end(part, body)
                if node is not body:
                    self._count(node.tail)
        return part

    def _begin(self, node: HtmlElement) -> _Part:
        tag = str(node.tag)
        self.sections += tag in _SECTIONS
        if tag == "a":
            self.links.append(node.get("href") or "")
        return _Part(node, self._why(node, tag), _main_share(node, tag))

    def _why(self, node: HtmlElement, tag: str) -> _Why | None:
        role = node.get("role") or ""
        names = [*(node.get("class") or "").split(), node.get("id") or ""]
        if _is_unseen(node, names):
            opened = node.get("id") in self.opened or role == "tabpanel"
            return _Why.PANEL if opened or any(map(_PANEL.search, names)) else _Why.UNSEEN
        if tag in _HEADINGS or tag in ("html", "body", "main", "article"):
            return None
        if tag in _LANDMARKS or role in _ROLES or (tag in _OF_PAGE and not self.sections):
            return _Why.LANDMARK
        if tag == "div" and node.get("title") in _OF_PAGE:  # as LibreOffice writes a page's edges
            return _Why.LANDMARK
        if tag == "aside" or role == "complementary":
            return _Why.ASIDE
        if tag in ("button", "label", "legend"):
            return None if self._in_heading() else _Why.FURNITURE
        if any(map(_COOKIE.search, names)):
            return _Why.COOKIE
        if tag == "form" or any(map(_FURNITURE.fullmatch, filter(None, names))):
            return _Why.FURNITURE
        return _Why.LIST if tag in ("ul", "ol", "p", "a") else None

    def _in_heading(self) -> bool:
        return any(part.node.tag in _HEADINGS for part in self.open[-4:])

    def _count(self, text: str | None) -> None:
        if not text or not (size := len(text.strip())):
            return
        part = self.open[-1]
        part.text += size
        if self.links:
            part.linked += size
            part.inside += size * (fragment(self.links[-1]) in self.ids)

    def _end(self, part: _Part, body: HtmlElement) -> None:
        tag = str(part.node.tag)
        self.sections -= tag in _SECTIONS
        if tag == "a":
            self.links.pop()
        if part.node is not body and self._goes(part):
            inline = tag in _INLINE and part.why is not _Why.LANDMARK
            part.node.tag = DROPPED if inline else GONE
            return
        if part.main:
            self.mains.append(part)
        if self.open:
            above = self.open[-1]
            above.text += part.text
            above.linked += part.linked
            above.inside += part.inside
            above.headings += part.headings + (tag in _HEADINGS)

    def _goes(self, part: _Part) -> bool:
        if part.text > self.size / 2 or part.why is None:
            return False
        linked = part.linked > _MOSTLY_LINKS * part.text
        little = linked or (part.prose < _PROSE and not part.headings)
        match part.why:
            case _Why.LANDMARK | _Why.UNSEEN:
                return True
            case _Why.PANEL:
                return part.prose < _PROSE / 2
            case _Why.COOKIE:
                return part.prose < _COOKIE_TEXT and "cookie" in text_of(part.node).lower()
            case _Why.ASIDE:
                return little or not self.sections
            case _Why.FURNITURE:
                return little
        return _is_contents(part)


def _is_contents(part: _Part) -> bool:
    """A list of links to places of this page, or a link that skips to one."""
    if part.node.tag == "a":
        return bool(_SKIP_LINK.match((part.node.text or "").strip())) and part.linked > 0
    many = sum(1 for _ in part.node.iter("a")) > 1 if part.inside else False
    return many and part.inside >= _NEARLY_ALL * part.text


def _is_unseen(node: HtmlElement, names: list[str]) -> bool:
    return (
        "hidden" in node.attrib
        or node.get("aria-hidden") == "true"
        or bool(_UNSEEN.search(node.get("style") or ""))
        or not _UNSEEN_CLASSES.isdisjoint(names)
    )


def _main_share(node: HtmlElement, tag: str) -> float:
    if tag == "main" or node.get("role") == "main":
        return 0.5
    names = {(node.get("id") or "").lower(), *(node.get("class") or "").lower().split()}
    return 0.8 if tag == "article" or names & _MAIN_IDS else 0.0


def fragment(link: str) -> str:
    """The place on a page that a link names; a saved page may have its address before it."""
    return link.partition("#")[2]


def document_part(root: HtmlElement) -> HtmlElement:
    """The element that holds the document. Marks what does not belong to it as gone."""
    drop_machinery(root)
    body = next(iter(root.iter("body")), root)
    opened = frozenset(key for node in root.iter() for key in _opens(node))
    survey = _Survey(places(root), opened, sum(len(text.strip()) for text in body.itertext()))
    whole = survey.walk(body)
    share = [part for part in survey.mains if part.prose >= part.main * whole.prose]
    return min(share, key=lambda part: part.main).node if share else body


def drop_machinery(root: HtmlElement) -> None:
    """Empties what is never read by people: scripts, style sheets, pictures, the head."""
    for node in [*root.iter(*_NEVER_TEXT)]:
        node.clear(keep_tail=True)
        node.tag = DROPPED


def _opens(node: HtmlElement) -> Iterator[str]:
    for name in ("aria-controls", "data-target", "data-bs-target"):
        if value := node.get(name):
            yield value.lstrip("#")


def places(root: HtmlElement) -> frozenset[str]:
    """The names of the places on a page that a link can lead to."""
    named = {node.get("id") for node in root.iter()}
    named |= {node.get("name") for node in root.iter("a")}
    return frozenset(filter(None, named))
