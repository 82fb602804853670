"""People, chats and topics, as they are at the start: the invented Glenmore."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from tests.telegram_server.messages import Message

BOT_ID = 7_000_000_001
BOT_NAME = "glenmore_compact_bot"
TOKEN = f"{BOT_ID}:AAGlenmore-compact-bot-token-for-tests0"

AILSA, BRYN, STRANGER, OTHER_BOT = 100_000_001, 100_000_002, 100_000_003, 7_000_000_002
HIDDEN = 1_087_968_824  # the bot in whose name administrators speak who hide behind the chat
GROUP = -400_000_001
SUPERGROUP, FORUM, ELSEWHERE = -1_001_000_000_001, -1_001_000_000_002, -1_001_000_000_003
PLANS, MINUTES = 2, 3  # the ids of topics are those of the messages that opened them

Kind = Literal["private", "group", "supergroup"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]
INSIDE = frozenset({"creator", "administrator", "member"})


@dataclass
class User:
    """A person, or another bot."""

    id: int
    name: str
    username: str = ""
    is_bot: bool = False
    language: str = "en"
    last_name: str = ""


@dataclass
class Topic:
    """A topic of a forum; its id is that of the message that opened it."""

    id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass
class Chat:
    """A chat; ``people`` holds the standing of everybody, also of the bot.

    A private chat is open when ``started``; ``blocked`` says that its person shut out the bot.
    ``last_bot`` is the bot that spoke last. ``migrated_to`` is the supergroup that it became.
    """

    id: int
    kind: Kind
    title: str = ""
    forum: bool = False
    people: dict[int, Status] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    started: bool = False
    blocked: bool = False
    last_bot: int | None = None
    migrated_to: int | None = None
    last_id: int = 0

    @property
    def bot(self) -> Status:
        return self.people.get(BOT_ID, "left")

    def new_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def members(self) -> list[int]:
        return [user for user, status in self.people.items() if status in INSIDE]

    def visible(self, topic: int | None = None) -> list[Message]:
        """What stands there, oldest first; of one topic only, where it is named."""
        return [
            message
            for message in self.messages.values()
            if not message.deleted and (topic is None or message.topic == topic)
        ]


class World:
    """Everybody and every chat, by id."""

    def __init__(self) -> None:
        self.users = {
            user.id: user
            for user in (
                User(BOT_ID, "Glenmore compact", BOT_NAME, is_bot=True),
                User(AILSA, "Ailsa", "ailsa_reid", last_name="Reid"),
                User(BRYN, "Bryn"),
                User(STRANGER, "Stranger", "a_stranger"),
                User(OTHER_BOT, "Other bot", "some_other_bot", is_bot=True),
                User(HIDDEN, "Group", "GroupAnonymousBot", is_bot=True),
            )
        }
        self.chats: dict[int, Chat] = {}
        for chat in _chats():
            self.chats[chat.id] = chat

    def chat(self, id: int) -> Chat:
        """The chat; that with a person comes into being when it is asked for."""
        if id not in self.chats and id in self.users:
            self.chats[id] = Chat(id, "private", people={id: "member", BOT_ID: "member"})
        return self.chats[id]

    def messages(self) -> Iterator[Message]:
        for chat in self.chats.values():
            yield from chat.messages.values()

    def knows(self, user: int) -> bool:
        """The bot saw this person in a chat in which it is, or was spoken to."""
        return any(
            user in chat.people
            and (chat.bot in INSIDE)
            and (chat.kind != "private" or chat.started)
            for chat in self.chats.values()
        )


def _chats() -> list[Chat]:
    return [
        Chat(GROUP, "group", "Glenmore plans", people=_people("member"), last_id=1),
        Chat(SUPERGROUP, "supergroup", "Glenmore compact", people=_people("member"), last_id=1),
        Chat(
            FORUM,
            "supergroup",
            "Glenmore forum",
            forum=True,
            people=_people("member"),
            topics={PLANS: Topic(PLANS, "Plans"), MINUTES: Topic(MINUTES, "Minutes")},
            last_id=3,
        ),
        Chat(ELSEWHERE, "supergroup", "Glenmore elsewhere", people=_people(None)),
    ]


def _people(bot: Status | None) -> dict[int, Status]:
    people: dict[int, Status] = {AILSA: "creator", BRYN: "member", OTHER_BOT: "member"}
    return people | ({BOT_ID: bot} if bot else {})
