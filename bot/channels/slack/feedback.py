"""The buttons under an answer: its context, whether it helped, and the way to a person."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.channels.slack import wording
from bot.channels.slack.blocks import Json, Post, plain_text
from bot.channels.slack.limits import INPUT_LABEL
from bot.channels.slack.markup import escaped, mention
from bot.channels.slack.parts import Parts
from bot.channels.slack.presses import Pressed, Presses
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.rows import spots_of
from bot.channels.slack.sending import BRIEF, Place
from bot.channels.slack.views import chosen, modal, typed

WHY = "feedback-why"

log = logging.getLogger(__name__)


class Feedback:
    """Sees to these buttons. It belongs to one event loop."""

    def __init__(self, parts: Parts, presses: Presses) -> None:
        self._parts, self._presses = parts, presses

    async def context(self, pressed: Pressed) -> None:
        """Show what stands around the quotes of an answer."""
        if await self._presses.person(pressed) is None:
            return
        spots = spots_of(pressed.value)
        reply = await self._parts.work.think(self._parts.assistant.around, spots)
        await self._presses.show(pressed, reply, f"context/{pressed.when}/{pressed.user}")

    async def good(self, pressed: Pressed) -> None:
        """It helped."""
        await self._rate(pressed, helpful=True)

    async def bad(self, pressed: Pressed) -> None:
        """It did not; why not may be told."""
        if await self._presses.person(pressed) is None:
            return
        form = _why_form(f"{pressed.channel}/{pressed.ts}")
        try:
            await self._parts.sender.call(
                self._parts.sender.client.views_open,
                patience=BRIEF,
                trigger_id=pressed.trigger,
                view=form,
            )
        except (Refusal, Undelivered) as error:
            log.info("no form for a reason: %s", error)
        await self._rate(pressed, helpful=False)

    async def _rate(self, pressed: Pressed, *, helpful: bool) -> None:
        person = await self._presses.person(pressed)
        if person is None:
            return
        parts = self._parts
        reply, now = f"{pressed.channel}/{pressed.ts}", datetime.now(UTC)
        await parts.work.note(parts.arrivals.rate, reply, person.id, helpful, "", now)
        await self._whisper(pressed, wording.THANKS)

    async def why(self, body: Mapping[str, Any]) -> None:
        """Keep the reason that was filled in."""
        view, user = body.get("view") or {}, body.get("user") or {}
        parts = self._parts
        person = await parts.access.person(
            str(user.get("id") or ""), str(user.get("team_id") or "")
        )
        if person is None:
            return
        words = [dict(wording.REASONS).get(chosen(view, "reason"), ""), typed(view, "words")]
        reason = ": ".join(word for word in words if word)
        reply, now = str(view.get("private_metadata") or ""), datetime.now(UTC)
        await parts.work.note(parts.arrivals.rate, reply, person.id, False, reason, now)

    async def call(self, pressed: Pressed) -> None:
        """Ask a person: the officers in the thread, or each of them where they are not in it."""
        parts = self._parts
        if await self._presses.person(pressed) is None:
            return
        officers = [one for one in await parts.access.officers() if one != pressed.user]
        key = f"slack:{parts.home.team}:call/{pressed.channel}/{pressed.place.thread}"
        if not officers:
            contact = parts.settings.contact
            told = wording.CONTACT.format(contact) if contact else wording.NOBODY
            await self._whisper(pressed, escaped(told))
        elif not await parts.work.note(parts.arrivals.begin, key, "", datetime.now(UTC)):
            await self._whisper(pressed, wording.CALLED_ALREADY)
        else:
            await self._pass_on(pressed, officers, key)
            await parts.work.note(parts.arrivals.finish, key)

    async def _pass_on(self, pressed: Pressed, officers: list[str], key: str) -> None:
        parts, names = self._parts, " ".join(map(mention, officers))
        try:
            if pressed.ephemeral or pressed.channel.startswith("D"):
                words = wording.CALLED_BY.format(mention(pressed.user), escaped(pressed.value))
                for officer in officers:
                    place = Place(await parts.sender.direct(officer))
                    await parts.sender.post(place, Post(words, ()), f"{key}/{officer}")
                await self._whisper(pressed, wording.PASSED_ON.format(names))
            else:
                words = wording.CALLED.format(names, mention(pressed.user))
                await parts.sender.post(pressed.place, Post(words, ()), key)
        except (Refusal, Undelivered) as error:
            log.error("%s: nobody was called: %s", key, error)

    async def _whisper(self, pressed: Pressed, words: str) -> None:
        try:
            await self._presses.whisper(pressed, Post(words, ()))
        except (Refusal, Undelivered) as error:
            log.info("not told: %s", error)


def _why_form(reply: str) -> Json:
    reasons = [{"text": plain_text(words), "value": name} for name, words in wording.REASONS]
    choice: Json = {
        "type": "input",
        "block_id": "reason",
        "optional": True,
        "label": plain_text(wording.WHY_LABEL, INPUT_LABEL),
        "element": {"type": "radio_buttons", "action_id": "reason", "options": reasons},
    }
    words: Json = {
        "type": "input",
        "block_id": "words",
        "optional": True,
        "label": plain_text(wording.WHY_WORDS, INPUT_LABEL),
        "element": {
            "type": "plain_text_input",
            "action_id": "words",
            "multiline": True,
            "max_length": 2000,
        },
    }
    titles = (wording.WHY_TITLE, wording.WHY_SUBMIT, wording.WHY_CLOSE)
    return modal(WHY, titles, [choice, words], reply)
