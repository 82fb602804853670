"""A button of a line in a digest -> its answer, or first a form for what the answer needs."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.channels.slack import wording
from bot.channels.slack.answering import reply_of
from bot.channels.slack.elements import Json
from bot.channels.slack.events import chat_of
from bot.channels.slack.forms import About, about_of, update_form, waiting_form
from bot.channels.slack.intake import Interaction
from bot.channels.slack.marking import line_of, mark
from bot.channels.slack.parts import Parts
from bot.channels.slack.presses import Pressed, Presses
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.sending import BRIEF
from bot.channels.slack.telling import tell
from bot.channels.slack.views import day, field, modal, typed, words
from bot.core.register import Person, Role
from bot.core.types import Message

SNOOZE, BLOCK = "snooze-form", "block-form"
_ASKS = re.compile(r"(?P<verb>update|snooze|block) (?P<action>\S+)")
_LATER = timedelta(weeks=2)  # until when an action is snoozed, unless another day is chosen
_MOST_REASON = 500

log = logging.getLogger(__name__)


class Items:
    """Sees to the buttons of lines, and their forms. It belongs to one event loop."""

    def __init__(self, parts: Parts, presses: Presses) -> None:
        self._parts, self._presses = parts, presses

    async def pushed(self, pressed: Pressed) -> None:
        """Answer a line, with a form where more is needed; without one, the words are said as they
        are, and the core asks. Raises Refusal or Undelivered.
        """
        person = await self._presses.person(pressed)
        asked = _ASKS.fullmatch(pressed.value)
        if person is None or (asked and await self._open(pressed, asked, person)):
            return
        reply = await self._presses.say(pressed)
        settled = reply is not None and not reply.refused and asked is None
        if settled and not pressed.ephemeral:
            await mark(self._parts, line_of(pressed), person.name)

    async def _open(self, pressed: Pressed, asked: re.Match[str], person: Person) -> bool:
        """Open the form for what was pushed; False where there is none to open."""
        if pressed.again or pressed.ephemeral or person.role is Role.READER:
            return False
        about = About(
            channel=pressed.channel,
            thread=pressed.place.thread,
            action=asked["action"],
            line=line_of(pressed),
        )
        try:
            await self._show(pressed, asked["verb"], about)
        except (Refusal, Undelivered) as error:  # a trigger lives for three seconds
            log.info("%s gets no form: %s", pressed.key, error)
            return False
        return True

    async def _show(self, pressed: Pressed, verb: str, about: About) -> None:
        """Open a form, at once; what takes longer to make is put in afterwards."""
        form, sender = _FORMS.get(verb), self._parts.sender
        opened = await sender.call(
            sender.client.views_open,
            patience=BRIEF,
            trigger_id=pressed.trigger,
            view=form(about) if form else waiting_form(),
        )
        if form is None:
            actions = await self._parts.work.think(self._parts.assistant.choices)
            view = update_form(actions, "", None, about)
            await sender.call(sender.client.views_update, view_id=opened["view"]["id"], view=view)

    async def sent(self, done: Interaction) -> None:
        """Say to the core what was filled in, and tell its reply in the thread of the digest.

        Raises Refusal or Undelivered.
        """
        parts, view, user = self._parts, done.body.get("view") or {}, done.body.get("user") or {}
        about = about_of(view)
        person = await parts.access.person(
            str(user.get("id") or ""), str(user.get("team_id") or "")
        )
        direct = about.channel.startswith("D")
        if person is None or not parts.access.works_in(about.channel, direct=direct):
            return
        message = Message(
            _said(done.name, about.action, view),
            chat=chat_of(parts.home.team, about.channel),
            author=person,
            id=f"form:{view.get('id')}",
            at=datetime.now(UTC),
            thread=about.thread,
            private=direct,
            answers=about.thread,
        )
        reply = await reply_of(parts, parts.assistant.reply_to, message)
        if reply is None:
            return
        await tell(parts, about, reply, done)
        if about.line and not reply.refused:
            await mark(parts, about.line, person.name)


def faults_of_snooze(view: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong in the form of a snooze, by field."""
    until = typed(view, "until")
    past = bool(until) and date.fromisoformat(until) < datetime.now(UTC).date()
    return {"until": wording.SNOOZE_PAST} if past else {}


def _snooze_form(about: About) -> Json:
    until = datetime.now(UTC).date() + _LATER
    blocks = [
        field("until", wording.SNOOZE_UNTIL, day(until)),
        field("reason", wording.SNOOZE_WHY, words(most=_MOST_REASON)),
    ]
    titles = (wording.SNOOZE_TITLE, wording.SNOOZE_SUBMIT, wording.FORM_CLOSE)
    return modal(SNOOZE, titles, blocks, about.dumped())


def _block_form(about: About) -> Json:
    blocks = [field("reason", wording.BLOCK_WHY, words(most=_MOST_REASON))]
    titles = (wording.BLOCK_TITLE, wording.BLOCK_SUBMIT, wording.FORM_CLOSE)
    return modal(BLOCK, titles, blocks, about.dumped())


def _said(form: str, action: str, view: Mapping[str, Any]) -> str:
    """What was filled in, in the words that a person would say it in."""
    reason = " ".join(typed(view, "reason").split())
    if form == BLOCK:
        return f"block {action}: {reason}"
    return f"snooze {action} until {typed(view, 'until')} because {reason}"


_FORMS = {"snooze": _snooze_form, "block": _block_form}
