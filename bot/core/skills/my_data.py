"""What is held on a person, for them alone; and forget them, when they say so twice."""

from __future__ import annotations

from bot.core import status_replies as replies
from bot.core.errors import Refused
from bot.core.intents import Wish
from bot.core.reminders.values import Consent
from bot.core.skills.context import Context, Desk
from bot.core.skills.desk import desk_of
from bot.core.skills.reminders import consent_of
from bot.core.types import NOBODY, Message, Reply, Text


def my_data(context: Context, message: Message, wish: Wish) -> Reply:
    """Tell a person in private what is held on them. Raises Refused elsewhere."""
    desk = _desk(context, message)
    if not message.private:
        raise Refused(replies.IN_PRIVATE)
    person = message.author
    waits = [one for one in desk.register.waiting() if one.said.by.id == person.id]
    consent = consent_of(desk, person) if desk.reminders else Consent(person)
    return replies.of_my_data(person, desk.register.held_on(person), waits, consent, context.zone)


def forget_me(context: Context, message: Message, wish: Wish) -> Reply:
    """Ask whether they mean it; then erase who they are. What they said of the plan stays."""
    desk = _desk(context, message)
    if "verb" not in wish.said:
        return replies.of_sure()
    desk.register.forget(message.author, message.at or context.now())
    desk.asked.drop_words(message.author.id, message.chat)
    desk.asked.forget(message.author.id, message.chat)
    return Reply((Text(replies.FORGOTTEN),))


def _desk(context: Context, message: Message) -> Desk:
    if message.author == NOBODY:
        raise Refused(replies.NOBODY)
    return desk_of(context)
