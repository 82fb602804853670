"""The Bot API: one function for each method, by its name."""

from tests.telegram_server.methods import (
    callbacks,
    chats,
    deleting,
    editing,
    files,
    media,
    messages,
    profile,
    updates,
)
from tests.telegram_server.methods.registry import METHODS, Refused, Request

__all__ = ["METHODS", "Refused", "Request", "callbacks", "chats", "deleting", "editing", "files"]
__all__ += ["media", "messages", "profile", "updates"]
