"""auth.*, apps.* and assistant.*: the app itself and its status lines."""

from __future__ import annotations

from tests.slack_server.methods.registry import Request, method
from tests.slack_server.payloads import TEAM_JSON
from tests.slack_server.records import Json
from tests.slack_server.workspace import BOT_ID, BOT_USER, TEAM


@method("api.test", token="any")
def api_test(request: Request) -> Json:
    return {"ok": True, "args": dict(request.arguments)}


@method("auth.test", token="any")
def auth_test(request: Request) -> Json:
    return {
        "ok": True,
        "url": "https://glenmore.slack.com/",
        "team": TEAM_JSON["name"],
        "user": request.workspace.users[BOT_USER].name,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", token="app")
def connections_open(request: Request) -> Json:
    return {"ok": True, "url": request.sockets.ticket()}


@method("assistant.threads.setStatus", "assistant:write", "chat:write")
def set_status(request: Request) -> Json:
    status = {
        "channel_id": request.text("channel_id"),
        "thread_ts": request.text("thread_ts"),
        "status": str(request.arguments.get("status") or ""),
    }
    request.workspace.statuses.append(status)
    return {"ok": True}
