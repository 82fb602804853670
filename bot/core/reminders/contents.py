"""A reminder that comes round, and the register -> what its digest tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.actions.standing import Standing
from bot.core.register import Person, Status, Update
from bot.core.reminders.attention import NEWS, Attention, Need, Window, attention
from bot.core.reminders.calendar import ONE_DAY, is_working_day, working_days_before
from bot.core.reminders.of_the_week import of_the_week
from bot.core.reminders.schedule import Occurrence, next_after
from bot.core.reminders.values import Dated, Delivery, DeliveryState, Reminder
from bot.core.skills.actions import led_by
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import all_standings, desk_of
from bot.core.types import Citation
from indexer.types import Kind

_LOOKED_THROUGH = 500  # deliveries, among them those to each person


@dataclass(frozen=True, slots=True)
class Order:
    """What digest is wanted: of which reminder, and for which time that it comes round.

    Without an ``occurrence`` it is shown between times. ``person`` is who gets it directly: then it
    tells of their actions alone. ``whole`` has everything in it, however long.
    """

    reminder: Reminder
    occurrence: Occurrence | None = None
    late: bool = False
    person: Person | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """The day that a reminder is tied to; ``papers`` tells whether the deadline is for papers.

    ``left`` is how many working days there still are until the deadline.
    """

    what: str
    on: date
    deadline: date
    papers: bool
    left: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What people said since the last digest on the actions in it: how many, by how they stand.

    ``of`` is how many actions there were.
    """

    of: int
    statuses: Mapping[Status | None, int]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a digest tells. ``found`` are the actions that need attention, the most urgent first.

    ``plan`` is the title of the plan, empty for all; ``unfinished`` counts the open actions,
    ``snoozed`` those left out; ``done`` were reported as done since ``since``. ``skipped`` are the
    deliveries that were left out since the last one. ``called`` are the people who may be
    mentioned, by the lead that means them.
    """

    order: Order
    window: Window
    plan: str
    plan_id: str
    unfinished: int
    found: tuple[Attention, ...]
    snoozed: int
    done: tuple[Standing, ...]
    since: date
    answers: Answers | None
    skipped: tuple[Delivery, ...]
    called: Mapping[str, Person]
    matter: Matter | None
    week: tuple[Kind, Citation] | None


def contents_of(context: Context, order: Order) -> Contents:
    """What the digest tells as things stand now. Raises Refused where there is no plan."""
    desk, reminder = desk_of(context), order.reminder
    zone = ZoneInfo(reminder.zone)
    today = context.now().astimezone(zone).date()
    window = Window(today, zone, reminder.due_within, reminder.silent_after)
    plan = reminder.plan or desk.register.plan_of(reminder.chat)
    every = _standings(desk, order, plan)
    out = snoozed_on(desk, today)
    loud = [one for one in every if one.action.id not in out]
    matter = _matter(order, context.now())
    sent = _sent(desk, order)
    since = sent[0].changed_at if sent else context.now() - _round(reminder)
    updates = [one for one in desk.register.updates() if one.said.at >= since]
    return Contents(
        order=order,
        window=window,
        plan=_title(desk, plan),
        plan_id=plan,
        unfinished=sum(one.is_open for one in every),
        found=tuple(attention(loud, window, NEWS if matter else frozenset(Need))),
        snoozed=sum(one.is_open and one.action.id in out for one in every),
        done=tuple(_done(every, updates)),
        since=since.astimezone(zone).date(),
        answers=_answers(sent[0], updates) if sent else None,
        skipped=_skipped(desk, order, sent),
        called=_called(desk, reminder.chat, every),
        matter=matter,
        week=of_the_week(context.search, context.language.home, today),
    )


def _standings(desk: Desk, order: Order, plan: str) -> list[Standing]:
    """How the actions stand that the digest is about."""
    every = [one for one in all_standings(desk) if plan in ("", one.action.plan)]
    return led_by(every, order.person.name) if order.person else every


def _title(desk: Desk, plan: str) -> str:
    """What a plan is called, or the only one there is; empty for all of several."""
    plans = desk.register.plans()
    those = [one.title for one in plans if plan in ("", one.id)]
    return those[0] if len(those) == 1 else ""


def snoozed_on(desk: Desk, today: date) -> frozenset[str]:
    """The ids of the actions that reminders leave out on a day."""
    return frozenset(one.action for one in desk.register.snoozes() if today < one.until)


def _matter(order: Order, now: datetime) -> Matter | None:
    """The day that the reminder is tied to: that of this time, or else the next one."""
    reminder, rule = order.reminder, order.reminder.rule
    if not isinstance(rule, Dated):
        return None
    found = order.occurrence or next_after(reminder, now)
    event = (found.event if found else None) or rule.on
    deadline = found.deadline if found else None
    deadline = deadline or working_days_before(event, rule.papers or 0, reminder.nation)
    left = working_days_between(now.astimezone(ZoneInfo(reminder.zone)).date(), deadline, reminder)
    return Matter(rule.what, event, deadline, rule.papers is not None, left)


def working_days_between(today: date, deadline: date, reminder: Reminder) -> int:
    """How many working days come after today, up to and with the deadline; 0 once it is over."""
    coming = (today + ONE_DAY * count for count in range(1, (deadline - today).days + 1))
    return sum(is_working_day(one, reminder.nation) for one in coming)


def _round(reminder: Reminder) -> timedelta:
    """How far back the first digest looks."""
    if isinstance(reminder.rule, Dated):
        return timedelta(days=365 if reminder.rule.yearly else 28)
    return timedelta(weeks=reminder.rule.weeks)


def _sent(desk: Desk, order: Order) -> list[Delivery]:
    """The digests of this reminder that went to the same chat or person, the latest first.

    The whole of a digest tells since the one before it.
    """
    if desk.reminders is None or not order.reminder.id:
        return []
    to = order.person.id if order.person else order.reminder.chat
    every = desk.reminders.deliveries(order.reminder.id, _LOOKED_THROUGH)
    sent = [one for one in every if one.chat == to and one.state is DeliveryState.SENT]
    return sent[1:] if order.whole else sent


def _skipped(desk: Desk, order: Order, sent: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """What was left out since the last digest of the chat, the latest first."""
    if desk.reminders is None or order.person or not order.reminder.id:
        return ()
    last = sent[0].day if sent else date.min
    until = order.occurrence.day if order.occurrence else date.max
    return tuple(
        one
        for one in desk.reminders.deliveries(order.reminder.id, _LOOKED_THROUGH)
        if one.chat == order.reminder.chat
        and one.state is DeliveryState.SKIPPED
        and last < one.day <= until
    )


def _done(every: Sequence[Standing], updates: Sequence[Update]) -> list[Standing]:
    """The actions that are done by one of these updates."""
    told = {one.action for one in updates if one.change.status is Status.DONE}
    return [one for one in every if not one.is_open and one.action.id in told]


def _answers(before: Delivery, updates: Sequence[Update]) -> Answers:
    last: dict[str, Status | None] = {}
    for update in updates:
        if update.action in before.actions:
            last[update.action] = update.change.status or last.get(update.action)
    return Answers(len(before.actions), Counter(last.values()))


def _called(desk: Desk, chat: str, every: Sequence[Standing]) -> Mapping[str, Person]:
    """Who may be mentioned for which lead: who agreed to it, and is the only one so called."""
    if desk.reminders is None:
        return {}
    people = [
        one.person
        for one in desk.reminders.consents()
        if one.mention and _is_near(one.person, chat)
    ]
    leads = {one.lead: one for one in every if one.lead}
    found = {lead: [p for p in people if led_by([one], p.name)] for lead, one in leads.items()}
    return {lead: means[0] for lead, means in found.items() if len(means) == 1}


def _is_near(person: Person, chat: str) -> bool:
    """Whether a person and a chat belong to the same channel, as far as their ids tell."""
    return ":" not in person.id or ":" not in chat or person.id.split(":")[0] == chat.split(":")[0]
