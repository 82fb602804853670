"""The report as a web page: its marks, and what an accessibility checker says in a real browser."""

from __future__ import annotations

import shutil
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html as parser

from bot.core.reports.layout import lay_out
from bot.core.reports.rag import Rag
from bot.reports.html import to_html
from bot.reports.palette import BAND, INK, NAVY, QUIET, RAG_COLOURS
from bot.reports.printable import printable
from tests.core.reporting import busy_report
from tests.reports.hostile import NASTY, report_saying, texts

VOID = {"br", "img", "meta", "col"}


@pytest.fixture(scope="module")
def page() -> str:
    return to_html(lay_out(busy_report()))


@pytest.fixture(scope="module")
def tree(page: str) -> Any:
    return parser.document_fromstring(page)


class Strict(HTMLParser):
    """Fails where an element is not closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    @classmethod
    def tags(cls, text: str) -> list[str]:
        reader = cls()
        reader.feed(text)
        reader.close()
        assert reader.opened == []
        return reader.seen


def test_the_page_has_a_language_a_title_one_h1_and_landmarks(tree):
    assert tree.get("lang") == "en-GB"
    assert tree.findtext(".//title") == "Progress report: Glenmore Compact action plan"
    assert [one.text for one in tree.iter("h1")] == ["Progress report"]
    assert [len(tree.findall(f".//{name}")) for name in ("header", "nav", "main")] == [1, 1, 1]


def test_no_heading_is_skipped_and_the_contents_lead_to_each_part(tree):
    levels = [int(one.tag[1]) for one in tree.iter("h1", "h2", "h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    leads = [one.get("href").removeprefix("#") for one in tree.findall(".//nav//a")]
    assert leads == [one.get("id") for one in tree.iter("h2")]


def test_every_table_has_a_caption_and_headers_with_their_scope(tree):
    tables = list(tree.iter("table"))
    assert len(tables) >= 8
    for table in tables:
        assert table.find("caption").text
        assert {one.get("scope") for one in table.findall("thead//th")} == {"col"}
    assert {one.get("scope") for one in tree.findall(".//tbody//th")} == {"row"}


def test_every_link_leads_to_one_place_on_the_page(tree):
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    leads = {one.get("href").removeprefix("#") for one in tree.iter("a")}
    assert len(ids) == len(set(ids))
    assert leads <= set(ids)


def test_an_update_leads_to_the_message_behind_it(tree):
    (link,) = (one for one in tree.iter("a") if one.text_content() == "[U2]")
    target = tree.get_element_by_id(link.get("href").removeprefix("#"))
    row = [" ".join(cell.text_content().split()) for cell in target.getparent()]
    assert row[0] == "U2"
    assert row[5] == "@bot half the slates are on"


def test_the_page_is_whole_in_itself_and_runs_nothing(page, tree):
    assert not list(tree.iter("script", "link", "iframe", "object", "form"))
    assert "http" not in page
    sources = [one.get("src") for one in tree.iter("img")]
    assert len(sources) == 2
    for source in sources:
        kind, _, data = source.partition(",")
        assert kind == "data:image/png;base64"
        assert b64decode(data, validate=True).startswith(b"\x89PNG")


def test_every_chart_is_described_and_followed_by_its_figures(tree):
    for figure in tree.iter("figure"):
        assert "5 actions: " in figure.find("img").get("alt")
        table = figure.getnext()
        while table.tag == "div":
            table = table.find("table")
        assert table.find("caption").text.endswith(": the figures")


def test_a_table_that_may_scroll_can_be_reached_by_the_keyboard(tree):
    regions = tree.find_class("scroll")
    assert regions
    for region in regions:
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-label")


def test_a_rating_is_a_word(tree):
    assert {one.text for one in tree.find_class("rag")} == {rag.value for rag in Rag}


@pytest.mark.parametrize(
    ("ink", "ground"),
    [*RAG_COLOURS.values(), (INK, BAND), (QUIET, BAND), (QUIET, "FFFFFF"), ("FFFFFF", NAVY)],
)
def test_all_text_has_a_contrast_of_seven(ink, ground):
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_hostile_text_is_shown_whole_and_makes_no_element(text):
    check(text)


@settings(max_examples=40, deadline=None)
@given(texts)
def test_any_text_is_shown_whole_and_makes_no_element(text):
    check(text)


def check(text: str) -> None:
    made, plain = (
        to_html(lay_out(replace(report_saying(one), charts=()))) for one in (text, "plain")
    )
    assert Strict.tags(made) == Strict.tags(plain)
    tree = parser.document_fromstring(made)
    kept = printable(text)
    assert tree.find_class("said")[-1].text_content() == kept
    assert tree.find_class("said")[0].text_content() == f"“{printable(text.strip())}”"
    assert tree.find(".//h1").text_content() == kept


# --- in a real browser ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs chromium and chromedriver")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in (
        *("headless=new", "no-sandbox", "disable-gpu", "no-first-run", "disable-sync"),
        *("disable-background-networking", "disable-component-update"),
    ):
        options.add_argument(f"--{switch}")
    service = webdriver.ChromeService(executable_path=driver)
    made = webdriver.Chrome(options=options, service=service)
    try:
        yield made
    finally:
        made.quit()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("text", ["", NASTY[0], NASTY[7], NASTY[-1]], ids=range(4))
def test_an_accessibility_checker_finds_no_fault(browser, tmp_path: Path, text, width):
    from axe_core_python.selenium import Axe

    made = report_saying(text) if text else busy_report()
    file = tmp_path / "report.html"
    file.write_text(to_html(lay_out(made)), encoding="utf-8")
    browser.set_window_size(width, 900)
    browser.get(file.as_uri())
    found = Axe().run(browser)
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]] == []
    assert {"color-contrast", "image-alt", "html-has-lang"} <= {
        one["id"] for one in found["passes"]
    }


@pytest.mark.browser
def test_the_checker_would_find_a_fault(browser, tmp_path: Path, page):
    from axe_core_python.selenium import Axe

    file = tmp_path / "report.html"
    file.write_text(page.replace(' lang="en-GB"', "").replace("<img alt=", "<img data-alt="))
    browser.get(file.as_uri())
    found = {one["id"] for one in Axe().run(browser)["violations"]}
    assert {"html-has-lang", "image-alt"} <= found


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 400])
def test_the_page_is_never_wider_than_the_window(browser, tmp_path: Path, width):
    file = tmp_path / "report.html"
    file.write_text(to_html(lay_out(report_saying("w" * 400))), encoding="utf-8")
    browser.set_window_size(width, 900)
    browser.get(file.as_uri())
    wide = "return [document.documentElement.scrollWidth, window.innerWidth]"
    scrolled, window = browser.execute_script(wide)
    assert scrolled <= window
