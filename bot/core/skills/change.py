"""Say one thing of one action by command: done, blocked, another lead, another date."""

from __future__ import annotations

from bot.core import action_replies as replies
from bot.core.actions.dates import due_of_timescale
from bot.core.intents import Wish
from bot.core.register import Change, Status
from bot.core.skills.context import Context
from bot.core.skills.desk import (
    Refused,
    action_meant,
    desk_of,
    require_contributor,
    require_officer,
    said_of,
)
from bot.core.skills.update import told
from bot.core.types import Message, Reply

_STATUSES = {
    "done": Status.DONE,
    "complete": Status.DONE,
    "close": Status.DONE,
    "block": Status.BLOCKED,
    "unblock": Status.IN_PROGRESS,
    "start": Status.IN_PROGRESS,
    "reopen": Status.IN_PROGRESS,
}
_DATES = ("due", "due date", "deadline")


def change(context: Context, message: Message, wish: Wish) -> Reply:
    """It is logged as an update, so that it stands in the story of the action and can be undone."""
    desk = desk_of(context)
    require_contributor(message.author)
    verb, rest = wish.said["verb"].lower(), wish.said.get("rest", "")
    action = action_meant(context, message, wish.said["which"])
    if verb in _STATUSES:
        made = Change(action.id, status=_STATUSES[verb], reason=rest, note=message.text)
    elif verb in _DATES:
        due = due_of_timescale(rest, context.today())
        if due is None:
            raise Refused(replies.NOT_UNDERSTOOD_DATE.format(rest, action.id))
        made = Change(action.id, due=due, note=message.text)
    else:
        require_officer(message.author)
        made = Change(action.id, lead=rest, note=message.text)
    return told(desk, desk.register.log(said_of(context, message), [made]))
