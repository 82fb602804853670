"""The arguments of a post -> Slack's error and its reasons, or None; and what is only unwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.slack_server.limits.blocks import blocks
from tests.slack_server.messages import texts

MOST_BLOCKS = 50
TEXT = 40_000  # characters; more are refused
WISE_TEXT = 4_000  # characters; more are cut on some screens
ALL_BLOCKS = 13_000  # characters of all texts in the blocks; observed, not documented


@dataclass(frozen=True)
class Refusal:
    """An error as Slack names it, with its reasons."""

    error: str
    reasons: tuple[str, ...] = ()


def refusal(arguments: Mapping[str, Any]) -> Refusal | None:
    """Why Slack refuses this message; None: it takes it."""
    text, items = arguments.get("text") or "", arguments.get("blocks") or []
    if not any(arguments.get(name) for name in ("text", "blocks", "attachments", "markdown_text")):
        return Refusal("no_text")
    if not isinstance(text, str):
        return Refusal("invalid_arguments", ("must provide a string [json-pointer:/text]",))
    if len(text) > TEXT:
        return Refusal("msg_too_long")
    if items and arguments.get("markdown_text"):
        return Refusal("markdown_text_conflict")
    reasons = tuple(blocks(items, "/blocks", MOST_BLOCKS))
    if reasons:
        return Refusal("invalid_blocks", reasons)
    if sum(map(len, texts(items))) > ALL_BLOCKS:
        return Refusal("msg_blocks_too_long")
    return None


def advice(arguments: Mapping[str, Any]) -> Iterator[str]:
    """What a careful bot avoids, though Slack takes it."""
    text = str(arguments.get("text") or "")
    if arguments.get("blocks") and not text.strip():
        yield "text is missing beside blocks: screen readers and notifications have nothing to say"
    if len(text) > WISE_TEXT:
        yield f"text has {len(text)} characters: aim for {WISE_TEXT} at most"
    if arguments.get("link_names") in (True, 1, "1", "true") or arguments.get("parse") == "full":
        yield "link_names or parse=full makes pings out of plain words"
