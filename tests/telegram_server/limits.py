"""Telegram's limits on texts, keyboards and commands -> the sentence of its refusal, or nothing."""

from __future__ import annotations

import re
from typing import Any

TEXT, CAPTION = 4096, 1024  # UTF-16 units after parsing
DATA = 64  # bytes
ROW, BUTTONS = 8, 100
POPUP = 200  # characters
COMMANDS, COMMAND_NAME, COMMAND_WORDS = 100, 32, 256
DESCRIPTION, SHORT_DESCRIPTION, NAME = 512, 120, 64
DOCUMENT, PHOTO, DOWNLOAD = 50_000_000, 10_000_000, 20_000_000  # bytes
ALBUM = 10
RESULTS, RESULT_ID = 50, 64
_COMMAND = re.compile(r"[a-z0-9_]+")
_KINDS = ("url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat")
_OTHER_KINDS = ("switch_inline_query_chosen_chat", "copy_text", "login_url", "web_app", "pay")
_KEYBOARD = "object expected as reply markup"
_BUTTON = "can't parse inline keyboard button: "


def keyboard_refusal(markup: Any) -> str | None:
    """Of a reply_markup; one without inline_keyboard is for people's own keyboards, and passes."""
    if not isinstance(markup, dict):
        return _KEYBOARD
    rows = markup.get("inline_keyboard")
    if rows is None:
        own = {"keyboard", "remove_keyboard", "force_reply"} & set(markup)
        return None if own else _KEYBOARD
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        named = 'Field "inline_keyboard" of the InlineKeyboardMarkup'
        return f"{named} should be an Array of Arrays"
    if sum(map(len, rows)) > BUTTONS or any(len(row) > ROW for row in rows):
        return "reply markup is too long"
    refusals = (button_refusal(button) for row in rows for button in row)
    return next((refusal for refusal in refusals if refusal), None)


def button_refusal(button: Any) -> str | None:
    if not isinstance(button, dict):
        return f"{_BUTTON}InlineKeyboardButton must be an Object"
    text = button.get("text")
    if not isinstance(text, str):
        return f'{_BUTTON}Can\'t find field "text"'
    if not text.strip():
        return f"{_BUTTON}Text of the button must be non-empty"
    kinds = [kind for kind in (*_KINDS, *_OTHER_KINDS) if kind in button]
    if not kinds:
        return f"{_BUTTON}Text buttons are unallowed in the inline keyboard"
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= DATA:
        return "BUTTON_DATA_INVALID"
    url = button.get("url")
    if url is not None and not re.match(r"(https?|tg|ton)://\S+|\S+\.\S+", str(url)):
        return f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
    return None


def command_refusal(command: Any) -> str | None:
    """Of one command of a list."""
    if not isinstance(command, dict):
        return "expected an Object as BotCommand"
    name = str(command.get("command", "")).strip().removeprefix("/")
    words = str(command.get("description", "")).strip()
    if not name:
        return "command must be non-empty"
    if len(name) > COMMAND_NAME:
        return f"command length must not exceed {COMMAND_NAME}"
    if not words:
        return "command description must be non-empty"
    if len(words) > COMMAND_WORDS:
        return f"command description length must not exceed {COMMAND_WORDS}"
    return None if _COMMAND.fullmatch(name) else "BOT_COMMAND_INVALID"
