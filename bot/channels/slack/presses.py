"""A button pushed -> what it stands for, done once and by those who may."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack.answering import post_reply, rendered, reply_of, sign_of_life, to_person
from bot.channels.slack.blocks import Post
from bot.channels.slack.elements import Json
from bot.channels.slack.events import chat_of
from bot.channels.slack.intake import Interaction
from bot.channels.slack.parts import Parts
from bot.channels.slack.retrying import Refusal
from bot.channels.slack.sending import Place
from bot.core.register import Person
from bot.core.types import Message, Reply

_SETTLES = ("pick", "confirm", "dismiss", "undo")  # after them the buttons have no use any more

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pushed, where, and by whom. ``ephemeral``: only that person sees it.

    ``key`` names the press for ever; it is ``again`` where an earlier run may have seen to it.
    """

    key: str
    again: bool
    value: str
    label: str
    action_id: str
    block_id: str
    channel: str
    ts: str
    thread: str
    user: str
    team: str
    when: str
    url: str = ""
    trigger: str = ""
    ephemeral: bool = False
    blocks: tuple[Json, ...] = ()

    @property
    def place(self) -> Place:
        """The thread in which its message stands, or that hangs from it."""
        return Place(self.channel, self.thread or self.ts)


def read_press(done: Interaction) -> Pressed:
    """The button behind an interaction."""
    body = done.body
    first: Json = (body.get("actions") or ({},))[0]
    user = body.get("user") or {}
    container, message = body.get("container") or {}, body.get("message") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id") or ""
    return Pressed(
        key=done.key,
        again=done.again,
        value=str(first.get("value") or ""),
        label=str((first.get("text") or {}).get("text") or ""),
        action_id=str(first.get("action_id") or ""),
        block_id=str(first.get("block_id") or ""),
        channel=str(channel),
        ts=str(message.get("ts") or container.get("message_ts") or ""),
        thread=str(message.get("thread_ts") or container.get("thread_ts") or ""),
        user=str(user.get("id") or ""),
        team=str(user.get("team_id") or ""),
        when=str(first.get("action_ts") or ""),
        url=str(body.get("response_url") or ""),
        trigger=str(body.get("trigger_id") or ""),
        ephemeral=bool(container.get("is_ephemeral")),
        blocks=tuple(message.get("blocks") or ()),
    )


class Presses:
    """Does what buttons stand for. It belongs to one event loop."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def say(self, pressed: Pressed) -> Reply | None:
        """Say to the core what a button stands for, in the name of who pushed it, and show what it
        replies; None where it was not asked. Raises Refusal or Undelivered.
        """
        parts = self._parts
        person = await self.person(pressed)
        if person is None:
            return None
        if not pressed.channel:  # on the Home tab: it is answered in the messages beside it
            pressed = replace(pressed, channel=await parts.sender.direct(pressed.user))
        async with parts.work.turn(f"{pressed.channel}/{pressed.place.thread}"):
            message = self._message(pressed, person)
            async with sign_of_life(parts, pressed.channel, pressed.ts):
                reply = await reply_of(parts, parts.assistant.reply_to, message)
                if reply is not None:
                    await self.show(pressed, reply)
                return reply

    async def person(self, pressed: Pressed) -> Person | None:
        """Who pushed it, if they may do anything here."""
        direct = pressed.channel.startswith("D")
        if pressed.channel and not self._parts.access.works_in(pressed.channel, direct=direct):
            return None
        return await self._parts.access.person(pressed.user, pressed.team)

    def _message(self, pressed: Pressed, person: Person) -> Message:
        return Message(
            pressed.value,
            chat=chat_of(self._parts.home.team, pressed.channel),
            author=person,
            id=f"press:{pressed.when}:{pressed.user}",
            at=datetime.now(UTC),
            thread=pressed.place.thread,
            private=pressed.channel.startswith("D"),
            answers=pressed.place.thread,
        )

    async def show(self, pressed: Pressed, reply: Reply) -> None:
        """The result: to all in the thread, or only to who pushed it if nothing was done.

        Raises Refusal or Undelivered.
        """
        if pressed.ephemeral:
            await self._show_privately(pressed, reply)
        elif reply.refused:
            for post in await rendered(self._parts, reply):
                await self.whisper(pressed, post)
        elif _settles(pressed):
            await self._settle(pressed, reply)
        else:
            await post_reply(self._parts, reply, pressed.place, pressed.key, look=pressed.again)

    async def _show_privately(self, pressed: Pressed, reply: Reply) -> None:
        """In the place of what only they see, or below it; directly where that is over."""
        parts, posts = self._parts, await rendered(self._parts, reply)
        settled = _settles(pressed) and not reply.refused
        try:
            for number, post in enumerate(posts):
                replaces = settled and number == 0
                await parts.sender.respond(
                    pressed.url, post, response_type="ephemeral", replace_original=replaces
                )
        except Refusal as refusal:  # the address of a press lives for half an hour
            log.info("%s is told directly: %s", pressed.key, refusal)
            await to_person(parts, pressed.user, posts, pressed.key)

    async def whisper(self, pressed: Pressed, post: Post) -> None:
        """Tell something only to who pushed a button. Raises Refusal or Undelivered."""
        if not pressed.ephemeral:
            try:
                await self._parts.sender.whisper(pressed.place, pressed.user, post)
                return
            except Refusal as refusal:  # they need not be a member of the channel to push
                log.info("told by the address of the press: %s", refusal)
        how: dict[str, bool | str] = {"response_type": "ephemeral", "replace_original": False}
        try:
            await self._parts.sender.respond(pressed.url, post, **how)
        except Refusal as refusal:
            log.info("%s is told directly: %s", pressed.key, refusal)
            await to_person(self._parts, pressed.user, (post,), pressed.key)

    async def _settle(self, pressed: Pressed, reply: Reply) -> None:
        """The result takes the place of the question; where others may be undone, it follows it."""
        others = _without(pressed)
        if pressed.value.startswith("undo") and others is not None:
            words = "\n".join(_words(block) for block in pressed.blocks)
            await self._parts.sender.call(
                self._parts.sender.client.chat_update,
                channel=pressed.channel,
                ts=pressed.ts,
                text=words or "Undone.",
                blocks=others,
            )
            await post_reply(self._parts, reply, pressed.place, pressed.key, look=pressed.again)
            return
        first, *more = await rendered(self._parts, reply)
        await self._parts.sender.change(pressed.place, pressed.ts, first)
        for number, post in enumerate(more, 1):
            await self._parts.sender.post(
                pressed.place, post, f"{pressed.key}/{number}", look=pressed.again
            )


def _settles(pressed: Pressed) -> bool:
    return pressed.value.partition(" ")[0] in _SETTLES and not pressed.value.endswith(" none")


def _without(pressed: Pressed) -> list[Json] | None:
    """The blocks of the message without the button; None where it was the last of its kind."""
    blocks: list[Json] = []
    left = 0
    for block in pressed.blocks:
        if block.get("type") != "actions":
            blocks.append(block)
            continue
        kept = [e for e in block["elements"] if e.get("action_id") != pressed.action_id]
        left += sum(str(e.get("value") or "").startswith("undo") for e in kept)
        if kept:
            blocks.append({**block, "elements": kept})
    return blocks if left else None


def _words(block: Mapping[str, Any]) -> str:
    return str((block.get("text") or {}).get("text") or "")
