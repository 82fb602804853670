"""The Web API: one function for each method, by its name."""

from tests.slack_server.methods import apps, chat, conversations, files, people, views
from tests.slack_server.methods.registry import METHODS, Refused, Request

__all__ = ["METHODS", "Refused", "Request", "apps", "chat", "conversations", "files"]
__all__ += ["people", "views"]
