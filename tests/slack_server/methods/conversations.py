"""conversations.*: channels, their members and what was said in them."""

from __future__ import annotations

from tests.slack_server.events import SCOPE_OF
from tests.slack_server.messages import Message
from tests.slack_server.methods.registry import Refused, Request, method, pages
from tests.slack_server.payloads import channel_json, message_json
from tests.slack_server.records import Json
from tests.slack_server.workspace import BOT_USER, Channel

_LISTED = ("channels:read", "groups:read", "im:read", "mpim:read")


def _readable(request: Request, what: str, *, member: bool = False) -> Channel:
    """The channel, when the token has "channels:history" or its like for its kind."""
    channel = request.channel(member=member)
    request.need([f"{SCOPE_OF[channel.kind]}:{what}"])
    return channel


@method("conversations.info")
def info(request: Request) -> Json:
    return {"ok": True, "channel": channel_json(_readable(request, "read"))}


@method("conversations.list", *_LISTED)
def list_all(request: Request) -> Json:
    return pages(_listed(request, list(request.workspace.channels.values())), request, "channels")


@method("users.conversations", *_LISTED)
def of_bot(request: Request) -> Json:
    """Where the bot, or the user who is named, is a member."""
    user = str(request.arguments.get("user") or BOT_USER)
    found = [c for c in request.workspace.channels.values() if user in c.members]
    return pages(_listed(request, found), request, "channels")


def _listed(request: Request, channels: list[Channel]) -> list[Json]:
    words = {"channel": "public_channel", "group": "private_channel"}
    wanted = str(request.arguments.get("types") or "public_channel").split(",")
    seen = [c for c in channels if c.kind == "channel" or BOT_USER in c.members]
    return [channel_json(c) for c in seen if words.get(c.kind, c.kind) in wanted]


@method("conversations.members")
def members(request: Request) -> Json:
    channel = _readable(request, "read")
    page = pages([{"id": member} for member in channel.members], request, "members")
    return page | {"members": [member["id"] for member in page["members"]]}


@method("conversations.open", "im:write", "mpim:write")
def open_direct(request: Request) -> Json:
    if request.arguments.get("channel"):
        channel = request.channel()
    else:
        named = request.arguments.get("users") or ""
        users = named if isinstance(named, list) else [one for one in str(named).split(",") if one]
        if not users:
            raise Refused("users_list_not_supplied")
        if any(user not in request.workspace.users for user in users):
            raise Refused("user_not_found")
        channel = request.workspace.direct(users)
    told = channel_json(channel) if request.arguments.get("return_im") else {"id": channel.id}
    return {"ok": True, "channel": told}


@method("conversations.join", "channels:join")
def join(request: Request) -> Json:
    channel = request.channel()
    if BOT_USER not in channel.members:
        channel.members.append(BOT_USER)
    return {"ok": True, "channel": channel_json(channel)}


@method("conversations.history")
def history(request: Request) -> Json:
    """Newest first, without the replies inside threads."""
    channel = _readable(request, "history", member=True)
    top = [m for m in channel.visible() if m.thread_ts in (None, m.ts)]
    return _told(request, channel, list(reversed(top)))


@method("conversations.replies")
def replies(request: Request) -> Json:
    """The thread of a parent or of a reply in it, oldest first."""
    channel = _readable(request, "history", member=True)
    message = request.workspace.message(channel.id, request.text("ts"))
    if message is None:
        raise Refused("thread_not_found")
    return _told(request, channel, channel.visible(message.thread_ts or message.ts))


def _told(request: Request, channel: Channel, messages: list[Message]) -> Json:
    oldest = float(request.arguments.get("oldest") or 0)
    latest = float(request.arguments.get("latest") or "inf")
    if request.arguments.get("inclusive") in (True, 1, "1", "true"):
        within = [m for m in messages if oldest <= float(m.ts) <= latest]
    else:
        within = [m for m in messages if oldest < float(m.ts) < latest]
    return pages([message_json(m, channel) for m in within], request, "messages")
