"""A modal and what a person enters -> ``state.values``, checked as Slack's client does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.slack_server.messages import names
from tests.slack_server.records import Json
from tests.slack_server.workspace import View

_VALUES = {"plain_text_input", "number_input", "email_text_input", "url_text_input"}
_SINGLE = {
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
}


class NotFilledIn(AssertionError):
    """Slack's own client would not send this form."""


def filled_in(view: View, entered: Mapping[str, Any], *, complete: bool = True) -> Json:
    """The values of all inputs: what is entered (by label, block_id or action_id), else initial.

    A menu takes the option's value or its label; many values are given as a list. ``complete``:
    it is to be sent, and so must pass the checks of the client.

    Raises:
        NotFilledIn: an input that is not optional is empty, too long, or has no such option;
            or a name fits no input.
    """
    values: dict[str, dict[str, Json]] = {}
    left = set(entered)
    for block in view.blocks:
        for element in _inputs(block):
            called = names(block, element) & set(entered)
            left -= called
            given = entered[next(iter(called))] if called else None
            value = _value(element, given, known=bool(called))
            if complete:
                _checked(block, element, value)
            values.setdefault(block["block_id"], {})[element["action_id"]] = value
    if left:
        there = [sorted(names(b, e)) for b in view.blocks for e in _inputs(b)]
        raise NotFilledIn(f"no input is called {sorted(left)}; there are {there}")
    return values


def _inputs(block: Json) -> list[Json]:
    """What has a state: inputs, and menus among the elements of other blocks."""
    if block.get("type") == "input":
        return [block["element"]]
    held = [*block.get("elements", ()), block.get("accessory")]
    return [e for e in held if isinstance(e, dict) and _has_state(str(e.get("type")))]


def _has_state(kind: str) -> bool:
    return kind.endswith(("_select", "picker", "_input")) or kind in {"radio_buttons", "checkboxes"}


def _value(element: Json, given: Any, *, known: bool) -> Json:
    kind = str(element["type"])
    if kind in _VALUES:
        initial = element.get("initial_value")
        value = (None if given in (None, "") else str(given)) if known else initial
        return {"type": kind, "value": value}
    if kind in _SINGLE:
        key, initial = _SINGLE[kind]
        return {"type": kind, key: given if known else element.get(initial)}
    if kind in {"static_select", "radio_buttons", "external_select"}:
        chosen = _option(element, given) if known else element.get("initial_option")
        return {"type": kind, "selected_option": chosen}
    if kind in {"checkboxes", "multi_static_select", "multi_external_select"}:
        many = [_option(element, one) for one in given or ()] if known else None
        return {"type": kind, "selected_options": many or element.get("initial_options", [])}
    key = f"selected_{kind.removeprefix('multi_').removesuffix('_select')}"
    return {"type": kind, key: list(given or ())}


def _option(element: Json, name: Any) -> Json | None:
    """The option with this value or label; what an external menu offered is taken as it is."""
    if name is None:
        return None
    if isinstance(name, dict):
        return name
    groups = [element, *element.get("option_groups", ())]
    for group in groups:
        for option in group.get("options", ()):
            if name in {option.get("value"), option["text"]["text"]}:
                return dict(option)
    raise NotFilledIn(f"no option is called {name!r} in {element.get('action_id')}")


def _checked(block: Json, element: Json, value: Json) -> None:
    label = (block.get("label") or {}).get("text")
    [entered] = [item for key, item in value.items() if key != "type"]
    if block.get("type") == "input" and not block.get("optional") and entered in (None, "", []):
        raise NotFilledIn(f"please fill in {label!r}")
    if element["type"] == "plain_text_input" and entered:
        if len(entered) > element.get("max_length", 3000):
            raise NotFilledIn(f"{label!r} takes {element.get('max_length', 3000)} characters")
        if len(entered) < element.get("min_length", 0):
            raise NotFilledIn(f"{label!r} needs {element['min_length']} characters")
    if element["type"] == "number_input" and entered:
        _number(element, entered, label)


def _number(element: Json, entered: str, label: str | None) -> None:
    try:
        number = float(entered)
    except ValueError:
        raise NotFilledIn(f"{label!r} takes a number") from None
    whole = element.get("is_decimal_allowed") or number.is_integer()
    least, most = element.get("min_value", number), element.get("max_value", number)
    if not whole or not float(least) <= number <= float(most):
        raise NotFilledIn(f"{label!r} does not take {entered}")
