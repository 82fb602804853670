"""Words -> the elements of Block Kit that everything is built of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.channels.slack import limits
from bot.channels.slack.limits import size
from bot.channels.slack.markup import clean, cut

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Press:
    """A button as Slack has it: ``action`` says who sees to it, ``value`` what it stands for."""

    label: str
    action: str
    value: str


def section(markup: str) -> Json:
    """A paragraph of text that is escaped already."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": markup, "verbatim": True}}


def context(markup: str) -> Json:
    """A small line of text that is escaped already."""
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": markup, "verbatim": True}],
    }


def button(press: Press) -> Json:
    """A button; a label that is too long ends in an ellipsis, its value is never cut."""
    return {
        "type": "button",
        "action_id": press.action,
        "text": plain_text(press.label or press.value or "Go on"),
        "value": press.value or press.action,
    }


def plain_text(text: str, most: int = limits.LABEL) -> Json:
    """Words without markup, in at most so many characters."""
    words = " ".join(clean(text).split()) or "…"
    if size(words) > most:
        words = cut(words, most - 1, str)[0] + "…"
    return {"type": "plain_text", "text": words, "emoji": False}
