"""The form of an update: prefilled from a message, and read again when it is sent."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any

from bot.channels.slack import wording
from bot.channels.slack.elements import Json, plain_text, section
from bot.channels.slack.limits import INPUT, OPTIONS
from bot.channels.slack.markup import clean, cut, escaped
from bot.channels.slack.views import chosen, day, field, modal, typed, words
from bot.core.register import Action, Change, Proposal, Status

NAME = "update-form"
_TITLES = (wording.FORM_TITLE, wording.FORM_SUBMIT, wording.FORM_CLOSE)
_STATUSES = (
    (Status.NOT_STARTED, "Not started"),
    (Status.IN_PROGRESS, "In progress"),
    (Status.BLOCKED, "Blocked"),
    (Status.DONE, "Done"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a digest and what was pushed on it: its message, the row of its buttons, what the
    line is called, and the words on the button.
    """

    channel: str
    ts: str
    thread: str
    row: str
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class About:
    """The message that a form is about; all empty where it is about none.

    ``action`` is the action that it is about for sure, where one was pushed, and ``line`` where.
    """

    channel: str = ""
    ts: str = ""
    thread: str = ""
    user: str = ""
    team: str = ""
    action: str = ""
    line: Line | None = None

    def dumped(self) -> str:
        """As text, to be remembered by a form."""
        return json.dumps(asdict(self), ensure_ascii=False)


def about_of(view: Mapping[str, Any]) -> About:
    """What a form is about."""
    values = json.loads(view.get("private_metadata") or "{}")
    line = values.pop("line", None)
    return About(**values, line=Line(**line) if line else None)


def waiting_form() -> Json:
    """What is shown at once, while the form is made."""
    return modal(NAME, (wording.FORM_TITLE, "", wording.FORM_CLOSE), [section(wording.LOOKING)])


def telling_form(words: str) -> Json:
    """A form that only says something."""
    blocks = [section(escaped(words))]
    return modal(NAME, (wording.FORM_TITLE, "", wording.FORM_CLOSE), blocks)


def update_form(
    actions: Sequence[Action], text: str, proposal: Proposal | None, about: About
) -> Json:
    """The form, with what was read out of a message filled in."""
    status = proposal.status if proposal else None
    percent = proposal.percent if proposal else None
    due = proposal.due if proposal else None
    likely = proposal.matches[0].action if proposal and proposal.matches else ""
    note = (cut(clean(text), INPUT, str) or [""])[0]
    blocks = [
        field("action", "Action", _actions(actions, about.action or likely)),
        field("status", "Status", _statuses(status), optional=True),
        field("percent", "Per cent done", _number(percent), optional=True),
        field("due", "Due", day(due), optional=True),
        field("note", "Note", words(note)),
    ]
    return modal(NAME, _TITLES, blocks, about.dumped())


def faults_of(view: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong in a form that was sent, by field."""
    faults = {}
    percent = typed(view, "percent")
    if percent and not (percent.isdecimal() and int(percent) <= 100):
        faults["percent"] = wording.PERCENT
    if not chosen(view, "action"):
        faults["action"] = wording.WHICH_ACTION
    return faults


def change_of(view: Mapping[str, Any]) -> Change:
    """What was filled in. Only for a form without faults."""
    percent, due, status = typed(view, "percent"), typed(view, "due"), chosen(view, "status")
    note = typed(view, "note")
    return Change(
        chosen(view, "action"),
        Status(status) if status else None,
        int(percent) if percent else None,
        date.fromisoformat(due) if due else None,
        reason=note if status == Status.BLOCKED else "",
        note=note,
    )


# --- fields --------------------------------------------------------------------------------------


def _actions(actions: Sequence[Action], first: str) -> Json:
    """All actions, by plan, in groups of so many as a menu takes."""
    groups: list[Json] = []
    for plan, members in groupby(actions, key=lambda action: action.plan):
        options = [_option(f"{one.id} {one.text}", one.id) for one in members]
        for start in range(0, len(options), OPTIONS):
            part = options[start : start + OPTIONS]
            groups.append({"label": plain_text(plan), "options": part})
    element: Json = {"type": "static_select", "option_groups": groups[:OPTIONS]}
    chosen_one = next((a for a in actions if a.id == first), None)
    if chosen_one:
        element["initial_option"] = _option(f"{chosen_one.id} {chosen_one.text}", chosen_one.id)
    return element


def _statuses(status: Status | None) -> Json:
    options = {value: _option(words, value.value) for value, words in _STATUSES}
    element: Json = {"type": "static_select", "options": list(options.values())}
    return {**element, "initial_option": options[status]} if status else element


def _number(percent: int | None) -> Json:
    element: Json = {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": "0",
        "max_value": "100",
    }
    return {**element, "initial_value": str(percent)} if percent is not None else element


def _option(words: str, value: str) -> Json:
    return {"text": plain_text(words), "value": value}
