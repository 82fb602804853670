"""users.*, usergroups.*, bots.* and team.*: who is who."""

from __future__ import annotations

from tests.slack_server.methods.registry import Refused, Request, method, pages
from tests.slack_server.payloads import TEAM_JSON, user_json
from tests.slack_server.records import Json
from tests.slack_server.workspace import APP_ID


@method("users.info", "users:read")
def user_info(request: Request) -> Json:
    return {"ok": True, "user": user_json(request.user())}


@method("users.list", "users:read")
def user_list(request: Request) -> Json:
    return pages([user_json(u) for u in request.workspace.users.values()], request, "members")


@method("usergroups.list", "usergroups:read")
def group_list(request: Request) -> Json:
    groups = [
        {"id": id_, "handle": handle, "name": handle, "users": list(users)}
        for id_, (handle, users) in request.workspace.groups.items()
    ]
    return {"ok": True, "usergroups": groups}


@method("usergroups.users.list", "usergroups:read")
def group_users(request: Request) -> Json:
    group = request.workspace.groups.get(request.text("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"ok": True, "users": list(group[1])}


@method("bots.info", "users:read")
def bot_info(request: Request) -> Json:
    wanted = request.text("bot", error="bot_not_found")
    found = [u for u in request.workspace.users.values() if u.bot_id == wanted]
    if not found:
        raise Refused("bot_not_found")
    bot = found[0]
    told = {"id": bot.bot_id, "name": bot.name, "user_id": bot.id, "app_id": APP_ID}
    return {"ok": True, "bot": told | {"deleted": bot.deleted}}


@method("team.info", "team:read")
def team_info(request: Request) -> Json:
    return {"ok": True, "team": dict(TEAM_JSON)}
