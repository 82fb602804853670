"""chat.* and reactions.*: the arguments -> messages in the workspace."""

from __future__ import annotations

from tests.slack_server.limits import messages as limits
from tests.slack_server.messages import Message
from tests.slack_server.methods.registry import Refused, Request, method
from tests.slack_server.payloads import message_json
from tests.slack_server.records import Json
from tests.slack_server.workspace import BOT_USER, Channel


def refuse(refusal: limits.Refusal | None) -> None:
    """Raises what Slack would answer to a payload that breaks a limit."""
    if refusal is None:
        return
    if not refusal.reasons:
        raise Refused(refusal.error)
    told = [f"[ERROR] {reason}" for reason in refusal.reasons]
    raise Refused(refusal.error, errors=list(refusal.reasons), response_metadata={"messages": told})


def checked(request: Request) -> None:
    refuse(limits.refusal(request.arguments))
    for reason in limits.advice(request.arguments):
        request.advise(reason)


def _thread(request: Request, channel: Channel) -> None:
    """A thread that does not exist is no error to Slack, and a lost reply to people."""
    ts = request.arguments.get("thread_ts")
    parent = channel.messages.get(str(ts)) if ts else None
    if ts and (parent is None or (parent.thread_ts or parent.ts) != parent.ts):
        request.advise(f"thread_ts {ts} is no message that begins a thread in {channel.id}")


@method("chat.postMessage", "chat:write")
def post_message(request: Request) -> Json:
    channel = request.channel(member=True)
    checked(request)
    _thread(request, channel)
    message = request.poster.post(channel, request.arguments)
    told = message_json(message, channel)
    return {"ok": True, "channel": channel.id, "ts": message.ts, "message": told}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(request: Request) -> Json:
    channel, user = request.channel(member=True), request.user()
    if user.id not in channel.members:
        raise Refused("user_not_in_channel")
    checked(request)
    message = request.poster.post(channel, request.arguments, to=user.id)
    return {"ok": True, "message_ts": message.ts}


@method("chat.update", "chat:write")
def update(request: Request) -> Json:
    channel = request.channel()
    message = _own(request, channel, "cant_update_message")
    checked(request)
    request.poster.change(message, request.arguments)
    told = message_json(message, channel)
    return {
        "ok": True,
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": told,
    }


@method("chat.delete", "chat:write")
def delete(request: Request) -> Json:
    channel = request.channel()
    message = _own(request, channel, "cant_delete_message")
    request.poster.delete(message)
    return {"ok": True, "channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def permalink(request: Request) -> Json:
    channel, ts = request.channel(), request.text("message_ts")
    if request.workspace.message(channel.id, ts) is None:
        raise Refused("message_not_found")
    link = f"https://glenmore.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"ok": True, "channel": channel.id, "permalink": link}


def _own(request: Request, channel: Channel, error: str) -> Message:
    """The bot's own message; an ephemeral one cannot be reached by its ts."""
    message = request.workspace.message(channel.id, request.text("ts", error="message_not_found"))
    if message is None:
        raise Refused("message_not_found")
    if message.user != BOT_USER:
        raise Refused(error)
    return message


def _reacted(request: Request) -> tuple[Message, str]:
    channel, name = request.channel(), request.text("name", error="invalid_name").strip(":")
    message = request.workspace.message(
        channel.id, request.text("timestamp", error="bad_timestamp")
    )
    if message is None:
        raise Refused("message_not_found")
    return message, name


@method("reactions.add", "reactions:write")
def react(request: Request) -> Json:
    message, name = _reacted(request)
    users = message.reactions.setdefault(name, [])
    if BOT_USER in users:
        raise Refused("already_reacted")
    users.append(BOT_USER)
    return {"ok": True}


@method("reactions.remove", "reactions:write")
def unreact(request: Request) -> Json:
    message, name = _reacted(request)
    users = message.reactions.get(name, [])
    if BOT_USER not in users:
        raise Refused("no_reaction")
    users.remove(BOT_USER)
    if not users:
        del message.reactions[name]
    return {"ok": True}
