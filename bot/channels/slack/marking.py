"""A line of a digest that was answered -> the line without its buttons, and who answered it."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack import wording
from bot.channels.slack.blocks import ITEM
from bot.channels.slack.elements import Json, context
from bot.channels.slack.forms import Line
from bot.channels.slack.limits import CONTEXT, TEXT, size
from bot.channels.slack.markup import clean, cut, escaped
from bot.channels.slack.parts import Parts
from bot.channels.slack.presses import Pressed
from bot.channels.slack.retrying import Refusal

_ROW = re.compile(rf"{ITEM}-(?P<label>.*)-\d+", re.S)

log = logging.getLogger(__name__)


def line_of(pressed: Pressed) -> Line:
    """The line that a button belongs to."""
    found = _ROW.fullmatch(pressed.block_id)
    label = found["label"] if found else ""
    return Line(pressed.channel, pressed.ts, pressed.thread, pressed.block_id, label, pressed.label)


async def mark(parts: Parts, line: Line, who: str) -> None:
    """Show on a line that it was answered, and by whom. Raises Undelivered.

    What the message shows now is read first: others may have answered other lines of it.
    """
    async with parts.work.turn(f"mark/{line.channel}/{line.ts}"):
        try:
            message = await _message(parts, line)
            blocks = _marked(message.get("blocks") or (), line, _words(line, who))
            if blocks is None:
                return
            await parts.sender.call(
                parts.sender.client.chat_update,
                channel=line.channel,
                ts=line.ts,
                text=_text(str(message.get("text") or ""), line, who),
                blocks=blocks,
            )
        except Refusal as refusal:
            log.info("%s in %s keeps its buttons: %s", line.row, line.channel, refusal)


async def _message(parts: Parts, line: Line) -> Mapping[str, Any]:
    """The message as it is now."""
    client = parts.sender.client
    one: Json = {"channel": line.channel, "oldest": line.ts, "latest": line.ts, "inclusive": True}
    if line.thread and line.thread != line.ts:
        found = await parts.sender.call(client.conversations_replies, ts=line.thread, **one)
    else:
        found = await parts.sender.call(client.conversations_history, limit=1, **one)
    messages: Sequence[Mapping[str, Any]] = found.get("messages") or ()
    return next((one for one in messages if one.get("ts") == line.ts), {})


def _marked(blocks: Sequence[Json], line: Line, words: str) -> list[Json] | None:
    """The blocks with a line of words in the place of the buttons; None where there are none."""
    if not any(block.get("block_id") == line.row for block in blocks):
        return None
    told = {**context(words), "block_id": line.row}
    return [told if block.get("block_id") == line.row else block for block in blocks]


def _words(line: Line, who: str) -> str:
    """Who answered what and when, in the time of whoever reads it."""
    now = int(time.time())
    spoken = datetime.fromtimestamp(now, UTC).strftime("%H:%M UTC")
    return f"{_answered(line, who)}, <!date^{now}^{{time}}|{spoken}>"


def _answered(line: Line, who: str) -> str:
    told = wording.ANSWERED.format(line.label, line.said, who or wording.SOMEBODY)
    return escaped(cut(clean(told.removeprefix(": ")), CONTEXT)[0])


def _text(text: str, line: Line, who: str) -> str:
    """The words that are read aloud, with who answered at their end while there is room."""
    longer = f"{text}\n{_answered(line, who)}"
    return longer if size(longer) <= TEXT else text or _answered(line, who)
