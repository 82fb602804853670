"""The workspace's messages, people and views -> the JSON in which Slack writes them."""

from __future__ import annotations

from typing import Any

from tests.slack_server.messages import Message
from tests.slack_server.records import Json
from tests.slack_server.workspace import APP_ID, BOT_ID, BOT_USER, TEAM, Channel, User, View

TEAM_JSON = {"id": TEAM, "domain": "glenmore", "name": "Glenmore"}


def user_json(user: User) -> Json:
    """As users.info has it."""
    return {
        "id": user.id,
        "team_id": user.team,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "tz": user.tz,
        "tz_offset": 0,
        "profile": {"real_name": user.real_name, "display_name": user.name, "team": user.team},
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_restricted": bool(user.guest),
        "is_ultra_restricted": user.guest == "single",
        "is_bot": user.is_bot,
        "is_app_user": False,
        "is_stranger": user.team != TEAM,
        "updated": 1_790_000_000,
    }


def channel_json(channel: Channel) -> Json:
    """As conversations.info has it, seen by the bot."""
    told: Json = {
        "id": channel.id,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_archived": channel.archived,
        "is_ext_shared": bool(channel.shared_with),
        "is_shared": bool(channel.shared_with),
        "is_org_shared": False,
        "context_team_id": TEAM,
        "created": 1_780_000_000,
    }
    if channel.kind == "im":
        return told | {"user": next((m for m in channel.members if m != BOT_USER), BOT_USER)}
    return told | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_private": channel.kind != "channel",
        "is_member": BOT_USER in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": ""},
        "purpose": {"value": ""},
        "shared_team_ids": [TEAM, *channel.shared_with],
    }


def message_json(message: Message, channel: Channel | None = None) -> Json:
    """As events, conversations.replies and interactions have it."""
    told: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": message.team,
    }
    optional: Json = {
        "subtype": message.subtype,
        "thread_ts": message.thread_ts,
        "client_msg_id": message.client_msg_id,
        "bot_id": message.bot_id,
        "app_id": APP_ID if message.bot_id == BOT_ID else None,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "files": message.files,
        "edited": message.edited,
        "metadata": message.arguments.get("metadata"),
        "reactions": [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions.items()
        ],
    }
    told |= {key: value for key, value in optional.items() if value}
    replies = channel.replies(message.ts) if channel else []
    if replies:
        told |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": sorted({reply.user for reply in replies}),
            "latest_reply": replies[-1].ts,
        }
    elif message.thread_ts and channel and (parent := channel.messages.get(message.thread_ts)):
        told["parent_user_id"] = parent.user
    return told


def view_json(view: View) -> Json:
    """As views.open answers and as interactions carry it."""
    kept = (
        "type title submit close blocks private_metadata callback_id clear_on_close notify_on_close"
    )
    empty: Json = {"private_metadata": "", "callback_id": "", "submit": None, "close": None}
    content = empty | {"clear_on_close": False, "notify_on_close": False, "title": None}
    content |= {key: view.content[key] for key in kept.split() if key in view.content}
    return content | {
        "id": view.id,
        "team_id": TEAM,
        "app_id": APP_ID,
        "bot_id": BOT_ID,
        "app_installed_team_id": TEAM,
        "hash": view.hash,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "external_id": view.external_id,
        "state": {"values": {}},
    }


def event_json(event: Json, event_id: str, time: float, *, shared: bool = False) -> Json:
    """The outer body of an event."""
    return {
        "token": "a-verification-token",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(time),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{event_id}",
    }


def actor_json(user: User) -> Json:
    """Who acted, as interactions have it."""
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team}


def interaction_json(kind: str, user: User, trigger_id: str) -> Json:
    """What all interactions have in common."""
    body: dict[str, Any] = {
        "type": kind,
        "user": actor_json(user),
        "api_app_id": APP_ID,
        "token": "a-verification-token",
        "trigger_id": trigger_id,
        "team": {"id": TEAM, "domain": "glenmore"},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if user.team != TEAM:
        body["team"] = {"id": user.team, "domain": "faraway"}
    return body
