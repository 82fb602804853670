"""The buttons under an answer: its context, whether it helped, and the way to a person."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from bot.channels.once import is_done, is_first
from bot.channels.slack import wording
from bot.channels.slack.blocks import Post
from bot.channels.slack.elements import Json, plain_text
from bot.channels.slack.intake import Interaction
from bot.channels.slack.markup import escaped, mention
from bot.channels.slack.parts import Parts
from bot.channels.slack.presses import Pressed, Presses
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.rows import spots_of
from bot.channels.slack.sending import BRIEF, Place
from bot.channels.slack.views import chosen, field, modal, typed, words

WHY = "feedback-why"
_MOST_WORDS = 2_000

log = logging.getLogger(__name__)


class Feedback:
    """Sees to these buttons. It belongs to one event loop."""

    def __init__(self, parts: Parts, presses: Presses) -> None:
        self._parts, self._presses = parts, presses

    async def context(self, pressed: Pressed) -> None:
        """Show what stands around the quotes of an answer. Raises Refusal or Undelivered."""
        if await self._presses.person(pressed) is None:
            return
        spots = spots_of(pressed.value)
        reply = await self._parts.work.think(self._parts.assistant.around, spots)
        await self._presses.show(pressed, reply)

    async def good(self, pressed: Pressed) -> None:
        """It helped."""
        await self._rate(pressed, helpful=True)

    async def bad(self, pressed: Pressed) -> None:
        """It did not; why not may be told."""
        if await self._presses.person(pressed) is None:
            return
        if not pressed.again:
            await self._ask_why(pressed)
        await self._rate(pressed, helpful=False)

    async def _ask_why(self, pressed: Pressed) -> None:
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

    async def _rate(self, pressed: Pressed, *, helpful: bool) -> None:
        person = await self._presses.person(pressed)
        if person is None:
            return
        parts = self._parts
        reply, now = f"{pressed.channel}/{pressed.ts}", datetime.now(UTC)
        await parts.work.note(parts.arrivals.rate, reply, person.id, helpful, "", now)
        await self._whisper(pressed, wording.THANKS)

    async def why(self, done: Interaction) -> None:
        """Keep the reason that was filled in."""
        view, user = done.body.get("view") or {}, done.body.get("user") or {}
        parts = self._parts
        person = await parts.access.person(
            str(user.get("id") or ""), str(user.get("team_id") or "")
        )
        if person is None:
            return
        given = [dict(wording.REASONS).get(chosen(view, "reason"), ""), typed(view, "words")]
        reason = ": ".join(filter(None, given))
        reply, now = str(view.get("private_metadata") or ""), datetime.now(UTC)
        await parts.work.note(parts.arrivals.rate, reply, person.id, False, reason, now)

    async def call(self, pressed: Pressed) -> None:
        """Ask a person: the officers in the thread, or each of them where they are not in it.

        Raises Refusal or Undelivered.
        """
        parts = self._parts
        if await self._presses.person(pressed) is None:
            return
        officers = [one for one in await parts.access.officers() if one != pressed.user]
        key = f"{parts.prefix}call/{pressed.channel}/{pressed.place.thread}"
        if not officers:
            contact = parts.settings.contact
            told = wording.CONTACT.format(contact) if contact else wording.NOBODY
            await self._whisper(pressed, escaped(told))
        elif await self._is_first_call(pressed, key):
            await self._pass_on(pressed, officers, key)
            await is_done(parts, key)
        else:
            await self._whisper(pressed, wording.CALLED_ALREADY)

    async def _is_first_call(self, pressed: Pressed, key: str) -> bool:
        """Whether nobody has asked for a person here; a call that broke off is gone on with."""
        return await is_first(self._parts, key) or pressed.again

    async def _pass_on(self, pressed: Pressed, officers: list[str], key: str) -> None:
        parts, names = self._parts, " ".join(map(mention, officers))
        if pressed.ephemeral or pressed.channel.startswith("D"):
            words = wording.CALLED_BY.format(mention(pressed.user), escaped(pressed.value))
            for officer in officers:
                place = Place(await parts.sender.direct(officer))
                await parts.sender.post(
                    place, Post(words, ()), f"{key}/{officer}", look=pressed.again
                )
            await self._whisper(pressed, wording.PASSED_ON.format(names))
        else:
            words = wording.CALLED.format(names, mention(pressed.user))
            post = Post(words, ())
            await parts.sender.post(pressed.place, post, key, look=pressed.again)

    async def _whisper(self, pressed: Pressed, words: str) -> None:
        try:
            await self._presses.whisper(pressed, Post(words, ()))
        except (Refusal, Undelivered) as error:
            log.info("not told: %s", error)


def _why_form(reply: str) -> Json:
    reasons = [{"text": plain_text(why), "value": name} for name, why in wording.REASONS]
    choice = field(
        "reason", wording.WHY_LABEL, {"type": "radio_buttons", "options": reasons}, optional=True
    )
    more = field("words", wording.WHY_WORDS, words(most=_MOST_WORDS), optional=True)
    titles = (wording.WHY_TITLE, wording.WHY_SUBMIT, wording.WHY_CLOSE)
    return modal(WHY, titles, [choice, more], reply)
