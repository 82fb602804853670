"""What a person says in a chat -> messages that the bot hears, where it may."""

from __future__ import annotations

from tests.telegram_server.entities import cleaned, units
from tests.telegram_server.limits import TEXT
from tests.telegram_server.messages import Message, StoredFile
from tests.telegram_server.posting import Draft, Poster
from tests.telegram_server.records import Json, Update
from tests.telegram_server.state import State
from tests.telegram_server.updates import Updates
from tests.telegram_server.world import AILSA, BOT_NAME, HIDDEN, INSIDE, Chat


class People:
    """The doings of people with messages; `Hands` has those with buttons, `Members` with chats."""

    state: State
    queue: Updates
    poster: Poster

    def say(
        self,
        chat: int,
        text: str,
        user: int | None = None,
        topic: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """A message as typed; one that is too long is sent as several, and the first is returned.

        Raises:
            AssertionError: the person is not in the chat, or the topic is not open.
        """
        with self.state.changed:
            home, speaker = self._there(chat, user)
            self._open(home, topic)
            answered = reply_to.id if reply_to is not None else None
            parts = _parts(cleaned(text).strip())
            said = [
                self.poster.post(home, speaker, Draft(part, topic=topic, reply_to=answered))
                for part in parts
            ]
            return said[0]

    def say_as_chat(
        self,
        chat: int,
        text: str,
        topic: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """What an administrator says who hides behind the chat: from is a bot of Telegram's."""
        with self.state.changed:
            home, _ = self._there(chat, AILSA)
            self._open(home, topic)
            answered = reply_to.id if reply_to is not None else None
            draft = Draft(cleaned(text).strip(), topic=topic, reply_to=answered, as_chat=True)
            return self.poster.post(home, HIDDEN, draft)

    def dm(self, text: str, user: int = AILSA, reply_to: Message | None = None) -> Message:
        """A message in the private chat with the bot."""
        return self.say(user, text, user, reply_to=reply_to)

    def command(
        self,
        chat: int,
        words: str,
        user: int | None = None,
        topic: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """ "ask who signs" is "/ask@the_bot who signs" in a group, "/ask who signs" in private."""
        name, _, rest = words.partition(" ")
        at = "" if chat > 0 else f"@{BOT_NAME}"
        return self.say(chat, f"/{name}{at} {rest}".strip(), user, topic, reply_to)

    def mention(
        self,
        chat: int,
        text: str,
        user: int | None = None,
        topic: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        return self.say(chat, f"@{BOT_NAME} {text}", user, topic, reply_to)

    def send_file(
        self, chat: int, name: str, content: bytes, caption: str = "", user: int | None = None
    ) -> Message:
        """A document."""
        with self.state.changed:
            home, speaker = self._there(chat, user)
            number = self.state.new_number()
            file = StoredFile(f"file-of-a-person-{number}", f"P{number}", name, content)
            self.state.files[file.id] = file
            return self.poster.post(home, speaker, Draft(cleaned(caption), files=[file]))

    def start(self, user: int = AILSA, payload: str = "") -> Message:
        """The button "Start" of the private chat, or a link with a payload."""
        return self.say(user, f"/start {payload}".strip(), user)

    def edit(self, message: Message, text: str) -> None:
        """A true edit by its author."""
        with self.state.changed:
            live = self._live(message)
            self.poster.change(self.state.world.chats[live.chat], live, cleaned(text).strip(), ())

    def delete(self, message: Message) -> None:
        """Taken back by its author or an administrator; the bot is not told."""
        with self.state.changed:
            self.poster.delete(self._live(message))

    def emit(self, kind: str, payload: Json) -> Update:
        """Any update at all, whether or not the bot asked for its kind."""
        told = self.queue.emit(kind, payload, always=True)
        assert told is not None
        return told

    # --- parts ---

    def _there(self, chat: int, user: int | None) -> tuple[Chat, int]:
        """The chat and who acts in it: its person in private, else Ailsa when nobody is named."""
        home = self.state.world.chat(chat)
        speaker = user if user is not None else (home.id if home.kind == "private" else AILSA)
        if home.people.get(speaker) not in INSIDE:
            raise AssertionError(f"{speaker} is not in the chat {chat}, so cannot act there")
        if home.migrated_to is not None:
            raise AssertionError(f"the group {chat} became the supergroup {home.migrated_to}")
        if home.blocked:
            raise AssertionError(f"{speaker} blocked the bot: unblock({speaker}) comes first")
        home.started = home.started or home.kind == "private"
        return home, speaker

    def _open(self, chat: Chat, topic: int | None) -> None:
        if topic is not None and (topic not in chat.topics or chat.topics[topic].deleted):
            raise AssertionError(f"the chat {chat.id} has no topic {topic}: {list(chat.topics)}")

    def _live(self, message: Message) -> Message:
        """The message as it is now, of which a test may hold an older copy."""
        return self.state.world.chats[message.chat].messages[message.id]


def _parts(text: str) -> list[str]:
    """What a client sends of a text that is too long for one message."""
    parts = [""]
    size = 0
    for character in text:
        size += units(character)
        if size > TEXT:
            parts.append("")
            size = units(character)
        parts[-1] += character
    return parts
