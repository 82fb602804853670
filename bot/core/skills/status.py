"""How the assistant itself is: what it holds, what it will send, and what needs somebody."""

from __future__ import annotations

from bot.core import status_replies as replies
from bot.core.intents import Wish
from bot.core.register import Person, Role
from bot.core.reminders.values import Delivery
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import may_change
from bot.core.skills.reminders import needs_officer, told_of
from bot.core.types import Block, Button, Heading, Message, Reply, Text


def status(context: Context, message: Message, wish: Wish) -> Reply:
    """Documents, plans, reminders, what waits; for officers what was not sent."""
    search, desk = context.search, context.desk
    blocks: list[Block] = [Text(replies.documents(len(search.documents), search.built_at))]
    if context.lost:
        blocks.append(Text(replies.LOST))
    if desk is None:
        return Reply((*blocks, Text(replies.NO_REGISTER)))
    plans = desk.register.plans()
    blocks.append(Text(replies.plans([(one.id, one.title) for one in plans])))
    waits = [one for one in desk.register.waiting() if may_change(message.author, one.said.by)]
    blocks.append(Text(replies.waiting(len(waits))))
    blocks.append(Heading(replies.REMINDERS))
    blocks += reminders_in_short(context, desk, message.author, message.chat)
    buttons = (Button("Open the inbox", "inbox"),) if waits else ()
    return Reply(tuple(blocks), (*buttons, Button("Reminders", "reminders")))


def reminders_in_short(context: Context, desk: Desk, person: Person, chat: str = "") -> list[Block]:
    """The reminders with their next and last sending; for officers also what needs them."""
    if desk.reminders is None:
        return [Text(replies.NO_REMINDERS)]
    officer = person.role is Role.OFFICER
    every = desk.reminders.reminders()
    shown = [one for one in every if officer or not chat or one.chat == chat]
    told = [told_of(context, desk, one, chat or one.chat) for one in shown]
    blocks = replies.reminders(told, len(every) - len(shown))
    return [*blocks, *(replies.trouble(in_trouble(desk), context.zone) if officer else ())]


def in_trouble(desk: Desk) -> list[Delivery]:
    """The deliveries of which a person must say what becomes of them, the latest first."""
    found = desk.reminders.deliveries() if desk.reminders else ()
    return [one for one in found if needs_officer(one)]
