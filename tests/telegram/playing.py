"""A conversation that is written down -> played by people in Telegram, with the real channel."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.core.register import Person, Role
from tests.conversations.script import Heard
from tests.core.talking import MONDAY
from tests.slack_server.clock import HandClock
from tests.telegram.bot_here import Running
from tests.telegram_server import GROUP, SUPERGROUP, Message, Press, TelegramServer

CHATS = {"here": SUPERGROUP, "there": GROUP}
PEOPLE = {"Isla": 201, "Callum": 202, "Morag": 203, "Ross": 204}
ROLES = {"Isla": Role.CONTRIBUTOR, "Callum": Role.CONTRIBUTOR, "Morag": Role.OFFICER}
BEGIN = datetime(MONDAY.year, MONDAY.month, MONDAY.day, 9, 30, tzinfo=UTC).timestamp()
UNDER_ANSWERS = ("Context", "Ask a person", "Helpful", "Not helpful")


def settings() -> dict[str, tuple[str, ...]]:
    """What the channel is told of these people."""

    def with_role(role: Role) -> tuple[str, ...]:
        return tuple(str(PEOPLE[name]) for name, has in ROLES.items() if has is role)

    return {
        "officers": with_role(Role.OFFICER),
        "contributors": with_role(Role.CONTRIBUTOR),
    }


class Play:
    """Plays one conversation; who speaks mentions the bot, and presses what is on the screen."""

    today: date = MONDAY

    def __init__(self, telegram: TelegramServer, bot: Running, clock: HandClock) -> None:
        self._telegram, self._bot, self._clock = telegram, bot, clock
        self._said: dict[str, Message] = {}
        self._keys: dict[str, tuple[Message, str]] = {}
        for name, id in PEOPLE.items():
            telegram.add_user(id, name)
            for chat in CHATS.values():
                telegram.joins(chat, id)
        self._settle()

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
        shown, data = next(
            held for key, held in reversed(self._keys.items()) if key.startswith(label)
        )
        press = self._telegram.press_data(shown, data, PEOPLE[who.name])
        return self._heard(press)

    def edits(self, who: Person, text: str, chat: str = "here", message: str = "") -> Heard | None:
        self._clock.advance(60)
        said = self._said[message]
        self._telegram.edit(said, f"@{self._telegram.bot_name} {text}")
        after = said.as_now()
        after.at = said.changed_at
        return self._heard(after)

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
        labels = [label for one in said for label in one.buttons if label not in UNDER_ANSWERS]
        return Heard("\n".join(texts), tuple(labels)) if texts else None
