"""What a bot puts into its ack -> a reply to a slash command, or the next state of a modal."""

from __future__ import annotations

from tests.slack_server.hooks import Hooks
from tests.slack_server.limits import views as limits
from tests.slack_server.methods.registry import Refused
from tests.slack_server.methods.views import place, replace
from tests.slack_server.records import Advice, Delivery, Json
from tests.slack_server.state import Hook, State
from tests.slack_server.workspace import View


class Answers:
    """Does what an ack asks for, once for a delivery."""

    def __init__(self, state: State, hooks: Hooks) -> None:
        self._state = state
        self._hooks = hooks

    def take(self, delivery: Delivery, payload: Json) -> None:
        """The first ack of a delivery; a fault in its payload is what the person would see."""
        kind = delivery.payload.get("type")
        try:
            if delivery.kind == "slash_commands" and payload:
                told = delivery.payload
                hook = Hook(told["channel_id"], told["user_id"], self._state.settings.clock())
                self._hooks.act(hook, payload)
            elif kind == "view_submission":
                self._submitted(
                    self._state.workspace.views[delivery.payload["view"]["id"]], payload
                )
        except Refused as refused:
            delivery.failed = str(refused)
            reason = f"the payload of an ack was refused: {refused.answer}"
            self._state.advice.append(Advice("ack", reason, payload))

    def _submitted(self, view: View, payload: Json) -> None:
        """Nothing closes this view, "clear" all; errors keep it open beside its inputs."""
        action = payload.get("response_action")
        if action == "errors":
            self._errors(view, payload.get("errors") or {})
        elif action in {"update", "push"}:
            content = payload.get("view")
            if refusal := limits.refusal(content):
                raise Refused(refusal.error, errors=list(refusal.reasons))
            assert isinstance(content, dict)
            if action == "update":
                replace(self._state, view, content)
            else:
                place(self._state, view.user, content, view)
        elif action == "clear":
            for other in self._state.workspace.open_views(view.user):
                other.closed = True
        elif action is None:
            view.closed = True
        else:
            raise Refused("invalid_response_action")

    def _errors(self, view: View, errors: dict[str, str]) -> None:
        inputs = {b.get("block_id") for b in view.blocks if b.get("type") == "input"}
        if not errors or not set(errors) <= inputs:
            raise Refused("invalid_errors", errors=[f"no input has the block_id of {errors}"])
        view.errors = dict(errors)
