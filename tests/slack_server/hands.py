"""What a person does with buttons, menus, forms and shortcuts -> interactions for the bot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.slack_server.forms import filled_in
from tests.slack_server.messages import Message, element_of
from tests.slack_server.payloads import interaction_json, message_json, view_json
from tests.slack_server.people import People
from tests.slack_server.records import Delivery, Json
from tests.slack_server.workspace import SOMEONE, User, View


class Hands(People):
    """Interactions; each is on its way when the function returns, and nobody waits for its ack."""

    def press(
        self, where: Message | View, name: str, user: str = SOMEONE, *, value: str | None = None
    ) -> Delivery:
        """A button, by its label or action_id; ``value``: another one than it has now.

        A message may be old: what it showed when the test looked is what is pressed.
        """
        block, element = element_of(where.blocks, name)
        told = {"text": element.get("text"), "value": value or element.get("value")}
        return self._act(where, user, block, element, told)

    def choose(self, where: Message | View, name: str, value: Any, user: str = SOMEONE) -> Delivery:
        """An option of a menu, by its value or label; a date, a user or the like as it is."""
        block, element = element_of(where.blocks, name)
        kind = str(element["type"])
        options = [
            option
            for group in (element, *element.get("option_groups", ()))
            for option in group.get("options", ())
            if value in (option.get("value"), option["text"]["text"])
        ]
        single = {"datepicker": "selected_date", "timepicker": "selected_time"}
        key = single.get(kind, f"selected_{kind.removesuffix('_select')}")
        if "options" in element or "option_groups" in element:
            if not options:
                raise AssertionError(f"{name!r} has no option {value!r}")
            many = kind in {"checkboxes", "multi_static_select"}
            told = {"selected_options": options} if many else {"selected_option": options[0]}
            return self._act(where, user, block, element, told)
        return self._act(where, user, block, element, {key: value})

    def feedback(
        self, message: Message, action_id: str, value: str, user: str = SOMEONE
    ) -> Delivery:
        """One of two feedback_buttons, by the value of the button."""
        block, element = element_of(message.blocks, action_id)
        return self._act(message, user, block, element, {"value": value})

    def fill_in(self, view: View, values: Mapping[str, Any]) -> None:
        """Enters values without sending them; a press or a choice carries them along."""
        with self.state.changed:
            view.entered |= values

    def submit(self, view: View, values: Mapping[str, Any] | None = None) -> Delivery:
        """Sends a form; see `forms.filled_in` for the values and for what is refused."""
        with self.state.changed:
            if view.closed:
                raise AssertionError(f"the view {view.title!r} is not open any more")
            person = self._user(view.user)
            state = {"values": filled_in(view, {**view.entered, **(values or {})})}
            body = interaction_json("view_submission", person, self._trigger(person, view.id))
            body |= {"view": view_json(view) | {"state": state}, "response_urls": []}
            return self.dispatcher.deliver("interactive", body)

    def close_view(self, view: View) -> Delivery | None:
        """Closes a modal without sending it; the bot hears of it where it asked to."""
        with self.state.changed:
            view.closed = True
            self.state.changed.notify_all()
            if not view.content.get("notify_on_close"):
                return None
            person = self._user(view.user)
            body = interaction_json("view_closed", person, "")
            del body["trigger_id"]
            return self.dispatcher.deliver(
                "interactive", body | {"view": view_json(view), "is_cleared": False}
            )

    def shortcut(self, message: Message, callback_id: str, user: str = SOMEONE) -> Delivery:
        """A message shortcut."""
        with self.state.changed:
            person, home = self._user(user), self._channel(message.channel)
            body = interaction_json("message_action", person, self._trigger(person))
            body |= {
                "callback_id": callback_id,
                "message_ts": message.ts,
                "action_ts": self.state.stamps.new(),
                "channel": {"id": home.id, "name": home.name or "directmessage"},
                "message": message_json(message, home),
                "response_url": self.hooks.new(home.id, person.id, message),
            }
            return self.dispatcher.deliver("interactive", body)

    def global_shortcut(self, callback_id: str, user: str = SOMEONE) -> Delivery:
        """A shortcut from anywhere: without a channel and without a response_url."""
        with self.state.changed:
            person = self._user(user)
            body = interaction_json("shortcut", person, self._trigger(person))
            body |= {"callback_id": callback_id, "action_ts": self.state.stamps.new()}
            return self.dispatcher.deliver("interactive", body)

    # --- parts ---

    def _act(
        self, where: Message | View, user: str, block: Json, element: Json, told: Json
    ) -> Delivery:
        with self.state.changed:
            person = self._user(where.user if isinstance(where, View) else user)
            action = {key: item for key, item in told.items() if item is not None}
            action |= {
                "type": element["type"],
                "action_id": element["action_id"],
                "block_id": block.get("block_id", ""),
                "action_ts": self.state.stamps.new(),
            }
            view_id = where.id if isinstance(where, View) else None
            body = interaction_json("block_actions", person, self._trigger(person, view_id))
            body |= {"actions": [action], "state": {"values": {}}}
            more = self._in_view(where) if isinstance(where, View) else self._in(where, person)
            return self.dispatcher.deliver("interactive", body | more)

    def _in_view(self, view: View) -> Json:
        state = {"values": filled_in(view, view.entered, complete=False)}
        told = view_json(view) | {"state": state}
        return {"container": {"type": "view", "view_id": view.id}, "view": told}

    def _in(self, message: Message, person: User) -> Json:
        home = self._channel(message.channel)
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": home.id,
            "is_ephemeral": bool(message.ephemeral_to),
        }
        if message.thread_ts:
            container["thread_ts"] = message.thread_ts
        more: Json = {
            "container": container,
            "channel": {"id": home.id, "name": home.name or "directmessage"},
            "response_url": self.hooks.new(home.id, person.id, message),
        }
        if not message.ephemeral_to:
            more["message"] = message_json(message, home)
        return more
