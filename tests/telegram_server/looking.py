"""What there is to see: messages, updates, presses, files, and what the bot says of itself."""

from __future__ import annotations

from tests.telegram_server.menus import menu_of
from tests.telegram_server.messages import Message, StoredFile
from tests.telegram_server.methods.profile import scope_key
from tests.telegram_server.records import InlineQuery, Json, Press, Update
from tests.telegram_server.state import State
from tests.telegram_server.updates import Updates
from tests.telegram_server.webhook import WebhookPost
from tests.telegram_server.world import AILSA


class Looking:
    """Copies of what is now, taken under the lock; messages in them are alive."""

    state: State
    queue: Updates
    webhook_post: WebhookPost

    def messages(self, chat: int, topic: int | None = None) -> list[Message]:
        """What stands in a chat or a topic, oldest first, of people and of the bot."""
        with self.state.changed:
            return self.state.world.chat(chat).visible(topic)

    @property
    def updates(self) -> list[Update]:
        """All that the bot was told, or is to be told."""
        with self.state.changed:
            return list(self.queue.all)

    @property
    def pending(self) -> list[Update]:
        """What no offset and no webhook confirmed yet."""
        with self.state.changed:
            return [place.update for place in self.queue.queue]

    @property
    def presses(self) -> list[Press]:
        with self.state.changed:
            return list(self.state.presses.values())

    @property
    def inline_queries(self) -> list[InlineQuery]:
        with self.state.changed:
            return list(self.state.inline_queries.values())

    @property
    def files(self) -> list[StoredFile]:
        with self.state.changed:
            return list(self.state.files.values())

    @property
    def webhook(self) -> Json:
        """What getWebhookInfo says, and the secret."""
        return self.webhook_post.info | {"secret_token": self.webhook_post.hook.secret}

    def commands(self, scope: Json | None = None, language: str = "") -> list[Json]:
        """What setMyCommands set for a scope: {"type": "all_private_chats"}; None: the default."""
        with self.state.changed:
            return list(self.state.profile.commands.get((scope_key(scope), language), []))

    def menu(self, chat: int, user: int = AILSA) -> list[str]:
        """The names of the commands that this person is offered in this chat."""
        with self.state.changed:
            home = self.state.world.chat(chat)
            return menu_of(self.state.profile, home, self.state.world.users[user])

    def profile(self, field: str, language: str = "") -> str:
        """What was set as "description", "short_description" or "name"."""
        return self.state.profile.texts.get((field, language), "")

    def menu_button(self, chat: int | None = None) -> Json | None:
        """What setChatMenuButton set, for one private chat or for all."""
        return self.state.profile.menu_buttons.get(chat)

    def typing(self, chat: int) -> int:
        """How often the bot was seen typing in a chat."""
        held = [c for c in self.state.calls if c.ok and c.method == "sendChatAction"]
        return len([c for c in held if str(c.arguments.get("chat_id")) == str(chat)])
