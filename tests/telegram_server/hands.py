"""What a person does with buttons, reactions and inline queries -> updates for the bot."""

from __future__ import annotations

import time

from tests.telegram_server.messages import Message
from tests.telegram_server.payloads import chat_json, message_json, user_json
from tests.telegram_server.people import People
from tests.telegram_server.posting import Draft
from tests.telegram_server.records import InlineQuery, Json, Press
from tests.telegram_server.world import AILSA, INSIDE


class Hands(People):
    """Interactions; each is on its way when the function returns, and nobody waits for it."""

    def press(self, message: Message, name: str, user: int | None = None) -> Press:
        """A button, by its label or callback_data.

        A message may be old: what it showed when the test looked is what is pressed.

        Raises:
            AssertionError: there is no such button, or it does not tell the bot (a link).
        """
        button = message.button(name)
        if "callback_data" not in button:
            raise AssertionError(f"the button {name!r} does not tell the bot: {button}")
        return self.press_data(message, str(button["callback_data"]), user)

    def press_data(self, message: Message, data: str, user: int | None = None) -> Press:
        """Any callback_data, also one that no button has: a forged press."""
        with self.state.changed:
            home, person = self._there(message.chat, user)
            live = self._live(message)
            number = self.state.new_number()
            id, now = f"{person}{number:09d}", time.monotonic()
            press = Press(id, data, live, person, now, self.state.settings.clock())
            self.state.presses[press.id] = press
            gone: Json = {"message_id": live.id, "date": 0}
            gone["chat"] = chat_json(self.state.world, home)
            payload = {
                "id": press.id,
                "from": user_json(self.state.world.users[person]),
                "message": gone if live.deleted else message_json(self.state.world, live),
                "chat_instance": str(-home.id * 1_000_003),
                "data": data,
            }
            press.update = self.queue.emit("callback_query", payload)
            self.state.changed.notify_all()
            return press

    def react(self, message: Message, emoji: str, user: int | None = None) -> None:
        """A reaction; the bot hears of it as administrator, or in private, where it asked to."""
        with self.state.changed:
            home, person = self._there(message.chat, user)
            live = self._live(message)
            old = live.reactions.get(person, [])
            live.reactions[person] = [emoji] if emoji else []
            if home.kind == "private" or home.bot == "administrator":
                payload: Json = {
                    "chat": chat_json(self.state.world, home),
                    "message_id": live.id,
                    "user": user_json(self.state.world.users[person]),
                    "date": self.state.now(),
                    "old_reaction": [{"type": "emoji", "emoji": had} for had in old],
                    "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
                }
                self.queue.emit("message_reaction", payload)
            self.state.changed.notify_all()

    def inline_query(
        self, text: str, user: int = AILSA, offset: str = "", chat_type: str = "supergroup"
    ) -> InlineQuery:
        """Types "@the_bot text" in any chat."""
        with self.state.changed:
            number = self.state.new_number()
            id, now = f"{user}{number:09d}", time.monotonic()
            query = InlineQuery(id, text, user, now, self.state.settings.clock(), offset)
            self.state.inline_queries[query.id] = query
            payload = {
                "id": query.id,
                "from": user_json(self.state.world.users[user]),
                "query": text,
                "offset": offset,
                "chat_type": chat_type,
            }
            query.update = self.queue.emit("inline_query", payload)
            return query

    def chosen(
        self, query: InlineQuery, name: str, chat: int = AILSA, user: int | None = None
    ) -> Message:
        """Pastes one of its results, by its title or id, into a chat.

        Raises:
            AssertionError: there is no such result, or more than one.
        """
        with self.state.changed:
            person = user if user is not None else query.user
            found = [r for r in query.results if name in (r.get("title"), r.get("id"))]
            if len(found) != 1:
                raise AssertionError(f"{len(found)} results are {name!r}; there: {query.titles}")
            content = found[0]["input_message_content"]
            draft = Draft(content["parsed_text"], content["parsed_entities"], via_bot=True)
            draft.keyboard = (found[0].get("reply_markup") or {}).get("inline_keyboard", [])
            payload = {
                "result_id": found[0]["id"],
                "from": user_json(self.state.world.users[person]),
                "query": query.text,
            }
            message = self._pasted(chat, person, draft)
            self.queue.emit("chosen_inline_result", payload)
            return message

    def _pasted(self, chat: int, user: int, draft: Draft) -> Message:
        home = self.state.world.chat(chat)
        if home.people.get(user) not in INSIDE:
            raise AssertionError(f"{user} is not in the chat {chat}, so cannot act there")
        return self.poster.post(home, user, draft)
