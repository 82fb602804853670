"""What the bot sends -> the pictures of docs/telegram.md: python -m tests.telegram.pictures

The posts are those of the channel; they are drawn as Telegram draws them on a phone.
"""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver

from bot.channels.telegram.keyboards import Keyboard, Shown, opened, parsed
from bot.channels.telegram.posts import Post, to_posts
from bot.channels.telegram.rows import rows_for
from bot.core.register import Person
from bot.core.types import (
    Answer,
    Bullets,
    Button,
    Citation,
    Heading,
    Item,
    Question,
    Quote,
    Reply,
    Text,
    Verdict,
)
from tests.telegram.valid import check

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH = 412  # pixels of a phone
STYLE = """
body { margin: 0; font: 15.5px/1.36 Roboto, 'Liberation Sans', Arial, sans-serif; color: #111; }
#page { width: 392px; padding: 14px 10px 10px; background: #c9dbbe; }
.said { display: flex; flex-direction: column; width: 340px; margin-bottom: 10px; }
.said.mine { margin-left: auto; align-items: flex-end; }
.bubble { background: #fff; border-radius: 4px 14px 14px 14px; padding: 7px 11px 5px;
  box-shadow: 0 1px 1px #0002; white-space: pre-wrap; overflow-wrap: anywhere; }
.mine .bubble { background: #e7fecb; border-radius: 14px 4px 14px 14px; }
.time { float: right; font-size: 11.5px; color: #8a9a86; margin: 5px 0 0 8px; }
.bubble a { color: #2a7cc0; text-decoration: none; }
blockquote { display: block; margin: 3px 0; padding: 4px 22px 4px 9px; color: #1f2a33;
  background: #e8f2fa; border-left: 3px solid #3c8ccb; border-radius: 5px; position: relative; }
blockquote::before { content: '”'; position: absolute; right: 7px; top: 0; color: #3c8ccb;
  font: 700 21px/1.2 Georgia, serif; }
blockquote[expandable] > span { display: -webkit-box; -webkit-line-clamp: 3; overflow: hidden;
  -webkit-box-orient: vertical; }
blockquote[expandable]::after { content: '⌄'; position: absolute; right: 8px; bottom: 3px;
  color: #3c8ccb; font-size: 15px; }
.keys { display: flex; gap: 4px; margin-top: 4px; }
.key { flex: 1; text-align: center; background: #5b7a5099; color: #fff; border-radius: 7px;
  padding: 9px 3px; font-size: 14.5px; font-weight: 500; white-space: nowrap; }
"""
_BLOCK = re.compile(r"\n?(<blockquote[^>]*>)(.*?)</blockquote>\n?", re.DOTALL)
AILSA = Person("telegram:77", "Ailsa Moir")


def said(post: Post, keyboard: Keyboard | None = None) -> str:
    """A message of the bot with its keyboard, or another in its place."""
    check(post.html)
    body = _BLOCK.sub(r"\1<span>\2</span></blockquote>", post.html)  # it breaks the line itself
    rows = ([html.escape(key.label) for key in row] for row in keyboard or post.rows)
    keys = "".join(f"<div class=keys>{''.join(map(drawn, row))}</div>" for row in rows)
    return (
        f"<div class=said><div class=bubble>{body}<span class=time>09:31</span></div>{keys}</div>"
    )


def drawn(label: str) -> str:
    return f"<div class=key>{label}</div>"


def asked(text: str) -> str:
    """A message of a person."""
    body = f"{html.escape(text)}<span class=time>09:30 ✓✓</span>"
    return f"<div class='said mine'><div class=bubble>{body}</div></div>"


def answer() -> Iterator[str]:
    yield asked("when does Glenmore Council pay grants?")
    paid = Quote(
        "The Council will pay grants in advance, in four equal parts, and will give three months’"
        " notice of any change.",
        "Glenmore Compact (2024), 2.3 Paying grants, page 7",
    )
    small = Quote(
        "Small grants are paid within 28 days of the decision.",
        "Glenmore funding code (2022), 4.1, page 3",
        "On small grants:",
    )
    where = Citation(paid.text, "compact.pdf", "compact", "Glenmore Compact", 0, 9)
    question = Question("when does Glenmore Council pay grants?", "")
    found = Answer(question, Verdict.ANSWERED, (where,))
    more = (Button("Show more", "more"),)
    reply = Reply((Text("Found in 2 documents:"), paid, small), more, found)
    yield from map(said, to_posts(reply, *rows_for(reply)))


