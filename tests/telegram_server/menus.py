"""Commands by scope -> those that one person is offered in one chat."""

from __future__ import annotations

from collections.abc import Iterator

from tests.telegram_server.state import Profile
from tests.telegram_server.world import Chat, User


def menu_of(profile: Profile, chat: Chat, user: User) -> list[str]:
    """The names of the first list in Telegram's order, from the narrowest scope to the widest."""
    for scope in _scopes(chat, user):
        for language in (user.language, ""):
            if listed := profile.commands.get((scope, language)):
                return [command["command"] for command in listed]
    return []


def _scopes(chat: Chat, user: User) -> Iterator[str]:
    if chat.kind == "private":
        yield from (f"chat:{chat.id}", "all_private_chats", "default")
        return
    yield f"chat_member:{chat.id}:{user.id}"
    if chat.people.get(user.id) in {"creator", "administrator"}:
        yield from (f"chat_administrators:{chat.id}", f"chat:{chat.id}")
        yield "all_chat_administrators"
    else:
        yield f"chat:{chat.id}"
    yield from ("all_group_chats", "default")
