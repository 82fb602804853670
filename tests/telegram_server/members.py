"""Who comes, goes, blocks and migrates -> service messages and changes of standing."""

from __future__ import annotations

from typing import cast

from tests.telegram_server.hands import Hands
from tests.telegram_server.messages import Message
from tests.telegram_server.payloads import chat_json, member_json, user_json
from tests.telegram_server.posting import Draft
from tests.telegram_server.world import AILSA, BOT_ID, Chat, Status


class Members(Hands):
    """The doings of people with chats; the bot's own standing comes as my_chat_member."""

    def block(self, user: int = AILSA) -> None:
        """The person blocks the bot."""
        with self.state.changed:
            chat = self.state.world.chat(user)
            self._standing(chat, user, BOT_ID, "member", "kicked")
            chat.blocked = True

    def unblock(self, user: int = AILSA) -> None:
        """The person lets it speak again."""
        with self.state.changed:
            chat = self.state.world.chat(user)
            chat.blocked = False
            self._standing(chat, user, BOT_ID, "kicked", "member")

    def joins(self, chat: int, user: int, by: int | None = None) -> None:
        """A person comes into a group."""
        with self.state.changed:
            home = self.state.world.chats[chat]
            before = home.people.get(user, "left")
            home.people[user] = "member"
            self._standing(home, by or user, user, before, "member")
            draft = Draft(service={"new_chat_members": [user]})
            self.poster.post(home, by or user, draft)

    def leaves(self, chat: int, user: int) -> None:
        """A person goes."""
        with self.state.changed:
            home = self.state.world.chats[chat]
            before = home.people.get(user, "left")
            draft = Draft(service={"left_chat_member": user})
            self.poster.post(home, user, draft)
            home.people[user] = "left"
            self._standing(home, user, user, before, "left")

    def add_bot(self, chat: int, user: int = AILSA) -> None:
        """The bot is taken into a group."""
        with self.state.changed:
            home = self.state.world.chats[chat]
            before = home.bot
            home.people[BOT_ID] = "member"
            self._standing(home, user, BOT_ID, before, "member")
            self.poster.post(home, user, Draft(service={"new_chat_members": [BOT_ID]}))

    def kick_bot(self, chat: int, user: int = AILSA) -> None:
        """The bot is put out of a group; it hears of that alone."""
        with self.state.changed:
            home = self.state.world.chats[chat]
            self._standing(home, user, BOT_ID, home.bot, "kicked")
            home.people[BOT_ID] = "kicked"

    def promote_bot(self, chat: int, user: int = AILSA) -> None:
        """The bot becomes an administrator, and hears everything."""
        self._move_bot(chat, user, "administrator")

    def demote_bot(self, chat: int, user: int = AILSA) -> None:
        """It is a member as any other again."""
        self._move_bot(chat, user, "member")

    def migrate(self, chat: int) -> int:
        """A group becomes a supergroup with another id, which is returned."""
        with self.state.changed:
            old = self.state.world.chats[chat]
            new = Chat(-1_002_000_000_000 + chat, "supergroup", old.title, people=dict(old.people))
            self.state.world.chats[new.id] = new
            creator = next(user for user, status in old.people.items() if status == "creator")
            self.poster.post(old, creator, Draft(service={"migrate_to_chat_id": new.id}))
            self.poster.post(new, creator, Draft(service={"migrate_from_chat_id": old.id}))
            old.migrated_to = new.id
            return new.id

    def close_topic(self, chat: int, topic: int) -> None:
        """Nobody but administrators may speak there any more."""
        with self.state.changed:
            self.state.world.chats[chat].topics[topic].closed = True

    def delete_topic(self, chat: int, topic: int) -> None:
        """The topic and all that was said in it goes; the bot is not told."""
        with self.state.changed:
            home = self.state.world.chats[chat]
            home.topics[topic].deleted = True
            gone: list[Message] = home.visible(topic)
            for message in gone:
                self.poster.delete(message)

    # --- parts ---

    def _move_bot(self, chat: int, user: int, status: str) -> None:
        with self.state.changed:
            home = self.state.world.chats[chat]
            before, after = home.bot, cast(Status, status)
            home.people[BOT_ID] = after
            self._standing(home, user, BOT_ID, before, after)

    def _standing(self, chat: Chat, by: int, whose: int, old: Status, new: Status) -> None:
        """Tells the bot of a change: of its own always, of others as administrator."""
        world = self.state.world
        if whose != BOT_ID and chat.bot != "administrator":
            return
        kind = "my_chat_member" if whose == BOT_ID else "chat_member"
        payload = {
            "chat": chat_json(world, chat),
            "from": user_json(world.users[by]),
            "date": self.state.now(),
            "old_chat_member": member_json(world, whose, old),
            "new_chat_member": member_json(world, whose, new),
        }
        self.queue.emit(kind, payload)
        self.state.changed.notify_all()