def update() -> Iterator[str]:
    yield asked("/update the hall is half done")
    choices = ("GLE1 Mend the north door of the village hall", "GLE4 Paint the hall")
    blocks = (
        Text("I can see which hall, but not which action. Is it one of these?"),
        Bullets(choices, numbered=True),
        Text("I would log: 50% done."),
    )
    buttons = [Button(choice, choice) for choice in choices]
    buttons += [Button("Search the actions", "s"), Button("Set aside", "d")]
    yield from map(said, to_posts(Reply(blocks, tuple(buttons))))
    logged = Text("Logged: GLE1 Mend the north door of the village hall: 50% done.")
    yield from map(said, to_posts(Reply((logged,), (Button("Undo", "undo 1"),))))


def lines() -> Reply:
    """A digest, by hand."""
    told = (
        ("GLE1", "Mend the north door of the village hall: half done; due 5 May, overdue", AILSA),
        ("GLE2", "Agree the timetable of grants: no update yet; due 12 May", None),
        ("GLE4", "Paint the hall: blocked, waiting for the door; due 30 May", None),
        ("GLE7", "Train six new trustees: on track; due 1 June", None),
        ("GLE11", "Publish the list of contacts: on track; due 2 June", None),
    )
    choices = ("On track", "Update", "Done", "Blocked", "Snooze")
    items = [
        Item(f"{name} {text}", name, tuple(Button(one, f"{one} {name}") for one in choices), who)
        for name, text, who in told
    ]
    blocks = (Text("Glenmore: what is due by 2 June."), Heading("Overdue"), items[0])
    return Reply(
        (*blocks, Heading("Due soon"), *items[1:]),
        (Button("My actions", "my actions"), Button("Report", "report")),
    )


def digest() -> Iterator[str]:
    yield from map(said, to_posts(lines()))


def menu() -> Iterator[str]:
    (post,) = to_posts(lines())
    shown: Shown = tuple(tuple((key.label, "k") for key in row) for row in post.rows)
    yield said(post, opened(parsed(post.rows[0][1].words)[1], shown))


def long_quote() -> Iterator[str]:
    yield asked("what does the compact say of volunteers?")
    words = (
        "Volunteers bring time and skill that no budget could buy. The Council and the sector will"
        " welcome them, train them, pay what it costs them to come, and thank them. "
        "Whoever works with volunteers will say before they begin what is asked of them and whom"
        " they can turn to. Nobody is asked to do what a paid person did before. "
        "Each year the partners will count the hours that were given and publish the figure,"
        " with what was done to make it easier to begin, and what stood in the way. "
    ) * 8
    quote = Quote(words, "Glenmore Compact (2024), 5 Volunteers, pages 14 to 16")
    yield from map(said, to_posts(Reply((Text("Found in 1 document:"), quote))))


PAGES = {
    "answer": answer,
    "update": update,
    "digest": digest,
    "menu": menu,
    "quote": long_quote,
}


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--force-device-scale-factor=1.5"):
        options.add_argument(argument)
    options.binary_location = "/usr/bin/chromium"
    driver = webdriver.Chrome(options, webdriver.ChromeService("/usr/bin/chromedriver"))
    try:
        yield driver
    finally:
        driver.quit()


def draw(driver: webdriver.Chrome, name: str, body: str) -> None:
    page = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><div id=page>{body}</div>"
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(page)
        file.flush()
        driver.set_window_size(WIDTH, 1600)
        driver.get(f"file://{file.name}")
        driver.find_element("id", "page").screenshot(str(FOLDER / f"telegram-{name}.png"))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with browser() as driver:
        for name, body in PAGES.items():
            draw(driver, name, "".join(body()))


if __name__ == "__main__":
    main()
