"""What the bot sends -> the pictures of docs/slack.md: python -m tests.slack.pictures

The conversations are real ones with the server of the tests; their blocks are drawn as Slack does.
"""

from __future__ import annotations

import html
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver

from bot.core.reminders.digest import Order
from tests.slack.bot_here import MEMBER, OFFICER, PLANS, House, Running, running
from tests.slack_server import Message, SlackServer, View
from tests.slack_server.messages import elements

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH = 720  # pixels
STYLE = """
body { font: 15px/1.45 Lato, 'Liberation Sans', Arial, sans-serif; color: #1d1c1d; margin: 0; }
#page { padding: 16px 20px; width: 660px; background: #fff; }
.message { display: flex; gap: 10px; margin: 0 0 14px; } .reply { margin-left: 46px; }
.face { width: 36px; height: 36px; border-radius: 8px; color: #fff; font-weight: 700; flex: none;
  display: flex; align-items: center; justify-content: center; background: #7a4a1c; }
.bot .face { background: #1f4e5f; } .name { font-weight: 900; margin-right: 6px; }
.app { font-size: 10px; background: #ddd; padding: 1px 3px; border-radius: 2px; }
.block { margin: 3px 0; } .context { font-size: 13px; color: #616061; }
blockquote { margin: 2px 0; padding-left: 12px; border-left: 4px solid #ddd; }
.header { font-size: 18px; font-weight: 900; margin-top: 10px; }
.button { display: inline-block; border: 1px solid #bbb; border-radius: 4px; padding: 4px 10px;
  margin: 4px 6px 2px 0; font-weight: 700; font-size: 13px; }
.input { border: 1px solid #999; border-radius: 4px; padding: 7px 10px; min-height: 20px; }
.label { font-weight: 700; margin: 10px 0 4px; } .title { font-size: 20px; font-weight: 900; }
.main { background: #007a5a; color: #fff; border-color: #007a5a; }
"""


def words(markup: str) -> str:
    """Text as Slack shows it: quotes with their bar, times of day, the rest as it is."""
    lines = []
    markup = re.sub(r"<!date\^\d+\^{time}\|[^>]*>", "10:12", markup)
    for line in markup.split("\n"):
        named = re.sub(r"<@U0BRYN>", "@Bryn", re.sub(r"<@U0COMPACT>", "@Compact", line))
        inner = named.removeprefix(">")
        safe = inner.replace("<", "&lt;") if "<@" in inner else inner
        lines.append(f"<blockquote>{safe}</blockquote>" if named != inner else f"{safe}<br>")
    return "".join(lines).removesuffix("<br>").replace("</blockquote><blockquote>", "<br>")


def drawn(block: dict[str, Any]) -> str:
    kind = block["type"]
    if kind == "section":
        return f"<div class=block>{words(block['text']['text'])}</div>"
    if kind == "header":
        return f"<div class='block header'>{html.escape(block['text']['text'])}</div>"
    if kind == "context":
        inner = " ".join(words(one["text"]) for one in block["elements"])
        return f"<div class='block context'>{inner}</div>"
    if kind == "actions":
        buttons = (html.escape(one["text"]["text"]) for one in block["elements"])
        return "".join(f"<span class=button>{label}</span>" for label in buttons)
    if kind == "input":
        label, element = block["label"]["text"], block["element"]
        first = element.get("initial_option", {}).get("text", {}).get("text")
        value = first or element.get("initial_value") or element.get("initial_date") or ""
        optional = " (optional)" if block.get("optional") else ""
        field = f"<div class=input>{html.escape(value)}</div>"
        return f"<div class=label>{html.escape(label)}{optional}</div>{field}"
    return ""


def said(message: Message) -> str:
    bot = message.user == "U0COMPACT"
    body = "".join(map(drawn, message.blocks)) if bot else words(message.text)
    name = "Compact <span class=app>APP</span>" if bot else "Ailsa Moir"
    reply = "reply" if message.thread_ts else ""
    return (
        f"<div class='message {'bot' if bot else ''} {reply}'><div class=face>{name[0]}</div>"
        f"<div><div><span class=name>{name}</span></div>{body}</div></div>"
    )


def form(view: View) -> str:
    title = f"<div class=title>{html.escape(str(view.title))}</div>"
    ends = "<p><span class=button>Close</span><span class='button main'>Log it</span></p>"
    return title + "".join(map(drawn, view.blocks)) + ends


@contextmanager
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--force-device-scale-factor=1.5"):
        options.add_argument(argument)
    options.binary_location = "/usr/bin/chromium"
    service = webdriver.ChromeService("/usr/bin/chromedriver")
    driver = webdriver.Chrome(options, service)
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
        driver.find_element("id", "page").screenshot(str(FOLDER / f"slack-{name}.png"))


def digest(slack: SlackServer, house: House, bot: Running) -> Iterator[Message]:
    """A digest, a line of which was answered, and its thread."""
    for line in (
        "block GLE3: no trainer can be had before the summer",
        "due GLE4 by 5 May 2020",
        "due GLE2 by 1 June 2020",
    ):
        slack.await_message(slack.dm(line, user=OFFICER).channel)
    slack.slash("/compact", "remind weekly monday 9:30 here", user=OFFICER)
    slack.await_ephemeral(OFFICER, where=lambda m: "onday" in m.words)
    (reminder,) = house.register.reminders.reminders()
    found = house.assistant.digest(Order(reminder))
    assert found is not None
    (posted,) = bot.send(reminder.chat, found.reply, "a-digest")
    shown = slack.await_message(PLANS, where=lambda m: m.ts == posted.message)
    done = next(one for _, one in elements(shown.blocks) if one.get("value") == "done GLE4")
    slack.press(shown, done["action_id"])
    slack.await_message(PLANS, where=lambda m: "GLE4: Done" in m.words)
    yield from slack.messages(PLANS, posted.message)


def pages(slack: SlackServer, house: House, bot: Running) -> Iterator[tuple[str, str]]:
    """The name and the body of each picture."""
    asked = slack.mention(PLANS, "when does Glenmore Council pay grants?")
    slack.await_message(PLANS, thread_ts=asked.ts)
    yield "answer", "".join(map(said, slack.messages(PLANS, asked.ts)))
    clear = slack.mention(PLANS, "update: the north door of the village hall is 40% mended")
    slack.await_message(PLANS, thread_ts=clear.ts)
    unclear = slack.mention(PLANS, "update: the hall is half done")
    slack.await_message(PLANS, thread_ts=unclear.ts)
    shown = (*slack.messages(PLANS, clear.ts), *slack.messages(PLANS, unclear.ts))
    yield "update", "".join(map(said, shown))
    slack.shortcut(clear, "log_update")
    view = slack.await_view(MEMBER, where=lambda view: "note" in str(view.blocks))
    yield "form", form(view)
    slack.open_home(MEMBER)
    yield "home", "".join(map(drawn, slack.await_home(MEMBER).blocks))
    yield "digest", "".join(map(said, digest(slack, house, bot)))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, SlackServer() as slack, browser() as driver:
        house = House(Path(folder))
        with running(slack, house) as bot:
            for name, body in pages(slack, house, bot):
                draw(driver, name, body)
        house.close()


if __name__ == "__main__":
    main()
