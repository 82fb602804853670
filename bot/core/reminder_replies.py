"""All wording about reminders, and what people agreed to, that users read in a chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from bot.core.action_replies import named, sentence
from bot.core.register import Action, Snooze
from bot.core.reminders.rules import EXAMPLES
from bot.core.reminders.saying import comes_next, in_words, looks_at
from bot.core.reminders.values import Consent, Delivery, DeliveryState, Reminder
from bot.core.reports.wording import day, moment_in_words, shortened
from bot.core.types import Block, Bullets, Button, Item, Reply, Text

NOT_KEPT = "I cannot send reminders here. Whoever looks after me starts me with: compactbot run"
ONLY_OFFICERS = "Only a partnership officer can set up or change reminders. Ask yours to do it."
NONE_HERE = "There is no reminder for this chat yet."
WHICH = "Which reminder of this chat: {}? Name it, for example: preview {}."
HOW_TO = "A partnership officer sets one up in words, for example:"
NO_SUCH = "There is no reminder {}. Type 'reminders' to see them."
FROM_CONFIG = (
    "{} comes from the configuration, so I would bring it back at my next start. Take its line out"
    " of the configuration; until then 'pause {}' stops it."
)
DELETED = "Deleted: {}. What was sent is still on record. To have it back, set it up again."
SENT_TODAY = "{} was sent today already. 'preview {}' shows it to you here."
BEING_SENT = "{} is being sent at this moment."
LEFT_OUT = (
    "One of {} for today is on record already as left out. 'preview {}' shows it to you here."
)
ON_ITS_WAY = "{} goes out within a minute{}."
SETTLED = "{} needs nobody any more. Type 'status' to see what does."
ARRIVED = "Noted: {} arrived."
AGAIN = "{} is sent again within a minute."
ELSEWHERE = "another chat"
REACH = "If you never wrote to me in private, do so once, or I may not be able to reach you."
ALREADY = "That is set up already"
NOBODY_KNOWN = "I do not know who you are here, so I cannot keep that for you."

STATES = {
    DeliveryState.CLAIMED: "being sent",
    DeliveryState.SENT: "sent",
    DeliveryState.FAILED: "not sent",
    DeliveryState.UNKNOWN: "nobody can say whether it arrived",
    DeliveryState.SKIPPED: "left out",
}
_MOST, _REASON = 10, 120


def of_added(reminder: Reminder, now: datetime, *, changed: str = "Set up") -> Reply:
    """A reminder that was set up or changed, told back with when it comes next."""
    lines = (
        f"{changed}: {reminder.id}. {sentence(line_of(reminder, now, None))}",
        looks_at(reminder, now.date()),
    )
    return Reply(tuple(map(Text, lines)), buttons_of(reminder))


def line_of(reminder: Reminder, now: datetime, last_day: date | None) -> str:
    """When a reminder is sent, and when next, as in "every Monday at 09:30 …; next: …"."""
    return f"{in_words(reminder)}; {comes_next(reminder, now, last_day)}"


def buttons_of(reminder: Reminder) -> tuple[Button, ...]:
    """What an officer can press on a reminder."""
    name = reminder.id
    toggle = ("Resume", f"resume {name}") if reminder.paused else ("Pause", f"pause {name}")
    return (
        Button("Preview", f"preview {name}"),
        Button(*toggle),
        Button("Send now", f"send {name} now"),
        Button("Delete", f"delete {name}"),
    )


def of_reminders(
    lines: Sequence[tuple[Reminder, str]], elsewhere: int, *, officer: bool, consent: Consent | None
) -> Reply:
    """The reminders that are shown, each with its line, and how to set one up."""
    blocks: list[Block] = []
    if lines:
        blocks.append(Text("Reminders:"))
        blocks += [
            Item(f"{line}.", one.id, buttons_of(one) if officer else ())
            for one, line in lines[:_MOST]
        ]
    else:
        blocks.append(Text(NONE_HERE))
    if len(lines) > _MOST:
        blocks.append(Text(f"and {len(lines) - _MOST} more"))
    if elsewhere:
        noun = "reminder goes" if elsewhere == 1 else "reminders go"
        blocks.append(Text(f"{elsewhere} more {noun} to other chats."))
    blocks += [Text(HOW_TO), Bullets(EXAMPLES)]
    return Reply(tuple(blocks), own_buttons(consent))


def last_in_words(delivery: Delivery | None, zone: tzinfo) -> str:
    """What became of the last delivery."""
    if delivery is None:
        return "never sent yet"
    late = ", late" if delivery.late else ""
    if delivery.state is DeliveryState.SENT:
        return f"last sent {moment_in_words(delivery.changed_at, zone)}{late}"
    again = f"; I try again {moment_in_words(delivery.again_at, zone)}" if delivery.again_at else ""
    return f"that of {day(delivery.day)}: {STATES[delivery.state]}{again}"


def trouble_of(delivery: Delivery, zone: tzinfo) -> Item:
    """A delivery that a person must see to, with what they can say of it."""
    why = f" ({delivery.why.rstrip('.')})" if delivery.why else ""
    text = (
        f"{delivery.id}, {delivery.reminder} of {day(delivery.day)}: {STATES[delivery.state]}{why}."
    )
    buttons = (
        Button("It arrived", f"{delivery.id} arrived"),
        Button("Send it again", f"send {delivery.id} again"),
    )
    return Item(text, delivery.id, buttons)


def of_questions(examples: Sequence[str] = EXAMPLES) -> Reply:
    """How to set up a reminder."""
    return Reply((Text("When should I remind you? For example:"), Bullets(tuple(examples))))


# --- what people agree to -------------------------------------------------------------------------


def own_buttons(consent: Consent | None) -> tuple[Button, ...]:
    """The settings of a person for themselves, as buttons."""
    if consent is None:
        return ()
    direct = ("Stop my reminders", "stop reminding me") if consent.direct else ("Remind me", "")
    mention = ("Do not mention me", "do not mention me") if consent.mention else ("Mention me", "")
    return tuple(Button(label, says or label.lower()) for label, says in (direct, mention))


def settings_in_words(consent: Consent) -> str:
    """What a person agreed to, in sentences."""
    if consent.direct and consent.gone:
        direct = "You asked to get your own actions directly, but I cannot reach you in private."
    elif consent.direct:
        direct = "I send you your own actions directly."
    else:
        direct = "I send you nothing directly."
    mention = "may mention you" if consent.mention else "do not mention you"
    return f"{direct} In reminders I {mention}."


def of_consent(consent: Consent, led: int, *, private: bool) -> Reply:
    """What a person agrees to from now on; ``led`` is how many actions name them as their lead."""
    name = consent.person.name
    blocks = [Text(f"From now on: {settings_in_words(consent)}")]
    if consent.direct and not private:
        blocks.append(Text(REACH))
    if (consent.direct or consent.mention) and not led:
        blocks.append(
            Text(f"At present no action names {name or 'you'} as its lead, so nothing comes yet.")
        )
    return Reply(tuple(blocks), own_buttons(consent))


# --- snoozing -------------------------------------------------------------------------------------

HOW_TO_SNOOZE = (
    "Say which action and until when: snooze {} until 12 January because the hall is shut."
)
UNTIL_WHEN = "Until when shall reminders leave {} out? Say why too, in one line."
OTHER_DATE = "Another day: type 'snooze {} until 12 January because the hall is shut'."
NO_DAY = "I could not read a day in '{}'. Write it like this: snooze {} until 12 January because …"
PAST_DAY = "{} is not a day to come. Write one, for example: snooze {} for 2 weeks."
WHY = "Why? Answer in one line, or leave it."
NOT_SNOOZED = "{} is not snoozed."
NONE_SNOOZED = "No action is snoozed."


def of_until_when(action: Action) -> Reply:
    """Until when an action is to be left out."""
    buttons = tuple(
        Button(label, f"snooze {action.id} for {label}")
        for label in ("1 week", "2 weeks", "4 weeks")
    )
    return Reply(
        (Text(UNTIL_WHEN.format(named(action))), Text(OTHER_DATE.format(action.id))), buttons
    )


def of_snoozed(snooze: Snooze, action: Action) -> Reply:
    """An action that is left out from now on; without a reason it is asked for."""
    why = f": {_short(snooze.reason)}" if snooze.reason else ""
    told = f"Snoozed: {named(action)} until {snooze.until:%A} {day(snooze.until)}{why.rstrip('.')}."
    blocks = [Text(told), *([] if snooze.reason else [Text(WHY)])]
    return Reply(tuple(blocks), (Button("Wake it", f"wake {action.id}"),))


def of_woken(action: Action) -> Reply:
    """An action that reminders tell of again."""
    return Reply((Text(f"Awake: reminders tell of {named(action)} again."),))


def of_snoozes(found: Sequence[tuple[Snooze, Action]]) -> Reply:
    """The actions that are left out now."""
    if not found:
        return Reply((Text(NONE_SNOOZED),))
    items = tuple(
        Item(_snoozed(one, action), action.id, (Button("Wake it", f"wake {action.id}"),))
        for one, action in found
    )
    return Reply((Text("Snoozed:"), *items))


def _snoozed(snooze: Snooze, action: Action) -> str:
    why = f", {_short(snooze.reason)}" if snooze.reason else ""
    return f"{named(action)}: until {day(snooze.until)}{why} ({snooze.by.name or 'somebody'})"


def _short(reason: str) -> str:
    return shortened(" ".join(reason.split()), _REASON)
