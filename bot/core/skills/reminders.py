"""The reminders there are, and their digests as things stand now."""

from __future__ import annotations

from bot.core import reminder_replies as replies
from bot.core.errors import Refused
from bot.core.intents import Wish
from bot.core.ports import Reminders
from bot.core.register import Person, Role
from bot.core.reminders.digest import Order, digest
from bot.core.reminders.rules import MORNING
from bot.core.reminders.values import Consent, Delivery, DeliveryState, Reminder, Weekly
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import desk_of
from bot.core.types import NOBODY, Message, Reply, Text


def reminders_of(desk: Desk) -> Reminders:
    """The reminders. Raises Refused where none are kept."""
    if desk.reminders is None:
        raise Refused(replies.NOT_KEPT)
    return desk.reminders


def known(desk: Desk, name: str) -> Reminder:
    """The reminder of this id. Raises Refused."""
    for one in reminders_of(desk).reminders():
        if one.id.upper() == name.upper():
            return one
    raise Refused(replies.NO_SUCH.format(name.upper()))


def consent_of(desk: Desk, person: Person) -> Consent:
    """What a person agreed to; nothing, where they never said so."""
    found = reminders_of(desk).consents()
    return next((one for one in found if one.person.id == person.id), Consent(person))


def reminders(context: Context, message: Message, wish: Wish) -> Reply:
    """The reminders of this chat (an officer sees all), or the whole digest of one."""
    desk = desk_of(context)
    if wish.said.get("verb"):
        return whole(context, message, wish.said.get("which", ""))
    every = reminders_of(desk).reminders()
    officer = message.author.role is Role.OFFICER
    here = [one for one in every if one.chat == message.chat]
    shown = [*here, *(one for one in every if one not in here)] if officer else here
    lines = [(one, told_of(context, desk, one, message.chat)) for one in shown]
    consent = consent_of(desk, message.author) if message.author != NOBODY else None
    elsewhere = len(every) - len(shown)
    return replies.of_reminders(lines, elsewhere, officer=officer, consent=consent)


def told_of(context: Context, desk: Desk, one: Reminder, chat: str = "") -> str:
    """When a reminder is sent, when next, what became of the last, and where it goes."""
    last = last_of(desk, one)
    days = reminders_of(desk).last_day(one.id)
    where = "" if chat == one.chat else f", in {replies.ELSEWHERE} ({one.chat})"
    line = replies.line_of(one, context.now(), days)
    return f"{one.id}{where}: {line}; {replies.last_in_words(last, context.zone)}"


def last_of(desk: Desk, one: Reminder) -> Delivery | None:
    """The last delivery of a reminder to its chat that was not left out."""
    found = reminders_of(desk).deliveries(one.id)
    loud = (d for d in found if d.chat == one.chat and d.state is not DeliveryState.SKIPPED)
    return next(loud, None)


def needs_officer(one: Delivery) -> bool:
    """Whether a person must say what becomes of a delivery: it failed for good, or is unknown."""
    return one.state in (DeliveryState.FAILED, DeliveryState.UNKNOWN) and one.again_at is None


def whole(context: Context, message: Message, name: str) -> Reply:
    """All that a digest tells; in private, a person's own actions where they get them directly."""
    desk = desk_of(context)
    reminder = known(desk, name) if name else _unplanned(context, desk, message)
    own = message.private and message.chat != reminder.chat and name
    order = Order(reminder, person=message.author if own else None, whole=True)
    made = digest(context, order)
    if made is None:
        made = digest(context, Order(reminder, whole=True))
    return made.reply if made else Reply((Text(replies.NONE_HERE),))


def _unplanned(context: Context, desk: Desk, message: Message) -> Reminder:
    """A reminder that is not kept, for who wants to see a digest all the same."""
    own = desk.defaults
    return Reminder(
        id="",
        chat=message.chat,
        rule=Weekly(0, MORNING),
        zone=own.zone,
        begins=context.now(),
        by=message.author,
        nation=own.nation,
        recess=own.recess,
        due_within=own.due_within,
        silent_after=own.silent_after,
    )
