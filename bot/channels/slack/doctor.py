"""The settings -> what is wrong with the app in Slack, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.web import WebClient
from slack_sdk.web.slack_response import SlackResponse

from bot.channels.finding import Finding
from bot.channels.slack.settings import Settings

SCOPES = (
    *("app_mentions:read", "channels:history", "channels:read", "chat:write", "commands"),
    *("files:write", "groups:history", "groups:read", "im:history", "im:write"),
    *("mpim:history", "reactions:write", "usergroups:read", "users:read"),
)
EVENTS = (
    *("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im"),
    *("message.mpim", "user_change"),
)
_TIMEOUT = 10  # seconds of a call
_REINSTALL = "under OAuth & Permissions, add them, and press Reinstall to Workspace"
_COPY = "copy it anew from OAuth & Permissions into SLACK_BOT_TOKEN"


def look(settings: Settings) -> Iterator[Finding]:
    """Look at tokens, scopes, how events come, channels and user groups; what follows from a
    fault is left out."""
    client = WebClient(
        settings.tokens.bot,
        base_url=settings.base_url,
        timeout=_TIMEOUT,
        retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=2)],
    )
    try:
        told = client.auth_test()
    except SlackApiError as error:
        yield Finding("slack bot token", False, f"Slack says {_word(error)}", _COPY)
        return
    except OSError as error:
        fix = "see that this machine reaches slack.api_url of config.yaml"
        yield Finding("slack", False, f"it cannot be reached ({type(error).__name__})", fix)
        return
    who = f"{told.get('user')} in {told.get('team')} ({told.get('team_id')})"
    yield Finding("slack bot token", True, who)
    yield _scopes(told)
    yield _listening(client, settings)
    for channel in dict.fromkeys((*settings.channels, *settings.offer_in)):
        if channel.startswith(("C", "G")):
            yield _channel(client, channel)
    for group in dict.fromkeys((*settings.officer_groups, *settings.contributor_groups)):
        yield _group(client, group)
    yield _officers(settings)


def _scopes(told: SlackResponse) -> Finding:
    headers = {name.lower(): value for name, value in told.headers.items()}
    given = headers.get("x-oauth-scopes")
    if given is None:
        return Finding("slack scopes", True, "this server does not tell them")
    text = ",".join(given) if isinstance(given, list) else str(given)
    missing = sorted(set(SCOPES) - {one.strip() for one in text.split(",")})
    if missing:
        return Finding("slack scopes", False, f"missing: {', '.join(missing)}", _REINSTALL)
    return Finding("slack scopes", True, f"all {len(SCOPES)} of manifest.yaml")


def _listening(client: WebClient, settings: Settings) -> Finding:
    """Events come by Socket Mode or HTTP; which ones are on, no token of ours may read."""
    wanted = f"Event Subscriptions must list {', '.join(EVENTS)}; Slack lets no bot read them"
    if settings.mode == "http":
        detail = f"signed HTTP on port {settings.port}, path /slack/events. {wanted}"
        return Finding("slack events", True, detail)
    try:
        client.apps_connections_open(app_token=settings.tokens.app)
    except SlackApiError as error:
        fix = "make an app-level token with connections:write, and put it into SLACK_APP_TOKEN"
        return Finding("slack events", False, f"Socket Mode says {_word(error)}", fix)
    except OSError as error:
        return Finding("slack events", False, f"no answer ({type(error).__name__})", "try again")
    return Finding("slack events", True, f"Socket Mode opens. {wanted}")


def _channel(client: WebClient, channel: str) -> Finding:
    name = f"slack channel {channel}"
    try:
        told: dict[str, Any] = client.conversations_info(channel=channel).get("channel") or {}
    except SlackApiError as error:
        fix = "see that the id is right; to a private channel, invite the bot first"
        return Finding(name, False, f"Slack says {_word(error)}", fix)
    if told.get("is_archived"):
        return Finding(name, False, f"#{told.get('name')} is archived", "take it out of slack")
    if not told.get("is_member"):
        fix = "in that channel, type: /invite @Compact"
        return Finding(name, False, f"the bot is not in #{told.get('name')}", fix)
    return Finding(name, True, f"the bot is in #{told.get('name')}")


def _group(client: WebClient, group: str) -> Finding:
    name = f"slack user group {group}"
    try:
        users = client.usergroups_users_list(usergroup=group).get("users") or ()
    except SlackApiError as error:
        return Finding(name, False, f"Slack says {_word(error)}", "see that the id is right")
    return Finding(name, True, f"{len(users)} members")


def _officers(settings: Settings) -> Finding:
    if settings.officers or settings.officer_groups:
        return Finding("slack officers", True, "named in the configuration")
    detail = "nobody may change plans or the updates of others"
    return Finding("slack officers", False, detail, "name one at slack.officers of config.yaml")


def _word(error: SlackApiError) -> str:
    data = error.response.data if isinstance(error.response, SlackResponse) else {}
    return str(data.get("error") or "nothing it should") if isinstance(data, dict) else "nonsense"
