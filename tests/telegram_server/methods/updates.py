"""getUpdates, setWebhook and the two ways to log out: how the bot wants to be told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from tests.telegram_server.methods.registry import Refused, Request, method
from tests.telegram_server.updates import KINDS_ON_REQUEST
from tests.telegram_server.webhook import Webhook

_HOOKED = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete"
    " the webhook first"
)
_KNOWN = frozenset(
    "message edited_message channel_post edited_channel_post inline_query chosen_inline_result"
    " callback_query my_chat_member poll poll_answer chat_join_request".split()
)
_LONGEST = 50  # seconds of a poll
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@method("getUpdates")
async def get_updates(request: Request) -> Any:
    """Confirms, waits until there is something, and hands it out.

    The lock is not held meanwhile: this is the only method that takes its time.
    """
    if request.webhook.hook.url:
        raise Refused(_HOOKED, 409)
    request.queue.confirm(request.number("offset"))
    _allow(request)
    timeout = min(max(request.number("timeout"), 0), _LONGEST)
    if ended := await request.queue.wait(timeout):
        raise Refused(ended, 409)
    limit = request.number("limit", 100)
    return [u.json for u in request.queue.batch(limit if 1 <= limit <= 100 else 100)]


@method("setWebhook")
def set_webhook(request: Request) -> Any:
    url, secret = request.text("url"), request.text("secret_token")
    if url and not re.match(r"https?://[^/\s]+", url):
        raise Refused("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not _SECRET.fullmatch(secret):
        raise Refused("secret token contains unallowed characters")
    _allow(request)
    if request.yes("drop_pending_updates"):
        request.queue.drop()
    if url:
        request.queue.end_poll("Conflict: terminated by setWebhook request")
    connections = request.number("max_connections", 40)
    request.webhook.set(Webhook(url, secret, connections))
    return True


@method("deleteWebhook")
def delete_webhook(request: Request) -> Any:
    if request.yes("drop_pending_updates"):
        request.queue.drop()
    request.webhook.set(Webhook())
    return True


@method("getWebhookInfo")
def get_webhook_info(request: Request) -> Any:
    return request.webhook.info


@method("logOut")
def log_out(request: Request) -> Any:
    """Every later request is refused."""
    request.state.logged_out = True
    return True


@method("close")
def close(request: Request) -> Any:
    return True


def _allow(request: Request) -> None:
    """An absent list leaves things as they were; an empty one means the usual kinds."""
    said: Iterable[Any] | None = request.arguments.get("allowed_updates")
    if said is not None:
        request.queue.allowed = frozenset(map(str, said)) & (_KNOWN | KINDS_ON_REQUEST)
