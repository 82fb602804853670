"""A person -> what they should know on one page: their actions, what is due, waits and is sent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.action_replies import line_of
from bot.core.register import Person, Waiting
from bot.core.reminder_replies import own_buttons, settings_in_words
from bot.core.replies import shortened
from bot.core.skills.actions import is_due_soon, led_by
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import all_standings, may_change
from bot.core.skills.reminders import consent_of
from bot.core.skills.status import reminders_in_short
from bot.core.status_replies import REMINDERS
from bot.core.types import Block, Bullets, Button, Heading, Reply, Text

_MOST = 10
NOTHING = "Nothing."
NO_PLAN = "There is no action plan here yet; you can ask questions about the documents."
NOT_LED = "No action names you as its lead."
ASK_ME = "Write to me here, or mention me in a channel: a question, or how an action is going."


def overview(context: Context, person: Person) -> Reply:
    """The page of a person. What waits is shown to those who may settle it."""
    blocks: list[Block] = [Text(ASK_ME)]
    buttons: list[Button] = []
    desk = context.desk
    if desk is None or not desk.register.plans():
        blocks.append(Text(NO_PLAN))
    else:
        blocks += _actions(context, desk, person)
        waiting = [w for w in desk.register.waiting() if may_change(person, w.said.by)]
        blocks += [Heading(f"Waiting for somebody to say what it means: {len(waiting)}")]
        blocks += _waiting(waiting)
        buttons += [Button("Open the inbox", "inbox")] if waiting else []
        buttons += [Button("My actions", "my actions"), Button("Overdue", "overdue actions")]
        if desk.reminders:
            own = consent_of(desk, person)
            blocks += [Heading(REMINDERS), *reminders_in_short(context, desk, person)]
            blocks.append(Text(settings_in_words(own)))
            buttons += own_buttons(own)
    blocks += [Heading("Who to ask"), Text(context.contact or "Nobody is named yet.")]
    count, built = len(context.search.documents), context.search.built_at[:10]
    noun = "document" if count == 1 else "documents"
    blocks.append(Text(f"I hold {count} {noun}, read on {built}."))
    return Reply(tuple(blocks), (*buttons, Button("What can I ask?", "help")))


def _actions(context: Context, desk: Desk, person: Person) -> list[Block]:
    today = context.today()
    standings = [one for one in all_standings(desk) if one.is_open]
    mine = led_by(standings, person.name)
    overdue = [one for one in standings if one.is_overdue(today)]
    due = [one for one in standings if is_due_soon(one, today)]
    blocks: list[Block] = []
    for title, found, none in (
        ("My actions", mine, NOT_LED),
        ("Overdue", overdue, NOTHING),
        ("Due within four weeks", due, NOTHING),
    ):
        blocks.append(Heading(f"{title}: {len(found)}"))
        lines = [line_of(one, today) for one in found[:_MOST]]
        if len(found) > _MOST:
            lines.append(f"and {len(found) - _MOST} more")
        blocks.append(Bullets(tuple(lines)) if lines else Text(none))
    return blocks


def _waiting(waiting: Sequence[Waiting]) -> list[Block]:
    if not waiting:
        return [Text(NOTHING)]
    lines = [
        f"“{shortened(' '.join(one.said.text.split()), 90)}” ({one.said.by.name or 'somebody'})"
        for one in waiting[:_MOST]
    ]
    if len(waiting) > _MOST:
        lines.append(f"and {len(waiting) - _MOST} more")
    return [Bullets(tuple(lines))]
