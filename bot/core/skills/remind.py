"""Set up, pause, resume, delete, preview and send a reminder; say what became of a delivery."""

from __future__ import annotations

from dataclasses import replace

from bot.core import reminder_replies as replies
from bot.core.errors import Refused
from bot.core.intents import Wish
from bot.core.register import Role
from bot.core.reminders.digest import Order, digest
from bot.core.reminders.rules import wanted
from bot.core.reminders.saying import comes_next, local
from bot.core.reminders.schedule import occurrence_on
from bot.core.reminders.values import Delivery, DeliveryState, Reminder
from bot.core.reports.wording import listed
from bot.core.skills.actions import plan_meant
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import desk_of
from bot.core.skills.reminders import known, reminders_of
from bot.core.types import Message, Reply, Text

_VERBS = ("pause", "resume", "delete", "remove", "preview", "send")


def remind(context: Context, message: Message, wish: Wish) -> Reply:
    """Do what an officer says about a reminder; nobody else may. Raises Refused."""
    desk = desk_of(context)
    reminders_of(desk)
    if message.author.role is not Role.OFFICER:
        raise Refused(replies.ONLY_OFFICERS)
    said = wish.said
    verb = (said.get("verb") or said.get("only") or said.get("bare") or "").lower()
    which = said.get("which") or (_only(desk, message) if verb in _VERBS else "")
    if not which:
        words = wish.said.get("rest", "")
        return add(context, desk, message, words) if words else replies.of_questions()
    if which[:1].lower() == "d":
        return _resolved(context, desk, message, which.upper(), sent=verb != "send")
    reminder = known(desk, which)
    if verb in ("delete", "remove"):
        return _deleted(context, desk, message, reminder)
    if verb == "preview":
        return _previewed(context, reminder)
    if verb == "send":
        return _sent(context, desk, message, reminder)
    return _paused(context, desk, message, reminder, paused=verb == "pause")


def _only(desk: Desk, message: Message) -> str:
    """The id of the only reminder of the chat. Raises Refused where there are none, or several."""
    here = [one.id for one in reminders_of(desk).reminders() if one.chat == message.chat]
    if not here:
        raise Refused(replies.NONE_HERE)
    if len(here) > 1:
        raise Refused(replies.WHICH.format(listed(here), here[0]))
    return here[0]


def add(context: Context, desk: Desk, message: Message, words: str) -> Reply:
    """Set up a reminder for this chat, as it is asked for in words. Raises Refused."""
    now = context.now()
    asked = wanted(words, desk.defaults, context.today())
    plans = desk.register.plans()
    plan = plan_meant(asked.plan, plans) if asked.plan else None
    made = asked.reminder(message.chat, message.author, now, plan=plan.id if plan else "")
    same = next((one for one in reminders_of(desk).reminders() if _is_same(one, made)), None)
    if same:
        return replies.of_added(same, now, changed=replies.ALREADY)
    return replies.of_added(reminders_of(desk).add(made, now), now)


def _is_same(one: Reminder, made: Reminder) -> bool:
    """Whether a reminder that is kept would say the same at the same times in the same chat."""
    kept = replace(one, id="", name="", paused=False, begins=made.begins, by=made.by)
    return kept == made


def _paused(
    context: Context, desk: Desk, message: Message, reminder: Reminder, *, paused: bool
) -> Reply:
    """While it was paused, nothing of it is due: it begins anew."""
    now = context.now()
    begins = reminder.begins if paused else max(reminder.begins, now)
    changed = replace(reminder, paused=paused, begins=begins)
    kept = reminders_of(desk).change(changed, message.author, now)
    if kept is None:
        raise Refused(replies.NO_SUCH.format(reminder.id))
    return replies.of_added(kept, now, changed="Paused" if paused else "Goes on")


def _deleted(context: Context, desk: Desk, message: Message, reminder: Reminder) -> Reply:
    if reminder.name:
        raise Refused(replies.FROM_CONFIG.format(reminder.id, reminder.id))
    if not reminders_of(desk).remove(reminder.id, message.author, context.now()):
        raise Refused(replies.NO_SUCH.format(reminder.id))
    return Reply((Text(replies.DELETED.format(reminder.id)),))


def _previewed(context: Context, reminder: Reminder) -> Reply:
    """The digest as it would be sent now, for who asks; it counts as no sending."""
    made = digest(context, Order(reminder))
    lead = Text(f"This is how {reminder.id} would read now; {comes_next(reminder, context.now())}.")
    return replace(made.reply, blocks=(lead, *made.reply.blocks)) if made else Reply((lead,))


def _sent(context: Context, desk: Desk, message: Message, reminder: Reminder) -> Reply:
    """Order a sending for today, of which there is one at most; the scheduler sends it."""
    reminders, now = reminders_of(desk), context.now()
    today = local(now, reminder).date()
    order = Delivery(
        id="",
        reminder=reminder.id,
        day=today,
        chat=reminder.chat,
        at=now,
        state=DeliveryState.FAILED,
        changed_at=now,
        again_at=now,
        why=f"{message.author.name or 'An officer'} asked for it.",
    )
    if reminders.claim((order,)):
        planned = occurrence_on(reminder, today)
        instead = ", in the place of the one planned for today" if planned else ""
        return Reply((Text(replies.ON_ITS_WAY.format(reminder.id, instead)),))
    there = (one for one in reminders.deliveries(reminder.id) if one.day == today)
    before = next((one for one in there if one.chat == reminder.chat), None)
    if before and before.state is DeliveryState.FAILED and before.again_at:
        return Reply((Text(replies.ON_ITS_WAY.format(reminder.id, "")),))
    if before and before.state in (DeliveryState.FAILED, DeliveryState.UNKNOWN):
        return _resolved(context, desk, message, before.id, sent=False)
    if before and before.state is DeliveryState.CLAIMED:
        raise Refused(replies.BEING_SENT.format(reminder.id))
    left_out = before is not None and before.state is DeliveryState.SKIPPED
    words = replies.LEFT_OUT if left_out else replies.SENT_TODAY
    raise Refused(words.format(reminder.id, reminder.id))


def _resolved(context: Context, desk: Desk, message: Message, name: str, *, sent: bool) -> Reply:
    """Say of a delivery that it arrived, or that it is to be sent again."""
    found = reminders_of(desk).resolve(name, message.author, context.now(), sent=sent)
    if found is None:
        raise Refused(replies.SETTLED.format(name))
    return Reply((Text((replies.ARRIVED if sent else replies.AGAIN).format(found.id)),))
