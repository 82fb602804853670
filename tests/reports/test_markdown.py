"""The report as Markdown, read back by a parser of Markdown."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from bot.core.reports.layout import lay_out
from bot.reports.markdown import to_markdown
from bot.reports.printable import printable
from tests.core.reporting import busy_report
from tests.reports.hostile import NASTY, report_saying, texts

PARSER = MarkdownIt("gfm-like", {"html": True, "linkify": False})
TAGS = {
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "li",
    "strong",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
}


def parsed(report):
    return PARSER.render(to_markdown(lay_out(report)))


def words(html):
    """The text of a page, with its white space folded."""
    return " ".join(unescape(re.sub(r"<br ?/?>|</?(?:p|td|th|li|tr|h\d)[^>]*>", " ", html)).split())


def test_the_report_has_its_sections_in_order():
    page = parsed(busy_report())
    assert re.findall(r"<h2>(.*?)</h2>", page) == [
        "In short",
        "What has changed",
        "Forward plan",
        "Gaps",
        "Charts",
        "Progress by objective",
        "Appendix: where each line comes from",
    ]
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Progress report"]


def test_each_line_names_the_update_that_it_comes_from():
    source = to_markdown(lay_out(busy_report()))
    assert "“half the slates are on”<br>Morag Tulloch, 5 October 2026 \\[U2\\]" in source
    assert "| **Red** | **GL3** Pay grants within 21 days. |" in source
    assert "| **U2** | GL1 | 5 October 2026, 10:30 | Morag Tulloch |" in source


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_hostile_text_is_shown_whole_and_makes_no_markup(text):
    check(text)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_any_text_is_shown_whole_and_makes_no_markup(text):
    check(text)


def check(text):
    page, plain = parsed(report_saying(text)), parsed(report_saying("plain"))
    assert set(re.findall(r"<([a-z]+\d?)", page)) <= TAGS
    for tag in ("h1", "h2", "h3", "table", "tr", "td", "th", "li"):
        assert page.count(f"<{tag}>") + page.count(f"<{tag} ") == (
            plain.count(f"<{tag}>") + plain.count(f"<{tag} ")
        ), tag
    assert " ".join(printable(text).split()) in words(page)
