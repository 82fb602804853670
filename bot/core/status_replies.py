"""All wording about how the assistant is, and about what it holds on a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from bot.core.action_replies import told_by
from bot.core.register import Person, Update, UpdateState, Waiting
from bot.core.reminder_replies import own_buttons, settings_in_words, trouble_of
from bot.core.reminders.values import Consent, Delivery
from bot.core.replies import shortened
from bot.core.reports.wording import counted, listed, moment_in_words
from bot.core.types import Block, Bullets, Button, Heading, Reply, Text

LOST = "The action plan cannot be reached at the moment; I answer from the documents alone."
NO_REGISTER = "No action plan is kept here yet."
NO_REMINDERS = "Reminders are not kept here."
REMINDERS = "Reminders"
NONE_SET = "No reminder is set up."
IN_PRIVATE = "That is for you alone. Ask me in a private message: my data"
NOBODY = "I hold nothing on you: I do not even know who you are here."
SURE = (
    "Shall I forget you? Your name, what you agreed to and what waits of you are erased for good."
    " What you said about the plan stays, as that of a former member, so that the plan keeps its"
    " story."
)
FORGOTTEN = (
    "I have forgotten you. If you write to me about the plan again, you are known here anew."
)
_MOST, _SAID = 30, 90


def documents(count: int, built_at: str) -> str:
    """How many documents are held, and since when."""
    return f"I am up. I hold {counted(count, 'document')}, read on {built_at[:10]}."


def plans(titles: Sequence[tuple[str, str]]) -> str:
    """Which plans there are."""
    if not titles:
        return NO_REGISTER
    return f"Plans: {listed([f'{key} ({title})' for key, title in titles])}."


def waiting(count: int) -> str:
    """How many messages wait that this person may settle."""
    if not count:
        return "Nothing waits for you in the inbox."
    return f"In the inbox {counted(count, 'message')} {'waits' if count == 1 else 'wait'}."


def reminders(told: Sequence[str], elsewhere: int) -> list[Block]:
    """The reminders, each in one line."""
    if not told and not elsewhere:
        return [Text(NONE_SET)]
    blocks: list[Block] = [Bullets(tuple(told))] if told else []
    return [
        *blocks,
        *([Text(f"In other chats: {counted(elsewhere, 'reminder')}.")] if elsewhere else []),
    ]


def trouble(found: Sequence[Delivery], zone: tzinfo) -> list[Block]:
    """What was not sent, or may not have been, for an officer to say what becomes of it."""
    if not found:
        return []
    shown = [trouble_of(one, zone) for one in found[:5]]
    need = "1 delivery needs" if len(found) == 1 else f"{len(found)} deliveries need"
    return [Text(f"{need} an officer:"), *shown]


def of_my_data(
    person: Person,
    updates: Sequence[Update],
    waits: Sequence[Waiting],
    consent: Consent,
    zone: tzinfo,
) -> Reply:
    """All that is held on a person."""
    blocks: list[Block] = [
        Text(f"I know you as {person.name or 'nobody by name'} ({person.id}), {person.role}."),
        Text(settings_in_words(consent)),
        Heading(f"What you said: {len(updates)}"),
    ]
    lines = [_said(one, zone) for one in list(reversed(updates))[:_MOST]]
    lines += [f"and {len(updates) - _MOST} more before that"] if len(updates) > _MOST else []
    blocks.append(Bullets(tuple(lines)) if lines else Text("Nothing."))
    if waits:
        said = (f"“{shortened(' '.join(one.said.text.split()), _SAID)}”" for one in waits)
        blocks += [Heading(f"What waits of you: {len(waits)}"), Bullets(tuple(said))]
    return Reply(tuple(blocks), (*own_buttons(consent), Button("Forget me", "forget me")))


def _said(update: Update, zone: tzinfo) -> str:
    ended = "" if update.state is UpdateState.CURRENT else f" ({update.state.value})"
    words = shortened(" ".join(update.said.text.split()), _SAID)
    when = moment_in_words(update.said.at, zone)
    return f"{when}, {update.action}: “{words}”, {told_by(update.change)}{ended}"


def of_sure() -> Reply:
    """Whether a person is to be forgotten."""
    return Reply((Text(SURE),), (Button("Yes, forget me", "forget me: yes"),))
