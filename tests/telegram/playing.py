"""A conversation that is written down -> played by people in Telegram, with the real channel."""

from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime

from bot.core.register import Person, Role
from bot.core.reminders.digest import Order
from bot.core.reminders.values import Delivery, DeliveryState
from tests.conversations.script import Heard
from tests.slack_server.clock import HandClock
from tests.telegram.bot_here import House, Running
from tests.telegram_server import GROUP, SUPERGROUP, Message, Press, TelegramServer

CHATS = {"here": SUPERGROUP, "there": GROUP}
PEOPLE = {"Isla": 201, "Callum": 202, "Morag": 203, "Ross": 204, "Isla Rennie": 205}
ROLES = {
    "Isla": Role.CONTRIBUTOR,
    "Isla Rennie": Role.CONTRIBUTOR,
    "Callum": Role.CONTRIBUTOR,
    "Morag": Role.OFFICER,
    "Ross": Role.READER,
}
OF_LINES = re.compile(r"[A-Z]{2,6}\d+(?:: .*)?")  # keys of one line of a reply
UNDER_ANSWERS = ("Context", "Ask a person", "Helpful", "Not helpful")


def begin(day: date) -> float:
    """Half past nine on a day, in seconds of the epoch."""
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC).timestamp()


def settings() -> dict[str, tuple[str, ...]]:
    """What the channel is told of these people."""

    def with_role(role: Role) -> tuple[str, ...]:
        return tuple(str(PEOPLE[name]) for name, has in ROLES.items() if has is role)

    return {
        "officers": with_role(Role.OFFICER),
        "contributors": with_role(Role.CONTRIBUTOR),
        "readers": with_role(Role.READER),
    }


class Play:
    """Plays one conversation; who speaks mentions the bot, and presses what is on the screen."""

    def __init__(self, telegram: TelegramServer, house: House, bot: Running, clock: HandClock):
        self._telegram, self._house, self._bot, self._clock = telegram, house, bot, clock
        self._said: dict[str, Message] = {}
        self._keys: dict[str, tuple[Message, str]] = {}
        for name, id in PEOPLE.items():
            telegram.add_user(id, name)
            for chat in CHATS.values():
                telegram.joins(chat, id)
        self._settle()

    @property
    def today(self) -> date:
        return datetime.fromtimestamp(self._clock(), UTC).date()

    @today.setter
    def today(self, day: date) -> None:
        if day > self.today:
            self._clock.advance(begin(day) - self._clock())

    def says(
        self,
        who: Person,
        text: str,
        chat: str = "here",
        message: str = "",
        *,
        private: bool = False,
        answers: str = "",
    ) -> Heard | None:
        self._clock.advance(60)
        user, under = PEOPLE[who.name], self._said.get(answers)
        if private:
            said = self._telegram.dm(text, user)
        else:
            said = self._telegram.mention(CHATS[chat], text, user, reply_to=under)
        self._said[message] = said
        return self._heard(said)

    def presses(self, who: Person, label: str, chat: str = "here") -> Heard | None:
        self._clock.advance(60)
        said, _, line = label.rpartition(" ")
        if not self._key(label) and not self._key(f"{line}: {said}") and self._key(line):
            self._heard(self._pushed(line, who))  # the menu of a line
        name = next(one for one in (label, f"{line}: {said}", said) if self._key(one))
        return self._heard(self._pushed(name, who))

    def _key(self, label: str) -> tuple[Message, str] | None:
        """The latest key whose label begins so."""
        keys = reversed(self._keys.items())
        return next((held for key, held in keys if label and key.startswith(label)), None)

    def _pushed(self, label: str, who: Person) -> Press:
        found = self._key(label)
        assert found is not None
        return self._telegram.press_data(*found, PEOPLE[who.name])

    def edits(self, who: Person, text: str, chat: str = "here", message: str = "") -> Heard | None:
        self._clock.advance(60)
        said = self._said[message]
        self._telegram.edit(said, f"@{self._telegram.bot_name} {text}")
        after = said.as_now()
        after.at = said.changed_at
        return self._heard(after)

    def digest(self, reminder: str, chat: str = "here", message: str = "") -> Heard | None:
        """The digest of a reminder is sent and recorded, as the scheduler does it."""
        self._clock.advance(60)
        kept, now = self._house.register.reminders, datetime.fromtimestamp(self._clock(), UTC)
        (meant,) = (one for one in kept.reminders() if one.id == reminder)
        key = f"telegram:{CHATS[chat]}"
        claim = Delivery("", reminder, now.date(), key, now, DeliveryState.CLAIMED, now)
        (mine,) = kept.claim([claim])
        made = self._house.assistant.digest(Order(meant))
        assert made is not None
        before = Message(0, 0, 0, "", 0, time.monotonic())
        posts = self._bot.send(key, made.reply, f"delivery:{mine.id}")
        kept.mark(mine.id, DeliveryState.SENT, now, posts=posts, actions=made.actions)
        standing = self._telegram.messages(CHATS[chat])
        self._said[message] = next(m for m in standing if str(m.id) == posts[0].message)
        return self._heard(before)

    def _settle(self) -> None:
        """Wait until everything so far was taken in and seen to."""
        self._telegram.await_taken()
        self._telegram.await_that(lambda: not self._bot.busy, "end of all work")

    def _heard(self, after: Message | Press) -> Heard | None:
        """What the bot said since then, in new messages, in changed ones, and in a notice."""
        self._settle()
        said = [
            message
            for chat in (*CHATS.values(), *PEOPLE.values())
            for message in self._telegram.messages(chat)
            if message.user == self._telegram.bot_id and message.changed_at > after.at
        ]
        texts = [message.words for message in sorted(said, key=lambda one: one.changed_at)]
        if isinstance(after, Press) and after.answer and after.answer.text:
            texts.append(after.answer.text)
        for message in said:
            for label, data in message.data.items():
                self._keys.pop(label, None)
                self._keys[label] = (message, data)
        labels = [
            label
            for one in said
            for label in one.buttons
            if label not in UNDER_ANSWERS and not OF_LINES.fullmatch(label)
        ]
        text = "\n".join(texts)
        for name, chat in CHATS.items():
            text = text.replace(f"telegram:{chat}", name)
        for name, user in PEOPLE.items():
            text = text.replace(f"telegram:{user}", f"here:{name.lower()}")
        return Heard(text, tuple(labels)) if texts else None
