"""A shortcut -> an answer about a message, or a form that logs it as an update."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack import wording
from bot.channels.slack.answering import reply_of
from bot.channels.slack.events import chat_of, moment_of
from bot.channels.slack.forms import (
    About,
    about_of,
    change_of,
    telling_form,
    update_form,
    waiting_form,
)
from bot.channels.slack.intake import Interaction
from bot.channels.slack.marking import mark
from bot.channels.slack.markup import mentioned, plain, without
from bot.channels.slack.parts import Parts
from bot.channels.slack.private import Asker, Private
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.sending import BRIEF
from bot.channels.slack.telling import tell
from bot.core.register import Change, Person, Role
from bot.core.types import Message, Reply

ASK, LOG, LOG_ANYTHING = "ask_about", "log_update", "log_anything"
_KNOWN_SOON = 1.0  # seconds that a form waits until it is known who asks for it

log = logging.getLogger(__name__)


class Shortcuts:
    """Sees to shortcuts and their forms. It belongs to one event loop."""

    def __init__(self, parts: Parts, private: Private) -> None:
        self._parts, self._private = parts, private

    async def ask(self, done: Interaction) -> None:
        """Ask about a message what it says; only who asked sees the answer.

        Raises Refusal or Undelivered.
        """
        parts, body = self._parts, done.body
        user = body.get("user") or {}
        asker = Asker(
            str(user.get("id") or ""),
            str((body.get("channel") or {}).get("id") or ""),
            str(body.get("response_url") or ""),
            done.key,
            done.again,
        )
        person = await parts.access.person(asker.user, str(user.get("team_id") or ""))
        if person is None or not self._works_in(asker.channel):
            return
        message = await self._message(_about(body), str(_text(body)), person)
        message = replace(message, id="", thread=f"slash:{person.id}", answers="")
        async with self._private.sign_of_life(asker):
            reply = await reply_of(parts, parts.assistant.reply_to, message)
        if reply is not None:
            await self._private.tell(asker, message.text, reply)

    async def open(self, body: Mapping[str, Any]) -> None:
        """Open the form of an update, prefilled from the message if there is one."""
        parts, user, about = self._parts, body.get("user") or {}, _about(body)
        knowing = asyncio.ensure_future(
            parts.access.person(str(user.get("id") or ""), str(user.get("team_id") or ""))
        )
        await asyncio.wait({knowing}, timeout=_KNOWN_SOON)
        if knowing.done() and (knowing.result() is None or not self._works_in(about.channel)):
            return
        client = parts.sender.client
        try:
            opened = await parts.sender.call(
                client.views_open,
                patience=BRIEF,
                trigger_id=body.get("trigger_id"),
                view=waiting_form(),
            )
            person = await knowing
            view = await self._form(about, str(_text(body)), person)
            await parts.sender.call(client.views_update, view_id=opened["view"]["id"], view=view)
        except (Refusal, Undelivered) as error:
            log.error("a form was not opened: %s", error)

    async def _form(self, about: About, text: str, person: Person | None) -> dict[str, Any]:
        parts = self._parts
        if person is None or person.role is Role.READER:
            return telling_form(wording.MAY_NOT_LOG)
        actions = await parts.work.think(parts.assistant.choices)
        if not actions:
            return telling_form(wording.NO_ACTIONS)
        message = await self._message(about, text, person)
        read = await parts.work.think(parts.assistant.read, message) if message.text else ()
        return update_form(actions, message.text, read[0] if read else None, about)

    async def sent(self, done: Interaction) -> None:
        """Log what was filled in, and tell it where the message stands.

        Raises Refusal or Undelivered.
        """
        parts, view, user = self._parts, done.body.get("view") or {}, done.body.get("user") or {}
        about = about_of(view)
        person = await parts.access.person(
            str(user.get("id") or ""), str(user.get("team_id") or "")
        )
        if person is None or not self._works_in(about.channel):
            return
        change = change_of(view)
        message = await self._said(about, change, person, str(view.get("id")))

        def logged(said: Message) -> Reply:
            return parts.assistant.log(said, change, person)

        reply = await reply_of(parts, logged, message)
        if reply is None:
            return
        await tell(parts, about, reply, done)
        if about.line and not reply.refused:
            await mark(parts, about.line, person.name)

    async def _said(self, about: About, change: Change, person: Person, form: str) -> Message:
        """The message that is logged: the one that the form is about, or else the note itself."""
        author = await self._parts.access.person(about.user, about.team) if about.user else None
        message = await self._message(about, change.note, author or person)
        return message if about.ts else replace(message, id=f"form:{form}", at=datetime.now(UTC))

    async def _message(self, about: About, text: str, author: Person) -> Message:
        parts = self._parts
        names = await parts.access.names(mentioned(text))
        return Message(
            plain(without(text, parts.home.bot), names).strip(),
            chat=chat_of(parts.home.team, about.channel or "form"),
            author=author,
            id=about.ts,
            at=moment_of(about.ts),
            thread=about.thread or about.ts,
            answers="" if about.thread == about.ts else about.thread,
        )

    def _works_in(self, channel: str) -> bool:
        direct = not channel or channel.startswith("D")
        return self._parts.access.works_in(channel, direct=direct)


def _about(body: Mapping[str, Any]) -> About:
    message = body.get("message") or {}
    return About(
        channel=str((body.get("channel") or {}).get("id") or ""),
        ts=str(message.get("ts") or body.get("message_ts") or ""),
        thread=str(message.get("thread_ts") or ""),
        user=str(message.get("user") or ""),
        team=str(message.get("team") or ""),
    )


def _text(body: Mapping[str, Any]) -> str:
    return str((body.get("message") or {}).get("text") or "")
