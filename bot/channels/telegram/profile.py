"""The table of commands -> the menus of Telegram, and what the bot says of itself there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    MenuButtonCommands,
)

from bot.channels.telegram import wording
from bot.channels.telegram.commands import COMMANDS
from bot.channels.telegram.sending import Sender

_PATIENCE = 300.0  # seconds that we try for: menus are no reason to hurry
_SCOPES = (
    BotCommandScopeAllPrivateChats(),
    BotCommandScopeAllGroupChats(),
    BotCommandScopeAllChatAdministrators(),
)


async def introduce(sender: Sender) -> None:
    """Set commands, descriptions and the menu button; what cannot be set is no matter."""
    bot = sender.bot
    commands = [BotCommand(one.name, one.about) for one in COMMANDS]
    doing: list[tuple[Callable[..., Awaitable[Any]], dict[str, Any]]] = [
        *((bot.set_my_commands, {"commands": commands, "scope": scope}) for scope in _SCOPES),
        (bot.set_my_description, {"description": wording.DESCRIPTION}),
        (bot.set_my_short_description, {"short_description": wording.SHORT_DESCRIPTION}),
        (bot.set_chat_menu_button, {"menu_button": MenuButtonCommands()}),
    ]
    for method, how in doing:
        await sender.try_for(_PATIENCE, method, **how)
