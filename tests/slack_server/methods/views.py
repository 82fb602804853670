"""views.*: triggers and views -> modals and Homes; a trigger lives 3 s and is used once."""

from __future__ import annotations

import time

from tests.slack_server.ids import with_ids
from tests.slack_server.limits import views as limits
from tests.slack_server.methods.chat import refuse
from tests.slack_server.methods.registry import Refused, Request, method
from tests.slack_server.payloads import view_json
from tests.slack_server.records import Json
from tests.slack_server.state import State, Trigger
from tests.slack_server.workspace import View

TRIGGER_LIFE = 3.0  # seconds
MOST_IN_STACK = 3


def trigger(request: Request) -> Trigger:
    """The person's action behind a trigger_id, used up by this."""
    found = request.state.triggers.get(request.text("trigger_id"))
    if found is None:
        raise Refused("invalid_trigger_id")
    if found.used:
        raise Refused("exchanged_trigger_id")
    if request.state.settings.clock() - found.at > TRIGGER_LIFE:
        raise Refused("expired_trigger_id")
    found.used = True
    return found


def checked(request: Request, kind: str) -> Json:
    """The view, which must be whole and of this type."""
    view = request.arguments.get("view")
    refuse(limits.refusal(view))
    assert isinstance(view, dict)
    if view["type"] != kind:
        raise Refused("invalid_arguments")
    return view


def place(state: State, user: str, content: Json, below: View | None = None) -> View:
    """A new view on top of ``below``, or at the bottom."""
    view_id = state.new_id("V")
    view = View(
        id=view_id,
        user=user,
        content=_with_ids(state, content),
        hash=f"{state.stamps.new()}.h",
        root_id=below.root_id if below else view_id,
        previous_id=below.id if below else None,
        external_id=str(content.get("external_id") or ""),
        at=time.monotonic(),
    )
    state.workspace.views[view_id] = view
    return view


def replace(state: State, view: View, content: Json) -> None:
    """Other content in the same place."""
    view.content = _with_ids(state, content)
    view.external_id = str(content.get("external_id") or view.external_id)
    view.at = time.monotonic()
    view.hash = f"{state.stamps.new()}.h"
    view.errors = {}


def _with_ids(state: State, content: Json) -> Json:
    return {**content, "blocks": with_ids(content["blocks"], state.new_id)}


@method("views.open")
def open_view(request: Request) -> Json:
    content = checked(request, "modal")
    user = trigger(request).user
    for view in request.workspace.open_views(user):
        view.closed = True
    return {"ok": True, "view": view_json(place(request.state, user, content))}


@method("views.push")
def push(request: Request) -> Json:
    content = checked(request, "modal")
    cause = trigger(request)
    stack = request.workspace.open_views(cause.user)
    if cause.view is None or not stack:
        raise Refused("not_found")
    if len(stack) >= MOST_IN_STACK:
        raise Refused("push_limit_reached")
    return {"ok": True, "view": view_json(place(request.state, cause.user, content, stack[-1]))}


@method("views.update")
def update(request: Request) -> Json:
    content = checked(request, "modal")
    view = _named(request)
    if request.arguments.get("hash") not in (None, "", view.hash):
        raise Refused("hash_conflict")
    replace(request.state, view, content)
    return {"ok": True, "view": view_json(view)}


@method("views.publish")
def publish(request: Request) -> Json:
    content = checked(request, "home")
    user = request.user("user_id")
    home = request.workspace.homes.get(user.id)
    if home is not None:
        if request.arguments.get("hash") not in (None, "", home.hash):
            raise Refused("hash_conflict")
        replace(request.state, home, content)
    else:
        home = place(request.state, user.id, content)
        del request.workspace.views[home.id]
        request.workspace.homes[user.id] = home
    return {"ok": True, "view": view_json(home)}


def _named(request: Request) -> View:
    wanted = request.arguments.get("view_id")
    external = request.arguments.get("external_id")
    for view in request.workspace.views.values():
        if not view.closed and (view.id == wanted or (external and view.external_id == external)):
            return view
    raise Refused("not_found")
