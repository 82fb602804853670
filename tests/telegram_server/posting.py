"""Messages come into a chat: of people, of the bot, and of Telegram itself."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.telegram_server.entities import Entity, found_in, kept
from tests.telegram_server.messages import Message, StoredFile
from tests.telegram_server.payloads import message_json, user_json
from tests.telegram_server.privacy import hears, is_meant
from tests.telegram_server.records import Json
from tests.telegram_server.state import State
from tests.telegram_server.updates import Updates
from tests.telegram_server.world import BOT_ID, Chat

_PERSON = re.compile(r"tg://user\?id=(\d+)")


@dataclass
class Draft:
    """What somebody sends: ``topic`` as it was named, or nothing for General and plain chats."""

    text: str = ""
    entities: Sequence[Entity] = ()
    topic: int | None = None
    reply_to: int | None = None
    keyboard: list[list[Json]] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    album: str = ""
    service: Json = field(default_factory=dict)
    via_bot: bool = False
    as_chat: bool = False
    arguments: Json = field(default_factory=dict)


class Poster:
    """The one way into a chat; who calls holds ``state.changed``."""

    def __init__(self, state: State, updates: Updates) -> None:
        self._state = state
        self._updates = updates

    def post(self, chat: Chat, user: int, draft: Draft) -> Message:
        """A new message; the bot hears of it where it may, but never of its own."""
        message = Message(
            id=chat.new_id(),
            chat=chat.id,
            user=user,
            text=draft.text,
            date=self._state.now(),
            at=time.monotonic(),
            entities=self.marks(draft.text, draft.entities),
            keyboard=draft.keyboard,
            reply_to=draft.reply_to,
            files=draft.files,
            album=draft.album,
            service=draft.service,
            via_bot=draft.via_bot,
            as_chat=draft.as_chat,
            arguments=draft.arguments,
        )
        _place(chat, message, draft.topic)
        message.changed_at = message.at
        chat.messages[message.id] = message
        if self._state.world.users[user].is_bot and not (draft.service or draft.as_chat):
            chat.last_bot = user
        if user != BOT_ID or draft.service:
            self._tell("message", chat, message)
        self._state.changed.notify_all()
        return message

    def marks(self, text: str, entities: Sequence[Entity]) -> list[Entity]:
        """What a message keeps of its marks, with those that Telegram makes by itself."""
        meant = [self._mention(entity) for entity in entities]
        held = [entity for entity in meant if entity is not None]
        return kept([*held, *found_in(text, held)])

    def _mention(self, entity: Entity) -> Entity | None:
        """A link to a person is a mention of somebody whom the bot knows, or nothing."""
        link = _PERSON.fullmatch(dict(entity.more).get("url", ""))
        if entity.type != "text_link" or link is None:
            return entity
        id, world = int(link.group(1)), self._state.world
        if not world.knows(id):
            return None
        person = (("user", user_json(world.users[id])),)
        return Entity("text_mention", entity.offset, entity.length, person)

    def change(self, chat: Chat, message: Message, text: str, marks: Sequence[Entity]) -> None:
        """Another text or caption; an edit by a person is told to the bot."""
        message.earlier.append(message.text)
        message.text = text
        message.entities = self.marks(text, marks)
        self.changed(message)
        if message.user != BOT_ID:
            self._tell("edited_message", chat, message)

    def changed(self, message: Message) -> None:
        """Its text or its keyboard was edited."""
        message.edits += 1
        message.edit_date = self._state.now()
        message.changed_at = time.monotonic()
        self._state.changed.notify_all()

    def delete(self, message: Message) -> None:
        """It stands no more; the Bot API tells nobody."""
        message.deleted = True
        message.changed_at = time.monotonic()
        self._state.changed.notify_all()

    def _tell(self, kind: str, chat: Chat, message: Message) -> None:
        speaker = self._state.world.users[message.user]
        is_person = message.as_chat or not speaker.is_bot
        message.meant = is_person and is_meant(chat, message, self._state.settings)
        if not hears(chat, message, speaker, self._state.settings):
            return
        told = self._updates.emit(kind, message_json(self._state.world, message))
        if told is not None:
            message.updates.append(told)


def _place(chat: Chat, message: Message, topic: int | None) -> None:
    """Sets the thread that the bot is told of, as Telegram does.

    A topic's message that replies to nothing replies to the message that opened the topic. In
    other places of a supergroup a reply carries the id of the message at the root of its thread.
    """
    if topic is not None:
        message.topic, message.in_topic = topic, True
        message.reply_to = message.reply_to or topic
    elif chat.kind == "supergroup" and message.reply_to in chat.messages:
        answered = chat.messages[message.reply_to]
        in_topic = answered.in_topic
        message.topic = answered.id if in_topic or answered.topic is None else answered.topic
