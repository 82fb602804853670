"""setMyCommands and their like: what the bot says of itself, by scope and language."""

from __future__ import annotations

from typing import Any

from tests.telegram_server import limits
from tests.telegram_server.methods.registry import Refused, Request, method
from tests.telegram_server.records import Json

_SCOPES = (
    "default all_private_chats all_group_chats all_chat_administrators chat chat_administrators"
    " chat_member"
).split()
_TEXTS = {
    "description": ("Description", limits.DESCRIPTION),
    "short_description": ("ShortDescription", limits.SHORT_DESCRIPTION),
    "name": ("Name", limits.NAME),
}


def scope_key(scope: Json | None) -> str:
    """A scope in one word: "chat:-100..:5"."""
    said = scope or {"type": "default"}
    parts = [said["type"], said.get("chat_id"), said.get("user_id")]
    return ":".join(str(part) for part in parts if part is not None)


@method("setMyCommands")
def set_my_commands(request: Request) -> Any:
    listed = request.arguments.get("commands")
    if not isinstance(listed, list):
        raise Refused("can't parse commands list: expected an Array")
    key = _key(request)
    if len(listed) > limits.COMMANDS:
        raise Refused("BOT_COMMANDS_TOO_MUCH")
    for command in listed:
        if refusal := limits.command_refusal(command):
            raise Refused(refusal)
    request.state.profile.commands[key] = [
        {"command": c["command"].strip().removeprefix("/"), "description": c["description"].strip()}
        for c in listed
    ]
    return True


@method("getMyCommands")
def get_my_commands(request: Request) -> Any:
    return request.state.profile.commands.get(_key(request), [])


@method("deleteMyCommands")
def delete_my_commands(request: Request) -> Any:
    request.state.profile.commands.pop(_key(request), None)
    return True


@method("setMyDescription", "setMyShortDescription", "setMyName")
def set_text(request: Request) -> Any:
    field = _field(request)
    text = request.text(field)
    if len(text) > _TEXTS[field][1]:
        raise Refused(f"bot {field.replace('_', ' ')} is too long")
    request.state.profile.texts[field, request.text("language_code")] = text
    return True


@method("getMyDescription", "getMyShortDescription", "getMyName")
def get_text(request: Request) -> Any:
    field = _field(request)
    texts = request.state.profile.texts
    return {field: texts.get((field, request.text("language_code")), "")}


@method("setChatMenuButton")
def set_menu_button(request: Request) -> Any:
    button = request.arguments.get("menu_button") or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise Refused("can't parse menu button: MenuButton has unsupported type")
    request.state.profile.menu_buttons[_whose(request)] = button
    return True


@method("getChatMenuButton")
def get_menu_button(request: Request) -> Any:
    held = request.state.profile.menu_buttons
    return held.get(_whose(request)) or held.get(None) or {"type": "default"}


def _whose(request: Request) -> int | None:
    """The private chat whose button it is; None: all."""
    if not request.arguments.get("chat_id"):
        return None
    chat = request.chat()
    if chat.kind != "private":
        raise Refused("chat_id must be of a private chat")
    return chat.id


def _field(request: Request) -> str:
    ends = {ending.lower(): field for field, (ending, _) in _TEXTS.items()}
    return ends[request.name.lower()[len("setMy") :]]


def _key(request: Request) -> tuple[str, str]:
    scope = request.arguments.get("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise Refused("can't parse BotCommandScope: Unsupported type specified")
    if scope["type"].startswith("chat"):
        chat = request.world.chats.get(int(scope.get("chat_id") or 0))
        if chat is None:
            raise Refused("chat not found")
    return scope_key(scope), request.text("language_code")
